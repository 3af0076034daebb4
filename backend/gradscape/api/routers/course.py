"""The course, for the page's menu: GET course."""

from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from gradscape.api.answers import Answer
from gradscape.api.assets import Asset
from gradscape.api.routers import PREFIX
from gradscape.course.loader import chapters
from gradscape.lectures.moves import Asked

router = APIRouter(prefix=PREFIX, tags=["catalogue"])


class BeatEntry(BaseModel):
    """A small change of a scene on the stage, with one sentence."""

    says: str
    state: dict[str, Any] = Field(description="what of the lab's state changes from the beat before, to what")
    play: bool = Field(description="whether the walk, or whatever else Space starts in that lab, begins")


class AskedEntry(Asked):
    """A question to those who follow a lecture in a scene."""

    right: str | None = Field(description="by which rule the page computes what is right, of what is shown")
    within: float | None = Field(description="how near counts as right, if unlike usual: a distance, degrees, a part")


class SceneEntry(BaseModel):
    """One thing to look at: a lab in a certain state."""

    id: str = Field(examples=["1.18"])
    lab: str = Field(examples=["surface"])
    title: str
    words: list[str] = Field(description="by which it is looked for, beside those of its title and text")
    text: str
    # `try` is a word of Python.
    try_: str = Field(alias="try", description="what to do there")
    state: dict[str, Any] = Field(description="the lab's whole state, as the page keeps it in its address")
    questions: list[AskedEntry] = Field(description="that a lecturer may ask in it")
    beats: list[BeatEntry] = Field(description="on the stage, in order; none where the text itself is told")


class ReadingEntry(BaseModel):
    """A text elsewhere."""

    title: str
    url: str
    says: str = Field(description="what is found there")


class ChapterEntry(BaseModel):
    """Scenes in their teaching order."""

    id: str
    title: str
    needs: list[str] = Field(description="the chapters that come before it, by their ids")
    reading: list[ReadingEntry] = Field(description="where to read on")
    scenes: list[SceneEntry]


class Course(BaseModel):
    """All chapters in teaching order."""

    chapters: list[ChapterEntry]


@router.get("/course", response_model=Course)
async def course(request: Request) -> Response:
    """The chapters and scenes of the course."""
    return course_asset().response(request)


@cache
def course_asset() -> Asset:
    """The whole course as it is sent."""
    return Asset(bytes(Answer({"chapters": chapters()}).body), "application/json")
