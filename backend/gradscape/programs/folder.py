"""The whole course as files."""

from pathlib import Path

from gradscape.course.loader import chapters
from gradscape.programs import program_of_scene
from gradscape.programs.formats import Format, file_name, file_of


def notebooks_into(folder: str, form: Format) -> int:
    """Writes every scene into a folder of its chapter; how many there are.

    Raises:
        OSError: where that cannot be written.
    """
    count = 0
    for number, chapter in enumerate(chapters(), start=1):
        place = Path(folder) / f"{number}-{chapter['id']}"
        place.mkdir(parents=True, exist_ok=True)
        for scene in chapter["scenes"]:
            program = program_of_scene(scene)
            made = file_of(program, form)
            (place / file_name(program, made)).write_text(made.text, encoding="utf-8")
            count += 1
    return count
