"""The rim of a surface: where it is by algebra, and where there is none to be drawn."""

import numpy as np
import pytest

from gradscape.calculus.field import Field
from gradscape.calculus.rims import Rim, rim
from gradscape.calculus.surfaces import surface
from gradscape.language.parser import parse


def rim_of(text: str, size: float = 2.0, resolution: int = 60, **parameters: float) -> tuple[Rim, np.ndarray]:
    field = Field(parse(text, ["x", "y"]), parameters)
    graph = surface(field, (-size, size), (-size, size), resolution, is_checked=True)
    return rim(field, graph.x, graph.y, graph.z), graph.z


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_a_hemisphere_ends_on_its_circle(scale):
    found, heights = rim_of("sqrt(a^2 - x^2 - y^2)", 2 * scale, a=1.5 * scale)
    cell = 4 * scale / 59
    radius = np.hypot(found.x, found.y)
    assert len(found.x) > 100
    assert np.all(radius <= 1.5 * scale * (1 + 1e-12))
    # A cell's diagonal over 4096.
    assert np.all(radius >= 1.5 * scale - np.sqrt(2) * cell / 4096)
    np.testing.assert_allclose(found.z, np.sqrt((1.5 * scale) ** 2 - radius**2), rtol=1e-6, atol=1e-8 * scale)
    assert np.all(np.isnan(heights[found.rows, found.columns]))


# The last ones touch the box, and are cut off by it.
@pytest.mark.parametrize("radius", [1.5, 1.93, 1.99, 2.0, 2.01, 2.4])
def test_every_cell_with_a_corner_on_the_hemisphere_is_whole(radius):
    found, heights = rim_of(f"sqrt({radius}^2 - x^2 - y^2)")
    known = np.isfinite(heights)
    moved = known.copy()
    moved[found.rows, found.columns] = True
    corners = [(slice(a, a + 59), slice(b, b + 59)) for a in (0, 1) for b in (0, 1)]
    has_one = np.any([known[at] for at in corners], axis=0)
    is_whole = np.all([moved[at] for at in corners], axis=0)
    assert np.all(is_whole[has_one])


def test_the_value_at_a_half_plane_is_that_of_its_edge():
    found, _ = rim_of("if(x > 0.3, x + y, sqrt(-1))")
    np.testing.assert_allclose(found.x, 0.3, atol=2 * 4 / 59 / 4096)
    np.testing.assert_allclose(found.z, found.x + found.y, rtol=1e-12)


@pytest.mark.parametrize("corner", [(-2.0, 0.0), (0.0, 2.0), (0.0, 0.0)])
@pytest.mark.parametrize("text", ["1/x", "log(x^2) + y", "1/(x y)"])
def test_a_pole_at_the_edge_of_the_grid_is_no_rim(text, corner):
    field = Field(parse(text, ["x", "y"]), {})
    graph = surface(field, (corner[0], corner[0] + 2), (corner[1] - 2, corner[1]), 60, is_checked=True)
    assert not np.isfinite(graph.z).all()
    assert len(rim(field, graph.x, graph.y, graph.z).x) == 0


@pytest.mark.parametrize("text", ["x^2 + y^2", "1/x", "1/(x^2 + y^2)", "log(abs(x - y))", "sqrt(-1 - x^2)"])
def test_a_pole_a_thin_gap_and_no_gap_have_no_rim(text):
    found, _ = rim_of(text, resolution=61)  # 0 is a point of the grid
    assert len(found.x) == 0


def test_two_domains_are_not_joined_over_what_is_between_them():
    # Undefined for |x| < 0.2: five points of the grid wide.
    found, _ = rim_of("sqrt(x^2 - 0.04) + y", resolution=41)
    np.testing.assert_allclose(np.abs(found.x), 0.2, atol=4 / 40 / 4096 * 2)
    columns = set(found.columns.tolist())
    assert all(abs(a - b) != 1 or (a < 20) == (b < 20) for a in columns for b in columns)


def test_where_only_digits_are_lost_the_surface_does_not_end():
    # 1 − cos(10⁻⁹ x) is 0 to rounding, but has a value everywhere.
    found, heights = rim_of("if(x > 0, (1 - cos(x/10^9)) 10^18, y)")
    assert np.isnan(heights).any()
    assert len(found.x) == 0
