"""Pictures as programs: they run without us, and make the numbers that the API makes."""

import ast
import contextlib
import io
import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.api.conftest import Ask

from gradscape.cli import main
from gradscape.course.loader import chapters
from gradscape.walks.methods import METHOD

pytestmark = pytest.mark.filterwarnings("ignore")
SCENES = [scene for chapter in chapters() for scene in chapter["scenes"]]
# A fresh process that has never heard of Gradscape, and shows no window.
PLANE = {"x": [-2, 2], "y": [-2, 2]}
FIELD = dict.fromkeys(("grid", "image", "linear", "singular", "close", "cases", "table"), False) | {"field": True}
ALONE = "import sys; sys.modules['gradscape'] = None; exec(compile(sys.stdin.read(), 'notebook', 'exec'))"


def code_of(notebook: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.fixture
def made(lab: Ask, monkeypatch: pytest.MonkeyPatch):
    """The names that a notebook has defined once its cells have run, one after the other."""
    monkeypatch.setenv("PLOTLY_RENDERER", "")

    def made(name: str, /, *, is_pictured: bool = False, **state: Any) -> dict[str, Any]:
        response = lab("notebook", state={"lab": name, **state})
        assert response.status_code == 200, response.text
        space: dict[str, Any] = {"__name__": "__main__"}
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            for cell in code_of(response.json()):
                if is_pictured or not cell.endswith("\nfigure"):
                    exec(compile(cell, name, "exec"), space)  # noqa: S102
        assert not is_pictured or len(space["figure"].data)
        return space

    return made


def test_derivatives_of_a_curve_are_those_of_the_api(made, lab):
    space = made(
        "derivative", is_pictured=True, source="a sin(x) e^-x", point=[0.7], order=3, h=0.25, parameters=sliders(a=2.5)
    )
    function = {"source": "a sin(x) e^-x", "parameters": {"a": 2.5}}
    # f = 2.5 e^-x sin x: f' = 2.5 e^-x (cos x - sin x), f'' = -5 e^-x cos x, f''' = 5 e^-x (cos x + sin x).
    e, s, c = np.exp(-0.7), np.sin(0.7), np.cos(0.7)
    assert space["values"] == pytest.approx([2.5 * e * s, 2.5 * e * (c - s), -5 * e * c, 5 * e * (c + s)], rel=1e-13)
    assert space["secant"] == pytest.approx((2.5 * np.exp(-0.95) * np.sin(0.95) - 2.5 * e * s) / 0.25, rel=1e-12)
    at_point = lab("derivatives", function=function, points=[[0.7]]).json()["results"][0]
    assert space["values"][1] == pytest.approx(at_point["gradient"][0], rel=1e-13)


def sliders(**numbers: float) -> dict[str, dict[str, float]]:
    return {name: {"value": value, "min": -9.0, "max": 9.0} for name, value in numbers.items()}


def test_derivatives_of_a_surface_are_those_of_the_api(made, lab):
    source, point = "1e6 (1 - x)^2 + 1e-6 b (y - x^2)^2", [-1.2, 1.0]
    space = made("surface", is_pictured=True, source=source, point=point, angle=30.0, parameters=sliders(b=3.0))
    function = {"source": source, "parameters": {"b": 3.0}}
    body = lab("derivatives", function=function, points=[point], direction=[3**0.5, 1.0]).json()["results"][0]
    for name in ("value", "gradient", "hessian", "eigenvalues"):
        scale = np.abs(np.array(body[name])).max()
        np.testing.assert_allclose(space[name], body[name], rtol=1e-12, atol=1e-12 * scale)
    assert space["slope"] == pytest.approx(body["directional_derivative"], rel=1e-12)


# All methods, each with something that is not usual about it.
RUNS = [
    {"method": "gradient-descent", "settings": {"learning_rate": 0.002, "schedule": "cosine"}},
    {"method": "gradient-descent", "settings": {"line_search": "armijo"}},
    {"method": "momentum", "settings": {"learning_rate": 0.001, "momentum": 0.8}},
    {"method": "nesterov", "settings": {"learning_rate": 0.001, "schedule": "exponential"}},
    {"method": "adagrad", "settings": {"learning_rate": 0.3}},
    {"method": "rmsprop", "settings": {"learning_rate": 0.01, "decay": 0.95}},
    {"method": "adam", "settings": {"learning_rate": 0.1}},
    {"method": "adamw", "settings": {"learning_rate": 0.1, "weight_decay": 0.1}},
    {"method": "newton", "settings": {"line_search": "wolfe"}},
    {"method": "damped-newton", "settings": {}},
    {"method": "trust-newton", "settings": {"radius": 0.5}},
    {"method": "lbfgs", "settings": {"memory": 3}},
    {"method": "conjugate-gradient", "settings": {}},
    {"method": "newton-cg", "settings": {}},
    {"method": "perturbed-gradient-descent", "settings": {"learning_rate": 0.001, "threshold": 5.0, "wait": 3}},
]


@pytest.mark.parametrize("first", [0, 8])
def test_walks_of_all_methods_are_those_of_the_api(made, lab, first):
    runs = [{**run, "start": [-1.2, 1.0]} for run in RUNS[first : first + 8]]
    source = "(1 - x)^2 + 100 (y - x^2)^2"
    space = made("paths", is_pictured=first == 0, source=source, runs=runs, steps=25, step=25, together=True)
    asked = [{"method": run["method"], "start": run["start"], "steps": 25, **run["settings"]} for run in runs]
    answer = lab("descent", function={"source": source}, runs=asked).json()
    for run, walk, told in zip(runs, space["walks"], answer["runs"], strict=True):
        points = np.array(told["points"])
        # The API may end a walk earlier, where it sees that it has arrived.
        assert len(walk) >= len(points) > 1, run
        np.testing.assert_allclose(walk[: len(points)], points, rtol=1e-7, atol=1e-9, err_msg=str(run))


def test_every_method_is_among_them():
    assert {run["method"] for run in RUNS} == set(METHOD)


@pytest.mark.parametrize("goal", ["minimum", "zero"])
def test_walks_on_a_line_are_those_of_the_api(made, lab, goal):
    methods = ["newton"] if goal == "zero" else ["newton", "gradient-descent"]
    runs = [{"method": method, "start": 2.5, "rate": 0.02} for method in methods]
    space = made("descent", is_pictured=goal == "zero", source="x^3 - 2x + sin x", goal=goal, runs=runs, steps=30)
    function = {"source": "x^3 - 2x + sin x"}
    if goal == "zero":
        told = [[each["x"] for each in lab("root", function=function, start=2.5, steps=30).json()["iterates"]]]
    else:
        asked = [{"method": each["method"], "start": [2.5], "learning_rate": 0.02, "steps": 30} for each in runs]
        told = [np.ravel(run["points"]) for run in lab("descent", function=function, runs=asked).json()["runs"]]
    for walk, points in zip(space["walks"], told, strict=True):
        np.testing.assert_allclose(walk[: len(points)], points[: len(walk)], rtol=1e-10)


def test_a_jacobian_and_a_chain_are_those_of_the_api(made, lab):
    space = made("jacobian", source="f(r, t) = [r cos t, r sin t]", point=[2.0, 0.8])
    told = lab("jacobian", function={"source": "f(r, t) = [r cos t, r sin t]"}, points=[[2.0, 0.8]]).json()["results"][
        0
    ]
    for name in ("value", "jacobian", "singular_values", "determinant"):
        np.testing.assert_allclose(space[name], told[name], rtol=1e-13, atol=1e-13)
    space = made("jacobian", is_pictured=True, source="[-y, x]", point=[1.0, 0.0], show=FIELD, domain=PLANE)
    # After a time of 10 round the unit circle.
    np.testing.assert_allclose(space["flows"][0].y[:, -1], [np.cos(10), np.sin(10)], atol=1e-5)
    sources = ["[t, t^2, t^3]", "z = (x_1 + x_2 + x_3)^2"]
    space = made("jacobian", view="chain", sources=sources, point=[1.0])
    # Twice the sum of 1, 1 and 1, times that of 1, 2 and 3.
    assert space["forward"].tolist() == space["reverse"].tolist() == [[36.0]]


def test_a_slope_on_a_curve_is_that_of_the_api(made, lab):
    box, source = [[-3, 3], [-3, 3]], "x^3 + y^3 = a x y"
    domain = dict(zip(("x", "y"), box, strict=True))
    slider = {"value": 3.0, "min": 1, "max": 5}
    names = made("implicit", source=source, parameters={"a": slider}, point=[1.2, 1.5], domain=domain, is_pictured=True)
    asked = {"function": {"source": source, "parameters": {"a": 3.0}}, "box": box}
    told = lab("implicit/point", **asked, point=np.array(names["point"]).tolist()).json()
    assert told["kind"] == "slope" and float(names["slope"]) == pytest.approx(told["slope"], rel=1e-9)
    assert float(names["second"]) == pytest.approx(told["second"], rel=1e-9)


def test_lagrange_points_are_those_of_the_api(made, lab):
    space = made("constraints", is_pictured=True, source="x^2 y", constraint="x^2 + y^2 = 3", point=[1.7, 0.4])
    body = {"function": {"source": "x^2 y"}, "constraints": [{"source": "x^2 + y^2 = 3"}]}
    told = lab("constrained", **body, box=[[-2.5, 2.5], [-2.5, 2.5]]).json()["points"]
    found = sorted((np.round(each, 9) + 0.0).tolist() for each in space["solutions"])
    exact = sorted((np.round([*each["point"], *each["multipliers"]], 9) + 0.0).tolist() for each in told)
    np.testing.assert_allclose(found, exact, atol=1e-9)
    near = lab("constrained/point", **body, point=[1.7, 0.4]).json()
    np.testing.assert_allclose(space["point"], near["point"], rtol=1e-9)
    np.testing.assert_allclose(space["along"], near["tangential"], atol=1e-9)


@pytest.mark.parametrize(
    "source, constraint, level",
    [("x y z", "x^2 + y^2 + z^2 = 1", 3.0), ("x + 2z", "x^2 + y^2 + z^2 = 2\nx + y + z = 0.5", 1.0)],
)
def test_lagrange_points_in_space_are_those_of_the_api(made, lab, source, constraint, level):
    sides, start = [[-2.1, 2.1]] * 3, [0.4, -1.3, 1.1]
    state = {"domain": {"x": sides[0], "y": sides[1]}, "depth": {"z": sides[2]}, "start": start, "level": level}
    is_pictured = "\n" in constraint
    space = made("constraints", is_pictured=is_pictured, view="space", source=source, constraint=constraint, **state)
    body = {"function": {"source": source}, "constraints": [{"source": constraint, "level": level}]}
    told = lab("constrained", **body, box=sides).json()["points"]
    found = sorted((np.round(each, 8) + 0.0).tolist() for each in space["solutions"])
    exact = sorted((np.round([*each["point"], *each["multipliers"]], 8) + 0.0).tolist() for each in told)
    assert len(found) == (2 if is_pictured else 14)
    np.testing.assert_allclose(found, exact, atol=1e-8)


@pytest.mark.parametrize("retraction", ["closest", "geodesic"])
def test_a_walk_on_a_surface_is_that_of_the_api(made, lab, retraction):
    source, constraint, start = "x y + z^2", "x^2 + 2y^2 + z^2 = 1", [0.35, -0.5, 0.79]
    state = {"rate": 0.2, "momentum": 0.5, "steps": 12, "retraction": retraction}
    is_pictured = retraction == "closest"
    space = made(
        "constraints",
        is_pictured=is_pictured,
        view="surface",
        source=source,
        constraint=constraint,
        start=start,
        **state,
    )
    run = {
        "start": start,
        "learning_rate": 0.2,
        "momentum": 0.5,
        "retraction": retraction,
        "steps": 12,
        "tolerance": 1e-6,
    }
    body = {"function": {"source": source}, "surface": [{"source": constraint}]}
    told = lab("manifold-descent", **body, runs=[run]).json()["runs"][0]["points"]
    assert len(told) == 13
    np.testing.assert_allclose(space["points"], told, rtol=1e-9, atol=1e-11)


def test_a_walk_in_coordinates_is_that_of_the_api(made, lab):
    globe, source, start = "[cos u cos v, sin u cos v, sin v]", "3x^2 + 5y^2 + 3z^2 - 2x z", [-1.25, 1.2]
    settings = {"rate": 0.1, "momentum": 0.4, "steps": 6}
    space = made("constraints", view="surface", source=source, constraint=globe, start=start, **settings)
    run = {"start": start, "learning_rate": 0.1, "momentum": 0.4, "steps": 6, "tolerance": 1e-6}
    body = {"function": {"source": source}, "surface": {"parametric": {"source": globe}}}
    told = lab("manifold-descent", **body, runs=[run, run | {"retraction": "chart"}]).json()["runs"]
    np.testing.assert_allclose(space["places"], told[0]["coordinates"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(space["flat"], told[1]["coordinates"], rtol=1e-9, atol=1e-11)


def test_fishers_metric_and_its_walk_are_right(made):
    state = {"family": "normal", "data": [1.0, 1.5, 2.0, 2.5, 3.0], "theta": [0.0, 1.0], "rate": 0.2, "steps": 200}
    space = made("constraints", view="family", **state)
    # Of a normal distribution 1/s² and 2/s²; the walk ends where mean and standard deviation are those of the data.
    np.testing.assert_allclose(space["fisher"](np.array([3.0, 2.0])), [[0.25, 0.0], [0.0, 0.5]], atol=1e-10)
    np.testing.assert_allclose(space["natural"][-1], [2.0, np.sqrt(0.5)], atol=5e-6)
    # The first step: a F⁻¹ ∇ = 0.2 (-2, (1 - 4.5)/2).
    np.testing.assert_allclose(space["natural"][1], [0.4, 1.35], rtol=1e-10)
    # An exponential distribution with rate r has 1/r².
    space = made("constraints", view="family", family="exponential", data=[0.5, 1.5], theta=[3.0], rate=0.1, steps=3)
    np.testing.assert_allclose(space["fisher"](np.array([3.0])), [[1 / 9]], rtol=1e-10)


def test_a_fit_is_that_of_the_api(made, lab):
    points = [[-2.0, 1.0], [0.0, 0.5], [1.0, 3.0], [2.5, -4.0], [3.0, 2.0]]
    state = {"source": "a e^(k x) + c", "loss": "huber", "delta": 0.7, "method": "adam", "steps": 40, "step": 40}
    numbers = {"a": 0.5, "k": -0.2, "c": 0.1}
    data = {"x": [x for x, _ in points], "y": [y for _, y in points]}
    body = {"model": {"source": state["source"], "variables": ["x"], "parameters": numbers}, "steps": 40}
    loss = {"name": "huber", "delta": 0.7}
    usual = {"method": "adam", "learning_rate": 0.05}
    space = made(
        "regression",
        data="own",
        points=points,
        parameters=sliders(**numbers),
        settings={"learning_rate": 0.05},
        **state,
    )
    told = lab("regression", data=data, loss=loss, optimiser=usual, **body).json()
    # Both may have them in an order of their own.
    mine, theirs = (
        [list(path[0]).index(number) for number in numbers.values()] for path in (space["path"], told["path"])
    )
    np.testing.assert_allclose(space["path"][:, mine], np.array(told["path"])[:, theirs], rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(space["losses"], told["losses"], rtol=1e-8)


@pytest.mark.parametrize(
    "change",
    [
        {"method": "adam", "settings": {"learning_rate": 0.02}, "l1": 0.001, "l2": 0.01, "data": "spiral"},
        {"method": "natural-gradient", "settings": {"learning_rate": 0.1}, "data": "blobs", "cost": "cross-entropy"},
    ],
)
def test_training_is_that_of_the_api(made, lab, change):
    state = {"count": 60, "sample": 3, "seed": 5, "batch": 8, "hidden": [3], "activations": ["swish", "tanh"]}
    space = made("network", **state, **change, epoch=3, features=["x1", "sin x2"], typed="x1 x2^2")
    outputs = 3 if change["data"] == "blobs" else 1
    cost = change.get("cost", "half-squared-error")
    network = {"sizes": [3, 3, outputs], "activations": ["swish", "tanh"], "cost": cost, "seed": 5}
    told = lab(
        "network/train",
        network={**network, "initialisation": "uniform"},
        data={"name": change["data"], "count": 60, "noise": 0.0, "seed": 3, "train_share": 0.5}
        | ({"classes": 3} if outputs == 3 else {}),
        features=["x1", "sin x2", {"source": "x1 x2^2"}],
        optimiser={"method": change["method"], **change["settings"]},
        batch=8,
        l1=change.get("l1", 0.0),
        l2=change.get("l2", 0.0),
        seed=5,
        epochs=3,
        every=1,
    ).json()
    for (weights, biases), layer in zip(space["trained"], told["network"]["layers"], strict=True):
        np.testing.assert_allclose(weights, layer["weights"], rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(biases, layer["biases"], rtol=1e-7, atol=1e-9)


def test_single_steps_of_a_network_are_those_of_the_api(made, lab):
    state = {"hidden": [2], "activations": ["sigmoid", "sigmoid"], "input": [[0.05, 0.1]], "target": [[0.01, 0.99]]}
    numbers = [0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6]
    space = made("network", view="steps", numbers=numbers, **state)
    # Source: Mazur, A Step by Step Backpropagation Example (2015).
    assert float(space["total"]) == pytest.approx(0.298371109, abs=5e-10)
    assert float(space["slopes"][1][0][0][0]) == pytest.approx(0.082167041, abs=5e-10)
    assert float(space["slopes"][0][0][0][0]) == pytest.approx(0.000438568, abs=5e-10)


def test_the_landscape_is_that_of_the_api(made, lab):
    state = {"count": 40, "hidden": [2], "activations": ["tanh", "tanh"], "plane": "weights", "axes": [0, 3]}
    space = made("network", is_pictured=True, view="landscape", **state, epoch=2)
    layers = [
        {"weights": np.array(w).tolist(), "biases": np.array(b).tolist(), "activation": "tanh"}
        for w, b in space["trained"]
    ]
    told = lab(
        "network/landscape",
        network={"layers": layers, "cost": "half-squared-error"},
        data={"name": "circle", "count": 40, "noise": 0.0, "seed": 0, "train_share": 0.5},
        features=["x1", "x2"],
        plane={"kind": "weights", "first": 0, "second": 3},
        path=[np.array(frame).tolist() for frame in space["frames"]],
        resolution=41,
        reach=1.0,
    ).json()
    np.testing.assert_allclose(space["across"], told["slice"]["x"] if "slice" in told else told["x"], rtol=1e-9)
    heights = told["slice"]["losses"] if "slice" in told else told["losses"]
    np.testing.assert_allclose(space["heights"], heights, rtol=1e-8, atol=1e-12)


def test_norms_are_those_of_the_api(made, lab):
    space = made("regression", is_pictured=True, view="norms", order=3.0, vector=[1.0, -2.0])
    assert float(space["length"]) == pytest.approx(9 ** (1 / 3), rel=1e-14)


def test_a_scene_runs_alone_in_a_fresh_process_in_each_format(client):
    texts = {}
    for form in ("ipynb", "marimo", "py"):
        response = client.post("/api/v1/notebook", json={"scene": "1.24a", "format": form})
        ending = "ipynb" if form == "ipynb" else "py"
        assert response.headers["content-disposition"].endswith(f'.{ending}"')
        texts[form] = response.text
    notebook = json.loads(texts["ipynb"])
    scene = next(scene for scene in SCENES if scene["id"] == "1.24a")
    words = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    assert scene["title"] in words[0] and scene["text"] in words and scene["text"].splitlines()[0] in texts["py"]
    assert code_of(notebook)[-1].startswith("# Try this")
    # A picture is what its cell ends with.
    assert code_of(notebook)[-2].endswith("\nfigure")
    script = "\n".join(code_of(notebook)) + "\n" + texts["py"]
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        input=script,
        capture_output=True,
        text=True,
        env={"PLOTLY_RENDERER": ""},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("singular values:") == 2


def test_cells_of_marimo_say_what_they_take_and_define_each_name_once(lab):
    """What marimo asks of a notebook: no name is defined by two cells, and all that is taken is defined somewhere."""
    for name in ("surface", "paths", "constraints", "network", "regression"):
        text = lab("notebook", state={"lab": name}, format="marimo").text
        tree = ast.parse(text)
        cells = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        given = [each.id for cell in cells for each in ast.walk(cell.body[-1]) if isinstance(each, ast.Name)]
        taken = {argument.arg for cell in cells for argument in cell.args.args}
        assert len(given) == len(set(given)), name
        assert taken <= set(given), name
        assert len(cells) > 5 and all(isinstance(cell.body[-1], ast.Return) for cell in cells)


@pytest.mark.parametrize(
    "body, field",
    [
        ({}, "state"),
        ({"scene": "9.99"}, "scene"),
        ({"state": {"lab": "surfaces"}}, "state.lab"),
        ({"state": {"lab": "surface", "angle": "north"}}, "state"),
        ({"state": {"lab": "surface", "source": "x +"}}, "state.source"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_field(lab, body, field):
    response = lab("notebook", **body)
    assert response.status_code == 422
    assert response.json().get("errors", [{}])[0].get("field", field) == field


def test_the_whole_course_is_written_by_one_command(tmp_path: Path, capsys):
    assert main(["notebooks", str(tmp_path / "course")]) == 0
    files = sorted((tmp_path / "course").rglob("*.ipynb"))
    assert len(files) == len(SCENES) and str(len(SCENES)) in capsys.readouterr().out
    for file in files:
        notebook = json.loads(file.read_text(encoding="utf-8"))
        assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
        ids = [cell["id"] for cell in notebook["cells"]]
        assert len(ids) == len(set(ids))
        for cell in code_of(notebook):
            compile(cell, file.name, "exec")
