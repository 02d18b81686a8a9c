"""What can be undone and done again: which entries of the history are steps, and which of them are undone now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cadplanner.store.driver import Database
from cadplanner.store.faults import reading, writing

MOST = 100
"""So many steps are kept; the history itself keeps every edit."""

STEPS = "SELECT entry, label, who, at, undone FROM undo_step JOIN past_edit ON id = entry ORDER BY entry"
OLDEST = "DELETE FROM undo_step WHERE entry <= (SELECT entry FROM undo_step ORDER BY entry DESC LIMIT 1 OFFSET ?)"


@dataclass(frozen=True, slots=True)
class Turn:
    """What an edit is to undo: a new step, or the step of that entry taken back or done again."""

    entry: int = 0
    undone: bool = False


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One step: the entry of the history that holds what it did, in whose words, by whom and when."""

    entry: int
    label: str
    who: str
    at: datetime
    undone: bool


class UndoSteps:
    """The steps of one open file, as the file keeps them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> tuple[UndoStep, ...]:
        """In the order in which they were done first; those that are undone are the last."""
        with reading():
            rows = self._db.conn.execute(STEPS).fetchall()
        return tuple(
            UndoStep(entry, label, who, datetime.fromisoformat(at), bool(undone))
            for entry, label, who, at, undone in rows
        )

    def leave(self, entries: Iterable[int]) -> None:
        """These are no steps any more; the history keeps them. Raises CannotWrite."""
        with writing(self._db):
            self._db.conn.executemany("DELETE FROM undo_step WHERE entry = ?", ((entry,) for entry in entries))


def keep(db: Database, turn: Turn, entry: int) -> None:
    """Note what was just written as that entry; only inside its transaction. A new step ends what was undone."""
    if turn.entry:
        db.conn.execute("UPDATE undo_step SET undone = ? WHERE entry = ?", (int(turn.undone), turn.entry))
        return
    db.conn.execute("DELETE FROM undo_step WHERE undone = 1")
    db.conn.execute("INSERT INTO undo_step (entry, undone) VALUES (?, 0)", (entry,))
    db.conn.execute(OLDEST, (MOST,))
