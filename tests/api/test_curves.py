"""POST curve, differentiability and extrema: functions of one variable."""

import base64
import math

import numpy as np
import pytest
from tests.api.outcomes import refused


def curve(lab, source, **more):
    response = lab("curve", **({"function": {"source": source}, "x": [-1, 1], "samples": 5} | more))
    assert response.status_code == 200, response.text
    return response.json()


def test_the_answer_of_curve_has_the_fields_of_the_contract(lab):
    answer = curve(lab, "1/x", at=[0.5])
    assert list(answer) == ["variable", "x", "values", "breaks", "lost", "points"]
    assert list(answer["breaks"][0]) == ["x", "kind", "value", "left_limit", "right_limit"]
    assert answer["points"] == [{"x": 0.5, "derivatives": [2.0, -4.0]}]


def test_a_curve_comes_with_its_derivatives_up_to_the_sixth(lab):
    answer = curve(lab, "x^3 + 4x^2 - 5x + 1", derivatives=6, at=[2])
    assert answer["points"][0]["derivatives"] == [15, 23, 20, 6, 0, 0, 0]
    assert np.array(answer["values"]).shape == (7, 5)


def test_where_there_is_no_value_there_is_null(lab):
    answer = curve(lab, "1/x", derivatives=0)
    assert answer["values"] == [[-1, -2, None, 2, 1]]
    assert answer["breaks"][0]["kind"] == "pole"


def test_base64_holds_the_same_numbers_as_lists(lab):
    plain, packed = curve(lab, "sin(x)", derivatives=2), curve(lab, "sin(x)", derivatives=2, arrays="base64")
    values = packed["values"]
    dtype = {"f4": "<f4", "f8": "<f8"}[values["dtype"]]
    unpacked = np.frombuffer(base64.b64decode(values["bdata"]), dtype).reshape(3, 5)
    assert values["shape"] == "3,5"
    assert unpacked == pytest.approx(np.array(plain["values"]), rel=1e-6, abs=1e-7)


def test_digits_that_rounding_has_eaten_are_null_or_as_they_were_computed(lab):
    cancelling = {"source": "(1 - cos(x))/x^2", "x": [-1e-6, 1e-6], "derivatives": 0, "at": [1e-9]}
    checked, computed = curve(lab, **cancelling), curve(lab, **cancelling, digits="as-computed")
    assert (checked["values"], checked["points"][0]["derivatives"]) == ([[None] * 5], [None])
    assert [each["order"] for each in checked["lost"]] == [0]
    assert computed["lost"] is None
    # At 1e-9 nothing is left of 1 - cos x, and around 5e-7 three digits.
    assert computed["points"][0]["derivatives"] == [0.0]
    assert computed["values"][0][0] == pytest.approx(0.5, rel=1e-2)


@pytest.mark.parametrize("samples", [5, 150, 201, 801])
def test_where_no_digits_are_lost_both_are_the_same(lab, samples):
    asked = {"source": "sin(x) - x/3", "derivatives": 6, "samples": samples, "at": [0.1, 0.9]}
    checked, computed = curve(lab, **asked), curve(lab, **asked, digits="as-computed")
    assert (checked.pop("lost"), computed.pop("lost")) == ([], None)
    assert checked == computed


def test_a_constant_is_a_curve_over_x(lab):
    assert curve(lab, "3")["variable"] == "x"


def test_the_limits_of_a_curve(lab):
    assert len(curve(lab, "x", samples=4096, derivatives=6)["x"]) == 4096
    request = {"function": {"source": "x"}, "x": [-1, 1]}
    assert refused(lab("curve", **request, samples=4097)) == ("samples", "must be at most 4096")
    assert refused(lab("curve", **request, derivatives=7)) == ("derivatives", "must be at most 6")
    assert refused(lab("curve", **request, at=[0.0] * 257))[0] == "at"
    assert refused(lab("curve", **(request | {"x": [1, -1]})))[0] == "x"
    assert refused(lab("curve", **request, colour="red"))[0] == "colour"


@pytest.mark.parametrize(
    "name, where", [("curve", {"x": [0, 1]}), ("differentiability", {"x": 0}), ("extrema", {"interval": [0, 1]})]
)
def test_functions_of_two_variables_are_refused_in_words(lab, name, where):
    response = lab(name, function={"source": "x*y"}, **where)
    assert refused(response) == ("function", "has 2 variables; a curve has one")


def test_the_answer_of_differentiability_has_the_fields_of_the_contract(lab):
    answer = lab("differentiability", function={"source": "|x|"}, x=0).json()
    assert list(answer) == [
        *("kind", "order", "is_order_exact", "value", "slope", "left_slope", "right_slope"),
        *("left_limit", "right_limit", "autodiff", "message"),
    ]
    assert (answer["kind"], answer["left_slope"], answer["right_slope"], answer["slope"]) == ("corner", -1, 1, None)


def test_an_unbounded_slope_is_null_and_named(lab):
    answer = lab("differentiability", function={"source": "cbrt(x)"}, x=0).json()
    assert (answer["kind"], answer["left_slope"]) == ("vertical tangent", None)


def extrema(lab, source, low, high):
    response = lab("extrema", function={"source": source}, interval=[low, high])
    assert response.status_code == 200, response.text
    return response.json()


def test_the_answer_of_extrema_has_the_fields_of_the_contract(lab):
    answer = extrema(lab, "x^3 - 3x", -2, 3)
    assert list(answer) == ["points", "global_minimum", "global_maximum", "notes", "complete", "left_over"]
    assert list(answer["points"][0]) == [
        *("x", "value", "kind", "test", "first", "second", "left_slope", "right_slope", "at_end"),
    ]
    assert answer["global_maximum"] == {"x": 3.0, "value": 18.0, "also_at": []}


def test_extrema_of_the_course_cubic(lab):
    points = extrema(lab, "x^3 + 3x^2 - 2x + 1", -4, 2)["points"]
    found = [point["x"] for point in points if not point["at_end"] and point["first"] == 0]
    assert found == pytest.approx([(-3 - math.sqrt(15)) / 3, (-3 + math.sqrt(15)) / 3])


def test_without_a_largest_value_there_is_null_and_a_note(lab):
    answer = extrema(lab, "1/x", -1, 1)
    assert answer["global_maximum"] is None
    assert "without bound" in answer["notes"][0]


def test_a_second_question_proves_that_these_are_all(lab):
    quick = extrema(lab, "x^3 - 3x", -2, 3)
    response = lab("extrema", function={"source": "x^3 - 3x"}, interval=[-2, 3], prove=True)
    proved = response.json()
    assert (quick["complete"], quick["left_over"]) == ("likely", [])
    assert (proved["complete"], proved["left_over"]) == ("proved", [])
    assert proved["points"] == quick["points"]


def test_places_that_a_proof_leaves_over_are_data(lab):
    answer = lab(
        "extrema", function={"source": "|x - a|", "parameters": {"a": 0.5}}, interval=[-1, 1], prove=True
    ).json()
    assert answer["complete"] == "proved-apart"
    [place] = answer["left_over"]
    assert place["kind"] == "broken"
    assert place["box"][0] == pytest.approx([0.5, 0.5], abs=1e-12)
