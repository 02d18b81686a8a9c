"""The history: who did what, when and where; written with every act, chained, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.attendance import DayEvent
from cadplanner.core.model.edit import Change, Edit, Entity
from cadplanner.core.model.outcome import Feedback, Outcome, Promise, WhatMatters
from cadplanner.store import chain
from cadplanner.store.driver import Database
from cadplanner.store.tables import KINDS, codec_of

DAYS_OF = {
    "patient": "SELECT DISTINCT day_id FROM appointment WHERE patient_id IN (SELECT value FROM json_each(?))",
    "staff_member": "SELECT DISTINCT day_id FROM shift WHERE staff_id IN (SELECT value FROM json_each(?))",
    "service": "SELECT DISTINCT day_id FROM station WHERE service_id IN (SELECT value FROM json_each(?))",
    "venue": "SELECT id FROM day WHERE venue_id IN (SELECT value FROM json_each(?))",
}
"""Whose days a change of these kinds shows on, besides the kinds that belong to a day."""


NOT_ON_PAPER = (DayEvent, Outcome, Promise, WhatMatters, Feedback)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did: in words, who, when (aware), at which computer."""

    label: str
    who: str
    at: datetime
    computer: str
    did: Did = Did.CHANGED

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("when something was done needs a time zone")


@dataclass(frozen=True, slots=True)
class PastEdit:
    """One entry of the history: `id` counts up, `at` is UTC, `counts` how many of each table it is about."""

    id: int
    at: datetime
    who: str
    label: str
    counts: Mapping[str, int]
    did: Did = Did.CHANGED
    computer: str = ""
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class PastChange:
    """One change as it is kept: the rows as JSON, None for none; both are None for what was only looked at.

    `person` is the id of the patient it is about, '' for nobody.
    """

    kind: str
    entity_id: str
    before: str | None
    after: str | None
    person: str = field(default="", kw_only=True)


def keep(db: Database, act: Act, changes: Sequence[PastChange], day_ids: Iterable[str] = ()) -> int:
    """Note an act as the next entry of the chain; only inside the transaction that does it. Returns its number."""
    last = chain.head(db)
    number, days = last.count + 1, sorted(day_ids)
    salt = chain.new_salt()
    facts = (number, moment(act.at), act.who, act.did.value, act.computer)
    label_digest = chain.digest(salt, act.label)
    rows = [_row(number, place, change) for place, change in enumerate(changes)]
    links = [(place, row[2], row[-1]) for place, row in enumerate(rows)]
    whole = chain.link(last.hash, (*facts, label_digest), links, days)
    db.conn.execute(
        "INSERT INTO past_edit (id, at, who, did, computer, label, salt, label_digest, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*facts, act.label, salt, label_digest, whole),
    )
    db.conn.executemany(
        "INSERT INTO past_change (edit_id, number, kind, entity_id, person, before, after, salt, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    db.conn.executemany("INSERT INTO past_edit_day VALUES (?, ?)", ((day_id, number) for day_id in days))
    return number


def _row(
    number: int, place: int, change: PastChange
) -> tuple[int, int, str, str, str, str | None, str | None, str, str]:
    salt = chain.new_salt()
    told = (change.kind, change.entity_id, change.person, change.before, change.after)
    return (number, place, *told, salt, chain.digest(salt, *told))


def moment(at: datetime) -> str:
    """An instant as the history writes it, so that its order is that of text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def days_of(entities: Iterable[Entity]) -> set[str]:
    """The days whose paper entities belong to by themselves; what happens on the day is on no sheet."""
    on_paper = (e for e in entities if not isinstance(e, NOT_ON_PAPER))
    return {getattr(e, "day_id", "") or (e.id if hasattr(e, "venue_id") else "") for e in on_paper} - {""}


def past_edit(db: Database, edit_id: int, *, person: str = "") -> Edit:
    """An edit as it was made, without what was deleted for good; of one patient if asked. Raises KeyError."""
    found = db.conn.execute("SELECT label FROM past_edit WHERE id = ?", (edit_id,)).fetchone()
    if found is None:
        raise KeyError(edit_id)
    rows = db.conn.execute(
        "SELECT kind, before, after FROM past_change WHERE edit_id = ? AND coalesce(before, after) IS NOT NULL "
        "AND ? IN ('', person) ORDER BY number",
        (edit_id, person),
    )
    changes = [(codec_of(KINDS[kind]), before, after) for kind, before, after in rows]
    return Edit(found[0], tuple(Change(codec.from_json(b), codec.from_json(a)) for codec, b, a in changes))
