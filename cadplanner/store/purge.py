"""Deletion for good: every trace of the people of a day leaves the file; the history keeps only its hashes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from cadplanner.core.model.certificate import Certificate
from cadplanner.core.model.patient import Patient
from cadplanner.errors import CannotWrite
from cadplanner.store import audit, chain
from cadplanner.store.driver import Database, Error
from cadplanner.store.faults import meaning, writing
from cadplanner.store.search import folded
from cadplanner.store.tables import TABLES, codec_of

OF_A_DAY = {"day_event": "day_id", "feedback": "day_id", "print": "on_day"}
"""Tables that hold things of a day, not always of one person, and may name people in what was typed."""

OF_A_PERSON = tuple(table for kind, table in TABLES.items() if "appointment_id" in codec_of(kind).columns)
OF_THE_DAY = json.dumps(sorted({"appointment", *OF_A_DAY, *OF_A_PERSON}))
IN = "(SELECT value FROM json_each(?))"
TO_EMPTY = (
    "SELECT edit_id, number, person, kind, before, after FROM past_change WHERE forgotten_by = 0 AND ("
    "person IN (SELECT value FROM json_each(:people)) "
    "OR (kind = 'referral' AND entity_id IN (SELECT value FROM json_each(:referrals))) "
    "OR (kind IN (SELECT value FROM json_each(:kinds)) AND coalesce("
    "json_extract(after, '$.day_id'), json_extract(before, '$.day_id'), "
    "json_extract(after, '$.on_day'), json_extract(before, '$.on_day')) IN (SELECT value FROM json_each(:days))))"
)
TAKEN_OFF = (
    "SELECT c.person FROM past_change c JOIN past_edit e ON e.id = c.edit_id WHERE c.person <> '' "
    "AND c.person NOT IN (SELECT id FROM patient) GROUP BY c.person HAVING max(e.at) < ?"
)
"""People whom the list no longer has, and about whom nothing was done for so long."""

LEFT = "SELECT DISTINCT edit_id FROM past_change WHERE forgotten_by = 0"


def purge(db: Database, certificate: Certificate, act: audit.Act, taken_off_before: datetime) -> Certificate:
    """Delete the people of the certificate's days, all or nothing; gives the certificate with its figures.

    Whoever still waits for something else, or is invited to another day, stays; only what was of these days goes.
    Raises CannotWrite.
    """
    with writing(db):
        done = _Deletion(db, certificate, taken_off_before).run(certificate)
        codec = codec_of(Certificate)
        marks = ", ".join("?" * len(codec.columns))
        row = codec.encode(done)
        db.conn.execute(f"INSERT INTO {codec.table} ({codec.names}) VALUES ({marks})", row)  # noqa: S608
        audit.keep(db, act, [audit.PastChange(codec.table, done.id, None, codec.as_json(row))])
        db.conn.execute("INSERT INTO patient_index_fts (patient_index_fts) VALUES ('rebuild')")
        db.conn.execute("DELETE FROM undo_step")  # nobody comes back
    _tidy(db)
    return done


def _tidy(db: Database) -> None:
    """Leave no free page and no log with what was there."""
    try:
        db.conn.execute("VACUUM")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except Error as error:
        happened, _ = meaning(error)
        raise CannotWrite(
            f"Deleted, but the file could not be tidied up: {happened}.",
            "What was deleted is overwritten all the same. Close the file and open it again: that tidies the rest.",
        ) from error


class _Deletion:
    """One deletion, inside its transaction."""

    def __init__(self, db: Database, certificate: Certificate, taken_off_before: datetime) -> None:
        self._db, self._entry = db, chain.head(db).count + 1
        self._days = json.dumps(certificate.day_ids)
        self._appointments = self._of_days("id")
        self._referrals = self._settled(self._of_days("referral_id") - self._elsewhere("referral_id"))
        there = self._of_days("patient_id")
        self._leaving = there - self._elsewhere("patient_id") - self._still_waiting()
        self._staying = there - self._leaving
        moment = audit.moment(taken_off_before)
        self._earlier = {person for (person,) in db.conn.execute(TAKEN_OFF, (moment,))}

    def run(self, certificate: Certificate) -> Certificate:
        """Empty the history, then the tables; the figures of it."""
        places = self._empty()
        rows = self._delete()
        return replace(
            certificate,
            entry=self._entry,
            people=len(self._leaving),
            staying=len(self._staying),
            earlier=len(self._earlier),
            rows=rows,
            emptied=chain.forgotten(places),
        )

    def _of_days(self, column: str) -> set[str]:
        sql = f"SELECT {column} FROM appointment WHERE day_id IN {IN}"  # noqa: S608
        return {value for (value,) in self._db.conn.execute(sql, (self._days,))}

    def _elsewhere(self, column: str) -> set[str]:
        sql = f"SELECT {column} FROM appointment WHERE day_id NOT IN {IN}"  # noqa: S608
        return {value for (value,) in self._db.conn.execute(sql, (self._days,))}

    def _settled(self, referrals: set[str]) -> set[str]:
        """Those of these places on the list that the person has left; to the others she came back."""
        sql = f"SELECT id FROM referral WHERE left_because <> '' AND id IN {IN}"  # noqa: S608
        return {place for (place,) in self._db.conn.execute(sql, (_list(referrals),))}

    def _still_waiting(self) -> set[str]:
        """Whoever is on the list still, for whatever it is."""
        return {
            person for (person,) in self._db.conn.execute("SELECT patient_id FROM referral WHERE left_because = ''")
        }

    def _delete(self) -> int:
        gone = 0
        for table in OF_A_PERSON:
            gone += self._delete_from(table, "appointment_id", self._appointments)
        for table, column in OF_A_DAY.items():
            gone += self._delete_from(table, column, json.loads(self._days))
        gone += self._delete_from("appointment", "id", self._appointments)
        gone += self._delete_from("referral", "id", self._referrals)
        gone += self._delete_from("referral", "patient_id", self._leaving)
        self._delete_from("patient_index", "patient_id", self._leaving)
        return gone + self._delete_from("patient", "id", self._leaving)

    def _delete_from(self, table: str, column: str, values: Iterable[str]) -> int:
        sql = f"DELETE FROM {table} WHERE {column} IN {IN}"  # noqa: S608
        return int(self._db.conn.execute(sql, (_list(values),)).rowcount)

    def _empty(self) -> list[str]:
        """Empty the history of them; the places that were emptied."""
        people, referrals = _list(self._leaving | self._earlier), _list(self._referrals)
        asked = {"people": people, "referrals": referrals, "days": self._days, "kinds": OF_THE_DAY}
        rows = self._db.conn.execute(TO_EMPTY, asked).fetchall()
        known = self._known(rows)
        self._db.conn.executemany(
            "UPDATE past_change SET before = NULL, after = NULL, entity_id = '', person = '', salt = '', "
            "forgotten_by = ? WHERE edit_id = ? AND number = ?",
            [(self._entry, edit_id, number) for edit_id, number, *_ in rows],
        )
        labels = self._labels({row[0] for row in rows}, known)
        self._db.conn.executemany(
            "UPDATE past_edit SET label = '', salt = '', forgotten_by = ? WHERE id = ?",
            [(self._entry, edit_id) for edit_id in labels],
        )
        return [f"{edit_id}.{number}" for edit_id, number, *_ in rows] + [f"{edit_id}" for edit_id in labels]

    def _known(self, rows: Iterable[Sequence[str]]) -> set[tuple[str, ...]]:
        """The words by which these people are known, in any version of them that was kept."""
        codec = codec_of(Patient)
        versions = [
            codec.from_json(text) for *_, kind, before, after in rows if kind == codec.table for text in (before, after)
        ]
        sql = f"SELECT {codec.names} FROM patient WHERE id IN {IN}"  # noqa: S608
        people = _list({row[2] for row in rows})
        versions += [codec.decode(row) for row in self._db.conn.execute(sql, (people,))]
        return {words for version in versions if version for words in _known_by(version)}

    def _labels(self, touched: set[int], known: set[tuple[str, ...]]) -> list[int]:
        """The entries whose words go: those that are empty now, and all that name one of these people."""
        left = {edit_id for (edit_id,) in self._db.conn.execute(LEFT)}
        single = {word for words in known for word in words}
        found = []
        for edit_id, label in self._db.conn.execute("SELECT id, label FROM past_edit WHERE label <> ''"):
            said = set(folded(label).split())
            if edit_id in touched:
                named = edit_id not in left or bool(said & single)
            else:
                named = bool(said & single) and any(said.issuperset(words) for words in known if _tells(words))
            found += [edit_id] if named else []
        return found


def _known_by(patient: Patient) -> tuple[tuple[str, ...], ...]:
    """The whole name, and each number, as words."""
    whole = (folded(f"{patient.first_name} {patient.surname}"), folded(patient.nhs_number), folded(patient.local_id))
    return tuple(tuple(text.split()) for text in whole if text)


def _tells(words: tuple[str, ...]) -> bool:
    """Whether these words alone say who is meant: a whole name or a number does, one name might be a place."""
    return len(words) > 1 or words[0].isdigit()


def _list(values: Iterable[str]) -> str:
    return json.dumps(sorted(values))
