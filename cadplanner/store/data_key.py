"""The key that a file is encrypted with, and the id that ties file and key file together."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

KEY_BYTES, ID_BYTES = 32, 16


@dataclass(frozen=True, slots=True)
class DataKey:
    """`secret` encrypts the file (256 bits); `store_id` stands unencrypted at its head, as the salt of the cipher.

    The id says which key file belongs to which file before anybody has typed a passphrase; a file whose id
    was altered does not open, for the cipher takes it into every page's check.
    """

    secret: bytes = field(repr=False)
    store_id: bytes

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES or len(self.store_id) != ID_BYTES:
            raise ValueError("a data key has 32 bytes and its store's id 16")

    @property
    def pragma(self) -> str:
        """As SQLCipher takes a raw key and a salt: hexadecimal digits alone, so there is nothing to inject."""
        return f"x'{self.secret.hex()}{self.store_id.hex()}'"


def new_data_key(store_id: bytes | None = None) -> DataKey:
    """A key from the system's dice, for a new store or, with its id, for one that gets another key."""
    return DataKey(os.urandom(KEY_BYTES), store_id or os.urandom(ID_BYTES))
