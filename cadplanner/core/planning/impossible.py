"""What no plan could do for a patient, whoever else comes: named before anything is searched."""

from __future__ import annotations

from collections.abc import Callable

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import Station
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.planning.clash import service_name, who
from cadplanner.core.planning.patient_rules import has_seats, places_for, step_free_places

MOST_STEPS = 7
Cannot = tuple[str, str]


def what_cannot_be(plan: Plan, appointment: Appointment) -> Cannot | None:
    """What is missing from the day for this patient and what would help, as two sentences; None for nothing."""
    return _by_herself(plan, appointment) or _with_companions(plan, appointment)


def _by_herself(plan: Plan, appointment: Appointment) -> Cannot | None:
    checks: tuple[Callable[[Plan, Appointment], Cannot | None], ...] = (
        _no_route,
        _in_a_circle,
        _no_station,
        _no_staff,
        _no_interpreter,
        _too_long,
        _never_there,
    )
    return next((found for check in checks if (found := check(plan, appointment))), None)


def _with_companions(plan: Plan, appointment: Appointment) -> Cannot | None:
    """What is missing for somebody who comes with her: she cannot be placed either."""
    for other in plan.together.get(appointment.together, ()):
        cannot = _by_herself(plan, other)
        if cannot:
            says = f"{who(plan, appointment.id)} comes with {who(plan, other.id)}, who cannot be placed. {cannot[0]}"
            return says, cannot[1]
    return None


def _no_route(plan: Plan, appointment: Appointment) -> Cannot | None:
    if appointment.patient_id not in plan.patient:
        return "The patient of this appointment is no longer there.", "Take the appointment out of the day."
    if not appointment.route:
        return f"{who(plan, appointment.id)} has no stops to make.", "Choose a pathway."
    return None


def _in_a_circle(plan: Plan, appointment: Appointment) -> Cannot | None:
    keys = {step.key for step in appointment.route}
    left = list(appointment.route)
    while ready := [step for step in left if not {s.key for s in left} & set(step.after)]:
        left = [step for step in left if step not in ready]
    if len(keys) == len(appointment.route) and not left:
        return None
    names = ", ".join(dict.fromkeys(service_name(plan, step.service_id) for step in left or appointment.route))
    return f"The stops of {who(plan, appointment.id)} wait for one another: {names}.", "Change the order of the stops."


def _no_station(plan: Plan, appointment: Appointment) -> Cannot | None:
    patient = plan.patient[appointment.patient_id]
    needs = patient.needs
    for step in appointment.route:
        name, stations = service_name(plan, step.service_id), plan.stations_giving.get(step.service_id, ())
        if not any(station.opening for station in stations):
            return f"No station gives {name} on this day.", f"Add a station for {name}, or leave it out of the route."
        if AccessNeed.STEP_FREE in needs and not any(step_free_places(station) for station in stations):
            return f"No station for {name} has a step-free place.", f"Make a place for {name} step-free."
        if not any(places_for(patient, station) and has_seats(patient, station) for station in stations):
            return f"No station for {name} has room for a carer too.", f"Make room for two at a place for {name}."
    return None


def _no_staff(plan: Plan, appointment: Appointment) -> Cannot | None:
    for step in appointment.route:
        stations, name = plan.stations_giving[step.service_id], service_name(plan, step.service_id)
        if any(not is_staffed(station.mode, station.skill) or _somebody_for(plan, station) for station in stations):
            continue
        skill = stations[0].skill
        if any(skill in _skills(plan, shift.staff_id) for shift in plan.shifts):
            says = f"Nobody on this day is at a post for {skill}, which {name} needs."
            return says, f"A post for {skill} for one of those who have the skill would make it possible."
        says = f"Nobody on this day has the skill {skill}, which {name} needs."
        return says, f"One member of staff with the skill {skill} would make it possible."
    return None


def _somebody_for(plan: Plan, station: Station) -> bool:
    """Whether somebody has the skill, and a post where there are posts."""
    return any(
        station.skill in _skills(plan, shift.staff_id) and shift.hours_for(station.skill, station.id)
        for shift in plan.shifts
    )


def _skills(plan: Plan, staff_id: str) -> tuple[str, ...]:
    member = plan.staff_member.get(staff_id)
    return member.skills if member else ()


def _no_interpreter(plan: Plan, appointment: Appointment) -> Cannot | None:
    language = plan.patient[appointment.patient_id].interpreter_language
    there = any(i.language == language and i.number and i.spans for i in plan.interpreters)
    if not language or there:
        return None
    says = f"No interpreter for {language} is there on this day; {who(plan, appointment.id)} needs one."
    return says, f"One interpreter for {language} would make it possible."


def _too_long(plan: Plan, appointment: Appointment) -> Cannot | None:
    work = sum(_least_minutes(plan, appointment, step) for step in appointment.route)
    longest = plan.longest_stay(appointment)
    needed = shortest_stay(plan, appointment, longest)
    if needed <= longest:
        return None
    walking = f" and {needed - work} of walking" if needed > work else ""
    says = f"The visits of {who(plan, appointment.id)} take {work} minutes{walking}; the longest time on site is"
    helps = f"A longest time on site of {needed} minutes or more, or a shorter route, would make it possible."
    return f"{says} {longest}.", helps


def shortest_stay(plan: Plan, appointment: Appointment, enough: int = 0) -> int:
    """The least minutes on site that the visits and the walks between them take, in the best order there is.

    Orders are not looked at where the longest walks would do: then it is the visits alone. A stay found to be no more
    than `enough` ends the search. Each step needs a station.
    """
    route = appointment.route
    work = sum(_least_minutes(plan, appointment, step) for step in route)
    most = max((max(row) for row in plan.venue.walking), default=0)
    if work > enough or work + most * (len(route) - 1) <= enough or len(route) > MOST_STEPS:
        return work
    return work + _least_walking(plan, route, enough - work)


def _least_walking(plan: Plan, route: tuple[Step, ...], enough: int) -> int:
    """The shortest walk through all steps in an order that is allowed; found early where it is no more than enough."""
    best = MINUTES_IN_DAY
    ways: list[tuple[tuple[Step, ...], int]] = [((), 0)]
    while ways and best > enough:
        done, walked = ways.pop()
        if len(done) == len(route):
            best = min(best, walked)
        keys = {step.key for step in done}
        for step in route:
            if step.key not in keys and keys.issuperset(step.after):
                further = walked + (_walk(plan, done[-1], step) if done else 0)
                if further < best:
                    ways.append(((*done, step), further))
    return best


def _walk(plan: Plan, one: Step, other: Step) -> int:
    here, there = plan.stations_giving[one.service_id], plan.stations_giving[other.service_id]
    return min(plan.walking(a, b) for a in here for b in there)


def _never_there(plan: Plan, appointment: Appointment) -> Cannot | None:
    work = sum(_least_minutes(plan, appointment, step) for step in appointment.route)
    if not appointment.availability or any(span.minutes >= work for span in appointment.availability):
        return None
    can = " or ".join(str(span) for span in appointment.availability)
    says = f"{who(plan, appointment.id)} can come {can}, which is shorter than her {work} minutes of visits."
    return says, "More time on the day, or a shorter route, would make it possible."


def _least_minutes(plan: Plan, appointment: Appointment, step: Step) -> int:
    def minutes(station: Station) -> int:
        return plan.minutes_for(appointment, step, station)

    return min(map(minutes, plan.stations_giving[step.service_id]))
