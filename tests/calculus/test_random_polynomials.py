"""Kinds of critical points of random polynomials, in boxes of all sizes, beside eigenvalues to 50 digits."""

import mpmath
import numpy as np
import pytest

from gradscape.calculus.classification import verdicts
from gradscape.calculus.field import Field
from gradscape.language.parser import parse

MANY = 500
GROUPS = 10

Terms = list[tuple[float, int, int]]


def random_polynomial(seed: int) -> tuple[Terms, float]:
    """Terms c (x/s)^i (y/s)^j of degree 8 at most, and the side s of its box, from 1e-3 to 1e3."""
    random = np.random.default_rng(seed)
    side = float(f"{10.0 ** random.uniform(-3, 3):.3g}")
    pairs = [(i, j) for i in range(9) for j in range(9 - i) if i + j]
    chosen = random.choice(len(pairs), size=int(random.integers(3, 7)), replace=False)
    return [(float(f"{random.normal():.4f}"), *pairs[k]) for k in chosen] + [(1.0, 2, 0), (-0.7, 0, 2)], side


def text(terms: Terms, side: float) -> str:
    return " + ".join(f"({c!r}) (x/{side!r})^{i} (y/{side!r})^{j}" for c, i, j in terms)


def derivative(terms: list[tuple], k: int) -> list[tuple]:
    return [(c * (i, j)[k], i - (k == 0), j - (k == 1)) for c, i, j in terms if (i, j)[k]]


def newton_by_mpmath(terms: Terms, x: float, y: float) -> tuple[mpmath.mpf, mpmath.mpf, str] | None:
    """A critical point in units of the side and its kind, in 50 digits; None where there is none, or no kind."""
    exact = [(mpmath.mpf(c), i, j) for c, i, j in terms]
    slopes = [derivative(exact, k) for k in (0, 1)]
    seconds = [derivative(slopes[0], 0), derivative(slopes[0], 1), derivative(slopes[1], 1)]
    x, y = mpmath.mpf(x), mpmath.mpf(y)

    def at(some: list[tuple]) -> mpmath.mpf:
        return mpmath.fsum(c * x**i * y**j for c, i, j in some)

    for _ in range(30):
        gx, gy, (a, b, d) = at(slopes[0]), at(slopes[1]), [at(each) for each in seconds]
        determinant = a * d - b * b
        if abs(determinant) < mpmath.mpf(10) ** -6 or max(abs(x), abs(y)) > 1:
            return None
        if max(abs(gx), abs(gy)) < mpmath.mpf(10) ** -40:
            kind = "saddle" if determinant < 0 else "minimum" if a + d > 0 else "maximum"
            return x, y, kind
        x, y = x - (d * gx - b * gy) / determinant, y - (a * gy - b * gx) / determinant
    return None


@pytest.mark.parametrize("group", range(GROUPS))
def test_kinds_agree_with_eigenvalues_to_fifty_digits(group):
    """Points by Newton's method in mpmath, three starts each; their kinds by the house's one classification."""
    compared = 0
    for seed in range(group * MANY // GROUPS, (group + 1) * MANY // GROUPS):
        terms, side = random_polynomial(seed)
        starts = np.random.default_rng(seed).uniform(-0.7, 0.7, (3, 2))
        with mpmath.workdps(50):
            known = [found for start in starts if (found := newton_by_mpmath(terms, *start)) is not None]
        if not known:
            continue
        field = Field(parse(text(terms, side), ("x", "y")))
        points = side * np.array([[float(x), float(y)] for x, y, _ in known])
        told = verdicts(field, points, field.jets(points).hessian, np.array([2 * side, 2 * side]))
        assert [verdict.kind for verdict in told] == [kind for _, _, kind in known], text(terms, side)
        assert all(verdict.is_proved for verdict in told), text(terms, side)
        compared += len(known)
    assert compared > MANY // GROUPS
