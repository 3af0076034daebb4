"""The front door's nine pictures: what each asks, what it opens, and where its numbers come from.

Numbers are those of the scene that a picture opens, where it opens one: what it shows is what one finds there.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote

from gradscape.api import pictures_of_calculus as calculus
from gradscape.api import pictures_of_learning as learning


class Picture(NamedTuple):
    """A picture's name, its question, the lab that answers it, the fragment of its address, and its numbers."""

    name: str
    question: str
    lab: str
    opens: str
    numbers: Callable[[], dict[str, Any]]


def _scene(name: str, question: str, lab: str, scene: str, numbers: Callable[[str], dict[str, Any]]) -> Picture:
    return Picture(name, question, lab, f"scene={scene}", partial(numbers, scene))


def _surface(source: str, box: Any, shown: str) -> str:
    x, y = (",".join(str(end).removesuffix(".0") for end in ends) for ends in box)
    return f"v=1&lab=surface&f={quote(source, safe='^()+')}&x={x}&y={y}&show={shown}"


PICTURES = (
    _scene("curve", "How steep is a curve?", "derivative", "1.2", calculus.curve),
    Picture(
        "plane",
        "Which plane fits best?",
        "surface",
        f"{_surface(calculus.DOME, calculus.DOME_BOX, 'tangent')}&at=0.4,-0.4",
        calculus.plane,
    ),
    Picture(
        "pits",
        "Where is a surface level?",
        "surface",
        _surface(calculus.HIMMELBLAU, calculus.PITS_BOX, "critical"),
        calculus.pits,
    ),
    _scene("race", "Which method is down first?", "paths", "3.4c", learning.race),
    _scene("basins", "Where does each start lead?", "paths", "1.29c", learning.basins),
    _scene("constraint", "What is best on a curve?", "constraints", "3.1b", calculus.constraint),
    _scene("map", "What does a map do nearby?", "jacobian", "2.10b", calculus.close_by),
    _scene("line", "Which line fits the data?", "regression", "2.2a", learning.line),
    _scene("network", "How does a network learn?", "network", "2.15", learning.network),
)


def pictures() -> dict[str, Any]:
    """The numbers of all pictures."""
    return {picture.name: picture.numbers() for picture in PICTURES}
