"""The widget's half in Python: what is set shows, what the hand does is known, numbers follow."""

import numpy as np
import pytest

from gradscape.client import Problem
from gradscape.jupyter import Explorer


@pytest.fixture
def explorer(server):
    return Explorer("x^2 - a y^2", [1, -0.5], server=server)


def by_hand(explorer, **changed):
    """As the page tells it."""
    explorer.set_state({"state": {**explorer.state, "parameters": {}, **changed}})


def test_a_function_opens_in_the_lab_that_takes_it(server):
    assert Explorer("x^3 - x", server=server).state == {"lab": "derivative", "source": "x^3 - x", "point": [1.0]}
    assert Explorer("[x y, x + y]", [2, 3], server=server).state["lab"] == "jacobian"
    with pytest.raises(ValueError, match="a function of 3"):
        Explorer("x y z", server=server)
    with pytest.raises(ValueError, match="1 coordinates, the function 2 variables"):
        Explorer("x y", [1], server=server)
    with pytest.raises(Problem, match="sine"):
        Explorer("sine x", server=server)


def test_numbers_follow_the_point_that_is_set(explorer):
    explorer.state = {**explorer.state, "parameters": {"a": {"value": 3.0, "min": 0, "max": 5}}}
    explorer.point = [2, 1e-9]
    assert explorer.state["point"] == [2, 1e-9]
    assert explorer.value == 4
    np.testing.assert_allclose(explorer.gradient, [4, -6e-9], rtol=1e-14)
    np.testing.assert_array_equal(explorer.hessian, [[2, 0], [0, -6]])


def test_numbers_follow_the_hand(explorer):
    heard = []
    explorer.observe(lambda change: heard.append(change["new"]), "point")
    by_hand(explorer, source="x y", point=[3.0, 4.0])
    assert (explorer.function, explorer.point, heard) == ("x y", [3, 4], [[3, 4]])
    np.testing.assert_array_equal(explorer.gradient, [4, 3])
    by_hand(explorer, lab="jacobian", source="[x y, x + y]", point=[3.0, 4.0])
    np.testing.assert_array_equal(explorer.gradient, [[4, 3], [1, 1]])


def test_another_function_keeps_box_and_point_where_the_lab_is_the_same(explorer):
    by_hand(explorer, source="x y", domain={"x": [-1, 1], "y": [-1, 1]})
    explorer.function = "x + y"
    assert explorer.state["domain"] == {"x": [-1, 1], "y": [-1, 1]}
    assert explorer.point == [1, -0.5]
    explorer.function = "x^2"
    assert explorer.state == {"lab": "derivative", "source": "x^2", "point": [1.0]}
    np.testing.assert_array_equal(explorer.hessian, [[2]])


def test_what_is_half_typed_has_no_numbers_and_says_why(explorer):
    by_hand(explorer, source="x (")
    assert np.isnan(explorer.value) and np.isnan(explorer.gradient).all()
    assert explorer.problem
