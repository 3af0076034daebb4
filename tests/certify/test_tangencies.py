"""Points of g = c at which the gradients of f and g are parallel: none is missed where all are called proved."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import linalg

from gradscape.certify.completeness import completeness, left_over
from gradscape.certify.jets import enclosing
from gradscape.certify.lagrange import Constraint
from gradscape.certify.search import tangencies
from gradscape.language.lowering import lower
from gradscape.language.parser import parse

# So many boxes, not so many seconds: no answer depends on how quick the computer is.
BOXES = 200_000


def search(f, g, level, box=((-2.5, 2.5), (-2.5, 2.5)), boxes=BOXES):
    names = ("x", "y", "z")[: len(box)]
    first, second = (enclosing(lower(parse(text, names))) for text in (f, g))
    return tangencies(first, [Constraint(second, level)], np.array(box, float), 60.0, most_boxes=boxes)


def are_at(found, expected, within):
    """As many roots as points, one at each."""
    n = len(found.box)
    middles = np.array([root.enclosure.mean(axis=1) for root in found.roots]).reshape(-1, 1, n)
    near = np.linalg.norm(middles - np.array(expected, float).reshape(1, -1, n), axis=2) <= within
    return near.shape[0] == near.shape[1] and bool((near.sum(axis=0) == 1).all() and (near.sum(axis=1) == 1).all())


def distances(points, found):
    """From each point to each root, and to a root far away."""
    roots = [root.enclosure.mean(axis=1) for root in found.roots]
    return np.linalg.norm(points[:, None] - np.array([*roots, [1e9, 1e9]]), axis=2)


def is_left_over(point, found):
    return any(((place.box[:, 0] <= point) & (point <= place.box[:, 1])).all() for place in left_over(found))


ROOT = np.sqrt([2.0, 3.0])


@pytest.mark.parametrize(
    "f, g, level, expected",
    [
        (
            "x^2 y",
            "x^2 + y^2",
            3.0,
            [[-ROOT[0], -1], [-ROOT[0], 1], [0, -ROOT[1]], [0, ROOT[1]], [ROOT[0], -1], [ROOT[0], 1]],
        ),
        # (2, 1) t with 4 t²/4 + t² = 1.
        ("x + 2 y", "x^2/4 + y^2", 1.0, [[-ROOT[0], -ROOT[0] / 2], [ROOT[0], ROOT[0] / 2]]),
        ("x + y", "x^2 + y^2", -1.0, []),
        # The branch in the other corner has none of its own.
        ("x + y", "x y", 1.0, [[-1, -1], [1, 1]]),
        # e^x / x along the curve, which turns at 1.
        ("y / x", "y exp(-x)", 1.0, [[1, np.e]]),
    ],
)
def test_all_tangencies_are_enclosed_and_proved(f, g, level, expected):
    found = search(f, g, level, box=((-2.5, 3), (-2.5, 3)) if f != "y / x" else ((0.1, 3), (0.1, 9)))
    assert completeness(found) == "proved"
    assert are_at(found, expected, 1e-13)


SPACE = ((-2.5, 2.5), (-2.2, 2.8), (-2.4, 2.6))


def test_on_a_sphere_a_component_of_the_gradients_that_vanishes_makes_no_solution():
    # f_z and g_z are both 0 all along the equator.
    half = np.sqrt(0.5)
    corners = [[x, y, 0] for x in (-half, half) for y in (-half, half)]
    found = search("x y", "x^2 + y^2 + z^2", 1.0, SPACE)
    assert completeness(found) == "proved" and are_at(found, [*corners, [0, 0, 1], [0, 0, -1]], 1e-12)


def test_a_product_on_a_sphere_has_its_fourteen():
    signs = [[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
    axes = np.sqrt(3) * np.concatenate([np.eye(3), -np.eye(3)])
    found = search("x y z", "x^2 + y^2 + z^2", 3.0, SPACE)
    assert completeness(found) == "proved" and are_at(found, [*signs, *axes], 1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_of_a_quadratic_form_on_an_ellipsoid_none_is_missed(seed):
    """Generalised eigenvectors, A x = λ M x with x . M x = 1."""
    random = np.random.default_rng(seed)
    a, m = random.normal(size=(2, 3, 3)).round(3)
    a, m = a + a.T, m @ m.T + np.eye(3)
    vectors = linalg.eigh(a, m)[1].T
    forms = [" + ".join(f"({w[i, j]!r}) {'xyz'[i]} {'xyz'[j]}" for i, j in np.ndindex(3, 3)) for w in (a, m)]
    found = search(*(form.replace("np.float64", "") for form in forms), 1.0, SPACE)
    assert completeness(found) == "proved" and are_at(found, [*vectors, *-vectors], 1e-9)


@pytest.mark.parametrize(
    "f, g, roots, kind",
    [
        # ∇g = 0 on the curve: a cusp, a crossing, a point alone.
        ("x", "x^2 - y^3", 0, "flat"),
        ("x", "(x^2 + y^2)^2 - x^2 + y^2", 2, "flat"),
        ("x", "x^2 + y^2", 0, "flat"),
        # No curvature along the curve; no derivative.
        ("y - x^3", "y", 0, "flat"),
        ("|x| + y", "y - x^2", 0, "broken"),
    ],
)
def test_where_the_two_equations_are_singular_or_break_nothing_is_claimed(f, g, roots, kind):
    found = search(f, g, 0.0)
    assert completeness(found) == "proved-apart" and len(found.roots) == roots
    assert kind in {place.kind for place in left_over(found)}
    assert all((place.box[:, 0] <= 1e-3).all() and (place.box[:, 1] >= -1e-3).all() for place in left_over(found))


@pytest.mark.parametrize("f, g", [("x^2 + y^2", "x^2 + y^2"), ("x + y", "(x^2 + y^2 - 1)^2 + 1")])
def test_a_whole_curve_of_them_is_never_proved(f, g):
    assert completeness(search(f, g, 1.0, boxes=20_000)) is None


def test_a_kink_off_the_curve_does_not_matter():
    assert completeness(search("|x + y - 3| + x", "x^2 + y^2", 1.0)) == "proved"


def test_a_level_is_known_to_rounding_only():
    # x^3 - 3x + y² has a crossing at (-1, 0) on the level 2, and no longer at the next number after it.
    for level in (2.0, np.nextafter(2.0, 3.0)):
        assert completeness(search("x", "x^3 - 3x + y^2", level)) != "proved"


@pytest.mark.parametrize("of_f", [1e-9, 1e9])
@pytest.mark.parametrize("of_g", [1e-9, 1e9])
@pytest.mark.parametrize("length", [1e-9, 1e9])
def test_units_change_nothing(of_f, of_g, length):
    f, g = f"{of_f!r} (x/{length!r})^2 y", f"{of_g!r} ((x/{length!r})^2 + (y/{length!r})^2)"
    found = search(f, g, 3 * of_g, box=np.array([[-2.5, 2.5]] * 2) * length)
    assert completeness(found) == "proved" and len(found.roots) == 6


tenths = st.integers(-30, 30).map(lambda k: k / 10)
sizes = st.integers(3, 20).map(lambda k: k / 10)


def on_the_ellipse(form, of_f, centre, level):
    """All solutions by the roots of a quartic in w = e^(it), for f along the ellipse by its angle t; None where two of
    them are near each other.

    f is a trigonometric polynomial of degree 2 there, so its slope is Re(c_1 w + c_2 w²).
    """
    (a, b, c), (p, q, r, u, v) = form, of_f
    turned = np.linalg.inv(np.linalg.cholesky(np.array([[a, b / 2], [b / 2, c]]))).T * np.sqrt(level)
    around = np.exp(2j * np.pi * np.arange(8) / 8)
    places = np.array(centre)[:, None] + turned @ np.stack([around.real, around.imag])
    x, y = places
    waves = np.fft.fft(p * x * x + q * x * y + r * y * y + u * x + v * y) / 8
    # F = Re Σ 2 waves_k w^k, and its slope by t is that of i k times it.
    first, second = 2j * waves[1], 4j * waves[2]
    roots = np.roots([second, first, 0, np.conj(first), np.conj(second)])
    roots = roots[(np.abs(roots) > 0.5) & (np.abs(roots) < 2)]
    apart = np.abs(roots[:, None] - roots) + 9 * np.eye(len(roots))
    if not len(roots) or apart.min() < 1e-3:
        return None
    # Roots off the circle come in pairs w and 1/conj(w): one that is near it, and alone, lies on it.
    on_circle = roots[np.abs(np.abs(roots) - 1) < 1e-4]
    return np.array(centre) + (turned @ np.stack([on_circle.real, on_circle.imag])).T


@settings(max_examples=40)
@given(
    form=st.tuples(sizes, st.integers(-10, 10).map(lambda k: k / 10), sizes),
    of_f=st.tuples(tenths, tenths, tenths, tenths, tenths),
    centre=st.tuples(tenths, tenths),
    level=sizes,
    half=sizes,
    boxes=st.sampled_from([BOXES, BOXES, 4, 16, 64]),
)
def test_of_a_quadratic_on_an_ellipse_none_is_missed_where_all_are_called_proved(
    form, of_f, centre, level, half, boxes
):
    (length, slant, height), (p, q, r, u, v) = form, of_f
    a, b, c = length**2, 2 * length * slant, slant**2 + height**2
    expected = on_the_ellipse((a, b, c), of_f, centre, level)
    assume(expected is not None)
    box = np.array([[-half, half], [-2 * half, 1.5 * half]]) + np.array(centre)[:, None] / 2
    beyond = np.maximum(box[:, 0] - expected, expected - box[:, 1]).max(axis=1)
    # On the border it is a matter of rounding on which side.
    assume((np.abs(beyond) > 1e-9).all())
    x, y = f"(x - ({centre[0]!r}))", f"(y - ({centre[1]!r}))"
    found = search(
        f"({p!r}) x^2 + ({q!r}) x y + ({r!r}) y^2 + ({u!r}) x + ({v!r}) y",
        f"{a!r} {x}^2 + ({b!r}) {x} {y} + {c!r} {y}^2",
        level,
        box,
        boxes,
    )
    inside, claim = expected[beyond < 0], completeness(found)
    # A search that had to stop has proved what it has: each is a solution, and others lie in the places left over.
    apart = distances(inside, found)
    assert not len(found.roots) or (apart[:, :-1].min(axis=0, initial=9) < 1e-7).all()
    assert claim is None or all(is_left_over(point, found) for point in inside[apart.min(axis=1) > 1e-7])
    assert claim != "proved" or are_at(found, inside, 1e-7)
    assert claim == "proved" or boxes < BOXES
