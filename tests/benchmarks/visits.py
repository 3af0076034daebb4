"""What a visit costs: questions until the first picture is there, bytes that come back, the server's processor.

Run: python tests/benchmarks/visits.py
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from browsing import chrome
from measuring import PORT, Served, served
from playwright.sync_api import Browser, BrowserContext, Page
from rows import Row

ADDRESS = f"http://127.0.0.1:{PORT}/#lab=surface"
PICTURE = ".contour-overlay .point"
VISITORS = 5
REST = 2000  # ms, in which slower questions are asked and answered
# What the picture does not wait for: how warm a slow server is, and what is marked in it later.
APART = ("/warm-up", "/icon.svg", "/critical-points")


class Visit(NamedTuple):
    """Requests until the first picture is there, and bytes that came back."""

    requests: int
    size: int


def visit_rows(server: Served, browser: Browser) -> Iterator[Row]:
    """A first visit and a second one, of a browser afar: for those that come through a proxy the server compresses."""
    with browser.new_context(extra_http_headers={"Via": "1.1 proxy"}) as context:
        first, again = (_visit(context.new_page()) for _ in range(2))
    yield Row("requests to the first picture", first.requests, 15, "")
    yield Row("bytes to the first picture", first.size / 1e6, 1.8, "MB")
    yield Row("requests of a second visit", again.requests, 3, "")
    first, again = _spent_on_visits(server, browser)
    # Both ask the same questions.
    questions = "all questions of a visit, with critical points and their proof"
    yield Row("the page's files of a first visit, on the server's processor", first - again, 20, "ms", questions, again)


def _visit(page: Page) -> Visit:
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    asked: dict[str, str] = {}
    sizes: list[int] = []
    protocol.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    protocol.on("Network.requestServedFromCache", lambda event: asked.pop(event["requestId"], None))
    protocol.on("Network.responseReceived", lambda event: _forget_what_is_kept(asked, event))
    protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    _see(page)
    page.close()
    return Visit(sum(not any(part in each for part in APART) for each in asked.values()), sum(sizes))


def _forget_what_is_kept(asked: dict[str, str], event: dict) -> None:
    if event["response"].get("fromDiskCache") or event["response"].get("fromServiceWorker"):
        asked.pop(event["requestId"], None)


def _see(page: Page) -> None:
    page.goto(ADDRESS)
    page.wait_for_selector(PICTURE, state="attached")


def _spent_on_visits(server: Served, browser: Browser) -> tuple[float, float]:
    """Milliseconds of the server's processor for each of several visitors, and for each when it comes again.

    With all that follows the first picture: other files that are kept, critical points and their proof.
    """
    contexts = [browser.new_context(extra_http_headers={"Via": "1.1 proxy"}) for _ in range(VISITORS)]
    _spent(server, contexts[:1])
    first = _spent(server, contexts[1:])
    again = _spent(server, contexts[1:])
    for context in contexts:
        context.close()
    return first, again


def _spent(server: Served, contexts: list[BrowserContext]) -> float:
    begun = server.seconds()
    for context in contexts:
        page = context.new_page()
        _see(page)
        page.wait_for_timeout(REST)
        page.close()
    return 1000 * (server.seconds() - begun) / len(contexts)


def main() -> None:
    with tempfile.TemporaryDirectory() as cache, served(Path(cache)) as server, chrome() as browser:
        server.wait_for("/readyz")
        for row in visit_rows(server, browser):
            print("  ".join(row.cells()), flush=True)


if __name__ == "__main__":
    main()
