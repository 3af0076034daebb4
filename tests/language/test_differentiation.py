"""The symbolic gradient and Hessian have the values of difference quotients at many digits."""

import mpmath
import pytest
from hypothesis import assume, given, settings
from tests.language.exact import Undefined, coordinates, exactly, partials
from tests.language.trees import EVERY_WORD, trees

from gradscape.language.differentiation import RULES, NotExpressible, derivative, gradient, hessian
from gradscape.language.functions import FUNCTIONS, WORDS
from gradscape.language.parser import parse
from gradscape.language.printing import source
from gradscape.language.syntax import Tree
from gradscape.language.vocabulary import CONDITIONS, OPERATORS

WITHOUT_FORMULA = {"gamma", "lgamma"}
FIRST, SECOND = [(1, 0), (0, 1)], [(2, 0), (1, 1), (1, 1), (0, 2)]
# In every quadrant; at one of them at least, every function below is smooth.
PLACES = [("0.7", "1.3"), ("-0.4", "0.9"), ("-1.3", "-0.6"), ("1.9", "-0.35"), ("2.1", "0.8")]
CALLS = {
    **{name: f"{name}({', '.join(['x*y', 'x + y^2', 'x'][: word.fewest])})" for name, word in WORDS.items()},
    "if": "if(x < y, x^2*y, y^3)",
    "min": "min(x*y, x, y^2)",
    "max": "max(x*y, x, y^2)",
    "add": "x^2 + x*y + 3",
    "mul": "3*x^2*y*x",
    "div": "(x + y)/(x^2 + y^2)",
    "neg": "-(x*y)",
    "pow": "(x^2 + 1)^(x*y)",
    "power": "(x*y)^3",
    "root": "(x^2 + y)^0.4",
    "exponential": "2^(x*y)",
    "to e": "e^(x*y)",
    "reciprocal": "1/(x*y)^2",
    "negative": "(x - y)^-3",
    "zero": "(x*y)^0",
}


def assert_formulas_have_the_values_of_difference_quotients(tree: Tree, x: mpmath.mpf, y: mpmath.mpf) -> None:
    formulas = [*gradient(tree, ("x", "y")), *sum(hessian(tree, ("x", "y")), ())]
    exact = [partials(tree, order, x, y) for order in FIRST + SECOND]
    for formula, slope in zip(formulas, exact, strict=True):
        # At these digits, only what is zero in truth is as small as the absolute tolerance.
        assert mpmath.almosteq(exactly(formula, x=x, y=y), slope, rel_eps=1e-9, abs_eps=1e-15)


@settings(max_examples=400)
@given(trees(EVERY_WORD - WITHOUT_FORMULA, max_leaves=12), coordinates(2), coordinates(3))
def test_gradient_and_hessian_of_any_formula_have_the_values_of_difference_quotients(tree, x, y):
    with mpmath.workdps(50):
        try:
            for order in FIRST + SECOND:
                assume(abs(partials(tree, order, x, y)) < 1e9)
            assert_formulas_have_the_values_of_difference_quotients(tree, x, y)
        except (Undefined, NotExpressible):
            assume(False)


@pytest.mark.parametrize("written", [CALLS[name] for name in CALLS if name not in WITHOUT_FORMULA])
def test_every_function_has_formulas_with_the_values_of_difference_quotients(written):
    tree = parse(written, variables=("x", "y")).tree
    checked = 0
    with mpmath.workdps(50):
        for x, y in PLACES:
            try:
                assert_formulas_have_the_values_of_difference_quotients(tree, mpmath.mpf(x), mpmath.mpf(y))
            except Undefined:
                continue
            checked += 1
    assert checked


def test_every_function_has_a_rule_and_a_case_here():
    assert set(RULES) == set(FUNCTIONS) - CONDITIONS
    assert set(CALLS) >= set(WORDS) | set(OPERATORS) - CONDITIONS


@pytest.mark.parametrize("name", sorted(WITHOUT_FORMULA))
def test_a_slope_outside_our_vocabulary_is_said_to_be_so(name):
    with pytest.raises(NotExpressible, match="not among our functions"):
        derivative(parse(f"x + {name}(x^2)").tree, "x")
    assert source(derivative(parse(f"x^2 + {name}(y)").tree, "x")) == "2*x"


@pytest.mark.parametrize(
    "written", ["*".join(f"sin({k} x)" for k in range(1, 50)), "*".join(f"x^(x^{k})" for k in range(1, 40))]
)
def test_a_slope_too_long_to_read_is_said_to_be_so(written):
    with pytest.raises(NotExpressible, match="too long"):
        hessian(parse(written).tree, ("x",))


@pytest.mark.parametrize(
    "written, slope",
    [
        ("x^2 y", "2*x*y"), ("x^3", "3*x^2"), ("5x + 3", "5"), ("7", "0"), ("x^2/2", "x"), ("sin x", "cos(x)"),
        ("cos x", "-sin(x)"), ("exp(3x)", "3*exp(3*x)"), ("e^(-x^2)", "-2*x*e^-x^2"), ("log x", "1/x"),
        ("1/x", "-1/x^2"), ("x^-2", "-2*x^-3"), ("a x^2", "2*a*x"), ("x", "1"), ("y", "0"), ("sqrt x", "1/(2*sqrt(x))"),
        ("x^n", "n*x^(n - 1)"), ("x sin x", "sin(x) + x*cos(x)"), ("x/(x + 1)", "1/(x + 1)^2"), ("|x|", "sign(x)"),
        ("relu(3x)", "3*step(3*x)"), ("max(x, y)", "if(x >= y, 1, 0)"), ("floor(x)", "0"),
        ("(1-x)^2 + 100(y-x^2)^2", "-2*(1 - x) - 400*x*(y - x^2)"), ("hypot(x, y)", "x/hypot(x, y)"),
        ("tanh x", "1 - tanh(x)^2"), ("if(x < y, x^2, x)", "if(x < y, 2*x, 1)"), ("2^x", "2^x*log(2)"),
    ],
)  # fmt: skip
def test_derivatives_look_as_a_person_would_write_them(written, slope):
    assert source(derivative(parse(written).tree, "x")) == slope


def test_hessian_of_x_squared_y_shows_2y_2x_2x_and_0():
    rows = hessian(parse("x^2 y").tree, ("x", "y"))
    assert [[source(entry) for entry in row] for row in rows] == [["2*y", "2*x"], ["2*x", "0"]]


@given(trees(EVERY_WORD - WITHOUT_FORMULA))
def test_the_hessian_formula_is_symmetric(tree):
    try:
        (_, xy), (yx, _) = hessian(tree, ("x", "y"))
    except NotExpressible:
        assume(False)
    assert xy == yx
