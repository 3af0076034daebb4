"""What a residual costs: losses of regression, each with its slope in the residual.

A residual is r = y - f(x), what was measured less what the model says.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

LossName = Literal["squared", "absolute", "power", "huber", "log-cosh", "quantile"]
Residuals = Float64[np.ndarray, "..."]


class LossSetting(NamedTuple):
    """The number that shapes a loss; minimum and maximum are inside."""

    name: str
    default: float
    minimum: float
    maximum: float


class ResidualLoss(NamedTuple):
    """ℓ(r) and ℓ'(r), both with the setting's value as second argument.

    is_convex: for every value of the setting, or only from 1 on for powers.
    """

    name: LossName
    value: Callable[[Residuals, float], Residuals]
    slope: Callable[[Residuals, float], Residuals]
    setting: LossSetting | None


class Loss(NamedTuple):
    """One of the losses, with its setting's value."""

    name: LossName
    setting: float = 1.0

    @property
    def kind(self) -> ResidualLoss:
        """What it is."""
        return RESIDUAL_LOSSES[self.name]

    @property
    def is_convex(self) -> bool:
        """Whether every local minimum over a model's linear parameters is the least."""
        return self.name != "power" or self.setting >= 1

    @property
    def has_corner(self) -> bool:
        """Whether the slope jumps at a residual of 0."""
        return self.name in ("absolute", "quantile") or (self.name == "power" and self.setting <= 1)

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
        ResidualLoss("squared", lambda r, _: r**2, lambda r, _: 2 * r, None),
        ResidualLoss("absolute", lambda r, _: np.abs(r), lambda r, _: np.sign(r), None),
        ResidualLoss(
            "power",
            lambda r, p: np.abs(r) ** p,
            _power_slope,
            LossSetting("p", 1.5, 0.25, 8.0),
        ),
        ResidualLoss(
            "huber",
            _huber,
            lambda r, width: np.clip(r, -width, width),
            LossSetting("delta", 1.0, 0.01, 100.0),
        ),
        ResidualLoss("log-cosh", _log_cosh, lambda r, _: np.tanh(r), None),
        ResidualLoss(
            "quantile",
            lambda r, tau: np.maximum(tau * r, (tau - 1) * r),
            # At 0, where both slopes meet, the level one between them.
            lambda r, tau: np.where(r > 0, tau, np.where(r < 0, tau - 1, 0.0)),
            LossSetting("tau", 0.5, 0.01, 0.99),
        ),
    ]
}
