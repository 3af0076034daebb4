"""Every enclosure holds the true value: all functions of the language, random boxes, against 50 digits."""

import functools

import mpmath
import numpy as np
import pytest
from tests.certify.expressions import HEADS, VARIABLES, boxes, headed, places
from tests.language.exact import TooLarge, Undefined, exactly, partials

from gradscape.certify.combinations import BINARY
from gradscape.certify.jets import Jet, jets
from gradscape.certify.rules import ANALYTIC, DEFINED, UNARY, VOID
from gradscape.language.errors import LanguageError
from gradscape.language.lowering import Code, lower
from gradscape.language.parser import parse
from gradscape.language.syntax import Function, Tree
from gradscape.machine import machine
from gradscape.machine.opcodes import NUMBER_OF
from gradscape.machine.program import program

DIGITS = 50
# Difference quotients at 50 digits are right to this much.
DOUBT = mpmath.mpf(10) ** -20
PARTIALS = [("gradient", 0, (1, 0)), ("gradient", 1, (0, 1))]
PARTIALS += [("hessian", 0, (2, 0)), ("hessian", 1, (1, 1)), ("hessian", 2, (0, 2))]
IMMEDIATE = {"constant", "shift", "scale", "power"}
# Opcodes of which nothing is claimed yet, because no enclosure is written.
UNKNOWN: set[str] = set()


@functools.cache
def expressions(head: str) -> tuple[tuple[Function, Code], ...]:
    """The function alone, of one variable and of others, and deeper ones; those that the machine takes."""
    random = np.random.default_rng(HEADS.index(head))
    trees = [headed(random, head, depth) for depth in (1, 1, 2, 2, 3)]
    return tuple((function, code) for tree in trees for function, code in lowered(tree))


def lowered(tree: Tree) -> list[tuple[Function, Code]]:
    function = Function("", tree, VARIABLES, ())
    try:
        return [(function, lower(function))]
    except LanguageError:
        return []


def test_every_opcode_of_the_machine_has_a_rule_and_is_tried():
    assert NUMBER_OF.keys() == UNARY.keys() | BINARY.keys() | IMMEDIATE | UNKNOWN
    tried = {row.opcode for head in HEADS for _, code in expressions(head) for row in code.instructions}
    assert tried == NUMBER_OF.keys()


def test_nothing_is_claimed_of_a_function_without_an_enclosure(monkeypatch):
    monkeypatch.delitem(UNARY, "sin")
    box = np.array([[[0.5, 0.75], [1.0, 2.0]]])
    lost = jets(lower(parse("x y + sin(x)", ["x", "y"])), {}, box)
    assert (lost.state != ANALYTIC).all()
    assert (lost.state != DEFINED).all()
    assert (lost.state != VOID).all()
    assert np.isneginf(lost.value.lo).all()
    assert np.isposinf(lost.gradient.hi[0]).all()
    # What has no part in it is known as ever.
    assert (jets(lower(parse("x y", ["x", "y"])), {}, box).state == ANALYTIC).all()


@pytest.mark.parametrize("head", HEADS)
def test_values_slopes_and_curvatures_lie_in_their_enclosures(head):
    random = np.random.default_rng(len(HEADS) + HEADS.index(head))
    with mpmath.workdps(DIGITS):
        for function, code in expressions(head):
            tried = boxes(random, 12)
            jet = jets(code, {}, tried)
            for k, box in enumerate(tried):
                for place in places(random, box):
                    assert not problem(function.tree, place, jet, k), (function.tree, box.tolist())


@pytest.mark.parametrize("head", HEADS)
def test_of_every_word_something_is_claimed(head):
    """A rule that says nothing would be sound; this one is certain of a fifth of its boxes at least."""
    random = np.random.default_rng(len(HEADS) + HEADS.index(head))
    states = [jets(code, {}, boxes(random, 12), order=0).state for _, code in expressions(head)]
    assert np.mean(np.concatenate(states) == ANALYTIC) > 0.2


