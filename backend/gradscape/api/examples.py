"""Functions worth looking at, each with a box that shows it well and one true sentence about it."""

from typing import NamedTuple


class Example(NamedTuple):
    """A function of two variables to begin with."""

    name: str
    source: str
    variables: tuple[str, str]
    box: tuple[tuple[float, float], tuple[float, float]]
    note: str


def _square(size: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return ((-size, size), (-size, size))


_XY = ("x", "y")

EXAMPLES: tuple[Example, ...] = (
    Example(
        "Saddle", "x^2 - y^2", _XY, _square(3.0), "up along x, down along y: flat at 0, but neither lowest nor highest"
    ),
    Example("Bowl", "x^2 + y^2", _XY, _square(3.0), "the gradient points straight away from the minimum"),
    Example("Long valley", "x^2/2 + 5y^2", _XY, _square(3.0), "ten times as curved along y as along x"),
    Example(
        "Tilted quadratic form", "x^2 + x*y + y^2", _XY, _square(2.0), "its axes are the eigenvectors of the Hessian"
    ),
    Example(
        "Monkey saddle",
        "x^3 - 3x*y^2",
        _XY,
        _square(1.5),
        "three ways down; at 0 the Hessian is zero and decides nothing",
    ),
    Example(
        "Himmelblau", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", _XY, _square(6.0), "four minima, four saddles, one maximum"
    ),
    Example(
        "Rosenbrock",
        "(1 - x)^2 + 100(y - x^2)^2",
        _XY,
        ((-2.0, 2.0), (-1.0, 3.0)),
        "a curved valley, its minimum at (1, 1)",
    ),
    Example(
        "Ripples",
        "r = x^2 + y^2\nsin(2r)/(1 + r)",
        _XY,
        _square(3.0),
        "a line of its own names a part; whole circles are critical",
    ),
    Example("Egg box", "sin(x)*sin(y)", _XY, _square(6.0), "minima and maxima like a chessboard, saddles between"),
    Example(
        "Two hills",
        "e^(-(x-1)^2 - y^2) + e^(-(x+1)^2 - y^2)",
        _XY,
        _square(3.0),
        "two maxima and the saddle of the pass",
    ),
    Example(
        "Triangle", "x*y*(1 - x - y)", _XY, ((-0.5, 1.5), (-0.5, 1.5)), "zero on three lines; a maximum at (1/3, 1/3)"
    ),
    Example("Cone", "sqrt(x^2 + y^2)", _XY, _square(2.0), "every slope is 1, and at the tip there is none"),
    Example("Roof", "|x| + |y|", _XY, _square(2.0), "kinks along both axes, as in L1 regularisation"),
    Example(
        "Entropy of two outcomes",
        "-x*log(x) - y*log(y)",
        _XY,
        ((0.0, 1.0), (0.0, 1.0)),
        "its slope is infinite at the edge",
    ),
    Example("Logistic loss", "log(1 + e^(-x*y))", _XY, _square(4.0), "the loss of a score x for a label y"),
    Example("One neuron", "sigmoid(3x - 2y + 1)", _XY, _square(3.0), "constant along lines, steep across one"),
    Example("Smooth maximum", "log(e^x + e^y)", _XY, _square(3.0), "close to the larger of x and y, without its kink"),
)
