"""Who leaves a long question costs nothing more: its computation ends at the next look, and its place is free.

Counted in looks, of which there is one before each call of a kernel: no other process disturbs them.
"""

import asyncio
import json
from typing import Any

import pytest

from gradscape.api.application import create_app
from gradscape.interest import Interest
from gradscape.settings import Settings

SINES = " + ".join(f"sin({k} x_{k % 4 + 1} x_{(k + 1) % 4 + 1})" for k in range(1, 20))
OF_FOUR = {"source": SINES, "variables": ["x_1", "x_2", "x_3", "x_4"]}
VALLEY = {"function": {"source": "(1 - x)^2 + 100 (y - x^2)^2"}}
NETWORK = {"network": {"sizes": [2, 4, 1]}, "data": {"name": "spiral", "count": 256}}
DEEP = {"network": {"sizes": [2, 8, 8, 8, 8, 8, 8, 1]}, "data": {"name": "spiral", "count": 1024}}
DESCENT = {"method": "lbfgs", "start": [0.3] * 4, "steps": 2_000, "tolerance": 0}

LONG: dict[str, dict[str, Any]] = {
    "descent": {"function": OF_FOUR, "runs": [DESCENT, DESCENT | {"method": "newton-cg"}]},
    "basins": VALLEY
    | {"box": [[-2, 2]] * 2, "resolution": 128, "method": "momentum", "steps": 2_000, "learning_rate": 1e-5},
    "critical-points": {"function": OF_FOUR, "box": [[-1, 1]] * 4},
    "network/train": NETWORK | {"optimiser": {"method": "natural-gradient"}, "batch": 1, "epochs": 3, "every": 3},
    "network/landscape": DEEP | {"plane": {"kind": "random", "seed": 3}, "resolution": 101, "curvature": 8},
}
# Looks after which they leave, and how many more there may be until the loop has heard of it and said so: each of these
# questions has hundreds.
ENOUGH, MORE = 4, 50


class Leaver:
    """A client of the application in this process that leaves in the middle of what it asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.looks, self.looks_after, self.has_left = 0, 0, False
        look = Interest.look

        def counted(interest: Interest) -> None:
            self.looks += 1
            self.looks_after += self.has_left
            look(interest)

        monkeypatch.setattr(Interest, "look", counted)

    async def ask(self, app: Any, path: str, question: dict[str, Any]) -> list[int]:
        """The statuses it is told."""
        headers = [(b"content-type", b"application/json")]
        scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "root_path": "",
            "headers": headers,
            "query_string": b"",
        }
        more = {"raw_path": path.encode(), "http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 1)}
        said: list[dict[str, Any]] = [{"type": "http.request", "body": json.dumps(question).encode()}]
        told: list[int] = []

        async def receive() -> dict[str, Any]:
            if said:
                return said.pop()
            while self.looks < ENOUGH:
                await asyncio.sleep(0.001)
            self.has_left = True
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                told.append(message["status"])

        await app(scope | more, receive, send)
        return told


@pytest.mark.parametrize("name", LONG)
def test_what_nobody_waits_for_any_longer_is_not_computed(name, monkeypatch):
    app, leaver = create_app(Settings(warm_up=False)), Leaver(monkeypatch)
    told = asyncio.run(leaver.ask(app, f"/api/v1/{name}", LONG[name]))
    assert leaver.has_left, (told, leaver.looks)
    assert leaver.looks_after <= MORE, leaver.looks
    assert told != [200]
    assert (app.state.desks.heavy.running, app.state.desks.quick.running) == (0, 0)
