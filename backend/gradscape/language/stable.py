"""Forms that mean the same and do not overflow on the way: log(1 + e^u) is softplus(u), also at u = 800.

log(e^u + e^v) is u + softplus(v - u).
"""

from gradscape.language.syntax import Apply, Name, Number, Tree


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
    whole, *others = (_log(term) for term in terms)
    for other in others:
        if whole is None or other is None:
            return None
        whole = Apply("add", (whole, Apply("softplus", (Apply("sub", (other, whole)),))))
    return whole


def _log(tree: Tree) -> Tree | None:
    return Number(0.0) if tree == Number(1.0) else _exponent(tree)


def _exponent(tree: Tree) -> Tree | None:
    """u of e^u."""
    match tree:
        case Apply(function="exp", arguments=(u,)) | Apply(function="pow", arguments=(Name(name="e"), u)):
            return u
    return None
