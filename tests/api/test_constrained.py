"""POST implicit and constrained, and the point of both: what is told, and what is refused with its place."""

import numpy as np
import pytest

CIRCLE = {"function": {"source": "x + y"}, "constraints": [{"source": "x^2 + y^2 = 1"}], "box": [[-2, 2], [-2, 2]]}


def test_solutions_come_with_their_curve_and_with_what_levels_do_to_them(lab):
    answer = lab("constrained", **CIRCLE, levels=[0.25, 1.0, 4.0]).json()
    assert [point["kind"] for point in answer["points"]] == ["minimum", "maximum"]
    (piece,) = answer["curve"]
    assert piece["closed"] and piece["length"] == pytest.approx(6.283185307, abs=1e-7)
    assert max(piece["values"]) == pytest.approx(2**0.5, abs=1e-3)
    assert [row["values"][1] for row in answer["sensitivity"]] == pytest.approx([2**0.5 / 2, 2**0.5, 2 * 2**0.5])
    assert [row["multipliers"][1][0] for row in answer["sensitivity"]] == pytest.approx([2**0.5, 0.5**0.5, 2**0.5 / 4])


def test_a_level_of_its_own_takes_the_place_of_the_one_in_the_text(lab):
    request = CIRCLE | {"constraints": [{"source": "x^2 + y^2 = 1", "level": 4}], "box": [[-3, 3], [-3, 3]]}
    answer = lab("constrained", **request).json()
    assert answer["constraints"][0]["level"] == 4 and "= 4" in answer["constraints"][0]["formula"]["latex"]
    assert answer["points"][1]["value"] == pytest.approx(8**0.5)


def test_parameters_of_the_function_are_those_of_the_constraint(lab):
    function = {"source": "a x + y", "parameters": {"a": 2.0, "r": 4.0}}
    answer = lab("constrained", function=function, constraints=[{"source": "x^2 + y^2 = r"}], box=[[-3, 3]] * 2).json()
    assert answer["constraints"][0]["level"] == 4
    assert answer["points"][1]["value"] == pytest.approx(20**0.5)


def test_a_matrix_and_a_vector_make_rayleighs_quotient(lab):
    function = {"source": "x . A x", "parameters": {"A": [[2, 1, 0], [1, 3, 0], [0, 0, 5]]}}
    answer = lab("constrained", function=function, constraints=[{"source": "x . x = 1"}], box=[[-2, 2]] * 3).json()
    low, high = (5 - 5**0.5) / 2, (5 + 5**0.5) / 2
    assert [point["value"] for point in answer["points"]] == pytest.approx([low, low, high, high, 5, 5])
    assert answer["topology"] == {"minima": 2, "saddles": 2, "maxima": 2, "total": 2, "expected": 2}
    assert answer["euler"] == 2 and len(answer["mesh"]["faces"]) > 1000


def test_an_inequality_tells_whether_it_is_active(lab):
    request = CIRCLE | {"function": {"source": "x^2 + y^2 - x"}, "constraints": [{"source": "x^2 + y^2 <= 1"}]}
    lowest = lab("constrained", **request).json()["points"][0]
    assert (lowest["kind"], lowest["active"], lowest["multipliers"]) == ("minimum", [False], [0])
    assert lowest["point"] == pytest.approx([0.5, 0])


def test_a_point_beside_the_set_is_brought_onto_it(lab):
    request = {key: CIRCLE[key] for key in ("function", "constraints")}
    answer = lab("constrained/point", **request, point=[2, 0]).json()
    assert answer["point"] == pytest.approx([1, 0])
    assert answer["normal"] == pytest.approx([1, 0]) and answer["tangential"] == pytest.approx([0, 1], abs=1e-12)


def test_where_there_is_no_set_there_are_no_numbers(lab):
    request = {"function": {"source": "x + y"}, "constraints": [{"source": "x^2 + y^2 = -1"}]}
    assert lab("constrained/point", **request, point=[1, 1]).json()["point"] == [None, None]


def test_an_equation_of_three_variables_is_a_mesh_with_its_euler_characteristic(lab):
    answer = lab("implicit", function={"source": "(sqrt(x^2+y^2)-2)^2 + z^2 = 1/2"}, box=[[-3, 3]] * 3).json()
    assert answer["mesh"]["euler"] == 0 and answer["mesh"]["closed"] and answer["residual"] < 1e-13
    assert answer["curve"] is None


def test_a_cusp_is_named(lab):
    answer = lab("implicit", function={"source": "x^2 = y^3"}, box=[[-2, 2]] * 2).json()
    assert answer["singular"] == [[0, 0]]


