"""Whatever is typed has a result, or an error with a place in the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.trees import trees

from gradscape.language import rendering
from gradscape.language.errors import LanguageError
from gradscape.language.parser import MAXIMUM_LENGTH, parse
from gradscape.language.printing import source
from gradscape.language.syntax import Function

SIGNS = st.text("xyzabesincogtlpqr0123456789.+-*/^()[]{}|=<>,;:_\n \t!?'\"\\²₁√πθ·×−∂∞🙂\x00\u200b", max_size=60)


def outcome(text: str) -> str:
    """'read' or 'refused'; anything else raises."""
    try:
        function = parse(text)
    except LanguageError as refusal:
        error = refusal
    else:
        return rendered(function)
    assert 0 <= error.span.start <= error.span.end <= len(text), (text, error.span)
    assert error.message
    return "refused"


def rendered(function: Function) -> str:
    """Every formula of the function is made."""
    rendering.function_formula(function)
    rendering.gradient_formula(function)
    rendering.jax_source(function)
    return "read"


@settings(max_examples=600)
@given(st.text(max_size=80) | SIGNS)
def test_any_text_is_read_or_refused_with_a_place(text):
    assert outcome(text) in ("read", "refused")


@settings(max_examples=300)
@given(trees(), st.data())
def test_a_good_text_with_one_slip_is_read_or_refused_with_a_place(tree, data):
    text = source(tree)
    place = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.sampled_from(["", "(", ")", "+", "^", ",", "|", "=", "x", "2", "?", "sine"]))
    assert outcome(text[:place] + slip + text[place + data.draw(st.integers(0, 2)) :]) in ("read", "refused")


# Texts as long as allowed, of the kinds that parsers are slow at.
WORST = {
    "a long sum": "+".join(["sin(x)*y"] * 455),
    "nested as deep as it goes": "(" * 60 + "x" + ")" * 60,
    "opened and never closed": "(" * MAXIMUM_LENGTH,
    "bars": "|" * MAXIMUM_LENGTH,
    "minus signs": "-" * (MAXIMUM_LENGTH - 1) + "x",
    "powers": "x^" * (MAXIMUM_LENGTH // 2 - 1) + "x",
    "letters": "sincostan" * 455,
    "digits": "9" * MAXIMUM_LENGTH,
    "lines": "\n".join(f"a_{k} = x" for k in range(400)),
    "doubling lines": "u = x + y\n" + "\n".join(f"u_{k} = u_{k - 1} * u_{k - 1}" for k in range(1, 60)),
    "spaces": " " * MAXIMUM_LENGTH,
    "emoji": "🙂" * MAXIMUM_LENGTH,
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_the_worst_texts_are_answered_while_one_types(text):
    parse("x")  # builds the grammar, once
    start = time.perf_counter()
    outcome(text[:MAXIMUM_LENGTH])
    # The aim is 50 ms. This only catches work that grows without bounds, however slow the computer is.
    assert time.perf_counter() - start < 5
