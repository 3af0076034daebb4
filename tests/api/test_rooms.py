"""A lecture over HTTP: who may do what, what is refused, and what those who follow hear."""

import asyncio
import contextlib
import json
import re
from functools import cache
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from tests.api.strict import Description

from gradscape.api import addresses
from gradscape.api.application import create_app
from gradscape.api.rates import RATES, Rates
from gradscape.api.routers import rooms as router
from gradscape.lectures import tokens
from gradscape.lectures.rooms import Rooms, broker_at
from gradscape.settings import Settings

KEY = b"the key of all processes of this test"
QUESTION = {"kind": "point", "text": "Where is the minimum?"}
FREE = dict.fromkeys(RATES, "100000/second")


@cache
def application() -> FastAPI:
    """One for all halls, which have rooms of their own: making it takes longer than a lecture."""
    return create_app(Settings(warm_up=False, room_key=KEY))


class Hall:
    """An application in this process, a lecturer in it and any number of others."""

    def __init__(self, rates: dict[str, str] = FREE, **settings: Any):
        self.app = application()
        state = self.app.state
        state.settings = Settings(room_key=KEY, **settings)
        state.rooms, state.rates = Rooms(broker_at(state.settings.room_broker)), Rates(rates)
        transport = httpx.ASGITransport(self.app, client=("192.0.2.7", 50000))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://hall/api/v1")

    async def open(self) -> None:
        opened = await self.http.post("/rooms")
        assert opened.status_code == 201, opened.text
        self.code, self.token = opened.json()["code"], opened.json()["token"]

    async def put(self, code: str = "", token: str = "", **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token or self.token}"}
        return await self.http.put(
            f"/rooms/{code or self.code}", json={"turn": 1, "scene": "lab=surface"} | more, headers=headers
        )

    async def say(self, participant: str, value: list[float], asked: int = 9) -> int:
        said = {"participant": participant, "asked": asked, "value": value}
        return (await self.http.post(f"/rooms/{self.code}/answers", json=said)).status_code

    async def hall(self, token: str = "") -> httpx.Response:
        return await self.http.get(
            f"/rooms/{self.code}/answers", headers={"Authorization": f"Bearer {token or self.token}"}
        )

    @contextlib.asynccontextmanager
    async def follower(self):
        """One who follows: a list of events, which grows, and the task that listens."""
        events: list[tuple[str, Any]] = []
        started: dict[str, Any] = {}
        path = f"/api/v1/rooms/{self.code}/stream"
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "root_path": ""}
        gone = asyncio.Event()

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if message["type"] == "http.response.start":
                started.update(message)
            blocks = re.findall(r"event: (\w+)\ndata: (.*)\n\n", message.get("body", b"").decode())
            events.extend((kind, json.loads(data)) for kind, data in blocks)

        task = asyncio.create_task(self.app(scope | {"client": ("192.0.2.8", 1), "http_version": "1.1"}, receive, send))
        while not events:
            await asyncio.sleep(0)
            assert not task.done(), started
        yield events, started, task
        gone.set()
        await task


def told(story, **how: Any) -> None:
    """Runs a story in a hall of its own."""

    async def run() -> None:
        hall = Hall(**how)
        await hall.open()
        await asyncio.wait_for(story(hall), 60)

    asyncio.run(run())


async def seen(events: list, count: int) -> None:
    while len(events) < count:
        await asyncio.sleep(0)


