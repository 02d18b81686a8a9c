"""CP-SAT in windows: from the greedy plan, those of a stretch of the day are planned anew beside all others."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cpsat_model import Model
from greedy import greedy
from open_day import Day, about, peer_main

WINDOW = 60  # minutes of arrivals planned anew at once
STEP = 45
MOST_FREE = 30
MOST_LEFT_OUT = 10
EACH = 10.0  # seconds


def windows(day: Day, seconds: float) -> dict[str, tuple[int, str]]:
    """{visit id: (start, staff id)}, window after window until the time is over."""
    until = time.monotonic() + seconds
    planned = greedy(day)
    at = day.start
    while time.monotonic() < until:
        free = chosen(day, planned, at)
        if free:
            found = Model(day, free, planned, planned).solve(min(EACH, max(0.5, until - time.monotonic())))
            planned = min((each for each in (found, planned) if each), key=lambda each: about(day, each))
        at = at + STEP if at + STEP < day.end else day.start
    return planned


def chosen(day: Day, planned: dict[str, tuple[int, str]], at: int) -> list[dict]:
    """Who arrives in the window, and some of those left out who could."""
    there, out = [], []
    for patient in day.patients:
        starts = [planned[visit["id"]][0] for visit in patient["visits"] if visit["id"] in planned]
        if starts and at <= min(starts) < at + WINDOW:
            there.append(patient)
        elif not starts and any(begin < at + WINDOW and at < end for begin, end in patient["avail"]):
            out.append(patient)
    out.sort(key=lambda patient: -patient["weight"])
    return there[:MOST_FREE] + out[:MOST_LEFT_OUT]


if __name__ == "__main__":
    peer_main(windows)
