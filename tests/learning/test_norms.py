"""What makes a p-norm a norm."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradscape.learning.norms import norm_in_the_plane, norm_of, unit_ball

NUMBERS = st.floats(-1e3, 1e3)
PAIRS = st.tuples(NUMBERS, NUMBERS).map(np.array)


@given(PAIRS, PAIRS, st.one_of(st.floats(1, 20), st.just(np.inf)))
def test_the_triangle_inequality_holds_from_p_1_on(a, b, p):
    assert norm_of(a + b, p) <= (norm_of(a, p) + norm_of(b, p)) * (1 + 1e-12)


@given(st.floats(0.1, 0.99))
def test_below_1_the_unit_vectors_break_it(p):
    found = norm_in_the_plane(np.array([1.0, 1.0]), p)
    assert not found.is_norm
    assert found.sum_of_units == pytest.approx(2 ** (1 / p))
    assert found.sum_of_units > 2


@given(PAIRS, st.floats(0.3, 10), st.floats(0.3, 10))
def test_a_norm_of_higher_order_is_never_longer(vector, p, q):
    low, high = sorted((p, q))
    assert norm_of(vector, high) <= norm_of(vector, low) * (1 + 1e-12)


@given(PAIRS)
def test_the_norms_of_2_and_infinity_are_the_length_and_the_largest_entry(vector):
    assert norm_of(vector, 2.0) == pytest.approx(math.hypot(*vector), rel=1e-12, abs=1e-300)
    assert norm_of(vector, np.inf) == np.abs(vector).max()


@pytest.mark.parametrize("p", [0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 8.0, 100.0, np.inf])
def test_all_of_a_ball_has_length_1_and_its_corners_are_on_it(p):
    ball = unit_ball(p)
    assert [norm_of(vector, p) for vector in ball] == pytest.approx([1.0] * len(ball))
    for corner in ([1, 0], [0, 1], [-1, 0], [0, -1]):
        assert np.abs(ball - corner).max(axis=1).min() < 1e-12
