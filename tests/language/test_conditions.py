"""Where the formula of a derivative is the derivative."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.field import Field
from gradscape.language.conditions import conditions
from gradscape.language.parser import parse
from gradscape.language.printing import source
from gradscape.language.syntax import Function


@pytest.mark.parametrize(
    "text, needed",
    [
        ("sqrt(x)^2", ["x > 0"]), ("artanh(x)", ["x > -1", "x < 1"]), ("log2(x)", ["x > 0"]), ("x/x", ["x ≠ 0"]),
        ("(x^2 - 1)/(x - 1)", ["x ≠ 1"]), ("x^-2", ["x ≠ 0"]), ("x^1.5", ["x > 0"]), ("x^x", ["x > 0"]),
        ("tan(2x)", ["cos(2*x) ≠ 0"]), ("1/(1 + x^2)", []), ("1/(1 + e^-x)", []), ("2^x e^x + x^3", []),
        ("log(e^x + 1)", []), ("sqrt(x^2)/sqrt(x^2)", ["x ≠ 0"]), ("arcosh(x) - sqrt(2)", ["x > 1"]),
        ("log(x) + log(x)/x", ["x > 0"]), ("x^2/2", []),
        ("sqrt(x)^2/x^2", ["x > 0"]), ("1/(2x^3)", ["x ≠ 0"]), ("log(x - 2) + sqrt(x)/x", ["x > 2"]),
        ("log(3 - x)/(x - 3)", ["x < 3"]), ("log(2x - 1)", ["x > 0.5"]), ("1/(x - y)", ["x ≠ y"]),
        ("log(x y)", ["x*y > 0"]), ("1/(x y)", ["x ≠ 0", "y ≠ 0"]), ("log(-x)", ["x < 0"]),
        ("1/((x - 1) (x + 2))", ["x ≠ 1", "x ≠ -2"]), ("log(x)/(x - 1)", ["x > 0", "x ≠ 1"]), ("log(|x|)", ["x ≠ 0"]),
        ("log(3x - 1)", ["3*x > 1"]), ("log(x^3)", ["x > 0"]),
    ],
)  # fmt: skip
def test_the_conditions_are_those_of_the_function_not_of_the_simplified_formula(text, needed):
    assert [source(each) for each in conditions(parse(text).tree)] == needed


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [
            "sqrt(x)^2/x^2",
            "log(3 - x)/(x - 3)",
            "1/((x - 1) (x + 2))",
            "log(2x - 1)",
            "log(-x)/x",
            "log(1 - 2x)",
            "1/x^3",
        ]
    ),
    st.integers(-400, 400).map(lambda n: n / 100),
)
def test_a_function_has_a_value_around_a_point_exactly_where_its_conditions_hold(text, x):
    tree = parse(text, ("x",)).tree
    holds = all(_holds(each, x) for each in conditions(tree))
    assert holds == np.isfinite(Field(parse(text, ("x",))).values(np.array([[x]]))[0])


def _holds(condition, x: float) -> bool:
    left, right = (Field(Function("", side, ("x",), ())).values(np.array([[x]]))[0] for side in condition.arguments)
    return {"greater": left > right, "less": left < right, "not_equal": left != right}[condition.function]
