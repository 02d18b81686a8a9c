"""After the conversation: the chosen stops booked from the day as it is, with reasons for what cannot be had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cadplanner.core.live.as_it_is import next_start, plan_as_it_is
from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Refusal
from cadplanner.core.live.finding import begun_anew, with_stop
from cadplanner.core.live.following import HERE, Status
from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode, Position, Station
from cadplanner.core.model.edit import Edit, Entity, edit_between
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import service_name
from cadplanner.core.planning.clash import who as named


@dataclass(frozen=True, slots=True)
class CannotHave:
    """A chosen stop that there is no time for: why, and the nearest that could be had instead."""

    service_id: str
    says: str
    instead: str


@dataclass(frozen=True, slots=True)
class NextStops:
    """What can be booked: the visits in time order, what cannot be had, when she is out, and the edit that books it.

    `says` is the sentence to read out: 'Physio 10:40 at bay 3, Rehab class 11:05, out by 11:30.'
    """

    appointment_id: str
    visits: tuple[Visit, ...]
    cannot: tuple[CannotHave, ...]
    out_by: int
    says: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class _Sought:
    """A plan in the making for one person: from when and where the next stop may be."""

    plan: Plan
    appointment_id: str
    ready: int
    origin: Station | None


def next_stops(board: Board, appointment_id: str, service_ids: Sequence[str]) -> NextStops | Refusal:
    """The chosen services, and the checkout that the route ends with, each as early as the rule book allows.

    What is over or in progress stays; every other stop of the route gives way to the choice.
    """
    person = board.person.get(appointment_id)
    if person is None:
        return Refusal("Not on today's list. Look in the waiting list, or enter a walk-in.")
    if person.status not in HERE:
        return Refusal(f"{named(board.plan, appointment_id)} is not here: {person.status.value}.")
    unknown = [each for each in service_ids if each not in board.plan.service]
    if unknown:
        return Refusal("One of the chosen stops is not part of this day.")
    appointment = board.plan.appointment[appointment_id]
    here = (person.step, person.station_id) if person.status is Status.IN_PROGRESS else ("", "")
    begun = {stop.step for stop in person.stops} | {here[0]}
    kept = tuple(step for step in appointment.route if step.key in begun)
    steps = _steps(board.plan, appointment, kept, service_ids)
    last = here[1] or (person.stops[-1].station_id if person.stops else "")
    plan = begun_anew(plan_as_it_is(board), appointment_id)
    start = _Sought(plan, appointment_id, next_start(board, board.minute), board.plan.station.get(last))
    found, cannot = _place_all(start, steps)
    return _answer(board, appointment, kept, found, [_reason(start, then, step) for step, then in cannot])


def best_routes(board: Board, appointment_id: str, most: int = 3) -> tuple[NextStops, ...]:
    """For a walk-in: the day's pathways from now, those that lack least first, then those that are over soonest."""
    ways = (next_stops(board, appointment_id, pathway.service_ids) for pathway in board.plan.pathways)
    found = [way for way in ways if isinstance(way, NextStops) and way.visits]
    return tuple(sorted(found, key=lambda way: (len(way.cannot), way.out_by))[:most])


def _steps(plan: Plan, appointment: Appointment, kept: tuple[Step, ...], service_ids: Sequence[str]) -> list[Step]:
    """A step for each chosen service, with the key it had; and the last stops of the route as it was."""
    left = [step for step in appointment.route if step not in kept]
    ends = [s.service_id for s in left if plan.service[s.service_id].position is Position.LAST]
    over = {step.service_id for step in kept}
    wanted = [each for each in dict.fromkeys((*service_ids, *ends)) if each not in over]
    had = {step.service_id: step for step in left}
    free = max((int(step.key) for step in appointment.route if step.key.isdecimal()), default=-1) + 1
    return [had.get(each) or Step(str(free + n), each) for n, each in enumerate(wanted)]


def _place_all(start: _Sought, steps: Sequence[Step]) -> tuple[_Sought, list[tuple[Step, _Sought]]]:
    """Always the stop that can begin first next; a step waits for those its service follows, the last for all.

    What cannot be had comes with how things stood when it was tried.
    """
    now, left = start, list(steps)
    cannot: list[tuple[Step, _Sought]] = []
    while left:
        tried = [(step, after) for step in _may_be_next(now.plan, left) if (after := _placed(now, step))]
        if tried:
            step, now = min(tried, key=lambda each: _visit(each[1], each[0]).span)
            left.remove(step)
            continue
        hopeless = _may_be_next(now.plan, left)
        cannot += [(step, now) for step in hopeless]
        left = [step for step in left if step not in hopeless]
    return now, cannot


