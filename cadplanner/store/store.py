"""The door to the one file: reads by name, and `apply(edit)`, the only write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Self, TypeVar

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.words import HistoryLine
from cadplanner.core.live.outcomes import Kept
from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent
from cadplanner.core.model.certificate import Certificate
from cadplanner.core.model.day import AppointmentDay, Service, Venue
from cadplanner.core.model.day_rules import DayRules
from cadplanner.core.model.edit import Edit, Entity
from cadplanner.core.model.operator import Operator
from cadplanner.core.model.outcome import Feedback, Outcome, Promise, WhatMatters
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ColumnMapping, ServiceDetails
from cadplanner.core.model.staff import StaffMember
from cadplanner.errors import CadError
from cadplanner.store import audit, chain, trail, vault, waiting
from cadplanner.store.audit import Act, PastEdit
from cadplanner.store.chain import Check, Head
from cadplanner.store.data_key import DataKey
from cadplanner.store.faults import reading
from cadplanner.store.hold import Hold
from cadplanner.store.lock_file import this_computer
from cadplanner.store.operators import refuse_pin, refuse_to_try, refuse_what_she_may_not
from cadplanner.store.order import by_name, by_position
from cadplanner.store.plans import Plans
from cadplanner.store.purge import purge
from cadplanner.store.remembering import lacking, lacking_words, remember
from cadplanner.store.search import search_sql, search_words
from cadplanner.store.tables import Row, codec_of
from cadplanner.store.trail import TrailQuery
from cadplanner.store.undo_steps import Turn, UndoSteps
from cadplanner.store.vault import OpenFile
from cadplanner.store.waiting import WaitingQuery, WaitingRow
from cadplanner.store.writing import note, write_edit

E = TypeVar("E", bound=Entity)
EVERYTHING = TrailQuery()


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many are invited to a day, and how many of them have a visit."""

    invited: int
    placed: int


