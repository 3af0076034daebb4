"""What a person sees of a surface in space: through its near wall, down to its map, from where one wants to look."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.gestures import eventually

pytestmark = pytest.mark.space

# Along y, so low that the near wall of the bowl stands before its inside; and as at first.
ALONG = "/#v=1&f=x^2 + y^2&x=-2,2&y=-2,2&at=1.5,1.5&show=critical&view=0,-2.15,0.2"
HOME = "/#v=1&f=x^2 + y^2&x=-2,2&y=-2,2&at=1.5,1.5&show=critical"

# The colour that is drawn at a place of the plot's own axes.
PIXEL = """async ([x, y, z]) => {
  const { cameraOf } = await import("/static/plots/fast_update.js");
  const { multiplied, projected } = await import("/static/plots/matrix.js");
  const element = document.querySelector(".scene");
  const { glplot } = element._fullLayout.scene._scene;
  const { gl } = glplot;
  glplot.redraw();
  const camera = cameraOf(element);
  const matrix = multiplied(camera.projection, multiplied(camera.view, camera.model));
  const [u, v] = projected(matrix, [x, y, z].map((part, k) => part * camera.scale[k]));
  const pixel = new Uint8Array(4);
  const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
  gl.readPixels(((1 + u) / 2) * width, ((1 + v) / 2) * height, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return [...pixel];
}"""


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    eventually(page, "() => document.querySelector('.scene')?._fullData?.[1]?.z?.length === 100")
    expect(page.locator(".space-overlay .title")).to_have_count(3)
    return page


def green_inside_the_bowl(page: Page) -> float:
    """How green, beside red, it is where (0, 1.17) lies, 1.37 high; the near wall before it is 2.67 high.

    viridis(1.37 / 8) is (66, 58, 131), viridis(2.67 / 8) is (49, 104, 142), in whatever light. No level line is there.
    """
    red, green, *_ = page.evaluate(PIXEL, [0.5, (1.17 + 2) / 4, 1.17**2 / 8])
    return green / red


def test_the_near_wall_of_a_bowl_is_glass_and_its_map_lies_on_the_floor(page):
    opened(page, ALONG)
    assert green_inside_the_bowl(page) < 1.4
    opened(page, "/?again" + HOME[1:])
    # f = 6.125 at (−1.75, −1.75): viridis(6.125 / 8) is (103, 203, 92); with 45 % of white in it, (171, 226, 166).
    *color, opacity = page.evaluate(PIXEL, [0.0625, 0.0625, -0.492])
    assert opacity == 255
    assert color == pytest.approx([171, 226, 166], abs=18)


def test_where_the_shader_is_another_one_the_plain_surface_is_shown(page):
    page.add_init_script("WebGLRenderingContext.prototype.getShaderSource = () => 'another one';")
    opened(page, ALONG)
    assert green_inside_the_bowl(page) > 1.7


def test_one_looks_from_above_along_an_axis_and_as_at_first_by_key_and_by_press(page):
    page.emulate_media(reduced_motion="reduce")
    opened(page, HOME)
    seen = page.locator(".space-overlay .title")
    assert seen.all_text_contents() == ["x", "y", "f"]
    page.keyboard.press("t")
    # As on the map: no heights, x to the right below it, y upwards at its left.
    eventually(page, "() => /view=/.test(location.hash)")
    expect(seen).to_have_count(2)
    assert seen.all_text_contents() == ["x", "y"]
    boxes = [label.bounding_box() for label in seen.all()]
    assert boxes[1]["x"] < boxes[0]["x"]
    assert boxes[1]["y"] < boxes[0]["y"]
    page.keyboard.press("t")
    eventually(page, "() => !/view=/.test(location.hash)")
    page.get_by_role("button", name="along y").click()
    eventually(page, r"() => /view=0\.00,-2\.17,0\.24/.test(location.hash)")
    page.get_by_role("button", name="the front").click()
    eventually(page, "() => !/view=/.test(location.hash)")


def test_the_height_under_the_pointer_is_read_out(page):
    opened(page, HOME)
    box = page.locator(".scene").bounding_box()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.4 * box["height"])
    said = page.locator(".read-out")
    expect(said).to_contain_text("≈")
    x, y, f = (float(each.replace("−", "-")) for each in re.findall(r"[−\d.]+", said.inner_text()))
    assert f == pytest.approx(x * x + y * y, abs=0.02)
