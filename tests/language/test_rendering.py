"""Formulas as MathML and LaTeX, and JAX source that runs as it is printed."""

import math
import re
import subprocess
import sys
from xml.etree import ElementTree

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.exact import exactly, partials
from tests.language.trees import NUMBERS, trees

from gradscape.language import rendering
from gradscape.language.functions import FUNCTIONS
from gradscape.language.parser import parse
from gradscape.language.syntax import Function, Name

MATHML = "{http://www.w3.org/1998/Math/MathML}"
PARTS = {"mfrac": 2, "msup": 2, "msub": 2, "mroot": 2, "math": 1}
ANY_TREE = trees(leaves=NUMBERS | st.sampled_from(["x", "y", "a", "x_1", "theta", "lambda", "pi", "e"]).map(Name))


def function_of(tree) -> Function:
    return Function("", tree, ("x", "y"), ("a", "x_1", "theta", "lambda"))


def outline(element: ElementTree.Element) -> str:
    """Nested names of elements; rows and signs that are not seen are left out."""
    tag, text = element.tag.removeprefix(MATHML), (element.text or "").strip("\u2061\u2062\u2002")
    inner = " ".join(filter(None, map(outline, element)))
    return text or inner if tag in ("math", "mrow", "mi", "mn", "mo", "mtext") else f"{tag}({inner})"


@pytest.mark.parametrize(
    "written, seen",
    [
        ("x^2/y", "mfrac(msup(x 2) y)"), ("sqrt(x+1)", "msqrt(x + 1)"), ("cbrt(x)", "mroot(x 3)"),
        ("exp(-x)", "msup(e − x)"), ("sin(x)^2", "msup(sin 2) ( x )"), ("|x|", "| x |"), ("floor(x)", "⌊ x ⌋"),
        ("theta_1 x", "msub(θ 1) x"), ("2*3*x", "2 · 3 x"), ("x*2", "x · 2"), ("x(y+1)", "x ( y + 1 )"),
        ("log2(x)", "msub(log 2) ( x )"), ("1.5e20 x", "1.5 · msup(10 20) x"), ("atan2(y, x)", "atan2 ( y , x )"),
        ("if(x<y, 1, 2)", "{ mtable(mtr(mtd(1) mtd(if x < y)) mtr(mtd(2) mtd(otherwise)))"),
        ("(-x)^2", "msup(( − x ) 2)"), ("-x^2", "− msup(x 2)"), ("x - (y - 1)", "x − ( y − 1 )"),
        ("exp(x)^2", "msup(( msup(e x) ) 2)"), ("1e20^x", "msup(( msup(10 20) ) x)"),
        ("(x/y)^2", "msup(( mfrac(x y) ) 2)"),
        ("2(1/2)x", "2 · mfrac(1 2) x"), ("gamma(x)", "Γ ( x )"), ("sigmoid(x)", "σ ( x )"),
    ],
)  # fmt: skip
def test_mathml_puts_fractions_roots_and_exponents_where_a_textbook_does(written, seen):
    formula = rendering.function_formula(parse(written, variables=["x", "y"], parameters=["theta_1"]))
    assert formula is not None
    assert outline(ElementTree.fromstring(formula.mathml)) == f"f ( x , y ) = {seen}"


@pytest.mark.parametrize(
    "written, seen",
    [
        ("x^2 - y^2", "x^{2}-y^{2}"), ("x/(y+1)", r"\frac{x}{y + 1}"), ("sqrt(x)", r"\sqrt{x}"),
        ("cbrt(x)", r"\sqrt[3]{x}"), ("2*3*x", r"2\cdot 3 x"), ("sin(x)^2", r"\sin^{2}\left(x\right)"),
        ("exp(-x)", r"{\mathrm{e}}^{-x}"), ("|x|", r"\left|x\right|"), ("theta x_12", r"{\theta} {x}_{12}"),
        ("log2(x)", r"\log_{2}\left(x\right)"), ("leaky_relu(x)", r"\operatorname{leaky\_relu}\left(x\right)"),
        ("exp(x)^2", r"\left({\mathrm{e}}^{x}\right)^{2}"), ("ceil(x)", r"\left\lceil x\right\rceil "),
        ("if(x ≤ y, 1, x)", r"\begin{cases}1 & \text{ if }x\le y \\ x & \text{ otherwise }\end{cases}"),
    ],
)  # fmt: skip
def test_latex_is_what_one_would_type(written, seen):
    formula = rendering.function_formula(parse(written, variables=["x", "y"]))
    assert formula is not None
    assert formula.latex == rf"f\left(x, y\right) = {seen}"


