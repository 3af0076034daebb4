"""Kernels made executable: loaded from where they are kept, without tracing them; else compiled, and kept."""

import hashlib
import os
import pickle
import platform
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import jax
from jax.experimental import serialize_executable

from gradscape.machine import modesty, stored

# What executables are made of, besides the shapes of their inputs.
SOURCES = (
    "machine/compiled.py",
    "machine/descents.py",
    "machine/executables.py",
    "machine/first_order.py",
    "machine/fits.py",
    "machine/kernels.py",
    "machine/networks.py",
    "machine/opcodes.py",
    "machine/plane_jets.py",
    "machine/shaking.py",
    "machine/sharing.py",
    "machine/smooth.py",
    "machine/taylor.py",
    "language/registers.py",
)
_PACKAGES = ("jax", "jaxlib", "numpy", "optax")

_directory: Path | None = None
_loads = 0


class Recipe(NamedTuple):
    """A function for inputs of the shapes of `inputs`; `name` is that of its file, another one for other shapes."""

    name: str
    function: Callable
    inputs: tuple


def keep_in(directory: Path | None) -> None:
    """Where executables are kept from now on; None keeps none."""
    global _directory
    _directory = directory


def directory() -> Path | None:
    """Where executables are kept."""
    return _directory


def loads() -> int:
    """How many executables this process has loaded."""
    return _loads


def is_kept(recipe: Recipe) -> bool:
    """Whether `loaded` will find it."""
    return _directory is not None and stored.read(_directory, recipe.name, _version(recipe.inputs)) is not None


def loaded(recipe: Recipe) -> Callable | None:
    """The executable, if it is kept."""
    kept = _directory and stored.read(_directory, recipe.name, _version(recipe.inputs))
    return _revived(kept, recipe.inputs) if kept else None


def made(recipe: Recipe) -> Callable:
    """The executable, compiled, and kept if it can be; by one process, for which others that want it wait."""
    if _directory is None:
        return _compiled(recipe)
    with stored.alone(_directory, recipe.name):
        return loaded(recipe) or _compiled_and_kept(recipe, _directory)


def _compiled(recipe: Recipe) -> jax.stages.Compiled:
    with modesty.tracing():
        return jax.jit(recipe.function).lower(*recipe.inputs).compile()


def _compiled_and_kept(recipe: Recipe, directory: Path) -> Callable:
    found = _compiled(recipe)
    body = pickle.dumps(serialize_executable.serialize(found))
    again = _revived(body, recipe.inputs)
    if again is None:
        # So it is with one that JAX had in a cache of its own: parts of it are missing.
        return found
    stored.write(directory, recipe.name, _version(recipe.inputs), body)
    return again


def _revived(body: bytes, inputs: tuple) -> Callable | None:
    """The executable, which has answered once; None where it does not load, for whatever reason."""
    global _loads
    try:
        parts = pickle.loads(body)  # noqa: S301 - only what this user wrote gets here
        here = jax.devices("cpu")[:1]
        found = serialize_executable.deserialize_and_load(*parts, backend="cpu", execution_devices=here)
        jax.block_until_ready(found(*inputs))
    except Exception:
        return None
    _loads += 1
    return found


def _version(inputs: tuple) -> str:
    """What an executable is good for: code, packages, processor and the shapes of its inputs."""
    leaves, tree = jax.tree_util.tree_flatten(inputs)
    shapes = [(leaf.shape, str(leaf.dtype)) for leaf in leaves]
    return hashlib.sha256(f"{_surroundings()} {tree} {shapes}".encode()).hexdigest()[:32]


@cache
def _surroundings() -> str:
    """Code, packages and processor."""
    package = Path(__file__).parents[1]
    code = hashlib.sha256(b"".join((package / source).read_bytes() for source in SOURCES)).hexdigest()
    packages = [version(name) for name in _PACKAGES]
    return f"{code} {packages} {platform.python_version()} {_processor()} {os.environ.get('XLA_FLAGS', '')}"


def _processor() -> str:
    """The kind of processor; XLA compiles for all that this one can do."""
    try:
        first = Path("/proc/cpuinfo").read_text().split("\n\n")[0]
    except OSError:
        # Elsewhere the computer stands for its processor.
        return f"{platform.platform()} {platform.processor()} {platform.node()}"
    kinds = ("vendor_id", "cpu family", "model\t", "model name", "flags", "Features", "CPU")
    return "\n".join([platform.machine(), *(line for line in first.splitlines() if line.startswith(kinds))])
