"""What the page asks first of all, with its answers, so that they come with the page."""

from functools import cache
from typing import Any

from gradscape.api.answers import Answer
from gradscape.api.functions import read_map
from gradscape.api.models import FunctionText
from gradscape.api.routers import parse
from gradscape.labs import LABS
from gradscape.language.errors import LanguageError


@cache
def first_answers() -> bytes:
    """What the texts mean that labs open with, as JSON."""
    states = [state.model_validate({}).model_dump() for state in LABS.values()]
    rows = [_row(state["source"]) for state in states if "point" in state]
    return bytes(Answer([row for row in rows if row is not None]).body)


def _row(source: str) -> dict[str, Any] | None:
    question = {"function": {"source": source}}
    try:
        answer = parse.described(*read_map(FunctionText.model_validate(question["function"])))
    except LanguageError:
        # An equation is read by another route, together with its point.
        return None
    return {"path": "parse", "question": question, "answer": answer}
