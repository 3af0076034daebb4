"""The whole course, scene after scene by "next": no refusal, no warning, no error, however quickly one goes."""

import itertools

from playwright.sync_api import Page, Response

FIRST_SCENE = "#course [data-scene]"
NEXT = ".scene-card a[title='The next scene']"
# The scene that is open, what the page warns of and which texts it finds wrong; then on to the next one.
LOOK_AND_GO_ON = """() => {
    const seen = {
        scene: document.querySelector(".scene-card .scene-number")?.textContent,
        warning: document.getElementById("status").textContent,
        mistakes: document.querySelectorAll("[aria-invalid=true]").length,
        next: !document.querySelector("NEXT").hidden,
    };
    document.querySelector("NEXT").click();
    return seen;
}""".replace("NEXT", NEXT)


# In ms, by turns: faster than any answer, and about as fast as answers come.
PAUSES = [20, 20, 300, 300]


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
    complaints: list[str] = []
    walked: list[str] = []
    for pause in itertools.cycle(PAUSES):
        page.wait_for_timeout(pause)
        seen = page.evaluate(LOOK_AND_GO_ON)
        # Another lab may still be on its way: the same scene is seen again, and its link pressed again.
        if seen["scene"] not in walked[-1:]:
            walked.append(seen["scene"])
        if seen["warning"] or seen["mistakes"]:
            complaints.append(f"{seen['scene']}: {seen['warning']} ({seen['mistakes']} mistakes)")
        if not seen["next"]:
            break
    page.wait_for_timeout(2_000)
    assert not refusals, "\n".join(refusals)
    assert not complaints, "\n".join(complaints)
    assert len(set(walked)) == len(walked) == scenes
