"""Compiled kernels are kept as files, and never trusted further than they can be."""

import importlib
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from gradscape.machine import compilations, executables, stored
from gradscape.machine.executables import Recipe

INPUTS = (np.linspace(0.0, 1.0, 64), np.float64(2.0))


def wave(x, k):
    return jnp.sin(k * x), {"cos": jnp.cos(k * x)}


RECIPE = Recipe("wave-64", wave, INPUTS)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of its own where executables are kept."""
    monkeypatch.setattr(executables, "_directory", tmp_path / "kernels")
    return tmp_path / "kernels"


def owned_by(status: os.stat_result, owner: int) -> os.stat_result:
    """What the system would say of the same file if it belonged to somebody else."""
    known = list(status)
    known[4] = owner
    return os.stat_result(known)


def the_file(folder: Path) -> Path:
    (file,) = folder.glob("*.kernel")
    return file


def test_what_was_compiled_once_is_loaded_with_the_same_answers_and_compiles_nothing(folder):
    first = executables.made(RECIPE)(*INPUTS)
    before = compilations.count()
    again = executables.loaded(RECIPE)
    assert again is not None
    for a, b in zip(jax.tree_util.tree_leaves(first), jax.tree_util.tree_leaves(again(*INPUTS)), strict=True):
        assert np.array_equal(a, b)
    assert np.allclose(again(*INPUTS)[0], np.sin(2 * INPUTS[0]), atol=1e-15)
    assert compilations.count() == before


def test_a_folder_that_was_moved_is_as_good_as_before(folder, monkeypatch, tmp_path):
    executables.made(RECIPE)
    shutil.move(folder, tmp_path / "elsewhere")
    monkeypatch.setattr(executables, "_directory", tmp_path / "elsewhere")
    assert executables.loaded(RECIPE) is not None


def test_folder_and_files_are_closed_to_others(folder):
    executables.made(RECIPE)
    if hasattr(os, "geteuid"):
        assert folder.stat().st_mode & 0o077 == 0
        assert the_file(folder).stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such modes here")
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_passed_over(folder, mode):
    executables.made(RECIPE)
    the_file(folder).chmod(mode)
    assert executables.loaded(RECIPE) is None
    assert not executables.is_kept(RECIPE)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such owners here")
def test_only_this_user_and_the_administrator_are_trusted(folder):
    executables.made(RECIPE)
    for owner, is_trusted in ((os.geteuid(), True), (0, True), (os.geteuid() + 1, False)):
        assert stored.is_trusted(owned_by(the_file(folder).stat(), owner)) is is_trusted


class Harm:
    """What somebody else might leave to be unpickled."""

    def __reduce__(self):
        return os.mkdir, ("harm-was-done",)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such owners here")
def test_what_somebody_else_wrote_is_never_unpickled(folder, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    executables.made(RECIPE)
    file = the_file(folder)
    stored.write(folder, *file.name.split(".")[:2], pickle.dumps(Harm()))
    honest = stored.is_trusted
    monkeypatch.setattr(stored, "is_trusted", lambda status: honest(owned_by(status, os.geteuid() + 1)))
    assert executables.loaded(RECIPE) is None
    assert not (tmp_path / "harm-was-done").exists()


def test_no_link_is_followed(folder, tmp_path):
    executables.made(RECIPE)
    file = the_file(folder)
    file.rename(tmp_path / "real")
    file.symlink_to(tmp_path / "real")
    assert executables.loaded(RECIPE) is None


@pytest.mark.parametrize(
    "spoil", [lambda body: b"", lambda body: body[:-1], lambda body: body[:999] + b"x" + body[1000:]]
)
def test_a_damaged_file_is_passed_over_and_mended_by_the_next_compilation(folder, spoil):
    executables.made(RECIPE)
    file = the_file(folder)
    file.write_bytes(spoil(file.read_bytes()))
    assert executables.loaded(RECIPE) is None
    executables.made(RECIPE)
    assert executables.loaded(RECIPE) is not None


def test_a_file_under_another_name_is_passed_over(tmp_path):
    stored.write(tmp_path, "jet-16-4", "older", b"body")
    for name, kernel, version in (("jet-16-4.newer", "jet-16-4", "newer"), ("walk-1-16.older", "walk-1-16", "older")):
        shutil.copy(tmp_path / "jet-16-4.older.kernel", tmp_path / f"{name}.kernel")
        assert stored.read(tmp_path, kernel, version) is None
    assert stored.read(tmp_path, "jet-16-4", "older") == b"body"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes have names here")
def test_a_pipe_or_a_folder_in_a_files_place_holds_nobody_up(tmp_path):
    os.mkfifo(tmp_path / "jet-16-4.1.kernel")
    (tmp_path / "jet-16-4.2.kernel").mkdir()
    for version in "12":
        assert stored.read(tmp_path, "jet-16-4", version) is None
    stored.write(tmp_path, "jet-16-4", "1", b"body")
    assert stored.read(tmp_path, "jet-16-4", "1") == b"body"


def test_where_a_file_has_no_room_nothing_of_it_is_left(tmp_path):
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        stored.write(tmp_path, "jet-16-4", "1", bytes(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.iterdir())


def test_what_another_process_has_compiled_meanwhile_is_not_compiled_again(folder):
    executables.made(RECIPE)
    before = compilations.count()
    again = executables.made(RECIPE)
    assert np.allclose(again(*INPUTS)[0], np.sin(2 * INPUTS[0]), atol=1e-15)
    assert compilations.count() == before


def test_two_processes_compile_no_kernel_at_once_but_different_ones(folder):
    fcntl = pytest.importorskip("fcntl")

    def is_free(kernel: str) -> bool:
        with (folder / f".{kernel}.lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    with stored.alone(folder, "jet-16-4"):
        assert not is_free("jet-16-4")
        with stored.alone(folder, "walk-1-16"):
            assert not is_free("walk-1-16")
        assert is_free("walk-1-16")
    assert is_free("jet-16-4")


def test_a_whole_file_that_does_not_load_is_passed_over(folder):
    executables.made(RECIPE)
    stored.write(folder, *the_file(folder).name.split(".")[:2], pickle.dumps((b"no executable", None, None)))
    assert executables.loaded(RECIPE) is None


def test_other_shapes_code_packages_and_processors_have_other_names(folder, monkeypatch):
    executables.made(RECIPE)
    other = RECIPE._replace(inputs=(np.zeros(32), np.float64(2.0)))
    assert not executables.is_kept(other)
    monkeypatch.setattr(executables, "_surroundings", lambda: "another processor")
    assert not executables.is_kept(RECIPE)


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(executables, "_directory", tmp_path / "file" / "kernels")
    assert np.allclose(executables.made(RECIPE)(*INPUTS)[0], np.sin(2 * INPUTS[0]))
    assert executables.loaded(RECIPE) is None


def test_only_a_few_versions_of_a_kernel_are_kept(tmp_path):
    for k in range(2 * stored.MOST_VERSIONS):
        stored.write(tmp_path, "jet-16-4", f"{k}", b"body")
        os.utime(tmp_path / f"jet-16-4.{k}.kernel", (k, k))
        stored.write(tmp_path, "jet-16-64", "0", b"another kernel")
    assert len(list(tmp_path.glob("jet-16-4.*"))) == stored.MOST_VERSIONS
    assert stored.read(tmp_path, "jet-16-4", f"{2 * stored.MOST_VERSIONS - 1}") == b"body"
    assert stored.read(tmp_path, "jet-16-64", "0") == b"another kernel"


def test_every_file_that_a_kernel_is_made_of_counts():
    """What the kernels' module imports of ours, but what is known by the shapes of inputs, or makes no kernel."""
    apart = {"machine/program.py", "machine/sizes.py", "machine/stored.py"}
    code = (
        "import sys; before = set(sys.modules); import gradscape.machine.{}; print(*sorted(set(sys.modules) - before))"
    )
    names = set()
    for module in ("kernels", "descents", "fits", "networks"):
        run = subprocess.run([sys.executable, "-c", code.format(module)], capture_output=True, text=True, check=True)
        names |= {name for name in run.stdout.split() if name.startswith("gradscape.machine.")}
    files = {f"{name.removeprefix('gradscape.').replace('.', '/')}.py" for name in names}
    assert files - apart <= set(executables.SOURCES)


def test_a_device_that_is_not_the_processor_is_never_asked_for_small_kernels():
    importlib.import_module("gradscape.machine.compiled")
    assert jax.config.jax_default_device == "cpu"
