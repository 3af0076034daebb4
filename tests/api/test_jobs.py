"""Jobs: their parts put together are the answer to the small question, in any order, and after any break."""

import asyncio
import base64
import json
import threading
from typing import Any

import numpy as np
import pytest
from tests.api.strict import Description

from gradscape import interest
from gradscape.api import jobs, limits
from gradscape.api.application import create_app
from gradscape.api.ensemble_job import summary
from gradscape.api.errors import ProblemError
from gradscape.api.grids import Grid
from gradscape.api.jobs import Lines, answered
from gradscape.api.work import Askers, Desks
from gradscape.settings import Settings

HIMMELBLAU = {
    "function": {"source": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"},
    "box": [[-5, 5], [-5, 5]],
    "learning_rate": 0.01,
}
OPENAPI = create_app(Settings(warm_up=False)).openapi()


def lines_of(client, name: str, **request: Any) -> list[dict[str, Any]]:
    answer = client.post(f"/api/v1/jobs/{name}", json=request)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == jobs.LINES
    return [json.loads(line) for line in answer.text.splitlines()]


def array(encoded: dict[str, str]) -> np.ndarray:
    shape = [int(size) for size in encoded["shape"].split(",")]
    return np.frombuffer(base64.b64decode(encoded["bdata"]), f"<{encoded['dtype']}").reshape(shape)


def put_together(lines: list[dict[str, Any]], name: str, shape: tuple[int, int]) -> np.ndarray:
    """The whole of all tiles; every place is in exactly one of them."""
    whole, seen = np.full(shape, np.nan), np.zeros(shape, int)
    for line in lines:
        row, column = line["first"]
        down, across = line.get("strides") or [line["stride"]] * 2
        whole[row::down, column::across] = array(line[name])
        seen[row::down, column::across] += 1
    assert (seen == 1).all()
    return whole


@pytest.mark.parametrize("method", ["gradient-descent", "newton"])
def test_the_tiles_of_a_job_are_the_picture_of_post_basins(client, lab, method):
    asked = HIMMELBLAU | {"method": method, "resolution": 160} | ({"learning_rate": 1.0} if method == "newton" else {})
    lines = lines_of(client, "basins", **asked)
    assert [line["done"] for line in lines] == [1, 2, 3, 4] and {line["of"] for line in lines} == {4}
    assert lines[0]["part"] == 0 and sorted(line["part"] for line in lines) == [0, 1, 2, 3]
    last = lines[-1]["attractors"]
    whole = lab("basins", **asked, attractors=[each["point"] for each in last]).json()
    assert (put_together(lines, "labels", (160, 160)) == np.array(whole["labels"])).all()
    assert (put_together(lines, "iterations", (160, 160)) == np.array(whole["iterations"])).all()
    assert last == whole["attractors"]


def test_a_job_that_broke_off_goes_on_with_what_is_missing(client):
    asked = HIMMELBLAU | {"resolution": 160}
    whole = lines_of(client, "basins", **asked)
    rest = lines_of(client, "basins", **asked, have=[0, 2])
    assert sorted(line["part"] for line in rest) == [1, 3] and [line["done"] for line in rest] == [3, 4]
    by_part = {line["part"]: line for line in whole}
    for line in rest:
        assert line["labels"] == by_part[line["part"]]["labels"]
    assert lines_of(client, "basins", **asked, have=[0, 1, 2, 3]) == []


def test_a_sweep_in_tiles_is_the_sweep(client, lab):
    asked = {
        "function": {"source": "x^2 + 10 y^2"},
        "run": {"method": "momentum", "start": [1, 1], "steps": 60},
        "learning_rate": [0.001, 1],
        "momentum": [0, 0.99],
        "resolution": 100,
    }
    lines, whole = lines_of(client, "sweep", **asked), lab("sweep", **asked).json()
    assert len(lines) == 4
    values = np.array(whole["values"], float)
    np.testing.assert_allclose(put_together(lines, "values", (100, 100)), values, rtol=1e-7)
    assert (put_together(lines, "iterations", (100, 100)) == np.array(whole["iterations"])).all()
    names = np.array(["converged", "step-limit", "diverged", "left-domain", "no-derivative"])
    outcomes = put_together(lines, "outcomes", (100, 100)).astype(int)
    assert (names[outcomes] == np.array(whole["outcomes"])).all()
    assert {"converged", "diverged"} <= set(names[outcomes].ravel())


def test_each_network_of_an_ensemble_learns_as_if_it_were_alone(client, lab):
    lesson = {
        "network": {"sizes": [2, 3, 1], "seed": 5},
        "data": {"name": "xor", "count": 60, "train_share": 0.5},
        "epochs": 9,
        "every": 4,
        "seed": 7,
    }
    lines = sorted(lines_of(client, "ensemble", lesson=lesson, runs=18, loss_goal=0.2), key=lambda line: line["part"])
    assert [line["first"] for line in lines] == [0, 16] and lines[0]["measured"] == [0, 4, 8, 9]
    losses, tests = (np.concatenate([array(line[name]) for line in lines]) for name in ("losses", "test_losses"))
    assert losses.shape == tests.shape == (18, 4)
    for run in (0, 17):
        own = {**lesson, "network": {"sizes": [2, 3, 1], "seed": 5 + run}, "seed": 7 + run}
        alone = lab("network/train", **own).json()
        np.testing.assert_allclose(losses[run, 1:], alone["losses"], rtol=1e-6)
        np.testing.assert_allclose(tests[run, 1:], alone["test_losses"], rtol=1e-6)
    assert [flag for line in lines for flag in line["arrived"]] == (losses[:, -1] <= 0.2).tolist()


def test_walks_of_an_ensemble_follow_the_closed_form(client):
    # On a x²/2 a step multiplies x by 1 - rate * a, so f by its square; with rate 0.5 and a = 1: by 1/4.
    walk = {"function": {"source": "x^2 / 2"}, "box": [[-8, 8]], "learning_rate": 0.5, "steps": 30, "tolerance": 1e-6}
    found = lines_of(client, "ensemble", walk=walk, runs=40, seed=3)
    lines = sorted(found, key=lambda line: line["part"])
    values, ends = (np.concatenate([array(line[name]) for line in lines]) for name in ("losses", "ends"))
    assert lines[0]["measured"] == list(range(31)) and values.shape == (40, 31)
    np.testing.assert_allclose(values[:, :10], values[:, :1] * 0.25 ** np.arange(10), rtol=1e-5)
    assert (np.sqrt(2 * values[:, 0]) <= 8).all() and np.ptp(values[:, 0]) > 1
    assert np.abs(ends).max() <= 1e-6
    counted = found[-1]["summary"]
    assert (counted["runs"], counted["arrived"], counted["gone"]) == (40, 1.0, 0.0)
    assert counted["quantiles"]["0.5"][0] == pytest.approx(np.sort(values[:, 0])[19], rel=1e-6)


def test_what_an_ensemble_comes_to_counts_those_that_ran_away():
    losses = np.array([[4.0, 1.0], [3.0, np.nan], [2.0, 2.0], [1.0, np.nan]])
    found = summary(losses, np.array([True, False, False, False]))
    assert (found["runs"], found["arrived"], found["gone"]) == (4, 0.25, 0.5)
    # The least loss that half of the four have at most is 2; that three quarters have, nobody knows.
    assert found["quantiles"]["0.5"].tolist() == [2.0, 2.0]
    assert found["quantiles"]["0.75"].tolist() == [3.0, np.inf]


@pytest.mark.parametrize(
    "name, request_, field",
    [
        ("basins", HIMMELBLAU | {"have": [4], "resolution": 160}, "have"),
        ("basins", HIMMELBLAU | {"resolution": 4097}, "resolution"),
        ("basins", {"function": {"source": "x^2"}, "box": [[-1, 1]]}, "box"),
        ("basins", HIMMELBLAU | {"method": "newton-root"}, "method"),
        ("ensemble", {"runs": 3}, "the body"),
        ("ensemble", {"walk": {"function": {"source": "x^2"}, "box": [[0, 1], [0, 1]]}}, "walk.box"),
        ("ensemble", {"lesson": {"network": {"sizes": [2, 1]}, "data": {"name": "xor"}, "epochs": 99}}, "lesson.every"),
    ],
)
def test_what_no_job_can_be_is_refused_at_once(lab, name, request_, field):
    answer = lab(f"jobs/{name}", **request_)
    assert answer.status_code == 422 and answer.json()["detail"].startswith(field), answer.text


def test_a_job_that_would_take_hours_is_refused_with_its_price(lab):
    answer = lab("jobs/basins", **HIMMELBLAU | {"resolution": 4096, "steps": 10_000})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:gradscape:too-costly")


@pytest.mark.parametrize("path", [path for path in OPENAPI["paths"] if "/jobs/" in path])
def test_lines_are_as_the_description_says(client, path):
    description = Description(OPENAPI)
    described = OPENAPI["paths"][path]["post"]
    body = described["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema = described["responses"]["200"]["content"][jobs.LINES]["schema"]["anyOf"][0]
    for example in description.schemas[body]["examples"]:
        found = lines_of(client, path.rpartition("/")[2], **example)
        assert found and [fault for line in found for fault in description.of(schema, line, "line")] == []


@pytest.mark.parametrize("grid", [Grid(1, 1, 4), Grid(1, 100, 16), Grid(37, 37, 8), Grid(4096, 4096, 128)])
def test_tiles_of_a_grid_cover_it_once(grid):
    firsts = [grid.first(number) for number in range(grid.count())]
    rows, columns = grid.strides()
    assert sorted(firsts) == [(row, column) for row in range(rows) for column in range(columns)]
    assert firsts[0] == (0, 0) and -(-grid.rows // rows) <= grid.side and -(-grid.columns // columns) <= grid.side


class Counted:
    """A job of eight parts, each of which waits until it may go on or is no longer wanted."""

    def __init__(self):
        self.go_on, self.ended = threading.Event(), []

    def parts(self) -> int:
        return 8

    def seconds(self) -> float:
        return 1.0

    def is_led(self) -> bool:
        return False

    def after(self, first: Any) -> "Counted":
        return self

    def part(self, number: int) -> int:
        try:
            while not self.go_on.wait(0.001):
                interest.look()
        except interest.NotWantedError as end:
            self.ended.append(end.reason)
            raise
        return number

    def line(self, number: int, found: int) -> dict[str, Any]:
        return {"found": found, "partial": False}


async def served(job: Any, desks: Desks, sent: list, leaves: asyncio.Event, headers: Any = ()) -> None:
    """A job's answer to a client on this machine, who leaves when told."""

    async def receive() -> dict[str, Any]:
        await leaves.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await answered(job, [])(scope, receive, send)

    scope = {"type": "http", "headers": list(headers), "client": ("127.0.0.1", 1)}
    await Askers(app, desks)(scope, receive, send)


def test_who_leaves_ends_the_job(monkeypatch):
    async def story() -> None:
        job, desks, sent, leaves = Counted(), Desks(2, 30), [], asyncio.Event()
        serving = asyncio.create_task(served(job, desks, sent, leaves))
        while not desks.heavy.running:
            await asyncio.sleep(0)
        leaves.set()
        await serving
        while desks.heavy.running:
            await asyncio.sleep(0.001)
        assert set(job.ended) == {"gone"} and desks.heavy.waiting == 0
        assert [message["type"] for message in sent] == ["http.response.start"]

    asyncio.run(story())


def test_a_server_that_stops_says_so_in_the_last_line(monkeypatch):
    async def story() -> None:
        job, desks, sent, leaves = Counted(), Desks(2, 30), [], asyncio.Event()
        serving = asyncio.create_task(served(job, desks, sent, leaves))
        while not desks.heavy.running:
            await asyncio.sleep(0)
        desks.close()
        await serving
        last = json.loads(sent[-2]["body"])
        assert last["problem"]["type"] == "urn:gradscape:stopping"

    asyncio.run(story())


def test_a_part_that_finds_no_room_comes_later_and_no_more_jobs_than_there_is_room_for_begin(monkeypatch):
    monkeypatch.setattr(limits, "JOBS", 1)

    async def story() -> None:
        job, desks, sent, leaves = Counted(), Desks(2, 0.1), [], asyncio.Event()
        # Nobody may wait: of the two parts for each place one is refused at first.
        desks.heavy.most_waiting = 0
        serving = asyncio.create_task(served(job, desks, sent, leaves))
        while not desks.heavy.running:
            await asyncio.sleep(0)
        with pytest.raises(ProblemError) as raised:
            await served(job, desks, [], leaves)
        assert (raised.value.status_code, raised.value.kind) == (503, "busy")
        monkeypatch.setattr(asyncio, "sleep", lambda seconds, sleep=asyncio.sleep: sleep(0))
        job.go_on.set()
        await serving
        lines = [json.loads(message["body"]) for message in sent[1:-1]]
        assert sorted(line["found"] for line in lines) == list(range(8))

    asyncio.run(story())


def test_lines_cross_a_network_compressed_each_readable_at_once():
    async def story() -> None:
        job, desks, sent, leaves = Counted(), Desks(2, 30), [], asyncio.Event()
        job.go_on.set()
        await served(job, desks, sent, leaves, [(b"accept-encoding", b"gzip"), (b"via", b"1.1 proxy")])
        assert (b"content-encoding", b"gzip") in sent[0]["headers"]
        import zlib

        reader = zlib.decompressobj(wbits=31)
        for message in sent[1:9]:
            assert reader.decompress(message["body"]).endswith(b"}\n")

    asyncio.run(story())
    assert Lines.media_type == jobs.LINES