def test_those_who_follow_see_the_newest_are_asked_and_answer_until_the_end():
    async def story(hall):
        await hall.put(turn=5)
        async with hall.follower() as (events, started, task):
            await seen(events, 2)
            headers = dict(started["headers"])
            assert headers[b"content-type"].startswith(b"text/event-stream")
            assert headers[b"cache-control"] == b"no-store" and headers[b"x-accel-buffering"] == b"no"
            assert [kind for kind, _ in events] == ["welcome", "move"]
            assert events[1][1]["scene"] == "lab=surface" and events[1][1]["question"] is None
            me = events[0][1]["participant"]
            assert (await hall.put(turn=6, question=QUESTION, asked=9)).status_code == 204
            await seen(events, 3)
            assert events[2][1]["question"] == QUESTION | {"choices": []}
            assert await hall.say(me, [0.5, 1e-9]) == 204
            assert await hall.say(me, [-1e9, 2]) == 204
            assert await hall.say(tokens.new_token(KEY, "participant", hall.code), [-2e9, 0]) == 204
            found = await hall.hall()
            assert found.json() == {"following": 1, "values": [[-2e9, 0], [-1e9, 2]]}
            # A closed question keeps its answers for the lecturer, and takes no more.
            await hall.put(turn=7, asked=9)
            assert await hall.say(me, [0, 0]) == 409
            assert len((await hall.hall()).json()["values"]) == 2
            path = f"/rooms/{hall.code}"
            ended = await hall.http.delete(path, headers={"Authorization": f"Bearer {hall.token}"})
            assert ended.status_code == 204
            await task
            assert events[-1][0] == "end"
        assert (await hall.put(turn=8)).status_code == 404
        assert (await hall.http.get(f"{path}/stream")).status_code == 404

    told(story)


def test_a_token_is_good_for_its_own_role_in_its_own_room_as_long_as_it_lasts(monkeypatch):
    async def story(hall):
        await hall.put(question=QUESTION, asked=9)
        presenter, participant = hall.token, tokens.new_token(KEY, "participant", hall.code)
        with monkeypatch.context() as past:
            past.setattr(tokens.time, "time", lambda: 1_000_000)
            expired = [tokens.new_token(KEY, role, hall.code) for role in ("presenter", "participant")]
        changed = presenter[:-1] + ("0" if presenter[-1] != "0" else "1")
        forged = tokens.new_token(b"another key that nobody knows", "presenter", hall.code)
        foreign = tokens.new_token(KEY, "presenter", "KMPQTX")
        for token in ("nonsense", participant, expired[0], changed, forged, foreign):
            refused = await hall.put(token=token, turn=99)
            assert refused.status_code == 403 and refused.json()["type"] == "urn:gradscape:not-yours"
            assert (await hall.hall(token)).status_code == 403
            address = f"/rooms/{hall.code}"
            assert (await hall.http.delete(address, headers={"Authorization": f"Bearer {token}"})).status_code == 403
        assert (await hall.http.get(f"/rooms/{hall.code}/answers")).status_code == 403
        for token in ("nonsense", presenter, expired[1], tokens.new_token(KEY, "participant", "KMPQTX")):
            assert await hall.say(token, [0, 0]) == 403
        assert (await hall.put(turn=2)).status_code == 204

    told(story)


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"scene": "x" * 8193}, "scene"),
        ({"turn": 0}, "turn"),
        ({"turn": 2**53 - 1}, "turn"),
        ({"turn": 1.5}, "turn"),
        ({"turn": "2"}, "turn"),
        ({"question": {"kind": "essay", "text": "Why?"}}, "question.kind"),
        ({"question": {"kind": "number", "text": "x" * 201}}, "question.text"),
        ({"question": {"kind": "choice", "text": "Which?", "choices": ["one"]}}, "question"),
        ({"question": {"kind": "point", "text": "Where?", "choices": ["here", "there"]}}, "question"),
        ({"question": {"kind": "choice", "text": "Which?", "choices": list("abcdefg")}}, "question.choices"),
        ({"name": "Ann"}, "name"),
    ],
)
def test_what_is_too_long_or_no_move_is_refused_by_its_field(wrong, field):
    async def story(hall):
        refused = await hall.put(**wrong)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == field

    told(story)


def test_bodies_are_strict_json_of_bounded_size():
    async def story(hall):
        headers = {"Authorization": f"Bearer {hall.token}", "Content-Type": "application/json"}
        for body, status in ((b"x" * 300_000, 413), (b'{"turn": NaN}', 400), (b"", 400), (b"[]", 422)):
            assert (await hall.http.put(f"/rooms/{hall.code}", content=body, headers=headers)).status_code == status
        refused = await hall.http.put(
            f"/rooms/{hall.code}", content=b"{}", headers=headers | {"Content-Type": "text/plain"}
        )
        assert refused.status_code == 415

    told(story)


