"""Vectors and matrices: what they stand for entry by entry, their shapes, and what is said where shapes do not fit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradscape.calculus.field import Field
from gradscape.language.errors import LanguageError
from gradscape.language.latex import LaTeX
from gradscape.language.mathml import MathML
from gradscape.language.parser import parse, parse_map
from gradscape.language.printing import source as text_of
from gradscape.language.syntax import Map, entry_names
from gradscape.language.typesetting import Typesetter

A = np.array([[2.0, -1.0, 0.5], [0.25, 3.0, -2.0]])
B = np.array([[1.0, 2.0], [-0.5, 4.0]])
X, Y, P = np.array([0.3, -1.2, 2.0]), np.array([1.5, -0.7]), np.array([0.2, 0.3, 0.5])
TABLES = {"A": A, "B": B, "y": Y}
SHAPES = {name: table.shape for name, table in TABLES.items()} | {"x": (3,), "p": (3,)}


def read(text: str) -> Map:
    return parse_map(text, parameters=list(TABLES), shapes=SHAPES)


def value(found: Map, **vectors: np.ndarray) -> np.ndarray:
    """What the machine makes of the map at these values of its names."""
    names = {**TABLES, **vectors}
    shaped = [*found.inputs, *found.tables]
    numbers = {
        entry: float(number)
        for name, shape in shaped
        for entry, number in zip(entry_names(name, shape), np.atleast_1d(names[name]).ravel(), strict=True)
    }
    point = np.array([[numbers[name] for name in found.variables]])
    values = [Field(found.component(k), numbers).values(point)[0] for k in range(len(found.outputs))]
    return np.array(values) if found.shape else values[0]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A x", A @ X),
        ("A x - y", A @ X - Y),
        ("x . x", X @ X),
        ("x · x", X @ X),
        ("dot(A x, y)", A @ X @ Y),
        ("y . A x", Y @ A @ X),
        ("y^T A x", Y @ A @ X),
        ("A^T y", A.T @ Y),
        ("transpose(A) (A x - y)", A.T @ (A @ X - Y)),
        ("x x^T p", np.outer(X, X) @ P),
        ("B B y", B @ B @ Y),
        ("2 A x/3", 2 * A @ X / 3),
        ("norm(A x - y)^2/2", np.sum((A @ X - Y) ** 2) / 2),
        ("1/2|A x - y|^2", np.sum((A @ X - Y) ** 2) / 2),
        ("norm(x)", np.linalg.norm(X)),
        ("|x|^3", np.linalg.norm(X) ** 3),
        ("norm(B)", np.linalg.norm(B)),
        ("sum(x_i)", X.sum()),
        ("sum(x_i p_i)", X @ P),
        ("prod(x)", X.prod()),
        ("max(x)", X.max()),
        ("min(x, 0)", np.minimum(X, 0)),
        ("min(x)", X.min()),
        ("-sum(p*log(p))", -np.sum(P * np.log(P))),
        ("exp(x)/sum(exp(x))", np.exp(X) / np.exp(X).sum()),
        ("sigmoid(A x + y)", 1 / (1 + np.exp(-(A @ X + Y)))),
        ("x^2 - 1", X**2 - 1),
        ("1/x", 1 / X),
        ("2^x", 2**X),
        ("if(x > 0, x, 0)", np.where(X > 0, X, 0)),
        ("x_1 x_3 + A_23", X[0] * X[2] + A[1, 2]),
        ("[x_1, x_2]", X[:2]),
        ("[[1, 2, 3], [4, 5, 6]] x", np.array([[1, 2, 3], [4, 5, 6]]) @ X),
        ("[[1, 2, 3]] x", np.array([1, 2, 3]) @ X),
        ("u = A x\nu . B u", (A @ X) @ B @ (A @ X)),
        ("[3, 4] . y", 3 * Y[0] + 4 * Y[1]),
    ],
)
def test_vectors_and_matrices_mean_what_they_mean_on_a_blackboard(text, expected):
    np.testing.assert_allclose(value(read(text), x=X, p=P), expected, rtol=1e-13)


@pytest.mark.parametrize(
    "text, expected, printed",
    [
        ("B y * y", (B @ Y) * Y, "(B*y)*y"),
        ("B B y * y", (B @ B @ Y) * Y, "(B*B*y)*y"),
        ("B (y*y)", B @ (Y * Y), "B*(y*y)"),
        ("2 B y * y/3", 2 * (B @ Y) * Y / 3, "(2*B*y)*y/3"),
        ("y^T B y * y", (Y @ B @ Y) * Y, "(y^T*B*y)*y"),
        ("y^T y * y", (Y @ Y) * Y, "(y^T*y)*y"),
        ("y y^T y * y", (Y @ Y) * Y * Y, "(y*y^T*y)*y"),
        ("B y * y * y", (B @ Y) * Y * Y, "(B*y)*y*y"),
        ("y y^T B y", Y * (Y @ B @ Y), "y*y^T*B*y"),
        ("y * (B y)", Y * (B @ Y), "y*(B*y)"),
        ("B^T y * y", (B.T @ Y) * Y, "(B^T*y)*y"),
    ],
)
def test_products_are_read_from_left_to_right_and_stand_as_they_are_read(text, expected, printed):
    found = read(text)
    np.testing.assert_allclose(value(found), expected, rtol=1e-13)
    assert text_of(found.tree) == printed
    assert read(printed).tree == found.tree
    for pen in (Typesetter(MathML()), Typesetter(LaTeX())):
        assert pen.tree(read(printed).tree) == pen.tree(found.tree)


FACTORS = {"B": B, "y": Y, "y^T": Y[None], "2": 2.0, "(B y)": B @ Y, "[0.5, -2]": np.array([0.5, -2.0])}


def left_to_right(names: list[str]) -> np.ndarray | None:
    """By NumPy: matrices and rows act, vectors beside vectors go entry by entry; None for what has no meaning."""
    product = np.array(1.0)
    for name in names:
        factor = np.asarray(FACTORS[name])
        if product.ndim == 0 or factor.ndim == 0 or product.ndim == factor.ndim == 1:
            product = product * factor
        elif product.ndim == 1:
            if factor.shape[0] != 1:
                return None
            product = np.outer(product, factor)
        elif product.shape[1] != factor.shape[0]:
            return None
        else:
            product = product @ factor
        if product.shape == (1,):
            product = product[0]
    return product if product.ndim < 2 else None


@given(st.lists(st.sampled_from(sorted(FACTORS)), min_size=1, max_size=5))
def test_every_mixed_product_means_what_it_shows(names):
    expected = left_to_right(names)
    try:
        found = read(" * ".join(names))
    except LanguageError:
        return  # refused in words
    assert read(text_of(found.tree)).tree == found.tree
    if expected is not None:
        np.testing.assert_allclose(value(found), expected, rtol=1e-12)


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> tuple[str, np.ndarray]:
    """A text whose value is a vector of two entries, and that value by NumPy."""
    if depth == 0:
        return draw(st.sampled_from([("y", Y), ("(A x)", A @ X), ("[0.5, -2]", np.array([0.5, -2])), ("(B y)", B @ Y)]))
    (left, first), (right, second) = draw(expressions(depth=depth - 1)), draw(expressions(depth=depth - 1))
    return draw(
        st.sampled_from(
            [
                (f"({left} + {right})", first + second),
                (f"({left} - {right})", first - second),
                (f"({left}*{right})", first * second),
                (f"({left} . {right}) {left}", first @ second * first),
                (f"(B {left})", B @ first),
                (f"(B^T ({left} - {right}))", B.T @ (first - second)),
                (f"sin({left})", np.sin(first)),
                (f"({left} {left}^T {right})", np.outer(first, first) @ second),
                (f"|{left}| {right}", np.linalg.norm(first) * second),
            ]
        )
    )


@given(expressions())
def test_any_expression_of_vectors_has_numpys_value(drawn):
    text, expected = drawn
    try:
        found = read(text)
    except LanguageError as error:
        if error.hint == "shorten it":
            return
        raise
    np.testing.assert_allclose(value(found, x=X), expected, rtol=1e-9, atol=1e-9 * np.abs(expected).max())


@pytest.mark.parametrize(
    "text, inputs, tables",
    [
        ("x . A x", {"x": (2,)}, {"A": (2, 2)}),
        ("f(x) = norm(A x - y)^2", {"x": (2,)}, {"y": (2,), "A": (2, 2)}),
        ("[[1, 2, 3], [4, 5, 6]] x", {"x": (3,)}, {}),
        ("sum(x) + x_4", {"x": (4,)}, {}),
        ("x . [1, 2, 3]", {"x": (3,)}, {}),
        ("-sum(p log p)", {"p": (2,)}, {}),
        ("f(x) = W x + b + [1, 2, 3]", {"x": (2,)}, {"W": (3, 2), "b": (3,)}),
        ("a x + x^2", {"x": ()}, {}),
        ("x_1 + x_2", {"x_1": (), "x_2": ()}, {}),
        ("(x - y) . (x - y)", {"x": (2,), "y": (2,)}, {}),
    ],
)
def test_what_is_a_vector_and_of_what_size_is_inferred(text, inputs, tables):
    found = parse_map(text)
    assert (dict(found.inputs), dict(found.tables)) == (inputs, tables)


def test_a_vector_is_its_entries_one_by_one():
    found = parse_map("f(t, x) = t x", shapes={"x": (3,)})
    assert found.variables == ("t", "x_1", "x_2", "x_3")
    assert found.shape == (3,)
    assert parse_map("norm(x)^2", ["x_1", "x_2", "x_3"]).inputs == (("x", (3,)),)
    assert parse("x . x", ["x_1", "x_2", "x_3"]).variables == ("x_1", "x_2", "x_3")


def test_the_square_of_a_length_has_a_derivative_at_zero():
    for text in ("norm(x)^2", "|x|^2", "|x|^4"):
        jet = Field(parse(text, shapes={"x": (2,)})).jets(np.zeros((1, 2)))
        assert np.isfinite(jet.gradient).all()
        assert np.isfinite(jet.hessian).all()


GIVEN = {"A": (2, 3), "B": (2, 2), "x": (2,), "y": (3,), "a": ()}


@pytest.mark.parametrize(
    "text, message, place",
    [
        ("A x", "A is 2x3 but x has 2 entries", "A x"),
        ("1 + norm(A x)", "A is 2x3 but x has 2 entries", "A x"),
        ("x + y", "x has 2 entries but y has 3 entries", "x + y"),
        ("x - y", "x has 2 entries but y has 3 entries", "x - y"),
        ("A y - y", "A y has 2 entries but y has 3 entries", "A y - y"),
        ("x*y", "x has 2 entries but y has 3 entries", "x*y"),
        ("x/y", "x has 2 entries but y has 3 entries", "x/y"),
        ("x . y", "x has 2 entries but y has 3 entries", "x . y"),
        ("dot(x, y)", "x has 2 entries but y has 3 entries", "dot(x, y)"),
        ("x . a", "a dot joins two vectors, but a is a number", "x . a"),
        ("x . B", "a dot joins two vectors, but B is a matrix", "x . B"),
        ("A B x", "A is 2x3 but what is right of it has 2 entries", "A B x"),
        ("x^T A x", "A is 2x3 but x has 2 entries", "x^T A x"),
        ("norm(x A)", "x is a vector and cannot stand before the matrix A", "x A"),
        ("(A + B) y", "A is 2x3 but B is 2x2", "A + B"),
        ("(A + 1) y", "A is 2x3 but 1 is a number", "A + 1"),
        ("(A + x) y", "A is 2x3 but x has 2 entries", "A + x"),
        ("norm(a)", "'norm' takes a vector, but a is a number", "norm(a)"),
        ("sum(3)", "'sum' takes a vector, but 3 is a number", "sum(3)"),
        ("x a^T", "a is a number, which has no transpose", "a^T"),
        ("[[1, 2], [3]] x", r"\[1, 2\] has 2 entries but \[3\] has 1 entry", "[[1, 2], [3]]"),
        ("[x, 1]", "1 is a number but x has 2 entries", "1"),
        ("[B, B]", "an entry is a number, but B is a matrix", "B"),
        ("B", "this is a 2x2 matrix, but a value is a number or a vector", "B"),
        ("B^2 x", "B is a matrix, and has no power here", "B^2"),
        ("x_1/B", "B is a matrix, and nothing is divided by it", "x_1/B"),
        ("|B|", "B is a matrix", "|B|"),
        ("x_3", "there is no x_3: x has 2 entries", "x_3"),
        ("A_31", "there is no A_31: A is 2x3", "A_31"),
        ("A_1", "A is 2x3", "A_1"),
        ("[1, 2, 3, 4, 5, 6, 7, 8, 9]", "a value has at most 8 entries, not 9", "[1, 2, 3, 4, 5, 6, 7, 8, 9]"),
        ("[x_1 > 0, 1]", "this is a condition, but a number belongs here", "x_1 > 0"),
        ("[1, 2", "this '\\[' is never closed", "["),
        ("[]", "nothing between these brackets", "[]"),
        ("[1,]", "cannot stand here", "]"),
    ],
)
def test_shapes_that_do_not_fit_are_named_in_the_users_words(text, message, place):
    with pytest.raises(LanguageError, match=message) as caught:
        parse_map(text, ["x"], [name for name in GIVEN if name != "x"], GIVEN)
    start, end = caught.value.span
    assert text[start:end] == place


def test_a_function_of_a_surface_is_no_vector():
    with pytest.raises(LanguageError, match="this is a vector of 2 entries, but a number belongs here"):
        parse("[x, y]")


@pytest.mark.parametrize(
    "text", ["A " * 400 + "x", "norm(" * 30 + "x" + ")" * 30, "[" * 70 + "x" + "]" * 70, "x . " * 500 + "x"]
)
def test_towers_of_matrices_are_refused_quickly(text):
    with pytest.raises(LanguageError):
        parse_map(text, shapes={"A": (8, 8), "x": (8,)}, parameters=["A"])


@pytest.mark.parametrize(
    "text",
    [
        "x . A x",
        "norm(A x - y)^2/2",
        "A^T (A x - y)",
        "[x*y, x + y]",
        "[[1, 2], [3, 4]] x",
        "-sum(p*log(p))",
        "|x - y|",
        "a + (x . y)*2",
    ],
)
def test_what_is_printed_parses_to_the_same(text):
    found = parse_map(text)
    assert parse_map(text_of(found.tree)).outputs == found.outputs


def test_formulas_show_vectors_as_they_are_written():
    tree = parse_map("norm(A^T (A x - y))^2 + x . [1, 2]").tree
    latex = Typesetter(LaTeX()).tree(tree)
    assert latex == (
        "\\left\\lVert A^{T} \\left(A x-y\\right)\\right\\rVert ^{2} + x\\cdot \\begin{pmatrix}1 \\\\ 2\\end{pmatrix}"
    )
    assert '<mo form="prefix" stretchy="true">‖</mo>' in Typesetter(MathML()).tree(tree)
