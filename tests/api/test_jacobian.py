"""POST jacobian and POST chain."""

import numpy as np
import pytest


def answered(lab, name, **request):
    response = lab(name, **request)
    assert response.status_code == 200, response.text
    return response.json()


def first_error(response):
    assert response.status_code == 422, response.text
    error = response.json()["errors"][0]
    return error["field"], error["message"]


POLAR = {"source": "[r cos t, r sin t]", "variables": ["r", "t"]}


def test_the_answer_has_the_fields_of_the_contract(lab):
    answer = answered(lab, "jacobian", function=POLAR, points=[[2, 0.5]], images_of=[[1, 0], [2, 0]])
    keys = ["inputs", "variables", "shape", "formula", "conditions", "matrix_forms", "results", "images"]
    assert list(answer) == keys
    assert (answer["shape"], answer["images"]) == ([2, 2], [[1, 0], [2, 0]])
    result = answer["results"][0]
    assert result["determinant"] == pytest.approx(2)
    assert result["singular_values"] == pytest.approx([2, 1])
    assert result["linearization"]["mathml"].startswith("<math")
    assert (result["rank"], result["gradient"], result["flags"]) == (2, None, [])


def test_digits_that_rounding_has_eaten_are_null_or_as_they_were_computed(lab):
    asked = {"function": {"source": "[(exp(x) - 1)/x, x y]"}, "points": [[1e-10, 2]]}
    checked = answered(lab, "jacobian", **asked)["results"][0]
    assert (checked["jacobian"], checked["flags"]) == ([[None, 0], [2, 1e-10]], ["cancellation"])
    assert checked["value"][1] == pytest.approx(2e-10) and checked["singular_values"] is None
    computed = answered(lab, "jacobian", **asked, digits="as-computed")["results"][0]
    assert computed["jacobian"][0][0] is not None and "cancellation" not in computed["flags"]


def test_a_chain_multiplies_no_number_without_digits(lab):
    inner, outer = {"source": "(1 - cos(x))/x^2"}, {"source": "f(u) = u^2"}
    answer = answered(lab, "chain", inner=inner, outer=outer, point=[1e-9])
    # By Taylor's series it is -1e-9/12: what is computed is 0 or noise.
    assert (answer["product"], answer["composed_jacobian"], answer["difference"]) == ([[None]], [[None]], None)


def test_a_number_has_its_gradient_and_hessian_too(lab):
    function = {"source": "f(x) = norm(A x - y)^2/2", "parameters": {"A": [[2, 1], [1, 3]], "y": [1, 2]}}
    result = answered(lab, "jacobian", function=function, points=[[0.5, 1]])["results"][0]
    matrix, y, x = np.array([[2, 1], [1, 3]]), np.array([1, 2]), np.array([0.5, 1])
    np.testing.assert_allclose(result["gradient"], matrix.T @ (matrix @ x - y), rtol=1e-13)
    np.testing.assert_allclose(result["hessian"], matrix.T @ matrix, rtol=1e-13)


def test_what_does_not_exist_is_null(lab):
    result = answered(lab, "jacobian", function={"source": "[sqrt(x), y]"}, points=[[-1, 2]])["results"][0]
    assert (result["value"], result["determinant"], result["rank"]) == ([None, 2.0], None, None)
    assert result["flags"] == ["no-value"]


def test_images_come_in_base64_too(lab):
    answer = answered(lab, "jacobian", function=POLAR, points=[[1, 1]], images_of=[[1, 0]] * 5, arrays="base64")
    assert answer["images"]["shape"] == "5,2"


def test_a_vector_that_is_a_variable_has_the_size_of_the_request(lab):
    function = {"source": "f(x) = x/norm(x)", "shapes": {"x": [3]}}
    answer = answered(lab, "jacobian", function=function, points=[[0, 0, 2]])
    assert (answer["variables"], answer["inputs"]) == (["x_1", "x_2", "x_3"], [{"name": "x", "shape": [3]}])
    np.testing.assert_allclose(answer["results"][0]["jacobian"], [[0.5, 0, 0], [0, 0.5, 0], [0, 0, 0]], atol=1e-15)


