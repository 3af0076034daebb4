"""All critical points with a proof: how many there are, and what is left over, told by kind.

Each search may look at a number of boxes, not use a number of seconds: a slow computer is not a failure.
"""

import mpmath
import numpy as np
import pytest

from gradscape.certify.classification import classified
from gradscape.certify.search import Limits, critical_points, enclosed, enclosed_all, zeros
from gradscape.certify.smoothness import signs
from gradscape.interest import GRACE, Interest, held
from gradscape.language.lowering import Code, lower
from gradscape.language.parser import parse

NAMES = ("x", "y", "z")
PEAKS = "3(1-x)^2 exp(-x^2-(y+1)^2) - 10(x/5-x^3-y^5)exp(-x^2-y^2) - exp(-(x+1)^2-y^2)/3"
HIMMELBLAU = "(x^2+y-11)^2+(x+y^2-7)^2"
CAMEL = "(4-2.1x^2+x^4/3)x^2+x y+(-4+4y^2)y^2"
BEALE = "(1.5-x+x y)^2+(2.25-x+x y^2)^2+(2.625-x+x y^3)^2"
POWELL = "(10000x y-1)^2+(exp(-x)+exp(-y)-1.0001)^2"
PROVED = [
    ("sin(1/x)", [(0.01, 1)], 32, 400),
    ("sin(2000x)", [(0, 6.28)], 3998, 40_000),
    ("x^2-2exp(-1e6(x-.5231)^2)", [(-2, 2)], 3, 200),
    ("x/(x^2+1)", [(-1e6, 1e6)], 2, 1_000),
    ("exp(-x^2)", [(-50, 50)], 1, 100),
    ("tanh(x)", [(-50, 50)], 0, 100),
    (HIMMELBLAU, [(-6, 6)] * 2, 9, 500),
    (CAMEL, [(-3, 3), (-2, 2)], 15, 500),
    (BEALE, [(-10, 10)] * 2, 3, 5_000),
    ("(1-x)^2+100(y-x^2)^2", [(-100, 100)] * 2, 1, 8_000),
    (PEAKS, [(-3, 3)] * 2, 9, 12_000),
    (POWELL, [(0, 10)] * 2, 3, 80_000),
    ("x^2+y^2+x^8+y^8", [(-10, 10)] * 2, 1, 50),
    ("cosh(x)+cosh(y)", [(-20, 20)] * 2, 1, 50),
    ("x exp(-x^2-y^2)", [(-3, 3)] * 2, 2, 1_000),
    ("sin(x)sin(y)", [(-7, 7)] * 2, 41, 1_500),
]
LEFT_OVER = [
    ("floor(x)", (0, 3), 0, {"constant": 3, "broken": 4}),
    ("sqrt(x^2)", (-1, 1), 0, {"broken": 1}),
    ("e^(1/x)", (-1, 1), 0, {"broken": 1}),
    ("gamma(x)", (-3.9, 3), 5, {"broken": 4}),
    ("x^4", (-1, 1), 0, {"flat": 1}),
    ("if(x < 0, 3, x^2 - x)", (-1, 1), 1, {"constant": 1, "broken": 1}),
]


def code(source: str, n: int = 1) -> Code:
    return lower(parse(source, NAMES[:n]))


@pytest.mark.parametrize(
    "source, box, right",
    [
        ("sqrt(x) - x", [(-20, 20)], [0.25]),
        ("log(x) - x", [(-7, 3)], [1.0]),
        ("sigmoid(log((2+x) x^4))", [(-7, 3)], [-1.6]),
        ("1/x + x", [(-7, 3)], [-1.0, 1.0]),
        ("sqrt(sqrt(x)) - x", [(-20, 20)], [0.25 ** (4 / 3)]),
        # Zeros of the digamma function, by mpmath.
        ("gamma(x)", [(-1.99, 3)], [-1.5734984731623905, -0.5040830082644554, 1.4616321449683623]),
        ("sqrt(x) - x + sqrt(y) - y", [(-20, 20)] * 2, [0.25]),
    ],
)
def test_a_zero_beside_a_pole_of_the_slope_is_known_to_all_its_digits(source, box, right):
    found = critical_points(code(source, len(box)), np.array(box, float), np.inf, most_boxes=10_000)
    middles = sorted(float(root.enclosure[0].mean()) for root in found.roots)
    assert middles == pytest.approx(right, rel=1e-12)
    assert all(np.ptp(root.enclosure, axis=1).max() < 1e-12 for root in found.roots)


@pytest.mark.parametrize("source, box, count, most", PROVED)
def test_all_critical_points_are_found_and_proved_within_so_many_boxes(source, box, count, most):
    found = critical_points(code(source, len(box)), np.array(box, float), np.inf, most_boxes=most)
    assert found.proved and len(found.roots) == count
    assert not len(found.constant)


@pytest.mark.parametrize("source, ends, count, kinds", LEFT_OVER)
def test_what_cannot_be_proved_is_left_over_by_its_kind(source, ends, count, kinds):
    found = critical_points(code(source), np.array([ends], float), np.inf, most_boxes=20_000)
    counts = {kind: len(getattr(found, kind)) for kind in ("constant", "flat", "broken", "unseen")}
    assert {kind: number for kind, number in counts.items() if number} == kinds
    assert len(found.roots) == count


