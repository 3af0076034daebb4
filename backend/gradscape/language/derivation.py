"""The way to a derivative, one rule at a time, as one would write it on a blackboard.

A step applies the rule of `differentiation.RULES` to one part and leaves the derivatives of its own parts pending:
d/dx[x² sin x] = d/dx[x²] sin x + x² d/dx[sin x]. What is shown is therefore what is computed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from gradscape.language.differentiation import RULES, NotExpressible, derivative
from gradscape.language.functions import WORDS
from gradscape.language.simplification import ONE, ZERO, multiply, negate
from gradscape.language.syntax import Apply, Name, Number, Tree, names_in

MAXIMUM_STEPS = 128

_EXPLANATIONS = {
    "constant rule": "A constant does not change: its slope is 0.",
    "identity rule": "The line y = x climbs with slope 1.",
    "constant multiple rule": "A constant factor stays where it is.",
    "sum rule": "A sum is differentiated term by term.",
    "product rule": "One factor at a time is differentiated, the others stay; the results add up.",
    "quotient rule": "Slope above times below, minus above times slope below, over below squared.",
    "power rule": "The exponent comes down as a factor, and becomes one less.",
    "exponential rule": "An exponential grows in proportion to itself, by the logarithm of its base.",
    "logarithm rule": "The slope of the logarithm is one over its argument.",
    "chain rule": "The slope of the outer function, taken at the inner one, times the slope of the inner one.",
    "power with variable exponent": "With a variable in base and exponent, write the power as e^(exponent · log base).",
    "branch by branch": "Each branch is differentiated on its own; at the border there may be no derivative.",
    "step functions are flat": "Between its jumps the function is constant: its slope is 0.",
}
_BASIC = "A derivative to know by heart."


class Chain(NamedTuple):
    """A composition: `outer` and its derivative `outer_slope` in the letter `letter`, which stands for `inner`."""

    letter: str
    outer: Tree
    outer_slope: Tree
    inner: Tree


class Step(NamedTuple):
    """d/dx[before] = after by one rule. depth: how deep inside the whole; chain: only of the chain rule."""

    rule: str
    explanation: str
    depth: int
    before: Tree
    after: Tree
    chain: Chain | None


class Derivation(NamedTuple):
    """All steps, each before those of its parts, and the finished derivative."""

    steps: tuple[Step, ...]
    result: Tree


def derivation(tree: Tree, variable: str) -> Derivation:
    """The derivative of `tree` and how one gets there.

    Raises:
        NotExpressible: where the derivative has no formula in our words, or takes more than 128 steps.
    """
    result = derivative(tree, variable)
    steps: list[Step] = []
    for step in _Derivation(variable).steps(tree, 0):
        if len(steps) == MAXIMUM_STEPS:
            raise NotExpressible(f"its derivation takes more than {MAXIMUM_STEPS} steps")
        steps.append(step)
    return Derivation(tuple(steps), result)


def pending(tree: Tree, variable: str) -> Tree:
    """d/dx[tree], not yet worked out; a sign stands in front of it."""
    if isinstance(tree, Apply) and tree.function == "neg":
        return negate(pending(tree.arguments[0], variable))
    return Apply("derivative", (tree, Name(variable)))


def pending_parts(tree: Tree) -> Iterator[Tree]:
    """What is still to be differentiated in `tree`, from left to right."""
    match tree:
        case Apply(function="derivative", arguments=(part, _)):
            yield part
        case Apply(arguments=arguments):
            for argument in arguments:
                yield from pending_parts(argument)


class _Derivation(NamedTuple):
    variable: str

    def steps(self, tree: Tree, depth: int) -> Iterator[Step]:
        step = self.step(tree, depth)
        yield step
        for part in dict.fromkeys(pending_parts(step.after)):
            yield from self.steps(part, depth + 1)

    def step(self, tree: Tree, depth: int) -> Step:
        rule, after, chain = self.applied(tree)
        return Step(rule, _EXPLANATIONS.get(rule, _BASIC), depth, tree, after, chain)

    def applied(self, tree: Tree) -> tuple[str, Tree, Chain | None]:
        """The rule for the outermost operation, what it makes of the tree, and the chain it opens."""
        if self.is_constant(tree):
            return "constant rule", ZERO, None
        if isinstance(tree, Name):
            return "identity rule", ONE, None
        assert isinstance(tree, Apply)
        constants = [factor for factor in _factors(tree) if self.is_constant(factor)]
        if constants:
            rest = [factor for factor in _factors(tree) if not self.is_constant(factor)]
            return "constant multiple rule", multiply(*constants, self.pending(multiply(*rest))), None
        if tree.function == "pow":
            return self.power(tree)
        word = WORDS.get(tree.function)
        rule = (word.rule if word else _OPERATORS[tree.function]) or f"derivative of {tree.function}"
        if word is None or word.derivative:
            return rule, self.by_table(tree), None
        if word.flat:
            return "step functions are flat", ZERO, None
        return self.composed(tree, tree.arguments[0], rule)

    def power(self, tree: Apply) -> tuple[str, Tree, Chain | None]:
        base, exponent = tree.arguments
        if self.is_constant(exponent):
            return self.composed(tree, base, "power rule")
        if self.is_constant(base):
            return self.composed(tree, exponent, "exponential rule")
        return "power with variable exponent", self.by_table(tree), None

    def composed(self, tree: Apply, inner: Tree, basic_rule: str) -> tuple[str, Tree, Chain | None]:
        """A function of one part: a basic rule where the part is the variable itself, else the chain rule."""
        if inner == Name(self.variable):
            return basic_rule, derivative(tree, self.variable), None
        letter = "u" if all(name.name != "u" for name in names_in(tree)) and self.variable != "u" else "v"
        outer = Apply(tree.function, tuple(Name(letter) if part is inner else part for part in tree.arguments))
        chain = Chain(letter, outer, derivative(outer, letter), inner)
        return "chain rule", self.by_table(tree), chain

    def by_table(self, tree: Apply) -> Tree:
        return RULES[tree.function](tree.arguments, self.pending_unless_constant(tree.function))

    def pending_unless_constant(self, function: str):
        # The terms of a sum are all shown; a constant elsewhere would only add a zero.
        shows_constants = function == "add"
        return lambda part: ZERO if self.is_constant(part) and not shows_constants else self.pending(part)

    def pending(self, tree: Tree) -> Tree:
        return pending(tree, self.variable)

    def is_constant(self, tree: Tree) -> bool:
        return all(name.name != self.variable for name in names_in(tree))


_OPERATORS = {
    "add": "sum rule",
    "neg": "constant multiple rule",
    "mul": "product rule",
    "div": "quotient rule",
}


def _factors(tree: Apply) -> tuple[Tree, ...]:
    """Factors of a product or of a quotient by a constant, so that a constant among them can be seen."""
    match tree:
        case Apply(function="mul", arguments=arguments):
            return arguments
        case Apply(function="div", arguments=(above, below)) if not list(names_in(below)) or isinstance(below, Number):
            return above, Apply("div", (ONE, below))
    return ()
