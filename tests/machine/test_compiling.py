"""Kernels are compiled by processes of their own where they can be kept, and all the same where that fails."""

import sys

import numpy as np
import pytest

from gradscape.language.parser import parse
from gradscape.machine import compilations, compiled, executables, prices, warm_up
from gradscape.machine.compiling import Compiler
from gradscape.machine.program import program
from gradscape.machine.sizes import Kernel

KERNEL = Kernel("value", 16, 64)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of its own where executables are kept, in a process that knows none of its kernels yet."""
    monkeypatch.setattr(executables, "_directory", tmp_path)
    monkeypatch.setattr(compiled, "_ready", {})
    return tmp_path


def warmed(monkeypatch, kernel: Kernel) -> bool:
    """Warms this one kernel only; says whether it is there."""
    for name, value in (("KERNELS", (kernel,)), ("_warmed", 0), ("_compilers", [])):
        monkeypatch.setattr(warm_up, name, value)
    monkeypatch.setattr(prices, "calibrate", lambda: None)
    warm_up._warm_all()
    return warm_up.ready() and kernel in compiled._ready


def test_another_process_compiles_and_this_one_loads(folder, monkeypatch):
    before = compilations.count()
    assert warmed(monkeypatch, KERNEL)
    assert compilations.count() == before
    half = program(parse("x/2 + y"), {})
    points = np.arange(16 * 64.0).reshape(16, 64)
    assert np.array_equal(compiled.compiled(KERNEL)(half, points), points[0] / 2 + points[1])


def test_where_no_other_process_can_compile_this_one_does(folder, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(folder / "no-such-python"))
    before = compilations.count()
    assert warmed(monkeypatch, KERNEL)
    assert compilations.count() == before + 1


def test_a_compiler_that_was_stopped_says_that_it_has_made_nothing(folder):
    compiler = Compiler(folder)
    compiler.stop()
    assert not compiler.make(KERNEL)
    compiler.close()
    assert not list(folder.glob("*.kernel"))
