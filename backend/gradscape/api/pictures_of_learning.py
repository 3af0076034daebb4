"""Numbers of the front door's pictures of walks, fits and networks, as the labs compute them."""

from itertools import pairwise
from typing import Any

import numpy as np

from gradscape.api.functions import read_field
from gradscape.api.lesson_texts import read_lesson
from gradscape.api.models import FunctionText
from gradscape.api.network_texts import NetworkText, SamplesText, read_network, read_samples
from gradscape.api.pictures_of_calculus import heights, lattice, rounded, state_of, text_of
from gradscape.api.regression_texts import read_model
from gradscape.learning.best_fits import closed_form
from gradscape.learning.data_sets import REACH
from gradscape.learning.features import inputs_at
from gradscape.learning.networks import Network, forward
from gradscape.learning.regression import Objective, Points
from gradscape.learning.residual_losses import USUAL_LOSS, Loss
from gradscape.learning.scatter_data import generated
from gradscape.learning.training import Course, train
from gradscape.walks.basins import plane_basins
from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import descend
from gradscape.walks.run import Run

# How many of a scene's race are told apart at a glance: every second one.
_RACERS = slice(0, None, 2)
# The network is shown after so many epochs.
_EPOCHS = (0, 10, 20, 30, 40, 60, 80, 100, 130, 170, 220, 300)


def race(scene: str) -> dict[str, Any]:
    """Some of the scene's walks down a curved valley."""
    state = state_of(scene)
    field = read_field(text_of(state["source"]))
    runs = [_run(run, state["steps"]) for run in state["runs"][_RACERS]]
    walks = [
        {
            "label": METHOD[found.method].label,
            "role": f"run-{METHOD[found.method].look.hue}",
            "points": rounded(outcome.trail.points),
            "values": rounded(outcome.trail.values),
        }
        for found, outcome in zip(runs, descend(field, runs), strict=True)
    ]
    return {**heights(field, _box(state), 61, 41), "walks": walks}


def _run(run: dict[str, Any], steps: int) -> Run:
    settings = METHOD[run["method"]].complete(run["settings"])
    return Run(run["method"], np.array(run["start"], float), settings, steps, 1e-9, 0)


def _box(state: dict[str, Any]) -> np.ndarray:
    return np.array([state["domain"]["x"], state["domain"]["y"]], float)


def basins(scene: str) -> dict[str, Any]:
    """Which start the scene's method leads where, as letters from a on; a dot where it does not come to rest."""
    state, columns, rows = state_of(scene), 145, 61
    field, run = read_field(text_of(state["source"])), _run(state["runs"][0], state["steps"])
    found = plane_basins(field, lattice(_box(state), columns, rows), _box(state), run, [])
    letters = ["." if label < 0 else chr(ord("a") + label) for label in found.labels.tolist()]
    return {
        "x": _box(state)[0],
        "y": _box(state)[1],
        "labels": ["".join(letters[first : first + columns]) for first in range(0, len(letters), columns)],
        "attractors": [{"point": rounded(each.point), "kind": each.kind} for each in found.attractors],
    }


def line(scene: str) -> dict[str, Any]:
    """The scene's points and the line of least squares; for each point, how that line answers when y grows by 1."""
    state = state_of(scene)
    made = generated(state["data"], state["count"], state["noise"], 0, state["sample"])
    each = np.eye(len(made.x))
    return {
        "points": rounded(np.stack([made.x, made.y], axis=1)),
        "line": rounded(_least_squares(state, made.x, made.y), 6),
        # The line of least squares depends on y linearly.
        "answers": [rounded(_least_squares(state, made.x, y), 6) for y in each],
    }


def _least_squares(state: dict[str, Any], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    parameters = {name: slider["value"] for name, slider in state["parameters"].items()}
    model, _ = read_model(FunctionText.model_validate({"source": state["source"], "parameters": parameters}))
    found = closed_form(Objective(model, Points(x, y), Loss(USUAL_LOSS), "sum"))
    assert found is not None
    return found.parameters


def network(scene: str) -> dict[str, Any]:
    """What the scene's network answers all over the plane, in percent of the way from one class to the other."""
    state = state_of(scene)
    sizes = [len(state["features"]), *state["hidden"], 1]
    untaught = read_network(
        NetworkText.model_validate(
            {
                "sizes": sizes,
                "activations": state["activations"][: len(sizes) - 1],
                "cost": state["cost"],
                "initialisation": state["initialisation"],
                "seed": state["seed"],
            }
        )
    )
    data = SamplesText.model_validate(
        {
            "name": state["data"],
            "count": state["count"],
            "noise": state["noise"],
            "seed": state["sample"],
            "train_share": state["share"],
        }
    )
    samples, trained = read_samples(data)
    return {
        "x": [-2 * REACH, 2 * REACH],
        "y": [-REACH, REACH],
        "points": rounded(samples.points[:trained], 3),
        "classes": samples.targets[:trained].astype(int),
        "epochs": _EPOCHS,
        "answers": [_percent(each, state) for each in _taught(untaught, data, state)],
    }


def _taught(network: Network, data: SamplesText, state: dict[str, Any]) -> list[Network]:
    settings = METHOD[state["method"]].complete(state["settings"])
    course = Course(Run(state["method"], np.zeros(1), settings, 1, 0.0, 0), state["batch"], 0.0, 0.0, 1000, 0)
    lesson, memory, seen = read_lesson(network, data, state["features"]), None, [network]
    for before, after in pairwise(_EPOCHS):
        done = train(seen[-1], lesson, course, after - before, before, memory, after - before)
        seen, memory = [*seen, done.network], done.memory
    return seen


def _percent(network: Network, state: dict[str, Any]) -> np.ndarray:
    columns, rows = 61, 31
    points = lattice(REACH * np.array([[-2.0, 2.0], [-1.0, 1.0]]), columns, rows)
    answers = forward(network, inputs_at(points, state["features"]))[-1].a[0].reshape(rows, columns)
    return np.clip(np.round(50 + 50 * answers), 0, 100).astype(int)
