"""What a person sees and does in the surface lab, on the real server."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, centre, drag, eventually, opening, place_of, sentence, until

SCENE_READING = (Path(__file__).parent / "scene_reading.js").read_text().rstrip().rstrip(";")
SADDLE = "/#v=1&f=x^2 - y^2&x=-2,2&y=-2,2&at=1,-0.5&u=120"


def is_drawn(page: Page) -> None:
    """Both views have drawn their first picture."""
    expect(page.locator(".contour-overlay .point")).to_be_attached()
    expect(page.locator(".scene canvas").first).to_be_attached()


lab = opening("/#lab=surface", until=is_drawn)


def dot(page: Page) -> tuple[float, float]:
    """The place of the point on the map, in data coordinates."""
    return place_of(page.locator(".contour-overlay .point"))


def interval(page: Page) -> tuple[float, float]:
    """From where to where x goes, by its fields."""
    low, high = page.evaluate(
        "() => [...document.querySelectorAll('.interval input')].slice(0, 2).map((field) => Number(field.value))"
    )
    return low, high


def kinds_of(rows: Locator) -> list[str]:
    kinds = [re.sub(r"[^a-z]", "", text) for text in rows.locator("button").all_inner_texts()]
    return sorted(kinds, key=["minimum", "saddle", "maximum"].index)


def type_function(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Function").fill(text)


def switch(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name)


def expect_formula(page: Page, text: str) -> None:
    """Waits for a formula, read without the invisible signs of multiplication and application."""
    eventually(
        page,
        "text => document.querySelector('.formulas').textContent.replace(/[\\u2061\\u2062]/g, '').includes(text)",
        arg=text,
    )


def trace(page: Page, name: str) -> dict:
    """One trace of the 3-D plot, once that is drawn."""
    eventually(page, "() => Object.values(document.querySelector('.scene')?._fullData ?? {})[0]?.z?.length > 1")
    return page.evaluate(SCENE_READING, name)


def test_the_page_opens_on_a_whole_picture(lab):
    page = lab()
    expect(sentence(page)).to_contain_text("It climbs fastest at")
    expect(page.locator(".formulas math").first).to_be_visible()
    expect(page.locator(".critical-card")).to_contain_text("saddle")


def test_a_typed_function_becomes_surface_map_and_formula(lab):
    page = lab()
    type_function(page, "x^2 + 3y")
    expect(sentence(page)).to_contain_text("f = −0.5")
    expect(page.locator(".function-formula .changeable")).to_contain_text("3")
    expect_formula(page, "3(y+0.5)")
    surface = until(page, lambda: trace(page, "surface"), lambda drawn: drawn["z"][99][99] == pytest.approx(10))
    assert surface["type"] == "surface"


def test_a_surface_is_right_whatever_offset_was_drawn_before_it(lab):
    """WebGL has 32 bits: heights of a thousand million, or what was kept of them, flattened all that came after."""
    page = lab("/#v=1&lab=surface&f=x^2-y^2&x=-2,2&y=-2,2&at=1,-0.5")
    for text, offset, sign in [
        ("1e8 + x^2 + y^2", 1e8, 1),
        ("x^2 - y^2", 0, -1),
        ("1e9 + x^2 + y^2", 1e9, 1),
        ("x^2 - y^2", 0, -1),
        ("1e-9 (x^2 + y^2)", 0, 1),
    ]:
        type_function(page, text)
        unit = 1e-9 if text.startswith("1e-9") else 1
        eventually(
            page, f"() => Math.abs(({SCENE_READING})('surface').z[99][99] - {offset + unit * (4 + 4 * sign)}) < {unit}"
        )
        surface = trace(page, "surface")
        for j in range(0, 100, 9):
            for i in range(0, 100, 9):
                x, y = surface["x"][i], surface["y"][j]
                assert surface["z"][j][i] == pytest.approx(offset + unit * (x * x + sign * y * y), abs=1e-6 * unit)
        # In this form 32 bits hold the whole surface.
        assert all(-0.01 <= part <= 1.01 for axis in surface["parts"] for part in axis)


def test_a_box_far_from_the_origin_has_its_surface_and_its_numbers(lab):
    page = lab("/#v=1&lab=surface&f=x^2 %2B y^2&x=999999,1000001&y=-1,1&at=1000000,0")
    expect(sentence(page)).to_contain_text("f = ")
    surface = trace(page, "surface")
    assert (surface["x"][0], surface["x"][-1]) == pytest.approx((999999, 1000001), abs=1e-6)
    assert min(surface["parts"][0]) == 0
    assert max(surface["parts"][0]) == 1
    assert surface["z"][0][-1] == pytest.approx(1000001**2 + 1, rel=1e-9)


def test_a_mistake_is_underlined_at_its_place_and_the_last_picture_stays(lab):
    page = lab(SADDLE)
    before = at_rest(page, sentence(page).text_content)
    type_function(page, "x^2 + sine(y)")
    expect(page.locator(".mirror mark")).to_have_text("sine")
    expect(page.locator("#function-message")).to_contain_text("Did you mean 'sin'?")
    expect(page.get_by_role("textbox", name="Function")).to_have_value("x^2 + sine(y)")
    assert sentence(page).text_content() == before
    type_function(page, "x^2 + sin(y)")
    expect(page.locator("#function-message")).to_be_empty()
    expect(page.locator(".mirror mark")).to_have_count(0)


def test_three_variables_are_refused_in_words(lab):
    page = lab()
    type_function(page, "x^2 + y^2 + z^2")
    expect(page.locator("#function-message")).to_contain_text("A surface has two variables")
    expect(page.locator("#function-message")).to_contain_text("z = 1")


def test_a_letter_gets_a_slider_that_changes_the_surface(lab):
    page = lab("/#v=1&f=a x^2 + y^2&at=1,1&p.a=1,-3,3")
    expect(sentence(page)).to_contain_text("f = 2")
    page.get_by_role("slider", name="Parameter a").fill("1000")
    expect(sentence(page)).to_contain_text("f = 4")
    page.get_by_role("spinbutton", name="Largest value of a").fill("10")
    page.get_by_role("spinbutton", name="Value of a", exact=True).fill("7")
    page.get_by_role("spinbutton", name="Value of a", exact=True).press("Enter")
    expect(sentence(page)).to_contain_text("f = 8")


def test_a_parameter_can_be_swept(lab):
    page = lab("/#v=1&f=a x^2 + y^2&at=1,1&p.a=1,-3,3")
    page.get_by_role("button", name="Sweep a").click()
    expect(page.get_by_role("spinbutton", name="Value of a", exact=True)).not_to_have_value("1")
    page.get_by_role("button", name="Sweep a").click()
    expect(page.get_by_role("button", name="Sweep a")).to_be_visible()
    # The last frame may be on its way, and frames of software WebGL are long.
    at_rest(page, page.get_by_role("spinbutton", name="Value of a", exact=True).input_value, pause=1_000)


def test_dragging_on_the_map_moves_the_point_in_both_views(lab):
    page = lab(SADDLE)
    drag(page, page.locator(".contour-overlay .point"), (-60, -40))
    expect(sentence(page)).not_to_contain_text("(1, −0.5)")
    x, y = at_rest(page, lambda: dot(page))
    assert x < 1 and y > -0.5
    eventually(page, f"x => Math.abs(({SCENE_READING})('point').x[0] - x) < 1e-9", arg=x)
    # The sentence is that of the place the point was dropped at.
    expect(sentence(page)).to_contain_text(f"f = {x * x - y * y:.3g}".replace("-", "−")[:8])


def test_dragging_on_the_surface_moves_the_point_in_both_views(lab):
    page = lab(SADDLE)
    start = page.evaluate(
        """async () => {
          const { cameraOf } = await import("/static/plots/fast_update.js");
          const { multiplied, projected } = await import("/static/plots/matrix.js");
          const element = document.querySelector(".scene");
          const camera = cameraOf(element);
          const point = element._fullData.find(({ name }) => name === "point");
          const place = [point.x[0], point.y[0], point.z[0]].map((v, k) => v * camera.scale[k]);
          const matrix = multiplied(camera.projection, multiplied(camera.view, camera.model));
          const [u, v] = projected(matrix, place);
          const box = camera.canvas.getBoundingClientRect();
          return [box.left + ((1 + u) / 2) * box.width, box.top + ((1 - v) / 2) * box.height];
        }"""
    )
    drag(page, start, (-50, 20))
    expect(sentence(page)).not_to_contain_text("(1, −0.5)")
    until(page, lambda: dot(page), lambda place: place != (1, -0.5))


def test_moving_the_point_takes_the_fast_way_through_plotly(lab):
    page = lab(SADDLE)
    speed, place = page.evaluate(
        """async () => {
          const { moveTraces } = await import("/static/plots/fast_update.js");
          const element = document.querySelector(".scene");
          const point = element._fullData.findIndex(({ name }) => name === "point");
          const speed = moveTraces(element, new Map([[point, { x: [0.5], y: [0.5], z: [0] }]]));
          return [speed, [...element._fullData[point].x]];
        }"""
    )
    assert speed == "fast"
    assert place == [0.5]


def test_the_gradient_stands_as_formula_with_its_numbers(lab):
    page = lab(SADDLE + "&show=gradient")
    gradient = page.locator(".formulas dd[data-name='Gradient']")
    expect_formula(page, "2x−2y")
    expect(gradient.locator("mtable").nth(1)).to_have_text("21")
    expect(page.locator(".contour-overlay text", has_text="∇f")).to_be_attached()


def test_the_tangent_plane_touches_the_surface_at_the_point(lab):
    page = lab(SADDLE + "&show=tangent")
    expect_formula(page, "L(x,y)=0.75+2(x−1)+(y+0.5)")
    plane = trace(page, "plane")
    assert plane["visible"]
    for x, y, z in zip(plane["x"], plane["y"], plane["z"], strict=True):
        assert z == pytest.approx(0.75 + 2 * (x - 1) + (y + 0.5))


def test_the_slope_along_u_follows_its_angle(lab):
    page = lab(SADDLE + "&show=direction")
    expect(sentence(page)).to_contain_text("Along u (120°) the slope is −0.134")
    angle = page.get_by_role("spinbutton", name="Angle of u in degrees")
    angle.fill("0")
    angle.press("Enter")
    expect(sentence(page)).to_contain_text("Along u (0°) the slope is 2.")


def test_the_tip_of_u_can_be_dragged(lab):
    page = lab(SADDLE + "&show=direction")
    drag(page, page.locator(".contour-overlay .handle:not(.point)"), (60, 0))
    expect(sentence(page)).not_to_contain_text("(120°)")


def test_the_steepest_ascent_strip_is_a_cosine_one_can_drag(lab):
    page = lab(SADDLE + "&show=direction")
    card = page.locator(".card", has_text="Steepest ascent")
    expect(card).to_contain_text("cos")
    strip = card.locator(".small-plot")
    strip.scroll_into_view_if_needed()
    x, y = centre(strip)
    drag(page, (x, y), (40, 0))
    expect(sentence(page)).not_to_contain_text("(120°)")
    peak, current = card.locator("circle.gradient"), card.locator("circle.direction")
    assert centre(peak)[1] < centre(current)[1]


def test_slices_show_the_partial_derivatives_as_slopes(lab):
    page = lab(SADDLE + "&show=slices")
    card = page.locator(".card", has_text="Slices through the point")
    expect(card).to_contain_text("f(x, −0.5): ∂f/∂x = 2")
    expect(card).to_contain_text("f(1, y): ∂f/∂y = 1")
    expect(card.locator("path.tangent")).to_have_count(2)


def test_the_hessian_shows_its_eigenvalues_and_what_they_mean(lab):
    page = lab(SADDLE + "&show=eigenvectors")
    card = page.locator(".curvature")
    expect(card).to_contain_text("−2")
    expect(card).to_contain_text("The eigenvalues differ in sign")
    assert trace(page, "bar")["visible"]


def test_the_quadratic_model_is_a_formula_and_a_surface(lab):
    page = lab("/#v=1&f=exp(x) + y^2&at=0,0&show=quadratic")
    expect_formula(page, "Q(x,y)=1+x+0.5x2+y2")
    model = trace(page, "model")
    assert model["visible"]
    for x, y, z in zip(model["x"], model["y"], model["z"], strict=True):
        assert z == pytest.approx(1 + x + x * x / 2 + y * y)


def test_the_gradient_field_has_arrows(lab):
    page = lab(SADDLE + "&show=")
    count = at_rest(page, page.locator(".contour-overlay path").count)
    page.locator(".show .more > summary").click()
    switch(page, "Gradient field").check()
    expect(page.locator(".contour-overlay path")).to_have_count(count + 2)


def test_himmelblau_has_nine_critical_points_in_table_and_map(lab):
    page = lab("/#v=1&f=(x^2 + y - 11)^2 + (x + y^2 - 7)^2&x=-6,6&y=-6,6&show=critical")
    rows = page.locator(".critical-card tbody tr")
    expect(rows).to_have_count(9)
    until(page, lambda: kinds_of(rows), lambda kinds: kinds == ["minimum"] * 4 + ["saddle"] * 4 + ["maximum"])
    expect(page.locator(".contour-overlay .critical")).to_have_count(9)
    expect(rows.last).to_contain_text("181.62")
    page.get_by_role("button", name="maximum").click()
    expect(sentence(page)).to_contain_text("It is level here")
    until(page, lambda: dot(page), lambda place: place == pytest.approx((-0.27084459, -0.92303856), abs=1e-6))


def test_that_no_critical_point_is_missing_is_proved_and_said(lab):
    page = lab("/#v=1&f=(x^2 + y - 11)^2 + (x + y^2 - 7)^2&x=-6,6&y=-6,6&show=critical")
    expect(page.locator(".critical-card")).to_contain_text("All 9 critical points, proved.")
    expect(page.locator(".critical-card tbody tr")).to_have_count(9)
    # Another function is not proved by what was said of this one.
    type_function(page, "x^2 + y^2")
    expect(page.locator(".critical-card")).not_to_contain_text("9 critical points")
    expect(page.locator(".critical-card")).to_contain_text("proved.")
    expect(page.locator(".critical-card tbody tr")).to_have_count(1)


def test_an_undecided_point_and_a_continuum_are_named_as_such(lab):
    page = lab("/#v=1&f=x^3 - 3x y^2&at=1,1&show=critical")
    expect(page.locator(".critical-card")).to_contain_text("undecided")
    expect(page.locator(".critical-card")).to_contain_text("higher and lower")
    type_function(page, "x^2 y^2")
    expect(page.locator(".critical-card")).to_contain_text("not isolated ones")


def test_where_no_derivative_exists_the_page_says_why(lab):
    page = lab("/#v=1&f=abs(x) + y&at=0,0&show=tangent,gradient")
    expect(sentence(page)).to_contain_text("f = 0.")
    expect(sentence(page)).to_contain_text("corner")
    expect(page.locator(".formulas")).to_contain_text("there is no tangent plane here")


def test_gaps_are_said(lab):
    page = lab("/#v=1&f=sqrt(1 - x^2 - y^2)&x=-2,2&y=-2,2&at=0,0")
    expect(page.locator(".says .notes")).to_contain_text("The function has no value on")


def test_the_wheel_over_the_map_changes_the_box(lab):
    page = lab(SADDLE)
    page.mouse.move(*centre(page.locator(".contour-overlay .point")))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    expect(page.get_by_role("spinbutton", name="x from")).not_to_have_value("-2")
    low, high = at_rest(page, lambda: interval(page))
    assert high - low < 4


def test_dragging_the_map_pans_the_box(lab):
    page = lab(SADDLE + "&show=")
    x, y = centre(page.locator(".map"))
    drag(page, (x - 60, y + 60), (40, 0))
    expect(page.get_by_role("spinbutton", name="x from")).not_to_have_value("-2")
    low, high = at_rest(page, lambda: interval(page))
    assert low < -2 and high - low == pytest.approx(4, rel=1e-6)


def test_a_box_that_cannot_be_is_refused_in_words(lab):
    page = lab(SADDLE)
    low = page.get_by_role("spinbutton", name="x from")
    low.fill("5")
    low.press("Enter")
    expect(page.locator("#subject")).to_contain_text("The first number must be smaller than the second.")
    low.fill("-1")
    low.press("Enter")
    expect(page.locator("#subject")).not_to_contain_text("must be smaller")


def test_undo_and_redo_walk_through_what_was_done(lab):
    page = lab(SADDLE)
    drag(page, page.locator(".contour-overlay .point"), (-60, -40))
    expect(sentence(page)).not_to_contain_text("(1, −0.5)")
    moved = at_rest(page, lambda: dot(page))
    switch(page, "Tangent plane").uncheck()
    page.keyboard.press("Control+z")
    expect(switch(page, "Tangent plane")).to_be_checked()
    page.get_by_role("button", name="Undo").click()
    expect(sentence(page)).to_contain_text("(1, −0.5)")
    page.keyboard.press("Control+Shift+Z")
    expect(sentence(page)).not_to_contain_text("(1, −0.5)")
    until(page, lambda: dot(page), lambda place: place == moved)
    # What was drawn over and over again, and formulas that took over new numbers, are as if they were drawn once.
    formulas, overlay = page.locator(".formulas"), page.locator(".contour-overlay")
    shown = at_rest(page, lambda: (formulas.text_content(), overlay.inner_html()))
    expect(page).to_have_url(re.compile("at="))
    page.reload()
    until(page, lambda: (formulas.text_content(), overlay.inner_html()), lambda fresh: fresh == shown)


def test_the_address_holds_everything(lab):
    page = lab("/#v=1&f=a x^2 + y^2&x=-1,2&y=-3,1&at=0.5,-1&u=45&p.a=2,0,5&show=slices,direction")
    switch(page, "Quadratic model").check()
    expect(page).to_have_url(re.compile("quadratic"))
    shared = page.url
    before = at_rest(page, sentence(page).text_content)
    page.goto("about:blank")
    page.goto(shared)
    expect(sentence(page)).to_have_text(str(before))
    expect(switch(page, "Quadratic model")).to_be_checked()
    expect(page.get_by_role("spinbutton", name="Value of a", exact=True)).to_have_value("2")


def test_a_damaged_link_is_said_and_opens_all_the_same(lab):
    page = lab("/#v=1&f=x y&x=2,-2&at=1")
    expect(page.locator("#status")).to_contain_text("link")
    expect(sentence(page)).to_contain_text("f = ")


def test_sharing_copies_the_link(lab, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab(SADDLE)
    page.get_by_role("button", name="Share").click()
    expect(page.locator("#status")).to_contain_text("Link copied")
    copied = "navigator.clipboard.readText()"
    assert page.evaluate(copied) == page.url
    page.get_by_role("button", name="Copy code for a page").click()
    eventually(page, f"async () => (await {copied}).startsWith('<iframe ')")
    assert page.evaluate(copied).count("view=embed") == 1
    code = page.locator(".qr-code")
    assert code.get_attribute("alt") == page.url
    eventually(page, "() => document.querySelector('.qr-code').naturalWidth > 0")
    # Of a scene as it is, the short address is what a camera reads.
    page.goto("/#scene=2.16")
    expect(page.locator(".scene-card h2")).to_contain_text("Mazur")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy short link").click()
    eventually(page, f"async () => (await {copied}).endsWith('/s/2.16')")
    assert str(code.get_attribute("alt")).endswith("/s/2.16")
    page.goto(page.evaluate(copied))
    expect(page).to_have_url(re.compile("#v=1&lab=network&scene=2.16&"))


def test_arrow_keys_move_the_point_and_shift_makes_them_finer(lab):
    page = lab(SADDLE)
    page.keyboard.press("ArrowRight")
    expect(sentence(page)).to_contain_text("(1.04, −0.5)")
    plane = page.locator(".formulas dd[data-name='Tangent plane'] math")
    expect(plane).to_contain_text("1.04")
    page.evaluate("math => { window.plane = math; }", plane.element_handle())
    page.keyboard.press("ArrowRight")
    # The same element with another number, which the browser need not lay out from the beginning.
    expect(plane).to_contain_text("1.12")
    assert page.evaluate("plane => plane === window.plane", plane.element_handle())
    # From the first gesture on the page does not ask by itself.
    [worker] = until(page, lambda: page.workers, bool)
    assert "/thread-worker.js?v=" in worker.url
    page.keyboard.press("Shift+ArrowUp")
    expect(sentence(page)).to_contain_text("(1.12, −0.496)")


def test_keys_change_theme_stage_and_help(lab):
    page = lab(SADDLE)
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("p")
    expect(page.locator(".controls")).to_be_hidden()
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.sentence')).fontSize)")
    assert size >= 22
    page.keyboard.press("p")
    expect(page.locator(".controls")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Arrow keys")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("keys", [[], ["p"], ["d"], ["d", "p"]], ids=str)
def test_text_stands_out_from_its_background(lab, page, scheme, keys):
    page.emulate_media(color_scheme=scheme)
    lab(SADDLE)
    for key in keys:
        page.keyboard.press(key)
    ink, paper = page.evaluate(
        """() => ["color", "backgroundColor"].map(
          name => getComputedStyle(document.documentElement)[name].match(/[0-9.]+/g).slice(0, 3).map(Number))"""
    )
    brighter, darker = max(luminance(ink), luminance(paper)), min(luminance(ink), luminance(paper))
    # WCAG 2.2's highest demand.
    assert (brighter + 0.05) / (darker + 0.05) > 7


def luminance(color: list[float]) -> float:
    """Relative luminance, with the power law that approximates WCAG's."""
    return sum(weight * (c / 255) ** 2.2 for weight, c in zip((0.2126, 0.7152, 0.0722), color, strict=True))


