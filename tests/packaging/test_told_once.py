"""What can be chosen is told once, in its row: no other module of the backend goes by a name that stands there.

The page is held to the same by tests/frontend/told-once.test.js. Examples in the documentation of requests are no code.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradscape.api import limits
from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.costs import COSTS
from gradscape.learning.data_sets import DATA_SETS
from gradscape.learning.initialisations import INITIALISATIONS
from gradscape.learning.residual_losses import RESIDUAL_LOSSES
from gradscape.learning.scatter_data import TRUTHS
from gradscape.walks.methods import ANY_METHOD, SETTING_NAMES

BACKEND = Path(__file__).parents[2] / "backend" / "gradscape"
# Where the rows of each table stand, and how code calls what is chosen from it.
TABLES = {
    "walks/methods.py": (ANY_METHOD, "method"),
    "learning/activations.py": (ACTIVATIONS, "activation"),
    "learning/initialisations.py": (INITIALISATIONS, "initialisation"),
    "learning/costs.py": (COSTS, "cost"),
    "learning/residual_losses.py": (RESIDUAL_LOSSES, "loss"),
    "learning/data_sets.py": (DATA_SETS, "data"),
    "learning/scatter_data.py": (TRUTHS, "data"),
}
# Rules of the machine are called like the first method that walks by them: these list the rules, and nothing else.
RULES = {"machine/first_order.py", "machine/kernels.py"}
# What a lab opens with is its state's to say, and checked against the rows; a zero is found by methods of its own.
EXCEPTIONS = {("labs/paths.py", "adam"), ("labs/paths.py", "momentum"), ("labs/paths.py", "newton")} | {
    ("api/routers/root.py", "newton")
}
MODULES = {path.relative_to(BACKEND).as_posix(): path.read_text("utf-8") for path in BACKEND.rglob("*.py")}


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Every text that code holds, with the code right around it, but for documentation and examples."""
    tree = ast.parse(text)
    ignored = {id(part) for node in ast.walk(tree) if is_said_only(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and id(child) not in ignored:
                yield child.value, ast.unparse(node)


def is_said_only(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in ("examples", "json_schema_extra", "description")
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_by_name(name: str, around: str, noun: str) -> bool:
    """Whether a text is the name of a row: words that mean other things too are one only beside their noun."""
    if re.search(r"rule|on_a_line|scene", around, flags=re.IGNORECASE):
        return False
    if name in SETTING_NAMES:  # which are called like a method
        return re.search(rf"\b{noun}(: \w+)? (==|!=|in|=) ", around) is not None
    return "-" in name or re.search(rf"\b\w*{noun}\b|{noun.upper()}S?\b", around) is not None


def named(text: str, rows: dict, noun: str) -> list[str]:
    return sorted({name for name, around in pairs(text) if name in rows and is_by_name(name, around, noun)})


def test_names_are_found_where_code_goes_by_them():
    assert named('if run.method == "adam": pass', ANY_METHOD, "method") == ["adam"]
    assert named('x = METHOD["newton"]', ANY_METHOD, "method") == ["newton"]
    assert named('method: str = "momentum"', ANY_METHOD, "method") == ["momentum"]
    assert named('a = ["damped-newton"]', ANY_METHOD, "method") == ["damped-newton"]
    assert named('b = run.number("momentum")', ANY_METHOD, "method") == []
    assert named('if row.rule == "nesterov": pass', ANY_METHOD, "method") == []
    assert named('if loss.name == "huber": pass', RESIDUAL_LOSSES, "loss") == ["huber"]
    assert named('c = dict(json_schema_extra={"cost": "huber"})', COSTS, "cost") == []


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_named_nowhere_else(table):
    rows, noun = TABLES[table]
    found = {
        (module, name)
        for module, text in MODULES.items()
        if module != table and module not in RULES
        for name in named(text, rows, noun)
    }
    assert found - EXCEPTIONS == set()


def test_no_request_writes_a_limit_as_a_number():
    bounds = re.compile(r"\b(?:le|lt|max_length)=([\d_]+|\d+\*\*\d+)(?=[,)])")
    found = [
        f"{module}: {match[0]}"
        for module, text in MODULES.items()
        if module.startswith("api/")
        for match in bounds.finditer(text)
        # A pair has two ends, a share is at most 1: no limits of ours.
        if match[1] not in ("1", "2")
    ]
    assert found == []


def test_the_catalogue_has_every_limit_of_the_api():
    assert len(limits.CATALOGUE) > 45
    assert all(isinstance(value, int | float) for value in limits.CATALOGUE.values())
    assert limits.CATALOGUE["source_characters"] == limits.SOURCE_CHARACTERS
