"""Small things kept outside the file that only its key can read: what was half typed when it was locked."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cadplanner.store.data_key import KEY_BYTES, DataKey

NONCE_BYTES = 12


def seal(key: DataKey, what: str, content: bytes) -> bytes:
    """The content as nobody without the key can read it; `what` says what it is, and opens it again."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(key, what).encrypt(nonce, content, key.store_id)


def unseal(key: DataKey, what: str, sealed: bytes) -> bytes | None:
    """What was sealed; None where it is damaged, of another file, or something else."""
    try:
        return _cipher(key, what).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], key.store_id)
    except (InvalidTag, ValueError):
        return None


def _cipher(key: DataKey, what: str) -> AESGCM:
    """A key of its own for each thing, made from the file's."""
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=what.encode()).derive(key.secret))
