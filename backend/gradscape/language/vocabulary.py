"""The words of the language: functions, constants, and what people write for them."""

import math
from typing import NamedTuple


class Word(NamedTuple):
    """A function a person can call, with how many arguments it takes (`most` None: any number)."""

    name: str
    fewest: int
    most: int | None
    description: str


def _unary(**descriptions: str) -> list[Word]:
    return [Word(name, 1, 1, description) for name, description in descriptions.items()]


WORDS: dict[str, Word] = {
    word.name: word
    for word in [
        *_unary(
            sin="sine, angle in radians",
            cos="cosine, angle in radians",
            tan="tangent",
            sec="secant, 1/cos x",
            csc="cosecant, 1/sin x",
            cot="cotangent, cos x / sin x",
            arcsin="inverse sine, in [-π/2, π/2]",
            arccos="inverse cosine, in [0, π]",
            arctan="inverse tangent, in (-π/2, π/2)",
            sinh="hyperbolic sine",
            cosh="hyperbolic cosine",
            tanh="hyperbolic tangent",
            arsinh="inverse hyperbolic sine",
            arcosh="inverse hyperbolic cosine, x ≥ 1",
            artanh="inverse hyperbolic tangent, |x| < 1",
            exp="e to the power x",
            log="natural logarithm, x > 0",
            log2="logarithm to base 2, x > 0",
            log10="logarithm to base 10, x > 0",
            sqrt="square root, x ≥ 0",
            cbrt="cube root, of negative numbers too",
            abs="absolute value, also |x|",
            sign="-1, 0 or 1",
            floor="largest integer ≤ x",
            ceil="smallest integer ≥ x",
            round="nearest integer, halves away from zero",
            step="0 for x < 0, 1 for x ≥ 0",
            sigmoid="1/(1 + e^-x)",
            relu="max(x, 0)",
            leaky_relu="x for x > 0, else 0.01 x",
            elu="x for x > 0, else e^x - 1",
            softplus="log(1 + e^x)",
            swish="x sigmoid(x)",
            gelu="x Φ(x), Φ the normal distribution",
            erf="error function",
            gamma="Γ(x), with Γ(n) = (n-1)!",
            lgamma="log |Γ(x)|",
        ),
        Word("min", 2, 16, "smallest of its arguments"),
        Word("max", 2, 16, "largest of its arguments"),
        Word("mod", 2, 2, "mod(x, y) = x - y floor(x/y)"),
        Word("atan2", 2, 2, "atan2(y, x): angle of the point (x, y), in (-π, π]"),
        Word("hypot", 2, 2, "sqrt(x² + y²)"),
        Word("if", 3, 3, "if(condition, a, b): a where the condition holds, else b"),
    ]
}

# What makes a number of a vector, and the like; min and max of one vector are the extreme ones of its entries.
VECTOR_WORDS: dict[str, Word] = {
    word.name: word
    for word in [
        Word("sum", 1, 1, "sum of a vector's entries; sum(x_i y_i) is the same as sum(x*y)"),
        Word("prod", 1, 1, "product of a vector's entries"),
        Word("norm", 1, 1, "length of a vector, also |x|"),
        Word("dot", 2, 2, "dot product of two vectors, also x . y"),
        Word("transpose", 1, 1, "rows turned to columns, also A^T"),
        Word("diag", 1, 1, "square matrix with a vector on its diagonal"),
        Word("min", 1, 16, "smallest of its arguments, or of a vector's entries"),
        Word("max", 1, 16, "largest of its arguments, or of a vector's entries"),
    ]
}
# All words that can be called.
CALLABLE: dict[str, Word] = WORDS | VECTOR_WORDS

# How the grammar names its operators in the tree.
OPERATORS: dict[str, Word] = {
    word.name: word
    for word in [
        Word("add", 2, None, "a + b, a - b"),
        Word("mul", 2, None, "a b, a*b, a·b, a×b"),
        Word("div", 2, 2, "a/b, a÷b"),
        Word("pow", 2, 2, "a^b, a**b; 2^3^2 = 2^(3^2), -x^2 = -(x^2)"),
        Word("neg", 1, 1, "-a"),
        Word("less", 2, 2, "a < b"),
        Word("less_equal", 2, 2, "a <= b, a ≤ b"),
        Word("greater", 2, 2, "a > b"),
        Word("greater_equal", 2, 2, "a >= b, a ≥ b"),
        Word("and", 2, 2, "both conditions hold"),
        Word("or", 2, 2, "at least one condition holds"),
    ]
}

FUNCTIONS: dict[str, Word] = WORDS | OPERATORS
CONDITIONS = frozenset({"less", "less_equal", "greater", "greater_equal", "and", "or"})
CONSTANTS: dict[str, float] = {"pi": math.pi, "e": math.e, "tau": math.tau}

# Other spellings of the same words.
ALIASES: dict[str, str] = {
    "ln": "log",
    "log_2": "log2",
    "log_10": "log10",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "arcsinh": "arsinh",
    "arccosh": "arcosh",
    "arctanh": "artanh",
    "sgn": "sign",
    "heaviside": "step",
    "logistic": "sigmoid",
    "silu": "swish",
    "π": "pi",
    "τ": "tau",
}

GREEK: dict[str, str] = {
    "alpha": "α", "beta": "β", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "phi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω",
}  # fmt: skip

# Letters that are variables when nothing else says so; other letters become parameters.
VARIABLE_LETTERS = "xyztuvws"
# Those that everybody names in this order, whichever is read first.
COORDINATES = "xyz"

# Words from other places, and what they are called here.
FOREIGN: dict[str, str] = {
    "sine": "sin", "cosine": "cos", "tangent": "tan", "sen": "sin", "tg": "tan", "ctg": "cot", "arctg": "arctan",
    "lg": "log10", "lb": "log2", "sqr": "sqrt", "root": "sqrt", "pow": "^", "power": "^", "factorial": "gamma",
    "fabs": "abs", "signum": "sign", "where": "if", "piecewise": "if", "select": "if", "ceiling": "ceil",
    "inf": "1e300", "nan": "0",
}  # fmt: skip
