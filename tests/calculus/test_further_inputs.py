"""Each kind of fault that was ever found, at other functions, places and scales; right values by hand or mpmath."""

import mpmath as mp
import numpy as np
import pytest

from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.differentiability import differentiability
from gradscape.calculus.extrema import extrema
from gradscape.calculus.field import Field
from gradscape.calculus.jacobians import linearizations
from gradscape.calculus.mapping import Mapping
from gradscape.certify.completeness import completeness, left_over
from gradscape.certify.search import critical_points as search
from gradscape.language.parser import parse, parse_map


def field(source: str, variables: str = "x") -> Field:
    return Field(parse(source, tuple(variables)))


def found_at(source: str, *point: float):
    return derivatives(field(source, "xyz"[: len(point)]), np.array([point], float))[0]


# (text, x, f'), by mpmath with 40 digits: analytic there, though an edge, pole or kink is near.
SMOOTH = [
    ("cot(x)", 1e-9, lambda x: -(mp.csc(x) ** 2)),
    ("sec(x)", 1.5707, lambda x: mp.sec(x) * mp.tan(x)),
    ("log(sin(x))", 1e-8, mp.cot),
    ("arccos(x)", -0.9999999, lambda x: -1 / mp.sqrt(1 - x**2)),
    ("arcosh(x)", 1.0000001, lambda x: 1 / mp.sqrt(x**2 - 1)),
    ("x^(1/3)", 1e-9, lambda x: mp.mpf(1) / 3 * x ** -(mp.mpf(2) / 3)),
    ("lgamma(x)", 1e-6, mp.digamma),
    ("gamma(x)", -3.0001, lambda x: mp.gamma(x) * mp.digamma(x)),
    ("1/(x-1e9)", 1e9 + 1, lambda x: -1 / (x - 10**9) ** 2),
    ("sin(1/x^2)", 0.03, lambda x: -2 / x**3 * mp.cos(1 / x**2)),
    ("cos(1e9x)", 0.5, lambda x: -(10**9) * mp.sin(10**9 * x)),
    ("sigmoid(1e8x)", 0.0, lambda x: mp.mpf(10) ** 8 / 4),
    ("log(x)", 1e-300, lambda x: 1 / x),
    ("mod(x, 1)", 0.9999999, lambda x: 1),
]


@pytest.mark.parametrize("source, x, slope", SMOOTH)
def test_nearness_of_an_edge_is_no_corner(source, x, slope):
    with mp.workdps(40):
        right = float(slope(mp.mpf(x)))
    found = differentiability(field(source), x)
    assert found.kind == "smooth"
    assert found.slope == pytest.approx(right, rel=1e-9)


# (text, x, kind, slope on the left, on the right), by hand; None where there is no finite one.
SIDES = [
    ("1e-12|x| + x^2", 0.0, "corner", -1e-12, 1e-12),
    ("1e12|x|", 0.0, "corner", -1e12, 1e12),
    ("|x - 1e9|", 1e9, "corner", -1, 1),
    ("sign(x)/1e9", 0.0, "jump", 0, 0),
    ("step(x - 1) + 1e8x", 1.0, "jump", 1e8, 1e8),
    ("floor(1e6x)/1e6", 2e-6, "jump", 0, 0),
    ("e^(1/x^3)", 0.0, "pole", 0, None),
    ("e^(-1/x)", 0.0, "pole", None, 0),
    ("1/(1 + e^(1/x))", 0.0, "jump", 0, 0),
    ("log(-x)", 0.0, "pole", None, None),
    ("|x|^1.0001", 0.0, "smooth", 0, 0),
    ("1e6|x|^1.01", 0.0, "smooth", 0, 0),
    ("|x - 2|^1.0003", 2.0, "smooth", 0, 0),
    ("|x|^1.0001 + 3|x|", 0.0, "corner", -3, 3),
    ("x^1.0001", 0.0, "edge", None, 0),
    ("x^1.001 + 3x", 0.0, "edge", None, 3),
    ("x^0.9999", 0.0, "vertical tangent", None, None),
    ("|x|^0.9999", 0.0, "cusp", None, None),
]


