"""What a scene of the course is: a lab, the state it opens in, and what to look at and try there."""

from typing import Any, TypedDict

from pydantic import ValidationError

from gradscape.course.complaints import complaint_of
from gradscape.labs import LABS


class CourseError(ValueError):
    """A chapter's file says something that no lab can show."""


class Beat(TypedDict):
    """A small change of a scene on the stage, with one sentence.

    says: the sentence. state: what of the lab's state changes from the beat before, or from the scene, to what.
    play: whether the walk, or whatever else Space starts in that lab, begins.
    """

    says: str
    state: dict[str, Any]
    play: bool


# `try` is a word of Python, so this one cannot be written as a class.
Scene = TypedDict(
    "Scene",
    {"id": str, "lab": str, "title": str, "text": str, "try": str, "state": dict[str, Any], "beats": list[Beat]},
)


class Chapter(TypedDict):
    """Scenes in their teaching order. needs: the chapters that come before, by their ids."""

    id: str
    title: str
    needs: list[str]
    scenes: list[Scene]


def read_chapter(table: dict[str, Any]) -> Chapter:
    """A chapter from its file's table, every scene checked and completed."""
    scenes = [read_scene(scene) for scene in table["scenes"]]
    return {"id": table["id"], "title": table["title"], "needs": table.get("needs", []), "scenes": scenes}


def read_scene(table: dict[str, Any]) -> Scene:
    """A scene from its table, whose state says what differs from its lab's first one; a wrong one is told by name."""
    try:
        return {
            "id": table["id"],
            "lab": table["lab"],
            "title": table["title"],
            "text": table["text"].strip(),
            "try": table["try"].strip(),
            "state": read_state(table["lab"], table.get("state", {})),
            "beats": read_beats(table["lab"], table.get("state", {}), table.get("beats", [])),
        }
    except (CourseError, KeyError) as error:
        raise CourseError(f"scene {table.get('id', '?')}: {error}") from error


def read_beats(lab: str, state: dict[str, Any], tables: list[dict[str, Any]]) -> list[Beat]:
    """The beats of a scene, each a change of the one before it; a wrong one is told by its number."""
    beats: list[Beat] = []
    for number, table in enumerate(tables, start=1):
        change = table.get("state", {})
        state = {**state, **change}
        try:
            whole = read_state(lab, state)
            says, play = table["says"].strip(), table.get("play", False)
        except (CourseError, KeyError) as error:
            raise CourseError(f"beat {number}: {error}") from error
        beats.append({"says": says, "state": {name: whole[name] for name in change}, "play": play})
    return beats


def read_state(lab: str, table: dict[str, Any]) -> dict[str, Any]:
    """The whole state of a lab that a table says the differences of."""
    if lab not in LABS:
        raise CourseError(f"lab is not one of {', '.join(LABS)}: {lab!r}")
    try:
        return LABS[lab].model_validate(table).model_dump()
    except ValidationError as error:
        raise CourseError(complaint_of(error, LABS[lab])) from error
