"""What a scene of the course is: a lab, the state it opens in, and what to look at and try there."""

from typing import Any, TypedDict

from pydantic import ValidationError

from gradscape.course.complaints import complaint_of
from gradscape.labs import LABS
from gradscape.lectures.moves import Asked


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


class Question(TypedDict):
    """What those who follow a lecture may be asked in a scene.

    kind, text, choices: as `lectures.moves.Asked` has them. right: by which rule the page computes what is right, of
    what is shown; None where nothing can be. within: how near counts as right, if unlike usual: a distance, degrees, or
    a part.
    """

    kind: str
    text: str
    choices: list[str]
    right: str | None
    within: float | None


# `try` is a word of Python, so this one cannot be written as a class. words: by which the scene is looked for, beside
# those of its title and text.
Scene = TypedDict(
    "Scene",
    {
        "id": str,
        "lab": str,
        "title": str,
        "words": list[str],
        "text": str,
        "try": str,
        "state": dict[str, Any],
        "beats": list[Beat],
        "questions": list[Question],
    },
)


class Reading(TypedDict):
    """A text elsewhere, with one sentence on what is found there."""

    title: str
    url: str
    says: str


class Chapter(TypedDict):
    """Scenes in their teaching order. needs: the chapters that come before, by their ids."""

    id: str
    title: str
    needs: list[str]
    reading: list[Reading]
    scenes: list[Scene]


def read_chapter(table: dict[str, Any]) -> Chapter:
    """A chapter from its file's table, every scene checked and completed."""
    scenes = [read_scene(scene) for scene in table["scenes"]]
    return {
        "id": table["id"],
        "title": table["title"],
        "needs": table.get("needs", []),
        "reading": [read_reading(each) for each in table.get("reading", [])],
        "scenes": scenes,
    }


def read_reading(table: dict[str, Any]) -> Reading:
    """A text elsewhere from its table."""
    return {"title": table["title"], "url": table["url"], "says": table["says"]}


def read_scene(table: dict[str, Any]) -> Scene:
    """A scene from its table, whose state says what differs from its lab's first one; a wrong one is told by name."""
    try:
        return {
            "id": table["id"],
            "lab": table["lab"],
            "title": table["title"],
            "words": table.get("words", []),
            "text": table["text"].strip(),
            "try": table["try"].strip(),
            "state": read_state(table["lab"], table.get("state", {})),
            "beats": read_beats(table["lab"], table.get("state", {}), table.get("beats", [])),
            "questions": [read_question(table["lab"], each) for each in table.get("questions", [])],
        }
    except (CourseError, KeyError) as error:
        raise CourseError(f"scene {table.get('id', '?')}: {error}") from error


# What can be computed of what is shown, and in which labs: `frontend/stage/hall/right.js` says how.
RULES: dict[str, tuple[str, set[str]]] = {
    **{kind: ("point", {"surface", "paths"}) for kind in ("minimum", "maximum", "saddle")},
    "end": ("point", {"paths"}),
    "steepest": ("point", {"surface"}),
    "slope": ("number", {"surface"}),
    "largest-rate": ("number", {"paths"}),
    "kind": ("choice", {"surface"}),
}


def read_question(lab: str, table: dict[str, Any]) -> Question:
    """A question from its table; one that cannot be asked, or whose rule is not for it, is told."""
    asked = {name: table[name] for name in ("kind", "text", "choices") if name in table}
    try:
        question = Asked.model_validate(asked)
    except ValidationError as error:
        raise CourseError(f"question: {error.errors(include_url=False)[0]['msg']}") from error
    right = table.get("right")
    if right is not None and (right not in RULES or RULES[right][0] != question.kind or lab not in RULES[right][1]):
        raise CourseError(f"question: right is no rule for a {question.kind} in {lab}: {right!r}")
    if strange := table.keys() - Question.__annotations__.keys():
        raise CourseError(f"question: there is no {min(strange)}")
    return {**question.model_dump(), "right": right, "within": table.get("within")}  # type: ignore[typeddict-item]


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
