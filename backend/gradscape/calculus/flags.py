"""What is to be said about a point where something does not exist."""

from typing import Literal, NamedTuple

Kind = Literal[
    "undefined",
    "overflow",
    "cancellation",
    "corner",
    "cusp",
    "vertical-tangent",
    "jump",
    "domain-edge",
    "limit",
    "unresolved",
    "not-differentiable",
    "no-second-derivative",
    "asymmetric-hessian",
    "no-direction",
]


class Flag(NamedTuple):
    """One remark: its kind, a sentence, and for a kink the variable and the finite slopes on both sides."""

    kind: Kind
    message: str
    variable: str | None = None
    left: float | None = None
    right: float | None = None
