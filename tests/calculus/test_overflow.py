"""A value that only the way to it cannot hold is not called undefined, nor too large."""

import mpmath
import numpy as np
import pytest

from gradscape.calculus.derivatives import derivatives
from gradscape.calculus.field import Field
from gradscape.language.parser import parse


def at(source: str, *point: float):
    return derivatives(Field(parse(source)), np.array([point], float))[0]


@pytest.mark.parametrize(
    "source, x, value, slope",
    [
        ("log(1 + e^x)", 800, 800.0, 1.0), ("log(exp(3x) + 1)", 400, 1200.0, 3.0),
        ("log(sigmoid(x))", -800, -800.0, 1.0),
        ("log(1 + e^x)", -50, float(np.exp(-50)), float(np.exp(-50))),
    ],
)  # fmt: skip
def test_stable_forms_hold_where_the_written_ones_overflow(source, x, value, slope):
    found = at(source, x)
    assert found.value == pytest.approx(value, rel=1e-14, abs=1e-300)
    assert found.gradient[0] == pytest.approx(slope, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(
    "source, point",
    [
        ("e^x/e^(x-1)", [1000]), ("log(e^x + x e^y)", [800, 1]), ("sqrt(x^2 + y^2)", [1e200, 1e200]),
        ("x^2/x^2", [1e200]),
        ("log(e^-x)", [800]), ("e^x - e^x + 1", [1000]), ("exp(x)/(1 + exp(x))", [800]),
    ],
)  # fmt: skip
def test_an_intermediate_overflow_is_said_to_be_one(source, point):
    (flag,) = at(source, *point).flags
    assert flag.kind == "overflow" and "intermediate" in flag.message


@pytest.mark.parametrize("source", ["e^x", "-e^x", "cosh(x)", "x^200"])
def test_a_value_beyond_all_floats_is_said_to_be_beyond_them(source):
    (flag,) = at(source, 1000).flags
    assert flag.kind == "overflow" and "beyond 1.8·10³⁰⁸" in flag.message


@pytest.mark.parametrize("source, x", [("log(x)", -1), ("1/x", 0), ("gamma(x)", -2), ("0/0 x", 1), ("sqrt(x)/x", 0)])
def test_what_has_no_value_is_still_said_to_have_none(source, x):
    assert [flag.kind for flag in at(source, x).flags] == ["undefined"]


@pytest.mark.parametrize(
    "text, point",
    [
        ("log(e^x + e^y)", (800.0, 799.0)),
        ("log(exp(x) + exp(y))", (-900.0, -901.0)),
        ("log(e^x + e^y)", (0.3, -0.7)),
        ("log(e^x + e^(-x) + e^(2y))", (1000.0, 499.5)),
        ("log(e^(x y) + e^y + 1)", (40.0, 30.0)),
    ],
)
def test_the_log_of_a_sum_of_powers_of_e_has_its_value_and_slopes_however_large_they_are(text, point):
    found = derivatives(Field(parse(text, ("x", "y"))), np.array([point]))[0]
    terms = {
        "log(e^x + e^(-x) + e^(2y))": lambda x, y: [x, -x, 2 * y],
        "log(e^(x y) + e^y + 1)": lambda x, y: [x * y, y, mpmath.mpf(0)],
    }.get(text, lambda x, y: [x, y])

    def true(x, y):
        return mpmath.log(sum(mpmath.exp(each) for each in terms(x, y)))

    with mpmath.workdps(50):
        assert found.value == pytest.approx(float(true(*map(mpmath.mpf, point))), rel=1e-12)
        slopes = [float(mpmath.diff(true, point, order)) for order in ((1, 0), (0, 1))]
    assert found.gradient == pytest.approx(slopes, rel=1e-9, abs=1e-12)
    assert found.flags == ()
