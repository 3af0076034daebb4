"""What a program is made of: texts and pieces of code, in the order in which one reads and runs them."""

from typing import Literal, NamedTuple


class Cell(NamedTuple):
    """A piece of a program. A picture is code that ends with a Plotly figure called `figure`."""

    kind: Literal["text", "code", "picture"]
    text: str


class Program(NamedTuple):
    """What runs from top to bottom, without a server."""

    title: str
    cells: tuple[Cell, ...]

    def with_text(self, title: str, told: tuple[str, ...]) -> "Program":
        """The same under another title, and with texts before it."""
        return Program(title, (*(Cell("text", each) for each in told), *self.cells))


def text(told: str) -> Cell:
    """Words, as Markdown."""
    return Cell("text", told.strip("\n"))


def code(lines: str) -> Cell:
    """Python."""
    return Cell("code", lines.strip("\n"))


def picture(lines: str) -> Cell:
    """Python that makes `figure`."""
    return Cell("picture", lines.strip("\n"))


def program(title: str, *cells: Cell) -> Program:
    """A program that begins with what all of them import."""
    return Program(title, (IMPORTS, *cells))


IMPORTS = code(
    """
import jax
import jax.numpy as jnp
import numpy as np
from plotly.graph_objects import Figure

jax.config.update("jax_enable_x64", True)
"""
)


def numbers(values: object) -> str:
    """Numbers and lists of them as Python writes them, with all their digits."""
    if isinstance(values, (list, tuple)):
        return f"[{', '.join(map(numbers, values))}]"
    return repr(float(values)) if isinstance(values, float) else repr(values)
