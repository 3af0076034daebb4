"""The page's modules joined into few files, as they are served: a lab is three requests and not a hundred.

No tool and no step before it: the text of each module stays as it is, line by line, inside a function of its own that
is called once, after those that it imports. So their names do not meet, and a source map leads a debugger back to the
files. Comments on lines of their own are left out. The forms of import and export that are read are those that the
formatter leaves; anything else is refused with its place, and a test reads all modules.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from gradscape.api.assets import MEDIA_TYPES, Asset
from gradscape.api.source_maps import line_by_line

ENTRY = "app.js"
PAGE = "page.js"
# What holds the modules of a pack, in its own text: no module may call anything so.
_MODULES = "$modules"

_IMPORT = re.compile(r'^import (?:(?:\{(?P<names>[^}]*)\}|\* as (?P<whole>\w+)) from )?"(?P<path>\.[^"]+)";$', re.M)
_EXPORT = re.compile(r"^export (?:(?:async )?function\*? (\w+)|class (\w+)|const (\w+)|const (\{[^}]*\}))", re.M)
_NOTHING = re.compile(r"^export \{\};$", re.M)
# Those of types stand in comments, and are not waited for.
_LATER = re.compile(r'(?<=\bawait )import\("(\.[^"]+)"\)')
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*$|//[^\n]*$)", re.M | re.S)
_UNREAD = re.compile(r"^(?:import|export)\b.*$", re.M)


class Unreadable(ValueError):
    """A module imports or exports in a form that is not read."""


@dataclass(frozen=True)
class Module:
    """A module's name below the page's folder, and its text without comments, line for line."""

    name: str
    text: str

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """The names of the modules that it needs before it runs."""
        return tuple(self._beside(found["path"]) for found in _IMPORT.finditer(self.text))

    @cached_property
    def later(self) -> tuple[str, ...]:
        """The names of those that it may ask for while it runs."""
        return tuple(self._beside(path) for path in _LATER.findall(self.text))

    def function(self, later: Callable[[str], str]) -> str:
        """A function's call that runs the module and gives what it exports; `later`: how another pack is asked for."""
        found = _EXPORT.findall(self.text)
        names = [name for row in found for name in (*row[:3], *_names(row[3])) if name]
        text = _IMPORT.sub(self._taken, self.text)
        text = _EXPORT.sub(lambda match: match[0].removeprefix("export "), _NOTHING.sub("", text))
        text = _LATER.sub(lambda match: later(self._beside(match[1])), text)
        if unread := _UNREAD.search(text):
            raise Unreadable(f"{self.name}: the form of `{unread[0]}` is not read")
        is_waiting = "async " if self.name == ENTRY else ""
        call = f"{is_waiting}() => {{ {text.rstrip()} return {{ {', '.join(names)} }}; }}"
        return f"{'await ' if is_waiting else ''}({call})();"

    def _beside(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.name), path))

    def _taken(self, found: re.Match) -> str:
        lines = "\n" * found[0].count("\n")
        module = f'{_MODULES}["{self._beside(found["path"])}"]'
        if found["whole"]:
            return f"const {found['whole']} = {module};{lines}"
        names = (found["names"] or "").replace(" as ", ": ").split()
        return f"const {{ {' '.join(names)} }} = {module};{lines}" if names else lines


def _names(pattern: str) -> list[str]:
    return re.findall(r"\w+", pattern)


def module(name: str, text: str) -> Module:
    """A module without the comments that stand on lines of their own."""
    return Module(name, _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text))


class Packs:
    """All packs of a page: what opens with it, with all that several labs need, and what each lab adds."""

    def __init__(self, text_of: Callable[[str], str]):
        self._text_of = text_of
        self._modules: dict[str, Module] = {}
        first = self._needed([ENTRY])
        entries = [name for each in first for name in self._module(each).later]
        closures = {entry: self._needed([entry]) for entry in entries}
        known = set(first)
        shared = [
            name
            for name in dict.fromkeys(name for closure in closures.values() for name in closure)
            if name not in known and sum(name in closure for closure in closures.values()) > 1
        ]
        # The entry comes last: it begins the page.
        self._page = [*first[:-1], *shared, first[-1]]
        known |= set(shared)
        self._labs = {
            entry: [name for name in closure if name not in known or name == entry]
            for entry, closure in closures.items()
        }

    @cached_property
    def assets(self) -> dict[str, Asset]:
        """Each pack and each source map by its name; a pack's address carries its ETag."""
        made: dict[str, Asset] = {}
        for entry, names in self._labs.items():
            made |= self._written(_pack_name(entry), names, *_LAB, later=_not_here)
        return made | self._written(PAGE, self._page, *_WHOLE, later=lambda name: _asked_for(name, made))

    def _written(
        self, name: str, modules: list[str], opening: str, closing: str, later: Callable[[str], str]
    ) -> dict[str, Asset]:
        parts = [f'{_MODULES}["{each}"] = {self._module(each).function(later)}' for each in modules]
        text = "\n".join([opening, *parts, closing.replace("%s", modules[-1]), f"//# sourceMappingURL={name}.map", ""])
        lengths = [(f"../{each}", part.count("\n") + 1) for each, part in zip(modules, parts, strict=True)]
        return {
            name: Asset(text.encode(), MEDIA_TYPES[".js"]),
            f"{name}.map": Asset(line_by_line(lengths, before=1), MEDIA_TYPES[".json"]),
        }

    def _needed(self, names: Iterable[str]) -> list[str]:
        """These modules and all that they need, each after what it needs."""
        order: dict[str, bool] = {}

        def visit(name: str) -> None:
            if not order.setdefault(name, False):
                for each in self._module(name).imports:
                    if order.get(each) is False:
                        raise Unreadable(f"{name} and {each} import each other")
                    visit(each)
                # Once more, behind what it needs.
                del order[name]
                order[name] = True

        for name in names:
            visit(name)
        return list(order)

    def _module(self, name: str) -> Module:
        if name not in self._modules:
            self._modules[name] = module(name, self._text_of(name))
        return self._modules[name]


# How a pack begins and ends. A lab's finds the page's modules behind its own, and runs once.
_WHOLE = (f"const {_MODULES} = Object.create(null);", "")
_LAB = (
    f"let own; export default (page) => own ??= (({_MODULES}) => {{",
    f'return {_MODULES}["%s"]; }})(Object.create(page));',
)


def _pack_name(entry: str) -> str:
    return entry.replace("/", ".")


def _not_here(entry: str) -> str:
    raise Unreadable(f"{entry} is asked for by a lab: only the page may")


def _asked_for(entry: str, made: dict[str, Asset]) -> str:
    name = _pack_name(entry)
    return f'import("./{name}?v={made[name].version}").then((pack) => pack.default({_MODULES}))'
