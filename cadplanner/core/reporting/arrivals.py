"""Arrivals: how many are expected, and how those who came stood to the time that they were given."""

from __future__ import annotations

from collections import Counter

from cadplanner.core.charts import Band, Bars, Point, Points, Series, Tone
from cadplanner.core.live.board import Board
from cadplanner.core.live.following import Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.attendance import ArrivalPolicy, Punctuality
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.reporting.over_the_day import clocks, half_hour_of, half_hours, is_over
from cadplanner.core.setup.problem import counted

EXPECTED = "Expected arrivals"
BY_HALF_HOUR = "Arrivals by half hour"
EACH = "Arrivals against their times"
TONES = {
    Punctuality.EARLY: Tone.CALM,
    Punctuality.ON_TIME: Tone.GOOD,
    Punctuality.LATE: Tone.BUSY,
    Punctuality.VERY_LATE: Tone.LATE,
}
HEADINGS = ("Invited for", "Came", "Minutes after", "How")
DID_NOT_COME, NOT_COME_YET = "did not come", "not come yet"
GONE_WITHOUT = frozenset({Status.DID_NOT_ATTEND, Status.MISSING})


def expected(plan: Plan) -> Bars:
    """How many people are invited for each half hour."""
    halves = half_hours(plan)
    times = [at for appointment in plan.appointments if (at := plan.arrival(appointment.id)) is not None]
    found = Counter(half_hour_of(at, halves) for at in times)
    values = tuple(found[n] for n in range(len(halves)))
    most = max(values)
    says = f"{counted(len(times), 'person has', 'people have')} a time; the most in half an hour: {most:,} from "
    says = f"{says}{clock(halves[values.index(most)])}." if times else "Nobody has a time yet."
    return Bars(EXPECTED, says, clocks(halves), (Series("People", values),))


def by_half_hour(board: Board) -> Bars:
    """By the half hour they were invited for: how many came early, on time, late and very late, and did not come."""
    halves = half_hours(board.plan)
    told = {each: each.value for each in Punctuality}
    found: Counter[tuple[str, int]] = Counter()
    for person in board.people:
        how = _how(board, person)
        if how and person.expected is not None:
            found[how, half_hour_of(person.expected, halves)] += 1
    kinds = [*((told[each], TONES[each]) for each in Punctuality), (_absent(board), Tone.ABSENT)]
    series = (Series(name, tuple(found[name, n] for n in range(len(halves))), tone) for name, tone in kinds)
    return Bars(BY_HALF_HOUR, _says(board), clocks(halves), tuple(series), first="Invited for")


def each_arrival(board: Board) -> Points:
    """Everybody who was given a time and came: how many minutes before or after it. It names nobody."""
    points = sorted(map(_point, filter(_has_both, board.people)), key=lambda point: (point.x, point.y))
    halves = half_hours(board.plan)
    ticks = tuple((float(at), clock(at)) for at in halves if at % 60 == 0)
    return Points(EACH, _says(board), tuple(points), _bands(board.policy), ticks, HEADINGS)


def _point(person: Person) -> Point:
    assert person.expected is not None
    assert person.arrived is not None
    assert person.punctuality is not None
    by = person.arrived - person.expected
    how = "to the minute" if not by else f"{counted(abs(by), 'minute', 'minutes')} {'after' if by > 0 else 'before'}"
    invited, came = clock(person.expected), clock(max(0, person.arrived))
    says = f"Invited for {invited}, came {came}: {how}, {person.punctuality.value}"
    cells = (invited, came, str(by), person.punctuality.value)
    return Point(person.expected, by, says, cells, TONES[person.punctuality])


def _bands(policy: ArrivalPolicy) -> tuple[Band, ...]:
    edges = (None, -policy.early, policy.late, policy.very_late, None)
    return tuple(
        Band(each.value, low, high, TONES[each])
        for each, low, high in zip(Punctuality, edges[:-1], edges[1:], strict=True)
    )


def _says(board: Board) -> str:
    """'Of 210 who were given a time and came: 180 on time, 20 early, 10 late. 25 did not come.'."""
    how = Counter(filter(None, (_how(board, person) for person in board.people)))
    absent = how.pop(_absent(board), 0)
    came = how.total()
    on_time = how[Punctuality.ON_TIME.value]
    late = how[Punctuality.LATE.value] + how[Punctuality.VERY_LATE.value]
    if not came:
        told = "Nobody who was given a time has come yet."
    else:
        told = f"Of {came:,} who were given a time and came: {on_time:,} on time, "
        told = f"{told}{how[Punctuality.EARLY.value]:,} early, {late:,} late."
    walked_in = sum(person.walked_in for person in board.people)
    more = (f" {absent:,} {_absent(board)}." if absent else "", f" {walked_in:,} walked in." if walked_in else "")
    return f"{told}{more[0]}{more[1]}"


def _absent(board: Board) -> str:
    """Who is much too late may still come as long as the day goes on."""
    return DID_NOT_COME if is_over(board) else NOT_COME_YET


def _how(board: Board, person: Person) -> str:
    """How she stood to her time; '' where she had none, or is still expected."""
    if person.expected is None:
        return ""
    if person.status in GONE_WITHOUT:
        return _absent(board)
    return person.punctuality.value if _has_both(person) and person.punctuality else ""


def _has_both(person: Person) -> bool:
    return person.expected is not None and person.arrived is not None and person.punctuality is not None
