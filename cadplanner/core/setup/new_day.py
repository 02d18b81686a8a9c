"""Bringing a new day into a file that already knows people, services and venues; and taking a day out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cadplanner.core.model.day import Service, Station, Venue
from cadplanner.core.model.edit import Change, Edit, Entity, edit_between
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import Shift, StaffMember


def settled_in(
    plan: Plan, *, venues: Iterable[Venue], services: Iterable[Service], staff: Iterable[StaffMember]
) -> Plan:
    """A new day that uses what the file knows: its services as the service has made them, people and venues of
    the same name. Nobody is written down twice.
    """
    known_services = {service.id: service for service in services}
    plan = _with_known_services(plan, known_services)
    venue = next((one for one in venues if one.name == plan.venue.name and one.zones == plan.venue.zones), plan.venue)
    known = {(member.name, frozenset(member.skills)): member for member in staff}
    met = {member.id: known.get((member.name, frozenset(member.skills)), member) for member in plan.staff}
    return replace(
        plan,
        venue=venue,
        day=replace(plan.day, venue_id=venue.id),
        staff=tuple(met[member.id] for member in plan.staff),
        shifts=tuple(_shift_of(shift, met) for shift in plan.shifts),
    )


def _shift_of(shift: Shift, met: dict[str, StaffMember]) -> Shift:
    member = met.get(shift.staff_id)
    return replace(shift, staff_id=member.id) if member else shift


def _with_known_services(plan: Plan, known: dict[str, Service]) -> Plan:
    renamed = {one.skill: known[one.id].skill for one in plan.services if one.id in known and one.skill}

    def skills(old: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(renamed.get(skill, skill) for skill in old)

    return replace(
        plan,
        services=tuple(known.get(service.id, service) for service in plan.services),
        stations=tuple(_as_known(station, known.get(station.service_id)) for station in plan.stations),
        staff=tuple(replace(one, skills=skills(one.skills)) for one in plan.staff),
        shifts=tuple(
            replace(shift, posts=tuple(replace(post, skills=skills(post.skills)) for post in shift.posts))
            for shift in plan.shifts
        ),
    )


def _as_known(station: Station, service: Service | None) -> Station:
    return station if service is None else replace(station, minutes=service.minutes, skill=service.skill)


def edit_for_new_day(label: str, plan: Plan, known: Iterable[Entity]) -> Edit:
    """The edit that writes a day's set-up, leaving alone what of it the file already has (`known`)."""
    here = {(type(entity), entity.id) for entity in plan.setting()}
    return edit_between(label, [entity for entity in known if (type(entity), entity.id) in here], plan.setting())


def edit_without_day(plan: Plan) -> Edit:
    """The edit that takes a day out with its stations, shifts, pathways, appointments and visits.

    Patients, the waiting list, staff, services and venues stay.
    """
    gone: tuple[Entity, ...] = (*plan.visits, *plan.appointments, *plan.pathways, *plan.interpreters)
    gone = (*gone, *plan.cover, *plan.shifts, *plan.stations, plan.day)
    label = f"Delete {plan.day.name}, {date_words(plan.day.on)}"
    return Edit(label, tuple(Change(entity, None) for entity in gone))
