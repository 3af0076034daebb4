"""The gallery beside its functions as they are printed in the literature, in 30 digits."""

import mpmath
import numpy as np
import pytest
from mpmath import mp, mpf

from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.walks.gallery import TEST_FUNCTIONS


def peaks(x, y):
    hills = 3 * (1 - x) ** 2 * mp.exp(-(x**2) - (y + 1) ** 2)
    return hills - 10 * (x / 5 - x**3 - y**5) * mp.exp(-(x**2) - y**2) - mp.exp(-((x + 1) ** 2) - y**2) / 3


def ackley(x, y):
    waves = (mp.cos(2 * mp.pi * x) + mp.cos(2 * mp.pi * y)) / 2
    return -20 * mp.exp(-mpf("0.2") * mp.sqrt((x**2 + y**2) / 2)) - mp.exp(waves) + 20 + mp.e


def goldstein_price(x, y):
    first = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    return first * (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2))


def turned_bowl(x, y):
    c, s = mp.cos(mpf(0.6)), mp.sin(mpf(0.6))
    return ((c * x + s * y) ** 2 + 20 * (c * y - s * x) ** 2) / 2


def beale(x, y):
    return sum((mpf(c) - x + x * y**k) ** 2 for c, k in (("1.5", 1), ("2.25", 2), ("2.625", 3)))


def styblinski_tang(x, y):
    return sum(z**4 - 16 * z**2 + 5 * z for z in (x, y)) / 2


def rastrigin(x, y):
    return 20 + sum(z**2 - 10 * mp.cos(2 * mp.pi * z) for z in (x, y))


PRINTED = {
    "Rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "Himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "Beale": beale,
    "Booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "Matyas": lambda x, y: mpf("0.26") * (x**2 + y**2) - mpf("0.48") * x * y,
    "Three-hump camel": lambda x, y: 2 * x**2 - mpf("1.05") * x**4 + x**6 / 6 + x * y + y**2,
    "Six-hump camel": lambda x, y: 4 * x**2 - mpf("2.1") * x**4 + x**6 / 3 + x * y - 4 * y**2 + 4 * y**4,
    "McCormick": lambda x, y: mp.sin(x + y) + (x - y) ** 2 - mpf("1.5") * x + mpf("2.5") * y + 1,
    "Styblinski–Tang": styblinski_tang,
    "Goldstein–Price": goldstein_price,
    "Peaks": peaks,
    "Freudenstein–Roth": lambda x, y: (x - 13 - 2 * y + 5 * y**2 - y**3) ** 2 + (x - 29 - 14 * y + y**2 + y**3) ** 2,
    "Distill’s banana": lambda x, y: (1 - x) ** 2 + 20 * (3 * y - x**2) ** 2,
    "Rastrigin": rastrigin,
    "Ackley": ackley,
    "Easom": lambda x, y: -mp.cos(x) * mp.cos(y) * mp.exp(-((x - mp.pi) ** 2) - (y - mp.pi) ** 2),
    "Monkey saddle": lambda x, y: x**3 - 3 * x * y**2,
    "Ill-conditioned bowl": turned_bowl,
}
every_function = pytest.mark.parametrize("each", TEST_FUNCTIONS, ids=[each.name for each in TEST_FUNCTIONS])
# Hundreds of critical points: no list of them is complete.
CROWDED = {"Rastrigin", "Ackley", "Easom"}


def field(each) -> Field:
    parameters = {name: value for name, (value, _, _) in each.parameters.items()}
    return Field(parse(each.source), parameters)


def test_the_gallery_is_that_of_the_literature():
    assert [each.name for each in TEST_FUNCTIONS] == list(PRINTED)


@every_function
def test_the_text_is_the_printed_function(each):
    (x0, x1, y0, y1), start = each.box, each.start
    points = [start, (x0 + 0.37 * (x1 - x0), y0 + 0.81 * (y1 - y0)), (x0 + 0.9 * (x1 - x0), y0 + 0.12 * (y1 - y0))]
    found = field(each).values(np.array(points, float))
    with mpmath.workdps(30):
        expected = [float(PRINTED[each.name](mpf(x), mpf(y))) for x, y in points]
    assert found == pytest.approx(np.array(expected), rel=1e-12, abs=1e-12)
    assert field(each).variables == ("x", "y")


@every_function
def test_the_gradient_vanishes_where_a_critical_point_is_named(each):
    printed = PRINTED[each.name]
    with mpmath.workdps(30):
        for x, y, kind, value in each.critical_points:
            place = (mpf(x), mpf(y))
            xx, xy, yy = (mp.diff(printed, place, orders) for orders in ((2, 0), (1, 1), (0, 2)))
            size = float(max(abs(xx), abs(xy), abs(yy), 1))
            for orders in ((1, 0), (0, 1)):
                assert abs(mp.diff(printed, place, orders)) < 1e-12 * size
            assert float(printed(*place)) == pytest.approx(value, rel=1e-12, abs=1e-12)
            assert kind == kind_of(float(xx * yy - xy**2), float(xx))


def kind_of(determinant: float, curvature: float) -> str:
    if abs(determinant) < 1e-9:
        return "undecided"
    return "saddle" if determinant < 0 else "minimum" if curvature > 0 else "maximum"


@every_function
def test_start_and_critical_points_lie_in_the_box(each):
    x0, x1, y0, y1 = each.box
    for x, y in [each.start, *(point[:2] for point in each.critical_points)]:
        assert x0 <= x <= x1
        assert y0 <= y <= y1


@every_function
def test_the_finder_finds_the_named_critical_points_and_no_others(each):
    if each.name in CROWDED:
        return
    x0, x1, y0, y1 = each.box
    found = critical_points(field(each), np.array([[x0, x1], [y0, y1]]))
    expected = sorted((round(x, 6), round(y, 6), kind) for x, y, kind, _ in each.critical_points)
    assert (
        sorted((round(x + 0.0, 6), round(y + 0.0, 6), point.kind) for point in found.points for x, y in [point.point])
        == expected
    )
