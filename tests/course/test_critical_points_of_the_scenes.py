"""Where the scenes' surfaces are level, and of what kind, over the box that each scene draws."""

import numpy as np
import pytest

from gradscape.calculus.critical_points import CriticalPoints, critical_points
from gradscape.calculus.field import Field
from gradscape.course.loader import chapters
from gradscape.language.parser import parse

STATES = {scene["id"]: scene["state"] for chapter in chapters() for scene in chapter["scenes"]}
THIRD = 1 / 3

LEVEL_POINTS = {
    "1.18": [((0, 0), "minimum")],
    "1.21b": [((THIRD, THIRD), "maximum")],
    "1.25": [((0, 0), "maximum")],
    "1.26c": [((7 / 6, 1 / 2), "minimum")],
    "1.27a": [((0, 0), "minimum")],
    "1.27b": [((0, 0), "maximum")],
    "1.27c": [((0, 0), "saddle")],
    "1.27d": [((0, 0), "undecided")],
    "1.27e": [((0, 0), "undecided")],
    "1.27f": [((0, 0), "undecided")],
    "1.27g": [((-1, -1), "maximum"), ((-1, 1), "saddle"), ((1, -1), "saddle"), ((1, 1), "minimum")],
}


def search(source: str, scene: str) -> CriticalPoints:
    box = np.array(list(STATES[scene]["domain"].values()), dtype=float)
    return critical_points(Field(parse(source), {}), box)


def kinds(source: str, scene: str) -> list[tuple]:
    """Position and kind of each critical point, from left to right."""
    found = sorted(search(source, scene).points, key=lambda point: tuple(point.point.round(6)))
    return [(tuple(point.point), point.kind) for point in found]


@pytest.mark.parametrize("scene, expected", LEVEL_POINTS.items())
def test_every_level_point_of_a_scene_is_found_and_named(scene, expected):
    found = kinds(STATES[scene]["source"], scene)
    assert [kind for _, kind in found] == [kind for _, kind in expected]
    # Where the Hessian is singular Newton's method comes closer only step by step, and stops once the gradient is tiny.
    tolerance = 2e-3 if expected[0][1] == "undecided" else 1e-9
    for (where, _), (there, _) in zip(found, expected, strict=True):
        assert where == pytest.approx(there, abs=tolerance)


@pytest.mark.parametrize("scene", ["1.19", "1.26a"])
def test_a_surface_that_is_never_level_in_one_direction_has_no_extremum(scene):
    assert {kind for _, kind in kinds(STATES[scene]["source"], scene)} <= {"undecided"}


@pytest.mark.parametrize(
    "scene, suggested, kind",
    [
        ("1.27a", "x^2 + 3x y + y^2", "saddle"),
        ("1.27b", "-(4 - x^2 - 2y^2)", "minimum"),
        ("1.27c", "x y", "saddle"),
        ("1.27e", "x^2 - y^4", "undecided"),
        ("1.27f", "x^4 - y^4", "undecided"),
        ("1.27f", "-x^4 - y^4", "undecided"),
    ],
)
def test_what_a_scene_suggests_to_type_shows_what_it_says(scene, suggested, kind):
    assert [found for _, found in kinds(suggested, scene)] == [kind]