@pytest.mark.parametrize(
    "change, field, message, span",
    [
        ({"constraints": [{"source": "x^2 + y^2 < 1"}]}, "constraints[0].source", "'<' makes no constraint", [10, 11]),
        ({"function": {"source": "sine(x)"}}, "function.source", "unknown name 'sine'", [0, 4]),
        ({"constraints": [{"source": "sine(x) = 1"}]}, "constraints[0].source", "unknown name 'sine'", [0, 4]),
        ({"function": {"source": "[x, y]"}}, "function.source", "this is a vector of 2 entries, but a number", [0, 6]),
        (
            {"constraints": [{"source": "x = 1"}, {"source": "y = 1"}]},
            "constraints",
            "must be fewer than the variables",
            None,
        ),
        ({"function": {"source": "x + y + z"}}, "box", "has 2 intervals, but there are 3 variables: x, y, z", None),
        ({"levels": [0.0] * 66}, "levels", "may have at most 65 entries", None),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(lab, change, field, message, span):
    response = lab("constrained", **(CIRCLE | change))
    problem = response.json()
    assert response.status_code == 422
    assert problem["errors"][0]["field"] == field and message in problem["errors"][0]["message"]
    assert problem.get("span") == span


def test_of_several_equations_in_one_text_a_level_is_that_of_the_first(lab):
    text = "x^2 + y^2 + z^2 = 1\nx + y + z = 0.5"
    body = {"function": {"source": "x + 2z"}, "constraints": [{"source": text, "level": 2}]}
    answer = lab("constrained", **body, box=[[-2, 2]] * 3).json()
    assert [each["level"] for each in answer["constraints"]] == [2, 0.5]
    points = np.array([each["point"] for each in answer["points"]])
    np.testing.assert_allclose((points**2).sum(axis=1), 2)
    np.testing.assert_allclose(points.sum(axis=1), 0.5)
    assert lab("constrained/point", **body, point=[0.2, 0.9, -0.4]).json()["levels"] == [2, 0.5]


def test_parameters_of_the_constraint_alone_are_told_and_have_numbers(lab):
    function = {"source": "a x", "variables": ["x", "y"], "parameters": {"a": 2.0, "r": 3.0}}
    answer = lab(
        "constrained", function=function, constraints=[{"source": "x^2 + y^2 = r^2"}], box=[[-4, 4]] * 2
    ).json()
    assert answer["parameters"] == ["a", "r"]
    assert [each["value"] for each in answer["points"]] == pytest.approx([-6, 6])


def test_that_solutions_are_all_is_proved_where_it_is_asked_for(lab):
    assert lab("constrained", **CIRCLE).json()["complete"] == "likely"
    answer = lab("constrained", **CIRCLE, prove=True).json()
    assert (answer["complete"], answer["left_over"], len(answer["points"])) == ("proved", [], 2)
    cusp = CIRCLE | {"constraints": [{"source": "x^2 = y^3"}]}
    answer = lab("constrained", **cusp, prove=True).json()
    assert (answer["complete"], answer["singular"]) == ("proved-apart", [[0, 0]])
    (place,) = answer["left_over"]
    assert place["kind"] == "singular" and np.array(place["box"]) == pytest.approx(np.zeros((2, 2)), abs=1e-3)


def test_a_proof_covers_regions_and_two_equations(lab):
    disc = {
        "function": {"source": "x^3 - x + 2y^2"},
        "constraints": [{"source": "x^2 + y^2 <= 1"}],
        "box": [[-2, 2]] * 2,
    }
    answer = lab("constrained", **disc, prove=True).json()
    assert (answer["complete"], answer["left_over"], answer["topology"]) == ("proved", [], None)
    assert sum(not any(each["active"]) for each in answer["points"]) == 2
    ring = {"function": {"source": "x y z"}, "constraints": [{"source": "x^2 + y^2 + z^2 = 1; x + y + z = 0"}]}
    answer = lab("constrained", **ring, box=[[-2, 2]] * 3, prove=True).json()
    assert (answer["complete"], len(answer["points"])) == ("proved", 6)
    assert answer["topology"]["minima"] == answer["topology"]["maxima"] == 3


def test_a_proof_is_of_three_variables_at_most(lab):
    refused = lab(
        "constrained",
        function={"source": "x_1 + x_2 + x_3 + x_4"},
        constraints=[{"source": "x_1^2 + x_2^2 + x_3^2 + x_4^2 = 1"}],
        box=[[-2, 2]] * 4,
        prove=True,
    )
    assert refused.status_code == 422 and refused.json()["errors"][0]["field"] == "prove"


def test_the_slope_at_a_point_of_a_curve_comes_with_both_partial_derivatives(lab):
    asked = {"function": {"source": "x^2 + y^2 = r^2", "parameters": {"r": 5}}, "box": [[-6, 6]] * 2}
    answer = lab("implicit/point", **asked, point=[3, 4]).json()
    assert (answer["kind"], answer["point"], answer["gradient"]) == ("slope", [3, 4], [6, 8])
    assert answer["slope"] == pytest.approx(-0.75) and answer["reciprocal"] == pytest.approx(-4 / 3)
    assert answer["second"] == pytest.approx(-25 / 64)
    assert [each["latex"] for each in answer["partials"]] == ["2 x", "2 y"]
    assert (answer["variables"], answer["parameters"]) == (["x", "y"], ["r"])
    assert lab("implicit/point", **asked, point=[5, 0]).json()["kind"] == "vertical"


def test_slopes_along_a_curve_are_told_where_they_are_asked_for(lab):
    asked = {"function": {"source": "x^2 + y^2 = 1"}, "box": [[-2, 2]] * 2}
    (piece,) = lab("implicit", **asked, slopes=True).json()["curve"]
    known = [(x, y, slope) for (x, y), slope in zip(piece["points"], piece["slopes"], strict=True) if abs(y) > 1e-3]
    assert len(known) > 50 and all(slope == pytest.approx(-x / y, rel=1e-9) for x, y, slope in known)
    assert lab("implicit", **asked).json()["curve"][0]["slopes"] is None


def test_an_equation_of_three_variables_has_no_slope_of_its_own(lab):
    refused = lab("implicit/point", function={"source": "x y z = 1"}, box=[[-2, 2]] * 2, point=[1, 1])
    assert refused.status_code == 422 and "3 variables: x, y, z" in refused.json()["detail"]