def test_gradient_and_hessian_of_x_squared_y_are_a_column_and_a_square():
    function = parse("x^2 y")
    gradient, hessian = rendering.gradient_formula(function), rendering.hessian_formula(function)
    assert gradient and hessian
    assert gradient.latex == r"{\nabla}f = \begin{pmatrix}2 x y \\ x^{2}\end{pmatrix}"
    assert hessian.latex == r"H = \begin{pmatrix}2 y & 2 x \\ 2 x & 0\end{pmatrix}"
    entries = "mtr(mtd(2 y) mtd(2 x)) mtr(mtd(2 x) mtd(0))"
    assert outline(ElementTree.fromstring(hessian.mathml)) == f"H = ( mtable({entries}) )"


@settings(max_examples=200)
@given(ANY_TREE)
def test_every_formula_is_well_formed_mathml(tree):
    for formula in formulas(function_of(tree)):
        for element in ElementTree.fromstring(formula.mathml).iter():
            tag = element.tag.removeprefix(MATHML)
            assert len(element) == PARTS.get(tag, len(element)), formula.mathml
            assert len(element) == 0 or not (element.text or "").strip(), formula.mathml


@settings(max_examples=200)
@given(ANY_TREE)
def test_every_formula_is_balanced_latex_without_two_exponents_in_a_row(tree):
    for formula in formulas(function_of(tree)):
        latex, before = formula.latex, ""
        assert latex.count(r"\left") == latex.count(r"\right")
        while latex != before:  # innermost groups first; what stands before a second exponent is a first one
            latex, before = re.sub(r"(?<!\^)\{[^{}]*\}", "g", re.sub(r"\^\{[^{}]*\}(?!\^)", "ˆ", latex)), latex
        assert not re.search(r"[{}]", latex), formula.latex


def formulas(function: Function) -> list[rendering.Formula]:
    """All that can be shown."""
    shown = [
        rendering.function_formula(function),
        rendering.gradient_formula(function),
        rendering.hessian_formula(function),
        *rendering.partial_formulas(function),
    ]
    return [formula for formula in shown if formula is not None]


def test_a_formula_too_long_to_read_is_none():
    function = parse("(" + " + ".join(f"sin({k} x)^3" for k in range(1, 90)) + ")^5")
    assert formulas(function) == []
    short = parse(" + ".join(f"sin(x)^{k} cos(x)^{k}" for k in range(2, 24)))
    assert rendering.function_formula(short) is not None
    assert rendering.hessian_formula(short) is None


def test_where_one_slope_has_no_formula_the_others_are_shown():
    function = parse("gamma(x) + y^2")
    x_slope, y_slope = rendering.partial_formulas(function)
    assert x_slope is None
    assert y_slope is not None and y_slope.latex == "2 y"
    assert rendering.gradient_formula(function) is None


# Each word and operator at least once, with something smooth at (0.5, 0.5).
PRINTED = [
    "x^2 y - y^3/3 + 2^x", "sin(x) cos(y) + tan(x y) + sec(x) csc(y) + cot(x + y)",
    "arcsin(x y) + arccos(x/2) arctan(y)", "sinh(x) cosh(y) - tanh(x y)", "arsinh(x) + arcosh(2 + x y) + artanh(x y)",
    "exp(x y) + log(x) + log2(y + 1) log10(x)", "sqrt(x) cbrt(y) + abs(x - 2y)", "hypot(x, y) + atan2(y, x + 1)",
    "x sign(x - 1) + y floor(3x) + ceil(y + 0.3) x^2 + round(x + 0.2) y", "step(x) x^2 + mod(x + y, 0.3) y",
    "sigmoid(x) + relu(x) y + leaky_relu(-x) y + elu(-x y)", "softplus(x) + swish(y) + gelu(x y) + erf(x)",
    "gamma(x + 1) + lgamma(y + 2)", "min(x^2, y, 3) + max(x^3, -y, x y/9)", "if(x < 1 and y >= 0.1, x^2 y, y)",
    "if(x <= 0 or x y > 0.1, x^-3, y)", "-(x - y)^2 e^-x + pi x + tau^y + x^y + (-x)^3",
    "log(e^x + e^y) + log(1 + e^(x y) + exp(-y)) + log(e^x + 1)",
]  # fmt: skip


