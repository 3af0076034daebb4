"""What a presenter shows, and what is asked. A word is a move as text: what travels between processes, and to all."""

from typing import Annotated, Literal, NamedTuple, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, model_validator

SCENE_CHARACTERS = 8192
TEXT_CHARACTERS = 200
CHOICES = 6
# The turn of an ended room: nothing is newer. Whole numbers up to here are the same in JavaScript, Python and Lua.
LAST_TURN = 2**53 - 1
LARGEST = 1e12

Text = Annotated[str, Field(max_length=TEXT_CHARACTERS)]


class Asked(BaseModel):
    """A question to all who follow."""

    model_config = ConfigDict(extra="forbid", strict=True)
    kind: Literal["point", "number", "choice"] = Field(
        description="a place in the plane of the picture, a number, or one of `choices`"
    )
    text: Text = Field(description="the question as it is read")
    choices: list[Text] = Field(
        default=[],
        max_length=CHOICES,
        description="of a choice, at least two; an answer is the place of one, from 0 on",
    )

    @model_validator(mode="after")
    def _choices_belong_to_a_choice(self) -> Self:
        if self.kind == "choice" and len(self.choices) < 2:
            raise ValueError("needs at least two choices")
        if self.kind != "choice" and self.choices:
            raise ValueError("has choices only if its kind is choice")
        return self

    def complaint(self, value: list[float]) -> str | None:
        """Why this cannot be an answer; None if it can."""
        if len(value) != (2 if self.kind == "point" else 1):
            return "must be two numbers" if self.kind == "point" else "must be one number"
        if self.kind == "choice" and value[0] not in range(len(self.choices)):
            return f"must be a whole number from 0 to {len(self.choices) - 1}"
        return None


class Move(BaseModel):
    """What is shown now."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "turn": 1764320000000,
                    "scene": "v=1&lab=surface&f=x^2 - y^2",
                    "question": {"kind": "point", "text": "Where is the saddle?"},
                    "asked": 1764320000000,
                }
            ]
        },
    )
    turn: int = Field(
        ge=1, lt=LAST_TURN, description="the presenter's clock; what is older than the last move is passed over"
    )
    scene: str = Field(
        max_length=SCENE_CHARACTERS, description="the fragment of a link, which the page reads as it reads any link"
    )
    question: Asked | None = Field(None, description="what is asked; none while nothing is, or nothing any longer")
    asked: int = Field(
        0, ge=0, lt=LAST_TURN, description="names the question: another number is another one, without answers as yet"
    )


class Word(NamedTuple):
    """A move, or the end of a room, as one line of text."""

    turn: int
    asked: int
    text: bytes


def word_of(move: Move) -> Word:
    """A move as it is told to all."""
    return Word(move.turn, move.asked, orjson.dumps(move.model_dump()))


def read_word(text: bytes) -> Word:
    """The word that was told."""
    told = orjson.loads(text)
    return Word(told["turn"], told["asked"], text)


def move_in(word: Word) -> Move | None:
    """What a word shows; None before the first move and after the end."""
    return Move.model_validate_json(word.text) if 0 < word.turn < LAST_TURN else None


# Before the first move, and after the end.
BLANK, END = (read_word(orjson.dumps({"turn": turn, "asked": 0})) for turn in (0, LAST_TURN))
