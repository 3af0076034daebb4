"""POST critical-points: where a function is flat, and what it is like there."""

import pytest


def searched(lab, source, box):
    response = lab("critical-points", function={"source": source}, box=box)
    assert response.status_code == 200, response.text
    return response.json()


SQUARE = [[-2, 2], [-2, 2]]


def test_the_answer_has_the_fields_of_the_contract(lab):
    answer = searched(lab, "x^2 + y^2", SQUARE)
    assert list(answer) == ["points", "continuum", "complete", "left_over", "starts", "iterations", "notes"]
    assert list(answer["points"][0]) == [
        *("point", "value", "gradient_norm", "eigenvalues", "eigenvalue_errors", "index", "kind", "is_proved"),
        *("on_boundary", "nearby"),
    ]


def test_an_undecided_point_says_what_lies_around_it(lab):
    (flat,) = searched(lab, "x^4 + y^4", SQUARE)["points"]
    assert (flat["kind"], flat["nearby"]) == ("undecided", "higher")
    (monkey,) = searched(lab, "x^3 - 3x y^2", SQUARE)["points"]
    assert (monkey["kind"], monkey["nearby"]) == ("undecided", "both")


def test_a_zero_moved_by_rounding_is_a_zero(lab):
    (found,) = searched(lab, "(x + y)^2 + (x - 2y)^2 + exp(x^2)", SQUARE)["points"]
    assert found["point"] == [0, 0]


def test_a_triangle_of_lines_has_three_saddles_around_one_maximum(lab):
    answer = searched(lab, "x*y*(1 - x - y)", SQUARE)
    found = {(round(p["point"][0], 9), round(p["point"][1], 9)): p["kind"] for p in answer["points"]}
    third = round(1 / 3, 9)
    assert found == {(0, 0): "saddle", (1, 0): "saddle", (0, 1): "saddle", (third, third): "maximum"}
    assert answer["complete"] == "likely"
    assert answer["continuum"] is None


def test_a_continuum_is_reported_as_such(lab):
    answer = searched(lab, "x^2 y^2", SQUARE)
    assert answer["continuum"]["message"]
    assert answer["continuum"]["dimension"] == 1
    assert 1 <= len(answer["continuum"]["points"]) <= 64


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_up_to_four_variables_are_searched(lab, n):
    source = "+".join(f"(x_{k} - 1)^2" for k in range(1, n + 1))
    (found,) = searched(lab, source, [[-2, 2]] * n)["points"]
    assert found["point"] == pytest.approx([1] * n, abs=1e-9)
    assert found["eigenvalues"] == pytest.approx([2] * n)
    assert (found["kind"], found["index"], found["on_boundary"]) == ("minimum", 0, False)


def test_a_tilted_plane_has_no_critical_point(lab):
    assert searched(lab, "x + 2y", SQUARE)["points"] == []


def test_the_same_request_has_the_same_bytes(lab):
    request = {"function": {"source": "sin(x) cos(y)"}, "box": [[-4, 4], [-4, 4]]}
    assert lab("critical-points", **request).content == lab("critical-points", **request).content


def proved(lab, source, box):
    response = lab("critical-points", function={"source": source}, box=box, prove=True)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_second_question_proves_that_these_are_all(lab):
    answer = proved(lab, "(x^2+y-11)^2 + (x+y^2-7)^2", [[-6, 6], [-6, 6]])
    assert (answer["complete"], answer["left_over"], len(answer["points"])) == ("proved", [], 9)
    assert all(point["is_proved"] for point in answer["points"])


def test_a_proof_finds_what_no_sample_meets(lab):
    # A needle a thousandth wide: its tip and the brim where the parabola goes on, besides 0.
    answer = proved(lab, "x^2 - 2exp(-1e6 (x - .5231)^2)", [[-1, 1]])
    assert answer["complete"] == "proved"
    assert [point["kind"] for point in answer["points"]] == ["minimum", "minimum", "maximum"]


def test_what_a_proof_leaves_over_is_named_by_kind_and_place(lab):
    answer = proved(lab, "|x| + y^2 + x^2", [[-1, 1], [-1, 1]])
    assert answer["complete"] in ("proved-apart", "unknown") and answer["points"] == []
    assert {place["kind"] for place in answer["left_over"]} <= {"broken", "unseen"}
    assert all(low <= 0 <= high for place in answer["left_over"] for low, high in place["box"][:1])


def test_four_variables_are_not_proved(lab):
    box = [[-1, 1]] * 4
    response = lab("critical-points", function={"source": "x_1^2 + x_2^2 + x_3^2 + x_4^2"}, box=box, prove=True)
    assert response.status_code == 422 and "at most 3" in response.text
