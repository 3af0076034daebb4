"""Which Gradscape this is."""

from importlib.metadata import PackageNotFoundError, version


def gradscape_version() -> str:
    """The installed version; that of a source tree that is not installed is 0."""
    try:
        return version("gradscape")
    except PackageNotFoundError:
        return "0"
