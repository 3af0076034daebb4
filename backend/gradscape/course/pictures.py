"""Pictures of scenes, taken by `scripts/scene_pictures` before a release; none is made while the server runs."""

from functools import cache
from pathlib import Path

# In pixels, as they are taken.
WIDTH, HEIGHT = 600, 315
MEDIA_TYPE = "image/jpeg"
FOLDER = Path(__file__).parent / "pictures"


@cache
def picture(scene: str) -> bytes | None:
    """A scene's picture; None while it has none."""
    file = FOLDER / f"{scene}.jpg"
    return file.read_bytes() if file.is_file() else None
