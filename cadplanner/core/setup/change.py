"""Changes of a day's set-up as plan in, plan out, with what follows from each; and the edit that makes it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import AppointmentDay, Mode, Service, Station, Venue
from cadplanner.core.model.edit import Edit, edit_between
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Cover, Interpreter, Shift, StaffMember

Part = AppointmentDay | Venue | Service | Station | StaffMember | Shift | Interpreter | Cover | Pathway
_NUMBER = re.compile(r"([0-9]{1,9})")
_LISTS: dict[type, str] = {
    Service: "services",
    Station: "stations",
    StaffMember: "staff",
    Shift: "shifts",
    Interpreter: "interpreters",
    Cover: "cover",
    Pathway: "pathways",
}


@dataclass(frozen=True, slots=True)
class OnRota:
    """Someone on the rota of one day: who, and when she works; `stations` are the day's, which her posts may name."""

    member: StaffMember
    shift: Shift
    stations: tuple[Station, ...] = ()

    @property
    def id(self) -> str:
        """The shift's id: one person is on the rota of a day once."""
        return self.shift.id


def on_rota(plan: Plan) -> tuple[OnRota, ...]:
    """Everybody on the rota, by name."""
    known = ((plan.staff_member.get(shift.staff_id), shift) for shift in plan.shifts)
    found = (OnRota(member, shift, plan.stations) for member, shift in known if member)
    return tuple(sorted(found, key=lambda post: (natural(post.member.name), post.id)))


def natural(name: str) -> tuple[tuple[str, int], ...]:
    """What to sort a name by, so that 'Physio 2' comes before 'Physio 10'."""
    return tuple((part.casefold(), 0) if not part.isdigit() else ("", int(part)) for part in _NUMBER.split(name))


def with_parts(plan: Plan, *parts: Part) -> Plan:
    """The plan with these things added, or in the place of those with their ids."""
    for part in parts:
        if isinstance(part, AppointmentDay):
            plan = replace(plan, day=part)
        elif isinstance(part, Venue):
            plan = replace(plan, venue=part)
        else:
            name = _LISTS[type(part)]
            old: tuple[Part, ...] = getattr(plan, name)
            known = any(one.id == part.id for one in old)
            new = tuple(part if one.id == part.id else one for one in old) if known else (*old, part)
            plan = replace(plan, **{name: new})  # type: ignore[arg-type]
    return plan


def without_parts(plan: Plan, *parts: Part) -> Plan:
    """The plan without these things. Whoever had a visit at a station or with a member of staff that goes is taken
    off wholly: a patient is planned completely or not at all.
    """
    for name in _LISTS.values():
        gone = {part.id for part in parts if _LISTS.get(type(part)) == name}
        if gone:
            plan = replace(plan, **{name: tuple(one for one in getattr(plan, name) if one.id not in gone)})  # type: ignore[arg-type]
    stations = [part.id for part in parts if isinstance(part, Station)]
    plan = replace(plan, shifts=tuple(_without_posts_at(shift, stations) for shift in plan.shifts))
    return taken_off(plan, without_ground(plan))


def _without_posts_at(shift: Shift, station_ids: Collection[str]) -> Shift:
    """The shift without its posts at those stations only; the others leave them out."""
    here = [(post, tuple(one for one in post.station_ids if one not in station_ids)) for post in shift.posts]
    if all(left == post.station_ids for post, left in here):
        return shift
    kept = tuple(replace(post, station_ids=left) for post, left in here if left or not post.station_ids)
    return replace(shift, posts=kept)


def without_ground(plan: Plan) -> tuple[str, ...]:
    """The ids of appointments with a visit at a station that is not there, or with someone who is not working."""
    return tuple(
        dict.fromkeys(
            visit.appointment_id
            for visit in plan.visits
            if visit.station_id not in plan.station or (visit.staff_id and visit.staff_id not in plan.shift_of)
        )
    )


def taken_off(plan: Plan, appointment_ids: Collection[str]) -> Plan:
    """The plan without any visit of these appointments, which are then unplaced."""
    gone = set(appointment_ids)
    if not gone:
        return plan
    return replace(plan, visits=tuple(visit for visit in plan.visits if visit.appointment_id not in gone))


def written(plan: Plan, thing: Part | OnRota) -> Plan:
    """The plan with a thing as it is now, and all that follows it: a day's hours, a service's minutes."""
    if isinstance(thing, AppointmentDay):
        return with_day(plan, thing)
    if isinstance(thing, Service):
        return with_service(plan, thing)
    if isinstance(thing, OnRota):
        return with_parts(plan, thing.member, thing.shift)
    return with_parts(plan, thing)


