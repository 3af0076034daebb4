"""Answers that know how far rounding may have moved them are the same answers, each beside its own error."""

import numpy as np
import pytest

from gradscape.language.parser import parse
from gradscape.machine import machine
from gradscape.machine.checked import checked_jets, checked_series
from gradscape.machine.program import program

NAMES = [f"x_{k}" for k in range(1, 17)]


def ran(source):
    return program(parse(source), {})


@pytest.mark.parametrize("n, count", [(0, 3), (1, 1), (1, 13), (2, 1), (2, 5), (2, 150), (3, 35), (16, 1), (16, 3)])
def test_checked_jets_are_the_jets(n, count):
    run = ran(" + ".join(f"sin({name}) {name}^2" for name in NAMES[:n]) + " + 2" if n else "2")
    points = np.random.default_rng(n).uniform(-3, 3, (count, n))
    found, error = checked_jets(run, points)
    for part, plain, off in zip(found, machine.jets(run, points), error, strict=True):
        np.testing.assert_allclose(part, plain, rtol=1e-13, atol=1e-13)
        assert part.shape == off.shape
        assert (off <= 1e-12 * (1 + np.abs(part))).all()


@pytest.mark.parametrize("count", [1, 101, 102, 103, 500])
def test_checked_series_are_the_series(count):
    x = np.linspace(0.5, 2.0, count)
    found, error = checked_series(ran("sin(3x)/x"), x)
    np.testing.assert_allclose(found, machine.series(ran("sin(3x)/x"), x), rtol=1e-13, atol=1e-9)
    assert found.shape == error.shape == (7, count)
    assert (error[0] < 1e-14).all()


def test_each_point_has_the_error_of_its_own():
    # sin 0 is exact, sin 2 is not.
    points = np.array([[0.0, 2.0 * (k % 2)] for k in range(150)])
    _, error = checked_jets(ran("x + sin(y)"), points)
    assert (error.value[::2] == 0).all()
    assert (error.value[1::2] > 1e-17).all() and (error.value[1::2] < 1e-14).all()


def test_each_place_of_a_series_has_the_error_of_its_own():
    x = np.where(np.arange(300) % 3 == 0, 1e-9, 2.0)
    _, error = checked_series(ran("(1 - cos(x))/x^2"), x)
    assert (error[0, ::3] > 1).all()
    assert (error[0, 1::3] < 1e-14).all() and (error[0, 2::3] < 1e-14).all()