def test_dense_polynomials_of_degree_eight_are_all_proved():
    """All 44 terms, in boxes of sides from 1e-3 to 1e3."""
    random = np.random.default_rng(1)
    for _ in range(16):
        side = 10.0 ** random.uniform(-3, 3)
        powers = [(i, j) for i in range(9) for j in range(9 - i) if i + j]
        terms = [f"{random.normal():.3f}(x/{side:.4g})^{i} (y/{side:.4g})^{j}" for i, j in powers]
        polynomial = code("+".join(terms).replace("+-", "-"), 2)
        found = critical_points(polynomial, np.array([(-side, side)] * 2), np.inf, most_boxes=400)
        assert found.proved
        assert all(classified(polynomial, root.enclosure).kind != "undecided" for root in found.roots)


def test_roots_of_random_polynomials_are_those_of_their_derivatives():
    random = np.random.default_rng(2)
    for degree in (3, 5, 8, 12):
        coefficients = np.round(random.normal(size=degree + 1), 3)
        source = " + ".join(f"({c:.3f}) x^{k}" for k, c in enumerate(coefficients))
        found = critical_points(code(source), np.array([[-4.0, 4.0]]), np.inf, most_boxes=20_000)
        derivative = [k * mpmath.mpf(repr(float(c))) for k, c in enumerate(coefficients)][:0:-1]
        with mpmath.workdps(40):
            every = mpmath.polyroots(derivative, maxsteps=500, extraprec=200)
        expected = sorted(root.real for root in every if abs(mpmath.im(root)) < 1e-25 and abs(root) < 4)
        assert found.proved and len(found.roots) == len(expected)
        for root, exact in zip(found.roots, expected, strict=True):
            assert root.enclosure[0, 0] - 1e-12 <= exact <= root.enclosure[0, 1] + 1e-12


def test_an_enclosure_is_narrow_and_holds_the_point():
    for root in critical_points(code(HIMMELBLAU, 2), np.array([(-6.0, 6.0)] * 2)).roots:
        assert (root.enclosure[:, 1] - root.enclosure[:, 0]).max() < 1e-13
    minimum = enclosed(code(HIMMELBLAU, 2), np.array([3.0, 2.0]))
    assert minimum is not None
    assert (minimum.enclosure[:, 0] <= [3, 2]).all() and (minimum.enclosure[:, 1] >= [3, 2]).all()


def test_no_point_is_enclosed_where_there_is_none_or_it_is_not_alone():
    points = np.array([[0.0, 0.0], [1.0, 1.0]])
    assert enclosed_all(code("x^3-3x y^2", 2), points) == [None, None]
    assert enclosed_all(code("x y", 2), points)[1] is None
    assert enclosed_all(code("x y", 2), np.empty((0, 2))) == []


@pytest.mark.parametrize(
    "source, order, expected",
    [
        ("x^3 - 3x", 0, [-(3**0.5), 0, 3**0.5]),
        ("x^4 - 6x^2", 2, [-1, 1]),
        ("sin(x)", 2, [-np.pi, 0, np.pi]),
        ("exp(-x^2)", 2, [-(0.5**0.5), 0.5**0.5]),
        ("cosh(x)", 2, []),
    ],
)
def test_zeros_and_inflections_of_one_variable_are_proved_too(source, order, expected):
    found = zeros(code(source), np.array([[-4.1, 4.0]]), order)
    assert found.proved
    assert [root.enclosure.mean() for root in found.roots] == pytest.approx(expected, abs=1e-13)


def test_signs_count_only_where_they_are_certain():
    places = np.array([[0.1, 1.0], [-1.0, -0.1], [-0.1, 0.1], [1.4, 1.6]])
    assert signs(code("x^3"), places, 2).tolist() == [1, -1, 0, 1]
    assert signs(code("x^3"), places, 3).tolist() == [1, 1, 1, 1]
    assert signs(code("tan(x)"), places, 1).tolist() == [1, 1, 1, 0]
    assert signs(code("exp(-x^2)"), np.array([[30.0, 40.0]]), 1).tolist() == [-1]


def test_a_search_can_be_stopped():
    whole = np.array([(-10.0, 10.0)] * 2)
    with held(Interest(-GRACE / 2)):
        found = critical_points(code(POWELL, 2), whole, np.inf)
    assert len(found.unseen) and not found.proved
    assert critical_points(code(POWELL, 2), whole, 0.0).boxes == 0
    assert zeros(code("sin(x)"), np.array([[0.0, 9.0]]), 0, limits=Limits(np.inf, boxes=1)).boxes == 1


def test_sixteen_variables_are_no_dense_polynomial():
    """x_1² + ... + x_16² has 3^16 coefficients if all are kept; its minimum is still proved."""
    code = lower(parse(" + ".join(f"{k} (x_{k} - {k})^2" for k in range(1, 17))))
    root = enclosed(code, np.arange(1.0, 17.0))
    assert root is not None
    assert (root.enclosure[:, 1] - root.enclosure[:, 0] < 1e-12).all()
