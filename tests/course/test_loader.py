"""The course's files say nothing that the page cannot show."""

import math
import tomllib
from importlib import resources

import numpy as np
import pytest

from gradscape.course.loader import FILES, chapters
from gradscape.course.scenes import CourseError, read_scene
from gradscape.labs import LABS
from gradscape.language.equations import parse_equations
from gradscape.language.parser import parse_map
from gradscape.language.syntax import entry_names

SCENES = [scene for chapter in chapters() for scene in chapter["scenes"]]
every_scene = pytest.mark.parametrize("scene", SCENES, ids=[scene["id"] for scene in SCENES])
TYPED = [scene for scene in SCENES if "source" in scene["state"]]
EQUATIONS = [scene for scene in TYPED if scene["lab"] == "implicit"]
FUNCTIONS = [scene for scene in TYPED if scene["lab"] != "implicit"]
every_typed_scene = pytest.mark.parametrize("scene", TYPED, ids=[scene["id"] for scene in TYPED])

# The rows of the syllabus that the course covers so far; 1.20 is told in the scenes 1.20a and 1.20b, and so on.
SYLLABUS = {f"1.{row}" for row in range(1, 30)} | {f"3.{row}" for row in range(1, 7)}
SYLLABUS |= {f"2.{row}" for row in range(1, 20)}

TOGGLES = {name: tuple(state.model_fields["show"].default) for name, state in LABS.items()}
VARIABLES = {
    "derivative": {1},
    "descent": {1},
    "surface": {2},
    "paths": set(range(2, 17)),
    "constraints": {1, 2, 3},
    "jacobian": {2},
    "regression": {1},
}

# A whole state of every lab.
STATES = {
    "derivative": {
        "source": "x^3 - x",
        "domain": {"x": [-2, 2]},
        "point": [1],
        "h": -0.5,
        "order": 2,
        "taylor": 0,
        "show": ["tangent", "secant"],
    },
    "descent": {
        "source": "(x^2 - 3)^2",
        "domain": {"x": [-3, 3]},
        "goal": "minimum",
        "runs": [{"method": "gradient-descent", "start": 2, "rate": 0.02}, {"method": "newton", "start": 2, "rate": 1}],
        "steps": 60,
        "step": 0,
        "show": ["cobweb"],
    },
    "surface": {
        "source": "x + y",
        "domain": {"x": [0, 1], "y": [0, 1]},
        "point": [0, 0],
        "angle": 0,
        "show": ["tangent"],
    },
    "implicit": {
        "source": "x y = 1",
        "domain": {"x": [-3, 3], "y": [-3, 3]},
        "point": [1, 1],
        "show": ["normal"],
    },
    "paths": {
        "source": "x^2 + y^2",
        "domain": {"x": [-2, 2], "y": [-2, 2]},
        "runs": [{"method": "momentum", "start": [1, 1], "settings": {"momentum": 0.5, "schedule": "cosine"}}],
        "together": True,
        "steps": 60,
        "step": 0,
        "trail": 0,
        "against": "iterations",
        "show": ["progress"],
    },
    "constraints": {
        "source": "x + y",
        "domain": {"x": [-2, 2], "y": [-2, 2]},
        "point": [1, 0],
        "constraint": "x^2 + y^2 = 1",
        "level": 2,
        "levels": [1, 3],
        "show": ["arrows"],
    },
    "jacobian": {
        "view": "map",
        "source": "[x + y, x y]",
        "sources": ["[t, 2t]", "x y"],
        "point": [1, 2],
        "domain": {"x": [0, 2], "y": [0, 3]},
        "figure": "square",
        "reach": 0.5,
        "step": 0,
        "mode": "forward",
        "show": ["grid"],
    },
    "regression": {
        "view": "fit",
        "data": "own",
        "count": 20,
        "noise": 0.1,
        "outliers": 2,
        "sample": 3,
        "points": [[1, 2], [3, 4.5]],
        "source": "m x",
        "loss": "huber",
        "p": 1.5,
        "delta": 0.5,
        "tau": 0.5,
        "reduction": "sum",
        "compare": ["squared"],
        "method": "adam",
        "settings": {"learning_rate": 0.01},
        "steps": 50,
        "step": 10,
        "axes": ["m"],
        "domain": {"x": [0, 1], "y": [0, 1]},
        "order": 2.0,
        "vector": [1.0, 0.5],
        "show": ["residuals"],
    },
    "network": {
        "view": "training",
        "data": "spiral",
        "count": 200,
        "noise": 0.1,
        "share": 0.7,
        "sample": 3,
        "classes": 3,
        "points": [[1, 2, 0]],
        "features": ["x1", "sin x2"],
        "typed": "x_1^3",
        "hidden": [4],
        "activations": ["relu", "linear"],
        "cost": "huber",
        "initialisation": "he",
        "seed": 2,
        "numbers": [0.5] * 17,
        "method": "adam",
        "settings": {"learning_rate": 0.01},
        "batch": 20,
        "l1": 0.0,
        "l2": 0.001,
        "speed": 5,
        "stride": "batch",
        "epoch": 100,
        "batches": 3,
        "seen": 2,
        "input": [[0.5, -1.0], [0.0, 2.0]],
        "target": [[1.0], [0.0]],
        "look": 2,
        "keeps": True,
        "step": 2,
        "plane": "weights",
        "axes": [3, 4],
        "directions": 7,
        "reach": 0.5,
        "fine": True,
        "show": ["loss"],
    },
}
TOGETHER = {
    ("network", "hidden"),
    ("network", "activations"),
    ("network", "settings"),
    ("network", "input"),
    ("network", "target"),
    ("network", "look"),
    ("regression", "steps"),
    ("paths", "runs"),
    ("paths", "steps"),
}
# Labs in which a function is typed.
OF_FUNCTIONS = [lab for lab, state in STATES.items() if "source" in state]


