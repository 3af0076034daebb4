"""Equal questions are answered once, whoever asks them, and in the same bytes as if each were answered alone."""

import asyncio
import gzip

import pytest
from starlette.responses import Response, StreamingResponse

from gradscape.api.equal import EqualQuestions, Told
from gradscape.api.work import NobodyError

LOCAL = {"type": "http", "client": ("127.0.0.1", 1), "headers": []}
# Through a proxy, with a browser's header.
REMOTE = LOCAL | {"headers": [(b"via", b"1.1 hall"), (b"accept-encoding", b"br, gzip")]}


class Work:
    """What is asked for: it is done when it is released, and how often is counted."""

    def __init__(self, answer: Response | None = None, scope: dict | None = None):
        self.answer = answer or Response(b"x" * 5000)
        self.scope = scope or dict(LOCAL)
        self.begun = 0
        self.released = asyncio.Event()

    async def __call__(self) -> Response:
        self.begun += 1
        await self.released.wait()
        return self.answer


def ask(equal: EqualQuestions, work: Work, key=("surface", b"{}")) -> asyncio.Task:
    return asyncio.ensure_future(equal.answer(key, work, work.scope))


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_three_hundred_who_ask_the_same_at_one_moment_or_later_are_one_computation():
    async def story() -> None:
        equal, work = EqualQuestions(), Work()
        asking = [ask(equal, work) for _ in range(300)]
        await turns()
        work.released.set()
        told = await asyncio.gather(*asking)
        assert work.begun == 1 and all(each is told[0] for each in told)
        assert await ask(equal, work) is told[0] and work.begun == 1
        # Another body, or another path, is another question.
        for key in (("surface", b"{ }"), ("curve", b"{}")):
            await ask(equal, work, key)
        assert work.begun == 3

    asyncio.run(story())


def test_if_who_asked_first_has_gone_another_one_is_the_first():
    async def story() -> None:
        equal, gone, work = EqualQuestions(), Work(), Work()

        async def leaves() -> Response:
            await gone.released.wait()
            raise NobodyError

        first = asyncio.ensure_future(equal.answer(("surface", b"{}"), leaves, LOCAL))
        cancelled = ask(equal, work, ("curve", b"{}"))
        await turns()
        others = [ask(equal, work), ask(equal, work), ask(equal, work, ("curve", b"{}"))]
        await turns()
        gone.released.set()
        cancelled.cancel()
        with pytest.raises(NobodyError):
            await first
        await turns()
        work.released.set()
        assert {bytes(told.body) for told in await asyncio.gather(*others)} == {work.answer.body}
        # Of the curve's two askers the second began it again.
        assert work.begun == 3

    asyncio.run(story())


@pytest.mark.parametrize("outcome", ["refused", "cut short"])
def test_what_may_be_another_answer_the_next_time_is_shared_but_not_kept(outcome):
    async def story() -> None:
        status = 503 if outcome == "refused" else 200
        work = Work(Response(b"later", status), LOCAL | ({"gradscape.cut": True} if outcome == "cut short" else {}))
        equal = EqualQuestions()
        asking = [ask(equal, work) for _ in range(3)]
        await turns()
        work.released.set()
        assert [told.status for told in await asyncio.gather(*asking)] == [status] * 3 and work.begun == 1
        await ask(equal, work)
        assert work.begun == 2

    asyncio.run(story())


def test_a_stream_is_its_listeners_alone():
    async def story() -> None:
        work = Work(StreamingResponse(iter(())))
        work.released.set()
        equal = EqualQuestions()
        assert await asyncio.gather(*(ask(equal, work) for _ in range(3))) == [work.answer] * 3
        assert work.begun == 3

    asyncio.run(story())


def test_no_more_bytes_are_kept_than_there_may_be_and_what_was_asked_last_stays():
    async def story() -> None:
        equal = EqualQuestions(most_bytes=20_000)
        works = [Work() for _ in range(5)]
        for k in (0, 1, 2, 0, 3):
            works[k].released.set()
            await ask(equal, works[k], ("surface", b"%d" % k))
        # Of 6,025 bytes each, with what an entry takes beside, there is room for three; 1 was not asked for longest.
        assert equal._bytes == 3 * 6025
        for k in (0, 2, 3):
            await ask(equal, works[k], ("surface", b"%d" % k))
        assert [work.begun for work in works] == [1, 1, 1, 1, 0]
        large = Work(Response(b"x" * 3 * 1024 * 1024))
        large.released.set()
        for _ in range(2):
            await ask(EqualQuestions(), large)
        assert large.begun == 2

    asyncio.run(story())


@pytest.mark.parametrize("size", [100, 5000, 100_000])
def test_each_is_told_in_the_form_that_it_can_read(size):
    body = bytes(k * k % 251 for k in range(size))

    async def sent(told: Told, scope: dict) -> tuple[dict, bytes]:
        messages = []

        async def send(message) -> None:
            messages.append(message)

        async def receive() -> dict:
            return {}

        await told(scope, receive, send)
        # Whoever passes it on may add to its headers, of this time alone.
        messages[0]["headers"].append((b"x-frame-options", b"DENY"))
        return dict(messages[0]["headers"]), messages[1]["body"]

    async def story() -> None:
        told = Told(Response(body, media_type="application/json"))
        await told.pack()
        for _ in range(2):
            headers, plain = await sent(told, LOCAL)
            assert plain == body and b"content-encoding" not in headers
            headers, packed = await sent(told, REMOTE)
            is_packed = b"content-encoding" in headers
            assert is_packed is (size > 2048)
            assert (gzip.decompress(packed) if is_packed else packed) == body
            assert headers[b"content-length"] == b"%d" % len(packed)

    asyncio.run(story())


@pytest.mark.parametrize("way", [{}, {"Via": "1.1 hall"}])
def test_the_server_tells_the_same_bytes_and_headers_again(client, way):
    body = {"function": {"source": "x y + 0.123"}, "x": [-1, 1], "y": [-1, 1], "resolution": 40, "arrays": "base64"}
    first, second = (client.post("/api/v1/surface", json=body, headers=way) for _ in range(2))
    assert first.content == second.content and first.json()["range"] == [-0.877, 1.123]
    named = [{name: value for name, value in each.headers.items() if name != "date"} for each in (first, second)]
    assert named[0] == named[1]
    assert (named[0].get("content-encoding"), named[0].get("vary")) == (
        ("gzip", "Accept-Encoding") if way else (None, None)
    )
    # A refusal is one each time.
    wrong = body | {"resolution": 1}
    assert [client.post("/api/v1/surface", json=wrong, headers=way).status_code for _ in range(2)] == [422, 422]
