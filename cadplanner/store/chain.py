"""The chain of the history: each entry carries the hash of the one before, so that a change shows."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cadplanner.store.driver import Database

_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

FIRST = "0" * 64
"""What stands before the first entry."""

ACTS = "SELECT id, at, who, did, computer, label, salt, label_digest, forgotten_by, hash FROM past_edit ORDER BY id"
CHANGES = (
    "SELECT number, kind, entity_id, person, before, after, salt, digest, forgotten_by "
    "FROM past_change WHERE edit_id = ? ORDER BY number"
)
STRAYS = "SELECT min(edit_id) FROM past_change WHERE edit_id < 1 OR edit_id > ?"
CERTIFICATES = "SELECT after FROM past_change WHERE kind = 'certificate' AND before IS NULL AND after IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many entries it has and the hash of the last."""

    count: int
    hash: str

    @property
    def words(self) -> str:
        """As it is remembered: '1204 9f86d0...'."""
        return f"{self.count} {self.hash}"

    @classmethod
    def read(cls, words: str) -> Head | None:
        """The end that was remembered so; None for none."""
        count, _, kept = words.partition(" ")
        return cls(int(count), kept) if count.isdecimal() and kept else None


@dataclass(frozen=True, slots=True)
class Check:
    """How far a chain holds: the number of entries that do, or the first that does not and why."""

    entries: int
    changes: int
    broken: int = 0
    says: str = ""

    @property
    def holds(self) -> bool:
        """Whether every entry does."""
        return not self.broken


def new_salt() -> str:
    """Something unguessable that a digest is made with: once it is gone, the digest tells nothing."""
    return secrets.token_hex(16)


def digest(*parts: object) -> str:
    """The SHA-256 of these parts in one canonical form: JSON without spaces, in UTF-8."""
    return hashlib.sha256(_canonical(parts).encode()).hexdigest()


def link(before: str, facts: Sequence[object], changes: Iterable[Sequence[object]], days: Iterable[str]) -> str:
    """The hash of an entry: over the one before, its own facts, its changes (number, kind, digest) and its days."""
    return digest(before, list(facts), [list(change) for change in changes], sorted(days))


def forgotten(places: Iterable[str]) -> str:
    """What a certificate of deletion says of the places that were emptied, in any order."""
    return digest(*sorted(places))


def head(db: Database) -> Head:
    """The end of the chain as it is."""
    row = db.conn.execute("SELECT id, hash FROM past_edit ORDER BY id DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, FIRST)


def has(db: Database, remembered: Head) -> bool:
    """Whether a chain that once ended there is this one: nothing was taken off its end, or put in another's place."""
    row = db.conn.execute("SELECT hash FROM past_edit WHERE id = ?", (remembered.count,)).fetchone()
    return (row[0] if row else FIRST if not remembered.count else "") == remembered.hash


def check(db: Database) -> Check:
    """Read the whole chain. The first entry that does not hold is named; what was deleted by the rules holds."""
    return _Reading(db).check()


class _Reading:
    """One walk along the chain."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._days: dict[int, list[str]] = defaultdict(list)
        for edit_id, day_id in db.conn.execute("SELECT edit_id, day_id FROM past_edit_day"):
            self._days[edit_id].append(day_id)
        self._emptied: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self._read = 0

    def check(self) -> Check:
        """The first fault, or none."""
        before, last = FIRST, 0
        for act in self._db.conn.execute(ACTS):
            number = int(act[0])
            fault = self._fault(number, act[1:], before) if number == last + 1 else "it is missing"
            if fault:
                return Check(last, self._read, last + 1, fault)
            before, last = act[-1], number
        stray = self._db.conn.execute(STRAYS, (last,)).fetchone()[0]
        if stray is not None:
            return Check(last, self._read, last + 1, "it is missing, and changes are kept of it")
        return self._check_emptied(last)

    def _fault(self, number: int, act: tuple[Any, ...], before: str) -> str:
        *facts, label, salt, label_digest, forgotten_by, kept = act
        if forgotten_by:
            self._emptied[forgotten_by].append((number, f"{number}"))
        if (label or salt) if forgotten_by else digest(salt, label) != label_digest:
            return "its words are not those that were written"
        changes = []
        for place, row in enumerate(self._db.conn.execute(CHANGES, (number,))):
            if fault := self._change_fault(f"{number}.{place}", row, place):
                return fault
            changes.append((place, row[1], row[-2]))
        whole = link(before, (number, *facts, label_digest), changes, self._days[number])
        return "" if whole == kept else "who did it, when, where, or what belongs to it is not as it was written"

    def _change_fault(self, name: str, row: tuple[Any, ...], place: int) -> str:
        number, kind, entity_id, person, before, after, salt, kept, forgotten_by = row
        if number != place:
            return f"change {place + 1} of it is missing"
        self._read += 1
        if forgotten_by:
            self._emptied[forgotten_by].append((int(name.split(".", maxsplit=1)[0]), name))
            left = any((entity_id, person, before, after, salt))
            return f"change {place + 1} of it was filled again after it was deleted" if left else ""
        if digest(salt, kind, entity_id, person, before, after) != kept:
            return f"change {place + 1} of it ({kind.replace('_', ' ')}) is not what was written"
        return ""

    def _check_emptied(self, last: int) -> Check:
        """What is empty was emptied by a deletion that says so, and no more than it says."""
        certificates = [json.loads(after) for (after,) in self._db.conn.execute(CERTIFICATES)]
        said = {certificate["entry"]: certificate["emptied"] for certificate in certificates}
        wrong = [
            number
            for entry, places in self._emptied.items()
            for number, _ in places
            if said.get(entry) != forgotten(name for _, name in places)
        ]
        if wrong:
            return Check(min(wrong) - 1, self._read, min(wrong), "it was emptied, and no deletion accounts for it")
        return Check(last, self._read)
