"""Short addresses, oEmbed and QR codes: what other programs read of them."""

import io
import re
import struct
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from gradscape.course import pictures
from gradscape.course.loader import chapters
from gradscape.settings import Settings

OPEN = Settings(warm_up=False, frame_ancestors=("'self'", "https://moodle.example"))
SCENES = [scene["id"] for chapter in chapters() for scene in chapter["scenes"]]


class Head(HTMLParser):
    """What a crawler reads."""

    def __init__(self, text: str):
        super().__init__()
        self.told: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name = said.get("property") or said.get("name") or said.get("http-equiv") or said.get("rel")
        if name:
            self.told[name] = said.get("content") or said.get("href") or ""


def frame_of(html: str) -> dict[str, str]:
    class Frame(HTMLParser):
        def handle_starttag(self, tag, attrs):
            assert tag == "iframe"
            self.said = dict(attrs)

    parser = Frame()
    parser.feed(html)
    return parser.said


def test_a_short_address_tells_title_text_and_picture_and_leads_to_the_scene(client):
    response = client.get("/s/2.16")
    base = str(client.base_url)
    head = Head(response.text).told
    assert head["og:title"] == "2.16 Mazur's example"
    assert head["og:description"].startswith("A network that many have worked through by hand")
    assert len(head["description"]) <= 202
    assert head["og:url"] == f"{base}/s/2.16"
    assert head["refresh"] == "0; url=../#scene=2.16"
    assert head["og:image"] == f"{base}/s/2.16.jpg"
    assert "<script" not in response.text
    assert client.get(head["alternate"]).json()["title"] == head["og:title"]


def test_a_short_address_hands_on_what_the_page_reads_and_nothing_else(client):
    told = Head(client.get('/s/2.16?view=embed&theme=dark&keys=off&hide=cards&lang="><script>&f=x').text).told
    assert told["refresh"] == "0; url=../#scene=2.16&view=embed&hide=cards&theme=dark&keys=off"


@pytest.mark.parametrize("path", ["/s/9.99", "/s/", "/s/9.99.jpg", "/s/..%2f2.16", "/s/%3Cscript%3E"])
def test_there_is_no_page_of_a_scene_that_is_none(client, path):
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def jpeg_size(body: bytes) -> tuple[int, int]:
    """Width and height by the frame header (ITU-T T.81, B.2.2)."""
    file = io.BytesIO(body)
    assert file.read(2) == b"\xff\xd8"
    while True:
        marker, length = struct.unpack(">HH", file.read(4))
        if 0xFFC0 <= marker <= 0xFFC2:
            _, height, width = struct.unpack(">BHH", file.read(5))
            return width, height
        file.seek(length - 2, io.SEEK_CUR)


def test_pictures_are_small_of_one_size_and_of_scenes_that_there_are(client):
    files = {path.stem: path for path in (pictures.FOLDER).iterdir()}
    assert set(files) <= set(SCENES)
    # A new scene has one from the next release on.
    assert len(files) >= len(SCENES) / 2
    for path in files.values():
        assert jpeg_size(path.read_bytes()) == (pictures.WIDTH, pictures.HEIGHT)
    assert sum(path.stat().st_size for path in files.values()) < 3_000_000
    response = client.get("/s/2.16.jpg")
    assert (response.headers["content-type"], response.content) == ("image/jpeg", files["2.16"].read_bytes())
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


def test_oembed_is_a_frame_of_the_room_that_there_is(ask):
    url = "http://gradscape/s/2.16"
    told = ask(OPEN, "/oembed", params={"url": url, "maxwidth": 640, "maxheight": 2000}).json()
    frame = frame_of(told["html"])
    assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", 640, 500)
    assert (frame["width"], frame["height"]) == ("640", "500")
    assert frame["src"] == "http://gradscape/#scene=2.16&view=embed&hide=controls,cards&keys=off"
    assert (told["thumbnail_url"], told["thumbnail_width"]) == (f"{url}.jpg", 600)
    small = ask(OPEN, "/oembed", params={"url": url, "maxwidth": 599}).json()
    assert "thumbnail_url" not in small and small["width"] == 599


def test_oembed_shows_any_state_and_no_markup_of_it(ask):
    url = 'http://gradscape/#v=1&lab=surface&f="><script>x y&view=stage&keys=on'
    told = ask(OPEN, "/oembed", params={"url": url}).json()
    assert told["title"] == "Gradscape"
    assert frame_of(told["html"])["src"] == (
        'http://gradscape/#v=1&lab=surface&f="><script>x y&view=embed&hide=controls,cards&keys=off'
    )


def test_where_no_other_page_may_show_it_oembed_is_a_link(ask):
    told = ask(Settings(warm_up=False), "/oembed", params={"url": "http://gradscape/s/2.16"}).json()
    assert told["type"] == "link"
    assert not {"html", "width", "height"} & set(told)


@pytest.mark.parametrize(
    "params, status",
    [
        ({"url": "http://elsewhere/s/2.16"}, 404),
        ({"url": "http://gradscape.evil/s/2.16"}, 404),
        ({"url": "http://gradscape/s/9.99"}, 404),
        ({"url": "http://gradscape/docs"}, 404),
        ({"url": "http://gradscape/"}, 404),
        ({"url": "http://gradscape/s/2.16", "format": "xml"}, 501),
        ({"url": "http://gradscape/s/2.16", "maxwidth": "wide"}, 422),
        ({}, 422),
    ],
)
def test_oembed_refuses_as_its_specification_says(ask, params, status):
    response = ask(OPEN, "/oembed", params=params)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_behind_a_prefix_addresses_have_it(ask):
    prefixed = Settings(warm_up=False, root_path="/tools/gradscape", frame_ancestors=("*",))
    head = Head(ask(prefixed, "/tools/gradscape/s/2.16").text).told
    assert head["og:url"] == "http://gradscape/tools/gradscape/s/2.16"
    told = ask(prefixed, "/oembed", params={"url": head["og:url"]}).json()
    assert frame_of(told["html"])["src"].startswith("http://gradscape/tools/gradscape/#scene=2.16&")


def test_an_address_is_a_qr_code_of_the_size_that_its_length_asks_for(client):
    # 25 bytes at level M: version 2, 25 modules and a margin of 4 on each side (ISO/IEC 18004, table 7).
    picture = ElementTree.fromstring(client.get("/qr", params={"address": "http://localhost:8000/s/1"}).content)
    assert picture.get("viewBox") == "0 0 33 33"
    paths = [each for each in picture.iter() if each.tag.endswith("path")]
    assert paths and all(re.fullmatch(r"[Mmhvz\d\s.-]+", each.get("d", "")) for each in paths)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "http://a b", f"https://example.org/{'x' * 3000}"])
def test_what_is_no_address_or_too_long_is_no_qr_code(client, address):
    assert client.get("/qr", params={"address": address}).status_code == 422
