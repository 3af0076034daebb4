"""What the surroundings decide: address, caches, who may call. Read once, from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import platformdirs

_ON = {"on", "yes", "true", "1"}
_OFF = {"off", "no", "none", "false", "0"}
_SHORTEST_KEY = 16
_ORIGIN = re.compile(r"https?://[^\s/,*]+")
# What may stand in `frame-ancestors` of a Content-Security-Policy: an origin, all of a domain, any port, or a scheme.
_FRAME_ANCESTOR = re.compile(
    r"\*|[a-z][a-z0-9+.-]*:|https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d{1,5}|\*))?|https?://\[[0-9a-f:]+\](:(\d{1,5}|\*))?"
)
SELF, NOBODY = "'self'", "'none'"


class SettingsError(ValueError):
    """A setting that cannot be followed, said with its name and what is allowed."""


@dataclass(frozen=True)
class Settings:
    """How one server runs.

    compilation_cache: where compiled kernels are kept between starts; None keeps none.
    cors_origins: pages of other sites that may call the API, as `https://example.org`; `*` for all.
    frame_ancestors: whose pages may show this one in a frame, as a Content-Security-Policy has it.
    root_path: the path under which a proxy shows the server, as `/gradscape`.
    frontend: the page's files, where they are not in their usual place.
    warm_up: whether kernels are compiled in advance.
    workers: how many processes serve; 0 for as many as suit this machine.
    waits_for_kernels: whether connections are taken only once all kernels are ready.
    quick_seconds, heavy_seconds: how long one question may take that should be quick, or should not.
    allowed_hosts: names under which the server may be asked, as `example.org` or `*.example.org`; none for any.
    trusted_proxies: addresses, with commas between, whose word is taken for who asks.
    access_log: whether each request is a line on standard output.
    metrics, docs: whether /metrics, and /docs with /openapi.json, are there.
    room_broker: what keeps the rooms of lectures of several machines, as `redis://host:6379`; empty for this one alone.
    room_key: seals the tokens of rooms; the same for all processes. Empty is a new one with each start.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    compilation_cache: Path | None = None
    cors_origins: tuple[str, ...] = ()
    frame_ancestors: tuple[str, ...] = (SELF,)
    root_path: str = ""
    frontend: Path | None = None
    warm_up: bool = True
    workers: int = 1
    waits_for_kernels: bool = False
    quick_seconds: float = 2.0
    heavy_seconds: float = 30.0
    allowed_hosts: tuple[str, ...] = ()
    trusted_proxies: str = "127.0.0.1"
    access_log: bool = False
    metrics: bool = True
    docs: bool = True
    room_broker: str = ""
    room_key: bytes = field(default=b"", repr=False)


def from_environment(environment: Mapping[str, str]) -> Settings:
    """HOST, PORT and all that begin with GRADSCAPE_; README lists them.

    Raises:
        SettingsError: naming the variable.
    """
    return Settings(
        host=environment.get("HOST", "").strip() or Settings.host,
        port=read_port("PORT", environment.get("PORT", "").strip() or str(Settings.port)),
        compilation_cache=_read_cache(environment.get("GRADSCAPE_COMPILATION_CACHE", "").strip()),
        cors_origins=_read_origins(environment.get("GRADSCAPE_CORS_ORIGINS", "")),
        frame_ancestors=_read_frame_ancestors(environment.get("GRADSCAPE_FRAME_ANCESTORS", "")),
        root_path=_read_root_path(environment.get("GRADSCAPE_ROOT_PATH", "").strip()),
        workers=read_workers("GRADSCAPE_WORKERS", environment.get("GRADSCAPE_WORKERS", "").strip() or "auto"),
        quick_seconds=_read_seconds(environment, "GRADSCAPE_QUICK_SECONDS", Settings.quick_seconds),
        heavy_seconds=_read_seconds(environment, "GRADSCAPE_HEAVY_SECONDS", Settings.heavy_seconds),
        allowed_hosts=_read_hosts(environment.get("GRADSCAPE_ALLOWED_HOSTS", "")),
        trusted_proxies=environment.get("GRADSCAPE_TRUSTED_PROXIES", "").strip() or Settings.trusted_proxies,
        access_log=_read_switch(environment, "GRADSCAPE_ACCESS_LOG", otherwise=Settings.access_log),
        metrics=_read_switch(environment, "GRADSCAPE_METRICS", otherwise=Settings.metrics),
        docs=_read_switch(environment, "GRADSCAPE_DOCS", otherwise=Settings.docs),
        room_broker=_read_broker(environment.get("GRADSCAPE_ROOM_BROKER", "").strip()),
        room_key=_read_key(environment.get("GRADSCAPE_ROOM_KEY", "").strip()),
    )


