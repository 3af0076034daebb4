"""Surfaces r(u, v): their metric, geodesics and nearest points are those of known surfaces."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus.chart import Chart, components, geodesic, lifted, metrics, nearest, nearest_in, normals
from gradscape.calculus.chart_extrema import drawn, extrema
from gradscape.calculus.field import Field
from gradscape.calculus.mapping import Mapping
from gradscape.language.parser import parse, parse_map

GLOBE = "[a cos u cos v, a sin u cos v, a sin v]"
TORUS = "[(2 + b cos u) cos v, b sin u, (2 + b cos u) sin v]"
AROUND = np.array([[0, 2 * np.pi], [0, 2 * np.pi]])
ALL_OF_GLOBE = np.array([[0, 2 * np.pi], [-np.pi / 2, np.pi / 2]])

angles = st.floats(-1.2, 1.2)


def chart(text, **numbers):
    found = parse_map(text, ("u", "v"))
    return Chart(Mapping(found, dict.fromkeys(found.parameters, 1.0) | numbers))


def function(text, **numbers):
    return Field(parse(text, ("x", "y", "z"), frozenset(numbers)), numbers)


def on_it(text, surface, box=AROUND, side=25):
    f = function(text)
    picture = drawn(surface, box, side)
    return picture, extrema(f, surface, box, picture)


def test_the_metric_of_a_globe_shrinks_with_the_cosine_of_the_latitude():
    place = np.array([[0.4, 1.1]])
    (found,) = metrics(chart(GLOBE, a=3.0).frames(place).slopes)
    assert found == pytest.approx(9 * np.diag([np.cos(1.1) ** 2, 1]), abs=1e-12)


def test_the_metric_of_a_torus_is_that_of_its_two_circles():
    (found,) = metrics(chart(TORUS, b=0.5).frames(np.array([[0.7, 2.0]])).slopes)
    assert found == pytest.approx(np.diag([0.25, (2 + 0.5 * np.cos(0.7)) ** 2]), abs=1e-12)


@settings(max_examples=6)
@given(angles, angles, st.floats(-1, 1), st.floats(-1, 1), st.sampled_from([1e-9, 1.0, 1e9]))
def test_geodesics_of_a_globe_of_any_size_are_great_circles(u, v, along, up, size):
    globe = chart(GLOBE, a=size)
    place, step = np.array([[u, v]]), np.array([[along, up]])
    frame = globe.frames(place)
    velocity = lifted(frame.slopes, step)[0]
    angle = np.linalg.norm(velocity) / size
    # sin(angle)/angle, which is 1 where nobody moves.
    end = frame.points[0] * np.cos(angle) + velocity * np.sinc(angle / np.pi)
    found = globe.points(geodesic(globe, place, step))[0]
    assert found == pytest.approx(end, abs=2e-5 * size)


def test_a_geodesic_finds_its_way_past_a_pole():
    globe = chart(GLOBE)
    place = np.array([[0.1, 1.5]])
    frame = globe.frames(place)
    velocity = lifted(frame.slopes, components(frame.slopes, np.array([[-1.0, 0.4, 0.0]])))[0]
    angle = np.linalg.norm(velocity)
    end = frame.points[0] * np.cos(angle) + velocity * np.sinc(angle / np.pi)
    found = geodesic(globe, place, components(frame.slopes, velocity[None]))
    assert globe.points(found)[0] == pytest.approx(end, abs=1e-6)


@settings(max_examples=6)
@given(angles, st.floats(-0.6, 0.6), st.floats(-0.6, 0.6))
def test_a_geodesic_of_a_torus_keeps_what_clairaut_says(u, du, dv):
    # (R + r cos u)² v' does not change, and neither does the speed.
    torus = chart(TORUS, b=0.7)
    place, step = np.array([[u, 0.3]]), np.array([[du, dv]])
    end = geodesic(torus, place, step)
    later = geodesic(torus, place, step * (1 + 1e-4))
    turning = (later - end)[0] / 1e-4
    momentum = [(2 + 0.7 * np.cos(at)) ** 2 * speed for at, speed in ((u, dv), (end[0, 0], turning[1]))]
    assert momentum[1] == pytest.approx(momentum[0], abs=2e-3)
    (first,), (last,) = (metrics(torus.frames(each).slopes) for each in (place, end))
    assert turning @ last @ turning == pytest.approx(step[0] @ first @ step[0], abs=2e-3)


def test_on_a_cylinder_geodesics_are_straight_in_the_chart():
    cylinder = chart("[cos u, sin u, v]")
    step = np.array([[1.3, -0.8]])
    assert geodesic(cylinder, np.zeros((1, 2)), step) == pytest.approx(step, abs=1e-12)


@settings(max_examples=6)
@given(angles, angles, st.floats(0.3, 4.0), st.sampled_from([1e-9, 1.0, 1e9]))
def test_the_nearest_point_of_a_globe_lies_on_the_way_to_its_centre(u, v, share, size):
    globe = chart(GLOBE, a=size)
    place = np.array([[u, v]])
    found = nearest(globe, share * globe.points(place), place + np.array([[0.2, -0.15]]))
    assert globe.points(found) == pytest.approx(globe.points(place), abs=1e-8 * size)


def test_the_place_nearest_to_a_point_of_space_is_found_anywhere_in_the_box():
    torus = chart(TORUS, b=0.5)
    wanted = np.array([2.5, 4.0])
    frame = torus.frames(wanted[None])
    outside = frame.points[0] + 0.3 * normals(frame.slopes)[0]
    assert nearest_in(torus, outside, AROUND) == pytest.approx(wanted, abs=1e-9)


def test_tangents_of_one_direction_span_no_plane():
    line = chart("[u + v, u + v, u + v]")
    frame = line.frames(np.array([[0.2, 0.3]]))
    assert np.isnan(components(frame.slopes, np.ones((1, 3)))).all()
    assert np.isnan(normals(frame.slopes)).all()


@pytest.mark.parametrize("radius", [0.3, 0.7, 1.5])
def test_the_height_of_a_standing_torus_has_one_minimum_two_saddles_and_one_maximum(radius):
    picture, found = on_it("z", chart(TORUS, b=radius))
    assert picture.sheet.closed and picture.sheet.euler == 0
    assert found.kinds == ("minimum", "saddle", "saddle", "maximum")
    assert found.values == pytest.approx([-2 - radius, -2 + radius, 2 - radius, 2 + radius])
    assert found.topology == (1, 2, 1, 0, 0)
    # At the top both circles bend down: curvatures -1/r and -1/(R + r).
    assert found.rests[-1].riemannian == pytest.approx([-1 / radius, -1 / (2 + radius)])


def test_on_a_globe_the_solutions_are_numpys_eigenvectors_and_poles_are_named():
    matrix = np.array([[3.0, 0, 1], [0, 5, 0], [1, 0, 3]])
    picture, found = on_it("3x^2 + 5y^2 + 3z^2 + 2x z", chart(GLOBE), ALL_OF_GLOBE)
    values = np.linalg.eigvalsh(matrix)
    assert picture.sheet.euler == 2 and len(picture.singular) == 2
    assert found.values == pytest.approx(np.repeat(values, 2))
    for rest, value in zip(found.rests, found.values, strict=True):
        others = values[np.abs(values - value) > 1e-9]
        assert rest.riemannian == pytest.approx(2 * (others - value))
    assert found.topology == (2, 2, 2, 2, 2)
    assert any("span no plane" in note for note in found.notes)


def test_a_minimum_that_is_hidden_at_a_pole_is_not_said_to_be_missing_nor_the_list_to_be_whole():
    _, found = on_it("z", chart(GLOBE), ALL_OF_GLOBE)
    assert found.rests == () and found.topology is None
    assert any("span no plane" in note for note in found.notes)


def test_a_function_that_does_not_change_along_the_surface_is_said_not_to():
    _, found = on_it("x^2 + y^2 + z^2", chart(GLOBE), ALL_OF_GLOBE)
    assert found.rests == () and "does not change" in found.notes[0]


def test_an_open_piece_has_no_sum_to_add_up_to():
    picture, found = on_it("z", chart("[u, v, u^2 - v^2]"), np.array([[-1.0, 1], [-1, 1]]))
    assert not picture.sheet.closed and found.topology is None
    assert found.kinds == ("saddle",) and found.rests[0].riemannian == pytest.approx([-2, 2])


def test_a_moebius_strip_closes_upon_itself_with_euler_characteristic_zero():
    strip = chart("[(1 + v/2 cos(u/2)) cos u, (1 + v/2 cos(u/2)) sin u, v/2 sin(u/2)]")
    (piece,) = drawn(strip, np.array([[0, 2 * np.pi], [-0.8, 0.8]]), 24).sheet.pieces
    assert piece == (0, False)


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
def test_solutions_do_not_depend_on_the_unit_of_length(size):
    f, globe = function("x + 2y + 2z"), chart(GLOBE, a=size)
    found = extrema(f, globe, ALL_OF_GLOBE, drawn(globe, ALL_OF_GLOBE, 25))
    assert found.values == pytest.approx([-3 * size, 3 * size]) and found.topology == (1, 0, 1, 2, 2)
