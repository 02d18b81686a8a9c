"""What would not work about pathways, services and the routes of the patients chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.pathway import Pathway, Step, route_of
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.impossible import shortest_stay as least_stay
from cadplanner.core.setup.problem import SetupProblem, counted, twice


def pathway_problems(plan: Plan) -> Iterator[SetupProblem]:
    """Stops that no station gives, routes that cannot be walked in time, shares that do not add up."""
    if not plan.pathways:
        yield SetupProblem("pathways", "There is no pathway yet: say which stops people make.")
    for name, count in twice(pathway.name for pathway in plan.pathways):
        yield SetupProblem("pathways", f"{count} pathways are called {name}. Give each a name of its own.")
    total = sum(pathway.share for pathway in plan.pathways)
    if total and total != 100:
        yield SetupProblem("pathways", f"The shares of the pathways add up to {total} per cent, not 100.")
    for pathway in plan.pathways:
        for says in _pathway(plan, pathway):
            yield SetupProblem("pathways", says, pathway.id)


def _pathway(plan: Plan, pathway: Pathway) -> Iterator[str]:
    if not pathway.service_ids:
        yield f"The pathway {pathway.name} has no stops."
    for service_id in pathway.service_ids:
        if service_id not in plan.stations_giving:
            yield f"No station gives {_service(plan, service_id)}, which the pathway {pathway.name} needs."
    if all(service_id in plan.service for service_id in pathway.service_ids) and goes_in_a_circle(
        route_of(pathway, plan.service)
    ):
        yield f"The pathway {pathway.name} goes in a circle: two stops each ask to come after the other."
    shortest = shortest_stay(plan, pathway.service_ids)
    if shortest > plan.day.longest_stay:
        walk = shortest - shortest_stay(plan, pathway.service_ids, walking=False)
        walking = f" ({walk} of them walking)" if walk else ""
        yield (
            f"The pathway {pathway.name} takes at least {shortest} minutes{walking}, longer than the longest stay of "
            f"{plan.day.longest_stay}."
        )


def shortest_stay(plan: Plan, service_ids: tuple[str, ...], *, walking: bool = True) -> int:
    """The least minutes that those stops take, one after another as listed, with the walk between them."""
    stations = [plan.stations_giving[one][0] for one in service_ids if one in plan.stations_giving]
    walks = sum(_walk(plan, here, there) for here, there in pairwise(stations)) if walking else 0
    return walks + sum(min(s.minutes for s in plan.stations_giving[station.service_id]) for station in stations)


def _walk(plan: Plan, here: Station, there: Station) -> int:
    zones = len(plan.venue.zones)
    return plan.walking(here, there) if 0 <= here.zone < zones and 0 <= there.zone < zones else 0


def service_problems(plan: Plan) -> Iterator[SetupProblem]:
    """Services that are used on this day and clash among themselves."""
    used = [service for service in plan.services if service.id in plan.stations_giving]
    for name, count in twice(service.name for service in used):
        yield SetupProblem("services", f"{count} services are called {name}. Give each a name of its own.")
    for service in used:
        if service.minutes <= 0:
            yield SetupProblem("services", f"{service.name} takes {service.minutes} minutes.", service.id)


def patient_problems(plan: Plan) -> Iterator[SetupProblem]:
    """What the chosen patients ask and the day does not have."""
    yield from _languages(plan)
    yield from _routes(plan)
    yield from _step_free(plan)


def _languages(plan: Plan) -> Iterator[SetupProblem]:
    have = {one.language.casefold() for one in plan.interpreters if one.number}
    asked = Counter(plan.patient[a.patient_id].interpreter_language for a in plan.appointments)
    for language, count in sorted(asked.items()):
        if language and language.casefold() not in have:
            says = f"{_need(count)} a {language} interpreter, and none is on the rota."
            yield SetupProblem("interpreters", says, language)


def _routes(plan: Plan) -> Iterator[SetupProblem]:
    circles = sum(goes_in_a_circle(appointment.route) for appointment in plan.appointments)
    if circles:
        has = counted(circles, "patient has", "patients have")
        yield SetupProblem("patients", f"{has} a route that goes in a circle: each stop asks to come after another.")
    missing = Counter(step.service_id for a in plan.appointments for step in a.route)
    for service_id, count in missing.items():
        if service_id not in plan.stations_giving:
            says = f"{_need(count)} {_service(plan, service_id)}, and no station gives it."
            yield SetupProblem("stations", says, service_id)
    too_long = sum(_takes_too_long(plan, appointment) for appointment in plan.appointments)
    if too_long:
        has = counted(too_long, "patient has", "patients have")
        yield SetupProblem(
            "patients", f"{has} a route that takes longer than the longest stay allowed, walking included."
        )


def _takes_too_long(plan: Plan, appointment: Appointment) -> bool:
    if any(step.service_id not in plan.stations_giving for step in appointment.route):
        return False
    longest = plan.longest_stay(appointment)
    return least_stay(plan, appointment, longest) > longest


def _step_free(plan: Plan) -> Iterator[SetupProblem]:
    wanted = Counter(
        step.service_id
        for a in plan.appointments
        if AccessNeed.STEP_FREE in plan.patient[a.patient_id].needs
        for step in a.route
    )
    for service_id, count in sorted(wanted.items()):
        stations = plan.stations_giving.get(service_id, ())
        if stations and not any(_has_step_free(station) for station in stations):
            says = f"{_need(count)} a step-free place at {stations[0].name}, and it has none."
            yield SetupProblem("stations", says, stations[0].id)


def _has_step_free(station: Station) -> bool:
    return station.step_free_places > 0 or (station.mode is Mode.DROP_IN and not station.places)


def _need(count: int) -> str:
    return counted(count, "patient needs", "patients need")


def _service(plan: Plan, service_id: str) -> str:
    return plan.service[service_id].name if service_id in plan.service else service_id


def goes_in_a_circle(route: tuple[Step, ...]) -> bool:
    """Whether some steps of a route each wait for another, so that none can be first."""
    left = {step.key: set(step.after) for step in route}
    while left:
        free = {key for key, after in left.items() if not after & left.keys()}
        if not free:
            return True
        left = {key: after for key, after in left.items() if key not in free}
    return False
