"""The trail of who did what, when: written with every edit, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cadplanner.core.model.attendance import DayEvent
from cadplanner.core.model.edit import Change, Edit, Entity
from cadplanner.core.model.outcome import Feedback, Outcome, Promise, WhatMatters
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
class PastEdit:
    """One edit that was made: `id` counts up, `at` is UTC, `counts` how many of each table it changed."""

    id: int
    at: datetime
    who: str
    label: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PastChange:
    """One change as it is kept: the rows as JSON, None for none."""

    kind: str
    entity_id: str
    before: str | None
    after: str | None


def keep_edit(db: Database, edit_id: int, *, label: str, who: str, at: datetime) -> None:
    """Note who made an edit and when. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("when an edit was made needs a time zone")
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds")
    db.conn.execute("INSERT INTO past_edit VALUES (?, ?, ?, ?)", (edit_id, moment, who, label))


def next_edit_id(db: Database) -> int:
    """One more than the last edit's id; only inside the transaction that writes."""
    return int(db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM past_edit").fetchone()[0])


def keep_changes(db: Database, edit_id: int, changes: Iterable[PastChange]) -> None:
    """Note each change of an edit."""
    rows = ((edit_id, n, c.kind, c.entity_id, c.before, c.after) for n, c in enumerate(changes))
    db.conn.executemany("INSERT INTO past_change VALUES (?, ?, ?, ?, ?, ?)", rows)


def keep_days(db: Database, edit_id: int, day_ids: Iterable[str]) -> None:
    """Note which days an edit touched."""
    db.conn.executemany("INSERT INTO past_edit_day VALUES (?, ?)", ((day_id, edit_id) for day_id in sorted(day_ids)))


def days_of(entities: Iterable[Entity]) -> set[str]:
    """The days whose paper entities belong to by themselves; what happens on the day is on no sheet."""
    on_paper = (e for e in entities if not isinstance(e, NOT_ON_PAPER))
    return {getattr(e, "day_id", "") or (e.id if hasattr(e, "venue_id") else "") for e in on_paper} - {""}


def past_edits(db: Database, limit: int, offset: int) -> tuple[PastEdit, ...]:
    """Edits, the latest first."""
    edits = db.conn.execute(
        "SELECT id, at, who, label FROM past_edit ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset)
    )
    return tuple(
        PastEdit(edit_id, datetime.fromisoformat(at), who, label, _counts(db, edit_id))
        for edit_id, at, who, label in edits.fetchall()
    )


def _counts(db: Database, edit_id: int) -> Mapping[str, int]:
    return dict(db.conn.execute("SELECT kind, count(*) FROM past_change WHERE edit_id = ? GROUP BY kind", (edit_id,)))


def past_edit(db: Database, edit_id: int) -> Edit:
    """An edit as it was made. Raises KeyError."""
    found = db.conn.execute("SELECT label FROM past_edit WHERE id = ?", (edit_id,)).fetchone()
    if found is None:
        raise KeyError(edit_id)
    rows = db.conn.execute("SELECT kind, before, after FROM past_change WHERE edit_id = ? ORDER BY number", (edit_id,))
    changes = [(codec_of(KINDS[kind]), before, after) for kind, before, after in rows]
    return Edit(found[0], tuple(Change(codec.from_json(b), codec.from_json(a)) for codec, b, a in changes))
