"""A function, its gradient and its Hessian as formulas, and as JAX source: the door to all printers."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from gradscape.language.differentiation import NotExpressible, derivative, node_count, symmetric
from gradscape.language.jax_source import jax_map_source, jax_source
from gradscape.language.latex import LaTeX
from gradscape.language.mathml import MathML
from gradscape.language.printing import source
from gradscape.language.syntax import Apply, Function, Map, Name, Tree
from gradscape.language.typesetting import Markup, SharingTypesetter, Typesetter

__all__ = [
    "Formula",
    "derivative_equation",
    "equation",
    "equations",
    "function_formula",
    "gradient_formula",
    "hessian_formula",
    "jacobian_formula",
    "jax_map_source",
    "jax_source",
    "map_formula",
    "matrix_formula",
    "partial_formulas",
    "source",
    "tree_formula",
]

# A formula of more numbers, names and functions fills a screen and says nothing.
LONGEST_FORMULA = 400
_MATHML, _LATEX = Typesetter(MathML()), Typesetter(LaTeX())


class Formula(NamedTuple):
    """One formula in two markups; `mathml` is a whole <math> element."""

    mathml: str
    latex: str


def equation(left: Tree, right: Tree) -> Formula:
    """left = right."""
    return _formula(lambda pen: pen.equals(pen.tree(left), pen.tree(right)))


def equations(variables: tuple[str, ...], sides: Mapping[str, Tree]) -> dict[str, Formula]:
    """L(x, y) = ..., Q(x, y) = ...; parts that the right sides have in common are written once."""
    pens = SharingTypesetter(_MATHML.markup), SharingTypesetter(_LATEX.markup)
    found = {}
    for name, side in sides.items():
        mathml, latex = (pen.equals(_heading(pen.markup, name, variables), pen.tree(side)) for pen in pens)
        found[name] = Formula(_MATHML.markup.document(mathml), latex)
    return found


@lru_cache(maxsize=256)
def _heading(markup: Markup, name: str, variables: tuple[str, ...]) -> str:
    return Typesetter(markup).function_of(name, variables)


def derivative_equation(tree: Tree, variable: str, right: Tree) -> Formula:
    """d/dx tree = right."""
    return equation(Apply("derivative", (tree, Name(variable))), right)


def tree_formula(tree: Tree) -> Formula:
    """A tree alone: a condition, for example."""
    return _formula(lambda pen: pen.tree(tree))


def function_formula(function: Function) -> Formula | None:
    """f(x, y) = ..."""
    if node_count(function.tree) > LONGEST_FORMULA:
        return None
    return _formula(lambda pen: pen.equals(pen.function_of(function.name, function.variables), pen.tree(function.tree)))


# Dragging a point asks again and again about the same map.
@lru_cache(maxsize=128)
def map_formula(found: Map) -> Formula | None:
    """f(x) = ..., vectors and matrices as they are written."""
    if node_count(found.tree) > LONGEST_FORMULA:
        return None
    if not any(shape for _, shape in (*found.inputs, *found.tables, ("", found.shape))):
        return function_formula(found.component(0))
    names = [name for name, _ in found.inputs]
    return _formula(lambda pen: pen.equals(pen.function_of(found.name, names), pen.tree(found.tree)))


def gradient_formula(function: Function) -> Formula | None:
    """∇f = the column of partial derivatives."""
    slopes = _all_slopes(function)
    if not slopes or sum(map(node_count, slopes)) > LONGEST_FORMULA:
        return None
    return _formula(lambda pen: pen.equals(_nabla(pen, function), pen.markup.matrix([[pen.tree(s)] for s in slopes])))


def partial_formulas(function: Function) -> list[Formula | None]:
    """The right-hand side of each partial derivative."""
    return [
        None if slope is None or node_count(slope) > LONGEST_FORMULA else _formula(lambda pen, s=slope: pen.tree(s))
        for slope in _slopes(function)
    ]


def hessian_formula(function: Function) -> Formula | None:
    """H = the matrix of second partial derivatives."""
    slopes = _all_slopes(function)
    if not slopes or sum(map(node_count, slopes)) > LONGEST_FORMULA:
        return None
    try:
        rows = symmetric(slopes, function.variables)
    except NotExpressible:
        return None
    if sum(node_count(entry) for row in rows for entry in row) > LONGEST_FORMULA:
        return None
    return _formula(
        lambda pen: pen.equals(pen.name("H"), pen.markup.matrix([[pen.tree(e) for e in row] for row in rows]))
    )


# Dragging a point asks again and again about the same map.
@lru_cache(maxsize=128)
def jacobian_formula(found: Map) -> Formula | None:
    """J = the matrix whose rows are the gradients of the value's entries."""
    rows = [_all_slopes(found.component(k)) for k in range(len(found.outputs))]
    if not all(rows) or sum(node_count(entry) for row in rows for entry in row) > LONGEST_FORMULA:
        return None
    return _formula(
        lambda pen: pen.equals(pen.name("J"), pen.markup.matrix([[pen.tree(e) for e in row] for row in rows]))
    )


def matrix_formula(of: str, found: Map, form: Tree) -> Formula:
    """∇f = (A + A^T) x, H = A + A^T, or J = A: `of` is gradient, hessian or jacobian."""
    return _formula(lambda pen: pen.equals(_symbol(pen, of, found), pen.tree(form)))


def _symbol(pen: Typesetter, of: str, found: Map) -> str:
    return _nabla(pen, found) if of == "gradient" else pen.name({"hessian": "H", "jacobian": "J"}[of])


def _formula(write) -> Formula:
    return Formula(_MATHML.markup.document(write(_MATHML)), write(_LATEX))


def _nabla(pen: Typesetter, function: Function | Map) -> str:
    return pen.markup.row([pen.markup.name("∇", ""), pen.name(function.name)])


@lru_cache(maxsize=64)
def _slopes(function: Function) -> tuple[Tree | None, ...]:
    return tuple(_slope(function.tree, variable) for variable in function.variables)


def _all_slopes(function: Function) -> list[Tree]:
    """The partial derivatives; none if one of them cannot be expressed."""
    slopes = [slope for slope in _slopes(function) if slope is not None]
    return slopes if len(slopes) == len(function.variables) else []


def _slope(tree: Tree, variable: str) -> Tree | None:
    try:
        return derivative(tree, variable)
    except NotExpressible:
        return None