@pytest.mark.parametrize("source, x, kind, left, right", SIDES)
def test_the_two_sides_are_told_by_the_functions_own_scale(source, x, kind, left, right):
    found = differentiability(field(source), x)
    assert found.kind == kind
    for slope, own in ((found.left_slope, left), (found.right_slope, right)):
        assert not np.isfinite(slope) if own is None else slope == pytest.approx(own, rel=1e-9, abs=1e-20)


@pytest.mark.parametrize("source", ["1/log(x)", "log(log(1/x))", "x^1.000001", "-1/log(x)^2"])
def test_slopes_that_settle_too_slowly_are_undecided_and_not_said_to_have_no_end(source):
    assert differentiability(field(source), 0.0).message.endswith("a slope that is not decided on the right.")


def test_of_a_pole_at_the_end_of_the_domain_only_the_inner_side_is_told():
    assert "where the domain ends: values reach −∞ on the right" in differentiability(field("log(x)"), 0.0).message


# (text, point, gradient, Hessian), by hand; None where it does not exist or may stay undecided.
SECOND_ORDER = [
    ("max(x^2 - y^2, (x - y)(x + y))", (0.7, 0.3), (1.4, -0.6), [[2, 0], [0, -2]]),
    ("max((x + y)^3, x^3 + 3x^2 y + 3x y^2 + y^3)", (0.7, 0.3), (3, 3), [[6, 6], [6, 6]]),
    ("min(x/2, 0.5x) + y", (0.3, 1.0), (0.5, 1), [[0, 0], [0, 0]]),
    ("if(x < 1, (x - 1)^2, x^2 - 2x + 1) + y", (1.0, 0.0), (0, 1), [[2, 0], [0, 0]]),
    ("min(sin(2x + 2), sin(2(x + 1))) + y^2", (-1.0, 1.0), (2, 2), [[0, 0], [0, 2]]),
    ("hypot(x - 0.3, 2y)^2", (0.3, 0.0), (0, 0), [[2, 0], [0, 8]]),
    ("1e9 hypot(x, y)^2", (0.0, 0.0), (0, 0), [[2e9, 0], [0, 2e9]]),
    ("e^(-hypot(x, y)^2)", (0.0, 0.0), (0, 0), [[-2, 0], [0, -2]]),
    ("max(0, 1e6x)^2 + y", (0.0, 1.0), (0, 1), [[None, 0], [0, 0]]),
    ("x|x| + x y", (0.0, 2.0), (2, 0), [[None, 1], [1, 0]]),
    ("leaky_relu(y)^2 + x^2", (1.0, 0.0), (2, 0), [[2, 0], [0, None]]),
    ("if(x < 0, e^x, 1 + x) + y", (0.0, 0.0), (1, 1), [[None, None], [0, 0]]),
]


@pytest.mark.parametrize("source, point, gradient, hessian", SECOND_ORDER)
def test_derivatives_at_ties_and_kinks(source, point, gradient, hessian):
    found = found_at(source, *point)
    assert found.gradient == pytest.approx(gradient, abs=1e-12)
    for row, right in zip(found.hessian, hessian, strict=True):
        for entry, own in zip(row, right, strict=True):
            assert np.isnan(entry) if own is None else entry == pytest.approx(own, abs=1e-9)


@pytest.mark.parametrize("source", ["1e-7|x| + y", "1e-12|x| + y^2", "1e-9 sqrt(x^2 + (y - 1)^2)", "|1e-9x| + y"])
def test_a_flat_corner_has_no_slope(source):
    found = found_at(source, 0.0, 1.0)
    assert np.isnan(found.gradient[0])
    assert found.flags[0].kind == "corner"