def _may_be_next(plan: Plan, left: Sequence[Step]) -> list[Step]:
    services = [plan.service[step.service_id] for step in left]
    ranks = (Position.FIRST, Position.MIDDLE, Position.LAST)
    first = min(ranks.index(service.position) for service in services)
    here = [step for step, service in zip(left, services, strict=True) if ranks.index(service.position) == first]
    there = {step.service_id for step in here}
    free = [step for step in here if there.isdisjoint(plan.service[step.service_id].after)]
    return free or here


def _placed(now: _Sought, step: Step) -> _Sought | None:
    found = with_stop(now.plan, now.appointment_id, step, now.ready, now.origin)
    if found is None:
        return None
    visit = found.visits[-1]
    return replace(now, plan=found, ready=visit.span.end, origin=found.station[visit.station_id])


def _visit(now: _Sought, step: Step) -> Visit:
    return next(v for v in now.plan.visits_of_appointment[now.appointment_id] if v.step == step.key)


def _answer(
    board: Board, appointment: Appointment, kept: tuple[Step, ...], found: _Sought, cannot: list[CannotHave]
) -> NextStops:
    visits = found.plan.visits_of_appointment.get(appointment.id, ())
    before = board.plan.visits_of_appointment.get(appointment.id, ())
    planned = {visit.step for visit in before}
    stay = tuple(step for step in kept if step.key in planned)
    new = {step.key: step for step in found.plan.appointment[appointment.id].route}
    route = list(stay)
    for visit in visits:
        route.append(_following(board.plan, new[visit.step], stay, route))
    keys = {step.key for step in stay}
    after: tuple[Entity, ...] = (
        replace(appointment, route=tuple(route)),
        *(v for v in before if v.step in keys),
        *visits,
    )
    edit = edit_between(f"Next stops of {named(board.plan, appointment.id)}", (appointment, *before), after)
    out_by = max((visit.span.end for visit in visits), default=board.minute)
    return NextStops(appointment.id, visits, tuple(cannot), out_by, _words(board.plan, found, visits, out_by), edit)


def _following(plan: Plan, step: Step, stay: Sequence[Step], earlier: Sequence[Step]) -> Step:
    """The step with what it follows: what is over, what its service follows, and all where it is a last one."""
    service = plan.service[step.service_id]
    last = service.position is Position.LAST
    follows = (other.key for other in earlier if last or other in stay or other.service_id in service.after)
    return replace(step, after=tuple(follows))


def _words(plan: Plan, found: _Sought, visits: Sequence[Visit], out_by: int) -> str:
    if not visits:
        return "Nothing can be booked."
    told = [f"{_called(found.plan, visit)} {clock(visit.span.start)}{_where(plan, visit)}" for visit in visits]
    return f"{', '.join(told)}, out by {clock(out_by)}."


def _called(plan: Plan, visit: Visit) -> str:
    return service_name(plan, plan.station[visit.station_id].service_id)


def _where(plan: Plan, visit: Visit) -> str:
    station = plan.station[visit.station_id]
    place = f"place {visit.place + 1}" if station.mode is Mode.ONE_TO_ONE and station.places > 1 else ""
    name = "" if station.name == _called(plan, visit) else station.name
    where = " ".join(part for part in (name, place) if part)
    return f" at {where}" if where else ""


def _reason(start: _Sought, found: _Sought, step: Step) -> CannotHave:
    """Why a stop cannot be had, asked from the plainest reason to the last."""
    plan, name = start.plan, service_name(start.plan, step.service_id)
    stations = plan.stations_giving.get(step.service_id, ())
    if not stations:
        return CannotHave(step.service_id, f"Nobody gives {name} today.", LATER)
    closes = max(span.end for station in stations for span in station.opening)
    appointment = plan.appointment[start.appointment_id]
    minutes = min(plan.minutes_for(appointment, step, station) for station in stations)
    if found.ready + minutes > closes:
        says = f"{name} takes {minutes} minutes and closes at {clock(closes)}."
        return CannotHave(step.service_id, says, _if_first(start, step))
    without = _without_needs(found)
    could = _placed(without, step)
    if could is not None:
        needs = plan.patient[appointment.patient_id].needs_words
        says = f"{name} has no time left that suits: {needs}."
        return CannotHave(step.service_id, says, f"Without that it could be {clock(_visit(could, step).span.start)}.")
    return CannotHave(step.service_id, f"{name} is full until it closes at {clock(closes)}.", _if_first(start, step))


LATER = "Agree it as a follow-up."


def _if_first(start: _Sought, step: Step) -> str:
    alone = _placed(start, step)
    if alone is None:
        return LATER
    return f"It could be {clock(_visit(alone, step).span.start)} if it came before the others."


def _without_needs(found: _Sought) -> _Sought:
    plan = found.plan
    who = plan.appointment[found.appointment_id].patient_id
    patients = tuple(replace(p, needs=(), needs_note="") if p.id == who else p for p in plan.patients)
    return replace(found, plan=replace(plan, patients=patients))
