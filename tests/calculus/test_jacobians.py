"""Jacobians of maps: known ones, against SymPy, and what their singular values say."""

from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gradscape.calculus.jacobians import Linearization, curl, divergence, linearizations
from gradscape.calculus.mapping import Mapping
from gradscape.language.parser import parse_map
from gradscape.language.syntax import entry_names

places = st.floats(-2, 2)


def mapping(text: str, **tables: np.ndarray) -> Mapping:
    shapes = {name: table.shape for name, table in tables.items()}
    numbers = {
        entry: float(number)
        for name, table in tables.items()
        for entry, number in zip(entry_names(name, table.shape), table.ravel(), strict=True)
    }
    return Mapping(parse_map(text, parameters=list(tables), shapes=shapes), numbers)


def near(text: str, *point: float, **tables: np.ndarray) -> Linearization:
    return linearizations(mapping(text, **tables), np.array([point], float))[0]


@given(places, places)
def test_polar_coordinates_stretch_areas_by_the_radius(r, t):
    found = near("f(r, t) = [r cos t, r sin t]", r, t)
    expected = [[np.cos(t), -r * np.sin(t)], [np.sin(t), r * np.cos(t)]]
    np.testing.assert_allclose(found.jacobian, expected, rtol=1e-14, atol=1e-15)
    assert found.determinant == pytest.approx(r, rel=1e-12, abs=1e-14)


@given(places, places)
def test_complex_squaring_turns_and_stretches_alike_in_all_directions(x, y):
    found = near("[x^2 - y^2, 2 x y]", x, y)
    assert found.determinant == pytest.approx(4 * (x**2 + y**2), rel=1e-12, abs=1e-14)
    assert found.singular_values is not None
    np.testing.assert_allclose(found.singular_values, 2 * np.hypot(x, y), rtol=1e-12, atol=1e-14)


def test_a_shear_keeps_areas_and_a_reflection_turns_them_over():
    assert near("[x + 2 y, y]", 0.3, 0.4).determinant == pytest.approx(1.0, abs=1e-15)
    mirrored = near("[y, x]", 0.3, 0.4)
    assert (mirrored.determinant, mirrored.flags) == (-1.0, ("orientation-reversed",))


def test_a_fold_flattens_the_plane_on_its_crease():
    crease = near("[x^2, y]", 0.0, 1.0)
    assert (crease.rank, crease.determinant, crease.flags) == (1, 0.0, ("singular",))
    assert near("[x^2, y]", 0.5, 1.0).rank == 2


def test_the_identity_and_linear_maps_are_their_own_jacobians():
    matrix = np.random.default_rng(3).normal(size=(3, 4))
    np.testing.assert_array_equal(near("[x, y, z]", 1, 2, 3).jacobian, np.eye(3))
    np.testing.assert_allclose(near("A x", 1, 2, 3, 4, A=matrix).jacobian, matrix, rtol=1e-15)


def test_the_jacobian_of_a_number_is_its_gradient_in_a_row():
    assert near("x^2 y", 3, 2).jacobian.tolist() == [[12.0, 9.0]]


def test_maps_of_eight_variables_with_eight_values():
    matrix = np.random.default_rng(5).normal(size=(8, 8))
    x = np.linspace(-1, 1, 8)
    slopes = 1 - np.tanh(matrix @ x) ** 2
    np.testing.assert_allclose(near("tanh(A x)", *x, A=matrix).jacobian, slopes[:, None] * matrix, rtol=1e-12)


@given(arrays(float, (3, 2), elements=st.floats(-2, 2)))
def test_singular_vectors_are_sent_to_each_other(matrix):
    found = near("A x", 0.0, 0.0, A=matrix)
    assert found.singular_values is not None
    assert found.right is not None
    assert found.left is not None
    sent = found.right @ found.jacobian.T
    np.testing.assert_allclose(sent, found.singular_values[:, None] * found.left, atol=1e-12)
    np.testing.assert_allclose(np.linalg.norm(found.right, axis=1), 1, atol=1e-12)
    # NumPy takes small numbers for rounding, whatever their rows are; a dimension more than there is there is not.
    exact = sympy.Matrix(found.jacobian.shape[0], found.jacobian.shape[1], [Fraction(x) for x in found.jacobian.flat])
    assert found.rank is not None
    assert np.linalg.matrix_rank(found.jacobian) <= found.rank <= exact.rank()


@pytest.mark.parametrize("text, point, flag", [
        ("[sqrt(x), y]", (-1, 0), "no-value"), ("[cbrt(x), y]", (0, 0), "not-differentiable"),
        ("[1/x, y]", (0, 0), "no-value"),
    ],
)  # fmt: skip
def test_where_there_is_no_jacobian_it_is_said(text, point, flag):
    found = near(text, *map(float, point))
    assert found.flags == (flag,)
    assert found.singular_values is None


@pytest.mark.parametrize(
    "text",
    [
        "[sin(x*y), exp(x - y), x^3*y^2]",
        "[x/(1 + y^2), atan2(y, x + 3)]",
        "[sqrt(x^2 + y^2 + 1)]",
        "[tanh(x + 2*y), log(3 + x*y), x, y]",
    ],
)
def test_jacobians_agree_with_sympy(text):
    x, y = sympy.symbols("x y")
    exact = sympy.Matrix(sympy.sympify(text.replace("^", "**"))).jacobian([x, y])
    for point in ((0.3, -0.7), (1.2, 0.4)):
        expected = np.array(exact.evalf(30, subs={x: point[0], y: point[1]}), dtype=float)
        np.testing.assert_allclose(near(text, *point).jacobian, expected, rtol=1e-13, atol=1e-14)


def test_values_are_those_beside_the_jacobians():
    one, points = mapping("[x_1 x_2, x_3]"), np.array([[1.0, 2.0, 3.0], [0.5, -1.0, 2.0]])
    np.testing.assert_array_equal(one.values(points), one.jacobians(points)[0])


@given(places, places)
def test_divergence_and_curl_are_those_by_hand(x, y):
    found = near("[x^2 y - y, x + y^3]", x, y)
    assert divergence(found) == pytest.approx(2 * x * y + 3 * y**2, rel=1e-12, abs=1e-12)
    assert curl(found) == pytest.approx([1 - (x**2 - 1)], rel=1e-12, abs=1e-12)


def test_a_gradient_has_no_curl_and_a_curl_no_divergence_even_after_rounding():
    gradient = near("[0.1 y z + x, 0.1 x z + 3y, 0.1 x y]", 0.3, 0.7, -1.1)
    assert curl(gradient) is not None
    np.testing.assert_array_equal(curl(gradient), np.zeros(3))
    turning = near("[z - y, x - z, y - x]", 0.3, 0.7, -1.1)
    assert divergence(turning) == 0
    np.testing.assert_array_equal(curl(turning), [2, 2, 2])
    assert divergence(near("[0.1 x + 0.2 x, -0.3 y]", 0.3, 0.7)) == 0


def test_what_is_no_field_has_neither_and_a_corner_has_none():
    assert (divergence(near("[x, y, x]", 1.0, 2.0)), curl(near("[x, y, x]", 1.0, 2.0))) == (None, None)
    assert divergence(near("[|x|, y]", 0.0, 2.0)) is None
