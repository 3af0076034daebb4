"""What the page asks first of all, with its answers, so that they come with the page."""

from functools import cache

from gradscape.api.answers import Answer
from gradscape.api.functions import read_map
from gradscape.api.models import FunctionText
from gradscape.api.routers import parse
from gradscape.labs import LABS


@cache
def first_answers() -> bytes:
    """What the texts mean that labs open with, as JSON."""
    states = [state.model_validate({}).model_dump() for state in LABS.values()]
    questions = [{"function": {"source": state["source"]}} for state in states if "point" in state]
    texts = [FunctionText.model_validate(question["function"]) for question in questions]
    answers = [parse.described(*read_map(text)) for text in texts]
    rows = [
        {"path": "parse", "question": asked, "answer": told} for asked, told in zip(questions, answers, strict=True)
    ]
    return bytes(Answer(rows).body)
