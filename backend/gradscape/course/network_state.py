"""The state of the network lab."""

from typing import Any, TypedDict

from gradscape.course.fields import CourseError, choice, number, toggles, whole
from gradscape.course.paths_state import read_setting

DATA = ("circle", "xor", "gauss", "spiral", "moons", "blobs", "plane", "multi-gauss", "own")
FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1 x2", "sin x1", "sin x2", "cos x1", "cos x2")
ACTIVATIONS = ("tanh", "relu", "sigmoid", "linear", "leaky-relu", "elu", "swish", "gelu", "softplus")
COSTS = ("half-squared-error", "cross-entropy", "huber")
INITIALISATIONS = ("uniform", "xavier", "he", "zeros")
OPTIMISERS = ("gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "natural-gradient")
VIEWS = ("training", "steps", "landscape")
STRIDES = ("sample", "batch", "epoch")
PLANES = ("path", "weights", "random")
TOGGLES = ("test", "discrete", "loss", "accuracy", "weights")
MOST_HIDDEN = 6
MOST_UNITS = 8
MOST_EPOCHS = 20_000


class NetworkState(TypedDict):
    """All that the network lab can show, as the page keeps it in its address."""

    lab: str
    view: str
    data: str
    count: int
    noise: float
    share: float
    sample: int
    classes: int
    points: list[list[float]]
    features: list[str]
    typed: str
    hidden: list[int]
    activations: list[str]
    cost: str
    initialisation: str
    seed: int
    numbers: list[float] | None
    method: str
    settings: dict[str, float | str]
    batch: int
    l1: float
    l2: float
    speed: int
    stride: str
    epoch: int
    batches: int
    seen: int
    input: list[list[float]]
    target: list[list[float]]
    look: int
    keeps: bool
    step: int
    plane: str
    axes: list[int]
    directions: int
    reach: float
    fine: bool
    show: dict[str, bool]


def read_network_state(table: dict[str, Any]) -> NetworkState:
    """A complete state of the network lab: toggles that are not named are off, no numbers: they are drawn.

    input and target: of one sample, or a list of them.
    """
    method = choice("method", table["method"], OPTIMISERS)
    hidden = [whole("hidden", units, 1, MOST_UNITS) for units in table["hidden"]]
    activations = [choice("activations", name, ACTIVATIONS) for name in table["activations"]]
    features = [choice("features", name, FEATURES) for name in table["features"]]
    if len(hidden) > MOST_HIDDEN or len(activations) != len(hidden) + 1 or not features:
        raise CourseError(f"up to {MOST_HIDDEN} hidden layers, an activation for each and the output, and inputs")
    return {
        "lab": "network",
        "view": choice("view", table["view"], VIEWS),
        "data": choice("data", table["data"], DATA),
        "count": whole("count", table["count"], 10, 1000),
        "noise": number("noise", table["noise"]),
        "share": number("share", table["share"]),
        "sample": whole("sample", table["sample"], 0, 2**32 - 1),
        "classes": whole("classes", table["classes"], 2, 6),
        "points": [[number("points", each) for each in point] for point in table["points"]],
        "features": features,
        "typed": str(table["typed"]),
        "hidden": hidden,
        "activations": activations,
        "cost": choice("cost", table["cost"], COSTS),
        "initialisation": choice("initialisation", table["initialisation"], INITIALISATIONS),
        "seed": whole("seed", table["seed"], 0, 2**32 - 1),
        "numbers": [number("numbers", each) for each in table["numbers"]] or None,
        "method": method,
        "settings": {name: read_setting(method, name, value) for name, value in table["settings"].items()},
        "batch": whole("batch", table["batch"], 1, 1000),
        "l1": number("l1", table["l1"]),
        "l2": number("l2", table["l2"]),
        "speed": whole("speed", table["speed"], 1, 50),
        "stride": choice("stride", table["stride"], STRIDES),
        "epoch": whole("epoch", table["epoch"], 0, MOST_EPOCHS),
        "batches": whole("batches", table["batches"], 0, 1000),
        "seen": whole("seen", table["seen"], 0, 128),
        "input": _rows("input", table["input"]),
        "target": _rows("target", table["target"]),
        "look": whole("look", table["look"], 0, len(_rows("input", table["input"]))),
        "keeps": bool(table["keeps"]),
        "step": whole("step", table["step"], 0, 2 * MOST_HIDDEN + 4),
        "plane": choice("plane", table["plane"], PLANES),
        "axes": [whole("axes", place, 0, 999) for place in table["axes"]],
        "directions": whole("directions", table["directions"], 0, 2**32 - 1),
        "reach": number("reach", table["reach"]),
        "fine": bool(table["fine"]),
        "show": toggles(table["show"], TOGGLES),
    }


def _rows(name: str, given: list[Any]) -> list[list[float]]:
    rows = given if given and isinstance(given[0], list) else [given]
    return [[number(name, each) for each in row] for row in rows]
