"""Limits from one side, by the numbers alone."""

import numpy as np
import pytest

from gradscape.calculus.one_sided import STEPS, Ending, one_sided_limit


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 1e9, 1e160, 1e300, 1e307])
@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("limit", [0.0, 1.0])
def test_a_limit_is_found_at_every_scale_that_the_machine_has(limit, power, scale):
    found = one_sided_limit(scale * (limit + (STEPS / STEPS[0]) ** power))
    assert found.ending is Ending.LIMIT
    assert found.limit == pytest.approx(scale * limit, rel=1e-9, abs=0.0)


def test_samples_that_alternate_between_the_largest_numbers_have_no_limit_and_are_no_error():
    samples = 1.7e308 * np.array([1.0, -1.0, 1.0, -1.0, 1.0])
    with np.errstate(over="ignore", invalid="ignore"):
        assert one_sided_limit(samples).ending is Ending.UNKNOWN
