"""A real Chromium for the stories, which fails a story on any error in the console and any request to elsewhere."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

TOP = Path(__file__).parents[2]
STORIES = Path(__file__).parent

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # WebGL in software, so that a computer without a graphics card draws the same picture.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]

# WebGL draws nothing: in software, filling pixels in space takes most of the time of a story that looks elsewhere.
UNDRAWN_SPACE = """for (const context of [WebGLRenderingContext, WebGL2RenderingContext])
  for (const name of ["drawArrays", "drawElements"]) context.prototype[name] = () => {};"""

# Software WebGL on a busy computer takes its time.
PATIENCE = 30_000

# An unreadable function is answered with 422, which the browser writes into the console as an error of its own.
# A story of a lost connection takes it away itself.
EXPECTED = re.compile(
    r"Failed to load resource: (the server responded with a status of 422|net::ERR_INTERNET_DISCONNECTED)"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story that fails is told once more; one that then passes is listed as RERUN: a race, to be mended."""
    for item in items:
        if item.path.is_relative_to(STORIES):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chrome() -> str:
    """The path of a Chrome or Chromium that runs: $CHROME, or what is found."""
    if named := os.environ.get("CHROME"):
        return named
    found = subprocess.run(["sh", TOP / "scripts" / "chrome"], capture_output=True, text=True)
    if found.returncode:
        pytest.fail(found.stderr)
    return found.stdout.strip()


# One per file and not per session: while Playwright runs, no other test could start an event loop.
@pytest.fixture(scope="module")
def browser(chrome: str) -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chrome, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page of the server, blank as yet: `page.goto("/")` opens Gradscape.

    Pictures in space are drawn where a story is marked `space`, because it looks at them.
    """
    expect.set_options(timeout=PATIENCE)
    # A service worker would answer what a story wants to answer itself.
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 800}, service_workers="block")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if not request.node.get_closest_marker("space"):
        page.add_init_script(UNDRAWN_SPACE)
    complaints = record_complaints(page, server)
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


def record_complaints(page: Page, server: str) -> list[str]:
    """A list that grows with every console error, uncaught exception and request to another host."""
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.match(message.text):
            complaints.append(f"console error: {message.text} ({message.location.get('url')})")

    def on_request(url: str) -> None:
        if not url.startswith((f"{server}/", "data:", "blob:")):
            complaints.append(f"request to elsewhere: {url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"uncaught: {error.stack}"))
    page.on("request", lambda request: on_request(request.url))
    page.on("websocket", lambda socket: on_request(socket.url))
    return complaints
