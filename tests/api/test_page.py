"""The page's files: their types, how long they keep, how they travel, and that nothing else can be had."""

import gzip
import json
import re
from dataclasses import replace

import pytest

from gradscape.api.assets import Folder
from gradscape.api.page import Page
from gradscape.settings import Settings

PLOTLY = "/static/vendor/plotly.min.js"
AFAR = {"X-Forwarded-For": "203.0.113.9"}


@pytest.fixture
def files(tmp_path):
    frontend = tmp_path / "frontend"
    (frontend / "core").mkdir(parents=True)
    (frontend / "index.html").write_text('<!doctype html><script src="static/vendor/plotly.min.js" defer></script>')
    (frontend / "app.js").write_text("export const a = 1;\n" * 200)
    (frontend / "core" / "signal.js").write_text("export {};\n")
    (frontend / "styles.css").write_text("p {}\n")
    (frontend / "picture.svg").write_text("<svg/>")
    (frontend / ".secret.js").write_text("secret")
    (frontend / "notes.md").write_text("secret")
    (tmp_path / "outside.js").write_text("secret")
    return Settings(frontend=frontend, warm_up=False)


def test_the_root_is_the_page_and_is_revalidated(ask, files):
    response = ask(files, "/")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert ask(files, "/", headers={"If-None-Match": response.headers["etag"]}).status_code == 304


def test_the_page_names_every_file_by_its_version_and_it_is_kept_for_good(client):
    addresses = re.findall(r'(?:src|href)="(static/[^"]+)"', client.get("/").text)
    assert [re.sub(r"\?v=.*", "", each) for each in addresses] == [
        "static/icon.svg",
        "static/manifest.webmanifest",
        "static/packs/styles.css",
        "static/vendor/plotly.min.js",
        "static/core/thread-worker.js",
        "static/packs/page.js",
    ]
    for address in addresses:
        assert client.get(f"/{address}").headers["cache-control"] == "public, max-age=31536000, immutable"
        assert client.get(f"/{re.sub('v=.', 'v=other', address)}").headers["cache-control"] == "no-cache"


def test_the_page_names_the_course_by_its_version_too(client):
    [source] = re.findall(r'data-source="(course[^"]+)"', client.get("/").text)
    assert "immutable" in client.get(f"/api/v1/{source}").headers["cache-control"]
    assert client.get("/api/v1/course").headers["cache-control"] == "no-cache"


def test_the_service_worker_keeps_the_files_of_the_page_and_nothing_of_the_api(client):
    script = client.get("/service-worker.js")
    assert script.headers["cache-control"] == "no-cache"
    files = json.loads(re.findall(r'\((\["static.*?\])\)', script.text)[0])
    assert len([file for file in files if "-lab.js" in file]) == 9
    for file in files:
        assert "immutable" in client.get(f"/{file}").headers["cache-control"]


