"""Moves by hand: a plan in, a plan out; the rule book says whether it may be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.planning.patient_rules import carer_has_room, places_for, step_free_place_where_needed
from cadplanner.core.planning.rules import new_clashes
from cadplanner.core.planning.staff_rules import (
    staff_are_in_one_place,
    staff_get_their_breaks,
    staff_get_their_rest,
    staff_keep_to_their_posts,
    staff_work_their_shift,
)
from cadplanner.core.planning.station_rules import class_is_not_too_full, place_is_free

ANOTHER_CHOICE_MAY_DO = {
    rule.__name__
    for rule in (
        class_is_not_too_full,
        carer_has_room,
        place_is_free,
        staff_are_in_one_place,
        staff_get_their_breaks,
        staff_get_their_rest,
        staff_keep_to_their_posts,
        staff_work_their_shift,
        step_free_place_where_needed,
    )
}


def move_visit(plan: Plan, visit_id: str, *, start: int, station_id: str, place: int, staff_id: str) -> Plan:
    """The plan with one visit elsewhere; its minutes are those it takes there.

    Raises KeyError for an unknown visit or station, ValueError where it would run past midnight.
    """
    visit = plan.visit[visit_id]
    span = Span(start, start + _minutes_at(plan, visit, plan.station[station_id]))
    return _with_visits(plan, [replace(visit, station_id=station_id, place=place, staff_id=staff_id, span=span)])


def swap_visits(plan: Plan, one_id: str, other_id: str) -> Plan:
    """The plan with two visits in each other's place: time, station, place and staff. Raises KeyError."""
    one, other = plan.visit[one_id], plan.visit[other_id]
    return _with_visits(plan, [_in_place_of(plan, one, other), _in_place_of(plan, other, one)])


def lock_visits(plan: Plan, visit_ids: Collection[str], *, locked: bool) -> Plan:
    """The plan with those visits locked or unlocked; ids that are not in it are passed over."""
    found = (plan.visit[visit_id] for visit_id in visit_ids if visit_id in plan.visit)
    return _with_visits(plan, [replace(visit, locked=locked) for visit in found if visit.locked is not locked])


def take_off(plan: Plan, appointment_id: str) -> Plan:
    """The plan without the visits of one appointment, which is then unplaced."""
    return replace(plan, visits=tuple(visit for visit in plan.visits if visit.appointment_id != appointment_id))


def best_move(plan: Plan, visit_id: str, *, start: int, station_id: str) -> Plan | None:
    """The visit moved there with a free place and member of staff chosen; None where no choice keeps every rule.

    Her own place and member of staff come first; else the place that others need least, and the member of staff
    with the fewest skills, who is missed least.
    """
    visit, station = plan.visit[visit_id], plan.station[station_id]
    minutes = _minutes_at(plan, visit, station)
    if not 0 <= start <= MINUTES_IN_DAY - minutes:
        return None
    span = Span(start, start + minutes)
    for place, staff_id in _choices(plan, visit, station, span):
        moved = _with_visits(plan, [replace(visit, station_id=station_id, place=place, staff_id=staff_id, span=span)])
        found = {clash.rule for clash in new_clashes(plan, moved)}
        if not found:
            return moved
        if found - ANOTHER_CHOICE_MAY_DO:
            break
    return None


def _choices(plan: Plan, visit: Visit, station: Station, span: Span) -> Iterator[tuple[int, str]]:
    """Places and staff to try, the best first: joining a class, else the first free place with each who is free."""
    if station.mode is Mode.DROP_IN:
        yield 0, ""
        return
    there = [v for v in plan.visits_at_station.get(station.id, ()) if v.id != visit.id and v.span.overlaps(span)]
    if station.mode is Mode.GROUP:
        yield from dict.fromkeys((v.place, v.staff_id) for v in there if v.span == span)
    taken = {v.place for v in there}
    places = [place for place in _places(plan, visit, station) if place not in taken]
    for place in places[:1]:
        yield from ((place, staff_id) for staff_id in _free_staff(plan, visit, station, span))


def _places(plan: Plan, visit: Visit, station: Station) -> list[int]:
    patient = plan.patient_of(visit)
    fit = range(places_for(patient, station))
    if AccessNeed.STEP_FREE not in patient.needs and len(fit) == station.places:
        fit = fit[::-1]
    here = visit.place if visit.station_id == station.id else -1
    return sorted(fit, key=lambda place: place != here)


def _free_staff(plan: Plan, visit: Visit, station: Station, span: Span) -> list[str]:
    if not is_staffed(station.mode, station.skill):
        return [""]
    skilled = [m for m in plan.staff if station.skill in m.skills and m.id in plan.shift_of]
    free = [
        m
        for m in skilled
        if not any(v.id != visit.id and v.span.overlaps(span) for v in plan.visits_with_staff.get(m.id, ()))
    ]
    return [m.id for m in sorted(free, key=lambda m: (m.id != visit.staff_id, len(m.skills)))]


def _minutes_at(plan: Plan, visit: Visit, station: Station) -> int:
    appointment = plan.appointment[visit.appointment_id]
    return plan.minutes_for(appointment, appointment.step(visit.step), station)


def _in_place_of(plan: Plan, visit: Visit, other: Visit) -> Visit:
    station = plan.station[other.station_id]
    span = Span(other.span.start, other.span.start + _minutes_at(plan, visit, station))
    return replace(visit, station_id=other.station_id, place=other.place, staff_id=other.staff_id, span=span)


def _with_visits(plan: Plan, changed: list[Visit]) -> Plan:
    new = {visit.id: visit for visit in changed}
    return replace(plan, visits=tuple(new.get(visit.id, visit) for visit in plan.visits))
