"""Half hours of a day, and how many at once in each: what the pictures over the hours are counted by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from cadplanner.core.live.board import Board
from cadplanner.core.model.attendance import Happened, minute_on
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, clock

HALF_HOUR = 30
Stay = tuple[int, int]
"""From a minute up to but not including another; never empty."""


def half_hours(plan: Plan) -> tuple[int, ...]:
    """Where each half hour of the day begins: from the opening or the first arrival to the last visit's end."""
    starts = [plan.day.opening.start, *(visit.span.start - plan.day.check_in for visit in plan.visits)]
    ends = [plan.day.opening.end, *(visit.span.end for visit in plan.visits)]
    first = max(0, min(starts)) // HALF_HOUR * HALF_HOUR
    return tuple(range(first, min(max(ends), MINUTES_IN_DAY), HALF_HOUR))


def half_hour_of(minute: int, halves: Sequence[int]) -> int:
    """Which of the half hours a minute falls in; the first or the last for one outside."""
    return min(max((minute - halves[0]) // HALF_HOUR, 0), len(halves) - 1)


def clocks(minutes: Iterable[int]) -> tuple[str, ...]:
    """'09:30' for each."""
    return tuple(map(clock, minutes))


def stay(start: int, end: int) -> Stay:
    """A stay of a minute at least."""
    return start, max(end, start + 1)


def most_at_once(stays: Iterable[Stay], halves: Sequence[int]) -> tuple[int, ...]:
    """The most of these stays that there are at one minute of each half hour."""
    steps: list[list[tuple[int, int]]] = [[] for _ in halves]
    for start, end in stays:
        for n, begins in enumerate(halves):
            if start < begins + HALF_HOUR and begins < end:
                steps[n] += ((max(start, begins), 1), (end, -1))
    return tuple(max(accumulate((by for _, by in sorted(each)), initial=0)) for each in steps)


def there_at(stays: Iterable[Stay], minutes: Sequence[int]) -> tuple[int, ...]:
    """How many of these stays there are at each of the minutes."""
    found = [0] * len(minutes)
    for start, end in stays:
        for n, minute in enumerate(minutes):
            found[n] += start <= minute < end
    return tuple(found)


def has_begun(board: Board) -> bool:
    """Whether anybody has come, or was marked."""
    kinds = {Happened.CLOSED, Happened.REOPENED, Happened.EXPLAINED}
    return any(event.kind not in kinds for event in board.facts)


def is_over(board: Board) -> bool:
    """Whether the day is closed, or its time is past and nobody is there any more."""
    return board.closed or (board.minute >= board.plan.day.opening.end and not board.here)


def until(board: Board) -> int:
    """Up to which minute it is known how it was: now; on a day that is over its end."""
    return MINUTES_IN_DAY if is_over(board) else board.minute


def fact_minutes(board: Board, kind: Happened) -> list[tuple[str, int]]:
    """The station and the minute of every fact of a kind."""
    on = board.plan.day.on
    return [(event.station_id, minute_on(event.at, on)) for event in board.facts if event.kind is kind]
