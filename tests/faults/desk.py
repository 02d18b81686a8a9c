"""A service at work, always the same: what is written edit by edit, and what the file must then hold."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent, Happened
from cadplanner.core.model.edit import Change, Edit, Entity, edit_between
from cadplanner.core.model.outcome import Agreed, Outcome, OutcomeKind, Promise
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.errors import CadError
from cadplanner.store.data_key import DataKey
from cadplanner.store.driver import Error
from cadplanner.store.key_file import write_keys
from cadplanner.store.search import index_of
from cadplanner.store.store import Store
from cadplanner.store.tables import TABLES
from tests.builders import people, plan_with
from tests.keys import KEY, KEYS
from tests.store.people import waiting_people
from tests.store.worlds import NOW, check_index

INVITED = 12
PLAN = plan_with(people(INVITED))
BASE = (
    PLAN.day, PLAN.venue, *PLAN.services, *PLAN.stations, *PLAN.staff, *PLAN.shifts, *PLAN.patients,
    *PLAN.appointments, *PLAN.visits,
)  # fmt: skip
World = dict[tuple[type, str], Entity]


def start(path: Path, key: DataKey = KEY) -> Path:
    """A file with a day that is set up and planned, its key file beside it."""
    with Store.create(path, key) as store:
        store.apply(edit_between("Set up and plan", (), BASE), who="Ann", at=NOW)
    write_keys(path, KEYS)
    return path


def do(store: Store, n: int, imported: int = 20) -> None:
    """Write the n-th edit. Raises CadError."""
    edit, at = edit_of(n, imported), NOW + timedelta(minutes=n)
    if edit.changes:
        store.apply(edit, who="Ann", at=at)
    else:
        store.note(Did.LOOKED, edit.label, PLAN.patients[:1], who="Ann", at=at)


@cache
def edit_of(n: int, imported: int = 20) -> Edit:
    """The n-th edit: check-ins, corrections, imports and their undoing, moves, outcomes, looks at a record."""
    world = world_after(n, imported)
    return KINDS[n % len(KINDS)](n, world, imported)


@cache
def world_after(n: int, imported: int = 20) -> World:
    """Everything the file holds after the first n edits."""
    if not n:
        return {(type(each), each.id): each for each in (*BASE, ServiceDetails())}
    world = dict(world_after(n - 1, imported))
    for change in edit_of(n - 1, imported).changes:
        key = (type(change.entity), change.entity.id)
        if change.after is None:
            del world[key]
        else:
            world[key] = change.after
    return world


def _check_in(n: int, _: World, __: int) -> Edit:
    at = NOW + timedelta(minutes=n)
    event = DayEvent(f"event-{n}", "day", Happened.ARRIVED, at, n + 1, "Ann", f"a{n % INVITED + 1}")
    return Edit("Check in", (Change(None, event),))


def _correct(n: int, world: World, _: int) -> Edit:
    before = world[Patient, f"patient-{n % INVITED + 1}"]
    assert isinstance(before, Patient)
    return Edit("Correct a name", (Change(before, replace(before, surname=f"Corrected{n}", phone=f"07700 {n:06d}")),))


def _import(n: int, _: World, imported: int) -> Edit:
    new = (
        (replace(p, id=f"{n}-{p.id}", nhs_number=""), replace(r, id=f"{n}-{r.id}", patient_id=f"{n}-{p.id}"))
        for p, r in waiting_people(imported)
    )
    return Edit("Import list.csv", tuple(Change(None, each) for pair in new for each in pair))


def _move(n: int, world: World, _: int) -> Edit:
    visits = sorted((each for (kind, _), each in world.items() if kind is Visit), key=lambda each: each.id)
    before = visits[n % len(visits)]
    assert isinstance(before, Visit)
    return Edit("Lock a visit", (Change(before, replace(before, locked=not before.locked)),))


def _outcome(n: int, _: World, __: int) -> Edit:
    appointment, at = f"a{n % INVITED + 1}", NOW + timedelta(minutes=n)
    outcome = Outcome(f"outcome-{n}", "day", appointment, at, n + 1, "Ann", (Agreed(OutcomeKind.DISCHARGE),))
    promise = Promise(f"promise-{n}", "day", appointment, outcome.id, "Letter to the GP")
    return Edit("Record the outcome", (Change(None, outcome), Change(None, promise)))


def _look(n: int, _: World, __: int) -> Edit:
    return Edit(f"Look at a record {n}")


def _undo(n: int, _: World, imported: int) -> Edit:
    return edit_of(n - 4, imported).inverse()


def _walk_in(n: int, world: World, _: int) -> Edit:
    person, event = world[Patient, "patient-1"], f"walk-{n}"
    assert isinstance(person, Patient)
    new = replace(person, id=event, surname=f"Walker{n}", nhs_number="")
    place = Appointment(f"walk-a{n}", "day", new.id, 1000 + n, ())
    at = NOW + timedelta(minutes=n)
    fact = DayEvent(event, "day", Happened.WALK_IN, at, n + 1, "Ann", place.id)
    return Edit("A walk-in", tuple(Change(None, each) for each in (new, Referral(event, new.id), place, fact)))


KINDS: tuple[Callable[[int, World, int], Edit], ...] = (
    _check_in, _correct, _import, _move, _outcome, _look, _undo, _walk_in, _check_in,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that must never be: which kind, and in words."""

    kind: str
    says: str