@pytest.mark.parametrize("path", ["/openapi.json", "/api/v1/catalogue", "/api/v1/course", "/docs", "/"])
def test_what_does_not_change_is_not_sent_twice(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_module_is_in_the_page_at_the_next_request(files):
    html = '<!doctype html><script type="module" src="static/app.js"></script>'
    (files.frontend / "index.html").write_text(html)
    page = Page(Folder(files.frontend))
    before = page.html()
    assert page.html() is before
    (files.frontend / "app.js").write_text("export const changed = 1;\n")
    [address] = re.findall(r'src="static/(packs/[^"?]+)\?v=', page.html().body.decode())
    pack = page.find(address)
    assert page.html() != before
    assert pack is not None
    assert b"changed = 1" in pack.body


def test_a_pack_by_its_version_is_answered_without_a_look_at_the_files(files, monkeypatch):
    html = '<!doctype html><script type="module" src="static/app.js"></script>'
    (files.frontend / "index.html").write_text(html)
    folder = Folder(files.frontend)
    page = Page(folder)
    [(address, version)] = re.findall(r'src="static/(packs/[^"?]+)\?v=(\w+)"', page.html().body.decode())
    looks = []
    monkeypatch.setattr(folder, "version", lambda: looks.append("") or ("changed", len(looks)))
    pack = page.find(address, version)
    assert pack is not None
    assert (pack.version, looks) == (version, [])
    (files.frontend / "app.js").write_text("export const changed = 1;\n")
    assert page.find(address, version) is pack
    newest = page.find(address, "another")
    assert newest is not None
    assert b"changed = 1" in newest.body
    assert len(looks) == 1


@pytest.mark.parametrize("encoding, other", [("br", "gzip;q=0.5"), ("gzip", "br;q=0"), ("gzip", "deflate")])
def test_the_best_encoding_that_is_accepted_is_chosen(ask, files, encoding, other):
    headers = {"Accept-Encoding": f"{other}, {encoding}", **AFAR}
    assert ask(files, "/static/app.js", headers=headers).headers["content-encoding"] == encoding


@pytest.mark.parametrize("accepted", ["gzip;q=0", "gzip; q=0.0, br;q=0", "identity", "*;q=0", ""])
def test_an_encoding_that_is_not_accepted_is_not_used(client, ask, files, accepted):
    headers = {"Accept-Encoding": accepted, **AFAR}
    assert "content-encoding" not in ask(files, "/static/app.js", headers=headers).headers
    assert "content-encoding" not in surface(client, "lists", **headers).headers


def test_the_page_carries_the_catalogue_as_data(client):
    page = client.get("/").text
    carried = re.search(r'<script type="application/json" id="catalogue">([^<]+)</script>', page)
    assert carried is not None
    assert json.loads(carried[1]) == client.get("/api/v1/catalogue").json()


def test_the_page_carries_the_answers_to_what_labs_ask_first(client):
    page = client.get("/").text
    carried = re.search(r'<script type="application/json" id="answered">([^<]+)</script>', page)
    assert carried is not None
    rows = json.loads(carried[1])
    assert {"x^2 - y^2", "x^3 - x"} <= {row["question"]["function"]["source"] for row in rows}
    for row in rows:
        assert client.post(f"/api/v1/{row['path']}", json=row["question"]).json() == row["answer"]


@pytest.mark.parametrize(
    "path, media_type",
    [
        ("/static/app.js", "text/javascript; charset=utf-8"),
        ("/static/core/signal.js", "text/javascript; charset=utf-8"),
        ("/static/styles.css", "text/css; charset=utf-8"),
        ("/static/picture.svg", "image/svg+xml"),
    ],
)
def test_files_have_the_right_type_on_every_system(ask, files, path, media_type):
    response = ask(files, path)
    assert response.headers["content-type"] == media_type
    assert response.headers["cache-control"] == "no-cache"


def test_a_changed_file_is_seen_at_the_next_request(ask, files):
    etag = ask(files, "/static/app.js").headers["etag"]
    (files.frontend / "app.js").write_text("export const a = 2;\n")
    response = ask(files, "/static/app.js", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert "a = 2" in response.text


def test_the_etag_depends_on_the_bytes_alone(ask, files, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "app.js").write_bytes((files.frontend / "app.js").read_bytes())
    other = Settings(frontend=copy, warm_up=False)
    assert ask(files, "/static/app.js").headers["etag"] == ask(other, "/static/app.js").headers["etag"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../outside.js",
        "/static/..%2foutside.js",
        "/static/%2e%2e/outside.js",
        "/static/core/../../outside.js",
        "/static/..%5coutside.js",
        "/static//outside.js",
        "/static/app.js/",
        "/static/./app.js/",
        "/static//app.js",
        "/static/.secret.js",
        "/static/notes.md",
        "/static/core",
        "/static/",
        "/static/app.js%00",
        "/static/C:outside.js",
        f"/static/{'a' * 5000}.js",
    ],
)
def test_nothing_else_can_be_had(ask, files, path):
    response = ask(files, path)
    assert response.status_code == 404
    assert "secret" not in response.text


def test_a_link_out_of_the_folder_is_not_followed(ask, files, tmp_path):
    (files.frontend / "link.js").symlink_to(tmp_path / "outside.js")
    assert ask(files, "/static/link.js").status_code == 404


def test_plotly_comes_from_the_python_package(client):
    response = client.get(PLOTLY)
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert b"plotly.js" in response.content[:200]


@pytest.mark.parametrize("address", [PLOTLY, f"{PLOTLY}?v=0"])
def test_plotly_without_its_version_is_revalidated(client, address):
    assert client.get(address).headers["cache-control"] == "no-cache"


def test_files_travel_compressed_from_afar(ask, files):
    near = ask(files, "/static/app.js", headers={"Accept-Encoding": "gzip"})
    far = ask(files, "/static/app.js", headers={"Accept-Encoding": "gzip", **AFAR})
    assert "content-encoding" not in near.headers
    assert far.headers["content-encoding"] == "gzip"
    assert far.text == near.text
    assert far.headers["etag"] != near.headers["etag"]
    assert "accept-encoding" in far.headers["vary"].lower()
    again = {"Accept-Encoding": "gzip", "If-None-Match": far.headers["etag"], **AFAR}
    assert ask(files, "/static/app.js", headers=again).status_code == 304


def test_plotly_travels_compressed_from_afar(client):
    with client.stream("GET", PLOTLY, headers={"Accept-Encoding": "gzip", **AFAR}) as response:
        packed = b"".join(response.iter_raw())
    assert len(packed) < 2_000_000
    assert gzip.decompress(packed) == client.get(PLOTLY).content


def surface(client, arrays, **headers):
    request = {"function": {"source": "sin(x) y"}, "x": [0, 1], "y": [0, 1], "arrays": arrays}
    return client.post("/api/v1/surface", json=request, headers=headers)


def test_large_answers_travel_compressed_from_afar_and_plain_on_the_same_machine(client):
    near, far = surface(client, "lists"), surface(client, "lists", **AFAR)
    assert "content-encoding" not in near.headers
    assert far.headers["content-encoding"] == "gzip"
    assert far.json() == near.json()


def test_small_answers_travel_plain(client):
    response = client.post("/api/v1/parse", json={"function": {"source": ""}}, headers=AFAR)
    assert "content-encoding" not in response.headers


def test_who_does_not_ask_for_gzip_does_not_get_it(client):
    assert "content-encoding" not in surface(client, "lists", **AFAR, **{"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/docs", "/healthz", "/api/v1/catalogue"])
def test_a_prefix_given_by_a_proxy_may_stay_on_or_be_taken_off(ask, files, path):
    prefixed = replace(files, root_path="/tools/gradscape")
    assert ask(prefixed, f"/tools/gradscape{path}").status_code == 200
    assert ask(prefixed, path).status_code == 200


def test_the_description_names_the_prefix(ask, files):
    prefixed = replace(files, root_path="/tools/gradscape")
    assert ask(prefixed, "/openapi.json").json()["servers"] == [{"url": "/tools/gradscape"}]


@pytest.mark.parametrize("path", ["/docs/", "/tools/gradscape/docs/"])
def test_a_redirect_keeps_the_prefix(ask, files, path):
    prefixed = replace(files, root_path="/tools/gradscape")
    assert ask(prefixed, path).headers["location"] == "/tools/gradscape/docs"
