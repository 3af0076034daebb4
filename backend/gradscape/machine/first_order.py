"""First-order update rules for many walks at once; Optax's, with every hyper-parameter an array of one entry a walk."""

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import jax
import jax.numpy as jnp
import optax
from optax import ScaleByAdamState, ScaleByRmsState, ScaleByRssState, TraceState

Rows = jax.Array
# NumPy's on the way into a kernel, JAX's inside.
Entries = Any


class Hyper(NamedTuple):
    """What steers each walk besides its learning rate: (walks,) each.

    rule: a number of `RULES`. first: β of the velocity, or β₁. second: β₂, or the decay of a mean of squares.
    radius, threshold, wait: random kicks within a ball, where |∇f| is at most `threshold` and `wait` steps after the
    last one; none where the radius is 0.
    """

    rule: Entries
    first: Entries
    second: Entries
    epsilon: Entries
    weight_decay: Entries
    radius: Entries
    threshold: Entries
    wait: Entries


class Memory(NamedTuple):
    """What a walk carries from step to step besides its place.

    first, second: (variables, walks), velocity or first moment, and the sum or mean of squares.
    kicked: (walks,), the step of the last random kick. count: (), steps made so far.
    """

    first: Entries
    second: Entries
    kicked: Entries
    count: Entries


def direction(
    gradient: Rows, x: Rows, memory: Memory, hyper: Hyper, rule: int | Literal["first", "each"]
) -> tuple[Rows, Memory]:
    """What each walk goes against, before it is multiplied by the learning rate.

    Args:
        rule: the number of the rule that all walks follow; the first one's for all; or each walk its own.
    """
    rules = list(_RULES.values())
    if isinstance(rule, int):
        along, first, second = rules[rule](gradient, memory, hyper)
    elif rule == "each":
        answers = [each(gradient, memory, hyper) for each in rules]
        along, first, second = (_picked([answer[k] for answer in answers], hyper.rule) for k in range(3))
    else:
        along, first, second = jax.lax.switch(hyper.rule[0], rules, gradient, memory, hyper)
    return along + hyper.weight_decay * x, memory._replace(first=first, second=second, count=memory.count + 1)


def _picked(candidates: list[Rows], rule: Rows) -> Rows:
    return jax.lax.select_n(jnp.broadcast_to(rule, candidates[0].shape), *candidates)


def _updated(rule: optax.GradientTransformation, gradient: Rows, state: Any) -> tuple[Any, Any]:
    return rule.update(gradient, state)


def _trace(gradient: Rows, memory: Memory, hyper: Hyper) -> tuple[Rows, Rows, Rows]:
    """v ← βv + g, along v; β = 0 is plain gradient descent."""
    along, state = _updated(optax.trace(hyper.first), gradient, TraceState(memory.first))
    return along, state.trace, memory.second


def _nesterov(gradient: Rows, memory: Memory, hyper: Hyper) -> tuple[Rows, Rows, Rows]:
    """v ← βv + g, along g + βv. Source: Sutskever et al. (2013), in the form that evaluates the gradient at x."""
    along, state = _updated(optax.trace(hyper.first, nesterov=True), gradient, TraceState(memory.first))
    return along, state.trace, memory.second


def _rss(gradient: Rows, memory: Memory, hyper: Hyper) -> tuple[Rows, Rows, Rows]:
    """AdaGrad: along g / √(Σg² + ε). Source: Duchi, Hazan & Singer (2011)."""
    rule = optax.scale_by_rss(0.0, hyper.epsilon)
    along, state = _updated(rule, gradient, ScaleByRssState(memory.second))
    return along, memory.first, state.sum_of_squares


def _rms(gradient: Rows, memory: Memory, hyper: Hyper) -> tuple[Rows, Rows, Rows]:
    """RMSProp: along g / √(mean of g² + ε). Source: Tieleman & Hinton (2012)."""
    rule = optax.scale_by_rms(hyper.second, hyper.epsilon)
    along, state = _updated(rule, gradient, ScaleByRmsState(memory.second))
    return along, memory.first, state.nu


def _adam(gradient: Rows, memory: Memory, hyper: Hyper) -> tuple[Rows, Rows, Rows]:
    """Adam: along m̂ / (√v̂ + ε). Source: Kingma & Ba (2015), algorithm 1."""
    rule = optax.scale_by_adam(hyper.first, hyper.second, hyper.epsilon)
    along, state = _updated(rule, gradient, ScaleByAdamState(memory.count, memory.first, memory.second))
    return along, state.mu, state.nu


_RULES = {"trace": _trace, "nesterov": _nesterov, "rss": _rss, "rms": _rms, "adam": _adam}
# In the order of their numbers on the machine.
RULES: tuple[str, ...] = tuple(_RULES)
if TYPE_CHECKING:
    Rule = str
else:
    Rule = Literal[RULES]
