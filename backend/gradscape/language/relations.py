"""Relations as people write them, x > 0 instead of x² ≠ 0 and sqrt(x) ≠ 0, and none that follows from another."""

from collections.abc import Iterable, Iterator

from gradscape.language.simplification import ZERO
from gradscape.language.syntax import Apply, Number, Tree, literal

_TURNED = {"greater": "less", "less": "greater", "not_equal": "not_equal"}
# Bounds with more characters stay as they were typed.
_SHORT = 8


def minimal(relations: Iterable[Apply]) -> tuple[Apply, ...]:
    """The same conditions u > v, u < v, u ≠ v in their simplest form, without those that others imply."""
    found: dict[Apply, None] = {}
    for relation in relations:
        found |= dict.fromkeys(simplest(relation))
    return tuple(each for each in found if not any(_implies(other, each) for other in found if other != each))


def simplest(relation: Apply) -> Iterator[Apply]:
    """Relations that together hold exactly where this one does, as far as both of its sides have values."""
    kind, (left, right) = relation.function, relation.arguments
    found = _of_zero(kind, left) if right == ZERO else None
    found = found or _moved(kind, left, right)
    if found is None:
        yield relation
        return
    for each in found:
        yield from simplest(each)


def _of_zero(kind: str, left: Tree) -> list[Apply] | None:
    """What u > 0, u < 0 or u ≠ 0 says of the parts of u."""
    match left:
        case Apply(function="mul", arguments=parts) if kind == "not_equal":
            return [Apply(kind, (part, ZERO)) for part in parts if literal(part) is None]
        case Apply(function="div", arguments=(above, _)) if kind == "not_equal" and literal(above) is None:
            return [Apply(kind, (above, ZERO))]
        case Apply(function="pow", arguments=(base, exponent)) if (n := literal(exponent)) and n > 0 and n % 1 == 0:
            return _of_power(kind, base, n % 2 == 0)
        case Apply(function="sqrt", arguments=(inner,)) if kind != "less":
            return [Apply("greater", (inner, ZERO))]
        case Apply(function="abs", arguments=(inner,)) if kind != "less":
            return [Apply("not_equal", (inner, ZERO))]
    return None


def _of_power(kind: str, base: Tree, is_even: bool) -> list[Apply] | None:
    if not is_even or kind == "not_equal":
        return [Apply(kind, (base, ZERO))]
    return [Apply("not_equal", (base, ZERO))] if kind == "greater" else None


def _moved(kind: str, left: Tree, right: Tree) -> list[Apply] | None:
    """With what stands beside a name on the other side: x - 1 ≠ 0 as x ≠ 1, -x > 0 as x < 0, 2 x > 1 as x > 0.5."""
    limit = literal(right)
    match left:
        case Apply(function="neg", arguments=(inner,)) if limit is not None:
            return [Apply(_TURNED[kind], (inner, _number(-limit)))]
        case Apply(function="sub", arguments=(u, v)) if limit == 0 and literal(u) is None:
            return [Apply(kind, (u, v))]
        case Apply(function="add", arguments=(u, Apply(function="neg", arguments=(v,)))) if (
            limit == 0 and literal(u) is None
        ):
            return [Apply(kind, (u, v))]
        case Apply(function="sub" | "add", arguments=(u, v)) if limit is not None:
            return _without_term(kind, left.function, u, v, limit)
        case Apply(function="mul", arguments=(u, v)) if limit is not None and (factor := literal(u)):
            bound = limit / factor
            return [Apply(kind if factor > 0 else _TURNED[kind], (v, _number(bound)))] if _is_short(bound) else None
    return None


def _without_term(kind: str, operation: str, u: Tree, v: Tree, limit: float) -> list[Apply] | None:
    first, second = literal(u), literal(v)
    if second is not None and first is None:
        bound = limit + second if operation == "sub" else limit - second
        return [Apply(kind, (u, _number(bound)))] if _is_short(bound) else None
    if first is not None and second is None:
        bound, turned = limit - first, kind
        if operation == "sub":
            bound, turned = -bound, _TURNED[kind]
        return [Apply(turned, (v, _number(bound)))] if _is_short(bound) else None
    return None


def _implies(one: Apply, other: Apply) -> bool:
    """Whether `other` holds wherever `one` does; of two that say the same neither is dropped here."""
    (u, a), (v, b) = one.arguments, other.arguments
    first, second = literal(a), literal(b)
    if u != v or first is None or second is None:
        return False
    match one.function, other.function:
        case "greater", "greater":
            return first > second
        case "greater", "not_equal":
            return first >= second
        case "less", "less":
            return first < second
        case "less", "not_equal":
            return first <= second
    return False


def _number(value: float) -> Tree:
    return Number(value + 0.0) if value >= 0 else Apply("neg", (Number(-value),))


def _is_short(value: float) -> bool:
    return len(repr(value)) <= _SHORT
