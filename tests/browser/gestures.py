"""What every story does with a page: find the middle of a mark, drag it, wait until something is so."""

import time

from playwright.sync_api import Locator, Page
from tests.browser.conftest import PATIENCE


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


def eventually(page: Page, expression: str, arg: object = None) -> None:
    """Waits until an expression is true. Playwright's own waiting needs the `eval` that our pages forbid."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)
