"""Derivatives in vectors and matrices: what a textbook writes, with the numbers that automatic differentiation has."""

from collections import ChainMap

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.mapping import Mapping
from gradscape.calculus.matrix_forms import MatrixForm, forms_at
from gradscape.language.matrix_calculus import matrix_forms
from gradscape.language.parser import parse_map
from gradscape.language.syntax import entry_names

RANDOM = np.random.default_rng(7)
SHAPES = {"A": (3, 3), "B": (3, 3), "W": (2, 3), "b": (2,), "a": (3,), "y": (3,)}
TABLES = {name: RANDOM.uniform(-1, 1, shape) for name, shape in SHAPES.items()}
POINTS = np.array([[0.2, 0.3, 0.5], [0.7, 0.05, 1.25]])


def read(text: str) -> Mapping:
    vector = text.partition("(")[2].partition(")")[0]
    found = parse_map(text, shapes={**SHAPES, vector: (3,)})
    numbers = [zip(entry_names(name, shape), TABLES[name].ravel(), strict=True) for name, shape in found.tables]
    return Mapping(found, {"c": 0.75, **{entry: float(value) for pairs in numbers for entry, value in pairs}})


def forms(text: str) -> dict[str, MatrixForm]:
    mapping = read(text)
    jacobian = mapping.jacobians(POINTS)[1]
    # A Hessian is only there for one number.
    autodiff = ChainMap({"jacobian": jacobian, "gradient": jacobian[:, 0]})
    if not mapping.map.shape:
        autodiff["hessian"] = mapping.fields[0].jets(POINTS).hessian
    return {form.of: form for form in forms_at(mapping, POINTS, dict(autodiff))}


TEXTBOOK = [
    ("f(x) = x . A x", "(A + A^T)*x", "A + A^T"),
    ("f(x) = x^T A x", "(A + A^T)*x", "A + A^T"),
    ("f(x) = norm(A x - y)^2/2", "A^T*(A*x - y)", "A^T*A"),
    ("f(x) = 1/2 |A x - y|^2 + c norm(x)^2", "A^T*(A*x - y) + 2*c*x", "A^T*A + 2*c*I"),
    ("f(p) = -sum(p log p)", "-log(p) - 1", "-diag(1/p)"),
    ("f(p) = -sum(p_i log p_i)", "-log(p) - 1", "-diag(1/p)"),
    ("f(x) = norm(x)^2", "2*x", "2*I"),
    ("f(x) = norm(x)", "x/norm(x)", "I/norm(x) - x*x^T/norm(x)^3"),
    ("f(x) = a . x + c", "a", "[[0, 0, 0], [0, 0, 0], [0, 0, 0]]"),
    ("f(x) = (a . x)^2", "2*(a . x)*a", "2*(a*a^T)"),
    ("f(x) = log(sum(exp(x)))", "exp(x)/sum(exp(x))", "diag(exp(x))/sum(exp(x)) - exp(x)*exp(x)^T/sum(exp(x))^2"),
    ("f(x) = (A x) . (B x)", "(A^T*B + B^T*A)*x", "A^T*B + B^T*A"),
    ("f(x) = sum(softplus(W x))", "W^T*sigmoid(W*x)", "W^T*diag(sigmoid(W*x)*(1 - sigmoid(W*x)))*W"),
    ("f(x) = 5", "[0, 0, 0]", "[[0, 0, 0], [0, 0, 0], [0, 0, 0]]"),
    ("f(x) = sum(x)", "[1, 1, 1]", "[[0, 0, 0], [0, 0, 0], [0, 0, 0]]"),
]


@pytest.mark.parametrize("text, gradient, hessian", TEXTBOOK)
def test_gradient_and_hessian_are_written_as_in_a_textbook(text, gradient, hessian):
    found = forms(text)
    assert (found["gradient"].text, found["hessian"].text) == (gradient, hessian)
    assert max(form.difference for form in found.values()) < 1e-12


