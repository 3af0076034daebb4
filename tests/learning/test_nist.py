"""Regression beside the certified values of the NIST Statistical Reference Datasets."""

import numpy as np
import pytest
from tests.learning.nist_sets import FOLDER, read

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.learning.best_fits import best, closed_form

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
# Longley is not among them: it has six predictors, and a model here one, x.
LINEAR = [name for name in NAMES if "start1" not in read(name).rows]
# Nelson has two predictors.
NONLINEAR = [name for name in NAMES if name not in LINEAR and name != "Nelson"]


def test_all_sets_are_here():
    assert (len(LINEAR), len(NONLINEAR)) == (10, 26)


def digits(found: np.ndarray, certified: np.ndarray) -> float:
    """How many digits agree, at most 15."""
    with np.errstate(divide="ignore"):
        return float(np.minimum(-np.log10(np.abs(found / certified - 1)), 15).min())


@pytest.mark.parametrize("name", LINEAR)
def test_linear_least_squares_have_nine_certified_digits(name):
    chosen = read(name)
    found = closed_form(chosen.objective())
    assert found is not None
    assert found.rank == len(chosen.parameters())
    assert digits(found.parameters, chosen.in_order("certified")) >= 9
    if chosen.residual_sum > 0:
        assert found.cost == pytest.approx(chosen.residual_sum, rel=1e-9)


def within(name: str) -> dict[str, float]:
    # The certified sum of Lanczos1, 1.4e-25, is that of 13 digits: below what its certified parameters can have.
    return {"abs": 1e-20} if name == "Lanczos1" else {"rel": 1e-10}


@pytest.mark.parametrize("name", NONLINEAR)
def test_certified_parameters_have_the_certified_residual_sum(name):
    chosen = read(name)
    (found,) = chosen.objective().costs(chosen.in_order("certified")[None])
    assert found == pytest.approx(chosen.residual_sum, **within(name))


def test_the_set_with_two_predictors_has_its_residual_sum_too():
    # A model of the API has one predictor; a field has as many as are wanted.
    chosen = read("Nelson")
    field = Field(
        parse(chosen.text, ("x1", "x2"), frozenset(chosen.parameters())),
        dict(zip(chosen.parameters(), chosen.rows["certified"], strict=True)),
    )
    heights = field.values(np.column_stack([chosen.rows["x1"], chosen.rows["x2"]]))
    assert ((np.log(chosen.rows["y"]) - heights) ** 2).sum() == pytest.approx(chosen.residual_sum, rel=1e-10)


@pytest.mark.parametrize("name", NONLINEAR)
def test_levenberg_marquardt_reaches_the_certified_optimum_from_the_second_start(name):
    chosen = read(name)
    found = best(chosen.objective(), chosen.in_order("start2"))
    assert found is not None
    assert (found.how, found.is_unique) == ("levenberg-marquardt", None)
    assert digits(found.parameters, chosen.in_order("certified")) >= 6
    assert found.cost == pytest.approx(chosen.residual_sum, **within(name))


def test_where_the_model_has_no_value_at_the_start_nothing_is_found():
    chosen = read("Bennett5")
    assert best(chosen.objective(), np.array([np.nan, 45.0, 0.85])) is None
