"""POST manifold-descent about surfaces r(u, v): what is read, what is told, what is refused."""

import numpy as np
import pytest

TORUS = "[(2 + b cos u) cos v, b sin u, (2 + b cos u) sin v]"


@pytest.fixture
def ask(client):
    def asked(surface, *, function=None, runs=None, **more):
        body = {
            "function": function or {"source": "z", "parameters": {"b": 0.5}},
            "surface": surface if isinstance(surface, list) else {"parametric": {"source": surface}},
            "runs": runs or [{"start": [0.5, 1.2], "steps": 4}],
        }
        return client.post("/api/v1/manifold-descent", json=body | more)

    return asked


def test_walk_and_picture_of_a_torus_are_told_together(ask):
    runs = [{"start": [0.5, 1.2], "steps": 4}, {"start": [0.5, 1.2], "steps": 4, "retraction": "chart"}]
    chart = {"over": [[0, 2 * np.pi], [0, 2 * np.pi]], "resolution": 16, "ellipses": [[0, 0]]}
    told = ask(TORUS, runs=runs, pieces=2, compare=[0.1], chart=chart).json()
    assert told["parametric"]["coordinates"] == ["u", "v"] and told["parametric"]["formula"] is not None
    one, other = told["runs"]
    assert one["coordinates"][0] == other["coordinates"][0] == [0.5, 1.2]
    assert np.array(one["ways"]).shape == (4, 3, 3) and np.array(one["chart_ways"]).shape == (4, 3, 2)
    assert one["metrics"][0] == pytest.approx(np.diag([0.25, (2 + 0.5 * np.cos(0.5)) ** 2]))
    picture = told["chart"]
    assert picture["metrics"] == [pytest.approx(np.diag([0.25, 6.25]))]
    assert picture["mesh"]["euler"] == 0 and picture["topology"]["total"] == 0
    assert [each["kind"] for each in picture["points"]] == ["minimum", "saddle", "saddle", "maximum"]
    assert np.array(picture["heights"]).max() == pytest.approx(2.5, abs=0.1)


def test_a_start_in_space_is_brought_to_the_nearest_place(ask):
    over = {"over": [[0, 6.2831853], [0, 6.2831853]], "resolution": 16}
    told = ask(TORUS, runs=[{"start": [0, 0, 4], "steps": 1}], chart=over).json()
    assert told["runs"][0]["points"][0] == pytest.approx([0, 0, 2.5], abs=1e-8)


def test_u_comes_before_v_however_they_are_read(ask):
    assert ask("[v, u, u v]").json()["parametric"]["coordinates"] == ["u", "v"]
    assert ask("r(v, u) = [v, u, u v]").json()["parametric"]["coordinates"] == ["v", "u"]


@pytest.mark.parametrize(
    "surface, runs, says",
    [
        ("[u, v]", None, "three"),
        ("[u, v, w]", None, "a surface has two"),
        ("[u, v, sine u]", None, "unknown name 'sine'"),
        (TORUS, [{"start": [1, 2, 3]}], "chart"),
        (TORUS, [{"start": [1]}], "u and v"),
        ([{"source": "x^2 + y^2 + z^2 = 1"}], [{"start": [1, 0, 0], "retraction": "chart"}], "no coordinates"),
        (TORUS, [{"start": [1, 2], "retraction": "power"}], "a sphere that an equation gives"),
    ],
)
def test_what_makes_no_walk_is_refused_with_its_reason(ask, surface, runs, says):
    answer = ask(surface, runs=runs)
    assert answer.status_code == 422 and says in answer.json()["detail"]
