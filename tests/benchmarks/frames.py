"""What frames cost the page's main thread: turning a surface, dragging a point, training a network.

Whose time it is says the browser's own sampling profiler, by the script that runs; how much there is, the time that the
processor gave to the main thread, which does not depend on who else works. Each figure is the median of several runs.

Run: python tests/benchmarks/frames.py            # every figure with its target
     python tests/benchmarks/frames.py --where    # and the functions of ours that take longest
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from browsing import chrome
from measuring import PORT, served
from playwright.sync_api import Browser, CDPSession, Page
from rows import Row

REPEATS = 5
MOVES = 60
PAUSE = 40  # ms between two moves, so that the browser does not wait for the processor
_WORST = 12
# Where WebGL is software it takes all cores, and our own code would be timed waiting for one.
_WITHOUT_DRAWING = """
for (const name of ["drawArrays", "drawElements", "readPixels", "clear", "isBuffer"])
  for (const kind of [WebGLRenderingContext, WebGL2RenderingContext])
    kind.prototype[name] = name === "isBuffer" ? () => true : () => {};
"""
# Observers are told once after all changes of a frame.
_COUNT_FRAMES = """([selector, also]) => {
  window.drawnFrames = 0;
  new MutationObserver(() => window.drawnFrames++).observe(document.querySelector(selector), also);
}"""
_CENTRE = """(selector) => {
  const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


class Scenario(NamedTuple):
    """Something that a hand does, frame by frame.

    opens: the fragment of a link; ready: what is seen once one can begin; draws: what changes once in each frame, and
    which of its changes are looked at; target: milliseconds of our own code in a frame; height: of the window, in px.
    """

    what: str
    opens: str
    ready: str
    draws: tuple[str, dict[str, bool]]
    does: Callable[[Page], None]
    target: float
    height: int = 600


class Cost(NamedTuple):
    """Milliseconds of the main thread for each frame, and the functions of ours with their share of them.

    browser: what no script runs for; layout: what styles and layout take of all that, whoever wants them.
    """

    ours: float
    plotly: float
    browser: float
    layout: float
    where: Counter[str]


def _swept(page: Page, of: str, aside: tuple[float, float]) -> None:
    """There and back again, one pixel at a time."""
    x, y = page.evaluate(_CENTRE, of)
    x, y = x + aside[0], y + aside[1]
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, MOVES + 1):
        page.mouse.move(x - (step if step <= MOVES / 2 else MOVES - step), y)
        page.wait_for_timeout(PAUSE)
    page.mouse.up()


def _turned(page: Page) -> None:
    _swept(page, ".plot.scene", (-150, 120))


def _dragged(page: Page) -> None:
    _swept(page, ".contour-overlay .point", (0, 0))


def _trained(page: Page) -> None:
    page.keyboard.press(" ")
    page.wait_for_timeout(MOVES * PAUSE)
    page.keyboard.press(" ")


_OPENS = "#v=1&f=x^2 - y^2"
_ALL = f"{_OPENS}&show=tangent,gradient,field,direction,slices,quadratic,eigenvectors,critical"
_POINT = ".contour-overlay .critical"
_MAP, _LETTERS, _NETWORK = (
    (part, {"attributes": True, "subtree": True}) for part in (".contour-overlay", ".space-overlay", ".network-picture")
)
SCENARIOS = [
    Scenario("a turned frame", _OPENS, _POINT, _LETTERS, _turned, 2.5),
    Scenario("a turned frame with everything shown", _ALL, _POINT, _LETTERS, _turned, 2.5),
    Scenario("a dragged point", _OPENS, _POINT, _MAP, _dragged, 3),
    Scenario("a dragged point with everything shown", _ALL, _POINT, _MAP, _dragged, 3),
    Scenario("the same in a window that has room for all cards", _ALL, _POINT, _MAP, _dragged, 3, 1400),
    Scenario("a training frame", "#lab=network", ".network-units canvas", _NETWORK, _trained, 5),
]