def test_a_parameter_that_is_not_given_is_one_and_a_matrix_the_identity(lab):
    jacobian = answered(lab, "jacobian", function={"source": "A x + [1, 2]"}, points=[[3, 4]])["results"][0]["jacobian"]
    assert jacobian == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    "change, field, message",
    [
        ({"points": [[1]]}, "points[0]", "has 1 entry, but the function has 2 variables: r, t"),
        ({"images_of": [[1, 2, 3]]}, "images_of[0]", "has 3 entries, but the function has 2 variables: r, t"),
        (
            {"function": {"source": "A x", "parameters": {"A": [[1, 2], [3]]}}},
            "function.parameters.A",
            "must have rows of one length",
        ),
        (
            {"function": {"source": "A x", "parameters": {"A": [[1, "2"]]}}},
            "function.parameters.A[0][1]",
            "must be a number",
        ),
        (
            {"function": {"source": "A x", "parameters": {"A": [[1.0] * 9]}}},
            "function.parameters.A[0]",
            "may have at most 8 entries",
        ),
        ({"function": {"source": "x", "shapes": {"x": [0]}}}, "function.shapes.x[0]", "must be at least 1"),
        (
            {"function": {"source": "sum(x)", "shapes": {"x": [9]}}},
            "function",
            "has 9 variables; a Jacobian has at most 8",
        ),
    ],
)
def test_what_does_not_fit_is_named(lab, change, field, message):
    request = {"function": POLAR, "points": [[1, 2]]} | change
    assert first_error(lab("jacobian", **request)) == (field, message)


def test_shapes_that_do_not_fit_are_told_with_their_place(lab):
    function = {"source": "1 + norm(A x)", "parameters": {"A": [[1, 2, 3]]}, "shapes": {"x": [2]}}
    problem = lab("jacobian", function=function, points=[[1, 2]]).json()
    assert (problem["detail"], problem["span"]) == ("A is 1x3 but x has 2 entries", [9, 12])


CIRCLE = {"outer": {"source": "x^2 + y^2"}, "inner": {"source": "[sin t, cos t]"}, "point": [0.5]}


def test_the_chain_rule_number_by_number(lab):
    answer = answered(lab, "chain", **CIRCLE)
    assert [stage["shape"] for stage in answer["stages"]] == [[2, 1], [1, 2]]
    assert answer["inner_value"] == pytest.approx([np.sin(0.5), np.cos(0.5)])
    assert answer["outer_jacobian"][0] == pytest.approx([2 * np.sin(0.5), 2 * np.cos(0.5)])
    assert answer["product"][0][0] == pytest.approx(0, abs=1e-15)
    assert answer["difference"] < 1e-15
    terms = answer["terms"][0][0]
    assert [term["through"] for term in terms] == ["x", "y"]
    assert sum(term["product"] for term in terms) == pytest.approx(answer["product"][0][0], abs=1e-16)


def test_several_stages_and_both_modes(lab):
    answer = answered(
        lab,
        "chain",
        inner=[
            {"source": "f(x) = tanh(A x)", "parameters": {"A": np.eye(4).tolist()}},
            {"source": "B x", "parameters": {"B": np.ones((3, 4)).tolist()}},
        ],
        outer={"source": "x^2 + y^2 + z^2"},
        point=[0.1, 0.2, 0.3, 0.4],
    )
    assert (answer["forward"]["multiplications"], answer["reverse"]["multiplications"]) == (
        3 * 4 * 4 + 3 * 4,
        3 * 4 + 4 * 4,
    )
    assert [step["stage"] for step in answer["reverse"]["steps"]] == [2, 1, 0]
    np.testing.assert_allclose(answer["product"], answer["composed_jacobian"], rtol=1e-13)