def outputs(text: str) -> list:
    """What the script prints, before it becomes text."""
    printed: list = []
    exec(rendering.jax_source(parse(text, variables=["x", "y"])), {"print": printed.append})  # noqa: S102
    return printed


def test_a_stable_form_of_many_terms_stays_short():
    text = "log(" + " + ".join(f"e^x_{k}" for k in range(1, 17)) + ")"
    assert len(rendering.jax_source(parse(text))) < 4_000


@pytest.mark.parametrize("text", PRINTED)
def test_the_jax_script_prints_value_gradient_and_hessian(text):
    value, gradient, hessian = outputs(text)
    tree = parse(text, variables=["x", "y"]).tree
    half = mpmath.mpf("0.5")
    with mpmath.workdps(40):
        slopes = [float(partials(tree, order, half, half)) for order in [(1, 0), (0, 1)]]
        curvatures = [float(partials(tree, order, half, half)) for order in [(2, 0), (1, 1), (1, 1), (0, 2)]]
        assert float(value) == pytest.approx(float(exactly(tree, x=half, y=half)), rel=1e-12)
    assert [float(slope) for slope in gradient] == pytest.approx(slopes, rel=1e-9, abs=1e-12)
    assert [float(entry) for row in hessian for entry in row] == pytest.approx(curvatures, rel=1e-9, abs=1e-9)


def test_the_jax_scripts_above_use_every_function():
    used = [functions_in(parse(text, variables=["x", "y"]).tree) for text in PRINTED]
    assert set().union(*used) == set(FUNCTIONS)


def functions_in(tree) -> set[str]:
    inner = [functions_in(argument) for argument in getattr(tree, "arguments", ())]
    return set().union(*inner, {tree.function} if hasattr(tree, "function") else set())


def test_the_jax_script_runs_as_printed():
    script = rendering.jax_source(parse("f(x, y) = a x^2 y"))
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    value, gradient, hessian = run.stdout.splitlines()
    assert value == "0.125"
    assert [float(number) for number in re.findall(r"Array\(([^,]*),", gradient)] == [0.5, 0.25]
    assert [float(number) for number in re.findall(r"Array\(([^,]*),", hessian)] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    "text",
    ["f(lambda, in) = lambda in", "f(jnp, jax) = sin(jnp) jax", "f(f, is) = f is^2", "f(x_1, print) = x_1 print"],
)
def test_a_variable_may_have_any_name_in_the_jax_script(text):
    printed: list = []
    exec(rendering.jax_source(parse(text)), {"print": printed.append})  # noqa: S102
    assert len(printed) == 3


def test_parameters_are_arguments_of_the_jax_script():
    assert "def f(x, y, a=1.0):" in rendering.jax_source(parse("a x + y"))


def test_a_function_that_does_not_vary_has_zeros_for_derivatives():
    value, gradient, hessian = outputs("2 + 3")
    assert (value, gradient) == (5, (0, 0))
    assert hessian == ((0, 0), (0, 0))


def test_a_function_of_nothing_prints_its_value():
    printed: list = []
    exec(rendering.jax_source(parse("2 pi")), {"print": printed.append})  # noqa: S102
    assert printed == [2 * math.pi]


@settings(max_examples=100)
@given(ANY_TREE)
def test_every_jax_script_is_python(tree):
    compile(rendering.jax_source(function_of(tree)), "<script>", "exec")
