"""The step that chained the history: its columns, its entries so far linked once, and what guards it."""

from __future__ import annotations

import json
from collections import defaultdict

from cadplanner.store.chain import FIRST, digest, link, new_salt
from cadplanner.store.driver import Database

EDIT_COLUMNS = {"did": "changed", "computer": "", "salt": "", "label_digest": "", "hash": ""}
CHANGE_COLUMNS = {"person": "", "salt": "", "digest": ""}
SAME_EDIT = ("id", "at", "who", "did", "computer", "label_digest", "hash")
SAME_CHANGE = ("edit_id", "number", "kind", "digest")
REFUSE = "SELECT RAISE(ABORT, 'the history is kept as it was written');"


def lay(db: Database) -> None:
    """Give the history its new columns, link what it holds, then let nothing but a deletion for good touch it."""
    for name, default in EDIT_COLUMNS.items():
        db.table("past_edit").add_column(name, str, not_null_default=default)
    for name, default in CHANGE_COLUMNS.items():
        db.table("past_change").add_column(name, str, not_null_default=default)
    for table in ("past_edit", "past_change"):
        db.table(table).add_column("forgotten_by", int, not_null_default=0)
    db.table("past_change").create_index(["person", "edit_id"])
    _link(db)
    _guard(db)


def _link(db: Database) -> None:
    people = _People()
    links: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    days: dict[int, list[str]] = defaultdict(list)
    written = []
    for edit_id, number, kind, entity_id, before, after in db.conn.execute(
        "SELECT edit_id, number, kind, entity_id, before, after FROM past_change ORDER BY edit_id, kind, number"
    ):
        person, salt = people.of(kind, entity_id, json.loads(after or before)), new_salt()
        kept = digest(salt, kind, entity_id, person, before, after)
        written.append((person, salt, kept, edit_id, number))
        links[edit_id].append((number, kind, kept))
    db.conn.executemany(
        "UPDATE past_change SET person = ?, salt = ?, digest = ? WHERE edit_id = ? AND number = ?", written
    )
    for edit_id, day_id in db.conn.execute("SELECT edit_id, day_id FROM past_edit_day"):
        days[edit_id].append(day_id)
    before = FIRST
    for number, at, who, label in db.conn.execute("SELECT id, at, who, label FROM past_edit ORDER BY id").fetchall():
        salt = new_salt()
        words = digest(salt, label)
        before = link(before, (number, at, who, "changed", "", words), sorted(links[number]), days[number])
        db.conn.execute(
            "UPDATE past_edit SET salt = ?, label_digest = ?, hash = ? WHERE id = ?", (salt, words, before, number)
        )


class _People:
    """Whom each change of the history so far is about; appointments come before what belongs to them."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def of(self, kind: str, entity_id: str, row: dict[str, str]) -> str:
        if kind == "patient":
            return entity_id
        person = row.get("patient_id", "")
        if kind == "appointment":
            self._of[entity_id] = person
        return person or self._of.get(row.get("appointment_id") or row.get("whom") or "", "")


def _guard(db: Database) -> None:
    """What is written stays: an entry is never taken away, and changed only by emptying it, its hash kept."""
    for table in ("past_edit", "past_change", "past_edit_day"):
        db.conn.execute(f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} BEGIN {REFUSE} END")
    db.conn.execute(f"CREATE TRIGGER past_edit_day_holds BEFORE UPDATE ON past_edit_day BEGIN {REFUSE} END")
    emptied = {
        "past_edit": (SAME_EDIT, "NEW.label = '' AND NEW.salt = ''"),
        "past_change": (
            SAME_CHANGE,
            "NEW.before IS NULL AND NEW.after IS NULL AND NEW.entity_id = '' AND NEW.person = '' AND NEW.salt = ''",
        ),
    }
    for table, (same, empty) in emptied.items():
        kept = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in same)
        db.conn.execute(
            f"CREATE TRIGGER {table}_holds BEFORE UPDATE ON {table} "
            f"WHEN NOT ({kept} AND {empty} AND OLD.forgotten_by = 0 AND NEW.forgotten_by > 0) BEGIN {REFUSE} END"
        )
