"""Where the page's files lie."""

from pathlib import Path


def frontend_folder() -> Path:
    """Beside the package's modules if installed, at the top of the repository if run from its source."""
    package = Path(__file__).resolve().parent
    installed = package / "frontend"
    return installed if installed.is_dir() else package.parents[1] / "frontend"