@pytest.mark.parametrize(
    "source",
    [
        "if(x < 0, (1 - cos(x))/x^2, if(x > 0, (1 - cos(x))/x^2, 1/2))",
        "if(x < 0, (e^x - 1)/x, if(x > 0, (e^x - 1)/x, 1))",
        "if(x < 0, log(1 + x)/x, if(x > 0, log(1 + x)/x, 1))",
    ],
)
def test_rounding_beside_a_point_is_neither_a_jump_nor_a_slope(source):
    [flag] = found_at(source, 0.0).flags
    assert (flag.kind, flag.message) == ("unresolved", "the slope in x cannot be decided here")


def test_a_step_is_a_jump_all_the_same():
    assert found_at("if(x < 0, 1, 1.001)", 0.0).flags[0].kind == "jump"
    assert found_at("floor(x) + 1e10 + y", 0.0, 1.0).flags[0].kind == "jump"


@pytest.mark.parametrize("source", ["|x|^1.01 + y^2", "(x^2 + y^2)^0.6", "|x|^1.3 + |y|^1.3"])
def test_a_plane_touches_where_remainders_vanish_slowly(source):
    found = found_at(source, 0.0, 0.0)
    assert found.gradient.tolist() == [0, 0]
    assert "not differentiable" not in "".join(flag.message for flag in found.flags)


# (text, x, f''), by mpmath with 40 digits: what cancels does so inside the rule of one instruction.
CANCELLING = [
    ("sqrt(x^2 + 1)", 1e6, lambda x: (x**2 + 1) ** mp.mpf(-1.5)),
    ("sqrt(x^2 - 1)", 1e6, lambda x: -((x**2 - 1) ** mp.mpf(-1.5))),
    ("cbrt(x^3 + 1)", 1e4, lambda x: 2 * x / (x**3 + 1) ** (mp.mpf(5) / 3)),
    ("x/(x + 1)", 1e12, lambda x: -2 / (x + 1) ** 3),
    ("x^2/(x + 1)", 1e6, lambda x: 2 / (x + 1) ** 3),
    ("x^3/(x^2 + 1)", 1e6, lambda x: -2 * x * (x**2 - 3) / (x**2 + 1) ** 3),
    ("(x^4 + 1)^(1/4)", 1000.0, lambda x: 3 * x**2 / (x**4 + 1) ** mp.mpf(1.75)),
]


@pytest.mark.parametrize("source, x, bend", CANCELLING)
def test_digits_that_cancel_inside_one_instruction_are_not_shown(source, x, bend):
    with mp.workdps(40):
        right = float(bend(mp.mpf(x)))
    shown = float(found_at(source, x).hessian[0, 0])
    # All digits that are there are right, but for the last one.
    digits = len(f"{shown:.16g}".split("e")[0].replace(".", "").replace("-", "").rstrip("0"))
    assert digits < 9
    assert shown == pytest.approx(right, rel=10.0 ** (1 - max(digits, 3)))


def test_slopes_that_cancel_have_known_digits_only_wherever_they_are_told():
    # By hand: 1/(x + 1)^2 = 1e-24 (1 - 2e-12).
    source, x = "x/(x + 1)", 1e12
    slopes = [
        found_at(source, x).gradient[0],
        differentiability(field(source), x).slope,
        linearizations(Mapping(parse_map(f"[{source}]", ("x",))), np.array([[x]]))[0].jacobian[0, 0],
    ]
    for slope in slopes:
        assert len(repr(float(slope)).split("e")[0]) < 8
        assert slope == pytest.approx(1e-24, rel=1e-2)


# (text, interval, places of local extrema and inflections inside), by hand.
CURVES = [
    ("sqrt((x - 1)^2)", (0, 3), [("local minimum", 1)]),
    ("(x^3 - 8)/(x - 2)", (0, 3), []),
    ("log(e^x)", (-3, 3), []),
    ("cbrt(x^3)", (-2, 2), []),
    ("e^(log(x))", (0.1, 3), []),
    ("x + 1e-9x^2", (-1, 1), []),
    ("x e^(1/x)", (-1, 1), []),
    ("e^(1/x)/x", (-1, 1), [("inflection", -1 + 0.5**0.5)]),
    ("1e-9x^2", (-1, 1), [("local minimum", 0)]),
    ("exp(-x^2)", (-100, 100), [("inflection", -(0.5**0.5)), ("local maximum", 0), ("inflection", 0.5**0.5)]),
    ("tanh(x)", (-50, 50), [("inflection", 0)]),
    ("1000(x - 0.3)^2", (-1e6, 1e6), [("local minimum", 0.3)]),
]