def scene_with(lab, **changes):
    """A valid scene of a lab, as a chapter's file has it, with these changes to its state."""
    state = STATES[lab] | changes
    return {"id": "0.1", "lab": lab, "title": "A title", "text": "A sentence.", "try": "Another.", "state": state}


def test_every_row_of_the_syllabus_has_its_scene():
    assert {scene["id"].rstrip("abcdefgh") for scene in SCENES} == SYLLABUS


def test_ids_are_unique():
    ids = [scene["id"] for scene in SCENES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scene", EQUATIONS, ids=[scene["id"] for scene in EQUATIONS])
def test_an_equation_has_two_variables_and_a_slider_for_each_parameter(scene):
    numbers = scene["state"]["parameters"]
    [equation] = parse_equations(scene["state"]["source"], None, tuple(numbers))
    assert len(equation.function.variables) == 2 and set(equation.function.parameters) == set(numbers)


@pytest.mark.parametrize("scene", FUNCTIONS, ids=[scene["id"] for scene in FUNCTIONS])
def test_function_has_the_variables_of_its_lab_and_a_slider_for_each_parameter(scene):
    numbers = scene["state"]["parameters"]
    tables = {name.rpartition("_")[0] for name in numbers if "_" in name}
    # Entries of vectors begin with 1: c_0 is a name of its own.
    tables -= {name.removesuffix("_0") for name in numbers}
    shapes = {table: shape_of(table, numbers) for table in tables}
    function = parse_map(scene["state"]["source"], shapes=shapes)
    assert len(function.variables) in VARIABLES[scene["lab"]]
    entries = {entry for name, shape in function.tables for entry in entry_names(name, shape)}
    assert {*function.parameters, *entries} == set(numbers)
    assert function.shape == () or scene["lab"] == "jacobian"


def shape_of(table: str, numbers: dict) -> tuple[int, ...]:
    """By the entries that a scene has numbers for: A_32 is the last one of a 3x2 matrix."""
    return tuple(map(int, max(name.rpartition("_")[2] for name in numbers if name.rpartition("_")[0] == table)))


@every_typed_scene
def test_points_and_starts_lie_in_what_is_drawn(scene):
    state = scene["state"]
    starts = [np.atleast_1d(run["start"]) for run in state.get("runs", [])]
    for place in starts or [np.atleast_1d(state[name]) for name in ("point",) if name in state]:
        # Beyond two variables nothing is drawn over a box, and a chain of one has a second interval to spare.
        is_whole = len(place) <= 2 and scene["lab"] != "jacobian"
        for coordinate, (low, high) in zip(place, state["domain"].values(), strict=is_whole):
            assert low <= coordinate <= high


def test_beats_add_up_and_each_says_only_what_it_changes():
    scene = {
        "id": "9.9",
        "lab": "surface",
        "title": "t",
        "text": "t",
        "try": "t",
        "state": {"source": "x y", "show": ["tangent"]},
        "beats": [
            {"says": "Where?", "state": {"show": []}},
            {"says": " There. ", "state": {"point": [1, 2]}, "play": True},
        ],
    }
    first, second = read_scene(scene)["beats"]
    assert first["says"] == "Where?" and not first["play"]
    assert list(first["state"]) == ["show"] and not any(first["state"]["show"].values())
    assert second == {"says": "There.", "state": {"point": [1.0, 2.0]}, "play": True}


@pytest.mark.parametrize(
    "beat, complaint",
    [
        ({"says": "x", "state": {"angel": 3}}, "scene 9.9: beat 1: there is no angel"),
        ({"state": {"angle": 3}}, "scene 9.9: beat 1: 'says'"),
    ],
)
def test_a_wrong_beat_is_told_by_its_scene_and_number(beat, complaint):
    scene = {"id": "9.9", "lab": "surface", "title": "t", "text": "t", "try": "t", "beats": [beat]}
    with pytest.raises(CourseError, match=complaint):
        read_scene(scene)


@every_scene
def test_what_is_said_on_the_stage_has_room_there(scene):
    """Two lines of large type hold some 105 characters, three of smaller type some 240."""
    for beat in scene["beats"]:
        assert 0 < len(beat["says"]) <= 160, beat["says"]


@every_scene
def test_every_toggle_is_on_or_off_and_at_least_one_is_on(scene):
    shown = scene["state"]["show"]
    assert tuple(shown) == TOGGLES[scene["lab"]]
    assert any(shown.values())


@every_scene
def test_text_is_short_enough_to_be_read_beside_the_picture(scene):
    assert 0 < len(scene["text"]) <= 320
    assert 0 < len(scene["try"]) <= 320


@pytest.mark.parametrize("lab", STATES)
def test_a_state_is_read_as_it_is_written_and_what_it_does_not_show_is_off(lab):
    written = STATES[lab]
    read = read_scene(scene_with(lab))["state"]
    assert [toggle for toggle, on in read["show"].items() if on] == written["show"]
    parameters = {"parameters": {}} if lab in OF_FUNCTIONS else {}
    first = LABS[lab]().model_dump()
    assert read == first | written | {"lab": lab, "show": read["show"]} | parameters


@pytest.mark.parametrize("lab", OF_FUNCTIONS)
@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"show": ["tangents"]}, "nothing to show is called tangents"),
        ({"domain": {"x": [1, 0], "y": [0, 1]}}, "not an interval"),
        ({"parameters": {"a": {"value": 9, "min": 0, "max": 1}}}, "the slider of a cannot stand at 9"),
    ],
)
def test_a_wrong_scene_of_any_lab_is_refused_by_name(lab, change, complaint):
    with pytest.raises(CourseError, match=f"scene 0.1: .*{complaint}"):
        read_scene(scene_with(lab, **change))


