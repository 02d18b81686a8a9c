"""The earliest free time for one stop, by the rule book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.planning.moves import best_move

NOT_YET_ANYWHERE = Span(0, 1)


def begun_anew(plan: Plan, appointment_id: str) -> Plan:
    """The plan with nothing left of one person's route; who came with her is here, and asked about alone."""
    appointment = replace(plan.appointment[appointment_id], route=(), together="")
    others = tuple(visit for visit in plan.visits if visit.appointment_id != appointment_id)
    return replace(_with(plan, appointment), visits=others)


def with_stop(plan: Plan, appointment_id: str, step: Step, ready: int, origin: Station | None) -> Plan | None:
    """The plan with one more stop at the earliest start from `ready` on, the walk from `origin` added.

    None where no station that gives it has any free time left that keeps every rule.
    """
    appointment = plan.appointment[appointment_id]
    appointment = replace(appointment, route=(*appointment.route, replace(step, after=())))
    waiting = Visit(
        visit_id(appointment_id, step.key), plan.day.id, appointment_id, step.key, "", 0, "", NOT_YET_ANYWHERE
    )
    asked = replace(_with(plan, appointment), visits=(*plan.visits, waiting))
    for start, station in possible(asked, appointment, step, ready, origin):
        found = best_move(asked, waiting.id, start=start, station_id=station.id)
        if found is not None:
            return found
    return None


def possible(
    plan: Plan, appointment: Appointment, step: Step, ready: int, origin: Station | None
) -> list[tuple[int, Station]]:
    """The starts at which a station is open and has a place and somebody free, the earliest first."""
    found: list[tuple[int, int, Station]] = []
    for n, station in enumerate(plan.stations_giving.get(step.service_id, ())):
        walked = ready + (plan.walking(origin, station) if origin else 0)
        minutes = plan.minutes_for(appointment, step, station)
        spans = (span for span in _open_starts(plan, station, minutes) if span.start >= walked)
        found += [(span.start, n, station) for span in spans if _has_room(plan, station, span)]
    return [(start, station) for start, _, station in sorted(found, key=lambda each: each[:2])]


def _open_starts(plan: Plan, station: Station, minutes: int) -> Iterator[Span]:
    grid = plan.day.grid
    for opening in station.opening:
        every = station.start_every if station.mode is Mode.GROUP and station.start_every else grid
        first = opening.start if every != grid else -(-opening.start // grid) * grid
        for start in range(first, opening.end - minutes + 1, every):
            yield Span(start, start + minutes)


def _has_room(plan: Plan, station: Station, span: Span) -> bool:
    there = [visit for visit in plan.visits_at_station.get(station.id, ()) if visit.span.overlaps(span)]
    if station.mode is Mode.DROP_IN or (station.mode is Mode.GROUP and any(visit.span == span for visit in there)):
        return True
    if len({visit.place for visit in there}) >= station.places:
        return False
    return not is_staffed(station.mode, station.skill) or _somebody_free(plan, station, span)


def _somebody_free(plan: Plan, station: Station, span: Span) -> bool:
    return any(
        station.skill in member.skills
        and (shift := plan.shift_of.get(member.id))
        and any(span.within(hours) for hours in shift.hours_for(station.skill, station.id))
        and not any(visit.span.overlaps(span) for visit in plan.visits_with_staff.get(member.id, ()))
        for member in plan.staff
    )


def _with(plan: Plan, appointment: Appointment) -> Plan:
    return replace(plan, appointments=tuple(appointment if a.id == appointment.id else a for a in plan.appointments))
