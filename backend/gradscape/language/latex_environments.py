"""LaTeX between \\begin and \\end: cases, matrices, and lines that are only aligned."""

import re
from typing import TYPE_CHECKING

from gradscape.language.errors import LanguageError
from gradscape.language.syntax import Span

if TYPE_CHECKING:
    from gradscape.language.latex_reader import Reader

_MATRICES = {"pmatrix", "bmatrix", "matrix", "smallmatrix", "array"}
_NAME = re.compile(r"\{(?:(array)\}\{[lcr| ]*|(\w+)\*?)\}")
# Words before a condition, and what stands instead of one in the last row.
_BEFORE = re.compile(r"\s*(?:if|for|when)?\b\s*")
_OTHERWISE = {"otherwise", "else"}


def read(reader: "Reader", start: int) -> None:
    """An environment whose \\begin was read at `start`."""
    found = _NAME.match(reader.source, reader.at)
    name = (found[1] or found[2]) if found else ""
    reader.at = found.end() if found else reader.at
    end = _end(reader.source, name, reader.at)
    if end is None:
        raise LanguageError(f"'\\begin{{{name}}}' has no '\\end'", Span(start, reader.at), "add it at the end")
    rows = _rows(reader, end)
    reader.at = reader.source.find("}", end) + 1 or len(reader.source)
    if name == "cases":
        _write_cases(reader, rows, start)
    elif name in _MATRICES:
        _write_matrix(reader, rows, start)
    else:
        for row in rows:
            for cell in row:
                reader.join(cell.text, cell.places)
            reader.write("\n", start)


def _end(source: str, name: str, at: int) -> int | None:
    """Where the \\end stands that belongs to this \\begin."""
    depth = 1
    for found in re.compile(rf"\\(begin|end)\{{{re.escape(name)}\b").finditer(source, at):
        depth += 1 if found[1] == "begin" else -1
        if not depth:
            return found.start()
    return None


def _rows(reader: "Reader", end: int) -> list[list["Reader"]]:
    """Rows of cells up to `end`, each cell read by itself."""
    rows: list[list[Reader]] = [[]]
    for begin, stop, is_last in _cells(reader.source, reader.at, end):
        cell = reader.part(begin, stop)
        cell.read_to_the_end()
        rows[-1].append(cell)
        if is_last:
            rows.append([])
    return [row for row in rows if any("".join(cell.text).strip() for cell in row)]


def _cells(source: str, begin: int, end: int) -> list[tuple[int, int, bool]]:
    """Where each cell begins and stops, and whether it ends its row; & and \\\\ in groups separate nothing."""
    cells, depth = [], 0
    for found in re.compile(r"\\begin\b|\\end\b|\\\\|\\.|[{}&]", re.S).finditer(source, begin, end):
        sign = found[0]
        depth += (sign in ("{", "\\begin")) - (sign in ("}", "\\end"))
        if not depth and sign in ("&", "\\\\"):
            cells.append((begin, found.start(), sign != "&"))
            begin = found.end()
    return [*cells, (begin, end, True)]


def _write_matrix(reader: "Reader", rows: list[list["Reader"]], start: int) -> None:
    is_column = all(len(row) == 1 for row in rows)
    opening, closing = ("", "") if is_column else ("[", "]")
    reader.write("[", start)
    for k, row in enumerate(rows):
        reader.write(f",{opening}" if k else opening, start)
        for column, cell in enumerate(row):
            reader.write("," if column else "", start)
            reader.join(cell.text, cell.places)
        reader.write(closing, start)
    reader.write("]", start)


def _write_cases(reader: "Reader", rows: list[list["Reader"]], start: int) -> None:
    """if(condition, value, ...) within each other; where no row fits, there is no value."""
    opened = 0
    for row in rows:
        condition = "".join(row[1].text).strip(" ,.;") if len(row) > 1 else ""
        if row is rows[-1] and (not condition or condition in _OTHERWISE):
            _join_bare(reader, row[0])
            break
        if not condition:
            raise LanguageError("this row of the cases has no condition", Span(start, reader.at), "add & x < 0 to it")
        reader.write(" if(", start)
        _join_bare(reader, row[1])
        reader.write(",", start)
        _join_bare(reader, row[0])
        reader.write(",", start)
        opened += 1
    else:
        reader.write("0/0", start)
    reader.write(")" * opened, start)


def _join_bare(reader: "Reader", cell: "Reader") -> None:
    """A cell without the words before it and the comma after it."""
    text = "".join(cell.text)
    found = _BEFORE.match(text)
    begin, end = found.end() if found else 0, len(text.rstrip(" ,.;\t\n"))
    reader.join(cell.text[begin:end], cell.places[begin:end])
