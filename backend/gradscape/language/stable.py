"""Forms that mean the same and do not overflow on the way: log(1 + e^u) is softplus(u), also at u = 800."""

from gradscape.language.syntax import Apply, Name, Number, Tree


def stable(tree: Tree) -> Tree:
    """`tree`, its outermost operation replaced by one that is defined at the same places and has the same slopes."""
    match tree:
        case Apply(function="log", arguments=(Apply(function="add", arguments=(first, second)),), span=span):
            for one, other in ((first, second), (second, first)):
                exponent = _exponent(other)
                if one == Number(1.0) and exponent is not None:
                    return Apply("softplus", (exponent,), span)
        case Apply(function="log", arguments=(Apply(function="sigmoid", arguments=(u,)),), span=span):
            return Apply("neg", (Apply("softplus", (Apply("neg", (u,), span),), span),), span)
    return tree


def _exponent(tree: Tree) -> Tree | None:
    """u of e^u."""
    match tree:
        case Apply(function="exp", arguments=(u,)) | Apply(function="pow", arguments=(Name(name="e"), u)):
            return u
    return None