@pytest.mark.parametrize(
    "change, field, message",
    [
        ({"outer": {"source": "x y z"}}, "outer", "takes 3 numbers (x, y, z), but inner gives 2"),
        ({"outer": {"source": "x"}}, "outer", "takes 1 number (x), but inner gives 2"),
        ({"inner": [{"source": "[t, t]"}, {"source": "u"}]}, "inner[1]", "takes 1 number (u), but inner[0] gives 2"),
        ({"point": [1, 2]}, "point", "has 2 entries, but the function has 1 variable: t"),
        ({"inner": {"source": "[sin t, cos"}}, "inner.source", "something is missing after 'cos'"),
        ({"outer": {"source": "sine(x)"}}, "outer.source", "unknown name 'sine'"),
    ],
)
def test_a_chain_that_does_not_fit_is_named(lab, change, field, message):
    assert first_error(lab("chain", **(CIRCLE | change))) == (field, message)


def test_a_stage_outside_its_domain_gives_nulls(lab):
    answer = answered(lab, "chain", outer={"source": "sqrt(x)"}, inner={"source": "-1 - t^2"}, point=[1])
    assert (answer["stages"][1]["value"], answer["product"], answer["difference"]) == ([None], [[None]], None)


def test_a_function_of_a_vector_has_its_derivatives_in_vectors_and_matrices(lab):
    function = {"source": "f(x) = x . A x", "parameters": {"A": [[1, 2], [3, 4]]}}
    gradient, hessian = answered(lab, "jacobian", function=function, points=[[1, 1], [2, -1]])["matrix_forms"]
    assert [form["text"] for form in (gradient, hessian)] == ["(A + A^T)*x", "A + A^T"]
    assert gradient["values"] == [[7, 13], [-1, 2]]
    assert hessian["values"] == [[[2, 5], [5, 8]]] * 2
    assert (gradient["difference"], hessian["difference"]) == (0, 0)
    assert gradient["formula"]["latex"] == r"{\nabla}f = \left(A + A^{T}\right) x"


def test_a_map_of_as_many_numbers_has_the_divergence_and_curl_of_a_field(lab):
    result = answered(lab, "jacobian", function={"source": "[-y, x + 3 y]"}, points=[[1, 2]])["results"][0]
    assert (result["divergence"], result["curl"]) == (3, [2])
    result = answered(lab, "jacobian", function={"source": "[x, y, x y]"}, points=[[1, 2]])["results"][0]
    assert (result["divergence"], result["curl"]) == (None, None)


def test_a_flow_line_is_answered_both_ways_with_its_ends(lab):
    box = [[-2, 2], [-2, 2]]
    found = answered(lab, "flow", function={"source": "[-x, 2 y]"}, point=[1, 0], box=box)
    assert found["variables"] == ["x", "y"]
    forward, backward = found["forward"], found["backward"]
    assert (forward["end"], forward["times"][-1]) == ("rest", None)
    assert forward["points"][-1] == pytest.approx([0, 0], abs=1e-12)
    assert (backward["end"], backward["points"][-1]) == ("left-box", pytest.approx([2, 0]))
    assert backward["times"][-1] == pytest.approx(-np.log(2))
    circle = answered(lab, "flow", function={"source": "[-y, x]"}, point=[1, 0], box=box)
    assert circle["forward"]["period"] == pytest.approx(2 * np.pi)


def test_what_has_no_flow_line_is_refused_with_the_field_that_is_wrong(lab):
    box = [[-2, 2], [-2, 2]]
    refused = {
        "function": {"function": {"source": "[x, y, x]"}, "point": [1, 0], "box": box},
        "point": {"function": {"source": "[-y, x]"}, "point": [3, 0], "box": box},
        "box": {"function": {"source": "[-y, x]"}, "point": [1, 0], "box": box[:1]},
    }
    for field, request in refused.items():
        assert first_error(lab("flow", **request))[0] == field
