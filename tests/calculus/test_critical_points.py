"""Critical points against published values and by their own laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.calculus import critical_search
from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.field import Field
from gradscape.calculus.proved_points import proved_points
from gradscape.language.parser import parse


def search(source, *box, variables=None, **parameters):
    return critical_points(Field(parse(source, variables), parameters), np.array(box, float))


def by_kind(found):
    return sorted((point.kind, *np.round(point.point, 6)) for point in found.points)


# Himmelblau (1972), Applied Nonlinear Programming; the digits are those of Wikipedia and of SymPy's nsolve.
HIMMELBLAU = [
    ("minimum", 3, 2),
    ("minimum", 3.58442834, -1.84812653),
    ("minimum", -3.77931025, -3.28318599),
    ("minimum", -2.80511809, 3.13131252),
    ("maximum", -0.27084459, -0.92303856),
    ("saddle", 3.38515418, 0.07385188),
    ("saddle", 0.08667750, 2.88425470),
    ("saddle", -3.07302575, -0.08135304),
    ("saddle", -0.12796135, -1.95371498),
]


def test_himmelblau_has_its_nine_published_critical_points():
    found = search("(x^2+y-11)^2 + (x+y^2-7)^2", [-6, 6], [-6, 6])
    assert found.complete == "likely"
    assert len(found.points) == 9
    for kind, x, y in HIMMELBLAU:
        (match,) = [p for p in found.points if np.allclose(p.point, (x, y), atol=1e-8)]
        assert match.kind == kind
    (top,) = [p for p in found.points if p.kind == "maximum"]
    assert top.value == pytest.approx(181.6165215, abs=1e-7)


def test_a_cubic_has_three_saddles_and_a_maximum():
    found = search("xy(1-x-y)", [-1, 2], [-1, 2])
    third = round(1 / 3, 6)
    assert by_kind(found) == [("maximum", third, third), ("saddle", 0, 0), ("saddle", 0, 1), ("saddle", 1, 0)]


@pytest.mark.parametrize(
    "source, nearby",
    [("x^3 - 3x y^2", "both"), ("x^2 + y^4", "higher"), ("x^4 + y^4", "higher"), ("-x^4 - y^2", "lower"),
     ("x^2 + y^3", "both")],
)  # fmt: skip
def test_a_semidefinite_hessian_is_said_to_be_undecided(source, nearby):
    (point,) = search(source, [-2, 2], [-2, 2]).points
    assert np.allclose(point.point, 0, atol=1e-6)
    assert (point.kind, point.nearby) == ("undecided", nearby)


@pytest.mark.parametrize("source, dimension", [("x^2 y^2", 1), ("(x^2+y^2-1)^2", 1), ("0x y + 3", 2), ("x^2 + 0y", 1)])
def test_a_continuum_is_reported_as_one(source, dimension):
    found = search(source, [-2, 2], [-2, 2])
    assert found.continuum.dimension == dimension
    assert len(found.continuum.points) <= 64
    assert len(found.points) <= 1
    assert found.complete == "unknown"


def test_a_plane_has_none():
    found = search("3x + 2y", [-2, 2], [-2, 2])
    assert found.points == () and found.continuum is None


def test_rastrigin_has_all_its_441_on_its_usual_box():
    found = search("20 + x^2 + y^2 - 10cos(2pi x) - 10cos(2pi y)", [-5.12, 5.12], [-5.12, 5.12])
    counts = {kind: sum(p.kind == kind for p in found.points) for kind in ("minimum", "maximum", "saddle")}
    # 11 minima and 10 maxima along each axis.
    assert counts == {"minimum": 121, "maximum": 100, "saddle": 220}


def test_a_lattice_of_two_thousand_is_found_to_the_last_one_with_a_proof():
    # cos 5x = 0 = sin 5y or the other way round: 32 zeros of a cosine and 31 of a sine in -10 to 10.
    found = proved_points(Field(parse("sin(5x) cos(5y)", None)), np.array([[-10.0, 10.0]] * 2), seconds=60.0)
    assert (len(found.points), found.complete) == (2 * 32 * 31, "proved")
    cosines, sines = np.sort(np.abs(np.cos([5 * each.point for each in found.points])), axis=1).T
    assert cosines.max() < 1e-12 and np.abs(sines - 1).max() < 1e-12
    assert sorted({each.kind for each in found.points}) == ["maximum", "minimum", "saddle"]


def test_a_search_that_runs_out_of_time_says_so(monkeypatch):
    monkeypatch.setattr(critical_search, "SECONDS", 0.0)
    found = search("sin(3x) cos(3y)", (-3, 3), (-3, 3))
    assert found.complete == "unknown" and len(found.points) > 9
    assert any("stopped when its time was up" in note for note in found.notes)


def test_the_hemisphere_has_its_top_inside_a_domain_with_gaps():
    (top,) = search("sqrt(1-x^2-y^2)", [-1.5, 1.5], [-1.5, 1.5]).points
    assert top.kind == "maximum" and np.allclose(top.point, 0, atol=1e-12)


def test_a_kinked_function_does_not_claim_to_be_complete():
    found = search("|x| + y^2", [-1, 1], [-1, 1])
    assert found.complete == "unknown"
    assert "abs" in found.notes[0]


@pytest.mark.parametrize(
    "box, is_on_edge",
    [(([0, 3], [-1, 1]), True), (([-3, 0], [-1, 1]), True), (([-1, 1], [0, 3]), True), (([-1, 1], [-3, 0]), True),
     (([-1, 1], [-1, 1]), False), (([-1e-6, 1], [-1, 1e-6]), False)],
)  # fmt: skip
def test_a_point_on_the_lower_or_upper_edge_of_the_box_is_marked(box, is_on_edge):
    (point,) = search("x^2 + y^2", *box).points
    assert point.on_boundary is is_on_edge


def test_slopes_that_underflow_are_no_critical_points():
    flat = search("tanh(x)", [-50, 50])
    assert flat.points == () and flat.continuum is None
    bell = search("x exp(-x^2 - y^2)", [-30, 30], [-30, 30])
    root = round(np.sqrt(0.5), 6)
    assert by_kind(bell) == [("maximum", root, 0), ("minimum", -root, 0)]
    assert bell.continuum is None and "flat to rounding" in bell.notes[0]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_a_quadratic_has_one_critical_point_where_its_gradient_vanishes(n):
    rng = np.random.default_rng(n)
    signs, centre = np.where(np.arange(n) % 2, -1.0, 1.0), rng.uniform(-0.8, 0.8, n)
    source = "+".join(f"({sign}*(x_{i + 1} - ({c}))^2)" for i, (sign, c) in enumerate(zip(signs, centre, strict=True)))
    (point,) = search(source, *[[-1, 1]] * n).points
    assert np.allclose(point.point, centre, atol=1e-12)
    assert point.index == (signs < 0).sum()


@settings(max_examples=15)
@given(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5), st.floats(1e-3, 1e3))
def test_moving_and_scaling_the_function_moves_its_critical_points_and_keeps_their_kinds(a, b, c):
    plain = search("x^3/3 - x + y^2", [-3, 3], [-3, 3])
    moved = search("c((x-a)^3/3 - (x-a) + (y-b)^2)", [-3, 3], [-3, 3], a=a, b=b, c=c)
    expected = sorted((p.kind, *np.round(p.point + (a, b), 6)) for p in plain.points)
    assert np.allclose([row[1:] for row in by_kind(moved)], [row[1:] for row in expected], atol=2e-6)
    assert [row[0] for row in by_kind(moved)] == [row[0] for row in expected]


def test_every_isolated_point_is_polished():
    for source in ("sin(x) sin(y)", "(x^2+y-11)^2 + (x+y^2-7)^2", "e^(x y) - x^2"):
        for point in search(source, [-4, 4], [-4, 4]).points:
            assert point.gradient_norm <= 1e-10 * max(1, abs(point.value))
