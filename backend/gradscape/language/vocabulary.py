"""The words of the language that are no functions of numbers, and what people write for them."""

import math
from typing import NamedTuple


class Word(NamedTuple):
    """An operator, or what a person can call, with how many arguments it takes (`most` None: any number)."""

    name: str
    fewest: int
    most: int | None
    description: str


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

CONDITIONS = frozenset({"less", "less_equal", "greater", "greater_equal", "and", "or"})
CONSTANTS: dict[str, float] = {"pi": math.pi, "e": math.e, "tau": math.tau}

# Other spellings of constants.
OTHER_SPELLINGS: dict[str, str] = {"π": "pi", "τ": "tau"}

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
    "inf": "1e300", "nan": "0", "PI": "pi", "Pi": "pi",
}  # fmt: skip
# Those that are nothing here.
NOT_HERE: dict[str, str] = {
    "int": "integrals cannot be read: type the function itself",
    "lim": "limits cannot be read: type the function itself",
    "math": "write sin(x) for math.sin(x)",
    "Math": "write sin(x) for Math.sin(x)",
}

# Names of functions elsewhere that would pass for products of letters: where a bracket follows, that is not meant.
FOREIGN_CALLS: dict[str, str | None] = {
    "sh": "sinh", "ch": "cosh", "th": "tanh", "ld": "log2", "exp2": "2^(...)", "log1p": "log(1 + ...)",
    "expm1": "e^(...) - 1", "det": None, "tr": None, "lim": None, "inv": None, "var": None, "std": None, "cov": None,
    "int": None, "gcd": None, "lcm": None, "not": None, "arg": None, "div": None, "rot": None, "der": None,
}  # fmt: skip
