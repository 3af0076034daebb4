"""The widget in JupyterLab: its kernel, its page and ours, each a process of its own."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE, UNDRAWN_SPACE
from tests.conftest import SECONDS_TO_WARM, free_port

# Beside the widget stands what the kernel knows of it, in a widget of Jupyter's own.
SHOWN = """
import ipywidgets
from gradscape.jupyter import Explorer
explorer = Explorer("x^2 - y^2", server="{server}")
known = ipywidgets.Label()
def tell(_):
    slopes = [round(slope, 9) for slope in explorer.gradient.tolist()]
    known.value = f"point {{explorer.point}}, gradient {{slopes}}"
explorer.observe(tell, "gradient")
display(explorer, known)
"""
MOVED = "explorer.point = [0.5, 1.25]"


@pytest.fixture
def notebook(browser: Browser, server: str, tmp_path: Path) -> Iterator[Page]:
    """JupyterLab with a notebook of two cells, which nobody has run."""
    cells = [nbformat.v4.new_code_cell(source) for source in (SHOWN.format(server=server).strip(), MOVED)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    document = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(document, tmp_path / "explorer.ipynb")
    port = free_port()
    process = start_jupyterlab(port, tmp_path)
    try:
        # By this name the server lets other pages show its own.
        address = f"http://localhost:{port}"
        wait_until_there(f"{address}/api", process)
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        # Three programs that are not ours start one after the other.
        context.set_default_timeout(2 * PATIENCE)
        expect.set_options(timeout=2 * PATIENCE)
        page = context.new_page()
        page.add_init_script(UNDRAWN_SPACE)
        page.goto(f"{address}/lab/tree/explorer.ipynb")
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        expect(page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')).to_be_visible()
        yield page
        context.close()
    finally:
        process.terminate()
        process.wait(timeout=20)


def start_jupyterlab(port: int, folder: Path) -> subprocess.Popen:
    """With settings of its own, which asks nobody for news."""
    write_quiet_settings(folder)
    said = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "",
        "ServerApp.allow_root": True,
        "LabApp.expose_app_in_browser": True,
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
    }
    options = [f"--{name}={value}" for name, value in said.items()]
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"IPYTHONDIR": str(folder / "ipython"), "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}
    with (folder / "log.txt").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", *options],
            env=os.environ | own,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def write_quiet_settings(folder: Path) -> None:
    """Without the question for news, which would take the cursor out of a cell when it appears."""
    plugin = folder / "settings" / "@jupyterlab" / "apputils-extension"
    plugin.mkdir(parents=True)
    told = {"fetchNews": "false", "checkForUpdates": False}
    (plugin / "notification.jupyterlab-settings").write_text(json.dumps(told))


def wait_until_there(address: str, process: subprocess.Popen) -> None:
    """Returns once it answers."""
    deadline = time.monotonic() + SECONDS_TO_WARM
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("JupyterLab did not start")


def run(page: Page, cell: int) -> None:
    """Puts the cursor into a cell and runs it, again where JupyterLab was not listening yet."""
    editor = page.locator(".jp-CodeCell .cm-content").nth(cell)
    prompt = page.locator(".jp-CodeCell .jp-InputPrompt").nth(cell)
    deadline = time.monotonic() + 2 * PATIENCE / 1000
    while re.fullmatch(r"\[ \]:\s*", prompt.inner_text()) and time.monotonic() < deadline:
        editor.click()
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(2000)
    expect(prompt).not_to_have_text("[ ]:")


def test_a_widget_in_jupyterlab_follows_its_kernel_and_the_kernel_its_hand(notebook: Page):
    expect(notebook.locator(".jp-CodeCell")).to_have_count(2)
    run(notebook, 0)
    inside = notebook.frame_locator(".jp-OutputArea iframe")
    sentence = inside.locator(".sentence")
    expect(sentence).to_contain_text("(1, −0.5)")
    known = notebook.locator(".jp-OutputArea .widget-label")
    run(notebook, 1)
    expect(sentence).to_contain_text("(0.5, 1.25)")
    expect(known).to_have_text("point [0.5, 1.25], gradient [1.0, -2.5]")
    # The other way: an arrow key in our page moves the point, and the kernel has where to, and the gradient there.
    sentence.click()
    notebook.keyboard.press("ArrowUp")
    expect(known).not_to_contain_text("1.25")
    x, y, *gradient = (float(number) for number in re.findall(r"-?[\d.]+", known.inner_text()))
    assert x == 0.5 and 1.25 < y < 1.5 and gradient == pytest.approx([2 * x, -2 * y], abs=1e-8)