def costs(browser: Browser, address: str, scenario: Scenario, repeats: int = REPEATS) -> Cost:
    """The median of several runs, after a first one that is not counted."""
    page = browser.new_page(viewport={"width": 1100, "height": scenario.height})
    page.add_init_script(_WITHOUT_DRAWING)
    page.goto(f"{address}/{scenario.opens}")
    page.wait_for_selector(scenario.ready, state="attached")
    scenario.does(page)
    page.evaluate(_COUNT_FRAMES, list(scenario.draws))
    session = page.context.new_cdp_session(page)
    runs = [_run(page, session, scenario) for _ in range(repeats)]
    page.close()
    where: Counter[str] = sum((run.where for run in runs), Counter())
    return Cost(
        *(median(run[k] for run in runs) for k in range(4)), Counter({k: v / repeats for k, v in where.items()})
    )


def _run(page: Page, session: CDPSession, scenario: Scenario) -> Cost:
    page.evaluate("drawnFrames = 0")
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": 250})
    before = _worked(session)
    session.send("Profiler.start")
    scenario.does(page)
    profile = session.send("Profiler.stop")["profile"]
    work, layout = ((now - then) * 1000 for now, then in zip(_worked(session), before, strict=True))
    frames = page.evaluate("drawnFrames")
    owners, where = _shares(profile)
    each = work / frames
    return Cost(
        *(each * owners[owner] for owner in ("ours", "plotly", "browser")),
        layout / frames,
        Counter({name: each * share for name, share in where.items()}),
    )


def _worked(session: CDPSession) -> tuple[float, float]:
    """Seconds that the processor has given to the tasks of the main thread, and to styles and layout among them."""
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return metrics["TaskDuration"], metrics["LayoutDuration"] + metrics["RecalcStyleDuration"]


def _shares(profile: dict[str, Any]) -> tuple[Counter[str], Counter[str]]:
    """Which parts of the time that is not idle belong to whom, and which to which functions of ours."""
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", [])}
    names = {key: _owner(key, nodes, parents) for key in nodes}
    owners: Counter[str] = Counter()
    where: Counter[str] = Counter()
    for key, microseconds in zip(profile["samples"], profile["timeDeltas"], strict=True):
        owner, function = names[key]
        if owner == "idle":
            continue
        owners[owner] += microseconds
        if owner == "ours":
            where[function] += microseconds
    total = sum(owners.values())
    return Counter({k: v / total for k, v in owners.items()}), Counter({k: v / total for k, v in where.items()})


def _owner(key: int | None, nodes: dict[int, Any], parents: dict[int, int]) -> tuple[str, str]:
    """Of the innermost script that runs: what it makes the browser do at once is its own doing."""
    if nodes[key]["callFrame"]["functionName"] == "(idle)":
        return "idle", ""
    inner = nodes[key]["callFrame"]["functionName"]
    while key is not None:
        frame = nodes[key]["callFrame"]
        if "plotly" in frame["url"]:
            return "plotly", ""
        if "/static/" in frame["url"]:
            own = _place(frame)
            return "ours", own if inner == frame["functionName"] else f"{own} > {inner}"
        key = parents.get(key)
    return "browser", ""


def _place(frame: dict[str, Any]) -> str:
    file = frame["url"].rsplit("/", 1)[1].split("?")[0]
    return f"{frame['functionName'] or 'a function'} ({file}:{frame['lineNumber'] + 1})"


def frame_rows(address: str, browser: Browser, is_telling: bool = False) -> Iterator[Row]:
    """A frame of everything that a hand does."""
    for scenario in SCENARIOS:
        cost = costs(browser, address, scenario)
        yield Row(scenario.what, cost.ours, scenario.target, "ms", "Plotly's part", cost.plotly)
        if is_telling:
            print(f"    no script: {cost.browser:.2f} ms; styles and layout, whoever wants them: {cost.layout:.2f} ms")
            for function, spent in cost.where.most_common(_WORST):
                print(f"    {spent:6.3f} ms  {function}")


def main() -> None:
    with tempfile.TemporaryDirectory() as cache, served(Path(cache)) as server, chrome() as browser:
        server.wait_for("/readyz")
        for row in frame_rows(f"http://127.0.0.1:{PORT}", browser, "--where" in sys.argv[1:]):
            print("  ".join(row.cells()), flush=True)


if __name__ == "__main__":
    main()
