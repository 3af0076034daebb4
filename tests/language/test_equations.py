"""Equations and inequalities are read as g = c, g <= c; what cannot be read is told with its place."""

import pytest

from gradscape.language.equations import parse_equations
from gradscape.language.errors import LanguageError


def read(source, variables=None):
    """(g, relation, c) of each equation, as LaTeX of both sides."""
    return [
        (each.function.variables, each.relation, each.formula().latex) for each in parse_equations(source, variables)
    ]


@pytest.mark.parametrize(
    "source, variables, relation, latex",
    [
        ("x^2 + y^2 = 1", ("x", "y"), "=", "x^{2} + y^{2} = 1"),
        ("g(x, y) = x^2 + y^2 = c", ("x", "y"), "=", "x^{2} + y^{2} = c"),
        ("x^2 = y^3", ("x", "y"), "=", "x^{2} = y^{3}"),
        ("y = x^2", ("x", "y"), "=", "y = x^{2}"),
        ("x y z ≤ 2", ("x", "y", "z"), "<=", "x y z\\le 2"),
        ("x + y >= 1", ("x", "y"), ">=", "x + y\\ge 1"),
        ("sin(x) = y", ("x", "y"), "=", "\\sin\\left(x\\right) = y"),
        ("r = x^2 + y^2\nr = 2", ("x", "y"), "=", "x^{2} + y^{2} = 2"),
        ("\\frac{x^2}{4} + y^2 = 1", ("x", "y"), "=", "\\frac{x^{2}}{4} + y^{2} = 1"),
        ("if(x <= 1, x, y) = 2", ("x", "y"), "=", None),
    ],
)
def test_an_equation_is_read_as_it_is_written(source, variables, relation, latex):
    ((names, sign, written),) = read(source)
    assert (names, sign) == (variables, relation)
    assert latex is None or written == latex


def test_a_level_is_a_right_side_without_variables_and_otherwise_both_sides_make_g():
    circle, cusp = (parse_equations(source)[0] for source in ("x^2 + y^2 = c", "x^2 = y^3"))
    assert circle.level is not None and circle.level.parameters == ("c",)
    assert cusp.level is None


def test_several_lines_are_several_equations_in_all_their_variables():
    assert [names for names, _, _ in read("x + y = 1; y + z = 2")] == [("x", "y", "z")] * 2


def test_a_function_alone_has_no_level():
    (found,) = parse_equations("g(x, y) = x y")
    assert found.level is None and found.function.variables == ("x", "y")


@pytest.mark.parametrize(
    "source, words, start",
    [
        ("x^2 + y^2 < 1", "makes no constraint", 10),
        ("x = y = z", "two sides", 6),
        ("x + y =", "nothing after", 6),
        ("= x", "nothing before", 0),
        ("x^2 + sine y = 1", "unknown name 'sine'", 6),
        ("x = 1\nx + (y = 2", "cannot be read here", 13),
        ("x=1; x=2; x=3; x=4", "at most 3", 14),
        ("", "no equation here yet", 0),
    ],
)
def test_what_cannot_be_read_is_told_in_its_place(source, words, start):
    with pytest.raises(LanguageError, match=words) as raised:
        parse_equations(source)
    assert raised.value.span.start == start
