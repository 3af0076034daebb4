"""A tree, written in the language, reads back as the same tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.language.trees import trees

from gradscape.language.differentiation import gradient
from gradscape.language.parser import parse
from gradscape.language.printing import number_text, source
from gradscape.language.syntax import Name, Number

ANY_NUMBER = st.floats(0, allow_infinity=False, allow_nan=False).map(Number)
ANY_NAME = st.sampled_from(
    ["x", "y", "a", "k", "x_1", "x_12", "x_ab", "x_1a", "alpha", "lambda", "omega_3", "pi", "e", "tau"]
)


@given(trees(leaves=ANY_NUMBER | ANY_NAME.map(Name), max_leaves=25))
def test_what_is_written_reads_back_as_the_same_tree(tree):
    assert parse(source(tree)).tree == tree


@given(trees(leaves=ANY_NUMBER | st.sampled_from(["rate", "sine", "xy", "sinx", "x"]).map(Name)))
def test_words_that_the_request_makes_names_read_back_as_the_same_names(tree):
    names = ["rate", "sine", "xy", "sinx", "x"]
    assert parse(source(tree), variables=names).tree == tree


@given(st.floats(0, allow_infinity=False, allow_nan=False))
def test_a_number_reads_back_as_the_same_number(value):
    assert float(number_text(value)) == value


@pytest.mark.parametrize(
    "written, printed",
    [
        ("2xy", "2*x*y"), ("x - (y - z)", "x - (y - z)"), ("x - y - z", "x - y - z"), ("x--y", "x - -y"),
        ("a/(b c)", "a/(b*c)"), ("a/b/c", "a/b/c"), ("a/(b/c)", "a/(b/c)"), ("c(a/b)", "c*(a/b)"), ("-x^2", "-x^2"),
        ("(-x)^2", "(-x)^2"), ("2^3^2", "2^3^2"), ("(2^3)^2", "(2^3)^2"), ("e^-x", "e^-x"), ("x⁻²", "x^-2"),
        ("sin² x", "sin(x)^2"), ("√(x+1)", "sqrt(x + 1)"), ("|x|", "abs(x)"), ("ln x", "log(x)"), ("α₁", "alpha_1"),
        ("x_{1a}", "x_{1a}"), ("2.50", "2.5"), ("1e3", "1000"), ("1e16", "1e+16"), ("0.1", "0.1"),
        ("if(x ≤ 1 and (y > 2 or x < 0), 1, 0)", "if(x <= 1 and (y > 2 or x < 0), 1, 0)"),
        ("u = x + 1\nu^2 + u", "(x + 1)^2 + x + 1"),
    ],
)  # fmt: skip
def test_parentheses_and_spaces_stand_only_where_they_are_needed(written, printed):
    assert source(parse(written).tree) == printed


@pytest.mark.parametrize("written", ["x^2 y - 3x/y", "e^(-x^2 - y^2)", "atan2(y, x)", "(1-x)^2 + 100(y-x^2)^2"])
def test_derivatives_can_be_typed_in_again(written):
    for slope in gradient(parse(written).tree, ("x", "y")):
        assert parse(source(slope)).tree == slope
