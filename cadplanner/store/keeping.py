"""How long what is in a file is kept, and how it goes: days that are due, the people of them, our own copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from glob import escape
from pathlib import Path

from dateutil.relativedelta import relativedelta

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.retention import DayKept, Keeping, closed_since, deleted, kept
from cadplanner.core.keeping.roles import sees
from cadplanner.core.keeping.words import HistoryLine, Told, ids_in, told
from cadplanner.core.model.attendance import LONDON
from cadplanner.core.model.certificate import Certificate
from cadplanner.core.model.edit import Change, Entity
from cadplanner.core.model.patient import Patient
from cadplanner.errors import CannotWrite, NotAllowed
from cadplanner.store.copies import copies_folder, copies_in
from cadplanner.store.key_file import BEFORE, beside, keys_path
from cadplanner.store.store import Store
from cadplanner.store.trail import TrailQuery
from cadplanner.store.vault import remove


@dataclass(frozen=True, slots=True)
class Held:
    """Everything held about one person: what is kept of her now, as it is and in words, and who did what with it."""

    patient: Patient
    things: tuple[Entity, ...]
    told: tuple[Told, ...]
    lines: tuple[HistoryLine, ...]


def held(store: Store, patient_id: str) -> Held:
    """Everything the file holds about a patient, with its history. Raises KeyError."""
    things = store.of_patient(patient_id)
    patient, changes = things[0], [Change(None, thing) for thing in things]
    assert isinstance(patient, Patient)
    names = store.names(key for change in changes for key in ids_in(change))
    numbers = store.history_ids(TrailQuery(person=patient_id))
    lines = store.history_lines(numbers, person=patient_id)
    return Held(patient, things, tuple(told(change, names, store.details().words) for change in changes), lines)


def days_kept(store: Store, today: date) -> tuple[DayKept, ...]:
    """Every day and how far it is on its way to deletion, the newest first."""
    months = store.details().keep_months
    certificates = {day_id: each for each in store.certificates() for day_id in each.day_ids}
    found = []
    for day in store.days():
        people = store.day_counts(day.id).invited
        closed_at, exported_at = closed_since(store.day_events(day.id)), store.last_noted(Did.EXPORTED, day.id)
        found.append(
            deleted(day, people, certificates.get(day.id))
            or kept(day, people, closed_at, exported_at, keep_months=months, today=today)
        )
    return tuple(found)


def note_export(store: Store, day_id: str, label: str, *, who: str, at: datetime) -> None:
    """Write down that what is known of a day was taken out. Raises CannotWrite and KeyError."""
    store.note(Did.EXPORTED, label, (store.day(day_id),), who=who, at=at)


def delete_days(store: Store, day_ids: Sequence[str], *, who: str, at: datetime, new_id: str) -> Certificate:
    """Delete everybody of these days for good. Raises NotAllowed for a day that is not due, and CannotWrite."""
    today = at.astimezone(LONDON).date()
    days = [each for each in days_kept(store, today) if each.id in day_ids]
    if not sees(store.operator.role if store.operator else None, "history"):
        raise NotAllowed("Only a coordinator may delete days.", "Nothing was deleted. Ask a coordinator.")
    if not days or any(each.state is not Keeping.DUE for each in days):
        raise NotAllowed(
            "Not every one of these days is due for deletion.", "Nothing was deleted. Choose only days that are due."
        )
    months = store.details().keep_months
    ids, dates = tuple(each.id for each in days), tuple(each.day.on for each in days)
    empty = Certificate(new_id, 0, at, who, ids, dates, months, 0, 0, 0, 0, "")
    label = f"Delete for good: {', '.join(each.day.name for each in days)}"
    return store.purge(empty, label, taken_off_before=at - relativedelta(months=months))


def copies_of(path: Path) -> tuple[Path, ...]:
    """The copies of a file that this program made near it, which hold what it held then."""
    words = ("before update*", "before restore*", "not protected*")
    near = (each for word in words for each in path.parent.glob(f"{escape(path.stem)} {word}.cad"))
    return (*sorted(near), *(copy.path for copy in copies_in(copies_folder(path), path)))


def delete_copies(path: Path, copies: Sequence[Path]) -> int:
    """Delete these copies of a file, after its people were deleted from it; how many. Raises CannotWrite."""
    try:
        for copy in copies:
            remove(copy)
            for keys in (keys_path(copy), beside(copy, BEFORE)):
                keys.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(
            f"“{copies[0].name}” or another copy of the file could not be deleted.",
            f"Delete the files whose names begin with “{path.stem} before” or “{path.stem} not protected” yourself.",
        ) from error
    return len(copies)
