"""What kind a critical point is, however the rest of the box curves, and how well its eigenvalues are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.field import Field
from gradscape.certify.classification import have_sure_signs, inertias
from gradscape.language.parser import parse
from gradscape.walks.critical import nearest_critical_point


def search(source, *box, **parameters):
    return critical_points(Field(parse(source, None), parameters), np.array(box, float))


def square(half):
    return [[-half, half]] * 2


# Eigenvalues by hand; Rosenbrock's are 501 ± sqrt(501² - 400).
@pytest.mark.parametrize(
    "source, box, point, eigenvalues",
    [
        ("x^2 + y^2 + x^8 + y^8", square(10), (0, 0), (2, 2)),
        ("(1-x)^2 + 100(y-x^2)^2", square(100), (1, 1), (501 - np.sqrt(501**2 - 400), 501 + np.sqrt(501**2 - 400))),
        ("cosh(x) + cosh(y)", square(20), (0, 0), (1, 1)),
        ("1000(x-.3)^2 + .001(y-.2)^2", square(2), (0.3, 0.2), (0.002, 2000)),
        ("x^2 + 1e-7 y^2 + y^8", square(3), (0, 0), (2e-7, 2)),
        ("1e9 x^2 + 1e-9 y^2", square(1), (0, 0), (2e-9, 2e9)),
        ("exp(x^2) + exp(30 y^2)", square(3), (0, 0), (2, 60)),
        ("x^2 + y^2 + z^2 + (x y z)^6", [[-9, 9]] * 3, (0, 0, 0), (2, 2, 2)),
    ],
)
def test_a_minimum_is_one_however_steep_the_rest_of_the_box_is(source, box, point, eigenvalues):
    (found,) = search(source, *box).points
    assert (found.kind, found.index, found.is_proved) == ("minimum", 0, True)
    assert np.allclose(found.point, point, atol=1e-12)
    assert (np.abs(found.eigenvalues - eigenvalues) <= found.errors).all()
    assert np.allclose(found.eigenvalues, eigenvalues, rtol=1e-8)


@pytest.mark.parametrize("source", ["x^3 - 3x y^2", "x^2 + y^4", "x^2 - y^4", "x^4 + y^4 + x^2 y^2", "x^2 + y^3"])
@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1.0, 1e3, 1e9])
@pytest.mark.parametrize("shift", [0.0, 0.37])
def test_what_second_derivatives_cannot_decide_stays_undecided_at_every_scale(source, scale, shift):
    moved = source.replace("x", "X").replace("y", "Y").replace("X", "(x-b)").replace("Y", "(y+b)")
    (found,) = search(f"a ({moved})", *square(2.5), a=scale, b=shift).points
    assert found.kind == "undecided" and not found.is_proved
    assert found.eigenvalues[np.abs(found.eigenvalues) < 1e-3 * scale].tolist() == [0.0] * (
        1 if "x^2 +" in source or "x^2 -" in source else 2
    )


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1e3, 1e9])
@pytest.mark.parametrize("size", [1e-9, 1e-3, 1e3, 1e9])
def test_units_of_values_and_of_lengths_change_no_kind(scale, size):
    found = search("a (cos(x/b) + (x/b)^2/8 + (y/b)^2 + (y/b)^6)", *square(3 * size), a=scale, b=size)
    assert sorted(point.kind for point in found.points) == ["minimum", "minimum", "saddle"]
    assert all(point.is_proved for point in found.points)


def test_digits_that_are_not_known_are_not_shown():
    # Powell (1970): condition 1e18, of which double precision keeps the kind.
    field = Field(parse("(1e4 x y - 1)^2 + (exp(-x) + exp(-y) - 1.0001)^2", None), {})
    end = nearest_critical_point(field, np.array([1.098159e-5, 9.106146]))
    assert end.kind == "minimum"
    known = np.isfinite(end.eigenvalues)
    assert (end.errors[known] < np.abs(end.eigenvalues[known])).all()
    # By mpmath, 50 digits.
    import mpmath as mp

    mp.mp.dps = 50
    f = [
        lambda x, y: 2e4 * y * (mp.mpf(10) ** 4 * x * y - 1) - 2 * mp.exp(-x) * (mp.exp(-x) + mp.exp(-y) - c),
        lambda x, y: 2e4 * x * (mp.mpf(10) ** 4 * x * y - 1) - 2 * mp.exp(-y) * (mp.exp(-x) + mp.exp(-y) - c),
    ]
    c = mp.mpf(1.0001)
    x, y = mp.findroot(lambda x, y: [g(x, y) for g in f], (mp.mpf("1.098159e-5"), mp.mpf("9.106146")))
    h = mp.matrix(2)
    s = mp.exp(-x) + mp.exp(-y) - c
    h[0, 0] = 2e8 * y**2 + 2 * mp.exp(-2 * x) + 2 * s * mp.exp(-x)
    h[1, 1] = 2e8 * x**2 + 2 * mp.exp(-2 * y) + 2 * s * mp.exp(-y)
    h[0, 1] = h[1, 0] = 2e4 * (2e4 * x * y - 1) + 2 * mp.exp(-x - y)
    exact = sorted(mp.eigsy(h, eigvals_only=True))
    for value, error, true in zip(end.eigenvalues, end.errors, exact, strict=True):
        assert np.isnan(value) or abs(value - float(true)) <= error


@pytest.mark.parametrize("source", ["x^4 - x^2", "-(x^2) + 1e-5 x^4", "sin(x)/(1 + x^2)"])
def test_walks_and_searches_tell_the_same_kinds(source):
    field = Field(parse(source, None), {})
    for found in critical_points(field, np.array([[-4.0, 4.0]])).points:
        end = nearest_critical_point(field, found.point)
        assert end.kind == found.kind and np.allclose(end.eigenvalues, found.eigenvalues, rtol=1e-9)


@settings(max_examples=200)
@given(st.integers(1, 6).flatmap(lambda n: arrays(float, (n, n), elements=st.floats(-10, 10))), st.integers(-40, 0))
def test_signs_that_are_sure_at_a_glance_are_those_that_the_error_bound_proves(matrix, power):
    symmetric = matrix + matrix.T + np.diag(10.0 ** (power * np.arange(len(matrix))))
    eigenvalues = np.linalg.eigvalsh(symmetric)
    if have_sure_signs(eigenvalues.tolist()):
        [found] = inertias(symmetric[None], np.zeros((1, *symmetric.shape)))
        assert (np.abs(eigenvalues) > found.errors).all()


def test_an_eigenvalue_that_may_be_rounding_has_no_sure_sign():
    assert have_sure_signs([-1.0, 2.0])
    assert have_sure_signs([1e-13, 2.0])
    assert not have_sure_signs([-1e-14, 2.0])
    assert not have_sure_signs([0.0, 0.0])


@pytest.mark.parametrize(
    "step", ["floor(x)", "-ceil(x)", "step(x)", "sign(x)", "mod(x, 1) - x", "if(x < 0, -1, 0)", "|x|", "max(x, -2x)"]
)
@pytest.mark.parametrize("scale", [1e-6, 1, 1e6])
def test_where_f_jumps_or_has_a_corner_there_is_no_critical_point_though_autodiff_finds_no_slope(step, scale):
    assert search(f"{scale}*({step} + x^2 + y^2)", *square(0.7)).points == ()


def test_a_saddle_without_lower_values_around_is_none():
    # |x y| is differentiable at 0, where its smallest value is; its mixed second derivative does not exist.
    (found,) = search("|x y|", *square(1)).points
    assert (found.kind, found.nearby) == ("undecided", "higher")


@pytest.mark.parametrize("source", ["hypot(x, y)^2", "if(x < 0, x^2, 3x^2) + y^2", "max(x, 0)^2 + x^2 + y^2"])
def test_a_minimum_where_f_bends_differently_on_two_sides_stays_one(source):
    (found,) = search(source, *square(1)).points
    assert (found.kind, found.nearby) == ("minimum", None)
