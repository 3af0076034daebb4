"""The command `gradscape`, as a person at a terminal meets it."""

import io
import os
import socket
import subprocess
import sys
import time

import pytest

from gradscape import cli
from gradscape.settings import Settings


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "gradscape", *arguments]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=60)


def test_the_version_is_printed():
    done = run("version")
    assert done.returncode == 0
    assert done.stdout.startswith("Gradscape ")


def test_a_port_in_use_is_said_without_a_traceback():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", HOST="127.0.0.1", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"gradscape: port {port} is in use by another program")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments, environment, words",
    [
        (["serve"], {"PORT": "eighty"}, "PORT must be a number"),
        (["serve", "--port", "70000"], {}, "--port must be a number"),
        (["serve", "--host", "no.such.host.invalid"], {}, "there is no address"),
        (["serve", "--host", "192.0.2.1"], {}, "there is no address"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_said_in_one_line(capsys, monkeypatch, arguments, environment, words):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cli.main(arguments) == 1
    message = capsys.readouterr().err
    assert message.startswith("gradscape: ")
    assert words in message
    assert message.count("\n") == 1


def test_options_count_more_than_the_environment(monkeypatch):
    monkeypatch.setenv("PORT", "1234")
    options = cli._parser().parse_args(["serve", "--port", "4321", "--host", "::1"])
    settings = cli._settings(options, os.environ)
    assert (settings.host, settings.port) == ("::1", 4321)


@pytest.mark.parametrize("host, shown", [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")])
def test_the_address_shown_can_be_typed_into_a_browser(host, shown):
    with cli.listen(host, 0) as listener:
        port = listener.getsockname()[1]
        assert cli.address_of(listener, Settings(root_path="/g")) == f"http://{shown}:{port}/g"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def announced(monkeypatch, terminal: io.StringIO) -> str:
    looks = iter([(0, 3), (1, 3), (2, 3), (3, 3)])
    monkeypatch.setattr(cli, "_BETWEEN_LOOKS", 0.01)
    cli.announce("http://127.0.0.1:8000", time.perf_counter(), terminal, lambda: next(looks))
    return terminal.getvalue()


def test_a_terminal_shows_the_warm_up_on_one_line(monkeypatch):
    text = announced(monkeypatch, Terminal())
    assert text.count("\n") == 1
    assert text.count("\rWarming up: ") == 3
    assert "Gradscape is ready at http://127.0.0.1:8000 (0.0 s)" in text


def test_a_log_gets_plain_lines(monkeypatch):
    text = announced(monkeypatch, io.StringIO())
    assert text == "Gradscape is ready at http://127.0.0.1:8000 (0.0 s)\n"


@pytest.mark.slow
def test_the_server_starts_says_where_and_stops_when_interrupted(tmp_path):
    command = [sys.executable, "-u", "-m", "gradscape", "serve", "--port", "0"]
    environment = os.environ | {"HOST": "127.0.0.1", "GRADSCAPE_COMPILATION_CACHE": str(tmp_path)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Gradscape is starting at http://127.0.0.1:")
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors


@pytest.mark.parametrize("arguments, port", [(["version"], "8000"), (["--help"], "8000"), (["serve"], "eighty")])
def test_a_word_to_the_command_is_answered_without_what_takes_long_to_import(arguments, port):
    code = f"""
import sys
from gradscape import cli
try:
    cli.main({arguments})
except SystemExit:
    pass
assert not {{"jax", "numpy", "fastapi", "pydantic", "uvicorn"}} & set(sys.modules), sorted(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PORT": port}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
