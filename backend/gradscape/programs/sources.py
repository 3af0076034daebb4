"""Definitions of ours as text that runs without us: a function with all that it calls, in an order that runs.

Types are left out, except those of fields; comments are lost with them, docstrings stay.
"""

import ast
import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType


def needed(modules: Iterable[ModuleType], names: Iterable[str]) -> str:
    """The definitions of these names and of all that they use, those of later modules taken from the earlier first."""
    known: dict[str, tuple[int, ast.stmt]] = {}
    for module in modules:
        for name, node in _definitions(module):
            known.setdefault(name, (len(known), node))
    wanted, order = list(names), set()
    while wanted:
        name = wanted.pop()
        if name in known and name not in order:
            order.add(name)
            wanted += _used(known[name][1])
    nodes = {id(node): (place, node) for place, node in (known[name] for name in order)}
    return "\n\n".join(ast.unparse(node) for _, node in sorted(nodes.values(), key=lambda each: each[0]))


@cache
def _definitions(module: ModuleType) -> list[tuple[str, ast.stmt]]:
    """What a module defines at its top, without types."""
    found: list[tuple[str, ast.stmt]] = []
    for node in ast.parse(inspect.getsource(module)).body:
        bare = _Bare().visit(node)
        match bare:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.append((name, bare))
            case ast.Assign(targets=targets):
                found += [
                    (each.id, bare) for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)
                ]
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                plain = ast.Assign([ast.Name(name, ast.Store())], value)
                found.append((name, ast.fix_missing_locations(plain)))
    return found


def _used(node: ast.stmt) -> Iterator[str]:
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name))


class _Bare(ast.NodeTransformer):
    """Leaves out the types of arguments and answers; fields of a class keep theirs, for they are what they are by."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        for argument in arguments:
            if argument is not None:
                argument.annotation = None
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        self.generic_visit(node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        for each in node.body:
            if isinstance(each, ast.AnnAssign):
                each.annotation = ast.Name("object", ast.Load())
            else:
                self.visit(each)
        return node
