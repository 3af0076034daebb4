"""Bodies out: bytes by orjson, `null` for what is not finite, and arrays in the form Plotly reads directly."""

import base64
from typing import Any, Literal

import numpy as np
import orjson
from pydantic import BaseModel, Field
from starlette.responses import Response

from gradscape.api import limits
from gradscape.api.errors import ProblemError

# float32 keeps 7 digits: a picture needs the range to be at least this part of the largest number.
_SMALLEST_RANGE = 1e-4
_FLOAT32_LARGEST = 3e38
_FLOAT32_SMALLEST = 1e-30


_SMALLER = "ask for fewer steps, runs, points or formulas, a lower resolution, or without internals"


class Answer(Response):
    """JSON. Endpoints return it as bytes, past the framework's own encoder, which takes longer than the mathematics.

    Raises:
        ProblemError: 422 where it would be too large for anybody to wait for.
    """

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Bytes of numbers, lists, dictionaries and NumPy arrays."""
        body = orjson.dumps(content, np.ascontiguousarray, orjson.OPT_SERIALIZE_NUMPY)
        if len(body) > limits.ANSWER_BYTES:
            detail = f"the answer has {len(body):,} bytes; at most {limits.ANSWER_BYTES:,} are given"
            raise ProblemError(422, "too-costly", detail, _SMALLER)
        return body


class Base64Array(BaseModel):
    """An array as the base64 of its little-endian bytes, rows first; NaN where there is no number."""

    dtype: Literal["f4", "f8", "i1", "i2"]
    shape: str = Field(examples=["100,100"])
    bdata: str


def encoded(array: np.ndarray) -> dict[str, str]:
    """`array` in base64: float32 unless that would lose the picture."""
    finite = np.isfinite(array)
    if not finite.all():
        array = np.where(finite, array, np.nan)
    dtype = "f4" if _fits_float32(array[finite]) else "f8"
    return _in_base64(array, dtype)


def encoded_integers(array: np.ndarray, dtype: Literal["i1", "i2"]) -> dict[str, str]:
    """`array` in base64, as integers of one or two bytes."""
    return _in_base64(array, dtype)


def _in_base64(array: np.ndarray, dtype: str) -> dict[str, str]:
    data = np.ascontiguousarray(array, dtype=f"<{dtype}").tobytes()
    shape = ",".join(map(str, array.shape))
    return {"dtype": dtype, "shape": shape, "bdata": base64.b64encode(data).decode("ascii")}


def _fits_float32(numbers: np.ndarray) -> bool:
    if not numbers.size:
        return True
    lowest, highest = float(numbers.min()), float(numbers.max())
    largest = max(abs(lowest), abs(highest))
    if largest == 0:
        return True
    # Halved, so that the range of very large numbers does not overflow.
    spread = highest / 2 - lowest / 2
    is_flat = spread == 0
    return _FLOAT32_SMALLEST < largest < _FLOAT32_LARGEST and (is_flat or 2 * spread >= _SMALLEST_RANGE * largest)
