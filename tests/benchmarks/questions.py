"""Questions that are never asked twice: equal ones are answered once, and would cost nothing."""

from itertools import count

_STEP = 1e-7
_TURNS = count(1)


def moved(question: dict) -> dict:
    """A little elsewhere each time: its point, its start, or one end of its box."""
    shift = _STEP * next(_TURNS)

    def beside(point: list) -> list:
        return [x + shift for x in point]

    if "points" in question:
        return question | {"points": [beside(point) for point in question["points"]]}
    if "point" in question:
        return question | {"point": beside(question["point"])}
    if "runs" in question:
        return question | {"runs": [run | {"start": beside(run["start"])} for run in question["runs"]]}
    if "box" in question:
        return question | {"box": [[low, high + shift] for low, high in question["box"]]}
    low, high = question["x"]
    return question | {"x": [low, high + shift]}