LOST, HALF, DAMAGED, UNSAID = "confirmed and lost", "half applied", "does not open or hold", "no words for a person"


def wrongs(
    path: Path, least: int, most: int, *, imported: int = 20, key: DataKey = KEY, base: int = 1
) -> tuple[Wrong, ...]:
    """What is wrong with the file after a fault, when `least` edits were confirmed and `most` begun; () for nothing.

    `base` is how many entries its history had before the first edit.
    """
    try:
        with Store.open(path, key, take_over=True) as store:
            return tuple(_wrongs(store, least, most, imported, base))
    except CadError as error:
        return (Wrong(DAMAGED, str(error)),)


def _wrongs(store: Store, least: int, most: int, imported: int, base: int) -> list[Wrong]:
    found = []
    done = store.audit_head().count - base
    if done < least:
        found.append(Wrong(LOST, f"{least} were confirmed and {done} are there"))
    if done > most:
        found.append(Wrong(HALF, f"{most} were begun and {done} are there"))
    held = {(kind, each.id): each for kind in TABLES for each in store._all(kind)}
    if done >= 0 and held != world_after(done, imported):
        found.append(Wrong(HALF, f"after {done} edits the file holds something else"))
    indexed = {row[0]: row[1:] for row in store._db.conn.execute(INDEX)}
    if indexed != {key: index_of(each) for (kind, key), each in held.items() if kind is Patient}:
        found.append(Wrong(HALF, "the search index is not that of the patients"))
    if not store.check_history().holds:
        found.append(Wrong(HALF, "the chain of the history does not hold"))
    return found + unsound(store)


INDEX = "SELECT patient_id, surname, first_name, words FROM patient_index"


def unsound(store: Store) -> list[Wrong]:
    """What SQLite and SQLCipher say of every page, once everything is in the one file."""
    store._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        check_index(store)
    except Error:
        return [Wrong(HALF, "the search index is not that of its table")]
    says = store._db.conn.execute("PRAGMA integrity_check").fetchall()
    pages = store._db.conn.execute("PRAGMA cipher_integrity_check").fetchall()
    return [] if (says, pages) == ([("ok",)], []) else [Wrong(DAMAGED, f"{says} {pages}")]


def goes_on(path: Path, *, imported: int = 20, key: DataKey = KEY, base: int = 1) -> tuple[Wrong, ...]:
    """What is wrong when the next edit is written after the fault; () for nothing."""
    with closing(Store.open(path, key, take_over=True)) as store:
        n = store.audit_head().count - base
        do(store, n, imported)
    return wrongs(path, n + 1, n + 1, imported=imported, key=key, base=base)
