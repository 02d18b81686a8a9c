"""The people that a search at the desk finds, a line each: on today's list, or elsewhere in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import NOT_YET
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.referral import Priority
from cadplanner.core.model.span import clock
from cadplanner.store.store import Store
from cadplanner.ui.kit.table import Column, TableModel
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.pages.desk.words import tone_of

SIMILAR = "⚠ "
MOST_ELSEWHERE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One person: `id` is that of the appointment of today, or of the patient where there is none."""

    id: str
    name: str
    born: str
    when: str
    status: str
    tone: Role | None
    today: bool = True
    similar: bool = False


def columns() -> tuple[Column[Line], ...]:
    """Name, birth date, time and status: what tells two people apart."""
    return (
        Column("Name", lambda line: f"{SIMILAR if line.similar else ''}{line.name}", tip=_spoken, accessible=_spoken),
        Column("Born", lambda line: line.born, width=11),
        Column("Due", lambda line: line.when, width=5, spare=True),
        Column("Now", lambda line: line.status, width=10, tone=lambda line: line.tone, tip=lambda line: line.status),
    )


def people_model() -> TableModel[Line]:
    """The model of the list."""
    return TableModel(columns())


def todays_lines(board: Board, ids: Iterable[str], similar: frozenset[str]) -> list[Line]:
    """A line for each of these appointments."""
    return [_line(board, each, similar) for each in ids]


def next_due(board: Board, most: int) -> tuple[str, ...]:
    """Who is to come next: the late ones from the longest, then those expected; the missing are left out."""
    due = [p for p in board.people if p.status in NOT_YET and p.expected is not None]
    coming = [p for p in due if board.minute < (p.expected or 0) + board.policy.very_late]
    return tuple(p.appointment_id for p in sorted(coming, key=lambda p: (p.expected, p.card))[:most])


def elsewhere_lines(store: Store, board: Board, typed: str) -> list[Line]:
    """A line for each person in the file that is not on today's list and fits what was typed."""
    today = {appointment.patient_id for appointment in board.plan.appointments}
    found = store.find_patients(typed, MOST_ELSEWHERE + len(today) if today else MOST_ELSEWHERE)
    others = [patient for patient in found if patient.id not in today][:MOST_ELSEWHERE]
    days = {day.id: day.on for day in store.days()} if others else {}
    return [_elsewhere(store, patient, days) for patient in others]


def elsewhere_words(store: Store, patient: Patient) -> str:
    """Where somebody is found who is not on today's list, in a sentence."""
    days = {day.id: day.on for day in store.days()}
    invited = sorted(days[a.day_id] for a in store.appointments_of_patient(patient.id) if a.day_id in days)
    if invited:
        return f"Invited to another day: {date_words(invited[-1])}."
    waiting = store.referrals_of_patient(patient.id)
    if not waiting:
        return "In this file, not on the waiting list."
    first = waiting[0]
    urgent = "" if first.priority is Priority.ROUTINE else f" Priority: {first.priority.words}."
    return f"On the waiting list since {date_words(first.received_on)}, not invited to a day.{urgent}"


def _line(board: Board, appointment_id: str, similar: frozenset[str]) -> Line:
    person, plan = board.person[appointment_id], board.plan
    patient = plan.patient[plan.appointment[appointment_id].patient_id]
    return Line(
        id=appointment_id,
        name=patient.staff_name,
        born=date_words(patient.birth_date),
        when="" if person.expected is None else clock(person.expected),
        status=person.status.value,
        tone=tone_of(person.status),
        similar=patient.id in similar,
    )


def _elsewhere(store: Store, patient: Patient, days: Mapping[str, date]) -> Line:
    other_day = any(a.day_id in days for a in store.appointments_of_patient(patient.id))
    waiting = bool(store.referrals_of_patient(patient.id))
    status = "another day" if other_day else "waiting list" if waiting else "in the file"
    return Line(patient.id, patient.staff_name, date_words(patient.birth_date), "", status, Role.CAUTION, today=False)


def _spoken(line: Line) -> str:
    similar = ". Similar name: check birth date" if line.similar else ""
    return f"{line.name}, born {line.born}{similar}"
