"""Demand against capacity: the minutes that patients ask of each service, and what places and staff give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cadplanner.core.model.day import Mode, Position, Service, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Shift
from cadplanner.core.setup.problem import SetupProblem

FILLED = 0.8  # of the time there is, as much as a day fills well: breaks roll, people come late


@dataclass(frozen=True, slots=True)
class ServiceLoad:
    """Minutes that the appointments ask of a service, and what there is: the lesser of places and staff.

    In a class the minutes are those of the class, shared by its group size.
    """

    service: Service
    needed: int
    places: int
    staff: int

    @property
    def available(self) -> int:
        """The minutes there are."""
        return min(self.places, self.staff)

    @property
    def percent(self) -> int:
        """How full it would be; 0 where nothing is asked, 999 at most."""
        return min(999, self.needed * 100 // self.available) if self.available else 999 if self.needed else 0


def service_loads(plan: Plan) -> tuple[ServiceLoad, ...]:
    """Demand against capacity for each service whose places are limited; breaks are taken off staff time.

    Someone with several skills is counted at each of her services: a service that is short here is short for sure.
    """
    needed: dict[str, float] = defaultdict(float)
    for appointment in plan.appointments:
        for step in appointment.route:
            for station in plan.stations_giving.get(step.service_id, ())[:1]:
                shared = station.group_size if station.mode is Mode.GROUP else 1
                needed[step.service_id] += plan.minutes_for(appointment, step, station) / shared
    return tuple(
        ServiceLoad(service, round(needed[service.id]), _places(plan, stations), _staff(plan, stations))
        for service in plan.services
        if (stations := plan.stations_giving.get(service.id, ())) and _is_limited(stations)
    )


def room_for(plan: Plan, load: ServiceLoad) -> int | None:
    """How many people the day could invite as far as this service goes, by the shares of the pathways and with a
    fifth of the time left free; None where no pathway leads to it. What comes first is given while people arrive.
    """
    total = sum(pathway.share for pathway in plan.pathways)
    share = sum(pathway.share for pathway in plan.pathways if load.service.id in pathway.service_ids)
    if not share:
        return None
    station = plan.stations_giving[load.service.id][0]
    shared = station.group_size if station.mode is Mode.GROUP else 1
    day = plan.day
    arriving = day.arrivals.span.minutes / day.opening.minutes if load.service.position is Position.FIRST else 1
    return int(load.available * min(1, arriving) * FILLED / station.minutes * shared * total / share)


def load_problems(plan: Plan) -> Iterator[SetupProblem]:
    """A sentence for each service that cannot give what is asked, naming what is short.

    One without anybody or anything at all is named by the checks of stations and staff.
    """
    for load in service_loads(plan):
        if load.needed <= load.available or not load.available:
            continue
        short = "there are places for" if load.places <= load.staff else "staff have"
        yield SetupProblem(
            "patients",
            f"{load.service.name}: the chosen patients need {load.needed:,} minutes, and {short} "
            f"{load.available:,}. Some will not be placed.",
            load.service.id,
        )


def _is_limited(stations: Iterable[Station]) -> bool:
    return all(station.mode is not Mode.DROP_IN for station in stations)


def _places(plan: Plan, stations: Iterable[Station]) -> int:
    return sum(
        station.places * _in_one_place(station, span)
        for station in stations
        for opening in station.opening
        if (span := _both(opening, plan.day.opening))
    )


def _in_one_place(station: Station, span: Span) -> int:
    if station.mode is not Mode.GROUP or not station.start_every:
        return span.minutes
    every = -(-station.minutes // station.start_every) * station.start_every
    return max(0, (span.minutes - station.minutes) // every + 1) * station.minutes


def _staff(plan: Plan, stations: Iterable[Station]) -> int:
    """Staff time, at posts where there are posts; as much as the places where no skill is asked."""
    stations = tuple(stations)
    skills = {station.skill for station in stations}
    if "" in skills:
        return _places(plan, stations)
    total = 0
    for shift in plan.shifts:
        member = plan.staff_member.get(shift.staff_id)
        mine = [station for station in stations if member and station.skill in member.skills]
        found = {hours for station in mine for hours in shift.hours_for(station.skill, station.id)}
        total += _worked(plan, shift, found)
    return total


def _worked(plan: Plan, shift: Shift, hours: Iterable[Span]) -> int:
    """The minutes of those hours in the shift and the day, each once, less the breaks that must be taken then."""
    total, over = 0, max(shift.span.start, plan.day.opening.start)
    for each in sorted(hours):
        start, end = max(each.start, over), min(each.end, shift.span.end, plan.day.opening.end)
        breaks = sum(rule.minutes for rule in shift.breaks if not shift.posts or rule.window.within(each))
        total += max(0, end - start - breaks)
        over = max(over, end)
    return total


def _both(one: Span, other: Span) -> Span | None:
    return Span(max(one.start, other.start), min(one.end, other.end)) if one.overlaps(other) else None
