"""Source maps of files that were joined line by line (format: ECMA-426, revision 3)."""

import json

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def line_by_line(sources: list[tuple[str, int]], before: int) -> bytes:
    """The map of a file that holds each source's lines one after the other, after so many lines of its own."""
    rows = [""] * before
    at_source, at_line = 0, 0
    for k, (_, lines) in enumerate(sources):
        for line in range(lines):
            rows.append(_digits(0) + _digits(k - at_source) + _digits(line - at_line) + _digits(0))
            at_source, at_line = k, line
    names = [name for name, _ in sources]
    return json.dumps({"version": 3, "sources": names, "names": [], "mappings": ";".join(rows)}).encode()


def _digits(number: int) -> str:
    """A number in base 64, five bits a digit, the least first, the sign in the first digit's last bit."""
    left = (abs(number) << 1) | (number < 0)
    digits = ""
    while True:
        left, five = left >> 5, left & 31
        digits += _DIGITS[five | (32 if left else 0)]
        if not left:
            return digits
