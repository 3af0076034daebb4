"""LaTeX as people paste it is read like the text that they would type, with its mistakes in their places."""

import mpmath
import pytest
from hypothesis import assume, given
from tests.language.exact import Undefined, exactly
from tests.language.trees import EVERY_WORD, trees

from gradscape.language.errors import LanguageError
from gradscape.language.parser import parse, parse_map
from gradscape.language.pasted import as_typed
from gradscape.language.rendering import tree_formula

NO_CONDITION = r"\begin{cases} x & x<0 \\ 2 \\ 3 \end{cases}"


@pytest.mark.parametrize(
    "pasted, typed",
    [
        (r"\frac{x}{y}", "x/y"),
        (r"\frac12 x", "(1/2) x"),
        (r"\dfrac xy", "x/y"),
        (r"\sin(x)\cdot y", "sin(x)*y"),
        (r"\sqrt{x^2+y^2}", "sqrt(x^2 + y^2)"),
        (r"\sqrt[3]{x}", "cbrt(x)"),
        (r"\sqrt[4]{x}", "x^(1/4)"),
        (r"\sqrt 2 x", "sqrt(2) x"),
        (r"x_{1}^{2} \cdot x_{12}", "x_1^2*x_12"),
        (r"e^{-x^2}", "e^(-x^2)"),
        (r"\left(1-x\right)^2+100\left(y-x^2\right)^2", "(1-x)^2 + 100(y-x^2)^2"),
        (r"$f(x,y) = x \, y$", "f(x,y) = x y"),
        (r"\(x^{10}\)", "x^10"),
        (r"\[ \cos\left(2\pi y\right) \]", "cos(2 pi y)"),
        (r"\sin^2 x", "sin^2 x"),
        (r"\cos^{2}(x)", "cos^2(x)"),
        (r"\ln(1+e^x)", "log(1+e^x)"),
        (r"\log_{10} x", "log10(x)"),
        (r"\log_2(x)", "log2(x)"),
        (r"\operatorname{relu}(x)", "relu(x)"),
        (r"\mathrm{relu}(x - \alpha)", "relu(x - alpha)"),
        (r"\max(x, y)", "max(x,y)"),
        (r"\left|x\right|", "abs(x)"),
        (r"\lvert x \rvert", "abs(x)"),
        (r"|x| \cdot 2", "|x|*2"),
        (r"\lfloor x\rfloor", "floor(x)"),
        (r"x \times y \div 2", "x*y/2"),
        (r"\theta_1 x + \varepsilon", "theta_1 x + epsilon"),
        (r"x^{y^{2}}", "x^(y^2)"),
        (
            r"\frac{1}{\sqrt{2\pi}\sigma}e^{-\frac{(x-\mu)^2}{2\sigma^2}}",
            "(1/(sqrt(2 pi) sigma)) e^(-(x-mu)^2/(2 sigma^2))",
        ),
        (r"\begin{cases} x^2 & \text{if } x<0 \\ \frac{x}{2}, & \text{otherwise} \end{cases}", "if(x<0, x^2, x/2)"),
        (r"\begin{cases} 1 & x\le 0 \\ 2 & x\leq 1\\ 3 & \text{else} \end{cases}", "if(x<=0, 1, if(x<=1, 2, 3))"),
        (r"x^{2}+y", "x^2+y"),
        (r"\begin{aligned} f(x) &= x^2 \end{aligned}", "f(x) = x^2"),
        (r"{x}^{2} \cdot {y}", "x^2*y"),
        ("u = \\frac{x}{2} \\\\ f(x) = u^2", "u = x/2\nf(x) = u^2"),
        (r"\exp\!\left(-\tfrac{x}{2}\right)", "exp(-x/2)"),
        (r"x \geq 0 \land y < 1", "x >= 0 and y < 1"),
        (r"2\,x\;y\quad", "2 x y"),
        (r"\bigl(x+1\bigr)^2", "(x+1)^2"),
    ],
)
def test_it_is_read_like_what_one_would_type(pasted, typed):
    if ">=" in typed:
        pasted, typed = rf"\operatorname{{if}}({pasted}, 1, 0)", f"if({typed}, 1, 0)"
    assert parse(pasted).tree == parse(typed).tree


