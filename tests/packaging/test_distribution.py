"""What people install is complete, pinned, and the same everywhere."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
REQUIREMENTS = sorted((TOP / "requirements").glob("*.txt"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=TOP, check=True)
    (built,) = folder.iterdir()
    return set(zipfile.ZipFile(built).namelist())


def test_wheel_holds_the_whole_page(wheel):
    sources = {path.relative_to(TOP / "frontend") for path in (TOP / "frontend").rglob("*") if path.is_file()}
    assert {f"gradscape/frontend/{path.as_posix()}" for path in sources} <= wheel


def test_wheel_holds_the_grammar_and_the_course(wheel):
    assert "gradscape/language/grammar.lark" in wheel
    assert "gradscape/course/chapters/several_variables.toml" in wheel


def test_wheel_holds_no_tests(wheel):
    assert not [name for name in wheel if "test" in name]


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.name)
def test_every_requirement_has_one_version_and_a_hash(file):
    requirements = re.sub(r"^\s*#.*\n", "", file.read_text(), flags=re.MULTILINE).replace("\\\n", "")
    for line in requirements.splitlines():
        assert re.match(r"[\w.-]+==\S+( ;.*?)?\s+--hash=sha256:", line), line


@pytest.mark.parametrize("file", [*REQUIREMENTS, TOP / "scripts/tooling/package-lock.json"], ids=lambda file: file.name)
def test_no_lock_file_names_a_host(file):
    assert "://" not in file.read_text()


def test_requirement_files_agree_on_every_version():
    versions: dict[str, set[str]] = {}
    for file in REQUIREMENTS:
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", file.read_text(), flags=re.MULTILINE):
            versions.setdefault(name, set()).add(version)
    assert {name for name, found in versions.items() if len(found) > 1} == set()


def test_lock_file_holds_everything_the_project_names():
    project = tomllib.loads((TOP / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    named = [*project["project"]["dependencies"], *groups["build"], *groups["dev"]]
    pinned = set(re.findall(r"^([\w.-]+)==", (TOP / "requirements/dev.txt").read_text(), flags=re.MULTILINE))
    assert names(named) <= pinned


def test_project_names_every_package_that_the_backend_imports():
    """What only the tests bring along would be missing where Gradscape runs; extras are asked for by name."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    modules = {name for path in (TOP / "backend").rglob("*.py") for name in imported(path)}
    distributions = packages_distributions()
    foreign = modules - sys.stdlib_module_names - {"gradscape"}
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    named = names(project["dependencies"] + extras)
    # What is not installed here goes by its own name.
    assert {distributions.get(module, [module])[0].replace("_", "-") for module in foreign} <= named


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", requirement)[0] for requirement in requirements}


def imported(path: Path) -> set[str]:
    """Top-level names of the modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


# The order of https://keepachangelog.com/en/1.1.0/
_KINDS_OF_CHANGE = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]


def test_the_package_the_image_and_the_changelog_name_one_version():
    version = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]["version"]
    assert re.findall(r"image: gradscape:(\S+)", (TOP / "docker/compose.yaml").read_text()) == [version]
    newest = re.findall(r"^## (?!Unreleased)(\S+)", (TOP / "CHANGELOG.md").read_text(), flags=re.MULTILINE)[0]
    assert newest == version


def test_the_changelog_begins_with_what_is_not_released_and_every_version_has_a_day():
    first, *versions = re.findall(r"^## (.*)", (TOP / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    assert first == "Unreleased"
    days = [re.fullmatch(r"\d+\.\d+\.\d+ - (\d{4}-\d{2}-\d{2})", version) for version in versions]
    assert all(days), versions
    assert sorted((day[1] for day in days if day), reverse=True) == [day[1] for day in days if day]


def test_each_version_tells_what_was_added_changed_and_fixed_in_this_order():
    for version in (TOP / "CHANGELOG.md").read_text().split("\n## ")[1:]:
        kinds = re.findall(r"^### (.*)", version, flags=re.MULTILINE)
        assert kinds == [kind for kind in _KINDS_OF_CHANGE if kind in kinds]
