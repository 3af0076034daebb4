"""The whole course, scene after scene by "next", and beat by beat on the stage: nothing refused, nothing in vain."""

from itertools import pairwise

from playwright.sync_api import Page, Response
from tests.browser.gestures import at_rest

from gradscape.course.loader import chapters

FIRST_SCENE = "#course [data-scene]"
NEXT = ".scene-card a[title='The next scene']"
# In ms, by turns: faster than any answer, and about as fast as answers come.
PAUSES = [0, 0, 60, 200]
# From scene to scene within the page, which is asked once: of each its number, what the page warns of and which texts
# it finds wrong. Another lab may still be on its way: the same scene is seen again, and its link pressed again.
WALK = """async ([next, pauses]) => {
    const walked = [];
    for (let press = 0; ; press++) {
        await new Promise((resolve) => setTimeout(resolve, pauses[press % pauses.length]));
        const scene = document.querySelector(".scene-card .scene-number")?.textContent;
        const warning = document.getElementById("status").textContent;
        const mistakes = document.querySelectorAll("[aria-invalid=true]").length;
        if (scene !== walked.at(-1)?.scene) walked.push({ scene, complaints: [] });
        if (warning || mistakes) walked.at(-1).complaints.push(`${scene}: ${warning} (${mistakes} mistakes)`);
        const link = document.querySelector(next);
        if (link.hidden) return walked;
        link.click();
    }
}"""


# On the stage from beat to beat, as soon as each is seen: its scene, what is said, what the page complains of, and how
# far below the window its last line ends. Another lab may be on its way yet; the last scene has so many beats.
CLICK_THROUGH = """async ([last, beats]) => {
    const frame = () => new Promise(requestAnimationFrame);
    const here = () => ["title", "question"].map((part) => document.querySelector(`.scene-${part}`).textContent);
    const seen = [];
    for (let [title, says] = here(); ; [title, says] = here()) {
        const { textContent: warning } = document.getElementById("status");
        const mistakes = document.querySelectorAll("[aria-invalid=true]").length;
        const bottom = document.querySelector(".says .sentence")?.getBoundingClientRect().bottom ?? 0;
        seen.push({ scene: title.split(/\\s/)[0], says, warning, mistakes, below: bottom - innerHeight });
        if (seen.filter(({ scene }) => scene === last).length === beats) return seen;
        const isStill = () => here().join() === [title, says].join();
        dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown" }));
        for (let k = 0; isStill() && k < 1000; k++) await frame();
        if (isStill()) return seen;
    }
}"""


def refusals_of(page: Page) -> list[str]:
    """A list that grows with all that the server refuses."""
    refusals: list[str] = []

    def on_response(response: Response) -> None:
        if response.status >= 400:
            refusals.append(f"{response.status} {response.url}: {response.request.post_data}")

    page.on("response", on_response)
    return refusals


def test_walking_through_the_course_asks_nothing_that_is_refused(page: Page):
    refusals = refusals_of(page)
    page.goto("/")
    page.locator(FIRST_SCENE).first.wait_for(state="attached")
    page.evaluate(f"location.hash = document.querySelector('{FIRST_SCENE}').getAttribute('href')")
    scenes = page.locator(FIRST_SCENE).count()
    page.locator(NEXT).wait_for()
    seen = page.evaluate(WALK, [NEXT, PAUSES])
    walked = [each["scene"] for each in seen]
    at_rest(page, lambda: page.locator("#lab").inner_text())
    assert not refusals, "\n".join(refusals)
    assert not (complaints := [text for each in seen for text in each["complaints"]]), "\n".join(complaints)
    assert len(set(walked)) == len(walked) == scenes


def test_each_press_of_a_clicker_says_something_new(page: Page):
    refusals = refusals_of(page)
    page.set_viewport_size({"width": 1024, "height": 768})
    scenes = [scene for chapter in chapters() for scene in chapter["scenes"]]
    page.goto(f"/#scene={scenes[0]['id']}&view=stage")
    page.locator(".scene-title:not(:empty)").wait_for()
    seen = page.evaluate(CLICK_THROUGH, [scenes[-1]["id"], len(scenes[-1]["beats"])])
    at_rest(page, lambda: page.locator("#lab").inner_text())
    assert not refusals, "\n".join(refusals)
    assert list(dict.fromkeys(each["scene"] for each in seen)) == [scene["id"] for scene in scenes]
    for scene in scenes:
        said = [each["says"] for each in seen if each["scene"] == scene["id"]]
        assert len(set(said)) == len(said) >= max(2, len(scene["beats"])), f"{scene['id']}: {said}"
    assert all(before["says"] != after["says"] for before, after in pairwise(seen))
    assert not [each for each in seen if each["warning"] or each["mistakes"] or each["below"] > 1]