PATH = {"method": "momentum", "start": [1, 1], "settings": {}}


def run(**changes):
    return {"method": "newton", "start": 0, "rate": 1} | changes


@pytest.mark.parametrize(
    "lab, change, complaint",
    [
        ("surface", {"point": [0, 0, 0]}, "point is longer than 2"),
        ("surface", {"angle": "north"}, "angle is not a number: 'north'"),
        ("derivative", {"point": ["x"]}, "point is not a number"),
        ("derivative", {"h": math.inf}, "h is not a number: inf"),
        ("derivative", {"order": 7}, "order is not a whole number from 0 to 6: 7"),
        ("derivative", {"taylor": 1.5}, "taylor is not a whole number from 0 to 6: 1.5"),
        ("descent", {"goal": "maximum"}, "goal is not one of minimum, zero: 'maximum'"),
        ("descent", {"goal": "zero"}, "only Newton's method walks to a zero"),
        ("descent", {"runs": []}, "runs is shorter than 1"),
        ("descent", {"runs": [run()] * 7}, "runs is longer than 6"),
        ("descent", {"runs": [run(method="adam")]}, "method is not one of gradient-descent, newton: 'adam'"),
        ("descent", {"runs": [run(start=None)]}, "start is not a number: None"),
        ("descent", {"runs": [run(rate=True)]}, "rate is not a number: True"),
        ("paths", {"runs": []}, "runs is shorter than 1"),
        ("paths", {"runs": [PATH | {"method": "magic"}]}, "method is not one of gradient-descent, .*: 'magic'"),
        ("paths", {"runs": [PATH | {"settings": {"speed": 1}}]}, "speed is no setting of momentum"),
        ("paths", {"runs": [PATH | {"settings": {"momentum": 2}}]}, "momentum must be 0 to 1"),
        ("paths", {"runs": [PATH, PATH | {"start": [1, 2, 3]}]}, "starts with as many entries"),
        ("paths", {"runs": [PATH, PATH | {"start": [0, 1]}]}, "runs from several starts are not together"),
        ("paths", {"together": 1}, "together is neither true nor false: 1"),
        ("jacobian", {"view": "matrix"}, "view is not one of map, chain: 'matrix'"),
        ("jacobian", {"sources": ["x"]}, "sources is shorter than 2"),
        ("jacobian", {"point": []}, "point is shorter than 1"),
        ("jacobian", {"reach": 0}, "reach is not above 0: 0"),
        ("paths", {"against": "time"}, "against is not one of iterations, work: 'time'"),
        ("regression", {"loss": "zero-one"}, "loss is not one of squared, .*: 'zero-one'"),
        ("regression", {"points": [[1, 2, 3]]}, "points is longer than 2"),
        ("regression", {"outliers": 30}, "outliers is not a whole number from 0 to 20: 30"),
        ("network", {"data": "cats"}, "data is not one of circle, .*: 'cats'"),
        ("network", {"view": "loss"}, "view is not one of training, steps, landscape: 'loss'"),
        ("network", {"hidden": [9]}, "hidden is not a whole number from 1 to 8: 9"),
        ("network", {"activations": ["tanh"]}, "an activation for each"),
        ("network", {"method": "newton"}, "method is not one of gradient-descent, .*: 'newton'"),
        ("network", {"settings": {"momentum": 0.5}}, "momentum is no setting of adam"),
        ("network", {"show": ["tangent"]}, "nothing to show is called tangent"),
        ("descent", {"steps": 0}, "steps is not a whole number from 1 to 10000: 0"),
        ("descent", {"step": 61}, "step is not a whole number from 0 to 60: 61"),
    ],
)
def test_what_a_lab_cannot_show_is_refused_by_name(lab, change, complaint):
    with pytest.raises(CourseError, match=f"scene 0.1: .*{complaint}"):
        read_scene(scene_with(lab, **change))