def read_workers(name: str, text: str) -> int:
    """How many processes; 0 for `auto`."""
    if text.lower() == "auto":
        return 0
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 64):
        raise SettingsError(f"{name} must be a number from 1 to 64, or auto, not {text!r}")
    return int(text)


def read_port(name: str, text: str) -> int:
    """A TCP port; 0 lets the system choose a free one."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise SettingsError(f"{name} must be a number from 0 to 65535, not {text!r}")
    return int(text)


def _read_seconds(environment: Mapping[str, str], name: str, otherwise: float) -> float:
    text = environment.get(name, "").strip()
    if not text:
        return otherwise
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) or not 0 < float(text) <= 3600:
        raise SettingsError(f"{name} must be a number of seconds up to 3600, not {text!r}")
    return float(text)


def _read_switch(environment: Mapping[str, str], name: str, *, otherwise: bool) -> bool:
    text = environment.get(name, "").strip().lower()
    if text and text not in _ON | _OFF:
        raise SettingsError(f"{name} must be on or off, not {text!r}")
    return text in _ON if text else otherwise


def _read_broker(text: str) -> str:
    if text and not re.match(r"(rediss?|unix)://.", text):
        raise SettingsError(f"GRADSCAPE_ROOM_BROKER must be an address such as redis://localhost:6379, not {text!r}")
    if text and find_spec("redis") is None:
        raise SettingsError("GRADSCAPE_ROOM_BROKER needs a package more: pip install 'gradscape[rooms]'")
    return text


def _read_key(text: str) -> bytes:
    if text and len(text) < _SHORTEST_KEY:
        raise SettingsError(f"GRADSCAPE_ROOM_KEY must have at least {_SHORTEST_KEY} characters: nobody may guess it")
    return text.encode()


def _read_hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    for host in hosts:
        if host != "*" and not re.fullmatch(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*", host):
            raise SettingsError(f"GRADSCAPE_ALLOWED_HOSTS lists names such as example.org, without ports, not {host!r}")
    return hosts


def _read_cache(text: str) -> Path | None:
    if text.lower() in _OFF:
        return None
    if not text or text.lower() == "on":
        return platformdirs.user_cache_path("gradscape", appauthor=False) / "kernels"
    return Path(text).expanduser()


def _read_origins(text: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    for origin in origins:
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise SettingsError(f"GRADSCAPE_CORS_ORIGINS lists origins such as https://example.org, not {origin!r}")
    return origins


def _read_frame_ancestors(text: str) -> tuple[str, ...]:
    words = [word.strip("'").rstrip("/").lower() for word in re.split(r"[\s,]+", text) if word]
    if words == ["none"]:
        return (NOBODY,)
    sources = tuple(SELF if word == "self" else word for word in words)
    for source in sources:
        if source != SELF and not _FRAME_ANCESTOR.fullmatch(source):
            raise SettingsError(
                "GRADSCAPE_FRAME_ANCESTORS lists self, origins such as https://example.org or https://*.example.org, "
                f"or is none or *, not {source!r}"
            )
    return sources or Settings.frame_ancestors


def _read_root_path(text: str) -> str:
    path = text.rstrip("/")
    if path and not re.fullmatch(r"(/[\w.~-]+)+", path):
        raise SettingsError(f"GRADSCAPE_ROOT_PATH must be a path such as /gradscape, not {text!r}")
    return path
