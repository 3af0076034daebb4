"""Where numbers leave no doubt, what they say is what a proof would say; elsewhere they say nothing."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.clear_verdicts import clear_verdict
from gradscape.calculus.field import Field
from gradscape.language.parser import parse


def field(source, **parameters):
    return Field(parse(source, ("x", "y")), parameters)


def exactly(f, near):
    """The zero of ∇f near a place, and the Hessian's eigenvalues there, by mpmath in 40 digits."""
    with mpmath.workdps(40):
        slopes = [lambda x, y, n=n: mpmath.diff(f, (x, y), n) for n in ((1, 0), (0, 1))]
        zero = tuple(mpmath.findroot(slopes, near, tol=1e-30))
        xx, xy, yy = (mpmath.diff(f, zero, n) for n in ((2, 0), (1, 1), (0, 2)))
        values = mpmath.eigsy(mpmath.matrix([[xx, xy], [xy, yy]]), eigvals_only=True)
        return np.array([float(each) for each in zero]), np.sort([float(each) for each in values])


def himmelblau(x, y):
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


@pytest.mark.parametrize(
    "source, function, near, kind",
    [
        ("(x^2+y-11)^2 + (x+y^2-7)^2", himmelblau, (3, 2), "minimum"),
        ("(x^2+y-11)^2 + (x+y^2-7)^2", himmelblau, (-0.27, -0.92), "maximum"),
        ("(1-x)^2 + 100(y-x^2)^2", lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, (1.01, 1.02), "minimum"),
        ("2x y + cos(x) - y^2", lambda x, y: 2 * x * y + mpmath.cos(x) - y**2, (0.1, 0.1), "saddle"),
    ],
)
def test_kinds_and_errors_of_eigenvalues_are_those_of_mpmath(source, function, near, kind):
    place, eigenvalues = exactly(function, near)
    found = clear_verdict(field(source), place, 1e-15)
    assert found is not None and found.kind == kind
    assert (np.abs(found.eigenvalues - eigenvalues) <= found.errors).all()
    assert (found.errors < 1e-9 * np.abs(found.eigenvalues).max()).all()


@settings(max_examples=25, deadline=None)
@given(st.floats(0.3, 3), st.floats(-1, 1), st.floats(0.3, 3), st.sampled_from([-1.0, 1.0]), st.integers(-9, 9))
def test_a_quadratic_of_any_size_has_the_kind_of_its_matrix(a, b, c, sign, power):
    size = 10.0**power
    matrix = 2 * size * np.array([[a, b], [b, sign * c]])
    function = field("s (a (x-1)^2 + 2 b (x-1) (y+2) + c (y+2)^2 + (x-1)^4)", s=size, a=a, b=b, c=sign * c)
    found = clear_verdict(function, np.array([1.0, -2.0]), 0.0)
    values = np.linalg.eigvalsh(matrix)
    if found is None:  # too near to a singular one
        assert abs(values).min() < 1e-3 * abs(values).max()
        return
    assert found.kind == ("minimum" if values[0] > 0 else "maximum" if values[1] < 0 else "saddle")
    assert (np.abs(found.eigenvalues - values) <= found.errors + 1e-14 * np.abs(values).max()).all()


@pytest.mark.parametrize(
    "source, place",
    [
        ("x^4 + y^2", (0.0, 0.0)),  # degenerate
        ("x^2 + y^2 (y - 1)^2 - 0 x", (0.0, 0.2113248654051871 + 0.2886751345948129)),  # far from a zero of ∇f
        ("|x| + y^2", (0.0, 0.0)),  # a kink
        ("x^2 + y^2 + |x - 1e-9|^3", (0.0, 0.0)),  # one that is near
        ("x^2 + 1e-15 y^2 + (x + y - x)^4", (0.0, 0.0)),  # lost beside what rounds
        ("x^2 + y^2 + 1e-14 sin(1e7 x)^4 + sin(1e8 y)^2", (0.3e-7, 0.4e-7)),  # bends within Newton's reach
        ("log(x) x + y^2", (0.36787944117144233, 0.0)),  # an edge, which only a proof sees from where it is
    ],
)
def test_what_is_not_clear_is_left_to_a_proof(source, place):
    left = 0.5 if "- 0 x" in source else 1e-14
    assert clear_verdict(field(source), np.array(place), left) is None
