"""Notebooks of scenes in a kernel of Jupyter's: they run from top to bottom, without us, and show pictures."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from gradscape.course.loader import chapters

# Of Jupyter's own packages, which warn of each other.
pytestmark = pytest.mark.filterwarnings("ignore")
STRANGER = "%reset -f\nimport sys\nsys.modules['gradscape'] = None"
PICTURE = "application/vnd.plotly.v1+json"
# The first scene of each lab.
FIRST = {scene["lab"]: scene["id"] for chapter in reversed(chapters()) for scene in reversed(chapter["scenes"])}


@pytest.fixture(scope="module")
def jupyter() -> Iterator[Callable[[str], list[dict[str, Any]]]]:
    """Runs a notebook's text from top to bottom, as Jupyter does, and tells the pictures it shows.

    One kernel for all, which has never heard of Gradscape; of the notebook before, it keeps nothing.
    """
    client = NotebookClient(nbformat.v4.new_notebook(), kernel_name="python3", timeout=None)

    def run(notebook: nbformat.NotebookNode) -> None:
        client.nb = notebook
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)  # raises what the cell raises

    def shown(text: str) -> list[dict[str, Any]]:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        run(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(STRANGER)]))
        run(notebook)
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        return [output.data[PICTURE] for output in outputs if PICTURE in output.get("data", {})]

    with client.setup_kernel(env=os.environ | {"PLOTLY_RENDERER": "plotly_mimetype"}):
        yield shown


@pytest.mark.parametrize("scene", FIRST.values())
def test_a_scene_of_each_lab_runs_from_top_to_bottom_in_jupyter(client, jupyter, scene):
    pictures = jupyter(client.post("/api/v1/notebook", json={"scene": scene}).text)
    assert pictures and all(picture["data"] for picture in pictures)