@pytest.mark.parametrize(
    "text, jacobian",
    [
        ("f(x) = A x", "A"),
        ("f(x) = tanh(W x + b)", "diag(1 - tanh(W*x + b)^2)*W"),
        ("f(x) = x/norm(x)", "I/norm(x) - x*x^T/norm(x)^3"),
        ("f(x) = x (x^T y)", "(x^T*y)*I + x*y^T"),
        ("f(x) = (x x^T) y", "(x^T*y)*I + x*y^T"),
        ("f(x) = diag(x) A x", "diag(A*x) + diag(x)*A"),
        ("f(x) = exp(x)/sum(exp(x))", "diag(exp(x))/sum(exp(x)) - exp(x)*exp(x)^T/sum(exp(x))^2"),
        ("f(x) = x + norm(x)", "I + [1, 1, 1]*x^T/norm(x)"),
    ],
)
def test_jacobians_are_written_as_in_a_textbook(text, jacobian):
    form = forms(text)["jacobian"]
    assert form.text == jacobian
    assert form.difference < 1e-12


@pytest.mark.parametrize(
    "text",
    [
        "f(x) = x_1^2 + x_2",
        "f(x) = max(x)",
        "f(x) = sum(gamma(x))",
        "f(x, y) = x y",
        "f(x) = x^2 . [x_1, 1, 2]",
    ],
)
def test_what_names_entries_or_has_no_rule_has_no_form(text):
    found = parse_map(text, shapes={"x": (3,)} if text.startswith("f(x) ") else {})
    assert matrix_forms(found) == {}


def test_a_matrix_called_i_is_not_taken_for_the_identity():
    assert matrix_forms(parse_map("f(x) = x . I x", shapes={"I": (3, 3), "x": (3,)})) == {}


def test_where_the_formula_has_no_value_the_difference_leaves_it_out():
    mapping = read("f(x) = prod(x)")
    points = np.array([[0.0, 2.0, 3.0]])
    jacobian = mapping.jacobians(points)[1]
    hessian = mapping.fields[0].jets(points).hessian
    gradient, _ = forms_at(mapping, points, {"gradient": jacobian[:, 0], "hessian": hessian})
    assert np.isnan(gradient.values[0, 0])
    assert gradient.difference == pytest.approx(0, abs=1e-15)


def grown(vectors: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    numbers = st.one_of(
        st.tuples(vectors, vectors).map(lambda pair: f"({pair[0]} . {pair[1]})"),
        vectors.map(lambda v: f"sum({v})"),
        vectors.map(lambda v: f"norm({v} + 3)"),
        st.sampled_from(["c", "2", "(1/3)"]),
    )
    return st.one_of(
        st.tuples(st.sampled_from(["A", "B", "A^T", "B^T A", "(A + B^T)"]), vectors).map(lambda p: f"({p[0]} {p[1]})"),
        st.tuples(st.sampled_from(["tanh", "sin", "softplus", "arctan", "sigmoid"]), vectors).map(
            lambda p: f"{p[0]}({p[1]})"
        ),
        st.tuples(vectors, vectors).map(lambda pair: f"({pair[0]} - {pair[1]})"),
        st.tuples(vectors, vectors).map(lambda pair: f"({pair[0]})*({pair[1]})"),
        st.tuples(numbers, vectors).map(lambda pair: f"({pair[0]} {pair[1]})"),
        st.tuples(vectors, numbers).map(lambda pair: f"({pair[0]})/(2 + {pair[1]}^2)"),
        vectors.map(lambda v: f"({v})^2"),
    )


VECTORS = st.recursive(st.sampled_from(["x", "y", "a", "x"]), grown, max_leaves=4)


@settings(max_examples=60, deadline=None)
@given(VECTORS)
def test_every_form_has_the_numbers_of_automatic_differentiation(vector):
    for text in (f"f(x) = {vector} + x", f"f(x) = ({vector}) . (x + a)"):
        for form in forms(text).values():
            assert form.difference is None or form.difference < 1e-12
            # What is shown can be typed again.
            if form.of == "gradient" and len(form.text) < 120:
                np.testing.assert_allclose(
                    read(f"f(x) = {form.text}").values(POINTS), form.values, rtol=1e-9, atol=1e-12
                )


def test_the_linear_least_squares_of_the_course_by_hand():
    form = forms("f(x) = norm(A x - y)^2/2")
    A, y = TABLES["A"], TABLES["y"]
    np.testing.assert_allclose(form["gradient"].values, [A.T @ (A @ x - y) for x in POINTS], rtol=1e-13)
    np.testing.assert_allclose(form["hessian"].values, [A.T @ A, A.T @ A], rtol=1e-13)
