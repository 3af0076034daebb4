"""What operators and browsers meet: health, figures, headers, unknown addresses, failures."""

import logging

import pytest

from gradscape.settings import Settings

COLD = Settings(warm_up=False)


def test_a_living_server_says_so(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"healthy": True})
    assert response.headers["cache-control"] == "no-store"


def test_a_warm_server_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True})


def test_a_server_that_is_not_warm_says_how_far_it_is(ask, monkeypatch):
    from gradscape.machine import warm_up

    monkeypatch.setattr(warm_up, "_warmed", 2)
    response = ask(COLD, "/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "warmed": 2, "total": warm_up.progress().total}


def test_a_page_learns_how_warm_the_server_is_without_an_error(client, ask, monkeypatch):
    from gradscape.machine import warm_up

    assert client.get("/warm-up").json() == {"ready": True}
    monkeypatch.setattr(warm_up, "_warmed", 2)
    response = ask(COLD, "/warm-up")
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
    assert response.json() == {"ready": False, "warmed": 2, "total": warm_up.progress().total}


def test_a_request_to_a_cold_server_waits_and_does_not_fail(ask, monkeypatch):
    from gradscape.machine import warm_up

    monkeypatch.setattr(warm_up, "_warmed", 0)
    request = {"function": {"source": "x^2"}, "points": [[3]]}
    response = ask(COLD, "/api/v1/derivatives", "POST", json=request)
    assert response.json()["results"][0]["gradient"] == [6]


def figures(client) -> dict[str, float]:
    lines = client.get("/metrics").text.splitlines()
    return {
        name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))
    }


def test_requests_are_counted_by_route_and_status(client, lab):
    name = 'gradscape_http_requests_total{method="POST",route="/api/v1/parse",status="422"}'
    before = figures(client).get(name, 0)
    lab("parse", function={"source": "sine x"})
    assert figures(client)[name] == before + 1


def test_request_times_are_a_histogram_by_route(client, lab):
    name = 'gradscape_http_request_seconds_bucket{le="+Inf",method="POST",route="/api/v1/surface"}'
    before = figures(client).get(name, 0)
    lab("surface", function={"source": "x"}, x=[0, 1], y=[0, 1])
    assert figures(client)[name] == before + 1


def test_the_figures_tell_compilations_warmth_and_memory(client):
    found = figures(client)
    assert found["gradscape_xla_compilations_total"] + found["gradscape_kernels_loaded_total"] > 0
    assert found["gradscape_kernels_warm"] == found["gradscape_kernels"] > 0
    assert found.get("process_resident_memory_bytes", 1) > 0


def test_no_request_makes_xla_compile(client, lab):
    before = figures(client)["gradscape_xla_compilations_total"]
    for k in range(1, 6):
        function = {"source": "+".join(f"sin({k}.5 x_{j})" for j in range(1, k + 1))}
        variables = [f"x_{j}" for j in range(1, k + 1)]
        lab("parse", function=function)
        lab(
            "derivatives",
            function=function | {"variables": variables},
            points=[[0.1] * k] * 7**k if k < 4 else [[0.1] * k],
        )
        if k <= 2:
            lab("surface", function=function, x=[0, 1], y=[0, 1], resolution=50 * k)
            lab("critical-points", function=function | {"variables": variables}, box=[[0, 1]] * k)
    assert figures(client)["gradscape_xla_compilations_total"] == before


def test_made_up_addresses_do_not_fill_the_figures(client):
    for k in range(5):
        client.get(f"/nothing/{k}")
    assert not [name for name in figures(client) if "nothing" in name]


@pytest.mark.parametrize(
    "method, path, status",
    [
        ("GET", "/docs", 200),
        ("GET", "/api/v1/catalogue", 200),
        ("GET", "/static/vendor/plotly.min.js", 200),
        ("POST", "/api/v1/parse", 415),
        ("GET", "/nothing", 404),
        ("GET", "/api/v1/parse", 405),
        ("HEAD", "/healthz", 200),
    ],
)
def test_every_answer_carries_the_security_headers(client, method, path, status):
    response = client.request(method, path)
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    assert response.status_code == status
    assert policy["default-src"] == "'self'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["img-src"] == "'self' data: blob:"
    assert policy["worker-src"] == "'self' blob:"
    assert policy["frame-ancestors"] == "'self' http://localhost:*"
    assert "unsafe-eval" not in response.headers["content-security-policy"]
    assert "script-src" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert response.headers["referrer-policy"] == "same-origin"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in response.headers


