"""A lab's picture as a program that runs without us: POST notebook."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from gradscape.api.errors import FunctionError, invalid
from gradscape.api.models import Strict
from gradscape.api.routers import lab_router
from gradscape.api.work import run
from gradscape.course.complaints import complaint_of
from gradscape.course.loader import chapters
from gradscape.course.scenes import Scene
from gradscape.labs import LABS
from gradscape.labs.fields import State
from gradscape.language.errors import LanguageError
from gradscape.programs import program_of, program_of_scene
from gradscape.programs.formats import NOTEBOOK, SCRIPT, File, Format, file_name, file_of

router = lab_router("programs")

# Reading texts and writing others.
_SECONDS = 0.03


class NotebookRequest(Strict):
    """A lab's state, a scene of the course, or both: then the words are the scene's, the numbers the state's."""

    state: dict[str, Any] | None = Field(None, description="as a scene of GET course has it, with its `lab`")
    scene: str | None = Field(None, description="its id")
    format: Format = Field("ipynb", description="a Jupyter notebook, a marimo notebook, or a Python script")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"scene": "1.18"},
                {"state": {"lab": "surface", "source": "x^2 y", "point": [1.0, 2.0]}, "format": "ipynb"},
            ]
        }
    )


class Notebook(BaseModel):
    """A file of Jupyter's format 4.5."""

    cells: list[dict[str, Any]]
    metadata: dict[str, Any]
    nbformat: int
    nbformat_minor: int


# What kinds of files there are, each with what stands in it.
_FILES: dict[str, Any] = {
    NOTEBOOK: {"schema": {"$ref": f"#/components/schemas/{Notebook.__name__}"}},
    SCRIPT: {"schema": {"type": "string"}},
}


@router.post(
    "/notebook",
    response_model=Notebook,
    response_class=Response,
    responses={200: {"description": "The file, by its format", "content": _FILES}},
)
async def notebook(request: NotebookRequest) -> Response:
    """The numbers of a picture as a program in cells, which runs from top to bottom with JAX and Plotly."""
    state = None if request.state is None else _state(request.state)
    scene = None if request.scene is None else _scene(request.scene)
    if state is None and scene is None:
        raise invalid("state", "or scene must be given")
    made, name = await run(lambda: _file(state, scene, request.format), seconds=_SECONDS)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made.text, media_type=made.media_type, headers=headers)


def _file(state: State | None, scene: Scene | None, form: Format) -> tuple[File, str]:
    try:
        if scene is not None:
            program = program_of_scene(scene, state)
        else:
            assert state is not None
            program = program_of(state)
    except LanguageError as error:
        raise FunctionError(error, "state.source") from None
    made = file_of(program, form)
    return made, file_name(program, made)


def _state(given: dict[str, Any]) -> State:
    # Where in the course one is, is no part of what a lab shows.
    table = {name: value for name, value in given.items() if name != "scene"}
    lab = table.get("lab")
    if not isinstance(lab, str) or lab not in LABS:
        raise invalid("state.lab", f"must be one of {', '.join(LABS)}")
    try:
        return LABS[lab].model_validate(table)
    except ValidationError as error:
        raise invalid("state", complaint_of(error, LABS[lab])) from None


def _scene(wanted: str) -> Scene:
    for chapter in chapters():
        for scene in chapter["scenes"]:
            if scene["id"] == wanted:
                return scene
    raise invalid("scene", "is none of the course")
