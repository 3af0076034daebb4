"""Light simplification: constructors that build a sum, product, quotient or power the way a textbook would write it.

Wherever the plain expression has a value, the simplified one has the same. (x/x becomes 1, which is defined at 0 too.)
"""

from collections.abc import Iterable
from fractions import Fraction

from gradscape.language.syntax import Apply, Name, Number, Tree
from gradscape.language.vocabulary import CONSTANTS, VARIABLE_LETTERS

ZERO, ONE, TWO = Number(0.0), Number(1.0), Number(2.0)
# Exact arithmetic is for coefficients that people read; beyond this nothing is folded.
_LARGEST_EXACT = 10**15


def add(*terms: Tree) -> Tree:
    """Their sum; like terms are collected: xy + xy = 2xy."""
    coefficients: dict[Tree | None, Fraction] = {}
    unread: list[Tree] = []
    in_decimals = any(map(_has_decimals, terms))
    for term in terms:
        for part in _summands(term):
            coefficient, core = _split(part)
            total = coefficients.get(core, Fraction(0)) + coefficient
            if _is_readable(total):
                coefficients[core] = total
            else:
                unread.append(part)
    parts = [_scaled(coefficient, core, in_decimals) for core, coefficient in coefficients.items() if coefficient]
    parts += unread
    if not parts:
        return ZERO
    return parts[0] if len(parts) == 1 else Apply("add", tuple(_positive_first(parts)))


def _positive_first(terms: list[Tree]) -> list[Tree]:
    """1 - x² rather than -x² + 1."""
    first = next((term for term in terms if not _is_negative(term)), None)
    if first is None or not _is_negative(terms[0]):
        return terms
    return [first, *(term for term in terms if term is not first)]


def _is_negative(tree: Tree) -> bool:
    return isinstance(tree, Apply) and tree.function == "neg"


def subtract(a: Tree, b: Tree) -> Tree:
    """a - b."""
    return add(a, negate(b))


def negate(tree: Tree) -> Tree:
    """-a, without a double sign."""
    if isinstance(tree, Apply) and tree.function == "neg":
        return tree.arguments[0]
    return tree if tree == ZERO else Apply("neg", (tree,))


def multiply(*factors: Tree) -> Tree:
    """Their product: one coefficient in front, equal bases joined, one fraction bar."""
    if ZERO in factors:
        return ZERO
    coefficient, above, below = _gathered(factors)
    if coefficient == 0:
        return ZERO
    _cancel(above, below)
    return _fraction(coefficient, _powers(above), _powers(below), any(map(_has_decimals, factors)))


def divide(a: Tree, b: Tree) -> Tree:
    """a / b."""
    return multiply(a, Apply("div", (ONE, b)))


def power(base: Tree, exponent: Tree) -> Tree:
    """base ^ exponent, with x^1 = x, x^0 = 1 and (x^m)^n = x^(mn) for whole m, n > 0."""
    if exponent == ONE:
        return base
    if exponent == ZERO or base == ONE:
        return ONE
    inner, whole = whole_power(base)
    outer = _whole(exponent)
    if outer is not None and whole > 1:
        return Apply("pow", (inner, Number(float(whole * outer))))
    return Apply("pow", (base, exponent))


def less_one(exponent: Tree) -> Tree:
    """exponent - 1."""
    return add(exponent, negate(ONE))


def exact(tree: Tree) -> Fraction | None:
    """The rational number that a tree of literals stands for, if it is simple enough to be read."""
    match tree:
        case Number(value=value):
            number = Fraction(repr(value))
            return number if _is_readable(number) else None
        case Apply(function="neg", arguments=(inner,)):
            number = exact(inner)
            return None if number is None else -number
        case Apply(function="div", arguments=(above, below)):
            a, b = exact(above), exact(below)
            return a / b if a is not None and b and _is_readable(a / b) else None
    return None


def _is_readable(number: Fraction) -> bool:
    return max(abs(number.numerator), number.denominator) < _LARGEST_EXACT


def _summands(tree: Tree, sign: int = 1) -> Iterable[Tree]:
    match tree:
        case Apply(function="add", arguments=arguments):
            for argument in arguments:
                yield from _summands(argument, sign)
        case Apply(function="neg", arguments=(inner,)):
            yield from _summands(inner, -sign)
        case _:
            yield tree if sign > 0 else negate(tree)


def _split(term: Tree) -> tuple[Fraction, Tree | None]:
    """A term as coefficient times the rest; the rest of a number is None."""
    number = exact(term)
    if number is not None:
        return number, None
    match term:
        case Apply(function="neg", arguments=(inner,)):
            coefficient, core = _split(inner)
            return -coefficient, core
        case Apply(function="mul", arguments=(first, *rest)) if exact(first) is not None:
            return exact(first) or Fraction(0), rest[0] if len(rest) == 1 else Apply("mul", tuple(rest))
        case Apply(function="div", arguments=(above, below)):
            outer, divisor = _split(above), exact(below)
            if divisor:
                return outer[0] / divisor, outer[1]
            return outer[0], Apply("div", (ONE if outer[1] is None else outer[1], below))
    return Fraction(1), term


