"""What those who follow a lecture are asked in a scene has an answer there, which the page computes."""

import re
from pathlib import Path

import pytest
import sympy as sp

from gradscape.course.loader import chapters
from gradscape.course.scenes import RULES, CourseError, Scene, read_question

TOP = Path(__file__).parents[2]
SCENES: dict[str, Scene] = {scene["id"]: scene for chapter in chapters() for scene in chapter["scenes"]}
ASKED = {name: scene["questions"] for name, scene in SCENES.items() if scene["questions"]}
X, Y = sp.symbols("x y", real=True)


def rights(scene: str) -> list[str | None]:
    return [question["right"] for question in ASKED[scene]]


def test_the_page_knows_each_rule_and_has_no_other():
    rules = (TOP / "frontend/stage/hall/right.js").read_text().split("const RULES = {")[1].split("\n};")[0]
    named = re.findall(r'^  (?:async )?"?([\w-]+)"?[:(]', rules, flags=re.MULTILINE)
    assert set(named) == RULES.keys()


def test_every_question_is_one_and_every_rule_is_asked_for_somewhere():
    assert len(ASKED) >= 5
    asked = [question for questions in ASKED.values() for question in questions]
    assert all(question["text"].endswith(("?", ".")) for question in asked)
    assert {question["kind"] for question in asked} == {"point", "number", "choice"}


def test_in_1_23_it_is_steepest_along_1_1_by_the_root_of_2():
    assert rights("1.23") == ["steepest", "slope"]
    gradient = [sp.diff(X**2 / 4 + Y**2 / 2, name).subs({X: 2, Y: 1}) for name in (X, Y)]
    assert gradient == [1, 1] and sp.sqrt(sum(each**2 for each in gradient)) == sp.sqrt(2)
    assert SCENES["1.23"]["state"]["point"] == [2, 1]


def test_in_1_27g_the_black_point_is_the_minimum_and_there_are_two_saddles():
    assert rights("1.27g") == ["kind", "minimum", "saddle"]
    f = X**3 - 3 * X + Y**3 - 3 * Y
    found = sp.solve([sp.diff(f, X), sp.diff(f, Y)], [X, Y])
    signs = {place: sp.hessian(f, (X, Y)).subs(dict(zip((X, Y), place, strict=True))).eigenvals() for place in found}
    assert [place for place, values in signs.items() if min(values) > 0] == [(1, 1)]
    assert len([place for place, values in signs.items() if min(values) < 0 < max(values)]) == 2
    assert SCENES["1.27g"]["state"]["point"] == [1, 1]


def test_in_1_28a_the_walk_stops_at_the_saddle_within_what_counts_as_right():
    assert rights("1.28a") == ["end"]
    state = SCENES["1.28a"]["state"]
    [run] = state["runs"]
    assert abs(run["start"][0] * (1 - 2 * run["settings"]["learning_rate"]) ** state["steps"]) < 1e-9


def test_in_1_29a_the_largest_rate_is_a_tenth():
    assert rights("1.29a") == ["largest-rate"]
    assert 2 / max(sp.hessian(X**2 / 2 + 10 * Y**2, (X, Y)).eigenvals()) == sp.Rational(1, 10)


def test_in_1_29b_the_minimum_of_the_valley_is_in_the_picture():
    assert rights("1.29b") == ["minimum"]
    domain = SCENES["1.29b"]["state"]["domain"]
    assert all(low < 1 < high for low, high in (domain["x"], domain["y"]))


@pytest.mark.parametrize(
    "table, complaint",
    [
        ({"kind": "essay", "text": "Why?"}, "question: Input should be 'point', 'number' or 'choice'"),
        ({"kind": "point", "text": "Where?", "right": "slope"}, "right is no rule for a point in surface: 'slope'"),
        ({"kind": "point", "text": "Where?", "right": "end"}, "right is no rule for a point in surface: 'end'"),
        ({"kind": "choice", "text": "Which?", "choices": ["one"]}, "needs at least two choices"),
        ({"kind": "number", "text": "How many?", "rihgt": "slope"}, "there is no rihgt"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told(table, complaint):
    with pytest.raises(CourseError, match=re.escape(complaint)):
        read_question("surface", table)