def test_keys_typed_into_the_function_are_text(lab):
    page = lab(SADDLE)
    field = page.get_by_role("textbox", name="Function")
    field.fill("")
    field.press_sequentially("x + p + d")
    expect(field).to_have_value("x + p + d")
    assert page.evaluate("document.documentElement.dataset.view ?? 'page'") == "page"


def test_every_picture_has_a_text_description(lab):
    page = lab(SADDLE)
    views = page.locator(".plot[tabindex]").all()
    assert len(views) == 2
    for view in views:
        expect(view).to_have_accessible_name(re.compile(r"^(The surface|Contour map).+ x\^2 - y\^2$"))
        assert view.get_attribute("aria-describedby") == "description"
    expect(page.locator("#description")).to_contain_text("At (x, y) = (1, −0.5)")


def test_the_numbers_stand_in_a_table_too(lab):
    page = lab(SADDLE)
    page.get_by_text("As a table of numbers").click()
    table = page.locator(".formulas table")
    for label, value in [("f", "0.75"), ("∂f/∂x", "2"), ("∂f/∂y", "1"), ("|∇f|", "2.236067977"), ("∂²f/∂y²", "−2")]:
        expect(table.locator("tr", has=page.get_by_role("rowheader", name=label, exact=True))).to_contain_text(value)


