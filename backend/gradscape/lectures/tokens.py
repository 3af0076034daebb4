"""Sealed words that say who one is in a room: any process that has the key can check them, and none keeps them."""

import hmac
import re
import secrets
import time
from hashlib import sha256
from typing import Literal

Role = Literal["presenter", "participant"]

# Letters and digits none of which looks like another; six of them are 30 bits.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE = rf"[{LETTERS}]{{6}}"
# Seconds that a token holds, and that a room lasts after its last move.
LIFE = 4 * 3600
TOKEN_CHARACTERS = 100
_FORM = re.compile(r"(presenter|participant)\.([A-Z2-9]{6})\.([0-9a-f]{16})\.([0-9]{1,12})\.([0-9a-f]{32})", re.ASCII)


def new_code() -> str:
    """The code of a room."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def new_token(key: bytes, role: Role, code: str) -> str:
    """role.code.who.until.seal"""
    words = f"{role}.{code}.{secrets.token_hex(8)}.{int(time.time()) + LIFE}"
    return f"{words}.{_seal(key, words)}"


def bearer_of(key: bytes, token: str, role: Role, code: str) -> str | None:
    """Whom a token stands for; None if it is no token of this role in this room, or no longer one."""
    read = _FORM.fullmatch(token)
    if read is None or not hmac.compare_digest(read[5], _seal(key, token.rpartition(".")[0])):
        return None
    is_theirs = read[1] == role and read[2] == code and int(read[4]) >= time.time()
    return read[3] if is_theirs else None


def _seal(key: bytes, words: str) -> str:
    """128 bits of HMAC-SHA256 (RFC 2104)."""
    return hmac.digest(key, words.encode(), sha256).hex()[:32]
