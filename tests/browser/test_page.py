"""The page opens, whole."""

from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE


def test_page_opens_with_a_plot(page: Page):
    page.goto("/#lab=surface")
    expect(page).to_have_title("Gradscape", timeout=5_000)
    # Plotly gives its class to an element once it has drawn in it.
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.locator("canvas").first).to_be_attached()


def test_a_page_of_a_cold_server_says_how_warm_it_is_and_logs_no_error(page: Page):
    """The page's own fixture fails a story on errors in the console."""
    progress = [{"ready": False, "warmed": 3, "total": 26}] * 2 + [{"ready": True}]
    page.route("**/warm-up", lambda route: route.fulfill(json=progress.pop(0)))
    page.route("**/readyz", lambda route: route.fulfill(json={"ready": False, "warmed": 3, "total": 26}, status=503))
    page.route("**/api/v1/parse", lambda route: None)
    page.goto("/#lab=surface")
    expect(page.locator("#status")).to_have_text("The server is warming up: 3 of 26. First answers take a moment.")
    expect(page.locator("#status")).to_have_text("")
    assert progress == []


def test_the_first_picture_takes_few_requests_and_the_next_visit_fewer(page: Page):
    """Of a browser afar: the server compresses for those that come through a proxy."""
    page.context.set_extra_http_headers({"Via": "1.1 proxy"})
    first, size = visit(page)
    assert len(first) <= 15
    assert size < 1_800_000
    again, _ = visit(page)
    # Icons are kept in a store of their own, which the protocol does not tell from the network; a slow server is asked
    # how warm it is. The picture does not wait for the search for critical points, whose answer is marked in it later.
    apart = ("/warm-up", "/icon.svg", "/critical-points")
    asked = [each for each in again if not any(part in each for part in apart)]
    assert len(asked) <= 3, asked
    assert [each for each in asked if "/api/" not in each] == [page.url.partition("#")[0]]


def test_the_page_opens_without_a_network_and_says_what_is_missing(browser: Browser, server: str):
    expect.set_options(timeout=PATIENCE)
    with browser.new_context(base_url=server) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto("/#lab=surface")
        expect(page.locator(".contour-overlay .point")).to_be_attached()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        context.set_offline(True)
        page.goto("/#lab=network")
        page.reload()
        expect(page.locator("#status")).to_have_text("The server does not answer. Trying again …")
        expect(page.get_by_role("link", name="Network")).to_have_attribute("aria-current", "page")
        # One sentence in place of controls and pictures that only the server can fill.
        missing = page.get_by_text("They come by themselves as soon as it answers")
        expect(missing).to_be_visible()
        expect(page.get_by_role("heading", name="What to show?")).to_be_hidden()
        context.set_offline(False)
        expect(page.locator("#status")).to_have_text("")
        expect(missing).to_be_hidden()
        expect(page.get_by_role("heading", name="What to show?")).to_be_visible()


def visit(page: Page) -> tuple[list[str], float]:
    """What the network is asked for until the first picture is there, and how many bytes come back."""
    # From elsewhere: another fragment alone asks for nothing.
    page.goto("about:blank")
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    asked: dict[str, str] = {}
    sizes: list[float] = []
    protocol.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    protocol.on("Network.requestServedFromCache", lambda event: asked.pop(event["requestId"], None))
    protocol.on("Network.responseReceived", lambda event: drop_if_kept(asked, event))
    protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto("/#lab=surface")
    expect(page.locator(".contour-overlay .point")).to_be_attached()
    protocol.detach()
    return list(asked.values()), sum(sizes)


def drop_if_kept(asked: dict[str, str], event: dict) -> None:
    if event["response"].get("fromDiskCache"):
        asked.pop(event["requestId"], None)
