"""What people take along: real files, opened as others would open them."""

import base64
import csv
import io
import json
import re
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import trimesh
from playwright.sync_api import Download, Locator, Page, expect
from tests.browser.gestures import eventually

SVG = "{http://www.w3.org/2000/svg}"


def taken(page: Page, picture: Locator, name: str) -> bytes:
    """The file that a choice of a picture's menu makes."""
    with page.expect_download() as waiting:
        choose(page, picture, name)
    download: Download = waiting.value
    return Path(download.path()).read_bytes()


def choose(page: Page, picture: Locator, name: str) -> None:
    picture.locator("> .take").click()
    page.locator(".takes:popover-open").get_by_role("button", name=name, exact=True).click()


def png_size(file: bytes) -> tuple[int, int]:
    """Source: the PNG specification, 5.6: the header comes first."""
    assert file[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", file[16:24])


def pixels(file: bytes) -> bytes:
    """What the picture's rows are packed from. Source: the PNG specification, 5.3 and 10."""
    packed, at = b"", 8
    while at < len(file):
        [length] = struct.unpack(">I", file[at : at + 4])
        if file[at + 4 : at + 8] == b"IDAT":
            packed += file[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(packed)


def numbers(table: bytes) -> tuple[list[str], np.ndarray]:
    head, *rows = csv.reader(io.StringIO(table.decode()))
    return head, np.array([[float(each) if each else np.nan for each in row] for row in rows])


def decoded(array: dict) -> np.ndarray:
    shape = [int(side) for side in array["shape"].split(",")]
    return np.frombuffer(base64.b64decode(array["bdata"]), "<" + array["dtype"]).reshape(shape)


@pytest.mark.space
def test_a_surface_is_taken_along_as_picture_numbers_body_and_questions(page: Page):
    page.goto("/#lab=surface&f=sqrt(4 - x^2 - y^2)&at=0.5,0.25&x=-2.5,2.5&y=-2.5,2.5")
    expect(page.locator(".contour-overlay .point")).to_be_attached()
    expect(page.locator(".says .sentence")).to_contain_text("f")
    scene, chart = page.locator(".views figure").nth(0), page.locator(".views figure").nth(1)

    box = scene.bounding_box()
    width, height = png_size(taken(page, scene, "Picture (PNG)"))
    assert box is not None
    assert width == 2 * (np.ceil(box["width"]) + 16) and height >= 2 * box["height"]

    drawing = ElementTree.fromstring(taken(page, scene, "Drawing (SVG)"))
    [bitmap] = drawing.iter(f"{SVG}image")
    file = base64.b64decode(bitmap.get("href", "").removeprefix("data:image/png;base64,"))
    # Two pixels for each of the screen's at least, and not blank.
    assert png_size(file)[0] >= 2 * float(bitmap.get("width", 0)) - 3
    assert len(set(pixels(file))) > 50

    text = taken(page, chart, "Drawing (SVG)").decode()
    drawing = ElementTree.fromstring(text)
    assert drawing.findtext(f"{SVG}title") == "sqrt(4 - x^2 - y^2)"
    letters = ["".join(each.itertext()) for each in drawing.iter(f"{SVG}text")]
    # Heights stand on the level lines.
    assert {"x", "y", "0", "1"} <= {each.strip() for each in letters}
    assert len(list(drawing.iter(f"{SVG}path"))) > 10 and not list(drawing.iter(f"{SVG}image"))
    # Nothing in it needs the page's sheets.
    assert not re.search(r"\bclass=|var\(--|light-dark", text)

    head, table = numbers(taken(page, chart, "Numbers (CSV)"))
    told = json.loads(taken(page, chart, "Questions and answers (JSON)"))
    asked = {each["endpoint"]: each for each in told["questions"]}
    z = decoded(asked["surface"]["answer"]["z"])
    assert head == ["x", "y", "f"] and table.shape == (z.size, 3)
    # Every digit is there: what was sent is read back, and holes are empty fields.
    assert np.array_equal(table[:, 2].reshape(z.shape), z.astype(float), equal_nan=True)
    assert np.isnan(table[0, 2])
    assert asked["derivatives"]["question"]["points"] == [[0.5, 0.25]]

    body = trimesh.load(io.BytesIO(taken(page, scene, "Body to print (STL)")), file_type="stl")
    assert body.is_watertight and body.is_winding_consistent
    # A hemisphere on its base: 60 mm high, on a disk of radius 40 mm.
    assert body.volume == pytest.approx(2 / 3 * np.pi * 40**2 * 60 + np.pi * 40**2 * 3, rel=0.05)
    assert body.bounds[1][2] == pytest.approx(63, abs=0.5)


def test_walks_tables_and_programs_are_taken_along(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/#lab=paths&scene=1.28a")
    expect(page.locator(".says .sentence").first).not_to_be_empty()
    figure = page.locator(".views figure").nth(1)
    expect(figure.locator(".contour-overlay path").first).to_be_attached()
    figure.locator("> .take").click()
    page.locator(".takes:popover-open").get_by_role("button", name="Copy as Python").click()
    program = page.evaluate("navigator.clipboard.readText()")
    compile(program, "program", "exec")
    assert "gradscape.client" in program and '"descent"' in program
    walks = list(csv.DictReader(io.StringIO(taken(page, figure, "Numbers (CSV): iterates").decode())))
    told = json.loads(taken(page, figure, "Questions and answers (JSON)"))
    [run, *_] = next(each for each in told["questions"] if each["endpoint"] == "descent")["answer"]["runs"]
    points = [[float(row["x"]), float(row["y"])] for row in walks if row["run"] == "1"]
    assert points == run["points"] and len(points) > 50

    fold = page.locator(".as-program")
    fold.locator("summary").click()
    expect(fold.locator("pre")).to_contain_text("def F(p):")
    assert page.locator(".says .sentence").first.inner_text() not in fold.locator("pre").inner_text()

    notebook = json.loads(taken(page, figure, "Notebook (Jupyter)"))
    assert "1.28a" in "".join(notebook["cells"][0]["source"])

    card = page.locator(".card:has(> .scroll table), .card:has(> div table)").first
    if card.count():
        choose(page, card, "Copy the table")
        assert "\t" in page.evaluate("navigator.clipboard.readText()")


def test_a_handout_has_what_the_scene_says_and_shows_and_no_controls(page: Page):
    page.goto("/#lab=surface&scene=1.18")
    expect(page.locator(".contour-overlay .point")).to_be_attached()
    expect(page.locator(".says .sentence")).not_to_be_empty()
    page.get_by_role("button", name="Light or dark").click()
    page.evaluate("window.papers = []; window.print = () => papers.push(document.documentElement.dataset.theme); 0")
    page.keyboard.press("Control+p")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    eventually(page, "() => papers.length")
    assert page.evaluate("papers") == ["light"]
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for shown in (
        ".scene-card h2",
        ".scene-card p",
        ".plot.map",
        ".formulas math",
        ".found-again p",
    ):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator(".found-again p")).to_have_text([re.compile("^http.*/s/1.18$"), page.url])
    for hidden in (".take", "header .actions", "#course-button", ".controls input", ".look-row", "nav"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    # All of a picture is on the paper.
    box = page.locator(".plot.map").bounding_box()
    assert box is not None and box["x"] + box["width"] < 760
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".found-again, img.printed").count() == 0