@pytest.mark.parametrize("source, interval, inside", CURVES)
def test_special_points_of_curves(source, interval, inside):
    found = [point for point in extrema(field(source), *map(float, interval)).points if not point.at_end]
    assert [point.kind for point in found] == [kind for kind, _ in inside]
    assert [point.x for point in found] == pytest.approx([x for _, x in inside], rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    "source, smallest, largest",
    [
        ("tan(x)", "f falls without bound at 1.5708", "f grows without bound at 1.5708"),
        ("log|x - 2|", "f falls without bound at 2", None),
        ("1/x^2", None, "f grows without bound at 0"),
        ("-e^(1/x)", "f falls without bound at 0", "comes as close to 0"),
    ],
)
def test_bounds_that_there_are_not(source, smallest, largest):
    notes = " ".join(extrema(field(source), -1.0, 3.0).notes)
    for word, own in (("smallest", smallest), ("largest", largest)):
        assert (own or "") in notes
        assert (f"no {word} value" in notes) is (own is not None)


# (text, box, the critical points), by hand.
R = 0.5**0.5
PLANES = [
    ("x y exp(-x^2 - y^2)", [(-20, 20)] * 2, {(0, 0), (R, R), (-R, -R), (R, -R), (-R, R)}),
    ("y exp(-x^2 - y^2)", [(-50, 50)] * 2, {(0, R), (0, -R)}),
    ("(x - y) exp(-x^2 - y^2)", [(-100, 100)] * 2, {(0.5, -0.5), (-0.5, 0.5)}),
    ("exp(-(x - 9)^2 - y^2) - exp(-x^2 - (y - 7)^2)", [(-60, 60)] * 2, {(9, 0), (0, 7)}),
    ("1e9 (x - 0.1)^2 + 1e-9 (y - 0.2)^2", [(-1, 1)] * 2, {(0.1, 0.2)}),
    ("(x - 1e6)^2 + (y + 1e6)^2", [(0, 2e6), (-2e6, 0)], {(1e6, -1e6)}),
    ("max((x + 1)^2, x^2 + 2x + 1) + y^2", [(-2, 2), (-1, 1)], {(-1, 0)}),
]


@pytest.mark.parametrize("source, box, places", PLANES)
def test_critical_points_of_planes(source, box, places):
    found = critical_points(field(source, "xy"), np.array(box, float)).points
    assert all(point.kind != "undecided" for point in found)
    own = sorted(tuple(np.round(point.point, 6) + 0.0) for point in found)
    assert np.array(own) == pytest.approx(np.array(sorted(places)), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("source", ["max(x^2, y^2)", "|x - y| + x^2", "|x^2 + y^2 - 1|"])
def test_slanted_and_round_kinks_are_all_that_a_proof_leaves_over(source):
    # So many boxes, and not so many seconds: on a busy computer too.
    found = search(field(source, "xy").code, np.array([[-2.0, 2.0]] * 2), 60.0, most_boxes=30_000)
    assert completeness(found) == "proved-apart"
    assert {place.kind for place in left_over(found)} == {"broken"}


def test_what_is_said_to_be_constant_is():
    found = search(field("min(x^2 + y^2, 1)", "xy").code, np.array([[-2.0, 2.0]] * 2), 60.0, most_boxes=30_000)
    constant = [place.box for place in left_over(found) if place.kind == "constant"]
    assert constant
    for box in constant:
        nearest = np.clip(0.0, box[:, 0], box[:, 1])
        assert nearest @ nearest >= 1 - 1e-9
