"""What a lab shows as a program that runs without us: scripts, notebooks, and the page's "as a program"."""

from collections.abc import Callable
from typing import Any

from gradscape.course.scenes import Scene
from gradscape.labs import LABS
from gradscape.labs.fields import State
from gradscape.programs import constrained, descents, fits, implicit, maps, networks, points
from gradscape.programs.cells import Program

_MADE: dict[str, Callable[[Any], Program]] = {
    "derivative": points.of_curve,
    "descent": descents.of_line,
    "surface": points.of_surface,
    "implicit": implicit.of_equation,
    "paths": descents.of_paths,
    "constraints": constrained.of_constraint,
    "jacobian": maps.of_map,
    "regression": fits.of_regression,
    "network": networks.of_network,
}


def program_of(state: State) -> Program:
    """The program that makes the numbers of a lab's state.

    Raises:
        LanguageError: where a text in it cannot be read.
    """
    return _MADE[state.lab](state)


def program_of_scene(scene: Scene, state: State | None = None) -> Program:
    """The same of a scene, or of another state that it was brought to, with its title, its text, and what to try."""
    shown = state or LABS[scene["lab"]].model_validate(scene["state"])
    told = (scene["text"], f"**Try:** {scene['try']}")
    return program_of(shown).with_text(f"{scene['id']} {scene['title']}", told)
