"""Files as they are served: their type, their ETag, how long they keep, their gzip."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from gradscape.api.compression import SMALLEST, wants_gzip

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
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'

    @cached_property
    def gzipped(self) -> bytes:
        """The bytes compressed as far as they go, made once."""
        return gzip.compress(self.body, 9, mtime=0)

    def response(self, request: Request, cache_control: str) -> Response:
        """The whole, compressed if that helps, or 304 if the client has it."""
        headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
        is_compressed = self.compressible and len(self.body) >= SMALLEST and wants_gzip(request.scope)
        headers["ETag"] = f'{self.etag[:-1]}-gzip"' if is_compressed else self.etag
        if _has(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if is_compressed:
            return Response(self.gzipped, headers={**headers, "Content-Encoding": "gzip"}, media_type=self.media_type)
        return Response(self.body, headers=headers, media_type=self.media_type)


def _has(request: Request, etag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]


def from_file(path: Path) -> Asset:
    """A file's asset."""
    return Asset(path.read_bytes(), MEDIA_TYPES[path.suffix], path.suffix not in _COMPRESSED_ALREADY)


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

    def _inside(self, name: str) -> Path | None:
        if any(part.startswith(".") for part in name.split("/")) or "\\" in name or ":" in name:
            return None
        try:
            path = (self._root / name).resolve()
            is_file = path.is_file()
        except (OSError, ValueError):
            return None
        return path if is_file and path.is_relative_to(self._root) and path.suffix in MEDIA_TYPES else None