@pytest.mark.parametrize("code", ["kmpqtx", "KMPQT", "KMPQTXX", "KMPQT0", "KMPQTÄ", "KMPQT%0A"])
def test_what_is_no_code_is_told_so(code):
    async def story(hall):
        for refused in (await hall.put(code=code), await hall.http.get(f"/rooms/{code}/stream")):
            assert refused.status_code == 422
            assert refused.json()["detail"].startswith("code must be six capital letters and digits")

    told(story)


def test_a_room_that_there_is_not_is_unknown_and_who_guesses_is_slowed_down():
    async def story(hall):
        found = [(await hall.http.get("/rooms/KMPQTX/stream")).status_code for _ in range(4)]
        assert found == [404, 404, 404, 429]
        assert await hall.say(tokens.new_token(KEY, "participant", hall.code), [0, 0]) == 409

    told(story, rates=FREE | {"guesses": "3/hour"})


@pytest.mark.parametrize(
    "asked, good, bad",
    [
        (QUESTION, [[1, -1e12]], [[1], [1, 2, 3], [1e13, 0], [None, 0], ["1", 2], []]),
        ({"kind": "number", "text": "How large?"}, [[1e-9]], [[1, 2], [True]]),
        ({"kind": "choice", "text": "Which?", "choices": ["this", "that"]}, [[0], [1]], [[2], [-1], [0.5], [0, 1]]),
    ],
    ids=["point", "number", "choice"],
)
def test_an_answer_is_of_the_kind_that_is_asked_for(asked, good, bad):
    async def story(hall):
        await hall.put(question=asked, asked=9)
        me = tokens.new_token(KEY, "participant", hall.code)
        assert {await hall.say(me, value) for value in good} == {204}
        assert {await hall.say(me, value) for value in bad} == {422}
        assert await hall.say(me, good[0], asked=8) == 409

    told(story)


def test_floods_are_refused_with_the_time_to_wait_but_nobody_by_an_address_that_all_share():
    rates = {"moves": "2/hour", "answers": "1/hour", "rooms": "2/hour", "all rooms": "4/hour", "guesses": "9/hour"}

    async def story(hall):
        assert [(await hall.put(turn=turn)).status_code for turn in (1, 2, 3)] == [204, 204, 429]
        ann, bob = (tokens.new_token(KEY, "participant", hall.code) for _ in range(2))
        hall.token, before = tokens.new_token(KEY, "presenter", hall.code), hall.token
        assert (await hall.put(turn=4)).status_code == 429
        hall.token = before
        assert [await hall.say(each, [0, 0]) for each in (ann, ann, bob)] == [409, 429, 409]
        statuses = [(await hall.http.post("/rooms")).status_code for _ in range(2)]
        assert statuses == [201, 429]
        # Another page behind the same address.
        another = {"Gradscape-Page": "another"}
        more = [await hall.http.post("/rooms", headers=another) for _ in range(3)]
        assert [each.status_code for each in more] == [201, 201, 429]
        assert int(more[-1].headers["retry-after"]) > 3000
        assert more[-1].json()["type"] == "urn:gradscape:too-often"

    told(story, rates=rates)


def test_a_full_room_says_so(monkeypatch):
    monkeypatch.setattr(router, "FOLLOWERS", 1)

    async def story(hall):
        async with hall.follower():
            refused = await hall.http.get(f"/rooms/{hall.code}/stream")
            assert refused.status_code == 503 and refused.headers["retry-after"] == "30"
        async with hall.follower():
            pass

    told(story)


def test_a_restarted_server_that_has_the_key_goes_on_with_the_next_move():
    async def story(hall):
        again = Hall()
        again.code, again.token = hall.code, hall.token
        assert (await again.http.get(f"/rooms/{hall.code}/stream")).status_code == 404
        assert (await again.put(turn=2)).status_code == 204
        async with again.follower() as (events, _, _):
            await seen(events, 2)
            assert events[1][1]["turn"] == 2

    told(story)