def test_a_scene_of_no_lab_is_refused_by_name():
    with pytest.raises(
        CourseError,
        match=f"lab is not one of {', '.join(LABS)}: 'volume'",
    ):
        read_scene(scene_with("surface") | {"lab": "volume"})


@pytest.mark.parametrize("lab", STATES)
def test_what_a_state_leaves_out_is_as_in_the_first_state_of_its_lab(lab):
    first = LABS[lab]().model_dump()
    assert read_scene(scene_with(lab) | {"state": {}})["state"] == first
    for field in STATES[lab]:
        scene = scene_with(lab)
        scene["state"] = {field: STATES[lab][field]}
        # What goes together cannot be stated alone.
        if (lab, field) not in TOGETHER:
            read = read_scene(scene)["state"]
            changed = {name for name in first if read[name] != first[name]}
            assert changed <= {field, "parameters"}, (lab, field)


@pytest.mark.parametrize("lab", STATES)
def test_a_state_with_a_field_that_its_lab_does_not_have_is_refused_by_name(lab):
    with pytest.raises(CourseError, match=r"scene 0\.1: there is no colour"):
        read_scene(scene_with(lab, colour="red"))


def test_no_scene_repeats_what_its_lab_begins_with():
    folder = resources.files("gradscape.course") / "chapters"
    for name in FILES:
        for scene in tomllib.loads((folder / name).read_text(encoding="utf-8"))["scenes"]:
            first = LABS[scene["lab"]]().model_dump()
            shown = [toggle for toggle, on in first["show"].items() if on]
            for field, value in scene["state"].items():
                assert value != (shown if field == "show" else first[field]), (scene["id"], field)


def test_each_chapter_needs_only_chapters_before_it():
    seen = []
    for chapter in chapters():
        assert set(chapter["needs"]) <= set(seen)
        seen.append(chapter["id"])


def test_every_chapter_but_the_first_needs_one():
    assert [chapter["id"] for chapter in chapters() if not chapter["needs"]] == ["one-variable"]


def test_every_chapter_says_where_to_read_on():
    for chapter in chapters():
        assert chapter["reading"], chapter["id"]
        for each in chapter["reading"]:
            assert each["url"].startswith(("https://", "http://")) and each["says"].endswith(".") and each["title"]
