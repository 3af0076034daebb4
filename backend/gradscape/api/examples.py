"""Functions worth looking at, each with a box that shows it well and one true sentence about it."""

from typing import NamedTuple


class Example(NamedTuple):
    """A function of one or two variables to begin with."""

    name: str
    source: str
    variables: tuple[str, ...]
    box: tuple[tuple[float, float], ...]
    note: str


def _square(size: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return ((-size, size), (-size, size))


_X = ("x",)
_XY = ("x", "y")

_CURVES = (
    Example("Cubic", "x^3 - x", _X, ((-2.0, 2.0),), "a maximum at −1/√3, a minimum at 1/√3, an inflection between"),
    Example("Two valleys", "x^4 - 3x^2 + x", _X, ((-2.2, 2.2),), "two minima, and only the left one is global"),
    Example("Serpentine", "x/(x^2 + 1)", _X, ((-5.0, 5.0),), "largest at 1, smallest at −1, and nearly 0 far out"),
    Example("Sine", "sin(x)", _X, ((-6.5, 6.5),), "its derivative is the same wave, a quarter of a period ahead"),
    Example("Bell curve", "e^(-x^2)", _X, ((-3.0, 3.0),), "a maximum at 0, inflections at −1/√2 and 1/√2"),
    Example("Sigmoid", "sigmoid(x)", _X, ((-6.0, 6.0),), "f′ = f (1 − f), which is largest at 0 with 1/4"),
    Example("ReLU", "relu(x)", _X, ((-2.0, 2.0),), "slope 0 on the left, 1 on the right, and none at 0"),
    Example("Absolute value", "|x|", _X, ((-2.0, 2.0),), "slope −1 on the left, 1 on the right: a corner at 0"),
    Example("Cube root", "cbrt(x)", _X, ((-2.0, 2.0),), "its tangent at 0 is vertical, so there is no slope"),
    Example("Square root", "sqrt(x)", _X, ((0.0, 4.0),), "steeper and steeper towards 0, without bound"),
    Example(
        "Logarithm", "log(x)", _X, ((0.0, 5.0),), "its slope is 1/x: ever flatter, and still it never stops growing"
    ),
    Example("Tangent", "tan(x)", _X, ((-4.5, 4.5),), "f′ = 1 + f², so it climbs wherever it exists"),
    Example("x to the x", "x^x", _X, ((0.0, 2.0),), "smallest at 1/e; towards 0 it climbs back to 1"),
    Example(
        "Ever faster waves",
        "x^2*sin(1/x)",
        _X,
        ((-0.3, 0.3),),
        "squeezed to 0 between −x² and x²; at 0 itself the formula has no value",
    ),
)

_SURFACES = (
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

EXAMPLES: tuple[Example, ...] = (*_CURVES, *_SURFACES)
