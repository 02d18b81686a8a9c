"""What would not work about a day as it is set up, each in a sentence, before planning starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cadplanner.core.model.day import Mode, Service, Station
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock


@dataclass(frozen=True, slots=True)
class SetupProblem:
    """One thing to look at; `where` is the part of the set-up: day, stations, staff, pathways or patients."""

    where: str
    says: str


@dataclass(frozen=True, slots=True)
class ServiceLoad:
    """Minutes of staff (or class places) that the appointments ask of a service, and what there is."""

    service: Service
    needed: int
    available: int


def setup_problems(plan: Plan) -> tuple[SetupProblem, ...]:
    """Everything worth a look, in the order of the set-up page. Empty for a day that can work."""
    checks = (_day, _stations, _staff, _pathways, _patients, _loads)
    return tuple(problem for check in checks for problem in check(plan))


def service_loads(plan: Plan) -> tuple[ServiceLoad, ...]:
    """Demand against capacity for each service that asks a skill; breaks are taken off staff time.

    Someone with several skills is counted at each of her services: a service that is short here is short for sure.
    """
    needed: Counter[str] = Counter()
    for appointment in plan.appointments:
        for step in appointment.route:
            stations = plan.stations_giving.get(step.service_id, ())
            if stations:
                needed[step.service_id] += plan.minutes_for(appointment, step, stations[0]) // stations[0].group_size
    return tuple(
        ServiceLoad(service, needed[service.id], _available(plan, stations))
        for service in plan.services
        if (stations := plan.stations_giving.get(service.id, ())) and stations[0].skill
    )


def _available(plan: Plan, stations: tuple[Station, ...]) -> int:
    skills = {station.skill for station in stations}
    places = sum(station.places * sum(span.minutes for span in station.opening) for station in stations)
    staffed = sum(
        shift.span.minutes - sum(rule.minutes for rule in shift.breaks)
        for shift in plan.shifts
        if skills.intersection(plan.staff_member[shift.staff_id].skills)
    )
    return min(places, staffed)


def _day(plan: Plan) -> Iterator[SetupProblem]:
    day = plan.day
    if not day.arrivals.span.within(day.opening):
        yield SetupProblem("day", f"People would arrive {day.arrivals.span}, but the day is open {day.opening}.")
    longest = max((_shortest_stay(plan, pathway.service_ids) for pathway in plan.pathways), default=0)
    last = day.arrivals.span.end + day.check_in
    if longest and last + longest > day.opening.end:
        yield SetupProblem(
            "day",
            f"The last arrivals at {clock(day.arrivals.span.end)} need up to {longest} minutes, "
            f"but the day ends at {clock(day.opening.end)}. Let the last people arrive earlier.",
        )


def _shortest_stay(plan: Plan, service_ids: tuple[str, ...]) -> int:
    stations = [plan.stations_giving[one][0] for one in service_ids if one in plan.stations_giving]
    return sum(station.minutes for station in stations)


def _stations(plan: Plan) -> Iterator[SetupProblem]:
    skilled = {skill for shift in plan.shifts for skill in plan.staff_member[shift.staff_id].skills}
    for name, count in Counter(station.name for station in plan.stations).items():
        if count > 1:
            yield SetupProblem("stations", f"{count} stations are called {name}. Give each a name of its own.")
    for station in plan.stations:
        if not any(span.overlaps(plan.day.opening) for span in station.opening):
            yield SetupProblem("stations", f"{station.name} is never open while the day is ({plan.day.opening}).")
        elif all(span.minutes < station.minutes for span in station.opening):
            yield SetupProblem("stations", f"{station.name} takes {station.minutes} minutes, longer than it is open.")
        if station.zone >= len(plan.venue.zones):
            yield SetupProblem("stations", f"{station.name} is in a zone that the venue does not have.")
        if station.skill and station.skill not in skilled:
            yield SetupProblem(
                "staff", f"Nobody on the rota has the skill {station.skill}, which {station.name} needs."
            )


def _staff(plan: Plan) -> Iterator[SetupProblem]:
    for shift in plan.shifts:
        name = plan.staff_member[shift.staff_id].name
        if not shift.span.overlaps(plan.day.opening):
            yield SetupProblem("staff", f"{name} works {shift.span}, when the day is closed ({plan.day.opening}).")
        for rule in shift.breaks:
            if not rule.window.within(shift.span):
                yield SetupProblem("staff", f"A break of {name} may fall outside the shift ({shift.span}).")


def _pathways(plan: Plan) -> Iterator[SetupProblem]:
    for pathway in plan.pathways:
        for service_id in pathway.service_ids:
            if service_id not in plan.stations_giving:
                name = plan.service[service_id].name if service_id in plan.service else service_id
                yield SetupProblem("pathways", f"No station gives {name}, which the pathway {pathway.name} needs.")
        if not pathway.service_ids:
            yield SetupProblem("pathways", f"The pathway {pathway.name} has no stops.")
    if not plan.pathways:
        yield SetupProblem("pathways", "There is no pathway yet: say which stops people make.")


def _patients(plan: Plan) -> Iterator[SetupProblem]:
    have = {one.language.casefold() for one in plan.interpreters if one.number}
    asked = Counter(plan.patient[a.patient_id].interpreter_language for a in plan.appointments)
    for language, count in sorted(asked.items()):
        if language and language.casefold() not in have:
            yield SetupProblem("patients", f"{_people(count)} a {language} interpreter, and none is on the rota.")
    if any(_circle(appointment.route) for appointment in plan.appointments):
        yield SetupProblem("patients", "A route goes in a circle: two stops each ask to come after the other.")
    wanted = {
        step.service_id
        for a in plan.appointments
        if AccessNeed.STEP_FREE in plan.patient[a.patient_id].needs
        for step in a.route
    }
    for service_id in sorted(wanted):
        stations = plan.stations_giving.get(service_id, ())
        if stations and not any(s.step_free_places or s.mode is Mode.DROP_IN for s in stations):
            yield SetupProblem(
                "patients", f"{stations[0].name} has no step-free place, and a chosen patient needs one."
            )


def _people(count: int) -> str:
    return "1 patient needs" if count == 1 else f"{count} patients need"


def _circle(route: tuple[Step, ...]) -> bool:
    left = {step.key: {key for key in step.after if key != step.key} for step in route}
    if any(step.key in step.after for step in route):
        return True
    while left:
        free = {key for key, after in left.items() if not after & left.keys()}
        if not free:
            return True
        left = {key: after for key, after in left.items() if key not in free}
    return False


def _loads(plan: Plan) -> Iterator[SetupProblem]:
    for load in service_loads(plan):
        if load.needed > load.available:
            yield SetupProblem(
                "patients",
                f"{load.service.name}: the chosen patients need {load.needed:,} minutes, and places and staff give "
                f"{load.available:,}. Some will not be placed.",
            )
