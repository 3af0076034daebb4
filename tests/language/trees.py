"""Random expression trees as the parser makes them: sums and products flat, numbers not negative, a - b as a + (-b)."""

from collections.abc import Collection, Sequence

from hypothesis import strategies as st

from gradscape.language.functions import FUNCTIONS, WORDS
from gradscape.language.syntax import Apply, Name, Number, Tree

Trees = st.SearchStrategy[Tree]

EVERY_WORD = frozenset(WORDS)
OPERATORS = st.sampled_from(["add", "mul", "div", "power", "pow", "neg"])
COMPARISONS = st.sampled_from(["less", "less_equal", "greater", "greater_equal"])
NUMBERS = st.sampled_from([0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0]).map(Number)
NAMES = st.sampled_from(["x", "y", "pi", "e"]).map(Name)


def trees(words: Collection[str] = EVERY_WORD, leaves: Trees = NUMBERS | NAMES, max_leaves: int = 10) -> Trees:
    """Trees of all operators and the given words."""
    return st.recursive(leaves, lambda children: applied(words, children), max_leaves=max_leaves)


@st.composite
def applied(draw: st.DrawFn, words: Collection[str], children: Trees) -> Tree:
    """One operator or word applied to such trees."""
    # As many operators as words, as people write.
    word = draw(OPERATORS | st.sampled_from(sorted(words)))
    if word in ("add", "mul"):
        return flat(word, draw(st.lists(children, min_size=2, max_size=4)))
    if word == "power":
        return _call("pow", draw(children), Number(draw(st.sampled_from([2.0, 3.0]))))
    if word == "if":
        return _call("if", draw(conditions(children)), draw(children), draw(children))
    fewest, most = FUNCTIONS[word].fewest, min(FUNCTIONS[word].most or 4, 4)
    return _call(word, *draw(st.lists(children, min_size=fewest, max_size=most)))


@st.composite
def conditions(draw: st.DrawFn, children: Trees) -> Tree:
    """Comparisons, joined by `and` and `or`."""
    tree = _call(draw(COMPARISONS), draw(children), draw(children))
    for connective in draw(st.lists(st.sampled_from(["and", "or"]), max_size=2)):
        other = _call(draw(COMPARISONS), draw(children), draw(children))
        tree = _call(connective, *draw(st.permutations([tree, other])))
    return tree


def flat(function: str, parts: Sequence[Tree]) -> Tree:
    """The sum or product of the parts, without a sum inside the sum."""
    joined = [
        inner
        for part in parts
        for inner in (part.arguments if isinstance(part, Apply) and part.function == function else (part,))
    ]
    return Apply(function, tuple(joined))


def _call(function: str, *arguments: Tree) -> Tree:
    return Apply(function, arguments)