def _scaled(coefficient: Fraction, core: Tree | None, in_decimals: bool) -> Tree:
    if core is None:
        return _fraction(coefficient, [], [], in_decimals)
    if isinstance(core, Apply) and core.function == "div":
        return _fraction(coefficient, _factors(core.arguments[0]), _factors(core.arguments[1]), in_decimals)
    return _fraction(coefficient, _factors(core), [], in_decimals)


def _factors(tree: Tree) -> list[Tree]:
    if tree == ONE:
        return []
    return list(tree.arguments) if isinstance(tree, Apply) and tree.function == "mul" else [tree]


def _gathered(factors: Iterable[Tree]) -> tuple[Fraction, dict[Tree, int], dict[Tree, int]]:
    """Coefficient, and whole powers of the bases above and below the fraction bar."""
    coefficient, above, below = Fraction(1), {}, {}
    stack = [(factor, False) for factor in reversed(list(factors))]
    while stack:
        factor, is_below = stack.pop()
        number = exact(factor)
        if number is not None and (number or not is_below):
            folded = coefficient / number if is_below else coefficient * number
            if _is_readable(folded):
                coefficient = folded
                continue
        match factor:
            case Apply(function="mul", arguments=arguments):
                stack.extend((argument, is_below) for argument in reversed(arguments))
            case Apply(function="neg", arguments=(inner,)):
                coefficient = -coefficient
                stack.append((inner, is_below))
            case Apply(function="div", arguments=(numerator, denominator)):
                stack.append((denominator, not is_below))
                stack.append((numerator, is_below))
            case Apply(function="pow", arguments=(Apply(function="mul", arguments=parts), n)) if _whole(n):
                stack.extend((power(part, n), is_below) for part in reversed(parts))
            case _:
                base, whole = whole_power(factor)
                side = below if is_below else above
                side[base] = side.get(base, 0) + whole
    return coefficient, above, below


def whole_power(tree: Tree) -> tuple[Tree, int]:
    """x and n for x^n with a whole n > 0, else the tree and 1."""
    if isinstance(tree, Apply) and tree.function == "pow":
        whole = _whole(tree.arguments[1])
        if whole is not None:
            return tree.arguments[0], whole
    return tree, 1


def _whole(tree: Tree) -> int | None:
    if isinstance(tree, Number) and tree.value.is_integer() and 0 < tree.value < _LARGEST_EXACT:
        return int(tree.value)
    return None


def _cancel(above: dict[Tree, int], below: dict[Tree, int]) -> None:
    for base in [base for base in above if base in below]:
        common = min(above[base], below[base])
        for side in (above, below):
            side[base] -= common
            if not side[base]:
                del side[base]


def _powers(bases: dict[Tree, int]) -> list[Tree]:
    return [part for base, whole in bases.items() for part in _raised(base, whole)]


def _raised(base: Tree, whole: int) -> list[Tree]:
    """base^n; of a square root only a single one stays."""
    if isinstance(base, Apply) and base.function == "sqrt" and whole > 1:
        return [*_raised(base.arguments[0], whole // 2), *([base] if whole % 2 else [])]
    return [base if whole == 1 else Apply("pow", (base, Number(float(whole))))]


def _fraction(coefficient: Fraction, above: list[Tree], below: list[Tree], in_decimals: bool) -> Tree:
    """coefficient · above / below, with the sign in front."""
    size = abs(coefficient)
    if (
        coefficient == -1
        and not below
        and len(above) == 1
        and isinstance(above[0], Apply)
        and above[0].function == "add"
    ):
        return Apply("add", tuple(_positive_first([negate(term) for term in above[0].arguments])))
    top, bottom = Number(float(size.numerator)), Number(float(size.denominator))
    if size.denominator != 1 and in_decimals and _ends_as_decimal(size):
        top, bottom = Number(float(size)), ONE
    numerator = _product([top, *sorted(above, key=_reading_order)])
    denominator = _product([bottom, *sorted(below, key=_reading_order)])
    tree = numerator if denominator == ONE else Apply("div", (numerator, denominator))
    return negate(tree) if coefficient < 0 else tree


def _has_decimals(tree: Tree) -> bool:
    """Whether people wrote 0.5 rather than 1/2 as its coefficient."""
    match tree:
        case Number(value=value):
            return not value.is_integer()
        case Apply(function="neg" | "mul" | "div" | "add", arguments=arguments):
            return any(map(_has_decimals, arguments))
    return False


def _ends_as_decimal(number: Fraction) -> bool:
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _product(factors: list[Tree]) -> Tree:
    kept = [factor for factor in factors if factor != ONE]
    if not kept:
        return ONE
    return kept[0] if len(kept) == 1 else Apply("mul", tuple(kept))


def _reading_order(factor: Tree) -> tuple:
    """Numbers, constants, parameters, variables, then everything longer as it came."""
    base = factor.arguments[0] if isinstance(factor, Apply) and factor.function == "pow" else factor
    if not isinstance(base, Name):
        return (3,)
    letter, _, index = base.name.partition("_")
    if base.name in CONSTANTS:
        return (0, base.name) if isinstance(factor, Name) else (3,)
    if letter not in VARIABLE_LETTERS:
        return (1, letter, len(index), index)
    return (2, VARIABLE_LETTERS.index(letter), len(index), index)
