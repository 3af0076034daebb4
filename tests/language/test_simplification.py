"""Simplified formulas are shorter, and have the same values."""

import mpmath
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.language.exact import Undefined, coordinates, exactly
from tests.language.trees import trees

from gradscape.language.differentiation import derivative
from gradscape.language.parser import parse
from gradscape.language.printing import source
from gradscape.language.simplification import add, divide, multiply, negate, power, subtract
from gradscape.language.syntax import Apply, Name, Number, Tree

# At these, unlike beside them, powers and quotients degenerate.
WHOLE = st.integers(-2, 2).map(mpmath.mpf)
SIMPLIFIED = {"add": add, "mul": multiply, "neg": negate, "div": divide, "pow": power}
NUMBERS = st.sampled_from([0.0, 1.0, 2.0, 3.0, 0.1, 2.5, 1e14, 3e-14]).map(Number)
FORMULAS = trees({"sqrt", "sin", "exp"}, NUMBERS | st.sampled_from(["x", "y"]).map(Name), max_leaves=12)


def simplified(tree: Tree) -> Tree:
    """The tree, built again from the leaves up by the constructors that simplify."""
    if not isinstance(tree, Apply):
        return tree
    arguments = [simplified(argument) for argument in tree.arguments]
    build = SIMPLIFIED.get(tree.function)
    return build(*arguments) if build else Apply(tree.function, tuple(arguments))


@given(FORMULAS, coordinates(2) | WHOLE, coordinates(3) | WHOLE)
def test_simplification_keeps_every_value(tree, x, y):
    with mpmath.workdps(60):
        try:
            plain = exactly(tree, x=x, y=y)
        except Undefined:
            assume(False)
        # The arithmetic on coefficients is exact, but each is written as the nearest float.
        assert mpmath.almosteq(exactly(simplified(tree), x=x, y=y), plain, rel_eps=1e-9, abs_eps=1e-9)


@given(trees())
def test_simplifying_any_formula_ends_with_a_formula(tree):
    assert source(simplified(tree))


@pytest.mark.parametrize(
    "written, shown",
    [
        ("x y + y x", "2*x*y"), ("x + x + x", "3*x"), ("x - x", "0"), ("2x - 3x", "-x"), ("x*1", "x"), ("x*0", "0"),
        ("x + 0", "x"), ("x*x", "x^2"), ("x^2 x^3", "x^5"), ("x/x", "1"), ("x^3/x", "x^2"), ("x/x^3", "1/x^2"),
        ("(x^2)^3", "x^6"), ("x^1", "x"), ("x^0", "1"), ("--x", "x"), ("x*2*3", "6*x"),
        ("x/2/3", "x/6"), ("2(x/4)", "x/2"), ("x/3 + x/6", "x/2"), ("0.1x + 0.2x", "0.3*x"), ("-x^2 + 1", "1 - x^2"),
        ("(a/b)/(c/d)", "a*d/(b*c)"), ("sqrt(x) sqrt(x)", "x"), ("x*(-y)", "-x*y"), ("y x a 3", "3*a*x*y"),
        ("(x y)^2/x", "x*y^2"),
    ],
)  # fmt: skip
def test_formulas_come_out_as_a_textbook_writes_them(written, shown):
    assert source(simplified(parse(written).tree)) == shown


@pytest.mark.parametrize("written", ["(x^2)^0.5", "sqrt(x^2)", "x^0.5 + x^0.25", "1/0 + x", "x/0"])
def test_what_would_change_a_value_is_left_as_it_is(written):
    tree = parse(written).tree
    assert source(simplified(tree)) == source(subtract(tree, Number(0.0)))


@pytest.mark.parametrize(
    "written, slope",
    [
        ("*".join(["1e14"] * 23) + "*x", "100000000000000*100000000000000^22"),
        ("*".join(["1e-14"] * 23) + "*x", "1e-14*1e-14^22"),
        ("x" + "/1e14" * 23, "1/(100000000000000*100000000000000^22)"),
        ("x/100000000000031 + x/100000000000033", "1/100000000000031 + 1/100000000000033"),
    ],
    ids=["long", "short", "divided", "added"],
)
def test_coefficients_too_long_to_read_are_not_multiplied_out(written, slope):
    assert source(derivative(parse(written).tree, "x")) == slope