class Store:
    """One open file. Everything it gives is a frozen value; the thread that opened it is the only one to use it."""

    def __init__(self, file: OpenFile, path: Path | None = None) -> None:
        self.path = path
        self._file = file
        self._db = file.db
        self._computer = this_computer()
        self._plans = Plans(self._all)
        self.undo_steps = UndoSteps(file.db)
        self.operator: Operator | None = None
        """Who has signed in; None for somebody working alone."""
        self.lacks: Head | None = None
        """The end of the history that is remembered here and that the file does not hold; None where all is well."""
        self.hold = Hold(file.db, self._plans.forget)

    @classmethod
    def in_memory(cls) -> Self:
        """A new store that nobody keeps, for tests and for trying things out."""
        return cls(vault.make_in_memory())

    @classmethod
    def create(cls, path: Path, key: DataKey, *, replace: bool = False) -> Self:
        """Make a new file and open it. Raises CannotWrite where there is one, unless `replace`; and InUse."""
        vault.make_file(path, key, replace=replace)
        return cls.open(path, key)

    @classmethod
    def open(cls, path: Path, key: DataKey, *, take_over: bool = False) -> Self:
        """Open a file by its data key, which `unlocking` gets from what a person types.

        Raises CannotRead, CannotWrite, NewerFile; InUse unless `take_over` from another computer.
        """
        store = cls(vault.open_file(path, key, take_over=take_over), path)
        store.lacks = lacking(path, store.has_head)
        return store

    @property
    def key(self) -> DataKey | None:
        """The data key, for whoever makes a copy of the file; None in memory."""
        return self._file.key

    def change_key(self, key: DataKey) -> None:
        """Encrypt the file anew; `unlocking.change_data_key` keeps the key file in step. Raises CannotWrite."""
        vault.change_key(self._file, key)
        self._file = replace(self._file, key=key)

    def close(self) -> None:
        """Put everything into the one file and let go of it. The store is of no use afterwards."""
        self.remember()
        self._file.close()

    def remember(self) -> None:
        """Keep the end of the history in the key file, if it can be kept; not while the file lacks what is there."""
        if self.path is not None and self.lacks is None:
            with suppress(CadError, OSError):
                remember(self.path, self.audit_head())

    def go_on(self, *, who: str, at: datetime) -> str:
        """Work on with a file that lacks what is remembered; it is noted. Gives what is wrong. Raises CannotWrite."""
        says = lacking_words(self.lacks, self.audit_head()) if self.lacks else ""
        if says:
            self.note(Did.WARNED, says, (), who=who, at=at)
            self.lacks = None
        return says

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def apply(self, edit: Edit, *, who: str, at: datetime, did: Did = Did.CHANGED, turn: Turn | None = None) -> None:
        """Write an edit, all or nothing, with who made it and when (aware); `turn` says what it is to undo.

        Raises Stale where a `before` no longer stands, NotAllowed where whoever signed in may not, and
        CannotWrite where the disk says no; then everything is as it was.
        """
        for _ in self.applying(edit, who=who, at=at, did=did, turn=turn):
            pass

    def applying(
        self, edit: Edit, *, who: str, at: datetime, did: Did = Did.CHANGED, turn: Turn | None = None
    ) -> Iterator[int]:
        """The same in steps, each saying how many hundredths are done; nothing is written before the last is over."""
        self.hold.refuse()
        refuse_what_she_may_not(self.operator.role if self.operator else None, edit, self.operators())
        self._plans.changes(edit)
        yield from write_edit(self._db, edit, Act(edit.label, who, at, self._computer, did), turn)

    def patients(self) -> tuple[Patient, ...]:
        """Every patient, by name."""
        return self._all(Patient, "ORDER BY surname COLLATE NOCASE, first_name COLLATE NOCASE, id")

    def patient(self, patient_id: str) -> Patient:
        """The patient with that id. Raises KeyError."""
        return self._one(Patient, patient_id)

    def find_patients(self, typed: str, limit: int = 20) -> tuple[Patient, ...]:
        """The patients that what was typed finds (names, numbers, birth date, postcode, phone), by name."""
        found, values = search_sql(search_words(typed))
        codec = codec_of(Patient)
        sql = (
            f"SELECT {codec.names_of('p')} FROM patient_index i JOIN patient p ON p.id = i.patient_id "  # noqa: S608
            f"WHERE {found or 'FALSE'} ORDER BY i.surname, i.first_name, p.id LIMIT {limit:d}"
        )
        with reading():
            return tuple(map(codec.decode, self._db.conn.execute(sql, values)))

    def referrals(self) -> tuple[Referral, ...]:
        """The whole waiting list, longest waiting first, unknown dates last."""
        return self._all(Referral, "ORDER BY received_on IS NULL, received_on, id")

    def referral(self, referral_id: str) -> Referral:
        """The referral with that id. Raises KeyError."""
        return self._one(Referral, referral_id)

    def referrals_of_patient(self, patient_id: str) -> tuple[Referral, ...]:
        """One patient's places on the list, longest waiting first."""
        return self._all(Referral, "WHERE patient_id = ? ORDER BY received_on IS NULL, received_on, id", patient_id)

    def venues(self) -> tuple[Venue, ...]:
        """Every venue, by name."""
        return by_name(self._all(Venue))

    def services(self) -> tuple[Service, ...]:
        """Every service, in the order of a route."""
        return by_position(self._all(Service))

    def staff(self) -> tuple[StaffMember, ...]:
        """Everybody who works at days, by name."""
        return by_name(self._all(StaffMember))

    def operators(self) -> tuple[Operator, ...]:
        """Everybody who is named as working with the file, by name; () where somebody works alone."""
        return by_name(self._all(Operator))

    def sign_in(self, operator_id: str, pin: str, at: datetime) -> Operator:
        """Somebody says who she is. Raises WrongPin, which is kept in the history too, and KeyError."""
        operator = self._one(Operator, operator_id)
        refuse_to_try(self._db, operator, at)
        right = operator.is_pin(pin)
        did, label = (Did.SIGNED_IN, "Signed in") if right else (Did.WRONG_PIN, "Typed a wrong PIN")
        self.note(did, label, (operator,), who=operator.name, at=at)
        if not right:
            raise refuse_pin(self._db, operator)
        self.operator = operator
        return operator

    def days(self) -> tuple[AppointmentDay, ...]:
        """Every day, the newest first."""
        return self._all(AppointmentDay, 'ORDER BY "on" DESC, name, id')

    def day(self, day_id: str) -> AppointmentDay:
        """The day with that id. Raises KeyError."""
        return self._one(AppointmentDay, day_id)

    def day_counts(self, day_id: str) -> DayCounts:
        """How many are invited to a day and how many of them are placed."""
        invited = "SELECT count(*) FROM appointment WHERE day_id = ?"
        placed = "SELECT count(DISTINCT appointment_id) FROM visit WHERE day_id = ?"
        return DayCounts(self._number(invited, day_id), self._number(placed, day_id))

    def version_of(self, day_id: str) -> int:
        """How many edits have touched what a day's paper shows: the version printed on it."""
        return self._number("SELECT count(*) FROM past_edit_day WHERE day_id = ?", day_id)

    def details(self) -> ServiceDetails:
        """What the service decides for itself."""
        return self._one(ServiceDetails, ServiceDetails().id)

    def mapping(self, headings_id: str) -> ColumnMapping | None:
        """What a set of headings was last taken to mean; None for headings never seen."""
        return next(iter(self._all(ColumnMapping, "WHERE id = ?", headings_id)), None)

    def day_events(self, day_id: str) -> tuple[DayEvent, ...]:
        """Every fact of a day, annulled ones too, in the order in which they were written."""
        return self._all(DayEvent, "WHERE day_id = ? ORDER BY number, id", day_id)

    def outcomes(self, day_id: str) -> tuple[Outcome, ...]:
        """Every outcome recorded of a day, replaced ones too, in the order in which they were written."""
        return self._all(Outcome, "WHERE day_id = ? ORDER BY number, id", day_id)

    def what_matters(self, day_id: str) -> tuple[WhatMatters, ...]:
        """What matters to the patients of a day, in the order in which it was written; the latest of each holds."""
        return self._all(WhatMatters, "WHERE day_id = ? ORDER BY number, id", day_id)

    def feedback(self, day_id: str) -> tuple[Feedback, ...]:
        """The anonymous answers of a day, in no order that says who gave them."""
        return self._all(Feedback, "WHERE day_id = ? ORDER BY id", day_id)

    def promises(self, day_id: str = "") -> tuple[Promise, ...]:
        """The promises of a day, or of all days: the soonest due first, those without a date last."""
        return self._all(Promise, "WHERE ? IN ('', day_id) ORDER BY due IS NULL, due, action, id", day_id)

    def kept(self, day_id: str) -> Kept:
        """What came of a day: outcomes, promises, the rules that hold, and those invited as they stand on the list."""
        hers = "WHERE id IN (SELECT referral_id FROM appointment WHERE day_id = ?) ORDER BY id"
        places = self._all(Referral, hers, day_id)
        return Kept(self.outcomes(day_id), self.promises(day_id), self.day_rules(), places, self.details().words)

    def kept_day_rules(self) -> DayRules | None:
        """What the service decided about its days; None while it has not, and then `DayRules()` holds."""
        return next(iter(self._all(DayRules, "WHERE id = ?", DayRules().id)), None)

    def day_rules(self) -> DayRules:
        """The rules that hold: the service's, else the suggested ones."""
        return self.kept_day_rules() or DayRules()

    def prints(self, day_id: str) -> tuple[Print, ...]:
        """The latest print of every sheet of a day that was printed."""
        return self._all(Print, "WHERE on_day = ? ORDER BY sheet, whom", day_id)

    def appointments_of_patient(self, patient_id: str) -> tuple[Appointment, ...]:
        """One patient's appointments at all days."""
        return self._all(Appointment, "WHERE patient_id = ? ORDER BY day_id, id", patient_id)

    def plan(self, day_id: str) -> Plan:
        """One day with everything the rules need. Raises KeyError."""
        return self._plans.plan(day_id)

    def waiting_ids(self, query: WaitingQuery) -> tuple[str, ...]:
        """The ids of the referrals that a query asks for, in its order."""
        sql, values = waiting.ids_sql(query)
        with reading():
            return tuple(referral_id for (referral_id,) in self._db.conn.execute(sql, values))

    def waiting_rows(self, referral_ids: Sequence[str]) -> tuple[WaitingRow, ...]:
        """The rows of the waiting list with those ids, in that order; ids that are gone are left out."""
        found = {row[0]: row for row in self._rows(waiting.ROWS, json.dumps(list(referral_ids)))}
        return tuple(waiting.row_of(found[referral_id]) for referral_id in referral_ids if referral_id in found)

    def waiting_counts(self, on: date) -> Mapping[str, int]:
        """How many of the waiting list each flag would show, and '' for all of it."""
        with reading():
            row = self._db.conn.execute(waiting.counts_sql(), {"grown": waiting.born_before(on)}).fetchone()
        return dict(zip(("", *waiting.FLAGS), row, strict=True))

    def note(self, did: Did, label: str, about: Iterable[Entity], *, who: str, at: datetime) -> None:
        """Write down that somebody looked at, printed or took out what these are. Raises CannotWrite."""
        self.hold.refuse()
        note(self._db, Act(label, who, at, self._computer, did), about)

    def history(self, query: TrailQuery = EVERYTHING, *, limit: int = 100, offset: int = 0) -> tuple[PastEdit, ...]:
        """What was done, the latest first."""
        with reading():
            return trail.entries(self._db, trail.ids(self._db, query, limit=limit, offset=offset))

    def history_ids(self, query: TrailQuery) -> tuple[int, ...]:
        """The numbers of all entries that a query asks for, the latest first."""
        with reading():
            return trail.ids(self._db, query)

    def history_rows(self, numbers: Sequence[int]) -> tuple[PastEdit, ...]:
        """The entries with these numbers, in that order."""
        with reading():
            return trail.entries(self._db, numbers)

    def history_lines(self, numbers: Sequence[int], *, person: str = "") -> tuple[HistoryLine, ...]:
        """These entries in words, with all that was done in them, or what is about one patient."""
        with reading():
            return trail.lines(self._db, numbers, self.details().words, person=person)

    def history_people(self) -> tuple[str, ...]:
        """Everybody whom the history names as having done something."""
        with reading():
            return trail.people(self._db)

    def past_edit(self, edit_id: int, *, person: str = "") -> Edit:
        """One edit of the history with all its changes, or those about one patient. Raises KeyError."""
        with reading():
            return audit.past_edit(self._db, edit_id, person=person)

    def names(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Words for ids of places, things, staff, patients and appointments; those it does not know are left out."""
        with reading():
            return trail.names(self._db, ids)

    def last_noted(self, did: Did, entity_id: str) -> datetime | None:
        """When that was last done with what has that id; None for never."""
        with reading():
            return trail.last_noted(self._db, did, entity_id)

    def certificates(self) -> tuple[Certificate, ...]:
        """What was deleted for good, the latest first."""
        return self._all(Certificate, "ORDER BY entry DESC")

    def purge(self, certificate: Certificate, label: str, *, taken_off_before: datetime) -> Certificate:
        """Deletes the people of a certificate's days; see `keeping.delete_days`, which says which days may go."""
        self.hold.refuse()
        act = Act(label, certificate.who, certificate.at, self._computer, Did.DELETED)
        self._plans.forget()
        return purge(self._db, certificate, act, taken_off_before)

    def of_patient(self, patient_id: str) -> tuple[Entity, ...]:
        """Everything the file holds of one patient now. Raises KeyError."""
        found: list[Entity] = [self._one(Patient, patient_id), *self.referrals_of_patient(patient_id)]
        found += self.appointments_of_patient(patient_id)
        hers = "WHERE appointment_id IN (SELECT id FROM appointment WHERE patient_id = ?) ORDER BY id"
        for kind in (Visit, DayEvent, Outcome, Promise, WhatMatters):
            found += self._all(kind, hers, patient_id)
        paper = "WHERE whom IN (SELECT id FROM appointment WHERE patient_id = ?) ORDER BY id"
        return (*found, *self._all(Print, paper, patient_id))

    def audit_head(self) -> Head:
        """The end of the history as it is: how many entries, and the hash of the last; to be remembered elsewhere."""
        with reading():
            return chain.head(self._db)

    def has_head(self, remembered: Head) -> bool:
        """Whether the history still holds the end that was remembered: nothing was taken off it since."""
        with reading():
            return chain.has(self._db, remembered)

    def check_history(self) -> Check:
        """Reads the whole history; names the first entry that is not as it was written."""
        with reading():
            return chain.check(self._db)

    def _all(self, kind: type[E], rest: str = "", *values: str) -> tuple[E, ...]:
        codec = codec_of(kind)
        return tuple(map(codec.decode, self._rows(f"SELECT {codec.names} FROM {codec.table} {rest}", *values)))  # noqa: S608

    def _one(self, kind: type[E], entity_id: str) -> E:
        for entity in self._all(kind, "WHERE id = ?", entity_id):
            return entity
        raise KeyError(entity_id)

    def _number(self, sql: str, value: str) -> int:
        return int(self._rows(sql, value)[0][0] or 0)

    def _rows(self, sql: str, *values: str) -> list[Row]:
        with reading():
            return self._db.conn.execute(sql, values).fetchall()
