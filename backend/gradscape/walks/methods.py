"""The methods of descent, one row each: names, settings, limits, looks. All lists of methods are made of these rows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from gradscape.language.digits import in_words
from gradscape.machine.first_order import Rule
from gradscape.machine.kernels import LineRule
from gradscape.walks.rules.gradients_only import conjugate_gradient, lbfgs, newton_cg
from gradscape.walks.rules.newton import newton, trust_newton
from gradscape.walks.rules.questions import Conversation, Value
from gradscape.walks.rules.steps import line_searched_descent

Family = Literal["first-order", "second-order", "quasi-newton", "conjugate"]
Settings = Mapping[str, Value]


class Setting(NamedTuple):
    """A number or a choice that steers a method; minimum and maximum are inside, `choices` is empty for numbers."""

    name: str
    label: str
    kind: Literal["number", "whole", "choice"]
    default: Value
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    scale: Literal["linear", "log"] = "linear"

    def fault(self, value: Value) -> str | None:
        """What is wrong with a value, if anything."""
        if self.kind == "choice":
            return None if value in self.choices else f"must be one of {', '.join(self.choices)}"
        if isinstance(value, str) or (self.kind == "whole" and not float(value).is_integer()):
            return "must be a whole number" if self.kind == "whole" else "must be a number"
        assert self.minimum is not None and self.maximum is not None
        if self.minimum <= value <= self.maximum:
            return None
        return f"must be {in_words(self.minimum)} to {in_words(self.maximum)}"


class Limit(NamedTuple):
    """The learning rate at which a curvature λ makes a method swing without end: (a + b β) / ((c + d β) λ).

    text: the same to read. above: a and b. below: c and d.
    """

    text: str
    above: tuple[float, float]
    below: tuple[float, float] = (1.0, 0.0)

    def rate(self, momentum: float, curvature: float) -> float:
        """The limit with this β and λ."""
        (a, b), (c, d) = self.above, self.below
        return (a + b * momentum) / ((c + d * momentum) * curvature)


class Look(NamedTuple):
    """How its walks are drawn: the number of a hue, which close relatives share, and the dashes of a line."""

    hue: int
    dash: str = "none"


class Method(NamedTuple):
    """One way to walk downhill.

    update: its step in a line of mathematics. rule: of the machine's first-order ones, for walks that need no more.
    talk: how it asks for f as it goes, where no rule of the machine will do. on_a_line: by what the machine makes its
    plain steps in one variable. trains: whether fits and networks are walked downhill by it. limit: of its learning
    rate; None where none is known. convention: where others write the same method otherwise. squares: what it divides
    by the root of, if it does. optax: the same as Optax has it, of its rate and its settings, where Optax has it.
    """

    name: str
    label: str
    family: Family
    summary: str
    update: str
    look: Look
    settings: tuple[Setting, ...]
    rule: Rule = "trace"
    talk: Conversation | None = None
    on_a_line: LineRule | None = None
    trains: bool = False
    limit: Limit | None = None
    convention: str = ""
    squares: str = ""
    optax: str = ""

    @property
    def goes_together(self) -> bool:
        """Whether many walks are one calculation, where no step is searched for."""
        is_kicked = any(setting.name == "perturbation" for setting in self.settings)
        return not is_kicked and (self.family == "first-order" or self.on_a_line is not None)

    def complete(self, given: Settings) -> dict[str, Value]:
        """All settings, those not given by default."""
        return {setting.name: given.get(setting.name, setting.default) for setting in self.settings}


MAXIMUM_RATE = 1e12


def _number(name: str, label: str, default: float, low: float, high: float, *, is_log: bool = False) -> Setting:
    return Setting(name, label, "number", default, low, high, scale="log" if is_log else "linear")


def _choice(name: str, label: str, *choices: str) -> Setting:
    return Setting(name, label, "choice", choices[0], choices=choices)


def _rate(default: float, label: str = "learning rate a") -> Setting:
    return _number("learning_rate", label, default, -MAXIMUM_RATE, MAXIMUM_RATE, is_log=True)


_BELOW_ONE = 1 - 1e-9
_MOMENTUM = _number("momentum", "momentum β", 0.9, 0.0, _BELOW_ONE)
_EPSILON = _number("epsilon", "ε against division by zero", 1e-8, 1e-16, 1.0, is_log=True)
_BETAS = (
    _number("beta1", "β₁ of the gradients' mean", 0.9, 0.0, _BELOW_ONE),
    _number("beta2", "β₂ of the squares' mean", 0.999, 0.0, _BELOW_ONE),
)
_SCHEDULE = (
    _choice("schedule", "learning rate over time", "constant", "exponential", "cosine"),
    _number("decay_rate", "part of it left at the end", 0.1, 1e-6, 1.0, is_log=True),
)
_ARMIJO = _number("armijo", "Armijo: least share of the promised decrease", 1e-4, 1e-8, 0.5, is_log=True)
_UNIT_STEP = _rate(1.0, "first step tried")


def _searches(default: str, *others: str) -> Setting:
    return _choice("line_search", "line search", default, *others)


def _wolfe(default: float) -> Setting:
    return _number("wolfe", "Wolfe: greatest share of the slope left", default, 1e-3, 0.999)


_PLAIN = Limit("2/λ", (2.0, 0.0))

METHODS: tuple[Method, ...] = (
    Method(
        "gradient-descent",
        "Gradient descent",
        "first-order",
        "Against the gradient, by a fixed multiple of it or as far as a line search says.",
        "x ← x − a ∇f",
        Look(1),
        (_rate(0.1), *_SCHEDULE, _searches("none", "armijo", "wolfe"), _ARMIJO, _wolfe(0.9)),
        trains=True,
        limit=_PLAIN,
        talk=line_searched_descent,
        on_a_line="gradient-descent",
        optax="optax.sgd({rate})",
    ),
    Method(
        "momentum",
        "Momentum (heavy ball)",
        "first-order",
        "A velocity remembers earlier gradients: it damps zigzags and rolls on along valleys.",
        "v ← β v + ∇f,  x ← x − a v",
        Look(2),
        (_rate(0.1), _MOMENTUM, *_SCHEDULE),
        trains=True,
        limit=Limit("2(1 + β)/λ", (2.0, 2.0)),
        convention="Here the learning rate stands outside the velocity, as in PyTorch; others write v ← β v − a ∇f, "
        "x ← x + v, which is the same while a does not change.",
        optax="optax.sgd({rate}, momentum={momentum})",
    ),
    Method(
        "nesterov",
        "Nesterov momentum",
        "first-order",
        "Momentum that looks ahead: the new velocity counts once more before the step is made.",
        "v ← β v + ∇f,  x ← x − a (∇f + β v)",
        Look(4),
        (_rate(0.1), _MOMENTUM, *_SCHEDULE),
        rule="nesterov",
        trains=True,
        limit=Limit("2(1 + β)/((1 + 2β) λ)", (2.0, 2.0), (1.0, 2.0)),
        convention="The gradient is taken at x, in the form of PyTorch and Optax; Nesterov's own look-ahead gives the "
        "same walk for other points.",
        optax="optax.sgd({rate}, momentum={momentum}, nesterov=True)",
    ),
    Method(
        "adagrad",
        "AdaGrad",
        "first-order",
        "Each coordinate has its own step, shorter the more it has moved.",
        "s ← s + ∇f²,  x ← x − a ∇f / √(s + ε)",
        Look(5),
        (_rate(0.1), _EPSILON, *_SCHEDULE),
        rule="rss",
        trains=True,
        convention="ε stands under the root, as in Optax; others add it to the root.",
        squares="sum of squares s",
        optax="optax.adagrad({rate}, initial_accumulator_value=0.0, eps={epsilon})",
    ),
    Method(
        "rmsprop",
        "RMSProp",
        "first-order",
        "AdaGrad that forgets: the squares are a moving average.",
        "s ← ρ s + (1 − ρ) ∇f²,  x ← x − a ∇f / √(s + ε)",
        Look(7),
        (_rate(0.1), _number("decay", "ρ of the squares' mean", 0.9, 0.0, _BELOW_ONE), _EPSILON, *_SCHEDULE),
        rule="rms",
        trains=True,
        convention="ε stands under the root, as in Optax; others add it to the root.",
        squares="mean of squares s",
        optax="optax.rmsprop({rate}, decay={decay}, eps={epsilon})",
    ),
    Method(
        "adam",
        "Adam",
        "first-order",
        "Momentum and RMSProp together, both corrected for having begun at zero.",
        "m ← β₁ m + (1 − β₁) ∇f,  v ← β₂ v + (1 − β₂) ∇f²,  x ← x − a m̂ / (√v̂ + ε)",
        Look(3),
        (_rate(0.1), *_BETAS, _EPSILON, *_SCHEDULE),
        rule="adam",
        trains=True,
        squares="second moment v",
        optax="optax.adam({rate}, b1={beta1}, b2={beta2}, eps={epsilon})",
    ),
    Method(
        "adamw",
        "AdamW",
        "first-order",
        "Adam with weight decay beside it: each step also shrinks x by a part of itself.",
        "x ← x − a (m̂ / (√v̂ + ε) + λ x)",
        Look(3, "2 4"),
        (_rate(0.1), *_BETAS, _EPSILON, _number("weight_decay", "weight decay λ", 0.01, 0.0, 10.0), *_SCHEDULE),
        rule="adam",
        trains=True,
        convention="Weight decay is not part of the gradient: it shrinks x directly (decoupled).",
        squares="second moment v",
        optax="optax.adamw({rate}, b1={beta1}, b2={beta2}, eps={epsilon}, weight_decay={weight_decay})",
    ),
    Method(
        "newton",
        "Newton's method",
        "second-order",
        "To the critical point of the quadratic model, of whatever kind it is.",
        "x ← x − a H⁻¹ ∇f",
        Look(6),
        (_rate(1.0, "part a of the step"), _searches("none", "armijo", "wolfe"), _ARMIJO, _wolfe(0.9)),
        talk=newton,
        on_a_line="newton",
    ),
    Method(
        "damped-newton",
        "Damped Newton",
        "second-order",
        "Newton's direction, but only a part of the step.",
        "x ← x − a H⁻¹ ∇f,  0 < a < 1",
        Look(6, "2 4"),
        (_rate(0.5, "part a of the step"), _searches("none", "armijo", "wolfe"), _ARMIJO, _wolfe(0.9)),
        talk=newton,
        on_a_line="newton",
    ),
    Method(
        "trust-newton",
        "Newton in a trust region",
        "second-order",
        "The best point of the quadratic model within a radius that grows where the model was right.",
        "p = argmin over |p| ≤ Δ of ∇f·p + ½ p·H p,  x ← x + p",
        Look(8),
        (_number("radius", "first radius Δ", 1.0, 1e-6, 1e6, is_log=True),),
        talk=trust_newton,
    ),
    Method(
        "lbfgs",
        "L-BFGS",
        "quasi-newton",
        "Builds the curvature from its last steps, and needs gradients only.",
        "p = −B ∇f with B ≈ H⁻¹ from the last m steps,  x ← x + t p",
        Look(9),
        (
            Setting("memory", "steps remembered m", "whole", 10, 1, 50),
            _UNIT_STEP,
            _searches("wolfe", "armijo"),
            _ARMIJO,
            _wolfe(0.9),
        ),
        talk=lbfgs,
    ),
    Method(
        "conjugate-gradient",
        "Conjugate gradients",
        "conjugate",
        "Each direction is conjugate to the earlier ones; a quadratic of n variables is done in n steps.",
        "p ← −∇f + β p,  x ← x + t p",
        Look(10),
        (
            _choice("formula", "β by", "polak-ribiere", "fletcher-reeves"),
            _searches("automatic", "exact", "wolfe", "armijo"),
            _UNIT_STEP,
            _ARMIJO,
            _wolfe(0.1),
        ),
        talk=conjugate_gradient,
    ),
    Method(
        "newton-cg",
        "Newton-CG (Hessian-free)",
        "second-order",
        "Solves Newton's equation by conjugate gradients from Hessian-vector products, and follows negative curvature.",
        "H p = −∇f by CG, never forming H,  x ← x + t p",
        Look(11),
        (_UNIT_STEP, _searches("wolfe", "armijo"), _ARMIJO, _wolfe(0.9)),
        talk=newton_cg,
    ),
    Method(
        "perturbed-gradient-descent",
        "Perturbed gradient descent",
        "first-order",
        "Gradient descent with a random kick where the slope is nearly gone: it does not stay at a saddle.",
        "x ← x − a ∇f,  and a kick within a ball where |∇f| ≤ g",
        Look(1, "2 4"),
        (
            _rate(0.1),
            _number("perturbation", "radius of the kick", 0.01, 1e-12, 10.0, is_log=True),
            _number("threshold", "kicks where |∇f| is at most g", 1e-3, 1e-12, 10.0, is_log=True),
            Setting("wait", "steps between kicks", "whole", 20, 1, 10_000),
            *_SCHEDULE,
        ),
        limit=_PLAIN,
    ),
)

METHOD: dict[str, Method] = {method.name: method for method in METHODS}
# Of walks where nothing else is said: the first. Of basins: the one that finds critical points of whatever kind.
USUAL_METHOD = METHODS[0].name
USUAL_METHOD_OF_BASINS = "newton"
# Those by whose own rule the machine walks along a line; those with a velocity.
LINE_METHODS = tuple(method.name for method in METHODS if method.on_a_line == method.name)
MOMENTUM_METHODS = tuple(method.name for method in METHODS if "momentum" in method.complete({}))

NATURAL_GRADIENT = Method(
    "natural-gradient",
    "Natural gradient",
    "second-order",
    "Steps measured by how much they change what the network says, whatever its numbers are scaled by.",
    "θ ← θ − a (F + λ I)⁻¹ ∇C",
    Look(6),
    (
        _rate(0.1),
        _number("damping", "damping λ of the Fisher matrix F", 1e-2, 1e-10, 1e3, is_log=True),
        *_SCHEDULE,
    ),
    trains=True,
)

FIT_METHOD: dict[str, Method] = {name: method for name, method in METHOD.items() if method.trains}
TRAINING_METHOD: dict[str, Method] = {**FIT_METHOD, NATURAL_GRADIENT.name: NATURAL_GRADIENT}
ANY_METHOD: dict[str, Method] = {**METHOD, **TRAINING_METHOD}
SETTING_NAMES = frozenset(setting.name for method in ANY_METHOD.values() for setting in method.settings)

# What requests may name: to a reader of types a text, to those who check requests one of the rows.
if TYPE_CHECKING:
    MethodName = FitMethodName = TrainingMethodName = AnyMethodName = LineMethodName = MomentumMethodName = str
else:
    MethodName, FitMethodName, TrainingMethodName, AnyMethodName, LineMethodName, MomentumMethodName = (
        Literal[tuple(names)]
        for names in (METHOD, FIT_METHOD, TRAINING_METHOD, ANY_METHOD, LINE_METHODS, MOMENTUM_METHODS)
    )
