"""Jobs on a cluster of three machines, simulated on this one: tiles are those of one server, whatever is lost."""

import base64
import json
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import numpy as np
import pytest
from tests.cluster.machines import Nodes, three_machines
from tests.conftest import SECONDS_TO_WARM

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes of a cluster in /proc"),
]

HIMMELBLAU = {
    "function": {"source": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"},
    "box": [[-5, 5], [-5, 5]],
    "learning_rate": 0.01,
}


@pytest.fixture(scope="module")
def nodes(request: pytest.FixtureRequest) -> Iterator[Nodes]:
    with three_machines(request.config.cache.mkdir("kernels")) as running:
        yield running


def array(encoded: dict[str, Any]) -> np.ndarray:
    shape = [int(size) for size in encoded["shape"].split(",")]
    return np.frombuffer(base64.b64decode(encoded["bdata"]), f"<{encoded['dtype']}").reshape(shape)


def test_tiles_of_many_machines_are_the_picture_of_one_though_a_machine_is_lost(nodes):
    asked = HIMMELBLAU | {"resolution": 512}
    labels, lines = np.full((512, 512), -9), []
    with nodes.client.stream("POST", "/api/v1/jobs/basins", json=asked) as answer:
        for text in answer.iter_lines():
            line = json.loads(text)
            lines.append(line)
            (row, column), stride = line["first"], line["stride"]
            labels[row::stride, column::stride] = array(line["labels"])
            if len(lines) == 3:
                assert nodes.told("remove") == "removed"
    assert [line["done"] for line in lines] == list(range(1, 17)) and (labels > -9).all()
    known = [each["point"] for each in lines[-1]["attractors"]]
    for first in ([0, 0], [1, 0], [3, 2]):
        tile = {"first": first, "stride": 4}
        own = nodes.client.post("/api/v1/basins", json=asked | {"tile": tile, "attractors": known}).json()
        assert (labels[first[0] :: 4, first[1] :: 4] == np.array(own["labels"])).all()


def test_who_leaves_gives_all_processors_back(nodes):
    asked = HIMMELBLAU | {"resolution": 4096, "steps": 300}
    with nodes.client.stream("POST", "/api/v1/jobs/basins", json=asked) as answer:
        lines = answer.iter_lines()
        assert [json.loads(next(lines))["done"] for _ in range(3)] == [1, 2, 3]
    # Two machines are left, with three processors; the server holds one.
    nodes.until_free(2.0)


def test_after_the_loss_of_the_server_an_ensemble_goes_on_with_what_is_missing(nodes):
    walk = {key: HIMMELBLAU[key] for key in ("function", "box")} | {"learning_rate": 0.01, "steps": 40}
    asked: dict[str, Any] = {"walk": walk, "runs": 2_000, "seed": 1}
    before: list[dict[str, Any]] = []
    # Cut off without a word, or with a line that says why.
    with suppress(httpx.TransportError), nodes.client.stream("POST", "/api/v1/jobs/ensemble", json=asked) as answer:
        for text in answer.iter_lines():
            before.append(json.loads(text))
            if len(before) == 3:
                assert nodes.told("kill") == "1"
    before = [line for line in before if "part" in line]
    assert 3 <= len(before) < before[0]["of"]
    after = gone_on(nodes, asked | {"have": [line["part"] for line in before]})
    assert sorted(line["part"] for line in before + after) == list(range(before[0]["of"]))
    assert after[-1]["done"] == before[0]["of"]
    # Another process draws the same starts, and walks them to the last digit as the lost one did.
    known = [number for number in range(before[0]["of"]) if number != before[0]["part"]]
    [again] = gone_on(nodes, asked | {"have": known})
    assert (again["losses"], again["ends"]) == (before[0]["losses"], before[0]["ends"])


def gone_on(nodes: Nodes, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What is told by the server that takes the place of the lost one; until it is warm, one tries again."""
    statuses, until = [], time.monotonic() + SECONDS_TO_WARM
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            answer = nodes.client.post("/api/v1/jobs/ensemble", json=asked)
            if answer.status_code == 200:
                return [json.loads(line) for line in answer.text.splitlines()]
            statuses.append((answer.status_code, answer.text))
        time.sleep(0.2)
    return pytest.fail(f"the server did not come back: {statuses[-5:]}")
