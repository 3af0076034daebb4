"""Lines to one tree: the last line's, with the names of earlier lines replaced by what they stand for."""

from collections.abc import Collection

from gradscape.language.errors import LanguageError
from gradscape.language.limits import check_size
from gradscape.language.lines import Line
from gradscape.language.ranks import with_indices_read
from gradscape.language.reading import written
from gradscape.language.substitution import substituted
from gradscape.language.syntax import Tree, names_in


def tree_of(lines: list[Line], text: str, declared: Collection[str]) -> Tree:
    """What the last line stands for, in names that no earlier line defines.

    Args:
        declared: canonical names that the request knows.
    Raises:
        LanguageError: with the place of the mistake in `text`.
    """
    definitions: dict[str, Tree] = {}
    seen_free: set[str] = set()
    for line in lines:
        _check_head(line, lines, definitions, seen_free)
        own = written(text, line, {*declared, *definitions, *(line.arguments or ())})
        check_size(own, line.place)
        seen_free |= {name.name for name in names_in(own)} - set(definitions)
        _refuse_own_name(line, own, definitions)
        tree = substituted(own, {k: v for k, v in definitions.items() if k not in (line.arguments or ())})
        check_size(tree, line.place)
        definitions[line.name or ""] = tree
    return with_indices_read(tree)


def _check_head(line: Line, lines: list[Line], definitions: Collection[str], seen_free: Collection[str]) -> None:
    is_last = line is lines[-1]
    if line.name is None and not is_last:
        raise LanguageError(
            "this line has no name, and only the last line may do without", line.head, "write u = ... or join the lines"
        )
    if line.arguments is not None and not is_last:
        raise LanguageError("only the last line may list its variables", line.head, f"write {line.name} = ...")
    if line.name in definitions:
        raise LanguageError(f"'{line.name}' is defined twice", line.head)
    if line.name in seen_free and not is_last:
        raise LanguageError(f"'{line.name}' is used above, before it is defined", line.head, "move this line up")


def _refuse_own_name(line: Line, tree: Tree, definitions: Collection[str]) -> None:
    for name in names_in(tree):
        if line.name == name.name and name.name not in definitions and name.name not in (line.arguments or ()):
            raise LanguageError(f"'{name.name}' is defined by itself", name.span)
