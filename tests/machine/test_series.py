"""Derivatives up to the sixth against 60-digit arithmetic, and their honesty where there are none."""

import jax
import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.language.exact import Undefined, exactly
from tests.language.trees import EVERY_WORD, NUMBERS, trees
from tests.machine.test_jets import ONE_VARIABLE

from gradscape.language.jax_source import jax_source
from gradscape.language.parser import parse
from gradscape.language.syntax import Function, Name, Tree
from gradscape.machine import machine
from gradscape.machine.program import program

ORDERS = range(7)


def derivatives(source: str, x: float, **parameters: float) -> np.ndarray:
    return machine.series(program(parse(source, ("x",)), parameters), np.array([x], float))[:, 0]


def by_mpmath(f, x: float) -> list[float]:
    """f, f', ..., f⁽⁶⁾ at x."""
    with mpmath.workdps(60):
        return [float(mpmath.factorial(k) * c) for k, c in enumerate(mpmath.taylor(f, mpmath.mpf(x), 6))]


@pytest.mark.parametrize("name", ONE_VARIABLE)
def test_every_function_has_the_derivatives_of_arbitrary_precision_up_to_the_sixth(name):
    exact, x = ONE_VARIABLE[name]
    assert derivatives(f"{name}(x)", x) == pytest.approx(by_mpmath(exact, x), rel=1e-8, abs=1e-8)


TWO_ARGUMENTS = {
    "x^sin(x)": lambda x: x ** mpmath.sin(x),
    "2^(x^2)": lambda x: mpmath.mpf(2) ** (x**2),
    "x^x": lambda x: x**x,
    "x^2.5": lambda x: x ** mpmath.mpf(2.5),
    "x^-3": lambda x: x**-3,
    "atan2(x, 1 + x^2)": lambda x: mpmath.atan2(x, 1 + x**2),
    "hypot(x, sin(x))": lambda x: mpmath.hypot(x, mpmath.sin(x)),
    "mod(x^3, 1 + x)": lambda x: x**3 - (1 + x) * mpmath.floor(x**3 / (1 + x)),
    "min(x^2, x^3)": lambda x: min(x**2, x**3),
    "max(x^2, sin(x))": lambda x: max(x**2, mpmath.sin(x)),
    "if(x > 2 or x < 1, x^2, sin(x))": lambda x: x**2 if x > 2 or x < 1 else mpmath.sin(x),
    "sin(x)/x^2": lambda x: mpmath.sin(x) / x**2,
}


@pytest.mark.parametrize("source", TWO_ARGUMENTS)
@pytest.mark.parametrize("x", [0.7, 1.3, 2.6])
def test_functions_of_two_arguments_agree_with_arbitrary_precision(source, x):
    assert derivatives(source, x) == pytest.approx(by_mpmath(TWO_ARGUMENTS[source], x), rel=1e-8, abs=1e-8)


def test_a_cubic_ends_after_its_third_derivative():
    # 3x² + 8x - 5, 6x + 8, 6, 0: the course's own example.
    assert derivatives("x^3 + 4x^2 - 5x + 1", 2).tolist() == [15, 23, 20, 6, 0, 0, 0]


def test_the_exponential_is_each_of_its_derivatives():
    assert derivatives("e^x", 0.7) == pytest.approx([float(np.exp(0.7))] * 7, rel=1e-14)


SMOOTH = sorted(EVERY_WORD - {"gamma", "lgamma"})
LEAVES = NUMBERS | st.just(Name("x"))


@settings(max_examples=300)
@given(trees(SMOOTH, LEAVES, max_leaves=6), st.integers(-3000, 3000).map(lambda thousandths: thousandths / 1000 + 1e-4))
def test_random_functions_agree_with_arbitrary_precision(tree: Tree, x: float):
    found = machine.series(program(Function("", tree, ("x",), ()), {}), np.array([x]))[:, 0]
    assume(np.isfinite(found).all())
    try:
        # Far enough from every kink that difference quotients do not cross it.
        expected = by_mpmath(lambda x: exactly(tree, x=x), x)
    except Undefined:
        assume(False)
    # Beyond this a number is the difference of numbers that 16 digits cannot hold.
    assume(max(map(abs, expected)) < 1e6 and condition(tree, x) < 1e4)
    assert found == pytest.approx(expected, rel=1e-8, abs=1e-8)


def condition(tree: Tree, x: float) -> float:
    """How much the sixth derivative moves when x moves by rounding, in units of its rounding."""
    beside = machine.series(program(Function("", tree, ("x",), ()), {}), np.array([x, x * (1 + 4e-16)]))
    scale = np.maximum(np.abs(beside[:, 0]), 1.0)
    return float(np.max(np.abs(beside[:, 1] - beside[:, 0]) / scale) / 1e-16)


@pytest.mark.parametrize(
    "source, x, known",
    [("|x|", 0, 1), ("sqrt(x)", 0, 1), ("x|x|", 0, 1), ("floor(x)", 2, 1), ("max(x, 2x)", 0, 1), ("1/x", 0, 0)],
)
def test_where_autodiff_cannot_tell_no_number_stands(source, x, known):
    found = derivatives(source, x)
    assert np.isfinite(found[:known]).all()
    assert np.isnan(found[known:]).all()


def test_what_does_not_depend_on_the_variable_spoils_nothing():
    assert derivatives("x + 0*sqrt(a)", 1.0, a=0.0).tolist() == [1, 1, 0, 0, 0, 0, 0]


CONVENTIONS = ["|x|", "sign(x)", "step(x)", "relu(x)", "leaky_relu(x)", "elu(x)", "max(x, 0)", "min(x, 2x)", "cbrt(x)",
               "cbrt(x^2)", "sqrt(x)", "floor(x)", "ceil(x)", "round(x + 1/2)", "x|x|", "x^(1/3)", "if(x > 0, x, 2x)",
               "mod(x, 2)", "hypot(x, 0)", "1/x", "sin(x)/x", "log(x)", "x^x", "|x|^1.5", "atan2(x, -1)"]  # fmt: skip


@pytest.mark.parametrize("source", CONVENTIONS)
def test_convention_is_what_the_printed_jax_program_answers(source):
    function = parse(source)
    names: dict = {}
    definition = jax_source(function).partition("\n\n\nprint")[0]
    exec(definition, names)  # noqa: S102 - what is printed for people to run
    value, slope = machine.convention(program(function, {}), 0.0)
    zero = jax.numpy.zeros(())
    expected = [names["f"](zero), jax.jacfwd(names["f"])(zero)]
    assert [value, slope] == pytest.approx([float(each) for each in expected], nan_ok=True)
