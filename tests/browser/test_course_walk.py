"""The whole course, scene after scene by "next": no refusal, no warning, no error, however quickly one goes."""

from playwright.sync_api import Page, Response
from tests.browser.gestures import at_rest

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


def test_walking_through_the_course_asks_nothing_that_is_refused(page: Page):
    refusals: list[str] = []

    def on_response(response: Response) -> None:
        if response.status >= 400:
            refusals.append(f"{response.status} {response.url}: {response.request.post_data}")

    page.on("response", on_response)
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
