"""The passphrase: how it is read, whether it is strong enough, and the key that Argon2id makes of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

LEAST_LETTERS = 12
LEAST_DIFFERENT = 6
LONG, VERY_LONG = 16, 20
WORDS = 4
KEY_BYTES = 32
MIB = 1024  # Argon2's memory is counted in KiB
AT_LEAST, AT_MOST = 0.25, 0.8  # seconds that one guess should take on this computer
MOST_MEMORY, MOST_PASSES, MOST_LANES, MOST_WORK = 1024 * MIB, 64, 16, 8 * 1024 * MIB
EASY = ("password", "passphrase", "qwerty", "letmein", "welcome", "12345678", "abcdefgh", "nhsnhs")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: passes over so much memory (KiB), on so many lanes."""

    passes: int = 3
    memory: int = 64 * MIB
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (
            1 <= self.passes <= MOST_PASSES
            and 1 <= self.lanes <= MOST_LANES
            and 8 * self.lanes <= self.memory <= MOST_MEMORY
            and self.passes * self.memory <= MOST_WORK
        ):
            raise ValueError("no sensible cost of a guess")


FLOOR = Cost()
"""The least for a file that holds patients."""


def calibrated(seconds: Callable[[], float]) -> Cost:
    """The cost at which one guess takes 250 to 800 ms on this computer, but never below FLOOR.

    `seconds` is a clock that only counts.
    """
    cost = FLOOR
    while True:
        began = seconds()
        key_from("calibrating", bytes(16), cost)
        took = max(seconds() - began, 0.001)
        if took >= AT_LEAST or cost.passes * cost.memory * 2 > MOST_WORK:
            return cost
        memory = min(cost.memory * 2, 256 * MIB)
        cost = Cost(cost.passes if memory > cost.memory else min(cost.passes * 2, MOST_PASSES), memory, cost.lanes)


def key_from(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 256-bit key that a passphrase becomes."""
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    ).derive(as_typed(passphrase).encode())


def as_typed(passphrase: str) -> str:
    """The passphrase without what cannot be seen: outer and double spaces, and the ways to write one letter."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


@dataclass(frozen=True, slots=True)
class Strength:
    """Whether a passphrase will do, and how good it is in words."""

    enough: bool
    says: str


def strength(passphrase: str) -> Strength:
    """How hard a passphrase is to guess, in words."""
    text = as_typed(passphrase)
    if len(text) < LEAST_LETTERS:
        missing = LEAST_LETTERS - len(text)
        return Strength(enough=False, says=f"Too short: {missing} more." if text else "")
    if len(set(text.casefold())) < LEAST_DIFFERENT or len(set(text.casefold().split())) * 2 <= len(text.split()):
        return Strength(enough=False, says="Too easy to guess: it repeats itself.")
    if any(easy in text.casefold().replace(" ", "") for easy in EASY):
        return Strength(enough=False, says="Too easy to guess: it is among the first that are tried.")
    if len(text) >= VERY_LONG and len(set(text.casefold().split())) >= WORDS:
        return Strength(enough=True, says="Strong.")
    if len(text) >= LONG:
        return Strength(enough=True, says="Good.")
    return Strength(enough=True, says="Just enough: another word makes it much stronger.")
