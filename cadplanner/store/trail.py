"""Reading the history: by person, by who did it, by time and by kind of act."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.words import HistoryLine, Told, ids_in, kind_words, told
from cadplanner.core.model.edit import Change
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.words import Words
from cadplanner.store.audit import PastEdit, moment
from cadplanner.store.driver import Database
from cadplanner.store.tables import KINDS, codec_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailQuery:
    """What is asked of the history; nothing given is all of it. From `since` up to but not including `until`."""

    person: str = ""
    who: str = ""
    since: datetime | None = None
    until: datetime | None = None
    did: frozenset[Did] = frozenset()


def ids(db: Database, query: TrailQuery, *, limit: int = -1, offset: int = 0) -> tuple[int, ...]:
    """The numbers of the entries asked for, the latest first."""
    asked: dict[str, object] = {
        "id IN (SELECT edit_id FROM past_change WHERE person = ?)": query.person,
        "who = ?": query.who,
        "at >= ?": moment(query.since) if query.since else "",
        "at < ?": moment(query.until) if query.until else "",
        "did IN (SELECT value FROM json_each(?))": json.dumps(sorted(query.did)) if query.did else "",
    }
    asked = {condition: value for condition, value in asked.items() if value}
    where = f" WHERE {' AND '.join(asked)}" if asked else ""
    sql = f"SELECT id FROM past_edit{where} ORDER BY id DESC LIMIT ? OFFSET ?"  # noqa: S608
    return tuple(number for (number,) in db.conn.execute(sql, (*asked.values(), limit, offset)))


def entries(db: Database, numbers: Sequence[int]) -> tuple[PastEdit, ...]:
    """The entries with these numbers, in that order."""
    asked = json.dumps(list(numbers))
    counts: dict[int, dict[str, int]] = {number: {} for number in numbers}
    for number, kind, many in db.conn.execute(COUNTS, (asked,)):
        counts[number][kind] = many
    found = {row[0]: _entry(row, counts[row[0]]) for row in db.conn.execute(ENTRIES, (asked,))}
    return tuple(found[number] for number in numbers if number in found)


def last_noted(db: Database, did: Did, entity_id: str) -> datetime | None:
    """When that was last done with what has that id."""
    (at,) = db.conn.execute(LAST_NOTED, (did.value, entity_id)).fetchone()
    return datetime.fromisoformat(at) if at else None


def people(db: Database) -> tuple[str, ...]:
    """Everybody who is named in the history as having done something."""
    return tuple(who for (who,) in db.conn.execute("SELECT DISTINCT who FROM past_edit ORDER BY who"))


def lines(db: Database, numbers: Sequence[int], words: Words, *, person: str = "") -> tuple[HistoryLine, ...]:
    """These entries in words, with what was done in each; only with what is about one patient, if asked."""
    return tuple(_line(db, entry, person, words) for entry in entries(db, numbers))


def names(db: Database, wanted: Iterable[str]) -> dict[str, str]:
    """Words for ids: the name of a place, a thing or a member of staff, of a patient, or of whose appointment it is."""
    asked = json.dumps(sorted(set(wanted)))
    found: dict[str, str] = {}
    for table in NAMED:
        found.update(db.conn.execute(NAME_OF.format(table=table), (asked,)))
    patients = codec_of(Patient)
    for key, *row in db.conn.execute(WHO_IS.format(columns=patients.names_of("p")), {"asked": asked}):
        found[key] = patients.decode(row).staff_name
    return found


def _line(db: Database, entry: PastEdit, person: str, own: Words) -> HistoryLine:
    rows = db.conn.execute(OF_ENTRY, (entry.id, person)).fetchall()
    changes = [_change(*row) for row in rows]
    wanted = [key for change in changes if isinstance(change, Change) for key in ids_in(change)]
    known = names(db, (*wanted, *(row[1] for row in rows)))
    words = tuple(_told(change, known, own) for change in changes)
    return HistoryLine(entry.id, entry.at, entry.who, entry.computer, entry.did, entry.label, words, entry.forgotten)


def _change(kind: str, entity_id: str, before: str | None, after: str | None) -> Change | tuple[type, str]:
    codec = codec_of(KINDS[kind])
    if before is None and after is None:
        return codec.kind, entity_id
    return Change(codec.from_json(before), codec.from_json(after))


def _told(change: Change | tuple[type, str], known: Mapping[str, str], own: Words) -> Told:
    if isinstance(change, Change):
        return told(change, known, own)
    kind, entity_id = change
    if not entity_id:
        return Told("deleted for good", kind_words(kind), ())
    return Told("", known.get(entity_id) or kind_words(kind), ())


NAMED = ("station", "staff_member", "service", "venue", "day", "operator")
NAME_OF = "SELECT id, name FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
WHO_IS = (
    "SELECT p.id, {columns} FROM patient p WHERE p.id IN (SELECT value FROM json_each(:asked)) UNION ALL "
    "SELECT a.id, {columns} FROM appointment a JOIN patient p ON p.id = a.patient_id "
    "WHERE a.id IN (SELECT value FROM json_each(:asked))"
)
OF_ENTRY = (
    "SELECT kind, entity_id, before, after FROM past_change WHERE edit_id = ?1 AND ?2 IN ('', person) ORDER BY number"
)
LAST_NOTED = (
    "SELECT max(e.at) FROM past_edit e JOIN past_change c ON c.edit_id = e.id WHERE e.did = ? AND c.entity_id = ?"
)
COUNTS = (
    "SELECT edit_id, kind, count(*) FROM past_change WHERE edit_id IN (SELECT value FROM json_each(?)) "
    "GROUP BY edit_id, kind"
)
ENTRIES = (
    "SELECT id, at, who, label, did, computer, forgotten_by FROM past_edit WHERE id IN (SELECT value FROM json_each(?))"
)


def _entry(row: Sequence[object], counts: Mapping[str, int]) -> PastEdit:
    number, at, who, label, did, computer, forgotten_by = map(str, row)
    moment = datetime.fromisoformat(at)
    return PastEdit(int(number), moment, who, label, counts, Did(did), computer, forgotten_by != "0")
