"""A token stands for its role in its room until its time is over, and nobody makes one without the key."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradscape.lectures import tokens

KEY, CODE = b"k" * 32, "KMPQTX"


def test_codes_have_letters_that_nobody_confuses():
    codes = [tokens.new_code() for _ in range(200)]
    assert all(re.fullmatch(tokens.CODE, code) for code in codes)
    assert len(set(codes)) == 200
    assert not set("".join(codes)) & set("01ILO")


def test_a_token_stands_for_one_person_and_two_tokens_for_two():
    first, second = (tokens.new_token(KEY, "participant", CODE) for _ in range(2))
    who = [tokens.bearer_of(KEY, each, "participant", CODE) for each in (first, second)]
    assert None not in who and who[0] != who[1]


@pytest.mark.parametrize(
    "key, role, code",
    [(b"x" * 32, "presenter", CODE), (KEY, "participant", CODE), (KEY, "presenter", "KMPQTY")],
    ids=["another key", "another role", "another room"],
)
def test_it_stands_for_nobody_elsewhere(key, role, code):
    token = tokens.new_token(KEY, "presenter", CODE)
    assert tokens.bearer_of(key, token, role, code) is None


def test_every_single_change_breaks_the_seal():
    token = tokens.new_token(KEY, "presenter", CODE)
    for place, letter in enumerate(token):
        changed = token[:place] + ("0" if letter != "0" else "1") + token[place + 1 :]
        assert tokens.bearer_of(KEY, changed, "presenter", CODE) is None


def test_it_ends_with_its_time(monkeypatch):
    now = 1_764_320_000
    monkeypatch.setattr(tokens.time, "time", lambda: now)
    token = tokens.new_token(KEY, "presenter", CODE)
    for later, is_good in ((0, True), (4 * 3600, True), (4 * 3600 + 1, False)):
        monkeypatch.setattr(tokens.time, "time", lambda later=later: now + later)
        assert (tokens.bearer_of(KEY, token, "presenter", CODE) is not None) is is_good


@given(st.text(max_size=120))
def test_no_text_is_a_token_by_chance(text):
    assert tokens.bearer_of(KEY, text, "presenter", CODE) is None


def test_the_seal_is_the_hmac_of_the_words():
    # Computed by `openssl dgst -sha256 -hmac`, with the key in hexadecimal; the first 128 of 256 bits.
    assert tokens._seal(b"key", "The quick brown fox jumps over the lazy dog") == "f7bc83f430538424b13298e6aa6fb143"
