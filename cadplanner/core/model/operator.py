"""A named person who works with the file: her role, and the PIN that says it is she."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

COST, BLOCK = 2**14, 8
"""Of scrypt: 16 MB and some 50 ms a try (RFC 7914, section 2)."""

LEAST_DIGITS, MOST_DIGITS = 4, 12


class Role(StrEnum):
    """What somebody may do."""

    COORDINATOR = "coordinator"
    DESK = "desk"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Operator:
    """One named person. `pin` is what is kept of her PIN (`kept_pin`), never the PIN."""

    id: str
    name: str
    role: Role
    pin: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("somebody who works with the file needs a name")

    def is_pin(self, typed: str) -> bool:
        """Whether that is her PIN; takes its time."""
        salt, _, kept = self.pin.partition("$")
        return hmac.compare_digest(_slow(typed, bytes.fromhex(salt)), kept)


def kept_pin(pin: str, salt: bytes) -> str:
    """What is kept of a PIN: the salt, which the caller draws, and the slow hash made with it."""
    return f"{salt.hex()}${_slow(pin, salt)}"


def pin_problem(pin: str) -> str:
    """What speaks against a PIN, in a sentence; '' for nothing."""
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        return f"A PIN is {LEAST_DIGITS} to {MOST_DIGITS} digits."
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        return "That one is guessed first. Choose digits that are not all the same, nor in a row."
    return ""


def _slow(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode(), salt=salt, n=COST, r=BLOCK, p=1, dklen=32).hex()
