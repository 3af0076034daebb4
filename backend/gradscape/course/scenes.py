"""What a scene of the course is: a lab, the state it opens in, and what to look at and try there."""

from typing import Any, TypedDict

from pydantic import ValidationError

from gradscape.course.complaints import complaint_of
from gradscape.labs import LABS


class CourseError(ValueError):
    """A chapter's file says something that no lab can show."""


# `try` is a word of Python, so this one cannot be written as a class.
Scene = TypedDict(
    "Scene",
    {"id": str, "lab": str, "title": str, "text": str, "try": str, "state": dict[str, Any]},
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
        }
    except (CourseError, KeyError) as error:
        raise CourseError(f"scene {table.get('id', '?')}: {error}") from error


def read_state(lab: str, table: dict[str, Any]) -> dict[str, Any]:
    """The whole state of a lab that a table says the differences of."""
    if lab not in LABS:
        raise CourseError(f"lab is not one of {', '.join(LABS)}: {lab!r}")
    try:
        return LABS[lab].model_validate(table).model_dump()
    except ValidationError as error:
        raise CourseError(complaint_of(error, LABS[lab])) from error
