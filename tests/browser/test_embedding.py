"""Gradscape in a page of another origin: both ways between them, and whose the keys are."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE, UNDRAWN_SPACE
from tests.browser.gestures import drag, place_of, until

pytestmark = pytest.mark.browser

SLIDE = """<!doctype html><title>A slide</title><body style="height: 3000px"><div id="here" style="height: 500px"></div>
<script src="{server}/static/embed.js"></script>
<script>
  const view = gradscape.mount(document.querySelector("#here"), {{
    state: {{ lab: "surface", source: "x^2 - y^2", point: [1, -0.5] }}, theme: "dark"
  }});
  const heard = [], keys = [];
  view.on("change", (state) => heard.push(state));
  addEventListener("keydown", ({{ key }}) => keys.push(key));
</script>"""


@pytest.fixture
def slide(browser: Browser, server: str) -> Iterator[Page]:
    """A page of another site with Gradscape in it."""
    page_served = SLIDE.format(server=server).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page_served)

        def log_request(self, *what: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as elsewhere:
        Thread(target=elsewhere.serve_forever, daemon=True).start()
        context = browser.new_context(viewport={"width": 900, "height": 700}, service_workers="block")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.add_init_script(UNDRAWN_SPACE)
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(f"http://localhost:{elsewhere.server_address[1]}/")
        yield page
        context.close()
        elsewhere.shutdown()
    assert not failures


def test_a_page_of_another_site_moves_the_point_and_hears_it_move(slide: Page):
    inside = slide.frame_locator("iframe")
    sentence = inside.locator(".sentence")
    expect(sentence).to_contain_text("(1, −0.5)")
    for hidden in ("header", ".controls", ".cards"):
        expect(inside.locator(hidden)).to_be_hidden()
    expect(inside.locator("html")).to_have_attribute("data-theme", "dark")
    told = slide.evaluate("view.set({ point: [0.5, 1.25] })")
    assert (told["source"], told["point"]) == ("x^2 - y^2", [0.5, 1.25])
    expect(sentence).to_contain_text("(0.5, 1.25)")
    refused = slide.evaluate("view.set({ pint: [0, 0] }).catch((error) => error.message)")
    assert "has no 'pint'" in refused
    # Its own hand moves the point, too, and the page around hears where to.
    mark = inside.locator(".contour-overlay .point")
    until(slide, lambda: place_of(mark), lambda place: place == (0.5, 1.25))
    place = mark.bounding_box()
    assert place
    drag(slide, (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2), (-40, 0))
    last = until(slide, lambda: slide.evaluate("heard.at(-1)?.point"), lambda point: point and point[0] < 0.4)
    assert last[1] == pytest.approx(1.25, abs=0.05)
    assert slide.evaluate("view.get()")["point"] == last
    # Arrow keys are those of the slides, wherever the hand was last.
    sentence.click()
    slide.keyboard.press("ArrowRight")
    slide.keyboard.press("d")
    assert until(slide, lambda: slide.evaluate("keys"), bool) == ["ArrowRight"]
    assert slide.evaluate("view.get()")["point"] == last
