"""Derivations name the rules of the textbook, and every step is true."""

from xml.etree import ElementTree

import mpmath
import pytest
from hypothesis import assume, given, settings
from tests.language.exact import Undefined, coordinates, exactly
from tests.language.trees import EVERY_WORD, trees

from gradscape.language.derivation import MAXIMUM_STEPS, Derivation, derivation
from gradscape.language.differentiation import NotExpressible, derivative
from gradscape.language.parser import parse
from gradscape.language.printing import source
from gradscape.language.rendering import derivative_equation
from gradscape.language.syntax import Apply, Tree


def of(text: str, variable: str = "x") -> Derivation:
    return derivation(parse(text).tree, variable)


def rules(text: str) -> list[str]:
    return [step.rule for step in of(text).steps]


@pytest.mark.parametrize(
    "text, rule, after",
    [
        ("5", "constant rule", "0"),
        ("a", "constant rule", "0"),
        ("x", "identity rule", "1"),
        ("5 sin(x)", "constant multiple rule", "5*d/dx[sin(x)]"),
        ("x^2/4", "constant multiple rule", "d/dx[x^2]/4"),
        ("x^2 + sin(x)", "sum rule", "d/dx[x^2] + d/dx[sin(x)]"),
        ("x^2 - x", "sum rule", "d/dx[x^2] - d/dx[x]"),
        ("x^2 sin(x)", "product rule", "d/dx[x^2]*sin(x) + x^2*d/dx[sin(x)]"),
        ("x/(x^2 + 1)", "quotient rule", "(d/dx[x]*(x^2 + 1) - x*d/dx[x^2 + 1])/(x^2 + 1)^2"),
        ("x^3", "power rule", "3*x^2"),
        ("x^n", "power rule", "n*x^(n - 1)"),
        ("e^x", "exponential rule", "e^x"),
        ("2^x", "exponential rule", "2^x*log(2)"),
        ("ln x", "logarithm rule", "1/x"),
        ("sin x", "derivative of sin", "cos(x)"),
        ("sigmoid(x)", "derivative of sigmoid", "sigmoid(x)*(1 - sigmoid(x))"),
        ("sin(x^2)", "chain rule", "cos(x^2)*d/dx[x^2]"),
        ("(x^2 + 1)^3", "chain rule", "3*(x^2 + 1)^2*d/dx[x^2 + 1]"),
        ("x^x", "power with variable exponent", "x^x*(d/dx[x]*log(x) + d/dx[x])"),
        ("if(x > 0, x^2, sin x)", "branch by branch", "if(x > 0, d/dx[x^2], d/dx[sin(x)])"),
        ("floor(x)", "step functions are flat", "0"),
    ],
)
def test_each_rule_has_its_name_and_leaves_its_parts_pending(text, rule, after):
    first = of(text).steps[0]
    assert (first.rule, source(first.after)) == (rule, after)


def test_a_line_has_its_slope():
    assert source(of("m x + b").result) == "m"
    assert rules("m x + b") == ["sum rule", "constant multiple rule", "identity rule", "constant rule"]


def test_the_chain_rule_shows_outer_and_inner_function():
    chain = of("e^(-x^2)").steps[0].chain
    assert chain is not None
    assert (source(chain.outer), source(chain.outer_slope), source(chain.inner)) == ("e^u", "e^u", "-x^2")
    assert source(of("e^(-x^2)").result) == "-2*x*e^-x^2"


def test_the_letter_of_a_chain_is_not_one_the_function_uses():
    assert [step.chain.letter for step in of("sin(u x)").steps if step.chain] == ["v"]


def test_a_cubic_differentiated_again_and_again_ends_at_zero():
    tree, found = parse("x^3 + 4x^2 - 5x + 1").tree, []
    for _ in range(4):
        tree = derivation(tree, "x").result
        found.append(source(tree))
    assert found == ["3*x^2 + 8*x - 5", "6*x + 8", "6", "0"]


def test_steps_stand_before_those_of_their_parts():
    assert [(step.depth, source(step.before)) for step in of("sin(x^2 + 1)").steps] == [
        (0, "sin(x^2 + 1)"), (1, "x^2 + 1"), (2, "x^2"), (2, "1"),
    ]  # fmt: skip


def test_what_has_no_formula_says_so():
    with pytest.raises(NotExpressible):
        of("gamma(x)")
    with pytest.raises(NotExpressible, match=f"more than {MAXIMUM_STEPS} steps"):
        of(" + ".join(f"sin({k}x)" for k in range(1, 60)))


def finished(tree: Tree) -> Tree:
    """`tree` with its pending derivatives worked out."""
    match tree:
        case Apply(function="derivative", arguments=(part, _)):
            return derivative(part, "x")
        case Apply(function=function, arguments=arguments):
            return Apply(function, tuple(map(finished, arguments)))
    return tree


@settings(max_examples=300)
@given(trees(EVERY_WORD - {"gamma", "lgamma"}, max_leaves=8), coordinates(2), coordinates(3))
def test_every_step_of_any_derivation_has_the_value_of_a_difference_quotient(tree, x, y):
    with mpmath.workdps(50):
        try:
            for step in derivation(tree, "x").steps:
                slope = mpmath.diff(lambda a, before=step.before: exactly(before, x=a, y=y), x)
                assume(abs(slope) < 1e9)
                assert mpmath.almosteq(exactly(finished(step.after), x=x, y=y), slope, rel_eps=1e-9, abs_eps=1e-15)
        except (Undefined, NotExpressible):
            assume(False)


@settings(max_examples=100)
@given(trees(EVERY_WORD - {"gamma", "lgamma"}, max_leaves=8))
def test_every_step_of_any_derivation_is_well_formed_mathml(tree):
    try:
        steps = derivation(tree, "x").steps
    except NotExpressible:
        assume(False)
    for step in steps:
        ElementTree.fromstring(derivative_equation(step.before, "x", step.after).mathml)
