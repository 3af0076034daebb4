"""What is said on the stage, beat by beat, is so."""

import sympy as sp

from gradscape.course.loader import chapters
from gradscape.course.scenes import Scene

SCENES: dict[str, Scene] = {scene["id"]: scene for chapter in chapters() for scene in chapter["scenes"]}
X, Y = sp.symbols("x y", real=True)


def angle_of(beat) -> float:
    return beat["state"]["angle"]


def test_scenes_with_beats_begin_with_a_question():
    with_beats = [scene for scene in SCENES.values() if scene["beats"]]
    assert len(with_beats) >= 14
    for scene in with_beats:
        assert scene["beats"][0]["says"].endswith("?"), scene["id"]


def slope_at(angle: sp.Expr) -> sp.Expr:
    """Of x²/4 + y²/2 at (2, 1), along an angle."""
    along_x, along_y = (sp.diff(X**2 / 4 + Y**2 / 2, name).subs({X: 2, Y: 1}) for name in (X, Y))
    return along_x * sp.cos(angle) + along_y * sp.sin(angle)


def test_in_1_23_the_slope_is_1_along_x_largest_at_45_degrees_and_0_a_quarter_turn_further():
    beats = SCENES["1.23"]["beats"]
    assert slope_at(sp.Integer(0)) == 1
    assert angle_of(beats[2]) == 45 and sp.simplify(slope_at(sp.pi / 4) - sp.sqrt(2)) == 0
    assert angle_of(beats[4]) == 135 and sp.simplify(slope_at(3 * sp.pi / 4)) == 0


def test_in_1_2_f_is_level_and_falls_most_steeply_where_the_point_goes():
    beats = SCENES["1.2"]["beats"]
    f = X**3 / 3 - X
    assert sp.diff(f, X).subs(X, beats[2]["state"]["point"][0]) == 0
    assert sp.diff(f, X, 2).subs(X, beats[3]["state"]["point"][0]) == 0


def test_in_1_28a_a_millionth_is_enough_to_leave_the_saddle():
    start, rate, steps = SCENES["1.28a"]["beats"][3]["state"]["runs"][0], 0.1, SCENES["1.28a"]["state"]["steps"]
    assert start["start"][1] == 1e-6
    # Descent on −y² multiplies y by 1 + 2·rate a step.
    assert start["start"][1] * (1 + 2 * rate) ** steps > 1