@pytest.mark.parametrize(
    "pasted, typed",
    [
        (r"\begin{pmatrix} x y \\ x+y \end{pmatrix}", "[x y, x + y]"),
        (r"\begin{bmatrix}2 & 1\\1 & 3\end{bmatrix} \begin{pmatrix}x\\y\end{pmatrix}", "[[2,1],[1,3]] [x,y]"),
        (r"\left[x, y\right]", "[x, y]"),
        (r"\lVert A x - y\rVert^2", "norm(A x - y)^2"),
        (r"\|x\|^2 + \|y\|", "norm(x)^2 + norm(y)"),
        (r"\mathbf{x}^\top \mathbf{A} \mathbf{x}", "x^T A x"),
        (r"\vec{x}^{T} x", "x^T x"),
        (r"x^{\mathsf{T}} x", "x^T x"),
    ],
)
def test_vectors_and_matrices_too(pasted, typed):
    given = {"x": (2,)} if "norm" in typed else {}
    assert parse_map(pasted, shapes=given).tree == parse_map(typed, shapes=given).tree


@pytest.mark.parametrize(
    "pasted, place, message",
    [
        (r"x + \foo y", r"\foo", r"the LaTeX command '\foo' cannot be read here"),
        (r"\frac{x}{y", "{", "this '{' is never closed"),
        (r"\frac{x}{y}}", "}", "this '}' closes nothing"),
        (r"\left(x + 1", r"\left(", r"this '\left' has no '\right'"),
        (r"\sum_{i=1}^n x_i", r"\sum", r"the LaTeX command '\sum' cannot be read here"),
        (r"\int x", r"\int", r"the LaTeX command '\int' cannot be read here"),
        (r"\frac{\sinn x}{2}", r"\sinn", r"the LaTeX command '\sinn' cannot be read here"),
        (r"\frac{x + sine}{2}", "sine", "unknown name 'sine'"),
        (r"\sqrt{x!}", "!", "the character '!' cannot be read here"),
        (r"2^10 \cdot x", "10", "in LaTeX a power without braces is one digit"),
        (r"\begin{cases} x & x<0 \\ 2", r"\begin{cases}", r"'\begin{cases}' has no '\end'"),
        (
            r"\begin{cases} x & x<0 \\ 2 \\ 3 \end{cases}",
            r"\begin{cases} x & x<0 \\ 2 \\ 3 \end{cases}",
            "this row of the cases has no condition",
        ),
        ("x \\", "\\", "nothing follows this backslash"),
        ("{" * 200 + r"\sin x", "{", "nested deeper than 64 levels"),
        (r"\frac" * 600, "\\", "nested deeper than 64 levels"),
        (r"\frac{x}{0,5}", "0,5", "a decimal comma cannot be read"),
    ],
)
def test_a_mistake_is_shown_in_its_place(pasted, place, message):
    with pytest.raises(LanguageError) as caught:
        parse(pasted)
    assert caught.value.message == message
    assert pasted[caught.value.span.start : caught.value.span.end] == place


# The sigmoid is written as the letter sigma, which is a name to who pastes it.
@given(trees(words=EVERY_WORD - {"sigmoid"}, max_leaves=15))
def test_what_we_write_as_latex_reads_back_with_the_same_value(tree):
    written = tree_formula(tree).latex
    read = parse_map(written, variables=["x", "y"]).tree
    place = {"x": mpmath.mpf("0.7"), "y": mpmath.mpf("1.3")}
    with mpmath.workdps(50):
        try:
            value = exactly(tree, **place)
        except Undefined:
            assume(False)
        assert mpmath.almosteq(exactly(read, **place), value, mpmath.mpf(10) ** -30, mpmath.mpf(10) ** -30), written


@pytest.mark.parametrize("text", ["x^2 - y^2", "f(x, y) = x_{1} y", "|x|", "A x . x", "x # y", "{}.__proto__"])
def test_what_is_no_latex_is_left_as_it_is(text):
    assert as_typed(text).text is text
