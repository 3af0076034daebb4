"""What the README tells people to do works as it is written."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")
CURLS = re.findall(r"```sh\n(curl .*?)```", README, re.DOTALL)


def answered(command: str, server: str) -> dict:
    [answer] = lines(command, server)
    return answer


def lines(command: str, server: str) -> list[dict]:
    ran = subprocess.run(
        ["sh", "-c", command.replace("http://127.0.0.1:8000", server)], capture_output=True, check=True
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_there_are_four_examples():
    assert len(CURLS) == 4


def test_parse_shows_the_formulas(server):
    answer = answered(CURLS[0], server)
    assert answer["variables"] == ["x", "y"]
    assert answer["parameters"] == ["a"]
    assert answer["gradient"]["latex"]


def test_derivatives_are_those_of_rosenbrock(server):
    (answer,) = answered(CURLS[1], server)["results"]
    assert answer["value"] == pytest.approx(24.2)
    assert answer["gradient"] == pytest.approx([-215.6, -88])


def test_critical_points_are_the_nine_of_himmelblau(server):
    assert len(answered(CURLS[2], server)["points"]) == 9


def test_newtons_method_comes_to_rosenbrocks_minimum_from_nearly_everywhere(server):
    found = lines(CURLS[3], server)
    assert found[-1]["done"] == found[-1]["of"] == 7
    assert found[-1]["summary"]["runs"] == 100 and found[-1]["summary"]["arrived"] > 0.9


def test_the_python_example_prints_what_it_says(server):
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    ran = subprocess.run(
        [sys.executable, "-c", code.replace("http://127.0.0.1:8000", server)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout == re.findall(r"# (.*)\n", code)[0] + "\n"


def test_every_picture_and_folder_is_there():
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README) + re.findall(r"^\| `([\w/]+)` \|", README, re.MULTILINE):
        assert (TOP / path).exists() or path.isupper(), path


def test_every_make_target_is_there():
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make (\w+)", README)):
        assert f"\n{target}:" in makefile, target
