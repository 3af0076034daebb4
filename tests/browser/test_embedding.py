"""Gradscape in a page of another origin: both ways between them, and whose the keys are."""

import math
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE, UNDRAWN_SPACE
from tests.browser.gestures import drag, place_of, until

from gradscape.jupyter import Explorer

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


NOTEBOOK = """<!doctype html><title>A notebook</title><div id="here"></div>
<script type="module">
  import widget from "./widget.js";
  const state = {{ lab: "derivative", source: "x^2", point: [1] }};
  const values = {{ server: "{server}", state, height: 400, hide: "controls,cards", problem: "" }};
  const listeners = [];
  window.model = {{
    get: (name) => values[name],
    set: (name, value) => (values[name] = value),
    save_changes: () => (values.saved = values.state),
    on: (what, listener) => listeners.push(listener),
  }};
  window.kernelSets = (patch) => {{
    values.state = {{ ...values.state, ...patch }};
    for (const listener of listeners) listener();
  }};
  widget.render({{ model, el: document.querySelector("#here") }});
</script>"""


@pytest.fixture
def elsewhere(browser: Browser, server: str) -> Iterator[Page]:
    """A page of another site with Gradscape in it: /slide, or /notebook as notebooks show widgets."""
    files = {
        "/slide": ("text/html", SLIDE.format(server=server)),
        "/notebook": ("text/html", NOTEBOOK.format(server=server)),
        "/widget.js": ("text/javascript", Explorer._esm),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = files.get(self.path, ("text/plain", ""))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(str(text).encode())

        def log_request(self, *what: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        context = browser.new_context(
            base_url=f"http://localhost:{other.server_address[1]}",
            viewport={"width": 900, "height": 700},
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.add_init_script(UNDRAWN_SPACE)
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        yield page
        context.close()
        other.shutdown()
    assert not failures


def test_a_page_of_another_site_moves_the_point_and_hears_it_move(elsewhere: Page):
    slide = elsewhere
    slide.goto("/slide")
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
    # The picture comes as a file: two pixels for each of the screen's.
    image = slide.evaluate(
        """async () => {
            const bitmap = await createImageBitmap(await view.image());
            return [bitmap.width, bitmap.height];
        }"""
    )
    shown = inside.locator(".stage").bounding_box()
    assert shown and image == [2 * (math.ceil(shown[side]) + 16) for side in ("width", "height")]
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


def test_a_widget_of_a_notebook_follows_the_kernel_and_tells_it_what_the_hand_does(elsewhere: Page):
    notebook = elsewhere
    notebook.goto("/notebook")
    sentence = notebook.frame_locator("iframe").locator(".sentence")
    expect(sentence).to_contain_text("x = 1")
    # What is not said at first is told to the kernel as soon as it is shown.
    told = until(notebook, lambda: notebook.evaluate("model.get('saved')"), bool)
    assert told["source"] == "x^2" and {"domain", "show"} & set(told)
    notebook.evaluate("kernelSets({ point: [0.5] })")
    expect(sentence).to_contain_text("x = 0.5")
    sentence.click()
    notebook.keyboard.press("ArrowRight")
    until(notebook, lambda: notebook.evaluate("model.get('saved').point[0]"), lambda x: 0.5 < x < 1)
    notebook.evaluate("kernelSets({ pint: 1 })")
    assert "has no 'pint'" in until(notebook, lambda: notebook.evaluate("model.get('problem')"), bool)
