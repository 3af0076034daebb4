"""ARCHITECTURE.md tells the truth: files, rooms and arrows are there, and recipes name what an example is found in."""

import re
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PAGE = (TOP / "ARCHITECTURE.md").read_text(encoding="utf-8")
SUFFIXES = (".py", ".js", ".css", ".html", ".toml", ".lark")
SOURCES = {
    path.relative_to(TOP).as_posix(): path.read_text(encoding="utf-8")
    for half in ("backend", "frontend")
    for path in (TOP / half).rglob("*")
    if path.suffix in SUFFIXES
}
ROOMS = ("backend/gradscape", "frontend")
CHAPTERS = "backend/gradscape/course/chapters"
TRANSLATIONS = "frontend/core/texts/"
# Where `language/parser.py`, `machine` and `common` are looked for.
PLACES = ["", "backend/gradscape", "frontend", "frontend/labs", "frontend/labs/paths"]
CODE = r"`([\w./<>*-]+)`"
# An example for each recipe, as a pattern, and the rooms in which it is searched for. Chapters use what there is: only
# scenes are looked for in them. Translations have the words of everything: only languages are looked for there.
EXAMPLES = {
    "A scene": ("any", r'"1\.19"', (*ROOMS, CHAPTERS)),
    "A setting of a lab": ("descent", r"\bgoal\b", ROOMS),
    "A function of the language": ("any", r"\barsinh\b", ROOMS),
    "A method of descent": ("any", r'\brmsprop\b|"rms"', ROOMS),
    "A lab": ("jacobian", r"JacobianState\b|JacobianLab\b|gradscape\.labs\.jacobian", ROOMS),
    "A text of a control, or a language": ("any", r"\bGERMAN\b|\bDeutsch\b", ROOMS),
    "A mark in pictures of surfaces": ("paths", r"\bexport const ring\b|marks/ring\.js", ROOMS),
    # The words of labs speak of saddles too; a colour of its own is one line of tokens.css.
    "Another look for a kind of point": (
        "any",
        r"(?<!\ba )\bsaddle\b",
        ("frontend/plots", "frontend/core", "frontend/widgets"),
    ),
}


def recipes() -> dict[str, list[str]]:
    """The files that each recipe names, by its heading."""
    told = PAGE.split("## To add ...")[1].split("\n### ")[1:]
    return {text.split("\n")[0]: re.findall(rf"^- {CODE}", text, flags=re.MULTILINE) for text in told}


def is_there(name: str) -> bool:
    pattern = name.replace("<lab>", "descent").replace("<one lab>", "descent")
    return any(next((TOP / place).glob(pattern), None) is not None for place in PLACES)


def test_every_file_that_is_named_is_there():
    named = [name for name in re.findall(CODE, PAGE) if "/" in name or "." in name]
    assert len(named) > 40
    assert [name for name in named if not is_there(name)] == []


def test_the_rooms_are_all_of_them():
    rooms = set(re.findall(rf"^\| {CODE}", PAGE, flags=re.MULTILINE))
    folders = {
        path.relative_to(TOP).as_posix()
        for half in ROOMS
        for path in (TOP / half).iterdir()
        if path.is_dir() and path.name != "__pycache__"
    }
    assert rooms == folders


def test_the_arrows_are_those_that_are_held():
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")["layers"][3:]
    arrows = " -> ".join(layer.replace("gradscape.", "").replace(" : ", ", ") for layer in layers)
    assert f"\n{arrows}\n" in PAGE


def test_every_recipe_has_an_example():
    assert set(recipes()) == set(EXAMPLES)


@pytest.mark.parametrize("recipe", EXAMPLES)
def test_a_recipe_names_exactly_the_files_that_its_example_is_found_in(recipe):
    lab, pattern, rooms = EXAMPLES[recipe]
    found = {
        name
        for name, text in SOURCES.items()
        if name.startswith(rooms)
        and (CHAPTERS in rooms or not name.startswith(CHAPTERS))
        and (recipe.startswith("A text") or not name.startswith(TRANSLATIONS))
        and re.search(pattern, without_comments(text))
    }
    named = {each: found & globbed(each.replace("<lab>", lab)) for each in recipes()[recipe]}
    assert [each for each, files in named.items() if not files] == [], "named, but the example is not there"
    assert found - set().union(*named.values()) == set(), "the example is there, but the recipe does not say so"


def globbed(pattern: str) -> set[str]:
    return {path.relative_to(TOP).as_posix() for path in TOP.glob(pattern)}


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|^\s*(//|# ).*?$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_the_readme_leads_here():
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    section = readme.split("## How it is built")[1].split("\n## ")[0]
    assert "(ARCHITECTURE.md)" in section
    assert "(CONTRIBUTING.md)" in section
