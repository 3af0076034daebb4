"""What a question costs, in seconds of this machine, before it is answered: `work.run` decides by it.

The machine's part is `machine.prices`; what is added here is what is done beside it, as measured for whole answers. A
walk is charged for all its steps: nobody knows in advance where it will arrive.
"""

from collections.abc import Sequence

from gradscape.calculus.field import Field
from gradscape.calculus.mapping import Mapping
from gradscape.machine import prices
from gradscape.machine.kernels import WALK_STEPS
from gradscape.machine.sizes import Kind
from gradscape.walks.ends import is_quick
from gradscape.walks.run import Run

# Seconds, where `prices.slowness` is 1, of what is put together around the machine's answers:
_POINT = 0.05e-3  # one point with its eigenvectors, or one entry of a curve's table
_FORMULA = 0.2e-3  # a formula and its typesetting
_CELL = 30e-9  # a number of an array on its way into JSON
_WALK = 0.4e-3  # why a walk stopped, and what it came to
_TURN = 0.15e-3  # one step of a method that is a conversation, in Python
_ENCLOSURE = 25e-6  # one instruction over intervals, for few boxes or many


def instructions(field: Field) -> int:
    """How long its program is."""
    return len(field.code.instructions)


def points(field: Field, count: int, formulas: int, *, is_checked: bool) -> float:
    """Derivatives at points, some with formulas, all or none with a look at how many of their digits are known."""
    n, length = max(1, len(field.variables)), instructions(field)
    jets = prices.seconds("jet", n, count * n * (n + 1) // 2, length)
    looks = length * _ENCLOSURE if is_checked else 0.0
    return jets + _beside(0.1e-3 + looks + count * _POINT * (1 + n * n / 16) + formulas * n * n * _FORMULA)


def curve(field: Field, samples: int, *, is_checked: bool, is_unbroken: bool) -> float:
    """A curve with its derivatives; where it may break, each piece is looked at closely."""
    series = prices.seconds("series", 1, samples, instructions(field))
    looks = (3 if is_checked else 1) + (0 if is_unbroken else 20)
    return series * looks + _beside(7 * samples * _CELL + (0 if is_unbroken else 20e-3))


def place(field: Field) -> float:
    """One place of a curve, looked at closely from both sides."""
    return 3 * prices.seconds("series", 1, 64, instructions(field)) + _beside(3 * instructions(field) * _ENCLOSURE)


def extrema(field: Field) -> float:
    """Everything that happens on an interval."""
    return curve(field, 4096, is_checked=True, is_unbroken=False)


def surface(field: Field, resolution: int) -> float:
    """Values on a grid."""
    return prices.seconds("value", 2, resolution**2, instructions(field)) + _beside(resolution**2 * _CELL)


def jacobians(mapping: Mapping, count: int, images: int, *, is_checked: bool) -> float:
    """Jacobians at points, and images of others."""
    length = int(mapping.program[0].length)
    outputs, n = mapping.shape
    each = prices.seconds("jacobian", n, count + images, length)
    looks = 1e-3 + length * _ENCLOSURE if is_checked else 0.2e-3
    shown = count * 4 * _POINT + outputs * n * _FORMULA / 4 + images * outputs * _CELL
    return 2 * each + _beside(looks + shown)


def flow(mapping: Mapping) -> float:
    """A flow line both ways: about a hundred steps of fifteen evaluations, one after the other."""
    each = prices.seconds("jacobian", mapping.shape[1], 1, int(mapping.program[0].length))
    return 100 * (15 * each + _beside(0.3e-3))


def search(field: Field, dimensions: int) -> float:
    """Critical points in a box: as long as the search gives itself, for programs of that length."""
    jets = prices.seconds("jet", max(2, dimensions), 1024, instructions(field))
    return 200 * jets + _beside(20e-3)


def level_set(fields: Sequence[Field], dimensions: int, cells: int) -> float:
    """The set on which equations hold, cut out of a grid and brought to rounding."""
    grid = sum(prices.seconds("value", max(2, dimensions), cells, instructions(field)) for field in fields)
    return 2 * grid + _beside(10e-3 + cells * 0.5e-6)


def constrained(fields: Sequence[Field], dimensions: int) -> float:
    """All extrema of the first of these on the set of the others."""
    return sum(search(field, dimensions) for field in fields) + level_set(fields[1:], dimensions, 32**dimensions)


def on_a_set(fields: Sequence[Field]) -> float:
    """A point that is dragged along a set."""
    return _beside(0.5e-3) + 10 * sum(prices.seconds("jacobian", 8, 1, instructions(field)) for field in fields)


def walks(field: Field, runs: Sequence[Run]) -> float:
    """Walks with every step they may make."""
    return sum(_walk(field, run) for run in runs) + _beside(len(runs) * _WALK)


def _walk(field: Field, run: Run) -> float:
    n, length = len(field.variables), instructions(field)
    if run.is_on_a_line():
        return prices.seconds("walk", 1, 1, length, run.steps)
    if run.is_by_rule():
        return prices.seconds("descent", n, 1, length, run.steps) + _beside(run.steps * n * 5 * _CELL)
    return run.steps * _turn(n, length, lanes=1)


def _turn(n: int, length: int, lanes: int) -> float:
    """One step of conversations that are answered together; a search asks about twice."""
    jets = prices.jets(n, lanes, length)
    return (2 if n <= 2 else 6) * jets + _beside(lanes * _TURN)


def ends(field: Field, run: Run, count: int) -> float:
    """Where `count` walks like this one end."""
    n, length = len(field.variables), instructions(field)
    if run.is_by_rule():
        return prices.seconds("settle", n, count, length, run.steps) + _beside(count * 2e-6)
    if is_quick(run):
        return run.steps * prices.jets(n, count, length) + _beside(count * 2e-6)
    return count * (run.steps * _turn(n, length, lanes=8) / 8 + _beside(_WALK))


def on_a_line(field: Field, count: int, steps: int) -> float:
    """Walks in one variable side by side."""
    return prices.seconds("walk", 1, count, instructions(field), steps) + _beside(steps * count * _CELL)


def root(field: Field, steps: int) -> float:
    """A zero, step by step."""
    calls = -(-steps // WALK_STEPS)
    return calls * prices.seconds("walk", 1, 1, instructions(field), WALK_STEPS) + _beside(1e-3 + steps * 4 * _CELL)


def fit(parameters: int, points: int, instructions: int, steps: int, cells: int) -> float:
    """A descent on a loss of residuals, and a picture of the loss of so many cells."""
    kind: Kind = "fit"
    walk = prices.seconds(kind, parameters + 1, points, instructions, steps)
    return walk + _beside(1e-3 + cells * (points * 15e-9 + _CELL) + cells * points * instructions * 2e-9)


def lesson(numbers: int, count: int, samples: int, steps: int, measurements: int) -> float:
    """So many batches of training, of so many samples in all, measured on `count` samples so often.

    Args:
        numbers: of the network, weights and biases.
    """
    trained = steps * 12e-6 + samples * (0.15e-6 + numbers * 8e-9)
    return _beside(1e-3 + trained + measurements * (0.15e-3 + count * numbers * 1.2e-9))


def natural_lesson(numbers: int, steps: int) -> float:
    """Training by natural gradient, which solves an equation of all numbers with every batch."""
    return _beside(steps * (0.3e-3 + numbers**2 * 60e-9))


def family_walks(steps: int, parameters: int) -> float:
    """Walks on the parameters of a family, whose metric is a sum over its outcomes."""
    return _beside(5e-3 + steps * parameters**2 * 0.3e-3)


def family_map(field: Field, cells: int) -> float:
    """Surprise of each of the data at each of many parameters."""
    return prices.seconds("value", 4, cells, instructions(field))


def landscape(numbers: int, samples: int, cells: int, eigenvalues: int) -> float:
    """A slice through a network's loss, and leading eigenvalues of its Hessian."""
    return _beside(5e-3 + cells * samples * numbers * 1e-9 + eigenvalues * 30 * samples * (1e-6 + numbers * 8e-9))


def backpropagation() -> float:
    """One batch, there and back, and checked by differences."""
    return _beside(6e-3)


def reading(characters: int) -> float:
    """A text on its way to a function."""
    return _beside(0.3e-3 + characters * 15e-6)


def steps_of_rules(field: Field) -> float:
    """A derivative, rule by rule."""
    return _beside(0.5e-3 + instructions(field) * _FORMULA / 4)


def _beside(seconds: float) -> float:
    return prices.slowness() * seconds
