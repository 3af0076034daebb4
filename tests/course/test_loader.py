"""The course's files say nothing that the page cannot show."""

import pytest

from gradscape.course.loader import chapters
from gradscape.course.scenes import TOGGLES, CourseError, read_scene
from gradscape.language.parser import parse

SCENES = [scene for chapter in chapters() for scene in chapter["scenes"]]
every_scene = pytest.mark.parametrize("scene", SCENES, ids=[scene["id"] for scene in SCENES])

# The rows of the syllabus that the course covers so far; 1.20 is told in the scenes 1.20a and 1.20b, and so on.
SYLLABUS = {"1.18", "1.19", "1.20", "1.21", "1.22", "1.23", "1.25", "1.26", "1.27"}

VALID = {
    "id": "0.1",
    "lab": "surface",
    "title": "A title",
    "text": "A sentence.",
    "try": "Another.",
    "state": {
        "source": "x + y",
        "domain": {"x": [0, 1], "y": [0, 1]},
        "point": [0, 0],
        "angle": 0,
        "show": ["tangent"],
    },
}


def test_every_row_of_the_syllabus_has_its_scene():
    assert {scene["id"].rstrip("abcdefg") for scene in SCENES} == SYLLABUS


def test_ids_are_unique():
    ids = [scene["id"] for scene in SCENES]
    assert len(ids) == len(set(ids))


@every_scene
def test_function_has_two_variables_and_a_slider_for_each_parameter(scene):
    function = parse(scene["state"]["source"])
    assert len(function.variables) == 2
    assert set(function.parameters) == set(scene["state"]["parameters"])


@every_scene
def test_point_lies_in_the_box_that_is_drawn(scene):
    state = scene["state"]
    for coordinate, (low, high) in zip(state["point"], state["domain"].values(), strict=True):
        assert low <= coordinate <= high


@every_scene
def test_every_toggle_is_on_or_off_and_at_least_one_is_on(scene):
    shown = scene["state"]["show"]
    assert tuple(shown) == TOGGLES
    assert any(shown.values())


@every_scene
def test_text_is_short_enough_to_be_read_beside_the_picture(scene):
    assert 0 < len(scene["text"]) <= 320
    assert 0 < len(scene["try"]) <= 320


def test_what_a_scene_does_not_show_is_off():
    shown = read_scene(VALID)["state"]["show"]
    assert [toggle for toggle, on in shown.items() if on] == ["tangent"]


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"show": ["tangents"]}, "nothing to show is called tangents"),
        ({"domain": {"x": [1, 0], "y": [0, 1]}}, "not an interval"),
        ({"point": [0, 0, 0]}, "two coordinates, not 3"),
        ({"parameters": {"a": {"value": 9, "min": 0, "max": 1}}}, "the slider of a cannot stand at 9"),
    ],
)
def test_a_wrong_scene_is_refused_by_name(change, complaint):
    with pytest.raises(CourseError, match=f"scene 0.1: .*{complaint}"):
        read_scene(VALID | {"state": VALID["state"] | change})
