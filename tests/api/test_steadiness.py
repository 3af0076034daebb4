"""A server that has answered much is as it was: nothing compiled, nothing piled up."""

import random

import pytest

from gradscape.walks.methods import METHODS

COUNT = 500
# The first functions fill caches that are bounded, and bring in what is read from files when it is first needed.
FILLING = 100
UNARY = ["sin", "cos", "tanh", "exp", "log", "sqrt", "abs", "sigmoid", "erf", "arctan", "floor", "relu"]


def grown(dice: random.Random, depth: int, names: str) -> str:
    """A random expression in `names`, of at most `depth` levels."""
    if depth == 0 or dice.random() < 0.15:
        return dice.choice([*names, "a", f"{dice.uniform(0, 9):.3f}"])
    left = grown(dice, depth - 1, names)
    match dice.randrange(4):
        case 0:
            return f"{dice.choice(UNARY)}({left})"
        case 1:
            return f"({left})^{dice.choice([2, 3, '0.5'])}"
    return f"({left} {dice.choice('+-*/')} {grown(dice, depth - 1, names)})"


def functions() -> list[dict]:
    dice = random.Random(2)
    made: dict[str, dict] = {}
    while len(made) < COUNT:
        variables = "xyz"[: dice.choice([1, 1, 2, 2, 2, 3])]
        source = grown(dice, 4, variables)
        parameters = {"a": dice.uniform(-2, 2)}
        made[source] = {"source": source, "variables": list(variables), "parameters": parameters}
    return list(made.values())


def figure(client, name: str) -> float | None:
    for line in client.get("/metrics").text.splitlines():
        if line.startswith(f"{name} "):
            return float(line.rpartition(" ")[2])
    return None


def asked(lab, function: dict, is_searched: bool, is_mapped: bool) -> list[int]:
    """Every endpoint's status for one function; searches and maps take the longest, so not all are asked for them."""
    n = len(function["variables"])
    answers = [
        lab("parse", function=function),
        lab("derivatives", function=function, points=[[0.5] * n, [0.0] * n], direction=[1.0] * n),
        lab("jacobian", function=function, points=[[0.5] * n, [0.0] * n], images_of=[[0.25] * n] * 40),
        lab(
            "chain",
            outer=function,
            inner={"source": f"[{', '.join(['sin(u)', 'u v', 'v^2'][:n])}]"},
            point=[0.5] * min(n, 2),
        ),
        lab("critical-points", function=function, box=[[-1, 1]] * n) if is_searched else None,
        lab("surface", function=function, x=[-1, 1], y=[-1, 1], resolution=20, arrays="base64") if n < 3 else None,
    ]
    if n == 1:
        answers += in_one_variable(lab, function, is_mapped=is_mapped)
    elif is_mapped:
        answers += in_several_variables(lab, function, n)
    return [answer.status_code for answer in answers if answer is not None]


def in_one_variable(lab, function: dict, is_mapped: bool) -> list:
    """The answers of the endpoints for functions of one variable."""
    run = {"start": [0.5], "learning_rate": 0.1, "steps": 20}
    answers = [
        lab("curve", function=function, x=[-1, 1], samples=64, derivatives=6, at=[0.5], arrays="base64"),
        lab("differentiability", function=function, x=0.0),
        lab("differentiate", function=function, at=[0.5]),
        lab("descent", function=function, runs=[run, run | {"method": "newton"}]),
        lab("root", function=function, start=0.5),
    ]
    if is_mapped:
        answers += [
            lab("extrema", function=function, interval=[-1, 1]),
            lab("basins", function=function, box=[[-1, 1]], resolution=32, steps=40),
            lab("learning-rate-map", function=function, start=[0.5], learning_rate=[0, 1], count=16, steps=50),
        ]
    return answers


def in_several_variables(lab, function: dict, n: int) -> list:
    """The answers of the endpoints for walks of functions of several variables."""
    run = {"start": [0.5] * n, "steps": 20}
    answers = [lab("descent", function=function, runs=[run | {"method": method.name} for method in METHODS])]
    answers += [lab("sweep", function=function, run=run, learning_rate=[0.01, 1], resolution=8)]
    if n == 2:
        answers += [lab("basins", function=function, box=[[-1, 1]] * 2, resolution=8, steps=20)]
    return answers


@pytest.mark.slow
def test_many_functions_compile_nothing_and_leave_nothing_behind(client, lab):
    compilations = figure(client, "gradscape_xla_compilations_total")
    memory: float | None = None
    for number, function in enumerate(functions()):
        if number == FILLING:
            memory = figure(client, "process_resident_memory_bytes")
        is_searched = len(function["variables"]) == 1 or number % 10 == 0
        assert set(asked(lab, function, is_searched, is_mapped=number % 5 == 0)) == {200}, function
    assert figure(client, "gradscape_xla_compilations_total") == compilations
    assert figure(client, "gradscape_xla_compilations_since_ready_total") == 0
    if memory is not None:
        assert (figure(client, "process_resident_memory_bytes") or 0) - memory < 50e6
