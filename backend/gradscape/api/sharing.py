"""What others show of a scene: a short address with title and picture, oEmbed, QR codes.

Source: https://oembed.com, https://ogp.me
"""

import re
from html import escape
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Query, Request
from segno import DataOverflowError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from gradscape.api import assets
from gradscape.api.answers import Answer
from gradscape.api.assets import Asset
from gradscape.api.errors import ProblemError, invalid
from gradscape.api.page import FOR_OTHERS
from gradscape.api.qr_codes import qr_code
from gradscape.course.loader import chapters
from gradscape.course.pictures import HEIGHT, MEDIA_TYPE, WIDTH, picture
from gradscape.settings import SELF, Settings

router = APIRouter(include_in_schema=False)

_NAME = "Gradscape"
_SAYS = "See the calculus behind machine learning: type a function, drag a point."
_LONGEST_SAYS = 200
# What a short address hands on to the page, which reads it itself.
_HANDED_ON = ("view", "hide", "theme", "keys", "lang")
_OF_A_FRAME = re.compile(r"(view=(stage|embed)|(hide|keys|room)=.*)")
# In pixels: as large as a column of text, unless a consumer has less room.
_FRAME = (800, 500)

_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>{title} · Gradscape</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="{says}">
    <meta property="og:type" content="website">
    <meta property="og:site_name" content="Gradscape">
    <meta property="og:title" content="{title}">
    <meta property="og:description" content="{says}">
    <meta property="og:url" content="{url}">{image}
    <link rel="alternate" type="application/json+oembed" href="{oembed}" title="{title}">
    <meta http-equiv="refresh" content="0; url={target}">
  </head>
  <body>
    <h1>{title}</h1>
    <p>{says}</p>
    <p><a href="{target}">Open the scene</a></p>
  </body>
</html>
"""
_IMAGE = """
    <meta property="og:image" content="{url}.jpg">
    <meta property="og:image:width" content="{width}">
    <meta property="og:image:height" content="{height}">
    <meta name="twitter:card" content="summary_large_image">"""


class _Scene(NamedTuple):
    id: str
    title: str
    says: str


@router.get("/s/{name}")
async def short(name: str, request: Request) -> Response:
    """A scene by its number; with .jpg, its picture."""
    if name.endswith(".jpg"):
        return _picture(request, name.removesuffix(".jpg"))
    scene = _scene(name)
    if scene is None:
        raise HTTPException(404)
    url = f"{_base(request)}s/{scene.id}"
    image = _IMAGE.format(url=escape(url), width=WIDTH, height=HEIGHT) if picture(scene.id) else ""
    oembed = f"{_base(request)}oembed?url={quote(url, safe='')}"
    words = {"title": scene.title, "says": scene.says, "url": url, "oembed": oembed, "target": _target(scene, request)}
    html = _PAGE.format(image=image, **{key: escape(value) for key, value in words.items()})
    return HTMLResponse(html, headers={"Cache-Control": assets.REVALIDATED})


def _target(scene: _Scene, request: Request) -> str:
    asked = [(key, request.query_params.get(key, "")) for key in _HANDED_ON]
    said = "".join(f"&{key}={value}" for key, value in asked if re.fullmatch(r"[a-z,]{1,40}", value))
    return f"../#scene={scene.id}{said}"


def _picture(request: Request, name: str) -> Response:
    scene = _scene(name)
    body = picture(scene.id) if scene else None
    if body is None:
        raise HTTPException(404)
    response = Asset(body, MEDIA_TYPE, compressible=False).response(request, "public, max-age=86400")
    response.headers.update(FOR_OTHERS)
    return response


@router.get("/oembed")
async def oembed(
    request: Request,
    url: str,
    maxwidth: Annotated[int | None, Query(ge=1)] = None,
    maxheight: Annotated[int | None, Query(ge=1)] = None,
    format: str = "json",  # noqa: A002, the name that oEmbed has for it
) -> Answer:
    """How an address of ours is embedded: as a frame where pages of others may show one, else as a link."""
    if format != "json":
        raise ProblemError(501, "no-format", "oEmbed is answered as JSON alone")
    found = _fragment(url, _base(request))
    if found is None:
        raise ProblemError(404, "not-ours", "this is no address of a picture of this server")
    fragment, scene = found
    most = (maxwidth or _FRAME[0], maxheight or _FRAME[1])
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "link",
        "title": scene.title if scene else _NAME,
        "provider_name": _NAME,
        "provider_url": _base(request),
        "cache_age": 86400,
    }
    settings: Settings = request.app.state.settings
    if set(settings.frame_ancestors) - {SELF}:
        told |= _frame(f"{_base(request)}#{fragment}", told["title"], most)
    if scene and picture(scene.id) and (maxwidth or WIDTH) >= WIDTH and (maxheight or HEIGHT) >= HEIGHT:
        thumbnail = f"{_base(request)}s/{scene.id}.jpg"
        told |= {"thumbnail_url": thumbnail, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return Answer(told, headers={"Cache-Control": assets.REVALIDATED})


def _frame(address: str, title: str, most: tuple[int, int]) -> dict[str, Any]:
    width, height = (min(own, room) for own, room in zip(_FRAME, most, strict=True))
    html = (
        f'<iframe src="{escape(address)}&amp;view=embed&amp;hide=controls,cards&amp;keys=off" width="{width}" '
        f'height="{height}" title="{escape(title)}" style="border: 0" loading="lazy" allowfullscreen></iframe>'
    )
    return {"type": "rich", "html": html, "width": width, "height": height}


def _fragment(url: str, base: str) -> tuple[str, _Scene | None] | None:
    """What of an address the page reads, and the scene that it names; None for an address that is not ours."""
    if not url.startswith(base):
        return None
    place = urlsplit(url)
    path = place.path.removeprefix(urlsplit(base).path)
    if named := re.fullmatch(r"s/([^/]+)", path):
        scene = _scene(named[1])
        return (f"scene={scene.id}", scene) if scene else None
    pairs = [pair for pair in place.fragment.split("&") if pair and not _OF_A_FRAME.fullmatch(pair)]
    if path or not pairs:
        return None
    names = [pair.removeprefix("scene=") for pair in pairs if pair.startswith("scene=")]
    return "&".join(pairs), _scene(names[0]) if names else None


@router.get("/qr")
async def qr(address: Annotated[str, Query(pattern=r"^https?://\S+$")]) -> Response:
    """An address as a QR code."""
    try:
        return qr_code(address)
    except DataOverflowError:
        raise invalid("address", "is too long for a QR code") from None


def _base(request: Request) -> str:
    """Where the page is, as who asks has reached it."""
    return f"{str(request.base_url).rstrip('/')}/"


def _scene(name: str) -> _Scene | None:
    for chapter in chapters():
        for scene in chapter["scenes"]:
            if scene["id"] == name:
                says = re.sub(r"\s+", " ", scene["text"]).strip() or _SAYS
                return _Scene(name, f"{name} {scene['title']}", _shortened(says))
    return None


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SAYS else f"{text[:_LONGEST_SAYS].rsplit(' ', 1)[0]} …"
