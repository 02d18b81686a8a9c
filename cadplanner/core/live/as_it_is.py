"""The plan as the day has made it: what has begun stands where it is, what nobody will come to is free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import GONE, Status, Stop
from cadplanner.core.live.person import Person
from cadplanner.core.model.appointment import Visit, visit_id
from cadplanner.core.model.day import Arrivals
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span

WHOLE_DAY = Span(0, MINUTES_IN_DAY)


def plan_as_it_is(board: Board) -> Plan:
    """The plan at the board's minute, to find free time in; it is not one to keep.

    Visits that are over stand at the minutes they took, those in progress until they should end, those of people
    who wait not before now; those of people who are gone are left out. What binds only a plan made beforehand
    (the longest stay, the times of arrival) does not bind.
    """
    found = (_visit_as_it_is(board, visit, board.person[visit.appointment_id]) for visit in board.plan.visits)
    return replace(
        board.plan,
        day=replace(
            board.plan.day, longest_stay=MINUTES_IN_DAY, short_stay=MINUTES_IN_DAY, arrivals=Arrivals(WHOLE_DAY)
        ),
        appointments=tuple(replace(a, longest_stay=0) for a in board.plan.appointments),
        visits=(*(visit for visit in found if visit is not None), *_unplanned(board)),
    )


def next_start(board: Board, minute: int) -> int:
    """The first start of the day's grid at that minute or later."""
    grid = board.plan.day.grid
    return -(-minute // grid) * grid


def _visit_as_it_is(board: Board, visit: Visit, person: Person) -> Visit | None:
    over = next((stop for stop in person.stops if stop.step == visit.step), None)
    if over is not None:
        return _was(visit, over)
    if person.status is Status.IN_PROGRESS and person.step == visit.step:
        end = max(person.since + visit.span.minutes, next_start(board, board.minute + 1))
        return _was(visit, Stop(visit.step, person.station_id, person.place, person.staff_id, person.since, end))
    if person.status in GONE:
        return None
    if person.status is Status.WAITING and person.step == visit.step:
        start = max(visit.span.start, next_start(board, board.minute))
        return replace(visit, span=_span(start, start + visit.span.minutes))
    return visit


def _unplanned(board: Board) -> Iterator[Visit]:
    """What is in progress though nobody planned it uses its place and its staff all the same."""
    for person in board.people:
        if person.status is not Status.IN_PROGRESS or person.station_id not in board.plan.station:
            continue
        key = visit_id(person.appointment_id, person.step)
        if key not in board.plan.visit:
            minutes = board.plan.station[person.station_id].minutes
            end = max(person.since + minutes, next_start(board, board.minute + 1))
            place = max(person.place, 0)
            where = (person.step, person.station_id, place, person.staff_id)
            yield Visit(key, board.plan.day.id, person.appointment_id, *where, _span(person.since, end))


def _was(visit: Visit, stop: Stop) -> Visit:
    """The visit where and when the stop was; the plan's place and staff where nobody noted them."""
    finished = stop.finished if stop.finished is not None else visit.span.end
    started = stop.started if stop.started is not None else finished - visit.span.minutes
    place = stop.place if stop.place >= 0 else visit.place
    staff_id = stop.staff_id or visit.staff_id
    return replace(visit, station_id=stop.station_id, place=place, staff_id=staff_id, span=_span(started, finished))


def _span(start: int, end: int) -> Span:
    first = min(max(start, 0), MINUTES_IN_DAY - 1)
    return Span(first, min(max(end, first + 1), MINUTES_IN_DAY))
