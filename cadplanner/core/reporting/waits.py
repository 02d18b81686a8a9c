"""Waits: how long people waited, and before which station at which time of the day."""

from __future__ import annotations

from collections import Counter

from cadplanner.core.charts import MINUTES, Bars, Lane, Lanes, Series, Tone, Unit
from cadplanner.core.figures import Spread, Wait, spread, those_who_came, waits_of
from cadplanner.core.live.board import Board
from cadplanner.core.model.day import Mode
from cadplanner.core.reporting.over_the_day import clocks, half_hour_of, half_hours
from cadplanner.core.setup.problem import counted

HOW_LONG = "How many minutes people waited"
WHERE = "Usual wait by station, minutes"
STEPS = (5, 10, 15, 20, 30, 45, 60)
"""Where one group of waits ends and the next begins, in minutes."""
LONG = 30
"""Minutes from which a wait is drawn as a long one."""
WAITS = Unit("wait", "waits")


def how_long(board: Board) -> Bars:
    """How many waits were so many minutes long."""
    found = _found(board)
    groups = Counter(sum(step <= wait.minutes for step in STEPS) for wait in found)
    labels = tuple(_group(n) for n in range(len(STEPS) + 1))
    begin = (0, *STEPS)
    short = tuple(groups[n] if begin[n] < LONG else 0 for n in range(len(labels)))
    longer = tuple(groups[n] if begin[n] >= LONG else 0 for n in range(len(labels)))
    series = (Series(f"under {LONG} minutes", short), Series(f"{LONG} minutes or more", longer, Tone.LATE))
    return Bars(HOW_LONG, _says(found), labels, series, WAITS, first="Minutes")


def where(board: Board) -> Lanes:
    """The median wait before each station that people wait for, by the half hour in which the visit began."""
    halves, found = half_hours(board.plan), _found(board)
    lanes = []
    for station in board.plan.stations:
        mine = [wait for wait in found if wait.station_id == station.id]
        if station.mode is not Mode.DROP_IN:
            by_half: list[list[int]] = [[] for _ in halves]
            for wait in mine:
                by_half[half_hour_of(wait.began, halves)].append(wait.minutes)
            lanes.append(Lane(station.name, tuple(spread(each).median for each in by_half)))
    says = _longest(board, found)
    return Lanes(WHERE, says, clocks(halves), tuple(lanes), MINUTES, first="Begun from", one_scale=True)


def spread_words(told: Spread) -> str:
    """'usually 8 min, 19 of 20 within 25 min'; '' where nothing was measured."""
    return f"usually {told.median:g} min, 19 of 20 within {told.p95} min" if told.measured else ""


def _found(board: Board) -> list[Wait]:
    return [wait for person in those_who_came(board) for wait in waits_of(board.plan, person)]


def _group(n: int) -> str:
    if n == len(STEPS):
        return f"{STEPS[-1]}+"
    return f"{(0, *STEPS)[n]}-{STEPS[n] - 1}"


def _says(found: list[Wait]) -> str:
    if not found:
        return "Nobody has waited for a station yet."
    told = f"{counted(len(found), 'wait', 'waits')} before a visit: {spread_words(spread([w.minutes for w in found]))}."
    longest = sum(wait.minutes >= LONG for wait in found)
    return f"{told} {counted(longest, 'was', 'were')} {LONG} minutes or more." if longest else told


def _longest(board: Board, found: list[Wait]) -> str:
    """Where the usual wait was longest."""
    usual = [
        (spread(mine).median, -n, station.name)
        for n, station in enumerate(board.plan.stations)
        if (mine := [wait.minutes for wait in found if wait.station_id == station.id])
    ]
    if not usual:
        return "Nobody has waited for a station yet."
    minutes, _, name = max(usual)
    begins = "The median of the waits that ended in each half hour."
    return f"{begins} The longest over the day is before {name}: {minutes:g} minutes." if minutes else begins
