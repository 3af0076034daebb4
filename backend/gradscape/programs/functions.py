"""The functions of a lab's state as Python text."""

from collections.abc import Mapping as Numbers
from dataclasses import replace
from typing import NamedTuple

from gradscape.labs.fields import Slider
from gradscape.language.jax_source import argument_names, jax_definition
from gradscape.language.parser import parse_map
from gradscape.language.syntax import Map

_PLANE = ("x", "y", "z")


class Typed(NamedTuple):
    """A typed map with numbers for its parameters, as the page shows it."""

    found: Map
    numbers: dict[str, float]

    @property
    def names(self) -> list[str]:
        """Its variables, as they are called in Python."""
        return argument_names(self.found)

    def definition(self, name: str = "f") -> str:
        """Of its variables one by one."""
        return jax_definition(self.found, self.numbers, name)

    def of_a_point(self, name: str = "f", point: str = "F") -> str:
        """The same with the variables as one vector."""
        return f"{self.definition(name)}\n\n\ndef {point}(p):\n    return {name}(*p)"


def typed(source: str, sliders: Numbers[str, Slider], fewest: int = 1) -> Typed:
    """What a state's text defines; x, y, z join where it has too few variables.

    Raises:
        LanguageError: where it cannot be read.
    """
    found = parse_map(source)
    taken = {*found.variables, *found.parameters}
    free = [name for name in _PLANE if name not in taken][: max(0, fewest - len(found.variables))]
    names = (*found.variables, *free)
    # As the page has them: in space x, y and z stand in this order, whichever of them the text has.
    if names == ("y", "x") or set(names) == set(_PLANE):
        names = _PLANE[: len(names)]
    if free:
        found = replace(found, variables=names, inputs=tuple((name, ()) for name in names))
    function = found.component(0)
    return Typed(found, {name: sliders[name].value for name in function.parameters if name in sliders})
