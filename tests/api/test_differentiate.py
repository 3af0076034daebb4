"""POST differentiate: the derivative rule by rule."""

import pytest


def steps(lab, source, **more):
    response = lab("differentiate", function={"source": source}, **more)
    assert response.status_code == 200, response.text
    return response.json()


def test_the_answer_has_the_fields_of_the_contract(lab):
    answer = steps(lab, "sin(x^2)", at=[1])
    assert list(answer) == ["steps", "result", "conditions", "value", "autodiff", "difference", "cancellation"]
    assert list(answer["steps"][0]) == [
        *("rule", "explanation", "depth", "before", "after", "mathml", "latex", "chain"),
    ]
    assert list(answer["result"]) == ["mathml", "latex", "source"]


def test_each_step_names_its_rule(lab):
    rules = [step["rule"] for step in steps(lab, "x^2 sin(x) + 3x")["steps"]]
    assert rules == [
        *("sum rule", "product rule", "power rule", "derivative of sin", "constant multiple rule", "identity rule"),
    ]


def test_the_formulas_value_stands_beside_autodiffs(lab):
    answer = steps(lab, "e^(-x^2)", at=[1])
    assert answer["value"] == pytest.approx(-2 / 2.718281828459045)
    assert answer["difference"] == pytest.approx(0, abs=1e-15)


def test_a_chain_has_its_numbers_at_the_point(lab):
    chain = steps(lab, "sin(x^2)", at=[2])["steps"][0]["chain"]
    assert (chain["outer"], chain["inner"], chain["inner_value"], chain["inner_slope"]) == ("sin(u)", "x^2", 4, 4)
    assert chain["outer_slope"] == pytest.approx(-0.6536436208636119)


def test_without_a_point_there_are_no_numbers(lab):
    answer = steps(lab, "sin(x^2)")
    assert answer["value"] is answer["autodiff"] is answer["difference"] is None


def test_the_variable_can_be_chosen(lab):
    assert steps(lab, "x^2 y", variable="y")["result"]["source"] == "x^2"


def test_the_slope_of_the_sigmoid_is_written_by_itself(lab):
    assert steps(lab, "sigmoid(x)")["result"]["source"] == "sigmoid(x)*(1 - sigmoid(x))"


@pytest.mark.parametrize(
    "change, field",
    [
        ({"variable": "q"}, "variable"),
        ({"at": [1, 2]}, "at"),
        ({"at": []}, "at"),
        ({"function": {"source": "gamma(x)"}}, "function"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_its_field(lab, change, field):
    response = lab("differentiate", **({"function": {"source": "x^2"}} | change))
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == field


@pytest.mark.parametrize(
    "source, x, condition",
    [
        ("artanh(x)", 1.7, "x < 1"), ("log2(x)", -1.5, "x > 0"), ("sqrt(x)^2", -1.5, "x > 0"), ("x/x", 0, "x ≠ 0"),
        ("(x^2 - 1)/(x - 1)", 1, "x ≠ 1"), ("x^1.5/x^0.5", -1, "x > 0"), ("exp(log(x))", -2, "x > 0"),
    ],
)  # fmt: skip
def test_outside_the_domain_of_the_function_its_derivative_has_no_number(lab, source, x, condition):
    answer = lab("differentiate", function={"source": source}, at=[x]).json()
    assert answer["value"] is None
    assert [each["source"] for each in answer["conditions"] if each["holds"] is False] == [condition]
    assert all(each["mathml"].startswith("<math") and each["latex"] for each in answer["conditions"])


def test_inside_the_domain_the_conditions_hold(lab):
    answer = lab("differentiate", function={"source": "artanh(x)/x"}, at=[0.5]).json()
    assert [each["holds"] for each in answer["conditions"]] == [True, True, True]
    assert answer["value"] == pytest.approx(answer["autodiff"], rel=1e-12)


@pytest.mark.parametrize("source, x", [("tan(x)*cos(x)", 1.5707963267948966), ("(1 - cos(x))/x^2", 1e-9)])
def test_where_digits_cancel_neither_the_formula_nor_autodiff_shows_a_false_number(lab, source, x):
    # Right are 6.1e-17 and -8.3e-11; in doubles the formulas come out as 2 and 1e9.
    answer = lab("differentiate", function={"source": source}, at=[x]).json()
    assert (answer["value"], answer["autodiff"], answer["difference"]) == (None, None, None)
    assert answer["cancellation"] is True
    assert lab("differentiate", function={"source": source}, at=[1]).json()["cancellation"] is False
