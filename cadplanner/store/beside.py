"""A long edit, written by a second process beside the window that has the file open: all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator
from cadplanner.errors import CadError
from cadplanner.store import vault
from cadplanner.store.data_key import DataKey
from cadplanner.store.plans import touches_plans
from cadplanner.store.store import Store
from cadplanner.store.tables import KINDS, codec_of
from cadplanner.store.undo_steps import Turn, UndoStep

PACKED = 400
"""Changes packed at a time: it takes the window some ten milliseconds."""


@dataclass(frozen=True, slots=True)
class Written:
    """The edit is in the file: its entry in the history, and whether every plan is as it was before."""

    entry: int
    plans_stand: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose edit it is: the file and its key, who is at the desk, signed in as whom, and when."""

    path: Path
    key: DataKey
    who: str
    operator: Operator | None
    at: datetime


def packed(edit: Edit) -> Iterator[bytes]:
    """An edit ready to travel, a piece at a time: rows travel ten times faster than entities."""
    for start in range(0, len(edit.changes), PACKED):
        yield json.dumps([_rows(change) for change in edit.changes[start : start + PACKED]]).encode()


def write_packed(desk: Desk, label: str, pieces: Sequence[bytes]) -> Iterator[int | Written | CadError]:
    """Writes an edit as a new step of undo: hundredths done, then what came of it."""
    changes = tuple(_change(*rows) for piece in pieces for rows in json.loads(piece))
    return _written(desk, lambda _: Edit(label, changes), Turn())


def take_step(desk: Desk, step: UndoStep, *, undone: bool) -> Iterator[int | Written | CadError]:
    """Takes a step back or does it again: hundredths done, then what came of it."""
    return _written(desk, lambda store: edit_of(store, step, undone=undone), Turn(step.entry, undone))


def edit_of(store: Store, step: UndoStep, *, undone: bool) -> Edit:
    """The edit that takes a step back, or does it again, as the history holds it."""
    edit = store.past_edit(step.entry)
    return replace(edit.inverse(), label=f"Undo: {edit.label}") if undone else edit


def _written(desk: Desk, made: Callable[[Store], Edit], turn: Turn) -> Iterator[int | Written | CadError]:
    try:
        file = vault.open_beside(desk.path, desk.key)
        with closing(file.db.conn):
            store = Store(file, desk.path)
            store.operator = desk.operator
            edit = made(store)
            yield from store.applying(edit, who=desk.who, at=desk.at, turn=turn)
            yield Written(store.audit_head().count, not touches_plans(edit))
    except CadError as error:
        yield error


def _rows(change: Change) -> tuple[str, object, object]:
    codec = codec_of(type(change.entity))
    before, after = (None if entity is None else codec.encode(entity) for entity in (change.before, change.after))
    return codec.table, before, after


def _change(
    table: str, before: tuple[str | int | None, ...] | None, after: tuple[str | int | None, ...] | None
) -> Change:
    codec = codec_of(KINDS[table])
    return Change(*(None if row is None else codec.decode(row) for row in (before, after)))
