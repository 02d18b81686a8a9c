"""The load of a day: how many people each station has at once, and the hall, planned and as it was."""

from __future__ import annotations

from collections import Counter

from cadplanner.core.charts import Lane, Lanes, Lines, Series, Tone
from cadplanner.core.live.board import Board
from cadplanner.core.live.following import NEVER_HERE
from cadplanner.core.live.person import Person
from cadplanner.core.model.attendance import Happened
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.reporting.over_the_day import (
    HALF_HOUR,
    Stay,
    clocks,
    fact_minutes,
    half_hour_of,
    half_hours,
    has_begun,
    most_at_once,
    stay,
    there_at,
    until,
)

LOAD = "Load by station"
HALL = "People in the hall"
QUARTER = 15


def load_planned(plan: Plan) -> Lanes:
    """The most people at once at each station in each half hour, as planned, under the places open."""
    halves = half_hours(plan)
    lanes = tuple(_lane(station, halves, most_at_once(_planned(plan, station), halves)) for station in plan.stations)
    return Lanes(LOAD, _fullest(lanes, halves, "As planned."), clocks(halves), lanes)


def load(board: Board) -> Lanes:
    """The same as it was until now, then as planned; at a drop-in how many came in the half hour."""
    planned = load_planned(board.plan)
    if not has_begun(board):
        return planned
    halves, known = half_hours(board.plan), until(board)
    came = Counter((place, half_hour_of(at, halves)) for place, at in fact_minutes(board, Happened.DROPPED_IN))
    known_halves = sum(begins < known for begins in halves)
    lanes = []
    for station, before in zip(board.plan.stations, planned.lanes, strict=True):
        drop_in = station.mode is Mode.DROP_IN
        name, limits = (f"{station.name} (dropped in)", ()) if drop_in else (before.name, before.limits)
        came_in = tuple(came[station.id, n] for n in range(len(halves)))
        lived = came_in if drop_in else most_at_once(_lived(board, station), halves)
        lanes.append(Lane(name, (*lived[:known_halves], *before.values[known_halves:]), limits))
    when = "As it was." if known >= halves[-1] + HALF_HOUR else f"As it was until {clock(known)}, then as planned."
    says = _fullest(tuple(lanes), halves, when)
    return Lanes(
        LOAD, says, planned.labels, tuple(lanes), planned_from=None if known_halves == len(halves) else known_halves
    )


def hall(board: Board) -> Lines:
    """How many people are in the building every quarter of an hour: planned, and as it was as far as is known."""
    plan = board.plan
    halves = half_hours(plan)
    minutes = tuple(range(halves[0], halves[-1] + HALF_HOUR + 1, QUARTER))
    planned = there_at(_planned_stays(plan), minutes)
    series = [Series("planned", planned, Tone.PLAIN)]
    if has_begun(board):
        known = until(board)
        lived = there_at([_here(person, known) for person in board.people if _came(person)], minutes)
        series.append(Series("as it was", tuple(n for n, at in zip(lived, minutes, strict=True) if at <= known)))
    shown = series[-1]
    most = max(shown.values, default=0)
    says = f"At most {most:,} at once, at {clock(minutes[shown.values.index(most)])}." if most else "Nobody yet."
    when = " As planned." if most and len(series) == 1 else ""
    return Lines(HALL, f"{says}{when}", clocks(minutes), tuple(series), first="At")


def _lane(station: Station, halves: tuple[int, ...], values: tuple[int, ...]) -> Lane:
    seats = station.places * (station.group_size if station.mode is Mode.GROUP else 1)
    limits = tuple(seats * any(o.start < at + HALF_HOUR and at < o.end for o in station.opening) for at in halves)
    return Lane(station.name, values, limits if seats else ())


def _planned(plan: Plan, station: Station) -> list[Stay]:
    return [(visit.span.start, visit.span.end) for visit in plan.visits_at_station.get(station.id, ())]


def _lived(board: Board, station: Station) -> list[Stay]:
    """The visits there that began, those that go on until now."""
    found = [
        stay(stop.started, stop.started if stop.finished is None else stop.finished)
        for person in board.people
        for stop in person.stops
        if stop.station_id == station.id and stop.started is not None
    ]
    now = board.station[station.id].in_progress
    return found + [stay(board.person[who].since, board.minute + 1) for who in now]


def _planned_stays(plan: Plan) -> list[Stay]:
    return [
        (visits[0].span.start - plan.day.check_in, max(visit.span.end for visit in visits))
        for visits in plan.visits_of_appointment.values()
    ]


def _came(person: Person) -> bool:
    return person.arrived is not None and person.status not in NEVER_HERE


def _here(person: Person, known: int) -> Stay:
    assert person.arrived is not None
    return stay(person.arrived, known + 1 if person.left is None else person.left)


def _fullest(lanes: tuple[Lane, ...], halves: tuple[int, ...], when: str) -> str:
    """Which station is fullest and when, of those whose places have a limit; the largest where several are full."""
    shares = [
        (value / lane.limits[n], value, -n, lane)
        for lane in lanes
        for n, value in enumerate(lane.values)
        if lane.limits and lane.limits[n] and value
    ]
    if not shares:
        return f"{when} Nobody has a time at a station with so many places yet."
    _, value, n, lane = max(shares, key=lambda share: share[:3])
    places = f"{value:,.0f} of {lane.limits[-n]:,.0f} places"
    return f"{when} The fullest is {lane.name} from {clock(halves[-n])}: {places}."