def problem(tree: Tree, place: np.ndarray, jet: Jet, k: int) -> str:
    """What is wrong with the claims about the k-th box at a place inside it; nothing if they hold."""
    x, y = (mpmath.mpf(float(coordinate)) for coordinate in place)
    state = jet.state[k]
    try:
        value = exactly(tree, x=x, y=y)
    except TooLarge:
        return ""
    except Undefined:
        return f"undefined at {place.tolist()}" if state >= DEFINED else ""
    if state == VOID:
        return f"defined at {place.tolist()}: {value}"
    if not jet.value.lo[k] <= value <= jet.value.hi[k]:
        return f"value {value} at {place.tolist()} not in [{jet.value.lo[k]}, {jet.value.hi[k]}]"
    if value == 0 and jet.value.nonzero[k]:
        return f"zero at {place.tolist()}"
    return wrong_slope(tree, (x, y), jet, k) if state == ANALYTIC else ""


def wrong_slope(tree: Tree, point: tuple[mpmath.mpf, mpmath.mpf], jet: Jet, k: int) -> str:
    for name, row, order in PARTIALS:
        part = getattr(jet, name)[row]
        if np.isinf(part.lo[k]) and np.isinf(part.hi[k]):
            continue
        try:
            slope = partials(tree, order, *point)
        except Undefined:
            return f"not defined around {point}"
        doubt = DOUBT * (1 + abs(slope))
        if not part.lo[k] - doubt <= slope <= part.hi[k] + doubt:
            return f"{name} {order} {slope} at {point} not in [{part.lo[k]}, {part.hi[k]}]"
    return ""


@pytest.mark.parametrize("head", HEADS)
def test_the_float_of_the_machine_lies_in_the_enclosure_at_the_point_itself(head):
    random = np.random.default_rng(2 * len(HEADS) + HEADS.index(head))
    for function, code in expressions(head):
        points = random.uniform(-3, 3, (64, 2)) * random.choice([1.0, 1.0, 1e-9, 40.0, 1e9], (64, 1))
        computed, jet = machine.values(program(function, {}), points), jets(code, {}, np.stack([points] * 2, -1), 0)
        off = (computed < jet.value.lo) | (computed > jet.value.hi)
        # The machine takes what is smaller than 2^-1022 for 0.
        off &= (computed != 0) | (jet.value.magnitude > 1e-300)
        assert not off.any(), (function.tree, points[off], computed[off], jet.value[off].lo, jet.value[off].hi)
        assert not np.isfinite(computed[jet.state == VOID]).any()


@pytest.mark.parametrize(
    "source, place",
    [
        *(
            (f"{name}(x)", 0.0)
            for name in [
                "abs",
                "sign",
                "step",
                "relu",
                "leaky_relu",
                "elu",
                "cbrt",
                "sqrt",
                "log",
                "gamma",
                "lgamma",
                "floor",
            ]
        ),
        *((f"{name}(x)", 1.0) for name in ["arcsin", "arccos", "artanh", "arcosh", "ceil"]),
        *(
            ("1/x", 0.0),
            ("x^(-2)", 0.0),
            ("x^1.5", 0.0),
            ("tan(x)", np.pi / 2),
            ("sec(x)", np.pi / 2),
            ("round(x)", 0.5),
        ),
        *(
            ("max(x, 1)", 1.0),
            ("min(x, 1)", 1.0),
            ("mod(x, 1)", 2.0),
            ("if(x < 2, 1, x)", 2.0),
            ("if(x <= 2, 1, x)", 2.0),
        ),
        *(("hypot(x, 0x)", 0.0), ("atan2(x - x, x)", 0.0), ("x^x", 0.0), ("gamma(x)", -3.0), ("floor(x)", -2.0)),
    ],
)
def test_no_box_over_a_kink_a_jump_a_pole_or_an_edge_is_analytic(source, place):
    code = lower(parse(source, ("x",)))
    for radius in 10.0 ** np.arange(-15, 0):
        box = np.array([[[place - radius, place + radius]]])
        assert jets(code, {}, box).state[0] != ANALYTIC
