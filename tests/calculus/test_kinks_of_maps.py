"""Where a slope does not exist, Jacobians and chains have no number for it, and say why."""

import math

import numpy as np
import pytest

from gradscape.calculus.chain import passages
from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.field import Field
from gradscape.calculus.jacobians import linearizations
from gradscape.calculus.mapping import Mapping
from gradscape.calculus.matrix_forms import forms_at
from gradscape.language.parser import parse, parse_map

NOTHING = math.nan


def near(source: str, *point: float, variables=("x", "y")):
    return linearizations(Mapping(parse_map(source, variables)), np.array([point], float))[0]


KINKS = [
    ("[|x|, y]", (0, 1), [[NOTHING, 0], [0, 1]], "entry 1: no derivative in x, a corner: slope −1 on the left"),
    ("[x, max(x, y)]", (2, 2), [[1, 0], [NOTHING, NOTHING]], "entry 2: no derivative in x, a corner"),
    ("[min(x, 2y), 1]", (4, 2), [[NOTHING, NOTHING], [0, 0]], "entry 1: no derivative in x, a corner"),
    ("[relu(x - y), x]", (3, 3), [[NOTHING, NOTHING], [1, 0]], "entry 1: no derivative in x, a corner"),
    ("[if(x < y, x, 2x), y]", (2, 2), [[NOTHING, NOTHING], [0, 1]], "entry 1: the function jumps here in x"),
    ("[floor(x), y]", (2, 2), [[NOTHING, 0], [0, 1]], "entry 1: the function jumps here in x"),
    ("[cbrt(x), y]", (0, 2), [[NOTHING, 0], [0, 1]], "entry 1: no derivative in x, a vertical tangent"),
    ("[sqrt(x), y]", (0, 2), [[NOTHING, 0], [0, 1]], "entry 1: the function ends here in x"),
    ("hypot(x, y)", (0, 0), [[NOTHING, NOTHING]], "no derivative in x, a corner: slope −1 on the left"),
    ("[x|x|, y]", (0, 1), [[0, 0], [0, 1]], None),
    ("[max(0, x)^2, x y]", (0, 3), [[0, 0], [3, 0]], None),
    ("[|x y|, x + y]", (0, 0), [[0, 0], [1, 1]], None),
    ("[if(x < 1, x^2, 2x - 1), y]", (1, 1), [[2, 0], [0, 1]], None),
    ("[max(x, x), min(y, y)]", (1, 2), [[1, 0], [0, 1]], None),
]


@pytest.mark.parametrize("source, point, jacobian, note", KINKS)
def test_a_jacobian_has_the_slopes_that_exist_and_names_the_others(source, point, jacobian, note):
    found = near(source, *point)
    np.testing.assert_allclose(found.jacobian, jacobian, atol=1e-9)
    assert (found.singular_values is None) is (note is not None)
    if note:
        assert found.flags == ("not-differentiable",)
        assert any(each.startswith(note) for each in found.notes)
    else:
        assert found.notes == () and "not-differentiable" not in found.flags


def test_partial_derivatives_alone_are_no_linear_map():
    """x y/|(x, y)| is 0 along both axes, but rises along the diagonal."""
    found = near("if(x^2 + y^2 > 0, x y/sqrt(x^2 + y^2), 0)", 0, 0)
    assert found.jacobian.tolist() == [[0, 0]]
    assert found.flags == ("not-differentiable",) and found.singular_values is None
    assert "no plane touches the graph" in found.notes[0]


# A float beside the kink, and the slopes of the two sides.
HIDDEN = [
    ("|sin(x)|", math.pi, -1, 1),
    ("sqrt(sin(x)^2)", math.pi, -1, 1),
    ("max(sin(x), cos(x))", math.pi / 4, -math.sqrt(0.5), math.sqrt(0.5)),
    ("|x - 0.3|", 0.1 + 0.2, -1, 1),
    ("relu(x^2 - 2)", math.sqrt(2), 0, math.sqrt(8)),
    ("|x - 1e9|", 1e9 + 1e-7, -1, 1),
    ("min(x, 1e-9)", math.nextafter(1e-9, 1), 1, 0),
]


@pytest.mark.parametrize("source, x, left, right", HIDDEN)
def test_a_corner_within_rounding_has_no_slope(source, x, left, right):
    [found] = derivatives(Field(parse(source, ("x",))), np.array([[x]]))
    [corner] = [flag for flag in found.flags if flag.kind == "corner"]
    assert (corner.left, corner.right) == (pytest.approx(left, rel=1e-6), pytest.approx(right, rel=1e-6))
    assert np.isnan(found.gradient).all() and np.isnan(found.hessian).all() and not found.is_differentiable
    assert np.isnan(near(source, x, variables=("x",)).jacobian).all()


@pytest.mark.parametrize(
    "source, x", [("sign(sin(x))", math.pi), ("mod(x, 0.1)", 0.3), ("if(x < 0.3, x, 2x)", 0.1 + 0.2)]
)
def test_a_jump_within_rounding_has_no_slope(source, x):
    [found] = derivatives(Field(parse(source, ("x",))), np.array([[x]]))
    assert found.flags[0].kind == "jump" and np.isnan(found.gradient).all()


@pytest.mark.parametrize(
    "source, x, slope",
    [
        ("|x|", 1e-300, 1),
        ("|x - 1|", 1 + 1e-13, 1),
        ("max(x, 1e-9)", 1e-9 + 1e-22, 1),
        ("|sin(x)|", math.pi + 1e-12, 1),
    ],
)
def test_a_kink_that_floats_can_tell_from_the_point_is_none_there(source, x, slope):
    [found] = derivatives(Field(parse(source, ("x",))), np.array([[x]]))
    assert found.gradient[0] == pytest.approx(slope, rel=1e-9) and found.is_differentiable


def test_no_formula_has_a_number_where_there_is_no_derivative():
    """sign(0) is 0 by convention; |x_1| + |x_2| has no slope in x_1 at (0, 1)."""
    mapping, points = Mapping(parse_map("sum(abs(x))", ("x_1", "x_2"))), np.array([[0.0, 1.0]])
    jacobian = linearizations(mapping, points)[0].jacobian
    forms = forms_at(mapping, points, {"gradient": jacobian, "hessian": np.full((1, 2, 2), np.nan)})
    assert forms[0].of == "gradient"
    assert np.isnan(forms[0].values[0, 0]) and forms[0].values[0, 1] == 1


def test_each_stage_of_a_chain_says_what_slope_it_lacks():
    stages = [Mapping(parse_map("[|x|, x]", ("x",))), Mapping(parse_map("u v", ("u", "v")))]
    first, last = passages(stages, np.array([0.0]))
    assert np.isnan(first.jacobian[0, 0]) and first.jacobian[1, 0] == 1
    assert first.notes[0].startswith("entry 1: no derivative in x, a corner") and last.notes == ()
