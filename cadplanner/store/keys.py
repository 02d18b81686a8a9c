"""What stands in a key file: the data key, wrapped once by the passphrase and once by the recovery key."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cadplanner.errors import CannotRead, NewerFile, WrongSecret
from cadplanner.store.data_key import ID_BYTES, DataKey
from cadplanner.store.passphrase import Cost, key_from
from cadplanner.store.recovery_key import read_recovery_key

FORMAT = "cadplanner-keys/1"
SALT_BYTES, NONCE_BYTES, SEALED_BYTES = 16, 12, 12 + 32 + 16
LONGEST_HEAD = 200
LARGEST = 20_000  # bytes


class Kind(Enum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a word for it
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key once wrapped: `sealed` is nonce, key and tag; `salt` and `cost` are the passphrase's."""

    kind: Kind
    sealed: bytes
    salt: bytes = b""
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key file of one store. `demo` says that its passphrase is the stated one of invented services.

    `audit_head` is the end of the history when the file was last closed here, so that an older one is noticed.
    """

    store_id: bytes
    slots: tuple[Slot, ...] = ()
    demo: bool = False
    audit_head: str = ""

    def key_by_passphrase(self, passphrase: str) -> DataKey:
        """The data key. Raises WrongSecret."""
        for slot in self.slots:
            if slot.kind is Kind.PASSPHRASE and slot.cost is not None:
                secret = self._opened(slot, key_from(passphrase, slot.salt, slot.cost))
                if secret is not None:
                    return DataKey(secret, self.store_id)
        raise WrongSecret(
            "That is not the passphrase of this file.",
            "Try again: small and capital letters matter. If it is forgotten, use the recovery key on the printed "
            "sheet.",
        )

    def key_by_recovery_key(self, typed: str) -> DataKey:
        """The data key. Raises WrongSecret, for a mistyped key without trying it."""
        recovery_key = read_recovery_key(typed)
        for slot in self.slots:
            if slot.kind is Kind.RECOVERY:
                secret = self._opened(slot, recovery_key)
                if secret is not None:
                    return DataKey(secret, self.store_id)
        raise WrongSecret(
            "That recovery key belongs to another file, or was replaced by a newer one.",
            "Look for the sheet that was printed last for this file.",
        )

    def with_passphrase(self, key: DataKey, passphrase: str, cost: Cost) -> KeyFile:
        """With that passphrase in place of the one before."""
        salt = os.urandom(SALT_BYTES)
        sealed = self._sealed(Kind.PASSPHRASE, key, key_from(passphrase, salt, cost))
        return self._with(Slot(Kind.PASSPHRASE, sealed, salt, cost))

    def with_recovery_key(self, key: DataKey, recovery_key: bytes) -> KeyFile:
        """With that recovery key in place of the one before."""
        return self._with(Slot(Kind.RECOVERY, self._sealed(Kind.RECOVERY, key, recovery_key)))

    def _with(self, slot: Slot) -> KeyFile:
        others = (other for other in self.slots if other.kind is not slot.kind)
        return replace(self, slots=tuple(sorted((*others, slot), key=lambda one: one.kind.value)))

    def _sealed(self, kind: Kind, key: DataKey, wrapping: bytes) -> bytes:
        if key.store_id != self.store_id:
            raise ValueError("the key of another store")
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(wrapping).encrypt(nonce, key.secret, self._bound_to(kind))

    def _opened(self, slot: Slot, wrapping: bytes) -> bytes | None:
        nonce, sealed = slot.sealed[:NONCE_BYTES], slot.sealed[NONCE_BYTES:]
        try:
            return AESGCM(wrapping).decrypt(nonce, sealed, self._bound_to(slot.kind))
        except InvalidTag:
            return None

    def _bound_to(self, kind: Kind) -> bytes:
        """What a slot is tied to: one moved to another store's key file, or to another kind, does not open."""
        return f"{self.store_id.hex()}|{kind.value}".encode()

    def to_bytes(self) -> bytes:
        """The key file as it is written; the same for the same keys, to the byte."""
        said: dict[str, object] = {
            "format": FORMAT,
            "store": self.store_id.hex(),
            "demo": self.demo,
            "slots": [_slot_json(slot) for slot in self.slots],
            "audit_head": self.audit_head,
        }
        return json.dumps({**said, "check": _check(said)}, indent=1).encode() + b"\n"

    @classmethod
    def from_bytes(cls, content: bytes) -> KeyFile:
        """The key file that was written so.

        Raises CannotRead where a single bit is not as it was written, or the cost of a guess is beyond any
        sense; NewerFile where a later version of the program wrote it.
        """
        try:
            said = json.loads(content[:LARGEST])
            if isinstance(said, dict) and said.get("format") != FORMAT and said.get("check") == _check(said):
                raise _newer()
            found = cls(
                _bytes(said["store"], ID_BYTES), _slots(said), said["demo"] is True, said["audit_head"][:LONGEST_HEAD]
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise damaged() from None
        if found.to_bytes() != content:
            raise damaged()
        return found


def damaged() -> CannotRead:
    """The refusal of a key file that is not as it was written."""
    return CannotRead(
        "The key file is damaged, so the file cannot be opened. The file itself may well be sound.",
        "Copy the key file (its name ends in .cad.keys) from your latest copy beside it, in place of this one.",
    )


def _newer() -> NewerFile:
    return NewerFile(
        "The key file was written by a newer version of CAD Planner.",
        "Nothing was changed. Open it with the newer version, or ask for the program to be updated here.",
    )


def _slot_json(slot: Slot) -> dict[str, object]:
    cost = slot.cost
    guess = {} if cost is None else {"passes": cost.passes, "memory": cost.memory, "lanes": cost.lanes}
    return {"kind": slot.kind.value, "sealed": slot.sealed.hex(), "salt": slot.salt.hex(), **guess}


def _slots(said: Mapping[str, object]) -> tuple[Slot, ...]:
    slots = said["slots"]
    if not isinstance(slots, list):
        raise TypeError("slots are a list")
    return tuple(_slot(slot) for slot in slots)


def _slot(said: Mapping[str, str | int]) -> Slot:
    kind = Kind(said["kind"])
    sealed = _bytes(said["sealed"], SEALED_BYTES)
    if kind is Kind.RECOVERY:
        return Slot(kind, sealed)
    passes, memory, lanes = (_whole(said[name]) for name in ("passes", "memory", "lanes"))
    return Slot(kind, sealed, _bytes(said["salt"], SALT_BYTES), Cost(passes, memory, lanes))


def _bytes(text: object, length: int) -> bytes:
    found = bytes.fromhex(text) if isinstance(text, str) else b""
    if len(found) != length:
        raise ValueError("not so many bytes")
    return found


def _whole(number: object) -> int:
    if type(number) is not int:
        raise TypeError("not a whole number")
    return number


def _check(said: Mapping[str, object]) -> str:
    """A sum over everything else, to tell damage from a wrong passphrase; it protects against nobody."""
    kept = json.dumps({name: value for name, value in said.items() if name != "check"}, sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


Opener = Callable[[KeyFile], DataKey]
"""What a person typed, as a question to a key file: `lambda keys: keys.key_by_passphrase(text)`."""
