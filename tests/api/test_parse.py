"""POST parse: names, formulas and JAX source of a typed function."""

import pytest


def parsed(lab, source, **more):
    response = lab("parse", function={"source": source, **more})
    assert response.status_code == 200, response.text
    return response.json()


def test_the_answer_has_the_fields_of_the_contract(lab):
    answer = parsed(lab, "x^2 - a*y^2")
    names = ["variables", "inputs", "parameters", "tables", "shape"]
    assert list(answer) == [*names, "mathml", "latex", "jax", "gradient", "hessian", "jacobian", "conditions"]
    assert list(answer["gradient"]) == ["mathml", "latex", "entries"]
    assert list(answer["gradient"]["entries"][0]) == ["variable", "mathml", "latex"]
    assert list(answer["hessian"]) == ["mathml", "latex"]


def test_names_are_told_apart_into_variables_and_parameters(lab):
    answer = parsed(lab, "x^2 - a*y^2")
    assert (answer["variables"], answer["parameters"]) == (["x", "y"], ["a"])


def test_the_gradient_has_an_entry_for_each_variable_in_order(lab):
    answer = parsed(lab, "x*y*z", variables=["z", "x", "y"])
    assert [entry["variable"] for entry in answer["gradient"]["entries"]] == ["z", "x", "y"]


def test_every_formula_is_a_complete_math_element(lab):
    answer = parsed(lab, "sin(x) e^y")
    formulas = [answer, answer["gradient"], *answer["gradient"]["entries"], answer["hessian"]]
    for formula in formulas:
        assert formula["mathml"].startswith("<math")
        assert formula["mathml"].endswith("</math>")


def test_variables_of_the_request_fix_their_order_and_may_be_absent_from_the_text(lab):
    assert parsed(lab, "y", variables=["y", "x"])["variables"] == ["y", "x"]


def test_a_name_given_a_number_is_a_parameter(lab):
    answer = parsed(lab, "x*y", parameters={"y": 2})
    assert (answer["variables"], answer["parameters"]) == (["x"], ["y"])


def test_greek_letters_are_named_alike_in_both_spellings(lab):
    assert parsed(lab, "θ x", parameters={"θ": 1})["parameters"] == ["theta"]
    assert parsed(lab, "theta x", parameters={"theta": 1})["parameters"] == ["theta"]


@pytest.mark.parametrize("source", ["sine(x)", "x +", "(x", "x)", "", "x @ y", "sin()"])
def test_an_unreadable_function_is_refused_with_its_place(lab, source):
    response = lab("parse", function={"source": source})
    problem = response.json()
    start, end = problem["span"]
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert 0 <= start <= end <= len(source)


def test_a_likely_word_is_offered(lab):
    problem = lab("parse", function={"source": "2 + sine(x)"}).json()
    assert problem["span"] == [4, 8]
    assert "sin" in problem["hint"]


def test_spans_count_characters_not_bytes_or_utf16_units(lab):
    assert lab("parse", function={"source": "α + 𝑥"}).json()["span"] == [4, 5]


def test_what_is_too_long_for_the_machine_is_said_while_it_is_typed(lab):
    source = "+".join(f"sin({k}.5x)*y" for k in range(300))
    response = lab("parse", function={"source": source})
    assert response.status_code == 422
    assert response.json()["span"]


def test_the_same_request_has_the_same_bytes(lab):
    function = {"source": "sin(a x) log(y) + |x|"}
    assert lab("parse", function=function).content == lab("parse", function=function).content


@pytest.mark.parametrize(
    "source, needed",
    [("sqrt(x)^2", ["x > 0"]), ("(x^2 - 1)/(x - 1)", ["x ≠ 1"]), ("[log(x y), sqrt(x)/x]", ["x*y > 0", "x > 0"])],
)
def test_formulas_of_derivatives_stand_with_their_conditions_everywhere(lab, source, needed):
    function = {"source": source, "variables": ["x", "y"]}
    answers = [lab("parse", function=function), lab("jacobian", function=function, points=[[0.5, 2]])]
    assert [[each["source"] for each in answer.json()["conditions"]] for answer in answers] == [needed, needed]
    outer = {"source": "u^2", "variables": ["u"]} if source[0] != "[" else {"source": "u v", "variables": ["u", "v"]}
    stages = lab("chain", inner=function, outer=outer, point=[0.5, 2]).json()["stages"]
    assert [[each["source"] for each in stage["conditions"]] for stage in stages] == [needed, []]


def test_outside_its_conditions_no_simplified_formula_has_a_number(lab):
    function = {"source": "sqrt(x)^2 + y", "variables": ["x", "y"]}
    [place] = lab("jacobian", function=function, points=[[-1, 2]]).json()["results"]
    assert place["jacobian"][0][0] is None
    assert place["value"] == [None]
