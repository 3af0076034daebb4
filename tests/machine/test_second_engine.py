"""The second engine answers what the interpreter answers, and never keeps anybody waiting."""

import math
import threading
import time
from unittest.mock import Mock

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gradscape.calculus.field import Field
from gradscape.calculus.newton import newton_steps
from gradscape.language.parser import parse
from gradscape.machine import compilations, devices, heavy, machine, second_engine, warm_up
from gradscape.machine.first_order import RULES
from gradscape.machine.heavy import Task
from gradscape.machine.opcodes import OPCODES
from gradscape.machine.plain import curvatures, function_of, instructions_of, slopes
from gradscape.machine.program import Program, program
from gradscape.machine.races import _most_square
from gradscape.machine.second_engine import Key, Work
from gradscape.walks.ends import ends_from
from gradscape.walks.methods import METHOD
from gradscape.walks.run import Run

HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
# A compilation beside everything else that a busy computer does.
PATIENCE = 300.0


@pytest.fixture(autouse=True)
def nothing_compiled():
    """Each test begins with an engine that knows no function."""
    second_engine.wait(PATIENCE)
    second_engine.forget()
    yield
    second_engine.wait(PATIENCE)
    second_engine.forget()


def agree(a, b, left: float | np.ndarray = 1e-14) -> bool:
    """To 12 digits, but for what is `left` where terms cancel; holes where the other has holes."""
    return bool(np.allclose(np.asarray(a), np.asarray(b), rtol=1e-12, atol=left, equal_nan=True))


def mostly_agree(a, b) -> bool:
    """Where terms cancel exactly in one order of roundings, and not in another, a kink is met or is not."""
    return bool(np.isclose(np.asarray(a), np.asarray(b), rtol=1e-9, atol=1e-9, equal_nan=True).mean() > 0.97)


