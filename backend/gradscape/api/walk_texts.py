"""What requests about walks are made of, and what several answers say of a walk."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from gradscape.api.errors import invalid
from gradscape.api.models import Seed, Start, Steps, Strict
from gradscape.walks.methods import METHOD, SETTING_NAMES, USUAL_METHOD, Method, MethodName, Value
from gradscape.walks.stop import Reason

Tolerance = Annotated[float, Field(ge=0)]


class SettingsRequest(Strict):
    """A method and what steers it. GET catalogue says which settings a method has, their limits and defaults."""

    method: MethodName = USUAL_METHOD
    learning_rate: float | None = Field(None, description="of Newton's method: the part of its step that is taken")
    momentum: float | None = Field(None, description="β of the velocity")
    decay: float | None = Field(None, description="of the mean of squares")
    beta1: float | None = None
    beta2: float | None = None
    epsilon: float | None = None
    weight_decay: float | None = None
    schedule: Literal["constant", "exponential", "cosine"] | None = None
    decay_rate: float | None = Field(None, description="part of the learning rate left after all steps")
    line_search: Literal["none", "armijo", "wolfe", "exact", "automatic"] | None = None
    armijo: float | None = Field(None, description="c1: least share of the promised decrease")
    wolfe: float | None = Field(None, description="c2: greatest share of the slope left")
    memory: int | None = Field(None, description="steps remembered (lbfgs)")
    radius: float | None = Field(None, description="first radius of the trust region")
    formula: Literal["polak-ribiere", "fletcher-reeves"] | None = None
    perturbation: float | None = Field(None, description="radius of the random kicks")
    threshold: float | None = Field(None, description="kicks happen where |∇f| is at most this")
    wait: int | None = Field(None, description="steps between kicks")

    def known_method(self) -> Method:
        """What the catalogue knows of it."""
        return METHOD[self.method]

    def settings(self, path: str) -> dict[str, Value]:
        """All settings of the method; those it does not have, or that are out of bounds, are refused."""
        method = self.known_method()
        known = {setting.name: setting for setting in method.settings}
        names = SETTING_NAMES & type(self).model_fields.keys()
        given = {name: value for name in names if (value := getattr(self, name)) is not None}
        for name, value in sorted(given.items()):
            if name not in known:
                raise invalid(f"{path}{name}", f"is no setting of {self.method}, which has {', '.join(known)}")
            if (fault := known[name].fault(value)) is not None:
                raise invalid(f"{path}{name}", fault)
        return method.complete(given)


class RunRequest(SettingsRequest):
    """One walk."""

    start: Start = Field(description="one number for each variable")
    steps: Steps = 100
    tolerance: Tolerance = Field(1e-10, description="it has arrived where |∇f| is at most this; 0 makes all steps")
    seed: Seed = Field(0, description="of the random kicks")


class Stop(BaseModel):
    """Why a walk ended."""

    reason: Reason
    message: str


class OrderAnswer(BaseModel):
    """Order of convergence, measured: |e_{n+1}| is about rate |e_n|^order. Nulls where the steps cannot tell."""

    kind: Literal["quadratic", "superlinear", "linear", "sublinear"] | None = Field(
        description="quadratic: of order 2, about it or above; sublinear: the ratio of errors rises to 1, and so there "
        "is no rate"
    )
    order: float | None
    rate: float | None
    limit: list[float | None] | None = Field(
        description="what errors are distances to: the point that the walk tends to"
    )


class BestAnswer(BaseModel):
    """The best numbers for a method on a quadratic with these eigenvalues; null beyond all numbers."""

    learning_rate: float | None
    momentum: float | None
    rate: float | None