def test_examples_open_from_the_list(lab):
    page = lab(SADDLE)
    page.get_by_text("Examples and yours").click()
    himmelblau = page.locator(".thumbnails .example", has_text="Himmelblau")
    expect(himmelblau.locator("canvas")).to_be_visible()
    himmelblau.click()
    expect(page.get_by_role("textbox", name="Function")).to_have_value("(x^2 + y - 11)^2 + (x + y^2 - 7)^2")
    expect(page.get_by_role("spinbutton", name="x to")).to_have_value("6")


def test_scenes_open_from_the_course_menu_and_lead_on(lab):
    page = lab()
    page.get_by_role("button", name="Course").click()
    page.locator("#course .find").fill("1.23")
    page.locator("#course .found a", has_text="Steepest ascent").click()
    expect(page.locator(".scene-card")).to_contain_text("Steepest ascent")
    expect(page.get_by_role("textbox", name="Function")).to_have_value("x^2/4 + y^2/2")
    page.locator(".scene-card a", has_text="→").click()
    expect(page.locator(".scene-card")).not_to_contain_text("Plot the slope against the angle")
    page.go_back()
    expect(page.get_by_role("textbox", name="Function")).to_have_value("x^2/4 + y^2/2")


def test_a_lost_connection_is_said_and_made_good(lab):
    page = lab(SADDLE)
    page.context.set_offline(True)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#status")).to_contain_text("The server does not answer")
    page.context.set_offline(False)
    expect(page.locator("#status")).to_be_empty()
    expect(sentence(page)).to_contain_text("(1.04, −0.5)")


