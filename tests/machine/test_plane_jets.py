"""Jets of the plane, six entries in a lane, are what three lanes of four entries are: at kinks and edges too.

In space the same program has those lanes, one for each pair of variables.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradscape.machine import checked, machine
from gradscape.machine.opcodes import OPCODES
from gradscape.machine.plane_jets import BLOCK
from gradscape.machine.program import Program

KINKS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 1e-9, -1e9, 3.0]
PLACES = np.array([[x, y] for x in KINKS for y in KINKS])
LONGEST = 6
NUMBER = {opcode.name: number for number, opcode in enumerate(OPCODES)}


def written(instructions: list[tuple[int, int, int, float]]) -> Program:
    """A program of (opcode, operands, immediate): operands 0 and 1 are x and y, from 2 on earlier results."""
    rows, immediates = np.zeros((512, 5), np.int32), np.zeros(512)
    depends = [1, 2]
    for place, (opcode, first, second, immediate) in enumerate(instructions):
        read = (first, second)[: OPCODES[opcode].operands]
        depends.append(int(np.bitwise_or.reduce([depends[each] for each in read] or [0])))
        registers = [each if each < 2 else each + 14 for each in (first, second)]
        rows[place] = opcode, *registers, 16 + place, depends[-1]
        immediates[place] = immediate
    return Program(rows, immediates, np.int32(len(instructions)))


def in_space(made: Program, points: np.ndarray) -> tuple[machine.Jet, machine.Jet]:
    """The jets by lanes for pairs of variables, and how far rounding may have moved them."""
    jet, spread = checked.checked_jets(made, np.pad(points, ((0, 0), (0, 1))))
    return _of_the_plane(jet), _of_the_plane(spread)


def _of_the_plane(jet: machine.Jet) -> machine.Jet:
    return machine.Jet(jet.value, jet.gradient[:, :2], jet.hessian[:, :2, :2])


def agree(made: Program, points: np.ndarray) -> bool:
    """Within 1e-14, but for what rounding leaves where terms cancel."""
    found, (expected, spread) = machine.jets(made, points), in_space(made, points)
    return all(map(_is_near, found, expected, spread))


def _is_near(ours: np.ndarray, theirs: np.ndarray, off: np.ndarray) -> bool:
    has_number = np.isfinite(ours) & np.isfinite(theirs)
    # Holes and infinities are the same ones.
    are_same = np.array_equal(ours[~has_number], theirs[~has_number], equal_nan=True)
    apart = np.abs(np.where(has_number, ours, 0.0) - np.where(has_number, theirs, 0.0))
    return are_same and bool((apart <= 1e-14 * np.abs(np.where(has_number, theirs, 0.0)) + off).all())


@pytest.mark.parametrize("number", range(len(OPCODES)), ids=[opcode.name for opcode in OPCODES])
def test_every_opcode_answers_alike_with_both_operands_and_with_one_for_both(number):
    assert agree(written([(number, 0, 1, 1.5)]), PLACES)
    assert agree(written([(number, 0, 0, -2.0)]), PLACES)


@st.composite
def programs(draw) -> Program:
    """Each instruction reads variables and earlier results."""
    count = draw(st.integers(2, LONGEST))
    return written(
        [
            (
                draw(st.integers(0, len(OPCODES) - 1)),
                draw(st.integers(0, 1 + place)),
                draw(st.integers(0, 1 + place)),
                draw(st.sampled_from([-2.0, 0.0, 0.5, 1.0, 3.0])),
            )
            for place in range(count)
        ]
    )


@settings(max_examples=150, deadline=None)
@given(programs(), st.floats(-3, 3), st.floats(-3, 3), st.sampled_from([1e-9, 1.0, 1e9]))
def test_programs_of_any_opcodes_answer_alike_at_any_scale(made, x, y, scale):
    assert agree(made, scale * np.array([[x, y], [y, x], [x, x]]))


@pytest.mark.parametrize("count", [1, 2, BLOCK, BLOCK + 1, 2048, 2049, 5000])
def test_each_point_has_its_own_jet_however_many_there_are(count):
    """f = x² y by hand: blocks and calls neither repeat a point nor leave one out."""
    points = np.stack([np.arange(count), np.arange(count)[::-1]], axis=1) + 1.0
    x, y = points.T
    found = machine.jets(written([(NUMBER["square"], 0, 0, 0.0), (NUMBER["mul"], 2, 1, 0.0)]), points)
    assert found.value.tolist() == (x**2 * y).tolist()
    assert found.gradient.tolist() == np.stack([2 * x * y, x**2], axis=1).tolist()
    assert found.hessian.reshape(count, 4).tolist() == np.stack([2 * y, 2 * x, 2 * x, 0 * x], axis=1).tolist()


def test_a_curvature_that_does_not_exist_counts_only_along_directions_that_meet_it():
    corner = written([(NUMBER["abs"], 0, 0, 0.0), (NUMBER["square"], 1, 0, 0.0), (NUMBER["add"], 2, 3, 0.0)])
    places, directions = np.array([[0.0, 1.0]] * 2), np.array([[0.0, 3.0], [1.0, 3.0]])
    _, gradient, along = machine.hessian_products(corner, places, directions)
    assert np.isnan(gradient[:, 0]).all() and gradient[:, 1].tolist() == [2, 2]
    assert along[:, 1].tolist() == [6, 6] and along[0, 0] == 0 and np.isnan(along[1, 0])