def test_while_the_broker_is_away_the_answer_is_503_with_the_time_to_wait():
    async def story():
        hall = Hall(room_broker="redis://127.0.0.1:1")
        refused = await hall.http.post("/rooms")
        assert refused.status_code == 503 and refused.headers["retry-after"] == "1"
        assert refused.json()["type"] == "urn:gradscape:room-away"

    asyncio.run(story())


def test_streams_are_counted_but_are_no_answers_that_took_an_hour():
    route = 'method="GET",route="/api/v1/rooms/{code}/stream"'

    def figures(hall, name: str) -> float:
        lines = hall.app.state.metrics.exposition()[0].decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(f"{name}{{{route}"))

    async def story(hall):
        names = "gradscape_http_requests_total", "gradscape_http_request_seconds_count"
        before = [figures(hall, name) for name in names]
        async with hall.follower():
            pass
        assert [figures(hall, name) - old for name, old in zip(names, before, strict=True)] == [1, 0]
        await hall.http.get("/rooms/KMPQTX/stream")
        assert [figures(hall, name) - old for name, old in zip(names, before, strict=True)] == [2, 1]

    told(story)


def test_the_answers_are_as_described():
    described = application().openapi()
    description = Description(described)

    async def story(hall):
        await hall.put()
        for method, path, found in (
            ("post", "/api/v1/rooms", await hall.http.post("/rooms")),
            ("get", "/api/v1/rooms/{code}/answers", await hall.hall()),
        ):
            responses = described["paths"][path][method]["responses"]
            schema = responses[str(found.status_code)]["content"]["application/json"]["schema"]
            assert list(description.of(schema, found.json(), "answer")) == []
        stream = described["paths"]["/api/v1/rooms/{code}/stream"]["get"]["responses"]["200"]["content"]
        assert list(stream) == ["text/event-stream"]

    told(story)


def test_the_qr_code_is_a_picture_of_the_link():
    async def story(hall):
        found = await hall.http.get(f"/rooms/{hall.code}/qr", params={"at": "http://192.168.1.20:8000/"})
        assert found.headers["content-type"] == "image/svg+xml"
        # 37 bytes at level M take a code of version 3 (ISO/IEC 18004, table 7): 29 modules and twice 4 of quiet.
        assert len(f"http://192.168.1.20:8000/#room={hall.code}") == 37
        assert 'viewBox="0 0 37 37"' in found.text
        for at in ("javascript:alert(1)", "http://a b", "http://a/#b", "http://" + "a" * 300):
            assert (await hall.http.get(f"/rooms/{hall.code}/qr", params={"at": at})).status_code == 422

    told(story)


def test_a_lecturer_is_told_where_phones_reach_the_machine_if_it_listens_there(monkeypatch):
    found = {"192.0.2.1": "192.168.1.20", "2001:db8::1": "2001:db8::7"}
    monkeypatch.setattr(addresses, "_own_towards", lambda _, host: found[host])

    async def opened(host: str, server: Any) -> list[str]:
        hall = Hall(host=host)
        transport = httpx.ASGITransport(hall.app)
        base = f"http://{server}" if server else "http://hall"
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return (await client.post("/api/v1/rooms")).json()["addresses"]

    assert asyncio.run(opened("0.0.0.0", "127.0.0.1:8000")) == ["http://192.168.1.20:8000", "http://[2001:db8::7]:8000"]
    for own in ("127.0.0.1", "localhost", "::1"):
        assert asyncio.run(opened(own, "127.0.0.1:8000")) == []


def test_an_address_is_one_that_others_can_reach():
    assert all(not addresses.is_loopback(each.strip("[]")) for each in addresses.outside_addresses())
    assert [addresses.is_loopback(each) for each in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.1")] == [
        True,
        True,
        True,
        False,
        False,
    ]
