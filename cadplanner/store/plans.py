"""The plans of the days, each read from the file once for as long as nothing of it changes."""

from __future__ import annotations

from typing import Protocol, TypeVar

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent
from cadplanner.core.model.certificate import Certificate
from cadplanner.core.model.day import AppointmentDay, Service, Station, Venue
from cadplanner.core.model.day_rules import DayRules
from cadplanner.core.model.edit import Change, Edit, Entity
from cadplanner.core.model.operator import Operator
from cadplanner.core.model.outcome import Feedback, Outcome, Promise, WhatMatters
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ColumnMapping, ServiceDetails
from cadplanner.core.model.staff import Cover, Interpreter, Shift, StaffMember
from cadplanner.store.order import by_name, by_position, by_station

E = TypeVar("E", bound=Entity)

BESIDE: frozenset[type] = frozenset(
    {DayEvent, Outcome, Promise, WhatMatters, Feedback, Print, Referral, Operator, Certificate, DayRules}
    | {ColumnMapping, ServiceDetails}
)
"""Kinds that no plan holds."""


class Reads(Protocol):
    """Reads the entities of one kind, with the rest of the query."""

    def __call__(self, kind: type[E], rest: str = "", *values: str) -> tuple[E, ...]:
        """Those that were asked for."""


class Plans:
    """What was read is given again: a plan is frozen, and pages that share one share what it has worked out."""

    def __init__(self, read: Reads) -> None:
        self._read = read
        self._known: dict[str, Plan] = {}

    def plan(self, day_id: str) -> Plan:
        """One day with everything the rules need. Raises KeyError."""
        if day_id not in self._known:
            self._known[day_id] = self._plan(day_id)
        return self._known[day_id]

    def changes(self, edit: Edit) -> None:
        """An edit is about to be written."""
        if touches_plans(edit):
            self._known.clear()

    def forget(self) -> None:
        """Anything may be other now."""
        self._known.clear()

    def _plan(self, day_id: str) -> Plan:
        read = self._read
        (day,) = read(AppointmentDay, "WHERE id = ?", day_id) or _missing(day_id)
        (venue,) = read(Venue, "WHERE id = ?", day.venue_id)
        services = by_position(read(Service))
        here = "WHERE day_id = ? ORDER BY id"
        working = "WHERE id IN (SELECT staff_id FROM shift WHERE day_id = ?)"
        invited = "WHERE id IN (SELECT patient_id FROM appointment WHERE day_id = ?) ORDER BY id"
        return Plan(
            day=day,
            venue=venue,
            services=services,
            stations=by_station(read(Station, here, day_id), services),
            staff=by_name(read(StaffMember, working, day_id)),
            shifts=read(Shift, here, day_id),
            interpreters=read(Interpreter, "WHERE day_id = ? ORDER BY language, id", day_id),
            cover=read(Cover, "WHERE day_id = ? ORDER BY skill, id", day_id),
            pathways=by_name(read(Pathway, here, day_id)),
            patients=read(Patient, invited, day_id),
            appointments=read(Appointment, "WHERE day_id = ? ORDER BY card, id", day_id),
            visits=read(Visit, here, day_id),
        )


def touches_plans(edit: Edit) -> bool:
    """Whether a plan may be another after it. Nobody is in one who is new on the list, or taken off it."""
    return not all(_is_beside(change) for change in edit.changes)


def _is_beside(change: Change) -> bool:
    kind = type(change.entity)
    return kind in BESIDE or (kind is Patient and (change.before is None or change.after is None))


def _missing(day_id: str) -> tuple[AppointmentDay]:
    raise KeyError(day_id)
