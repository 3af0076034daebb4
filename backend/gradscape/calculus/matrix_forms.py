"""Derivatives in vectors and matrices, as formulas and as numbers beside those of automatic differentiation."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.mapping import Mapping
from gradscape.language.errors import LanguageError
from gradscape.language.matrix_calculus import entry_by_entry, matrix_forms
from gradscape.language.rendering import Formula, matrix_formula, source
from gradscape.language.syntax import Tree


class MatrixForm(NamedTuple):
    """One derivative.

    of: gradient, hessian or jacobian. text: in our language, I being the identity. values: (points, n) of a gradient,
    else (points, rows, n). difference: the largest one between an entry and automatic differentiation's, relative to
    the largest entry there if that is above 1; None where neither is finite.
    """

    of: str
    formula: Formula
    text: str
    values: np.ndarray
    difference: float | None


def forms_at(
    mapping: Mapping, points: Float64[np.ndarray, "points n"], autodiff: dict[str, np.ndarray]
) -> list[MatrixForm]:
    """The derivatives that can be written in the map's own vectors and matrices, at each point.

    Args:
        autodiff: what automatic differentiation has for each kind of derivative, shaped like `MatrixForm.values`.
    """
    found = [_form(mapping, points, of, tree, autodiff[of]) for of, tree in matrix_forms(mapping.map).items()]
    return [form for form in found if form is not None]


def _form(mapping: Mapping, points: np.ndarray, of: str, tree: Tree, expected: np.ndarray) -> MatrixForm | None:
    try:
        values = Mapping(entry_by_entry(mapping.map, tree), mapping.parameters).values(points)
    except LanguageError:
        # Written out it is too long for the machine.
        return None
    # Where there is no derivative a formula still has a number, by convention: sign(0) is 0.
    values = np.where(np.isfinite(expected), values.reshape(expected.shape), np.nan)
    return MatrixForm(of, matrix_formula(of, mapping.map, tree), source(tree), values, _difference(values, expected))


def _difference(values: np.ndarray, expected: np.ndarray) -> float | None:
    is_known = np.isfinite(values) & np.isfinite(expected)
    if not is_known.any():
        return None
    scale = max(1.0, float(np.abs(expected[is_known]).max()))
    return float(np.abs(values[is_known] - expected[is_known]).max()) / scale
