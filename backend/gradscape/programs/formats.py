"""A program as a file: a Jupyter notebook, a marimo notebook, or a script."""

import ast
import builtins
import json
import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from gradscape.programs.cells import Cell, Program

Format = Literal["ipynb", "marimo", "py"]
# What files are of, by their media types.
NOTEBOOK, SCRIPT = "application/x-ipynb+json", "text/x-python"
_TRY = "# Try this: change a number above and run the cells again, or write your own code here.\n"


class File(NamedTuple):
    """Its text, how its name ends, and what it is."""

    text: str
    ending: str
    media_type: str


def file_of(program: Program, form: Format) -> File:
    """The program in one of the formats."""
    return _FORMS[form](program)


def file_name(program: Program, made: File) -> str:
    """What such a file may be called anywhere."""
    words = re.findall(r"[a-z0-9]+", program.title.lower())
    return "-".join(words)[:60] + made.ending


def _script(program: Program) -> File:
    parts = [f"# {program.title}\n", *(_in_script(cell) for cell in program.cells)]
    return File("\n\n".join(part.rstrip("\n") for part in parts) + "\n", ".py", SCRIPT)


def _in_script(cell: Cell) -> str:
    if cell.kind == "text":
        return "# %% [markdown]\n" + "\n".join(f"# {line}".rstrip() for line in cell.text.splitlines())
    return f"# %%\n{cell.text}" + ("\nfigure.show()" if cell.kind == "picture" else "")


def _notebook(program: Program) -> File:
    """Source: the format's schema, nbformat 4.5; ids are 1 to 64 letters, here the cell's number."""
    cells = [Cell("text", f"# {program.title}"), _NEEDS, *program.cells, Cell("code", _TRY)]
    document: dict[str, Any] = {
        "cells": [_in_notebook(cell, k) for k, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return File(json.dumps(document, ensure_ascii=False, indent=1) + "\n", ".ipynb", NOTEBOOK)


_NEEDS = Cell("text", "Runs from top to bottom, in Colab too. It needs `pip install jax optax plotly`.")


def _in_notebook(cell: Cell, k: int) -> dict[str, Any]:
    shown = cell.text + ("\nfigure" if cell.kind == "picture" else "")
    common = {"id": f"cell-{k}", "metadata": {}, "source": shown.splitlines(keepends=True)}
    if cell.kind == "text":
        return {"cell_type": "markdown", **common}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **common}


def _marimo(program: Program) -> File:
    """Source: marimo's file format: each cell a function of what it reads, which returns what it defines."""
    head = "import marimo\n\napp = marimo.App()\n"
    words = [Cell("code", "import marimo as mo"), Cell("text", f"# {program.title}"), *program.cells]
    cells = [_in_marimo(cell) for cell in [*words, Cell("code", _TRY + "None")]]
    text = "\n\n".join([head, *cells, 'if __name__ == "__main__":\n    app.run()\n'])
    return File(text, ".py", SCRIPT)


def _in_marimo(cell: Cell) -> str:
    source = f"mo.md({cell.text!r})" if cell.kind == "text" else cell.text
    defined, read = _names(source)
    shown = source + ("\nfigure" if cell.kind == "picture" else "")
    # Inside a text of several lines, an indent would be a part of it.
    body = "\n".join(f"    {line}".rstrip() for line in shown.splitlines())
    returned = f"    return {', '.join(defined)}{',' if len(defined) == 1 else ''}".rstrip()
    return f"@app.cell\ndef _({', '.join(read)}):\n{body}\n{returned}\n"


def _names(source: str) -> tuple[list[str], list[str]]:
    """What a cell defines for others, and what it takes from them."""
    tree = ast.parse(source)
    defined = {name for node in tree.body for name in _defined(node)}
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    inner = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    inner |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    read = loaded - defined - inner - stored - set(dir(builtins))
    return sorted(name for name in defined if not name.startswith("_")), sorted(read)


def _defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return [(each.asname or each.name).partition(".")[0] for each in names]
    return [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]


_FORMS: dict[str, Callable[[Program], File]] = {"ipynb": _notebook, "marimo": _marimo, "py": _script}