@pytest.mark.parametrize(
    "sources, options",
    [(("'self'",), "SAMEORIGIN"), (("'none'",), "DENY"), (("'self'", "https://moodle.example"), None), (("*",), None)],
)
def test_whose_pages_may_show_this_one_is_said_to_browsers_and_to_the_page(ask, sources, options):
    response = ask(Settings(warm_up=False, frame_ancestors=sources), "/")
    said = " ".join(sources)
    assert response.headers["content-security-policy"].endswith(f"; frame-ancestors {said}")
    assert response.headers.get("x-frame-options") == options
    assert f'<meta name="frame-ancestors" content="{said}" />' in response.text


def test_the_script_for_other_pages_may_be_had_by_them_and_no_other_file(client):
    script = client.get("/static/embed.js")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["access-control-allow-origin"] == "*"
    other = client.get("/static/core/signal.js")
    assert other.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/v1/nothing", "/api/v2/parse", "/static/nothing.js", "/%00", "/static/%00"]
)
def test_an_unknown_address_is_a_problem_of_status_404(client, path):
    response = client.get(path)
    assert response.status_code == response.json()["status"] == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method, path, allowed", [("GET", "/api/v1/parse", "POST"), ("POST", "/healthz", "GET")])
def test_another_method_is_a_problem_of_status_405_and_says_which_is_meant(client, method, path, allowed):
    response = client.request(method, path)
    assert response.status_code == response.json()["status"] == 405
    assert response.headers["allow"] == allowed
    assert allowed in response.json()["detail"]


def test_head_is_answered_like_get_without_the_body(client):
    get, head = client.get("/api/v1/catalogue"), client.head("/api/v1/catalogue")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]
    assert head.headers["etag"] == get.headers["etag"]


def test_a_failure_nobody_foresaw_is_a_problem_without_traceback_and_is_logged(ask, monkeypatch, caplog):
    from gradscape.api.routers import surface

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(surface, "sampled", fail)
    request = {"function": {"source": "x"}, "x": [0, 1], "y": [0, 1]}
    with caplog.at_level(logging.ERROR, "gradscape"):
        response = ask(COLD, "/api/v1/surface", "POST", json=request)
    assert response.status_code == response.json()["status"] == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "content-security-policy" in response.headers
    assert "secret" not in response.text
    assert "secret" in caplog.text


def test_other_sites_may_not_call_by_default(client):
    response = client.post(
        "/api/v1/parse", json={"function": {"source": "x"}}, headers={"Origin": "https://example.org"}
    )
    assert "access-control-allow-origin" not in response.headers


def test_listed_sites_may_call(ask):
    settings = Settings(warm_up=False, cors_origins=("https://example.org",))
    listed, other = {"Origin": "https://example.org"}, {"Origin": "https://example.com"}
    asked = {**listed, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert ask(settings, "/healthz", headers=listed).headers["access-control-allow-origin"] == "https://example.org"
    assert "access-control-allow-origin" not in ask(settings, "/healthz", headers=other).headers
    assert ask(settings, "/api/v1/parse", "OPTIONS", headers=asked).status_code == 200


def test_a_listed_site_can_read_refusals_too(ask):
    settings = Settings(warm_up=False, cors_origins=("https://example.org",))
    response = ask(settings, "/api/v1/parse", "POST", json={}, headers={"Origin": "https://example.org"})
    assert response.status_code == 422
    assert response.headers["access-control-allow-origin"] == "https://example.org"


def test_only_the_hosts_that_are_listed_are_served(ask):
    listed = Settings(warm_up=False, allowed_hosts=("gradscape",))
    assert ask(listed, "/healthz").status_code == 200
    assert ask(listed, "/healthz", headers={"Host": "evil.example"}).status_code == 400


def test_a_redirect_stays_on_this_server_whatever_host_was_asked_for(ask):
    response = ask(COLD, "/docs/", headers={"Host": "evil.example"})
    assert (response.status_code, response.headers["location"]) == (307, "/docs")


def test_figures_and_documentation_can_be_switched_off(ask):
    closed = Settings(warm_up=False, metrics=False, docs=False)
    for path in ("/metrics", "/docs", "/openapi.json"):
        assert ask(COLD, path).status_code == 200
        assert ask(closed, path).status_code == 404
