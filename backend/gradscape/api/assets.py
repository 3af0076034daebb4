"""Files as they are served: their type, their ETag, how long they keep, how they are compressed."""

import gzip
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import Response

from gradscape.api.compression import SMALLEST, Encoding, wanted_encoding

# Our own table: the one of the operating system may say that JavaScript is text/plain.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_COMPRESSED_ALREADY = {".png", ".woff2"}

# Asked for again at each load, answered with 304 unless changed: a new version is seen at once.
REVALIDATED = "no-cache"
# For addresses that name a version.
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """Bytes to serve. The ETag is made of them, so that every replica gives the same."""

    body: bytes
    media_type: str
    compressible: bool = True

    @cached_property
    def etag(self) -> str:
        """A strong validator of the plain bytes."""
        return f'"{self.version}"'

    @cached_property
    def version(self) -> str:
        """What its address may name, for it to be kept for good."""
        return hashlib.sha256(self.body).hexdigest()[:24]

    @cached_property
    def _compressed(self) -> dict[str, bytes]:
        return {}

    def compressed(self, encoding: Encoding) -> bytes:
        """The bytes in that encoding, made once."""
        if encoding not in self._compressed:
            self._compressed[encoding] = _COMPRESS[encoding](self.body)
        return self._compressed[encoding]

    def is_ready(self, request: Request) -> bool:
        """Whether its answer is made but for a copy: nothing is to be compressed or hashed first."""
        encoding = self._encoding(request)
        return "version" in vars(self) and (encoding is None or encoding in self._compressed)

    def _encoding(self, request: Request) -> Encoding | None:
        is_worth_it = self.compressible and len(self.body) >= SMALLEST
        return wanted_encoding(request.scope) if is_worth_it else None

    def response(self, request: Request, cache_control: str | None = None) -> Response:
        """The whole, compressed if that helps, or 304 if the client has it; kept for good by its version's address."""
        if cache_control is None:
            cache_control = FOREVER if request.query_params.get("v") == self.version else REVALIDATED
        headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
        encoding = self._encoding(request)
        headers["ETag"] = f'{self.etag[:-1]}-{encoding}"' if encoding else self.etag
        if _has(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
            return Response(self.compressed(encoding), headers=headers, media_type=self.media_type)
        return Response(self.body, headers=headers, media_type=self.media_type)


# Brotli's 11 takes twenty times as long as its 9, and is a tenth smaller.
_COMPRESS: dict[Encoding, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=9),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}


def _has(request: Request, etag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]


def from_file(path: Path) -> Asset:
    """A file's asset."""
    return Asset(path.read_bytes(), MEDIA_TYPES[path.suffix], path.suffix not in _COMPRESSED_ALREADY)


def _stamps(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                yield from _stamps(entry.path)
            else:
                stat = entry.stat()
                yield entry.path, stat.st_mtime_ns, stat.st_size


class Folder:
    """The files below one folder, read when first asked for and again when they change."""

    def __init__(self, root: Path):
        self._root = root.resolve()
        self._kept: dict[Path, tuple[tuple[int, int], Asset]] = {}

    def find(self, name: str) -> Asset | None:
        """The file of that name, None if there is none to show."""
        path = self._inside(name)
        if path is None:
            return None
        stat = path.stat()
        version = (stat.st_mtime_ns, stat.st_size)
        kept = self._kept.get(path)
        if kept is None or kept[0] != version:
            kept = self._kept[path] = (version, from_file(path))
        return kept[1]

    def version(self) -> tuple[tuple[str, int, int], ...]:
        """What changes when one of the files does."""
        return tuple(_stamps(self._root))

    def _inside(self, name: str) -> Path | None:
        if any(not part or part.startswith(".") for part in name.split("/")) or "\\" in name or ":" in name:
            return None
        try:
            path = (self._root / name).resolve()
            is_file = path.is_file()
        except (OSError, ValueError):
            return None
        return path if is_file and path.is_relative_to(self._root) and path.suffix in MEDIA_TYPES else None
