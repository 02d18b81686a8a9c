"""The recovery key: what is printed once, kept in an envelope, and typed when the passphrase is forgotten."""

from __future__ import annotations

import base64
import hashlib
import os

from cadplanner.errors import WrongSecret

KEY_BYTES, CHECK_BYTES, GROUP = 32, 3, 4
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U, which are read as digits or make words."""
USUAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TO_OURS = str.maketrans(USUAL, LETTERS)
TO_USUAL = str.maketrans(LETTERS, USUAL)
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "\N{EN DASH}": None, ".": None})


def new_recovery_key() -> bytes:
    """256 bits from the system's dice."""
    return os.urandom(KEY_BYTES)


def words_of(key: bytes) -> str:
    """The key as it is printed: 14 groups of 4 letters and digits, the last ones a checksum."""
    letters = base64.b32encode(key + _check(key)).decode().translate(TO_OURS)
    return " ".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def read_recovery_key(text: str) -> bytes:
    """The key that was typed; small letters, hyphens, O for 0 and I or L for 1 are understood.

    Raises WrongSecret for one that was mistyped, without trying it on anything.
    """
    letters = _letters(text)
    try:
        found = base64.b32decode(letters.translate(TO_USUAL))
    except ValueError:
        found = b""
    key, check = found[:KEY_BYTES], found[KEY_BYTES:]
    if len(key) != KEY_BYTES or check != _check(key) or not set(letters) <= set(LETTERS):
        groups = len(words_of(bytes(KEY_BYTES)).split())
        raise WrongSecret(
            "The recovery key is mistyped.",
            f"It has {groups} groups of {GROUP} letters and digits; compare them with the printed sheet, one by one.",
        )
    return key


def looks_like_one(text: str) -> bool:
    """Whether somebody typed a recovery key where a passphrase could stand as well."""
    try:
        read_recovery_key(text)
    except WrongSecret:
        return False
    return True


def first_wrong_group(typed: str, key: bytes) -> int:
    """Which group (from 1) is the first that is not as printed; 0 where all are right."""
    right, letters = words_of(key).split(), _letters(typed)
    groups = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
    for number, group in enumerate(right, start=1):
        if groups[number - 1 : number] != [group]:
            return number
    return 0 if len(groups) == len(right) else len(right)


def _letters(text: str) -> str:
    return "".join(text.upper().split()).translate(READ_AS)


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"CAD Planner recovery key" + key).digest()[:CHECK_BYTES]
