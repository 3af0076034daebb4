"""What is drawn of families: densities, the mean surprise over parameters, and parameters of one kind in another."""

import numpy as np
import pytest
from scipy import stats

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.learning.families import FAMILIES, NORMAL, in_parameters_of, scaled
from gradscape.learning.family_pictures import densities, outcomes, surprises


def field_of(name):
    family = FAMILIES[name]
    return Field(parse(family.source, ("x", *family.parameters)))


@pytest.mark.parametrize(
    "name, theta, exact",
    [
        ("normal", [0.3, 1.7], lambda x: stats.norm.pdf(x, 0.3, 1.7)),
        ("normal-by-expectations", [1.0, 5.0], lambda x: stats.norm.pdf(x, 1, 2)),
        ("exponential", [2.5], lambda x: stats.expon.pdf(x, scale=1 / 2.5)),
        ("poisson", [3.2], lambda x: stats.poisson.pmf(x, 3.2)),
        ("bernoulli", [0.3], lambda x: stats.bernoulli.pmf(x, 0.3)),
    ],
)
def test_densities_are_scipys_where_there_are_outcomes(name, theta, exact):
    places = outcomes(FAMILIES[name].support, (-2.0, 9.5))
    assert len(places) > 1
    assert densities(field_of(name), np.array([theta]), places)[0] == pytest.approx(exact(places), rel=1e-12)


def test_outcomes_are_those_that_there_may_be():
    assert outcomes("counts", (-2.0, 3.5)).tolist() == [0, 1, 2, 3]
    assert outcomes("bits", (5.0, 6.0)).tolist() == [0, 1]
    assert outcomes("positive", (-1.0, 2.0))[0] > 0 and len(outcomes("positive", (-2.0, -1.0))) == 0
    assert outcomes("real", (-1.0, 2.0))[[0, -1]].tolist() == [-1, 2]


def test_the_mean_surprise_is_the_mean_of_minus_log_p_and_none_where_there_is_no_density():
    data = np.array([1.0, 1.5, 4.0])
    thetas = np.array([[0.0, 1.0], [2.0, 0.7], [0.0, -1.0]])
    found = surprises(field_of("normal"), thetas, data)
    assert found[:2] == pytest.approx([-stats.norm.logpdf(data, m, s).mean() for m, s in thetas[:2]])
    assert np.isnan(found[2])


@pytest.mark.parametrize("name", NORMAL)
def test_parameters_of_each_kind_come_back_from_the_others(name):
    theta = np.array([[0.3, 1.7], [-2.0, 0.2], [1e3, 1e-3]])
    there = in_parameters_of(name, theta, "normal")
    assert in_parameters_of("normal", there, name) == pytest.approx(theta, rel=1e-4)
    twice = in_parameters_of("normal", scaled(name, there[:2], 2.0), name)
    assert twice == pytest.approx(2 * theta[:2])
    assert np.isnan(in_parameters_of("normal-by-logarithm", np.array([[0.0, -1.0]]), "normal")[0, 1])
