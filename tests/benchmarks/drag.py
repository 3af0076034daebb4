"""What a dragged point costs the page's main thread, by the browser's own sampling profiler.

Run: python tests/benchmarks/drag.py
"""

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from latency import PORT, started
from playwright.sync_api import Page, sync_playwright

TOP = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
SHOWN = {
    "as the page opens": "",
    "with everything shown": "&show=tangent,gradient,field,direction,slices,quadratic,eigenvectors,critical",
}
MOVES = 120
# Where WebGL is software it takes all cores, and our own code would be timed waiting for one.
_WITHOUT_DRAWING = """
for (const name of ["drawArrays", "drawElements", "readPixels", "clear", "isBuffer"])
  for (const kind of [WebGLRenderingContext, WebGL2RenderingContext])
    kind.prototype[name] = name === "isBuffer" ? () => true : () => {};
"""
_COUNT_FRAMES = """() => {
  window.drawnFrames = 0;
  const overlay = document.querySelector(".contour-overlay");
  new MutationObserver(() => window.drawnFrames++).observe(overlay, { childList: true });
}"""
_CENTRE = """() => {
  const { x, y, width, height } = document.querySelector(".contour-overlay .point").getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


def drag_costs(address: str, shown: str) -> dict[str, float]:
    """Milliseconds of the main thread for each frame of a drag: our own code, and Plotly's without WebGL's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chrome(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1100, "height": 600})
        page.add_init_script(_WITHOUT_DRAWING)
        page.goto(f"{address}/#v=1&f=x^2 - y^2{shown}")
        page.wait_for_selector(".contour-overlay .critical")
        _drag(page, MOVES // 4)
        page.evaluate(_COUNT_FRAMES)
        spent = _profiled(page, lambda: _drag(page, MOVES))
        frames = page.evaluate("drawnFrames")
        browser.close()
    return {owner: spent[owner] / frames for owner in ("ours", "plotly")}


def _chrome() -> str:
    found = subprocess.run(["sh", TOP / "scripts" / "chrome"], capture_output=True, text=True, check=True)
    return os.environ.get("CHROME") or found.stdout.strip()


def _drag(page: Page, moves: int) -> None:
    x, y = page.evaluate(_CENTRE)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, moves + 1):
        # There and back again, one pixel at a time; slowly, so that the browser does not wait for the processor.
        page.mouse.move(x - (step if step <= moves / 2 else moves - step), y)
        page.wait_for_timeout(60)
    page.mouse.up()


def _profiled(page: Page, action: Any) -> Counter[str]:
    session = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": 500})
    session.send("Profiler.start")
    action()
    profile = session.send("Profiler.stop")["profile"]
    owners = dict(_owners(profile["nodes"]))
    spent: Counter[str] = Counter()
    for node, microseconds in zip(profile["samples"], profile["timeDeltas"], strict=True):
        spent[owners[node]] += microseconds / 1000
    return spent


def _owners(nodes: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """Whose time a sample is: Plotly's if Plotly is anywhere on its stack, else ours if our files are."""
    by_id = {node["id"]: node for node in nodes}
    parents = {child: node["id"] for node in nodes for child in node.get("children", [])}
    for node in nodes:
        addresses, here = [], node["id"]
        while here is not None:
            addresses.append(by_id[here]["callFrame"]["url"])
            here = parents.get(here)
        if any("plotly" in address for address in addresses):
            yield node["id"], "plotly"
        else:
            yield node["id"], "ours" if any("/static/" in address for address in addresses) else "rest"


def report(address: str, repeats: int = 3) -> str:
    """Lines for people."""
    return "\n".join(_line(name, [drag_costs(address, shown) for _ in range(repeats)]) for name, shown in SHOWN.items())


def _line(name: str, runs: list[dict[str, float]]) -> str:
    ours, plotly = (median(run[owner] for run in runs) for owner in ("ours", "plotly"))
    return f"dragging the point, {name}: {ours:.2f} ms a frame beside Plotly's {plotly:.2f} ms (WebGL switched off)"


def main() -> None:
    with tempfile.TemporaryDirectory() as cache:
        server = started(cache)
        print(report(f"http://127.0.0.1:{PORT}"))
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
