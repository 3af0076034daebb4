"""Kernels are compiled by processes of their own where they can be kept, and all the same where that fails."""

import sys
import threading

import numpy as np
import pytest

from gradscape.language.parser import parse
from gradscape.machine import compilations, compiled, executables, prices, warm_up
from gradscape.machine.compiling import Compiler
from gradscape.machine.missing import Missing
from gradscape.machine.program import program
from gradscape.machine.sizes import KERNELS, Kernel

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


def test_a_kernel_that_somebody_waits_for_is_made_before_all_others():
    missing = Missing(KERNELS)
    waiting = threading.Thread(target=missing.wait_for, args=(KERNELS[7],))
    waiting.start()
    taken = []
    while waiting.is_alive():
        if (kernel := missing.next()) is not None:
            taken.append(kernel)
            missing.settle(kernel)
    rest = list(iter(missing.next, None))
    # It may have come too late to be first, never so late that its turn had come anyway.
    assert KERNELS[7] in taken
    assert sorted(taken + rest, key=KERNELS.index) == list(KERNELS)


def test_the_order_of_the_others_stays():
    missing = Missing(KERNELS[:4])
    missing.settle(KERNELS[2])
    missing.wait_for(KERNELS[2])
    assert list(iter(missing.next, None)) == [KERNELS[2], KERNELS[0], KERNELS[1], KERNELS[3]]


def test_nobody_waits_for_a_kernel_that_is_not_missing_or_will_not_be_made():
    missing = Missing(KERNELS[:2])
    missing.wait_for(KERNELS[5])
    waiting = threading.Thread(target=missing.wait_for, args=(KERNELS[1],))
    waiting.start()
    missing.close()
    waiting.join(60)
    assert not waiting.is_alive()
    assert missing.next() is None


def test_whoever_needs_a_kernel_that_is_being_compiled_waits_and_compiles_nothing(folder, monkeypatch):
    """The question is asked while the other process compiles, and answered with what that has kept."""
    before, answers = compilations.count(), []
    half, points = program(parse("x/2 + y"), {}), np.arange(16 * 64.0).reshape(16, 64)
    asking = threading.Thread(target=lambda: answers.append(compiled.compiled(KERNEL)(half, points)))
    make = Compiler.make

    def make_while_asked(self: Compiler, kernel: Kernel) -> bool:
        asking.start()
        return make(self, kernel)

    monkeypatch.setattr(Compiler, "make", make_while_asked)
    assert warmed(monkeypatch, KERNEL)
    asking.join(60)
    assert np.array_equal(answers[0], points[0] / 2 + points[1])
    assert compilations.count() == before


def test_on_one_core_all_but_the_first_kernel_wait_for_the_rest_of_the_start(folder, monkeypatch):
    loaded = []
    monkeypatch.setattr(warm_up, "load", lambda kernel: loaded.append(kernel) or True)
    monkeypatch.setattr(warm_up, "_may_go_on", threading.Event())
    monkeypatch.setattr(warm_up, "_warmed", 0)
    monkeypatch.setattr(prices, "calibrate", lambda: None)
    warming = threading.Thread(target=warm_up._warm_all)
    warming.start()
    assert not warm_up.ready()
    assert loaded in ([], [KERNELS[0]])
    warm_up.go_on()
    warming.join(60)
    assert loaded == list(KERNELS)
    assert warm_up.ready()