def plain_jets(text: str, points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Value, gradient and (f_xx, f_xy, f_yy) by the program as plain code, compiled by nobody."""
    made = program(parse(text, variables=("x", "y")), {})
    f = function_of(instructions_of(made))
    value, gradient, ((a, b), (c,)) = curvatures(
        lambda x, y: f(jnp.asarray(made.immediates), x, y), tuple(jnp.asarray(points.T))
    )
    return np.asarray(value), np.stack(gradient, 1), np.stack([a, b, c], 1)


UNARY = [opcode.name for opcode in OPCODES if opcode.operands == 1]
BINARY = [opcode.name for opcode in OPCODES if opcode.operands == 2]
KINKS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 1e-9, -1e9, 3.0]
PLACES = np.array([[x, y] for x in KINKS for y in KINKS])


def one_instruction(name: str, immediate: float) -> Program:
    """x op y, by hand: every opcode, whether or not a text leads to it."""
    number = next(k for k, opcode in enumerate(OPCODES) if opcode.name == name)
    operands = OPCODES[number].operands
    rows = np.zeros((512, 5), np.int32)
    rows[0] = number, 0, 1 if operands == 2 else 0, 20, {0: 0, 1: 1, 2: 3}[operands]
    immediates = np.zeros(512)
    immediates[0] = immediate
    return Program(rows, immediates, np.int32(1))


@pytest.mark.parametrize("name", [opcode.name for opcode in OPCODES])
def test_every_opcode_is_differentiated_as_the_interpreter_does_also_at_kinks_and_edges(name):
    """Value, slopes and curvatures; also where one of them does not exist."""
    made = one_instruction(name, 1.5)
    expected = machine.jets(made, PLACES)
    f = function_of(instructions_of(made))
    value, gradient, ((a, b), (c,)) = curvatures(
        lambda x, y: f(jnp.asarray(made.immediates), x, y), tuple(jnp.asarray(PLACES.T))
    )
    value, gradient = np.asarray(value), np.where(np.isfinite(value)[:, None], np.stack(gradient, 1), np.nan)
    hole = np.where(np.isfinite(gradient), 0.0, np.nan)
    hessian = np.stack([a + hole[:, 0], b + hole.sum(1), c + hole[:, 1]], 1)
    assert agree(value, expected.value)
    assert agree(gradient, expected.gradient)
    known = expected.hessian[:, [0, 0, 1], [0, 1, 1]]
    # Beside curvatures of 1e17 one of 50 is a rounding, and that of x^1 a difference of 1e9 and 1e9 at x = 1e-9.
    left = 1e-14 + 1e-12 * np.nan_to_num(np.abs(known)).max(axis=1, keepdims=True) + 4e-7 * (name == "pow")
    assert agree(hessian, known, left)


ATOMS = st.sampled_from(["x", "y", "x", "y", "1.5", "(-2)"])
TEXTS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["sin", "exp", "sqrt", "abs", "tanh", "log", "floor", "relu"]), inner).map(
            lambda pair: f"{pair[0]}({pair[1]})"
        ),
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(st.sampled_from(["max", "min", "atan2"]), inner, inner).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
        inner.map(lambda text: f"({text})^2"),
    ),
    max_leaves=6,
)


@settings(max_examples=25)
@given(TEXTS)
@example("sqrt(x) + y")
@example("max(x, y) * abs(x)")
@example("if(x < y, x^2, y^3)")
@example("0 * log(x) + y")
def test_whole_functions_have_the_interpreters_values_and_derivatives(text):
    expected = machine.jets(program(parse(text, variables=("x", "y")), {}), PLACES)
    value, gradient, hessian = plain_jets(text, PLACES)
    gradient = np.where(np.isfinite(value)[:, None], gradient, np.nan)
    hole = np.where(np.isfinite(gradient), 0.0, np.nan)
    hessian = hessian + np.stack([hole[:, 0], hole.sum(1), hole[:, 1]], 1)
    assert mostly_agree(value, expected.value)
    assert mostly_agree(gradient, expected.gradient)
    assert mostly_agree(hessian, expected.hessian[:, [0, 0, 1], [0, 1, 1]])


def test_slopes_of_many_variables_are_the_gradient():
    made = program(parse("x_1 sin(x_2) + x_3 exp(x_4 x_1) + sqrt(x_5)"), {})
    points = np.random.default_rng(0).uniform(0.1, 2, (32, 5))
    f = function_of(instructions_of(made))
    value, gradient = slopes(lambda *x: f(jnp.asarray(made.immediates), *x), tuple(jnp.asarray(points.T)))
    expected = machine.jets(made, points)
    assert agree(value, expected.value)
    assert agree(np.stack(gradient, 1), expected.gradient)


# Numbers so small that what counts as no curvature is all there is are left out.
NUMBERS = st.floats(-1e3, 1e3).map(lambda number: number if abs(number) > 1e-30 else 0.0)
SYMMETRIC = st.tuples(NUMBERS, NUMBERS, NUMBERS)


@settings(max_examples=200)
@given(SYMMETRIC, st.tuples(NUMBERS, NUMBERS), st.integers(-9, 9))
@example((0.0, 0.0, 0.0), (1.0, 2.0), 0)
@example((1.0, 1.0, 1.0), (1.0, 1.0), 0)
@example((-2.0, 0.0, -2.0), (1.0, 3.0), 9)
@example((1.0, 0.0, 1e-13), (0.0, 1.0), 0)
def test_newtons_step_in_the_plane_is_minus_the_gradient_over_the_curvatures(entries, gradient, power):
    a, b, c = (np.float64(entry) * 10.0**power for entry in entries)
    hessian, slope = np.array([[a, b], [b, c]]), np.array(gradient) * 10.0**power
    step = newton_steps(slope[None], hessian[None])[0]
    curvatures_, axes = np.linalg.eigh(hessian)
    largest = np.abs(curvatures_).max()
    if largest > 0 and np.abs(curvatures_).min() > 1e-6 * largest:
        solved = -np.linalg.solve(hessian, slope)
        assert np.allclose(step, solved, rtol=1e-9, atol=1e-9 * np.linalg.norm(solved))
    along = axes.T @ step  # in the axes of the curvatures
    assert np.isfinite(step).all()
    # Never farther than the smallest curvature that counts allows.
    assert np.hypot(*along) <= 1.5 * np.hypot(*slope) / max(1e-12 * largest, 1e-150)


def test_without_a_hessian_there_is_no_step():
    hessians = np.full((1, 2, 2), np.nan)
    assert np.isnan(newton_steps(np.ones((1, 2)), hessians)).all()


def both_ends(text: str, run: Run, starts: np.ndarray):
    """The ends by the interpreter, and by what was compiled meanwhile."""
    field, before = Field(parse(text)), second_engine.figures().calls
    slow = ends_from(field, run, starts)
    assert second_engine.figures().calls == before
    assert second_engine.wait(PATIENCE)
    quick = ends_from(field, run, starts)
    assert second_engine.figures().calls > before
    return slow, quick


@pytest.fixture
def eager(monkeypatch):
    """Everything is worth compiling."""
    monkeypatch.setattr(second_engine, "_expected", lambda key: 1e-9)


STARTS = np.random.default_rng(1).uniform(-4, 4, (1500, 2))
RATES = {"trace": 0.01, "nesterov": 0.005, "rss": 0.5, "rms": 0.02, "adam": 0.1}
METHODS = {
    "trace": ("momentum", {"momentum": 0.5}),
    "nesterov": ("nesterov", {"momentum": 0.5}),
    "rss": ("adagrad", {"epsilon": 1e-8}),
    "rms": ("rmsprop", {"decay": 0.9, "epsilon": 1e-8}),
    "adam": ("adam", {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
}


@pytest.mark.parametrize("rule", RULES)
def test_walks_of_each_rule_end_where_the_interpreter_says_after_as_many_steps(eager, rule):
    method, numbers = METHODS[rule]
    run = Run(method, np.zeros(2), {"learning_rate": RATES[rule], **numbers}, 40, 1e-3)  # type: ignore[arg-type]
    slow, quick = both_ends("x^2 + 3 y^2 + x y + cos(x)", run, STARTS)
    assert (slow.steps == quick.steps).mean() > 0.999
    # Where a gradient is 0 but for rounding, RMSProp's step has its sign all the same.
    apart = np.abs(slow.points - quick.points).max(axis=1)
    assert (apart <= 1e-12 * np.maximum(1.0, np.abs(slow.points).max(axis=1))).mean() > (
        0.9 if rule == "rms" else 0.999
    )
    assert (slow.has_arrived == quick.has_arrived).mean() > 0.999


@pytest.mark.parametrize(
    "text", [HIMMELBLAU, "abs(x) + y^2", "sqrt(x) + x + y^2", "x^2 + y", "x y", "log(x) + x^-1 + y^4", "(x + y)^4"]
)
def test_newtons_walks_end_where_the_interpreter_says_also_at_kinks_edges_and_flat_places(eager, text):
    run = Run("newton", np.zeros(2), {"learning_rate": 1.0}, 30, 1e-9)
    slow, quick = both_ends(text, run, STARTS)
    same = slow.steps == quick.steps
    # Walks beside a border between basins tell one rounding from another.
    assert same.mean() > 0.995
    close = np.isclose(slow.points, quick.points, rtol=1e-9, atol=1e-9, equal_nan=True).all(1)
    assert close[same].mean() > 0.995
    assert np.array_equal(slow.has_gone[same], quick.has_gone[same])


@pytest.mark.parametrize("steps", [0, 1, 7])
def test_no_walk_makes_more_steps_than_asked_for_and_all_is_known_where_it_stops(eager, steps):
    """Also where the Hessian is singular everywhere, on one side alone, or nowhere."""
    field = Field(parse("if(x > 0, (x + y)^4, (x^2 + y - 11)^2 + (x + y^2 - 7)^2)"))
    run = Run("newton", np.zeros(2), {"learning_rate": 0.5}, steps, 1e-9)
    assert (ends_from(field, run, STARTS).steps <= steps).all()
    assert second_engine.wait(PATIENCE)
    quick, calls = ends_from(field, run, STARTS), second_engine.figures().calls
    assert calls and quick.steps.max() == steps
    # f at the place where each walk stops, not at the one before.
    assert agree(quick.values, field.values(quick.points), 1e-9)


@given(st.floats(0, 1e300))
@example(0.0)
@example(1e-200)
@example(np.finfo(float).max)
@example(float(np.finfo(float).max))
def test_lengths_are_compared_by_their_squares_without_a_difference(length):
    square = _most_square(length)
    assert math.sqrt(square) <= length < math.sqrt(math.nextafter(square, math.inf))


@pytest.mark.parametrize("text", ["x^4 - 3 x^2 + x", "sin(5 x) + abs(x)", "log(x) + 1/x", "sqrt(x)"])
def test_walks_in_one_variable_have_the_interpreters_iterates(eager, text):
    made = program(parse(text), {})
    starts, rates = np.linspace(-1, 2, 400), np.linspace(1e-3, 0.05, 400)
    methods = np.arange(400, dtype=np.int32) % 3
    calls = second_engine.figures().calls
    slow = np.concatenate(list(machine.walks(made, starts, rates, methods, 12)))
    assert second_engine.wait(PATIENCE)
    quick = np.concatenate(list(machine.walks(made, starts, rates, methods, 12)))
    assert second_engine.figures().calls > calls
    same = np.isclose(slow, quick, rtol=1e-9, atol=1e-9, equal_nan=True).all(axis=(0, 1))
    # Newton's walks are chaotic where f' is near 0.
    assert same[methods == 0].all()
    assert same.mean() > 0.95


def test_other_numbers_compile_nothing_new(eager):
    for k in range(4):
        made = program(parse("a x^2 + y^2"), {"a": 1.0 + k})
        with Work(Task("newton", 2), made).interpreted(0.5):
            pass
        assert second_engine.wait(PATIENCE)
    assert second_engine.figures().held == 1


def test_no_work_waits_for_a_compilation(eager, monkeypatch):
    """The compiler is held up: answers come nevertheless, from the interpreter, and nobody is counted as waiting."""
    warm_up.start()
    assert warm_up.wait(PATIENCE)
    may_go = threading.Event()
    honest = second_engine._compiled
    monkeypatch.setattr(second_engine, "_compiled", lambda key: may_go.wait(PATIENCE) and honest(key))
    field, run = Field(parse("x^2 + y^4 - x")), Run("newton", np.zeros(2), {"learning_rate": 1.0}, 5, 0.0)
    before, calls = compilations.count(), second_engine.figures().calls
    for _ in range(3):
        assert np.isfinite(ends_from(field, run, STARTS[:200]).points).all()
    assert not second_engine.wait(0.01)
    may_go.set()
    assert second_engine.wait(PATIENCE)
    ends_from(field, run, STARTS[:200])
    assert second_engine.figures().calls > calls
    assert compilations.count() == before


def test_light_work_is_not_compiled():
    made = program(parse("x^2 + y^2"), {})
    with Work(Task("newton", 2), made).interpreted(0.9):
        pass
    assert second_engine.wait(PATIENCE)
    assert second_engine.figures().held == 0


def test_work_that_comes_again_and_again_is_compiled_once_it_has_cost_as_much():
    made = program(parse("x^2 + y^2"), {})
    work = Work(Task("newton", 2), made)
    assert work.key is not None
    cost = second_engine._slowness * second_engine._expected(work.key)
    spent = 0.0
    while work.compiled() is None and spent < 3 * cost:
        began = time.perf_counter()
        with work.interpreted(1.0):
            time.sleep(cost / 5)
        spent += time.perf_counter() - began
        assert second_engine.wait(PATIENCE)
    assert 0.9 * cost <= spent <= 3 * cost


def test_long_programs_stay_with_the_interpreter():
    made = program(parse("+".join(f"sin({k} x) cos({k + 1} y)" for k in range(2, 40))), {})
    assert int(made.length) > second_engine.MOST_INSTRUCTIONS / 2
    work = Work(Task("newton", 2), made)
    with work.interpreted(1e-6):
        pass
    assert work.key is None and work.compiled() is None and second_engine.wait(PATIENCE)


def a_key(k: int, instructions: int = 1) -> Key:
    return Key(Task("newton", 2), ((0, k, 0, 20),) * instructions)


@pytest.mark.parametrize("instructions", [1, 64])
def test_only_so_many_functions_and_bytes_are_held_and_the_oldest_go_first(instructions):
    for k in range(100):
        with second_engine._lock:
            second_engine._hold(a_key(k, instructions), lambda: None, 0.1)
    found = second_engine.figures()
    assert 0 < found.held <= second_engine.MOST_HELD
    assert found.held_bytes <= second_engine.MOST_BYTES
    assert a_key(99, instructions) in second_engine._held
    assert a_key(0, instructions) not in second_engine._held


def test_what_does_not_compile_is_told_once_and_not_tried_again(eager, monkeypatch, caplog):
    tried = []

    def fails(key):
        tried.append(key)
        raise RuntimeError("out of memory\non the card")

    monkeypatch.setattr(second_engine, "_compiled", fails)
    work = Work(Task("newton", 2), program(parse("x^2 + y^2"), {}))
    for _ in range(3):
        with work.interpreted(0.5):
            pass
        assert second_engine.wait(PATIENCE)
    assert len(tried) == 1
    assert work.compiled() is None
    assert caplog.messages == ["A newton kernel is left to the interpreter: RuntimeError: out of memory"]


def test_inputs_of_a_kernel_have_the_shapes_it_is_called_with():
    leaves = jax.tree_util.tree_leaves(heavy.inputs(Task("settle", 2, "adam")))
    assert {leaf.shape for leaf in leaves} <= {(), (heavy.BLOCKS, heavy.LANES), (512,), (256,)}


@pytest.fixture
def a_card(monkeypatch):
    """The processor stands for a graphics card: what goes there, and in how many lanes, is as with one."""
    card = jax.devices("cpu")[0]
    monkeypatch.setattr(devices, "card", lambda: card)
    monkeypatch.setattr(heavy, "CARD_LANES", 4096)
    return card


@pytest.mark.parametrize("method, settings", [("newton", {"learning_rate": 1.0}), ("adam", None)])
def test_on_a_card_walks_end_where_they_end_on_the_processor(eager, a_card, method, settings):
    field = Field(parse(HIMMELBLAU))
    run = Run(method, np.zeros(2), METHOD[method].complete(settings or {}), 30, 1e-6)
    starts = np.random.default_rng(0).uniform(-5, 5, (5000, 2))
    slow, calls = ends_from(field, run, starts), second_engine.figures().calls
    assert second_engine.wait(PATIENCE)
    quick = ends_from(field, run, starts)
    assert second_engine.figures().calls > calls
    assert np.isclose(slow.points, quick.points, rtol=1e-9, atol=1e-9, equal_nan=True).mean() > 0.97


@pytest.mark.parametrize("task, method", [(Task("newton", 2), "newton"), (Task("settle", 2, "adam"), "adam")])
def test_a_card_that_fails_later_on_is_told_once_and_the_interpreter_answers_the_very_question(
    a_card, caplog, task, method
):
    field, run = Field(parse("x^4 + y^2 - x")), Run(method, np.zeros(2), METHOD[method].complete({}), 8, 1e-6)
    starts = np.random.default_rng(0).uniform(-5, 5, (5000, 2))
    slow, key = ends_from(field, run, starts), Work(task, field.program).key
    broken = Mock(side_effect=jax.errors.JaxRuntimeError("INTERNAL: the card has fallen off the bus\nat 0x0"))
    assert key is not None
    with second_engine._lock:
        second_engine._hold(key, broken, 0.1)
    failures = second_engine.figures().failures
    for _ in range(2):
        again = ends_from(field, run, starts)
        assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(slow, again, strict=True))
    assert broken.called and second_engine.figures().held == 0
    assert second_engine.figures().failures == failures + 1
    reason = "JaxRuntimeError: INTERNAL: the card has fallen off the bus"
    assert caplog.messages == [f"A {task.kind} kernel is left to the interpreter: {reason}"]


def test_heavy_work_goes_to_the_card_and_everything_small_to_the_processor(monkeypatch):
    card, processor = Mock(spec=jax.Device, platform="gpu"), jax.devices("cpu")[0]
    filled, blocks = (1, heavy.CARD_LANES), (heavy.BLOCKS, heavy.LANES)
    for found, place, lanes in (([card, processor], card, filled), ([processor], processor, blocks)):
        devices.card.cache_clear()
        monkeypatch.setattr(jax, "devices", lambda platform=None, found=found: [processor] if platform else found)
        assert heavy.device_of(Task("newton", 2)) is heavy.device_of(Task("settle", 2, "adam")) is place
        assert heavy.device_of(Task("walk", 1)) is processor
        assert {leaf.shape for leaf in heavy.inputs(Task("newton", 2))[1]} == {lanes}
    devices.card.cache_clear()
