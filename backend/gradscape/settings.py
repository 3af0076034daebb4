"""What the surroundings decide: address, caches, who may call. Read once, from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_OFF = {"off", "no", "none", "false", "0"}
_ORIGIN = re.compile(r"https?://[^\s/,*]+")


class SettingsError(ValueError):
    """A setting that cannot be followed, said with its name and what is allowed."""


@dataclass(frozen=True)
class Settings:
    """How one server runs.

    compilation_cache: where compiled kernels are kept between starts; None keeps none.
    cors_origins: pages of other sites that may call the API, as `https://example.org`; `*` for all.
    root_path: the path under which a proxy shows the server, as `/gradscape`.
    frontend: the page's files, where they are not in their usual place.
    warm_up: whether kernels are compiled in advance.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    compilation_cache: Path | None = None
    cors_origins: tuple[str, ...] = ()
    root_path: str = ""
    frontend: Path | None = None
    warm_up: bool = True


def from_environment(environment: Mapping[str, str]) -> Settings:
    """HOST, PORT, GRADSCAPE_COMPILATION_CACHE, GRADSCAPE_CORS_ORIGINS and GRADSCAPE_ROOT_PATH.

    Raises:
        SettingsError: naming the variable.
    """
    return Settings(
        host=environment.get("HOST", "").strip() or Settings.host,
        port=read_port("PORT", environment.get("PORT", "").strip() or str(Settings.port)),
        compilation_cache=_read_cache(environment.get("GRADSCAPE_COMPILATION_CACHE", "").strip()),
        cors_origins=_read_origins(environment.get("GRADSCAPE_CORS_ORIGINS", "")),
        root_path=_read_root_path(environment.get("GRADSCAPE_ROOT_PATH", "").strip()),
    )


def read_port(name: str, text: str) -> int:
    """A TCP port; 0 lets the system choose a free one."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise SettingsError(f"{name} must be a number from 0 to 65535, not {text!r}")
    return int(text)


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


def _read_root_path(text: str) -> str:
    path = text.rstrip("/")
    if path and not re.fullmatch(r"(/[\w.~-]+)+", path):
        raise SettingsError(f"GRADSCAPE_ROOT_PATH must be a path such as /gradscape, not {text!r}")
    return path
