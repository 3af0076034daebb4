"""Forms that mean the same and do not overflow on the way: log(1 + e^u) is softplus(u), also at u = 800.

log(e^u + e^v) is u + softplus(v - u).
"""

from gradscape.language.syntax import Apply, Name, Number, Tree

# Beyond, the form is so much longer than the text that it is left as it is written.
_MOST_TERMS = 16


def stable(tree: Tree) -> Tree:
    """`tree`, its outermost operation replaced by one that is defined at the same places and has the same slopes."""
    match tree:
        case Apply(function="log", arguments=(Apply(function="add", arguments=(first, second)),), span=span):
            for one, other in ((first, second), (second, first)):
                exponent = _exponent(other)
                if one == Number(1.0) and exponent is not None:
                    return Apply("softplus", (exponent,), span)
            return _log_of_sum((first, second)) or tree
        case Apply(function="log", arguments=(Apply(function="add", arguments=terms),)):
            return _log_of_sum(terms) or tree
        case Apply(function="log", arguments=(Apply(function="sigmoid", arguments=(u,)),), span=span):
            return Apply("neg", (Apply("softplus", (Apply("neg", (u,), span),), span),), span)
    return tree


def _log_of_sum(terms: tuple[Tree, ...]) -> Tree | None:
    """log(e^u + e^v + ...) as u + softplus(v - u), ... None where a term is neither a power of e nor 1.

    Source: Blanchard, Higham & Higham (2021), Accurately computing the log-sum-exp and softmax functions.
    """
    exponents = [u for term in terms if (u := _log(term)) is not None]
    return _joined(exponents) if len(exponents) == len(terms) <= _MOST_TERMS else None


def _joined(exponents: list[Tree]) -> Tree:
    """By halves: each joining writes one of its two sides twice."""
    if len(exponents) == 1:
        return exponents[0]
    middle = len(exponents) // 2
    u, v = _joined(exponents[:middle]), _joined(exponents[middle:])
    return Apply("add", (u, Apply("softplus", (Apply("add", (v, Apply("neg", (u,)))),))))


def _log(tree: Tree) -> Tree | None:
    return Number(0.0) if tree == Number(1.0) else _exponent(tree)


def _exponent(tree: Tree) -> Tree | None:
    """u of e^u."""
    match tree:
        case Apply(function="exp", arguments=(u,)) | Apply(function="pow", arguments=(Name(name="e"), u)):
            return u
    return None
