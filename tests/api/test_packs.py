"""Modules joined into packs: every module of the page can be read, and runs as it would alone."""

import json
import re

import pytest

from gradscape.api.packs import PAGE, Packs, Unreadable, module
from gradscape.api.page import EMBED, WORKER
from gradscape.labs import LABS
from gradscape.places import frontend_folder

ALL = {
    path.relative_to(frontend_folder()).as_posix(): path.read_text("utf-8") for path in frontend_folder().rglob("*.js")
}


@pytest.fixture(scope="module")
def packs():
    return Packs(ALL.__getitem__)


def packed(**texts: str) -> str:
    """The pack of a page whose modules are given by their names without .js."""
    return Packs(lambda name: texts[name.removesuffix(".js")]).assets[PAGE].body.decode()


def modules_in(pack: str) -> list[str]:
    return re.findall(r'^\$modules\["([^"]+)"\] = ', pack, re.M)


def test_every_module_is_in_one_pack_and_in_no_other(packs):
    texts = [asset.body.decode() for name, asset in packs.assets.items() if name.endswith(".js")]
    found = [name for text in texts for name in modules_in(text)]
    # Some hold types alone, and are nobody's; the service worker and what other pages load are no parts of the page.
    apart = {WORKER, EMBED, *(name for name, text in ALL.items() if "export {};" in text)}
    assert sorted(found) == sorted(set(ALL) - apart)


def test_a_lab_brings_nothing_that_another_needs(packs):
    texts = {name: asset.body.decode() for name, asset in packs.assets.items() if name.endswith("-lab.js")}
    assert len(texts) == len(LABS)
    for name, text in texts.items():
        _, folder, *_ = name.split(".")
        brought = re.findall(r'^\$modules\["([^"]+)"\] = ', text, re.M)
        own = {folder, "common"}
        assert not [each for each in brought if each.startswith("labs/") and each.split("/")[1] not in own]


@pytest.mark.parametrize("name", ALL)
def test_no_line_of_code_is_taken_for_a_comment(name):
    before, after = ALL[name].split("\n"), module(name, ALL[name]).text.split("\n")
    assert len(before) == len(after)
    # Comments end where they began, and none begins in the middle of a text of several lines.
    taken = [line.strip() for line, rest in zip(before, after, strict=True) if line.strip() and not rest.strip()]
    assert all(line.startswith(("/*", "*", "//")) or line.endswith("*/") for line in taken)
    assert "".join(taken).count("`") % 2 == 0


def test_what_is_imported_comes_before():
    b = 'import { c } from "./c.js";\nexport const b = c;'
    text = packed(app='import { b } from "./b.js";', b=b, c="export const c = 1;")
    assert modules_in(text) == ["c.js", "b.js", "app.js"]


@pytest.mark.parametrize(
    "form",
    [
        "export default 1;",
        "export let a = 1;",
        'export { a } from "./b.js";',
        'import a from "./b.js";',
        'export * from "./b.js";',
        "export { a };",
    ],
)
def test_a_form_that_is_not_read_is_refused_with_its_place(form):
    with pytest.raises(Unreadable, match=r"app\.js"):
        packed(app=form, b="export const b = 1;")


def test_modules_that_import_each_other_are_refused():
    with pytest.raises(Unreadable, match=r"c\.js and b\.js import each other"):
        packed(app='import "./b.js";', b='import "./c.js";', c='import "./b.js";')


def test_the_source_map_leads_to_every_line(packs):
    text, lines = packs.assets[PAGE].body.decode().split("\n"), decoded(packs.assets[f"{PAGE}.map"].body)
    assert len(lines) > 5_000
    for at, (source, line) in lines.items():
        there = ALL[source.removeprefix("../")].split("\n")[line].strip()
        here = text[at].strip()
        is_same = not here or here.startswith("$modules[") or there.removeprefix("export ") in here
        assert is_same or "import" in there, (source, line)


def decoded(text: bytes) -> dict[int, tuple[str, int]]:
    """For each line of the pack its file and line, by the format's own definition."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    content = json.loads(text)
    found, source, line = {}, 0, 0
    for at, row in enumerate(content["mappings"].split(";")):
        numbers, value, shift = [], 0, 0
        for digit in map(digits.index, row):
            value |= (digit & 31) << shift
            shift += 5
            if digit < 32:
                numbers.append(-(value >> 1) if value & 1 else value >> 1)
                value, shift = 0, 0
        if numbers:
            source, line = source + numbers[1], line + numbers[2]
            found[at] = (content["sources"][source], line)
    return found
