"""A Chrome for benchmarks: $CHROME, or what is found."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

TOP = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]


@contextmanager
def chrome() -> Iterator[Browser]:
    """A browser that runs, without a window."""
    found = subprocess.run(["sh", TOP / "scripts" / "chrome"], capture_output=True, text=True, check=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=FLAGS)
        yield browser
        browser.close()
