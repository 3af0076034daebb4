"""What every story does with a page: open it, find the middle of a mark, drag it, wait until something is so.

What belongs together is read at once, and what a story compares with later is read at rest: on a busy computer any two
questions have a redraw between them.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import PATIENCE

T = TypeVar("T")


def sentence(page: Page) -> Locator:
    """What the picture says."""
    return page.locator(".sentence")


def speaks(page: Page) -> None:
    """Waits until there is something to see, for then there is something to say."""
    expect(sentence(page)).not_to_be_empty()


def has_walked(page: Page) -> None:
    """Waits until the first walks are there."""
    expect(page.locator(".runs-table tbody tr").first).to_be_visible()


def opening(address: str = "/", until: Callable[[Page], None] = speaks, size: tuple[int, int] = (1280, 800)) -> Any:
    """A fixture that opens the page, and waits until the story can begin; small ones are drawn sooner."""

    @pytest.fixture
    def lab(page: Page) -> Callable[..., Page]:
        def opened(address: str = address, width: int = size[0], height: int = size[1]) -> Page:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(address)
            until(page)
            return page

        return opened

    return lab


def centre(locator: Locator) -> tuple[float, float]:
    """The middle of an element in pixels of the window, after it was scrolled into sight."""
    width = 0
    # Drawn anew at any moment, it may have left the page between being found and being measured.
    while not width:
        x, y, width, height = locator.evaluate(
            """e => {
              if (e.getBoundingClientRect().bottom > innerHeight) e.scrollIntoView({ block: "center" });
              const { x, y, width, height } = e.getBoundingClientRect();
              return [x, y, width, height];
            }"""
        )
    return x + width / 2, y + height / 2


def drag(page: Page, start: Locator | tuple[float, float], shift: tuple[float, float], steps: int = 4) -> None:
    """Presses at the start, or in its middle, and lets go `shift` pixels to the right and below."""
    x, y = centre(start) if isinstance(start, Locator) else start
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + shift[0] * step / steps, y + shift[1] * step / steps)
    page.mouse.up()


def fingers(page: Page, *moments: list[tuple[float, float]]) -> None:
    """What fingers do, moment by moment: where each is, in the order in which they came; nowhere once all have left."""
    session = page.context.new_cdp_session(page)
    count = 0
    for places in moments:
        kind = "touchStart" if len(places) > count else "touchEnd" if len(places) < count else "touchMove"
        count = len(places)
        touches = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def place_of(mark: Locator) -> tuple[float, float]:
    """Where a mark says that it stands, in data; not a number where it does not."""
    x, y = mark.evaluate("mark => [mark.dataset.x, mark.dataset.y].map((part) => part ?? 'nan')")
    return float(x), float(y)


def until(page: Page, read: Callable[[], T], is_so: Callable[[T], bool]) -> T:
    """What is read, as soon as it is so."""
    end = time.monotonic() + PATIENCE / 1000
    while not is_so(found := read()):
        assert time.monotonic() < end, f"never so: {found}"
        page.wait_for_timeout(50)
    return found


def at_rest(page: Page, read: Callable[[], T], pause: int = 400) -> T:
    """What is read once nothing is waited for, and it has stayed the same for some ms."""
    end = time.monotonic() + PATIENCE / 1000
    found, since = read(), time.monotonic()
    while time.monotonic() < since + pause / 1000 or page.locator("#work").get_attribute("data-stage") != "rest":
        assert time.monotonic() < end, f"never at rest: {found}"
        page.wait_for_timeout(50)
        if (now := read()) != found:
            found, since = now, time.monotonic()
    return found


def eventually(page: Page, expression: str, arg: object = None) -> None:
    """Waits until an expression is true. Playwright's own waiting needs the `eval` that our pages forbid."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)
