"""Random expressions in which every word of the language stands often, and boxes of all sizes for them."""

import numpy as np

from gradscape.language.functions import FUNCTIONS, WORDS
from gradscape.language.syntax import Apply, Name, Number, Tree

VARIABLES = ("x", "y")
HEADS = (*sorted(WORDS), "add", "mul", "div", "neg", "power", "pow", "and", "or")
_EXPONENTS = (2.0, 3.0, -1.0, -2.0, 1.5, -0.5, 4.0, 0.75, 65.0)


def headed(random: np.random.Generator, head: str, depth: int, names: tuple[str, ...] = VARIABLES) -> Tree:
    """A tree whose outermost function is `head`."""
    parts = [_tree(random, depth - 1, names) for _ in range(4)]
    if head == "power":
        return _call("pow", parts[0], Number(float(random.choice(_EXPONENTS))))
    if head == "pow":
        # An exponent that varies: no whole number at any random point, where a negative base has another meaning.
        return _call("pow", parts[0], _call("div", Name(str(random.choice(names))), Number(3.0)))
    if head in ("if", "and", "or"):
        conditions = [_condition(random, names) for _ in range(2)]
        return _call("if", conditions[0] if head == "if" else _call(head, *conditions), parts[0], parts[1])
    if head == "add":
        return _call("add", parts[0], _call("neg", parts[1]), *parts[2 : 2 + random.integers(2)])
    if head in ("mul", "neg"):
        return _call(head, *parts[: 2 if head == "mul" else 1])
    fewest = FUNCTIONS[head].fewest
    return _call(head, *parts[:fewest])


def _tree(random: np.random.Generator, depth: int, names: tuple[str, ...]) -> Tree:
    if depth <= 0:
        kind = random.random()
        name = Name(str(random.choice(names)))
        if kind < 0.7:
            return name
        return (
            Number(float(random.choice([0.25, 0.5, 1.0, 2.0, 3.0]))) if kind < 0.85 else _call("add", name, Number(0.5))
        )
    return headed(random, str(random.choice(HEADS)), depth, names)


def _condition(random: np.random.Generator, names: tuple[str, ...]) -> Tree:
    comparison = str(random.choice(["less", "less_equal", "greater", "greater_equal"]))
    return _call(comparison, _tree(random, int(random.integers(2)), names), _tree(random, 0, names))


def _call(function: str, *arguments: Tree) -> Tree:
    return Apply(function, arguments)


def boxes(random: np.random.Generator, count: int, n: int = 2) -> np.ndarray:
    """(count, n, 2): points, narrow and wide boxes, some of them ending at round numbers, a few near 0 or far out."""
    centres = random.uniform(-3, 3, (count, n)) * random.choice([1.0, 1.0, 1.0, 1e-9, 1e9], (count, 1))
    widths = 10.0 ** random.uniform(-12, 0, (count, n)) * random.choice([0.0, 1.0, 1.0], (count, 1))
    lows, highs = centres - widths, centres + widths
    is_round = random.random((count, 1)) < 0.2
    return np.stack(
        [np.where(is_round, np.round(2 * lows) / 2, lows), np.where(is_round, np.round(2 * highs) / 2, highs)], -1
    )


def places(random: np.random.Generator, box: np.ndarray) -> list[np.ndarray]:
    """A corner of the box, and a point anywhere in it."""
    corner = box[np.arange(len(box)), random.integers(0, 2, len(box))]
    return [corner, random.uniform(box[:, 0], box[:, 1])]
