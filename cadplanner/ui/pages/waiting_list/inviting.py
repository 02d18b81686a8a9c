"""From ticked lines of the list to one edit: appointments made for a day, or taken off it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.referral import Priority
from cadplanner.core.waiting.invite import invite
from cadplanner.store.store import Store
from cadplanner.store.waiting import WaitingRow
from cadplanner.ui.pages.waiting_list.invite_bar import day_words

MOST_TOGETHER = 6


@dataclass(frozen=True, slots=True)
class Picked:
    """The ticked lines sorted out for one day: each person once."""

    routine: tuple[WaitingRow, ...] = ()
    not_routine: tuple[WaitingRow, ...] = ()
    invited: tuple[WaitingRow, ...] = ()
    """Already invited to this day or to another one to come."""


def picked(store: Store, referral_ids: Sequence[str], *, today: date) -> Picked:
    """Sorts the ticked lines: who may be invited, who needs the question first, who is invited already."""
    rows = store.waiting_rows(tuple(referral_ids))
    people = {row.patient.id: row for row in reversed(rows)}
    once = [row for row in rows if people[row.patient.id] is row]
    busy = invited_people(store, today)
    free = [row for row in once if row.patient.id not in busy]
    return Picked(
        tuple(row for row in free if row.referral.priority is Priority.ROUTINE),
        tuple(row for row in free if row.referral.priority is not Priority.ROUTINE),
        tuple(row for row in once if row.patient.id in busy),
    )


def invited_people(store: Store, today: date) -> frozenset[str]:
    """The ids of all patients who are invited to a day that is still to come."""
    coming = [day.id for day in store.days() if day.on >= today]
    return frozenset(one.patient_id for day_id in coming for one in store.plan(day_id).appointments)


def invite_edit(store: Store, day_id: str, rows: Sequence[WaitingRow], *, new_id: Callable[[], str]) -> Edit:
    """The edit that invites these people to the day."""
    plan = store.plan(day_id)
    made = invite(plan, [(row.referral, row.patient) for row in rows], new_id=new_id)
    return Edit(f"Invite {people_words(len(made))} to {day_words(plan.day)}", tuple(Change(None, one) for one in made))


def appointments_at(store: Store, day_id: str, referral_ids: Sequence[str]) -> tuple[Appointment, ...]:
    """The appointments that the ticked people have at that day."""
    patient_ids = {row.patient.id for row in store.waiting_rows(tuple(referral_ids)) if row.invited_on}
    found = (one for patient_id in sorted(patient_ids) for one in store.appointments_of_patient(patient_id))
    return tuple(appointment for appointment in found if appointment.day_id == day_id)


def together_words(appointments: Sequence[Appointment], ticked: int) -> str:
    """What can be done about people coming together, where a few are ticked and all invited; '' for nothing."""
    if len(appointments) != ticked or not 2 <= ticked <= MOST_TOGETHER:
        return ""
    return "Come a&part again" if _are_together(appointments) else "They come to&gether"


def together_edit(appointments: Sequence[Appointment], *, new_id: Callable[[], str]) -> Edit:
    """The edit that lets them come together; those who do already come apart again."""
    people = people_words(len(appointments))
    if _are_together(appointments):
        changes = [Change(each, replace(each, together="")) for each in appointments]
        return Edit(f"{people} come apart", tuple(changes))
    key = new_id()
    return Edit(f"{people} come together", tuple(Change(each, replace(each, together=key)) for each in appointments))


def _are_together(appointments: Sequence[Appointment]) -> bool:
    shared = {each.together for each in appointments}
    return len(shared) == 1 and "" not in shared


def take_off_edit(store: Store, day_id: str, appointments: Sequence[Appointment]) -> Edit:
    """The edit that takes these appointments, and the visits planned for them, off the day."""
    plan = store.plan(day_id)
    gone = {appointment.id for appointment in appointments}
    changes = [Change(visit, None) for visit in plan.visits if visit.appointment_id in gone]
    changes += [Change(appointment, None) for appointment in appointments]
    return Edit(f"Take {people_words(len(gone))} off {day_words(plan.day)}", tuple(changes))


def people_words(number: int) -> str:
    """'1 person', '214 people'."""
    return f"{number:,} {'person' if number == 1 else 'people'}"
