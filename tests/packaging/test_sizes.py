"""How long code may be: functions that one sees at a glance, files that hold one thing."""

import ast
from pathlib import Path
from statistics import median

TOP = Path(__file__).parents[2]
# Tables of rows, and words that go with them, are as long as they have rows.
TABLES = {
    "backend/gradscape/certify/rules.py",
    "backend/gradscape/language/functions.py",
    "backend/gradscape/walks/methods.py",
}
FILES = {
    path.relative_to(TOP).as_posix(): path.read_text("utf-8")
    for folder, suffix in (("backend/gradscape", "*.py"), ("frontend", "*.js"))
    for path in (TOP / folder).rglob(suffix)
}


def lengths(text: str) -> list[int]:
    """Of all functions of a module, without what documents them."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [length(node) for node in functions]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_half_of_all_functions_have_six_lines_at_most_and_none_has_sixty():
    found = [each for name, text in FILES.items() if name.endswith(".py") for each in lengths(text)]
    assert len(found) > 1500
    assert median(found) <= 6
    assert max(found) <= 60


def test_no_file_has_more_than_350_lines_but_tables():
    long = {name for name, text in FILES.items() if text.count("\n") > 350}
    assert long - TABLES == set()
    assert FILES.keys() >= TABLES
