"""The course, read from the files in chapters/: one file per chapter."""

import tomllib
from functools import cache
from importlib import resources

from gradscape.course.scenes import Chapter, read_chapter

# In teaching order.
FILES = (
    "one_variable.toml",
    "descent_on_a_line.toml",
    "several_variables.toml",
    "walking_downhill.toml",
    "constraints.toml",
    "maps_and_chains.toml",
    "losses.toml",
    "networks.toml",
)


@cache
def chapters() -> list[Chapter]:
    """All chapters in teaching order, complete and ready for JSON. They are shared: read them, do not change them."""
    folder = resources.files("gradscape.course") / "chapters"
    return [read_chapter(tomllib.loads((folder / name).read_text(encoding="utf-8"))) for name in FILES]
