"""What would not work about a day as it is set up, each in a sentence, before planning starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cadplanner.core.model.day import Mode
from cadplanner.core.model.edit import Entity
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.setup.loads import ServiceLoad, load_problems, service_loads
from cadplanner.core.setup.problem import SetupProblem, counted
from cadplanner.core.setup.route_checks import pathway_problems, patient_problems, service_problems, shortest_stay
from cadplanner.core.setup.staff_checks import cover_problems, interpreter_problems, staff_problems
from cadplanner.core.setup.station_checks import station_problems

__all__ = ["ServiceLoad", "SetupProblem", "planning_problems", "service_loads", "setup_problems"]

Check = Callable[[Plan], Iterator[SetupProblem]]


def setup_problems(plan: Plan) -> tuple[SetupProblem, ...]:
    """Everything worth a look, in the order of the set-up page. Empty for a day that can work."""
    return tuple(problem for check in CHECKS for problem in check(plan))


def planning_problems(plan: Plan) -> tuple[SetupProblem, ...]:
    """Everything worth a look before Plan is pressed: the set-up, and whether anybody is invited."""
    if plan.appointments:
        return setup_problems(plan)
    nobody = "Nobody is invited to this day yet: choose people from the waiting list."
    return (*setup_problems(plan), SetupProblem("patients", nobody))


def _day(plan: Plan) -> Iterator[SetupProblem]:
    day, arrivals = plan.day, plan.day.arrivals
    if not arrivals.span.within(day.opening):
        yield SetupProblem("day", f"People would arrive {arrivals.span}, but the day is open {day.opening}.")
    if arrivals.every <= 0 or arrivals.most < 0:
        yield SetupProblem("day", "An arrival window needs a length in minutes, and a limit of 0 or more people.")
        return
    last = arrivals.window_of(arrivals.span.end - 1).start
    longest = max((shortest_stay(plan, pathway.service_ids) for pathway in plan.pathways), default=0)
    if last < day.opening.end < last + day.check_in + longest:
        yield SetupProblem(
            "day",
            f"The last people arrive at {clock(last)} and need up to {day.check_in + longest} minutes, "
            f"but the day ends at {clock(day.opening.end)}. Let the last people arrive earlier.",
        )


def _ids(plan: Plan) -> Iterator[SetupProblem]:
    kinds: dict[str, tuple[Entity, ...]] = {
        "stations": plan.stations,
        "staff": (*plan.staff, *plan.shifts),
        "interpreters": plan.interpreters,
        "cover": plan.cover,
        "pathways": plan.pathways,
        "services": plan.services,
        "patients": (*plan.patients, *plan.appointments, *plan.visits),
    }
    for where, entities in kinds.items():
        ids = [(type(entity), entity.id) for entity in entities]
        double = len(ids) - len(set(ids))
        if double:
            yield SetupProblem(where, f"{counted(double, 'thing has', 'things have')} an id that is already taken.")


def _unlimited(plan: Plan) -> Iterator[SetupProblem]:
    if plan.stations and all(station.mode is Mode.DROP_IN for station in plan.stations):
        yield SetupProblem("stations", "Every station is a drop-in: nobody has a time with a clinician.")


CHECKS: tuple[Check, ...] = (
    _ids,
    _day,
    station_problems,
    _unlimited,
    staff_problems,
    interpreter_problems,
    cover_problems,
    pathway_problems,
    service_problems,
    patient_problems,
    load_problems,
)
