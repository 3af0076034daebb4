"""What a search leaves over is told as few places, which cover all of it."""

import numpy as np
import pytest

from gradscape.certify.completeness import completeness, left_over
from gradscape.certify.places import gathered
from gradscape.certify.search import critical_points
from gradscape.language.lowering import lower
from gradscape.language.parser import parse

# (text, box, the claim, how many places at most, points of the kink or of the curve of zeros).
ANGLES = np.linspace(0, 2 * np.pi, 40)
T = np.linspace(-0.99, 0.99, 40)
CURVES = [
    ("|x| + y^2", [(-1, 1), (-1, 1)], "proved-apart", 1, np.stack([0 * T, T], -1)),
    ("x^2 + |y|", [(-1, 1), (-1, 1)], "proved-apart", 1, np.stack([T, 0 * T], -1)),
    ("|x - 1e9| + (1e9 y)^2", [(1e9 - 1, 1e9 + 1), (-1, 1)], "proved-apart", 1, np.stack([0 * T + 1e9, T], -1)),
    ("max(x, y) + x^2 + y^2", [(-1, 1.1), (-1, 1.1)], "proved-apart", 12, np.stack([T, T], -1)),
    ("|x^2 + y^2 - 1| + x", [(-2, 2.1)] * 2, "proved-apart", 12, np.stack([np.cos(ANGLES), np.sin(ANGLES)], -1)),
    ("|x| + y^2 + z^2", [(-2, 2.1)] * 3, "proved-apart", 4, np.stack([0 * T, T, -T], -1)),
    ("x^2 y^2", [(-2, 2.1)] * 2, "proved-apart", 12, np.stack([np.maximum(T, 0), np.minimum(T, 0)], -1)),
    ("hypot(x, y) + x^2", [(-2, 2.1)] * 2, "proved-apart", 1, np.zeros((1, 2))),
    ("x^3 - 3x y^2", [(-2, 2.1)] * 2, "proved-apart", 1, np.zeros((1, 2))),
    ("(x^2 - 1)/(x - 1)", [(0, 3)], "proved-apart", 2, np.ones((1, 1))),
    ("(x^2 + y^2 - 1)^2", [(-2, 2.1)] * 2, None, 12, np.stack([np.cos(ANGLES), np.sin(ANGLES)], -1)),
]  # fmt: skip


@pytest.mark.parametrize("source, box, claim, most, curve", CURVES)
def test_a_curve_that_stays_undecided_is_few_places_that_hold_all_of_it(source, box, claim, most, curve):
    code = lower(parse(source, ("x", "y", "z")[: len(box)]))
    found = critical_points(code, np.array(box, float), np.inf, most_boxes=70_000)
    places = [place for place in left_over(found) if place.kind != "constant"]
    assert completeness(found) == claim and len(places) <= most
    for point in curve:
        assert any(((place.box[:, 0] <= point) & (point <= place.box[:, 1])).all() for place in places)
    # Together they are a small part of the box: a slanted line is followed, not framed.
    whole = np.array(box, float)
    parts = [np.prod((place.box[:, 1] - place.box[:, 0]) / (whole[:, 1] - whole[:, 0])) for place in places]
    assert sum(parts) < 0.25


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_hulls_hold_all_boxes_and_keep_apart_what_is_far_apart(n, unit):
    random = np.random.default_rng(n)
    whole = np.array([[-1.0, 1.0]] * n) * unit
    centres = np.concatenate([random.uniform(-0.9, -0.8, (300, n)), random.uniform(0.8, 0.9, (200, n))]) * unit
    widths = unit * 10.0 ** random.uniform(-12, -2, (500, n))
    boxes = np.stack([centres - widths, centres + widths], axis=-1)
    hulls = gathered(boxes, whole)
    for box in boxes:
        assert ((hulls[:, :, 0] <= box[:, 0]) & (box[:, 1] <= hulls[:, :, 1])).all(axis=1).any()
    assert 2 <= len(hulls) <= 14
    assert not any((hull[:, 0] < 0).all() and (hull[:, 1] > 0).all() for hull in hulls)


def test_three_hundred_steps_are_not_stretched_over_what_lies_between():
    found = critical_points(lower(parse("floor(10x)", ("x",))), np.array([[0.0, 30.0]]), np.inf, most_boxes=40_000)
    assert len(found.constant) == 300 and len(found.broken) == 301
    assert (found.broken[:, 0, 1] - found.broken[:, 0, 0] < 1e-9).all()
    assert completeness(found) is None and len(left_over(found)) == 64
