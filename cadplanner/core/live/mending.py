"""Something breaks on the day: ranked repairs from the board as it is, and the edit that accepts one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from cadplanner.core.live.as_it_is import next_start
from cadplanner.core.live.board import Board
from cadplanner.core.live.following import GONE, HERE, Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.edit import Change, Edit, Entity, edit_between
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.model.staff import Shift
from cadplanner.core.planning.proposal import sentence, who_moves
from cadplanner.core.planning.replan import (
    Happening,
    OneMore,
    Proposal,
    RunningLate,
    StaffAway,
    StationClosed,
    proposals,
)

MOST = 3  # repairs that are offered


@dataclass(frozen=True, slots=True)
class Begun:
    """The plan from which a repair starts: `begun` are the visits that stay, `late` those that wait past their time.

    People who are gone are not in it, nor those who are missing and would need another time: nobody comes to that.
    """

    plan: Plan
    begun: frozenset[str]
    late: frozenset[str]


@dataclass(frozen=True, slots=True)
class Repair:
    """One way on, and the edit that accepts it."""

    proposal: Proposal
    edit: Edit


def repairs(board: Board, happened: Sequence[Happening], *, seed: int, label: str) -> tuple[Repair, ...]:
    """Up to three ways on from the board's minute, the least upset first; the same input gives the same answer.

    Visits begun or over never move, nor do those that should have begun by now, unless what happened is about them.
    """
    start = to_mend(board, happened)
    found = proposals(start.plan, happened, at=board.minute, begun=start.begun, seed=seed)
    late = sum(one.minutes for one in happened if isinstance(one, RunningLate) and one.all_are)
    if late:
        found = tuple(sorted((*_all_later(board, start, late, seed), *found), key=_worst)[:MOST])
    return tuple(Repair(proposal, accepted(board, start, proposal, label)) for proposal in found)


def without_a_time(board: Board) -> tuple[OneMore, ...]:
    """Everybody who is here and has a route and no visits, walk-ins above all, in the order in which they came."""
    here = (person for person in board.people if person.status in HERE and not person.stops)
    mine = [p for p in here if p.appointment_id not in board.plan.visits_of_appointment and p.status is Status.WAITING]
    appointments = (board.plan.appointment[p.appointment_id] for p in sorted(mine, key=lambda p: (p.arrived, p.card)))
    return tuple(OneMore(appointment) for appointment in appointments if appointment.route)


def to_mend(board: Board, happened: Sequence[Happening]) -> Begun:
    """The plan as a repair may start from it."""
    counted = {person.appointment_id for person in board.people if _counts(board, person, happened)}
    visits: list[Visit] = []
    begun, late = set(), set()
    for visit in (visit for visit in board.plan.visits if visit.appointment_id in counted):
        person = board.person[visit.appointment_id]
        is_late = visit.span.start < board.minute and _is_hit(board, visit, happened)
        if person.status is Status.MISSING or _has_begun(person, visit.step):
            begun.add(visit.id)
        elif is_late:
            late.add(visit.id)
        visits.append(_from_now(board, visit) if visit.id in late else visit)
    unplanned = tuple(visit for who in counted for visit in _unplanned(board, board.person[who]))
    plan = replace(
        board.plan,
        appointments=tuple(a for a in board.plan.appointments if a.id in counted),
        visits=(*visits, *unplanned),
    )
    return Begun(plan, frozenset(begun | {visit.id for visit in unplanned}), frozenset(late))


def accepted(board: Board, start: Begun, proposal: Proposal, label: str) -> Edit:
    """One step of the plan: what happened to its setting, and of its visits just those that the proposal changes.

    Times still to come of people who are not planned with are given up: others may be seen in them.
    """
    before, after = board.plan, proposal.plan
    known = {appointment.id for appointment in start.plan.appointments}
    setting = edit_between(
        label,
        (*before.stations, *before.shifts, *(a for a in before.appointments if a.id in known)),
        (*after.stations, *after.shifts, *after.appointments),
    )
    anew = {visit.id for visit in start.plan.visits if visit.appointment_id in proposal.added} | start.late
    keys = dict.fromkeys((*start.plan.visit, *after.visit))
    differs = [key for key in keys if key in anew or start.plan.visit.get(key) != after.visit.get(key)]
    changes = ((before.visit.get(key), after.visit.get(key)) for key in differs)
    moved = tuple(Change(old, new) for old, new in changes if old != new)
    return Edit(label, (*setting.changes, *moved, *_given_up(board, known)))


def plan_after(plan: Plan, edit: Edit) -> Plan:
    """The plan as it is once such an edit is accepted."""
    had: tuple[Entity, ...] = (*plan.stations, *plan.shifts, *plan.appointments, *plan.visits)
    kept = {(type(one), one.id): one for one in had}
    for change in edit.changes:
        if change.after is None:
            del kept[type(change.entity), change.entity.id]
        else:
            kept[type(change.after), change.after.id] = change.after
    return replace(
        plan,
        stations=tuple(one for one in kept.values() if isinstance(one, Station)),
        shifts=tuple(one for one in kept.values() if isinstance(one, Shift)),
        appointments=tuple(one for one in kept.values() if isinstance(one, Appointment)),
        visits=tuple(one for one in kept.values() if isinstance(one, Visit)),
    )


def _given_up(board: Board, known: Collection[str]) -> Iterator[Change]:
    """Visits still to come of people who are not planned with; who is gone had the route that she had."""
    for person in board.people:
        visits = board.plan.visits_of_appointment.get(person.appointment_id, ())
        to_come = [each for each in visits if each.span.start >= board.minute and not _has_begun(person, each.step)]
        if person.appointment_id in known or not to_come:
            continue
        yield from (Change(visit, None) for visit in to_come)
        appointment, out = board.plan.appointment[person.appointment_id], {visit.step for visit in to_come}
        had = tuple(step for step in appointment.route if step.key not in out)
        if person.status in GONE and len(to_come) < len(visits):
            yield Change(appointment, replace(appointment, route=had))


def _all_later(board: Board, start: Begun, minutes: int, seed: int) -> tuple[Proposal, ...]:
    """Everybody who is still to be seen, one to one, that much later, in the same order with the same staff.

    Classes start when they do; whoever no longer fits in is planned anew.
    """
    grid = board.plan.day.grid
    later = -(-minutes // grid) * grid

    def moved(visit: Visit) -> Visit:
        stays = visit.id in start.begun or visit.span.start < board.minute
        is_class = board.plan.station[visit.station_id].mode is Mode.GROUP
        if stays or is_class or visit.span.end + later > MINUTES_IN_DAY:
            return visit
        return replace(visit, span=Span(visit.span.start + later, visit.span.end + later))

    shifted = replace(start.plan, visits=tuple(moved(visit) for visit in start.plan.visits))
    found = proposals(shifted, (), at=board.minute, begun=start.begun, seed=seed)
    return tuple(_as_from(start.plan, proposal) for proposal in found)


def _as_from(plan: Plan, proposal: Proposal) -> Proposal:
    """The proposal with everybody who moves from that plan on."""
    moved = who_moves(plan, proposal.plan)
    return replace(proposal, moved=moved, says=sentence(moved, proposal.unplaced, proposal.added))


def _worst(proposal: Proposal) -> tuple[int, int, int]:
    lost = sum(not each.left_out for each in proposal.unplaced)
    return lost, len(proposal.unplaced), sum(each.minutes for each in proposal.moved)


def _has_begun(person: Person, step: str) -> bool:
    is_on = person.status is Status.IN_PROGRESS and person.step == step
    return is_on or any(stop.step == step for stop in person.stops)


def _counts(board: Board, person: Person, happened: Sequence[Happening]) -> bool:
    """Whether somebody is to be planned with: not who is gone, nor who is missing and hit by what happened."""
    if person.status in GONE:
        return False
    visits = board.plan.visits_of_appointment.get(person.appointment_id, ())
    return person.status is not Status.MISSING or not any(_is_hit(board, visit, happened) for visit in visits)


def _is_hit(board: Board, visit: Visit, happened: Sequence[Happening]) -> bool:
    """Whether the visit, or what is left of its time from now, is with whom or where nobody is any more."""
    ends = max(visit.span.end, next_start(board, board.minute) + visit.span.minutes)
    return any(
        (
            (isinstance(one, StaffAway) and one.staff_id == visit.staff_id)
            or (isinstance(one, StationClosed) and one.station_id == visit.station_id)
        )
        and one.from_minute < ends
        and (one.until is None or one.until > max(board.minute, visit.span.start))
        for one in happened
    )


def _from_now(board: Board, visit: Visit) -> Visit:
    start = min(next_start(board, board.minute), MINUTES_IN_DAY - visit.span.minutes)
    return replace(visit, span=Span(start, start + visit.span.minutes))


def _unplanned(board: Board, person: Person) -> Iterator[Visit]:
    """What somebody has had of her route without its having been planned: it need not be planned again."""
    appointment = board.plan.appointment[person.appointment_id]
    grid = board.plan.day.grid
    for step in appointment.route:
        key = visit_id(appointment.id, step.key)
        stop = next((stop for stop in person.stops if stop.step == step.key), None)
        if key in board.plan.visit or stop is None or stop.station_id not in board.plan.station:
            continue
        station = board.plan.station[stop.station_id]
        minutes = board.plan.minutes_for(appointment, step, station)
        start = max(0, min(stop.started or stop.finished or 0, MINUTES_IN_DAY - minutes) // grid * grid)
        where = (step.key, station.id, max(stop.place, 0), stop.staff_id)
        yield Visit(key, board.plan.day.id, appointment.id, *where, Span(start, start + minutes))
