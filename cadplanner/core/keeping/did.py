"""What somebody did that the history keeps: changes, and also looking, printing and taking data out."""

from __future__ import annotations

from enum import StrEnum


class Did(StrEnum):
    """One kind of act. The words are those of the history page."""

    CHANGED = "changed"
    LOOKED = "looked at"
    PRINTED = "printed"
    EXPORTED = "exported"
    SIGNED_IN = "signed in"
    WRONG_PIN = "wrong PIN"
    WARNED = "warned"
    DELETED = "deleted for good"
