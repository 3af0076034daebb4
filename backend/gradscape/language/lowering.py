"""Tree to code: a short straight list of instructions over few registers, common subexpressions computed once."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from gradscape.language.constants import is_constant, whole_number
from gradscape.language.equality import are_equal
from gradscape.language.errors import LanguageError
from gradscape.language.folding import Folding, folded, is_total
from gradscape.language.printing import is_negated
from gradscape.language.registers import Instruction, Node, allocated
from gradscape.language.stable import stable
from gradscape.language.syntax import Apply, Function, Map, Name, Number, Span, Tree

MAXIMUM_INSTRUCTIONS = 512
# Above this, repeated squaring would add up more rounding than one call of pow.
_LARGEST_MULTIPLIED_POWER = 64


class Code(NamedTuple):
    """Instructions in order, and the registers that hold the results after them. Immediates may mention parameters.

    One function's result is what the last instruction wrote.
    """

    instructions: tuple[Instruction, ...]
    results: tuple[int, ...]


@lru_cache(maxsize=256)
def lower(function: Function) -> Code:
    """Code for `function`, its variables in the first registers in their order; made once for many questions.

    Raises:
        LanguageError: where the function needs more than 512 instructions or 32 registers at once.
    """
    return _lowered((function.tree,), function.variables, function.source)


def lower_map(found: Map) -> Code:
    """Code for all entries of the map's value; what they have in common is computed once.

    Raises:
        LanguageError: as for `lower`.
    """
    return _lowered(found.outputs, found.variables, found.source)


def _lowered(trees: tuple[Tree, ...], variables: tuple[str, ...], source: str) -> Code:
    graph = _Graph(variables, Span(0, len(source)))
    return Code(*allocated(graph.nodes, graph.values(trees), graph.span))


def _register_need(tree: Tree) -> int:
    """About how many registers the tree holds at once (Sethi & Ullman 1970); the needier operand goes first."""
    if not isinstance(tree, Apply):
        return 0
    needs = sorted((_register_need(argument) for argument in tree.arguments), reverse=True)
    return max(need + place for place, need in enumerate(needs[:3])) if needs[0] else 1


class _Graph:
    """Numbers the distinct values of functions: equal subexpressions get one node."""

    def __init__(self, variables: tuple[str, ...], span: Span):
        self.variables = variables
        self.span = span
        self.nodes: list[Node] = []
        self._numbers: dict[tuple, int] = {}
        self._need = cache(_register_need)
        for variable in range(len(self.variables)):
            self._add("variable", (), Number(float(variable)), 1 << variable)

    def value(self, tree: Tree) -> int:
        """The node that holds the value of `tree`."""
        if is_constant(tree, self.variables):
            return self._emit("constant", immediate=tree)
        if isinstance(tree, Name):
            return self.variables.index(tree.name)
        tree = stable(tree)
        assert isinstance(tree, Apply)
        return _RULES.get(tree.function, _Graph._by_name)(self, tree)

    def _emit(self, opcode: str, *operands: int, immediate: Tree | None = None) -> int:
        match folded(self.nodes, opcode, operands, immediate):
            case None:
                return self._written(opcode, operands, immediate)
            case int(same):
                return same
            case steps:
                return self._instead(steps)

    def _instead(self, steps: tuple[Folding, ...]) -> int:
        result = -1
        for opcode, operands, immediate in steps:
            places = (result if operand is None else operand for operand in operands)
            result = self._written(opcode, tuple(places), immediate)
        return result

    def _written(self, opcode: str, operands: tuple[int, ...], immediate: Tree | None) -> int:
        dependence = 0
        for operand in operands:
            dependence |= self.nodes[operand].dependence
        return self._add(opcode, operands, immediate, dependence)

    def _add(self, opcode: str, operands: tuple[int, ...], immediate: Tree | None, dependence: int) -> int:
        key = (opcode, tuple(sorted(operands)) if opcode in _COMMUTATIVE else operands, immediate)
        if key not in self._numbers:
            self._numbers[key] = len(self.nodes)
            self.nodes.append(Node(opcode, operands, immediate, dependence))
            if len(self.nodes) > MAXIMUM_INSTRUCTIONS:
                message = f"this takes more than {MAXIMUM_INSTRUCTIONS} operations"
                raise LanguageError(message, self.span, "shorten it")
        return self._numbers[key]

    def values(self, trees: tuple[Tree, ...]) -> list[int]:
        """Their nodes in the given order, computed neediest first."""
        order = sorted(range(len(trees)), key=lambda k: -self._need(trees[k]))
        computed = {k: self.value(trees[k]) for k in order}
        return [computed[k] for k in range(len(trees))]

    def _by_name(self, tree: Apply) -> int:
        return self._emit(tree.function, *self.values(tree.arguments))

    def _folded(self, tree: Apply) -> int:
        nodes = self.values(tree.arguments)
        result = nodes[0]
        for node in nodes[1:]:
            result = self._emit(tree.function, *self._once(result, node))
        return result

    def _once(self, a: int, b: int) -> tuple[int, int]:
        """Both, or twice the one where they have the same value: two spellings of it are no tie."""
        if is_total(self.nodes, b) and are_equal(self.nodes, a, b):
            return a, a
        return a, b

    def _sum(self, tree: Apply) -> int:
        constants = tuple(term for term in tree.arguments if is_constant(term, self.variables))
        terms = [term for term in tree.arguments if term not in constants]
        neediest = max(terms, key=self._need)
        self.value(neediest.arguments[0] if is_negated(neediest) else neediest)
        terms.sort(key=is_negated)  # a positive term first saves a negation
        result = self.value(terms[0])
        for term in terms[1:]:
            operation, operand = ("sub", term.arguments[0]) if is_negated(term) else ("add", term)
            result = self._emit(operation, result, self.value(operand))
        return self._emit("shift", result, immediate=_joined("add", constants)) if constants else result

    def _product(self, tree: Apply) -> int:
        constants = tuple(factor for factor in tree.arguments if is_constant(factor, self.variables))
        factors = tuple(factor for factor in tree.arguments if factor not in constants)
        # A name of an earlier line stands for one tree, which may be a factor twice: places tell factors apart.
        neediest = max(range(len(factors)), key=lambda place: self._need(factors[place]))
        result = self.value(factors[neediest])
        for factor in (*factors[:neediest], *factors[neediest + 1 :]):
            result = self._emit("mul", result, self.value(factor))
        return self._emit("scale", result, immediate=_joined("mul", constants)) if constants else result

    def _quotient(self, tree: Apply) -> int:
        if tree.arguments[0] == Number(1.0):
            return self._emit("reciprocal", self.value(tree.arguments[1]))
        return self._emit("div", *self.values(tree.arguments))

    def _power(self, tree: Apply) -> int:
        base, exponent = tree.arguments
        whole = whole_number(exponent)
        if whole is not None and 0 < abs(whole) <= _LARGEST_MULTIPLIED_POWER:
            magnitude = self._multiplied(self.value(base), abs(whole))
            return magnitude if whole > 0 else self._emit("reciprocal", magnitude)
        if is_constant(exponent, self.variables):
            return self._emit("power", self.value(base), immediate=exponent)
        if base == Name("e"):
            return self._emit("exp", self.value(exponent))
        return self._emit("pow", *self.values(tree.arguments))

    def _multiplied(self, base: int, exponent: int) -> int:
        """base^exponent by squaring: right for negative bases, derivatives included."""
        if exponent == 1:
            return base
        square = self._emit("square", self._multiplied(base, exponent // 2))
        return self._emit("mul", square, base) if exponent % 2 else square

    def _if(self, tree: Apply) -> int:
        condition, chosen, otherwise = self.values(tree.arguments)
        chosen, otherwise = self._once(chosen, otherwise)
        if chosen == otherwise and is_total(self.nodes, condition):
            return chosen
        return self._emit("add", self._emit("choose", condition, chosen), self._emit("unless", condition, otherwise))

    def _either(self, tree: Apply) -> int:
        a, b = self.values(tree.arguments)
        return self._emit("sub", self._emit("add", a, b), self._emit("mul", a, b))

    def _times_itself(self, opcode: str, tree: Apply) -> int:
        x = self.value(tree.arguments[0])
        return self._emit("mul", x, self._emit(opcode, x))

    def _over(self, above: str | None, below: str, tree: Apply) -> int:
        x = self.value(tree.arguments[0])
        denominator = self._emit(below, x)
        return self._emit("div", self._emit(above, x), denominator) if above else self._emit("reciprocal", denominator)


def _joined(function: str, constants: tuple[Tree, ...]) -> Tree:
    return constants[0] if len(constants) == 1 else Apply(function, constants)


_COMMUTATIVE = frozenset({"add", "mul", "min", "max", "hypot"})
_RULES: dict[str, Callable[[_Graph, Apply], int]] = {
    "add": _Graph._sum,
    "mul": _Graph._product,
    "div": _Graph._quotient,
    "pow": _Graph._power,
    "if": _Graph._if,
    "min": _Graph._folded,
    "max": _Graph._folded,
    "or": _Graph._either,
    "and": lambda graph, tree: graph._emit("mul", *graph.values(tree.arguments)),
    "greater": lambda graph, tree: graph._emit("less", *reversed(graph.values(tree.arguments))),
    "greater_equal": lambda graph, tree: graph._emit("less_equal", *reversed(graph.values(tree.arguments))),
    "swish": lambda graph, tree: graph._times_itself("sigmoid", tree),
    "gelu": lambda graph, tree: graph._times_itself("normal_cdf", tree),
    "sec": lambda graph, tree: graph._over(None, "cos", tree),
    "csc": lambda graph, tree: graph._over(None, "sin", tree),
    "cot": lambda graph, tree: graph._over("cos", "sin", tree),
}
