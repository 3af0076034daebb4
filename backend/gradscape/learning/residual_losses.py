"""What a residual costs: losses of regression, each with its slope in the residual.

A residual is r = y - f(x), what was measured less what the model says.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

Residuals = Float64[np.ndarray, "..."]


class LossSetting(NamedTuple):
    """The number that shapes a loss; minimum and maximum are inside."""

    name: str
    default: float
    minimum: float
    maximum: float


class LossWords(NamedTuple):
    """What a loss is called in a menu, in short, and of many residuals; typed of a residual r with its setting s."""

    label: str
    short: str
    plural: str
    typed: str


class ResidualLoss(NamedTuple):
    """ℓ(r) and ℓ'(r), both with the setting's value as second argument.

    words: of a menu; short; and of a sentence, "the mean of the ...". dash: of the line of its best fit.
    """

    name: str
    words: LossWords
    dash: str
    value: Callable[[Residuals, float], Residuals]
    slope: Callable[[Residuals, float], Residuals]
    setting: LossSetting | None


class Loss(NamedTuple):
    """One of the losses, with its setting's value."""

    name: str
    setting: float = 1.0

    @property
    def kind(self) -> ResidualLoss:
        """What it is."""
        return RESIDUAL_LOSSES[self.name]

    @property
    def is_squared(self) -> bool:
        """Whether C is a parabola where the model is linear."""
        return self.name == USUAL_LOSS

    @property
    def is_convex(self) -> bool:
        """Whether every local minimum over a model's linear parameters is the least."""
        return self.name != "power" or self.setting >= 1

    @property
    def has_corner(self) -> bool:
        """Whether the slope jumps at a residual of 0."""
        return self.name in ("absolute", "quantile") or (self.name == "power" and self.setting <= 1)

    @property
    def straight_slopes(self) -> tuple[float, float] | None:
        """How steep ℓ is right and left of 0, where it is made of two straight lines."""
        if self.name == "quantile":
            return self.setting, 1 - self.setting
        return (1.0, 1.0) if self.name == "absolute" or (self.name == "power" and self.setting == 1) else None

    @property
    def straight_from(self) -> float:
        """Beyond which residual ℓ is straight; infinite where it bends everywhere."""
        return self.setting if self.name == "huber" else math.inf

    def value(self, residuals: Residuals) -> Residuals:
        """ℓ(r)."""
        return self.kind.value(residuals, self.setting)

    def slope(self, residuals: Residuals) -> Residuals:
        """ℓ'(r); 0 at a corner, as JAX has it for |r|."""
        return self.kind.slope(residuals, self.setting)


def _power_slope(r: Residuals, p: float) -> Residuals:
    with np.errstate(divide="ignore"):
        # At 0 a power below 1 has a cusp: 0 is taken there, as at a corner.
        return np.where(r == 0, 0.0, p * np.sign(r) * np.abs(r) ** (p - 1))


def _huber(r: Residuals, width: float) -> Residuals:
    """Source: Huber (1964)."""
    size = np.abs(r)
    return np.where(size <= width, r**2 / 2, width * (size - width / 2))


def _log_cosh(r: Residuals, _: float) -> Residuals:
    # log cosh r = |r| + log(1 + e^(-2|r|)) - log 2, which cannot overflow.
    size = np.abs(r)
    return size + np.log1p(np.exp(-2 * size)) - np.log(2)


# In the order of the numbers that kernels know them by.
RESIDUAL_LOSSES: dict[str, ResidualLoss] = {
    each.name: each
    for each in [
        ResidualLoss(
            "squared",
            LossWords("L2: squared, r²", "L2", "squared residuals", "r^2"),
            "9 4",
            lambda r, _: r**2,
            lambda r, _: 2 * r,
            None,
        ),
        ResidualLoss(
            "absolute",
            LossWords("L1: absolute, |r|", "L1", "absolute residuals", "|r|"),
            "2 3",
            lambda r, _: np.abs(r),
            lambda r, _: np.sign(r),
            None,
        ),
        ResidualLoss(
            "power",
            LossWords("Lp: power, |r|ᵖ", "Lp", "powers |r|ᵖ", "|r|^s"),
            "12 4 2 4",
            lambda r, p: np.abs(r) ** p,
            _power_slope,
            LossSetting("p", 1.5, 0.25, 8.0),
        ),
        ResidualLoss(
            "huber",
            LossWords("Huber", "Huber", "Huber losses", "if(|r| <= s, r^2/2, s (|r| - s/2))"),
            "5 2",
            _huber,
            lambda r, width: np.clip(r, -width, width),
            LossSetting("delta", 1.0, 0.01, 100.0),
        ),
        ResidualLoss(
            "log-cosh",
            LossWords("log-cosh", "log-cosh", "log cosh r", "log(cosh(r))"),
            "1 5",
            _log_cosh,
            lambda r, _: np.tanh(r),
            None,
        ),
        ResidualLoss(
            "quantile",
            LossWords("quantile", "quantile", "quantile losses", "max(s r, (s - 1) r)"),
            "16 5",
            lambda r, tau: np.maximum(tau * r, (tau - 1) * r),
            # At 0, where both slopes meet, the level one between them.
            lambda r, tau: np.where(r > 0, tau, np.where(r < 0, tau - 1, 0.0)),
            LossSetting("tau", 0.5, 0.01, 0.99),
        ),
    ]
}
# Of a fit where nothing else is said: the first.
USUAL_LOSS = next(iter(RESIDUAL_LOSSES))

if TYPE_CHECKING:
    LossName = str
else:
    LossName = Literal[tuple(RESIDUAL_LOSSES)]
