"""Solutions on two constraints in space, and in regions: none is missed where all are called proved."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.certify.test_tangencies import are_at

from gradscape.certify.completeness import completeness, left_over
from gradscape.certify.jets import enclosing
from gradscape.certify.lagrange import Constraint, lagrange_equations
from gradscape.certify.newton import krawczyk
from gradscape.certify.regions import inequality
from gradscape.certify.rules import ANALYTIC
from gradscape.certify.search import critical_points, tangencies
from gradscape.language.lowering import lower
from gradscape.language.parser import parse

BOXES = 200_000
SPHERE = ("x^2 + y^2 + z^2", 1.0)
SPACE = np.array([(-2.5, 2.5), (-2.2, 2.8), (-2.4, 2.6)])
PLANE = np.array([(-2.5, 2.5), (-2.2, 2.8)])


def read(text, n=3):
    return lower(parse(text, ("x", "y", "z")[:n]))


def search(f, *constraints, box=SPACE, within=(), boxes=BOXES):
    n = len(box)
    region = tuple(inequality(enclosing(read(g, n)), level, turned=sign == ">=") for g, sign, level in within)
    if not constraints:
        return critical_points(read(f, n), box, 60.0, within=region, most_boxes=boxes)
    sides = [Constraint(enclosing(read(g, n)), level) for g, level in constraints]
    return tangencies(enclosing(read(f, n)), sides, box, 60.0, within=region, most_boxes=boxes)


def _holds(box, point, within=1e-9):
    return bool(((box[:, 0] - within <= point) & (point <= box[:, 1] + within)).all())


HALF, THIRD, SIXTH = np.sqrt(0.5), np.sqrt(1 / 3), np.sqrt(1 / 6)
TURNS = [[2 * SIXTH, -SIXTH, -SIXTH], [-SIXTH, 2 * SIXTH, -SIXTH], [-SIXTH, -SIXTH, 2 * SIXTH]]


@pytest.mark.parametrize(
    "f, constraints, expected",
    [
        # On the circle of the sphere and x + y + z = 0, f is highest where it points: (1, -1, 0)/√2.
        ("x - y", [SPHERE, ("x + y + z", 0.0)], [[HALF, -HALF, 0], [-HALF, HALF, 0]]),
        # xyz is a third of cos 3t along that circle.
        ("x y z", [SPHERE, ("x + y + z", 0.0)], [*TURNS, *(-np.array(TURNS)).tolist()]),
        # The line of two planes: x = y, z = 1 - 2x, where 6x² - 4x + 1 is lowest at 1/3.
        ("x^2 + y^2 + z^2", [("x + y + z", 1.0), ("x - y", 0.0)], [[1 / 3, 1 / 3, 1 / 3]]),
        ("x", [("x + y + z", 1.0), ("x^2 + y^2 + z^2", 3.0)], [[-1, 1, 1], [5 / 3, -1 / 3, -1 / 3]]),
        # A plane that misses the sphere.
        ("x y", [SPHERE, ("x + y + z", 2.0)], []),
    ],
)
def test_where_two_constraints_meet_all_solutions_are_enclosed_and_proved(f, constraints, expected):
    found = search(f, *constraints)
    assert completeness(found) == "proved" and are_at(found, expected, 1e-12)


@settings(max_examples=4)
@given(st.lists(st.integers(-20, 20).map(lambda k: k / 10), min_size=6, max_size=6), st.integers(-8, 8))
def test_a_linear_function_on_a_circle_in_space_has_two_solutions(entries, tenths):
    """The circle about c n of radius √(1 - c²) in the plane n · p = c; f is extreme where its part along it points."""
    normal, slope = np.array(entries[:3]), np.array(entries[3:])
    if np.linalg.norm(np.cross(normal, slope)) < 0.3:
        return
    c = tenths / 10 * np.linalg.norm(normal)
    unit = normal / np.linalg.norm(normal)
    along = slope - (slope @ unit) * unit
    reach = np.sqrt(1 - (tenths / 10) ** 2) * along / np.linalg.norm(along)
    f, plane = (" + ".join(f"({a!r}) {v}" for a, v in zip(w.tolist(), "xyz", strict=True)) for w in (slope, normal))
    found = search(f, SPHERE, (plane, float(c)))
    assert completeness(found) == "proved"
    assert are_at(found, [tenths / 10 * unit + reach, tenths / 10 * unit - reach], 1e-9)


@pytest.mark.parametrize("of_g, length", [(1e-9, 1e9), (1e9, 1e-9)])
def test_units_of_two_constraints_change_nothing(of_g, length):
    u, v, w = (f"({name}/{length!r})" for name in "xyz")
    found = search(
        f"1e-9 {u} {v} {w}",
        (f"{of_g!r} ({u}^2 + {v}^2 + {w}^2)", of_g),
        (f"{1 / of_g!r} ({u} + {v} + {w})", 0.0),
        box=SPACE * length,
    )
    assert completeness(found) == "proved" and are_at(
        found, np.array([*TURNS, *(-np.array(TURNS))]) * length, 1e-9 * length
    )


def test_where_the_normals_of_two_constraints_are_parallel_nothing_is_claimed():
    # Two cylinders of one radius meet in the ellipses y = ±z, which cross at (±1, 0, 0): ∇g = ∇h there.
    found = search("x + y", ("x^2 + y^2", 1.0), ("x^2 + z^2", 1.0), boxes=10_000)
    corners = [[x, x, y] for x in (-HALF, HALF) for y in (-HALF, HALF)]
    assert completeness(found) != "proved" and are_at(found, corners, 1e-12)
    for crossing in ([1, 0, 0], [-1, 0, 0]):
        assert any(_holds(place.box, crossing) for place in left_over(found))


def test_spheres_that_touch_are_left_over_where_they_do():
    found = search("y", SPHERE, ("(x - 2)^2 + y^2 + z^2", 1.0), boxes=8_000)
    assert completeness(found) != "proved" and not found.roots
    assert any(_holds(place.box, [1, 0, 0]) for place in left_over(found))


def test_a_whole_circle_of_solutions_is_never_proved():
    assert completeness(search("x + y + z", SPHERE, ("x + y + z", 0.5), boxes=10_000)) is None


def test_a_zero_of_the_eliminated_equations_that_is_no_solution_is_not_taken_for_one():
    # ∇f = (1, 0, z) and ∇g = (z, 1, x) are nowhere parallel, but f_z = g_z = 0 at (0, 0.3, 0): divided by g_z, the
    # condition would hold there.
    found = search("x + z^2/2", ("y + x z", 0.3))
    assert completeness(found) == "proved" and not found.roots


def test_on_boxes_where_every_entry_of_the_normal_may_vanish_no_zero_is_ever_certain():
    random = np.random.default_rng(3)
    f, g = (enclosing(read(text)) for text in ("x + z^2/2 + x y", "y^2 + x z + z^2/3 - x"))
    sought = lagrange_equations(f, [Constraint(g, 0.1)])
    middles = random.uniform(-2, 2, size=(2000, 3))
    boxes = np.stack([middles, middles], axis=-1) + random.uniform(1e-3, 1, size=(2000, 1, 1)) * np.array([-1, 1])
    system = sought.by_jets(boxes)
    image = krawczyk(boxes, system, sought.at(middles, system))
    may_vanish = ~(g.jets(boxes, 1).gradient.mignitude > 0).any(axis=0)
    assert may_vanish.sum() > 50 and (system.state[may_vanish] == ANALYTIC).any()
    assert not image.certain[may_vanish].any()


@pytest.mark.parametrize(
    "f, within, expected",
    [
        # x³ - x + y² is critical at x = ±1/√3.
        ("x^3 - x + y^2", [("x^2 + y^2", "<=", 1.0)], [[-THIRD, 0], [THIRD, 0]]),
        ("x^3 - x + y^2", [("x", ">=", 0.0)], [[THIRD, 0]]),
        ("x^3 - x + y^2", [("x", "<=", -0.5), ("x y", "<=", 1.0)], [[-THIRD, 0]]),
        ("x^3 - x + y^2", [("x^2 + y^2", "<=", 0.3)], []),
        # log x has no value beyond x = 0, where nothing is allowed then.
        ("x^3 - x + y^2", [("log(x)", "<=", 0.0)], [[THIRD, 0]]),
        ("x^3 - x + y^2", [("log(x)", "<=", -1.0)], []),
    ],
)
def test_critical_points_of_a_region_are_those_inside_of_it(f, within, expected):
    found = search(f, box=PLANE, within=within)
    assert completeness(found) == "proved" and are_at(found, expected, 1e-12)


def test_on_a_surface_an_inequality_keeps_the_solutions_on_its_side():
    found = search("x", SPHERE, within=[("x + y + z", ">=", 0.0)])
    assert completeness(found) == "proved" and are_at(found, [[1, 0, 0]], 1e-12)


@pytest.mark.parametrize("shift, count", [(1e-12, 1), (-1e-12, 0), (0.0, None)])
def test_on_which_side_of_a_border_a_point_lies_is_told_as_far_as_numbers_tell(shift, count):
    found = search("(x - 0.3)^2 + y^2", box=PLANE, within=[("x", "<=", 0.3 + shift)])
    if count is None:
        assert completeness(found) == "proved-apart" and not found.roots
        assert [place.kind for place in left_over(found)] == ["border"]
    else:
        assert completeness(found) == "proved" and len(found.roots) == count


def test_what_lies_beyond_the_region_is_not_left_over():
    # |x| has its kink at x = 0, and the region ends before.
    assert completeness(search("|x| (x - 1)^2 + y^2", box=PLANE, within=[("x", ">=", 0.4)])) == "proved"
    assert completeness(search("|x| (x - 1)^2 + y^2", box=PLANE, within=[("x", ">=", -0.4)], boxes=8_000)) != "proved"
