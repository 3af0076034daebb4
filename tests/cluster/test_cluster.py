"""Jobs on a cluster of three machines, simulated on this one: tiles are those of one server, whatever is lost."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import numpy as np
import pytest
from tests.conftest import free_port

# `pip install '.[cluster]'`: Ray is heavy, and takes half a minute to begin.
pytest.importorskip("ray", reason="needs the extra gradscape[cluster]")
pytestmark = [pytest.mark.cluster, pytest.mark.slow]

HIMMELBLAU = {
    "function": {"source": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"},
    "box": [[-5, 5], [-5, 5]],
    "learning_rate": 0.01,
}


class Nodes(NamedTuple):
    """Three machines in a process that is told what to do, and a client of their server."""

    process: subprocess.Popen
    client: httpx.Client

    def told(self, word: str) -> str:
        """What it answers."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return self.said()

    def said(self) -> str:
        """Its next line that is for us."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("> "):
                return line[2:].strip()
        return pytest.fail("the cluster has ended")


@pytest.fixture(scope="module")
def nodes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    port, log = free_port(), tmp_path_factory.mktemp("cluster") / "log.txt"
    environment = os.environ | {
        "RAY_USAGE_STATS_ENABLED": "0",
        "PYTHONPATH": str(Path(__file__).parents[2] / "backend"),
        "GRADSCAPE_COMPILATION_CACHE": str(request.config.cache.mkdir("kernels")),
    }
    command = [sys.executable, str(Path(__file__).with_name("nodes.py")), str(port)]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
            start_new_session=True,
        )
    try:
        running = Nodes(process, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120))
        assert running.said() == "ready", log.read_text()
        yield running
    finally:
        # The processes of all its machines are of one group, which is ours.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


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
    free = [float(nodes.told("free")) for _ in range(40)]
    # Two machines are left, with three processors; the server holds one.
    assert max(free) == 2.0 and free[-1] == 2.0