@pytest.mark.parametrize("size", [(360, 740), (390, 844), (1024, 768), (1440, 900), (2560, 1440)], ids=str)
def test_nothing_is_wider_than_the_window(lab, size):
    page = lab(SADDLE + "&show=tangent,gradient,direction,slices,quadratic,eigenvectors,critical", *size)
    expect(page.locator(".critical-card")).to_contain_text("saddle")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


# The height of what is pressed, or of what lies over it for a finger.
TOO_LOW = """() => [...document.querySelectorAll("main button, header button, summary, .lab-menu a, .switch")]
  .filter((e) => e.checkVisibility())
  .filter((e) => Math.max(e.offsetHeight, parseFloat(getComputedStyle(e, "::after").height) || 0) < 44)
  .map((e) => e.outerHTML.slice(0, 80))"""


def test_a_finger_on_the_point_drags_it_and_does_not_scroll_and_meets_what_it_presses(browser, server):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(base_url=server, **phone)
    page = context.new_page()
    page.goto(SADDLE)
    point = page.locator(".contour-overlay .point")
    expect(point).to_be_attached()
    assert page.evaluate(TOO_LOW) == []
    page.locator(".map").scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    x, y = centre(point)
    session = context.new_cdp_session(page)
    for kind, places in [
        ("touchStart", [(x, y)]),
        *[("touchMove", [(x, y - step)]) for step in (10, 20, 30, 40)],
        ("touchEnd", []),
    ]:
        touches = [{"x": place[0], "y": place[1]} for place in places]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
    expect(sentence(page)).not_to_contain_text("(1, −0.5)")
    assert at_rest(page, lambda: dot(page))[1] > -0.5
    assert page.evaluate("scrollY") == scrolled
    context.close()
