"""Where the formula of a derivative is the derivative."""

import pytest

from gradscape.language.conditions import conditions
from gradscape.language.parser import parse
from gradscape.language.printing import source


@pytest.mark.parametrize(
    "text, needed",
    [
        ("sqrt(x)^2", ["x > 0"]), ("artanh(x)", ["x > -1", "x < 1"]), ("log2(x)", ["x > 0"]), ("x/x", ["x ≠ 0"]),
        ("(x^2 - 1)/(x - 1)", ["x - 1 ≠ 0"]), ("x^-2", ["x ≠ 0"]), ("x^1.5", ["x > 0"]), ("x^x", ["x > 0"]),
        ("tan(2x)", ["cos(2*x) ≠ 0"]), ("1/(1 + x^2)", []), ("1/(1 + e^-x)", []), ("2^x e^x + x^3", []),
        ("log(e^x + 1)", []), ("sqrt(x^2)/sqrt(x^2)", ["x^2 > 0", "sqrt(x^2) ≠ 0"]), ("arcosh(x) - sqrt(2)", ["x > 1"]),
        ("log(x) + log(x)/x", ["x > 0", "x ≠ 0"]), ("x^2/2", []),
    ],
)  # fmt: skip
def test_the_conditions_are_those_of_the_function_not_of_the_simplified_formula(text, needed):
    assert [source(each) for each in conditions(parse(text).tree)] == needed