def with_day(plan: Plan, day: AppointmentDay) -> Plan:
    """The plan with the day changed; whatever was open or there for the whole of it follows its hours."""
    old, new = plan.day.opening, day.opening
    stations = (replace(one, opening=(new,)) for one in plan.stations if one.opening == (old,))
    shifts = (with_hours(one, new) for one in plan.shifts if one.span == old)
    interpreters = (replace(one, spans=(new,)) for one in plan.interpreters if one.spans == (old,))
    cover = (replace(one, span=new) for one in plan.cover if one.span == old)
    return with_parts(plan, day, *stations, *shifts, *interpreters, *cover)


def with_hours(shift: Shift, span: Span) -> Shift:
    """The shift at other hours; of its breaks those that still fit, in what is left of their windows, and its posts."""
    met = ((rule, max(rule.window.start, span.start), min(rule.window.end, span.end)) for rule in shift.breaks)
    rules = tuple(BreakRule(rule.minutes, Span(start, end)) for rule, start, end in met if end - start >= rule.minutes)
    there = ((post, max(post.span.start, span.start), min(post.span.end, span.end)) for post in shift.posts)
    posts = tuple(replace(post, span=Span(start, end)) for post, start, end in there if start < end)
    return replace(shift, span=span, breaks=rules, posts=posts)


def with_service(plan: Plan, service: Service) -> Plan:
    """The plan with a service changed; stations of this day that had its old minutes, skill or mode follow it."""
    old = plan.service.get(service.id)
    plan = with_parts(plan, service)
    if old is None:
        return plan
    followers = [_following(station, old, service) for station in plan.stations_giving.get(service.id, ())]
    return with_parts(plan, *followers)


def _following(station: Station, old: Service, new: Service) -> Station:
    minutes = new.minutes if station.minutes == old.minutes else station.minutes
    skill = new.skill if station.skill == old.skill else station.skill
    mode = new.mode if station.mode is old.mode else station.mode
    return in_mode(replace(station, minutes=minutes, skill=skill), mode)


def in_mode(station: Station, mode: Mode) -> Station:
    """The station seeing people another way: with places where it needs them, classes where it is for groups."""
    if mode is station.mode:
        return station
    places = station.places if mode is Mode.DROP_IN else max(1, station.places)
    if mode is Mode.GROUP:
        every = station.start_every or -(-station.minutes // 15) * 15
        return replace(
            station, mode=mode, places=1, step_free_places=1, group_size=max(2, station.group_size), start_every=every
        )
    return replace(
        station,
        mode=mode,
        places=places,
        step_free_places=min(station.step_free_places, places),
        group_size=1,
        start_every=0,
    )


def giving(station: Station, service: Service) -> Station:
    """The station giving another service: its minutes, skill and mode are the service's."""
    moved = replace(station, service_id=service.id, minutes=service.minutes, skill=service.skill)
    return in_mode(moved, service.mode)


def new_station(plan: Plan, service: Service, station_id: str) -> Station:
    """One more station for a service, as the service usually is, open all day."""
    station = Station(
        station_id,
        plan.day.id,
        a_free_name(service.name, {one.name for one in plan.stations}),
        service.id,
        service.minutes,
        1,
        1,
        (plan.day.opening,),
        skill=service.skill,
    )
    return in_mode(station, service.mode)


def a_free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that is not taken: 'Physio bays 2'."""
    lowered = {one.casefold() for one in taken}
    tries = (name, *(f"{name} {n}" for n in range(2, len(lowered) + 3)))
    return next(one for one in tries if one.casefold() not in lowered)


def new_shift(plan: Plan, staff_id: str, shift_id: str) -> Shift:
    """A shift of the whole day, with the breaks and limits that most on the rota have."""
    pattern = next((one for one in plan.shifts if one.span == plan.day.opening), None)
    if pattern is None:
        return Shift(shift_id, plan.day.id, staff_id, plan.day.opening)
    return replace(pattern, id=shift_id, staff_id=staff_id, posts=())


def edit_of(label: str, before: Plan, after: Plan) -> Edit:
    """The edit that makes `after` of `before`: set-up, appointments and visits alike.

    Where the day has gone to another venue, both venues are left as they are.
    """
    edit = edit_between(label, _all(before), _all(after))
    if before.venue.id == after.venue.id:
        return edit
    return replace(edit, changes=tuple(one for one in edit.changes if not isinstance(one.entity, Venue)))


def _all(plan: Plan) -> tuple[Part | Appointment | Visit, ...]:
    one: tuple[Part, ...] = (plan.day, plan.venue)
    parts: tuple[Part, ...] = (*plan.services, *plan.stations, *plan.staff, *plan.shifts)
    return (*one, *parts, *plan.interpreters, *plan.cover, *plan.pathways, *plan.appointments, *plan.visits)
