"""The one way in: an edit becomes rows in one transaction, after checking that what it changes still stands."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.edit import Edit, Entity
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.print import Print
from cadplanner.errors import CannotWrite, Stale
from cadplanner.store import audit, undo_steps
from cadplanner.store.driver import Database
from cadplanner.store.faults import writing
from cadplanner.store.search import index_of
from cadplanner.store.tables import APPENDED, TABLES, Codec, Row, codec_of
from cadplanner.store.undo_steps import Turn

FORGET_WORDS = (
    "INSERT INTO patient_index_fts (patient_index_fts, rowid, words) "
    "SELECT 'delete', number, words FROM patient_index WHERE patient_id = ?"
)
WHOSE = "SELECT id, patient_id FROM appointment WHERE id IN (SELECT value FROM json_each(?))"
LEARN = "INSERT INTO patient_index (patient_id, surname, first_name, words) VALUES (?, ?, ?, ?)"
LEARN_WORDS = (
    "INSERT INTO patient_index_fts (rowid, words) SELECT number, words FROM patient_index WHERE patient_id = ?"
)

SLICE = 500
"""Rows between two steps of a long edit."""
STEPS_OF_A_ROW = 4
"""About how many things are done with each row."""


def note(db: Database, act: audit.Act, about: Iterable[Entity]) -> None:
    """Note that somebody did something with what these are, without changing it. Raises CannotWrite."""
    nets = [Net(entity, entity) for entity in about]
    with writing(db):
        people = People(db, nets)
        seen = [(TABLES[type(entity)], entity.id, people.of(entity)) for entity in map(_entity, nets)]
        audit.keep(db, act, [audit.PastChange(kind, key, None, None, person=person) for kind, key, person in seen])


@dataclass(slots=True)
class Net:
    """What an edit does to one entity in all, however many of its changes touch it."""

    before: Entity | None
    after: Entity | None


def write_edit(db: Database, edit: Edit, act: audit.Act, turn: Turn | None = None) -> Iterator[int]:
    """Write a whole edit or nothing, and what it is to undo; nothing is there before the last step.

    Each step says how many hundredths are done. Raises Stale and CannotWrite, and may be left in the middle; then all
    is as it was.
    """
    nets = _nets(edit)
    if not nets:
        return
    _refuse_to_erase(nets)
    with writing(db):
        every = [net for of_kind in nets.values() for net in of_kind]
        people, far = People(db, every), Far(STEPS_OF_A_ROW * len(every))
        days: set[str] = set()
        kept: list[audit.PastChange] = []
        for kind, of_kind in nets.items():
            codec: Codec[Entity] = codec_of(kind)
            _check(db, codec, of_kind)
            days |= _days(db, codec, of_kind)
            kept += yield from _write(db, codec, of_kind, people, far)
        entry = audit.keep(db, act, kept, days)
        if turn is not None:
            undo_steps.keep(db, turn, entry)


class Far:
    """Rows in slices, and how far it is with each."""

    def __init__(self, steps: int) -> None:
        self._steps, self._done = steps, 0

    def each(self, db: Database, sql: str, rows: Sequence[Sequence[object]]) -> Iterator[int]:
        """Does that with every row."""
        for start in range(0, len(rows), SLICE):
            some = rows[start : start + SLICE]
            db.conn.executemany(sql, some)
            self._done += len(some)
            yield min(99, 100 * self._done // self._steps)


class People:
    """Whom entities are about: asked of the edit itself first, then of the file as it was before it."""

    def __init__(self, db: Database, nets: Sequence[Net]) -> None:
        entities = [_entity(net) for net in nets]
        self._of = {entity.id: entity.patient_id for entity in entities if isinstance(entity, Appointment)}
        unknown = {_appointment_of(entity) for entity in entities} - self._of.keys() - {""}
        if unknown:
            self._of.update(db.conn.execute(WHOSE, (json.dumps(sorted(unknown)),)).fetchall())

    def of(self, entity: Entity) -> str:
        """The id of the patient that an entity is about, '' for nobody."""
        if isinstance(entity, Patient):
            return entity.id
        own = getattr(entity, "patient_id", "")
        return str(own) if own else self._of.get(_appointment_of(entity), "")


def _appointment_of(entity: Entity) -> str:
    """The id of the appointment that an entity belongs to; of a sheet, whom it is for, which may be one."""
    return entity.whom if isinstance(entity, Print) else str(getattr(entity, "appointment_id", ""))


def _nets(edit: Edit) -> dict[type, list[Net]]:
    found: dict[tuple[type, str], Net] = {}
    for change in edit.changes:
        net = found.setdefault((type(change.entity), change.entity.id), Net(change.before, change.before))
        if net.after != change.before:
            raise _stale()
        net.after = change.after
    by_kind: dict[type, list[Net]] = defaultdict(list)
    for (kind, _), net in found.items():
        if net.before != net.after:
            by_kind[kind].append(net)
    return by_kind


def _refuse_to_erase(nets: Mapping[type, Sequence[Net]]) -> None:
    if any(net.before is not None for kind in APPENDED & nets.keys() for net in nets[kind]):
        raise CannotWrite(
            "Not done: what was recorded on the day is kept for good.",
            "Take it back on the page where it was recorded; the history then shows both.",
        )


def _check(db: Database, codec: Codec[Entity], nets: Sequence[Net]) -> None:
    """That each `before` is what the file has, and that what is to be added is not there yet."""
    ids = json.dumps([_entity(net).id for net in nets])
    sql = f"SELECT {codec.names} FROM {codec.table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    there: dict[object, Row] = {row[codec.columns.index("id")]: row for row in db.conn.execute(sql, (ids,))}
    for net in nets:
        row = there.get(_entity(net).id)
        if (row is None) != (net.before is None) or not _stands(codec, row, net.before):
            raise _stale()


def _stands(codec: Codec[Entity], row: Row | None, before: Entity | None) -> bool:
    """Whether the row is that entity: by its text, or else by its meaning, for an older version wrote other text."""
    return row is None or before is None or row == codec.encode(before) or codec.decode(row) == before


def _write(
    db: Database, codec: Codec[Entity], nets: Sequence[Net], people: People, far: Far
) -> Generator[int, None, list[audit.PastChange]]:
    """Write the entities of one kind; returns the changes as the audit trail keeps them."""
    rows = [(_entity(net).id, _row(codec, net.before), _row(codec, net.after)) for net in nets]
    whose = [people.of(_entity(net)) for net in nets]
    gone = [(entity_id,) for entity_id, _, after in rows if after is None]
    new = [after for _, before, after in rows if before is None and after is not None]
    changed = [(*after, entity_id) for entity_id, before, after in rows if before is not None and after is not None]
    marks = ", ".join("?" * len(codec.columns))
    settings = ", ".join(f'"{name}" = ?' for name in codec.columns)
    yield from far.each(db, f"DELETE FROM {codec.table} WHERE id = ?", gone)  # noqa: S608
    yield from far.each(db, f"INSERT INTO {codec.table} ({codec.names}) VALUES ({marks})", new)  # noqa: S608
    yield from far.each(db, f"UPDATE {codec.table} SET {settings} WHERE id = ?", changed)  # noqa: S608
    if codec.kind is Patient:
        yield from _index(db, nets, far)
    return [
        audit.PastChange(codec.table, entity_id, codec.as_json(before), codec.as_json(after), person=person)
        for (entity_id, before, after), person in zip(rows, whose, strict=True)
    ]


def _index(db: Database, nets: Sequence[Net], far: Far) -> Iterator[int]:
    """Keep what patients are found and sorted by in step, the search index with it."""
    found_by = {_entity(net).id: (_index_of(net.before), _index_of(net.after)) for net in nets}
    moved = {patient_id: after for patient_id, (before, after) in found_by.items() if before != after}
    ids = [(patient_id,) for patient_id in moved]
    new = [(patient_id, *after) for patient_id, after in moved.items() if after]
    yield from far.each(db, FORGET_WORDS, ids)
    yield from far.each(db, "DELETE FROM patient_index WHERE patient_id = ?", ids)
    yield from far.each(db, LEARN, new)
    yield from far.each(db, LEARN_WORDS, [(patient_id,) for patient_id, *_ in new])


def _index_of(entity: Entity | None) -> tuple[str, str, str] | None:
    return index_of(entity) if isinstance(entity, Patient) else None


def _days(db: Database, codec: Codec[Entity], nets: Sequence[Net]) -> set[str]:
    """The days whose paper these changes make old."""
    days = audit.days_of([entity for net in nets for entity in (net.before, net.after) if entity is not None])
    sql = audit.DAYS_OF.get(codec.table)
    if sql:
        ids = json.dumps([_entity(net).id for net in nets])
        days |= {day_id for (day_id,) in db.conn.execute(sql, (ids,))}
    return days


def _row(codec: Codec[Entity], entity: Entity | None) -> Row | None:
    return None if entity is None else codec.encode(entity)


def _entity(net: Net) -> Entity:
    entity = net.after if net.after is not None else net.before
    assert entity is not None
    return entity


def _stale() -> Stale:
    return Stale(
        "Not done: what it would change has changed meanwhile.",
        "Nothing was changed. Look at the page again, then do it again if it is still right.",
    )
