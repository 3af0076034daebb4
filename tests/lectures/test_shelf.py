"""What is kept of rooms: the newest word, the last answer of each, and no more rooms than there may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lectures.brokers import move

from gradscape.lectures import shelf
from gradscape.lectures.moves import BLANK, END, word_of
from gradscape.lectures.shelf import FullError, Shelf
from gradscape.lectures.tokens import LIFE


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def kept(*turns: int, clock: Clock | None = None) -> Shelf:
    found = Shelf(clock or Clock())
    found.open("A")
    for turn in turns:
        found.tell("A", word_of(move(turn)))
    return found


@given(st.lists(st.integers(1, 2**53 - 2), min_size=1))
def test_in_whatever_order_moves_come_the_newest_stays(turns):
    last = kept(*turns).last("A")
    assert last is not None and last.turn == max(turns)


def test_what_is_older_or_as_old_is_no_news():
    found = kept(5)
    assert [found.tell("A", word_of(move(turn))) for turn in (4, 5, 6)] == [False, False, True]


def test_nothing_comes_after_the_end():
    found = kept(5)
    assert found.tell("A", END)
    assert not found.tell("A", word_of(move(2**53 - 2)))
    assert found.last("A") == END


def test_the_last_answer_of_each_counts_and_another_question_forgets_them():
    found = kept()
    found.tell("A", word_of(move(1, asked=7)))
    for who, value in (("ann", "[1]"), ("bob", "[2]"), ("ann", "[3]")):
        found.note("A", 7, who, value)
    found.note("A", 6, "cid", "[4]")
    assert sorted(found.answers("A")) == ["[2]", "[3]"]
    found.tell("A", word_of(move(2, asked=7)))
    assert len(found.answers("A")) == 2
    found.tell("A", word_of(move(3, asked=8)))
    assert found.answers("A") == []


def test_there_are_no_more_answers_than_followers_may_be(monkeypatch):
    monkeypatch.setattr(shelf, "ANSWERS", 2)
    found = kept(1)
    for who in ("ann", "bob", "ann"):
        found.note("A", 0, who, "[1]")
    with pytest.raises(FullError):
        found.note("A", 0, "cid", "[1]")


def test_a_room_lasts_four_hours_after_its_last_move_and_a_minute_without_any():
    clock = Clock()
    found = kept(clock=clock)
    for after, word in ((59, BLANK), (1, None)):
        clock.now += after
        assert found.last("A") == word
    found = kept(1, clock=clock)
    clock.now += LIFE - 1
    found.tell("A", word_of(move(2)))
    clock.now += LIFE - 1
    assert found.last("A") is not None
    clock.now += 1
    assert found.last("A") is None


def test_there_are_no_more_rooms_than_may_be_and_old_ones_make_place(monkeypatch):
    monkeypatch.setattr(shelf, "ROOMS", 2)
    clock = Clock()
    found = kept(1, clock=clock)
    found.open("B")
    with pytest.raises(FullError):
        found.open("C")
    clock.now += shelf.PATIENCE
    found.open("C")
    assert found.last("A") and found.last("C") and not found.last("B")


def test_followers_are_summed_over_processes_and_gone_with_theirs():
    found = kept(1)
    found.count("one", {"A": 3})
    found.count("two", {"A": 4})
    assert found.following("A") == 7
    found.leave("one")
    found.count("two", {})
    assert found.following("A") == 0
