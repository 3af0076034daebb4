"""Programs that others make of the description: their generators read all of it, and what they make is typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
TOOLS = TOP / "scripts" / "tooling" / "node_modules" / ".bin"
FRONTEND = TOP / "frontend"


@pytest.fixture(scope="module")
def description(client, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("description") / "openapi.json"
    path.write_bytes(client.get("/openapi.json").content)
    return path


def test_a_python_client_is_made_of_all_of_it_and_asks_the_server(description, server, tmp_path, monkeypatch):
    # Of lines of JSON, as jobs answer, the generator has to be told that they come as bytes.
    told = tmp_path / "told.json"
    told.write_text(json.dumps({"content_type_overrides": {"application/x-ndjson": "application/octet-stream"}}))
    command = [
        *(Path(sys.executable).with_name("openapi-python-client"), "generate", "--meta", "none"),
        *("--path", description, "--output-path", tmp_path / "made", "--config", told),
    ]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    run = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PATH": path})
    assert (run.returncode, run.stdout.strip(), run.stderr.strip()) == (0, f"Generating {tmp_path / 'made'}", "")
    monkeypatch.syspath_prepend(tmp_path)
    from made.api.derivatives import derivatives
    from made.client import Client
    from made.models import DerivativesRequest

    body = DerivativesRequest.from_dict({"function": {"source": "x^2 y"}, "points": [[1.0, 2.0]]})
    with Client(base_url=server) as asking:
        answer = derivatives.sync(client=asking, body=body)
    assert answer.results[0].gradient == [4, 1]


PROGRAM = """
import type { paths } from "gradscape-api";
type Asked = paths["/api/v1/derivatives"]["post"]["requestBody"]["content"]["application/json"];
type Told = paths["/api/v1/derivatives"]["post"]["responses"]["200"]["content"]["application/json"];
export const asked: Asked = { function: { source: "x^2 y" }, points: [[1, 2]] };
export const slope = (told: Told): (number | null)[] => told.results[0].gradient;
"""

# By the names that the page's own modules use.
PAGE = """
import type { Client } from "FRONTEND/core/client.js";
export async function ask(client: Client) {
  const { results } = await client.send("derivatives", { function: { source: "x^2 y" }, points: [[1, 2]] });
  const slope: (number | null)[] = results[0].gradient;
  // @ts-expect-error: no answer has such a field
  results[0].gradiant;
  // @ts-expect-error: nor a question
  await client.send("derivatives", { function: { source: "x" }, point: [1] });
  // @ts-expect-error: nor is there such a path
  await client.send("derivative", { function: { source: "x" }, points: [[1]] });
  return slope;
}
"""


def test_types_for_typescript_are_made_of_all_of_it(description, tmp_path):
    if not (TOOLS / "openapi-typescript").exists():
        assert os.environ.get("CI") != "true"
        pytest.skip("Node's tools are not installed")
    # What a request may leave out has a default.
    command = [
        TOOLS / "openapi-typescript",
        description,
        "--default-non-nullable",
        "false",
        "-o",
        tmp_path / "api.d.ts",
    ]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0 and "warn" not in (run.stdout + run.stderr).lower(), run.stderr
    (tmp_path / "program.ts").write_text(PROGRAM)
    (tmp_path / "page.ts").write_text(PAGE.replace("FRONTEND", str(FRONTEND)))
    project = json.loads((TOOLS.parents[1] / "tsconfig.json").read_text())
    project["compilerOptions"]["paths"] = {"gradscape-api": [str(tmp_path / "api.d.ts")]}
    project["include"] = ["*.ts"]
    (tmp_path / "tsconfig.json").write_text(json.dumps(project))
    checked = subprocess.run([TOOLS / "tsc", "--project", tmp_path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
