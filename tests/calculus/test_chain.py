"""The chain rule: the product of Jacobians is the Jacobian of the composition, by whatever way it is found."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from gradscape.calculus import chain
from gradscape.calculus.mapping import Mapping
from gradscape.language.parser import parse_map
from gradscape.language.rendering import map_formula


def stages(*texts: str) -> list[Mapping]:
    return [Mapping(parse_map(text), {}) for text in texts]


def product(maps: list[Mapping], *point: float) -> np.ndarray:
    return chain.forward([each.jacobian for each in chain.passages(maps, np.array(point))])[-1].matrix


def of_composition(maps: list[Mapping], *point: float) -> np.ndarray:
    whole = chain.composed(maps)
    assert whole is not None
    return whole.jacobians(np.array([point]))[1][0]


places = st.floats(-1.5, 1.5)


@given(places)
def test_one_variable_after_another(t):
    """Scene 2.5: e^(-t^2)."""
    maps = stages("-t^2", "e^x")
    assert product(maps, t)[0, 0] == pytest.approx(-2 * t * np.exp(-(t**2)), rel=1e-14, abs=1e-300)


@given(places)
def test_along_a_level_curve_nothing_changes(t):
    """Scene 2.6: x^2 + y^2 on x = sin t, y = cos t."""
    maps = stages("[sin t, cos t]", "x^2 + y^2")
    assert abs(product(maps, t)[0, 0]) < 1e-15
    inner, outer = (each.jacobian for each in chain.passages(maps, np.array([t])))
    assert abs(inner[:, 0] @ outer[0]) < 1e-15


@given(places)
def test_a_sum_of_powers_squared(t):
    """Scene 2.7: (x_1 + ... + x_4)^2 on x = (t, t^2, t^3, t^4)."""
    maps = stages("[t, t^2, t^3, t^4]", "(x_1 + x_2 + x_3 + x_4)^2")
    powers = t ** np.arange(1, 5)
    expected = 2 * powers.sum() * (np.arange(1, 5) * t ** np.arange(4)).sum()
    assert product(maps, t)[0, 0] == pytest.approx(expected, rel=1e-12, abs=1e-14)


@given(places, places)
def test_a_product_of_sum_and_difference(s, t):
    """Scene 2.8: z = x y, x = s + t, y = s - t."""
    maps = [Mapping(parse_map("f(s, t) = [s + t, s - t]"), {}), *stages("x y")]
    np.testing.assert_allclose(product(maps, s, t), [[2 * s, -2 * t]], rtol=1e-14, atol=1e-15)


def test_linear_maps_multiply():
    """Scene 2.9: the Jacobian of A1 A2 x is A1 A2."""
    maps = stages("[[1, 2], [3, 4], [5, 6]] x", "[[1, 0, 2], [0, 1, 1]] x")
    np.testing.assert_array_equal(product(maps, 0.3, 0.4), [[11, 14], [8, 10]])


ONE_TO_TWO = st.sampled_from(["[sin t, t^2]", "[e^t, cos(2t)]", "[t, 1/(2 + t^2)]"])
TWO_TO_TWO = st.sampled_from(["[x y, x + y]", "[x^2 - y^2, 2 x y]", "[sin x, cos(x y)]", "[tanh(x + y), x - y^3]"])
TWO_TO_ANY = st.sampled_from(["x^2 y", "[x, y, x y]", "sqrt(1 + x^2 + y^2)", "[exp(x - y), sin(x)]"])


@given(ONE_TO_TWO, st.lists(TWO_TO_TWO, max_size=3), TWO_TO_ANY, places)
def test_the_product_is_the_jacobian_of_the_composition(first, middle, last, t):
    maps = stages(first, *middle, last)
    jacobians = [each.jacobian for each in chain.passages(maps, np.array([t]))]
    forward, reverse = chain.forward(jacobians)[-1].matrix, chain.reverse(jacobians)[-1].matrix
    whole = of_composition(maps, t)
    # Each product rounds; sizes on the way decide how much.
    scale = np.prod([max(1.0, float(np.abs(jacobian).max())) for jacobian in jacobians])
    np.testing.assert_allclose(forward, whole, rtol=1e-12, atol=1e-12 * scale)
    np.testing.assert_allclose(reverse, whole, rtol=1e-12, atol=1e-12 * scale)


@pytest.mark.parametrize(
    "inner, outer", [("[x*y, x + y]", "[sin(u*v), u/(1 + v**2), u - v]"), ("[exp(x), x*y, y**3]", "[u*v*w, u + v*w]")]
)
def test_random_compositions_agree_with_sympy(inner, outer):
    x, y, u, v, w = sympy.symbols("x y u v w")
    inside = sympy.Matrix(sympy.sympify(inner))
    names = [u, v, w][: len(inside)]
    exact = (
        sympy.Matrix(sympy.sympify(outer))
        .subs(dict(zip(names, inside, strict=True)), simultaneous=True)
        .jacobian([x, y])
    )
    maps = stages(inner.replace("**", "^"), outer.replace("**", "^"))
    for point in ((0.4, -0.3), (1.1, 0.8)):
        expected = np.array(exact.evalf(30, subs={x: point[0], y: point[1]}), dtype=float)
        np.testing.assert_allclose(product(maps, *point), expected, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(of_composition(maps, *point), expected, rtol=1e-12, atol=1e-14)


def test_reverse_mode_wins_for_one_output_of_many_inputs():
    jacobians = [np.ones((8, 8)), np.ones((8, 8)), np.ones((1, 8))]
    forward, reverse = chain.forward(jacobians), chain.reverse(jacobians)
    assert sum(step.multiplications for step in forward) == 8 * 8 * 8 + 8 * 8
    assert sum(step.multiplications for step in reverse) == 8 * 8 + 8 * 8
    assert [step.stage for step in reverse] == [2, 1, 0]
    np.testing.assert_array_equal(forward[-1].matrix, reverse[-1].matrix)


def test_parameters_of_one_name_keep_apart():
    inner, outer = parse_map("a t"), parse_map("f(x) = x^2 + t + a x")
    maps = [Mapping(inner, {"a": 2.0}), Mapping(outer, {"a": 5.0, "t": 100.0})]
    assert of_composition(maps, 3.0)[0, 0] == product(maps, 3.0)[0, 0] == 2 * 6 * 2 + 5 * 2


def test_a_composition_too_long_to_write_out_is_none():
    assert chain.composed(stages(*["[x^2 + y^2 + x y + 1, x^2 - y^2 + x y]"] * 6)) is None


def test_a_composition_of_vectors_is_written_in_the_variables_of_the_first_map():
    whole = chain.composed(stages("[s + t, s - t]", "[u v, u^2]"))
    assert whole is not None
    written = map_formula(whole.map)
    assert written is not None
    assert "s" in written.latex and "u" not in written.latex
