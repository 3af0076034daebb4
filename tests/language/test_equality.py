"""Values that are the same however they are written, and others that only look so."""

import pytest

from gradscape.language.lowering import lower
from gradscape.language.parser import parse


def is_folded(a: str, b: str) -> bool:
    """Whether max(a, b) is a itself."""
    return not any(row.opcode == "max" for row in lower(parse(f"max({a}, {b})", ("x", "y"))).instructions)


@pytest.mark.parametrize(
    "a, b",
    [
        ("(x + 1)^2", "x^2 + 2x + 1"),
        ("(x - y)(x + y)", "x^2 - y^2"),
        ("(x + y)^3", "x^3 + 3x^2 y + 3x y^2 + y^3"),
        ("x/4", "0.25x"),
        ("-(1 - x)", "x - 1"),
        ("a x + a y", "a (x + y)"),
        ("sin((x + 1)^2)", "sin(x^2 + 2x + 1)"),
        ("e^(x + y) + x", "x + e^(y + x)"),
        ("(x + 1/y) - 1/y", "x"),
    ],
)
def test_two_spellings_of_one_value_are_no_tie(a, b):
    assert is_folded(a, b)


@pytest.mark.parametrize(
    "a, b",
    [
        ("x", "x + 1e-9"),
        ("x", "1.000001x"),
        ("x^2", "x^3"),
        ("a x", "b x"),
        ("sin(x)", "sin(x + 1e-12)"),
        # The same only where both have a value.
        ("x", "(x + 1/y) - 1/y"),
        ("x", "x + log(y) - log(y)"),
        ("x", "y"),
    ],
)
def test_what_differs_stays_a_maximum_of_two(a, b):
    assert not is_folded(a, b)


def test_long_products_are_not_written_out():
    long = " ".join(f"(x + {k} y)" for k in range(1, 60))
    assert not is_folded(long, f"{long} + 0.5")
