"""How fast the day itself is: `python -m tests.bench.live [PEOPLE]`; prints milliseconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from cadplanner.core.live import record
from cadplanner.core.live.board import board
from cadplanner.core.live.facts import By
from cadplanner.core.live.following import Status
from cadplanner.core.live.next_stops import next_stops
from cadplanner.core.model.attendance import DayEvent, Happened, instant_on
from cadplanner.core.model.plan import Plan
from tests.builders import people, plan_with


def lived(plan: Plan) -> tuple[DayEvent, ...]:
    """Six facts or so a person: arrived, and started and finished at each of the first stops."""
    events: list[DayEvent] = []

    def add(kind: Happened, who: str, minute: int, station: str = "", step: str = "") -> None:
        number, at = len(events), instant_on(minute, plan.day.on)
        events.append(DayEvent(f"e{number}", plan.day.id, kind, at, number, "Ann", who, station, 0, "", step))

    for appointment in plan.appointments:
        visits = [v for v in plan.visits_of_appointment[appointment.id] if v.station_id != "s-hub"]
        add(Happened.ARRIVED, appointment.id, visits[0].span.start - 5)
        for visit in visits[:3]:
            add(Happened.STARTED, appointment.id, visit.span.start, visit.station_id, visit.step)
            add(Happened.FINISHED, appointment.id, visit.span.end, visit.station_id, visit.step)
    return tuple(events)


def main(number: int) -> None:
    """Print every figure."""
    plan = plan_with(people(number))
    staff = tuple(replace(m, skills=("physio",)) if m.id.startswith("physio") else m for m in plan.staff)
    plan, events = replace(plan, staff=staff), lived(plan)
    print(f"{number} people, {len(events)} facts")
    fresh = [plan_with(people(number)) for _ in range(3)]
    begun = time.perf_counter()
    for each in fresh:
        board(each, events, instant_on(720, each.day.on))
    print(f"{(time.perf_counter() - begun) * 1000 / 3:10.2f}  board from scratch, the plan's look-ups too")
    for minute in (600, 720, 900):
        _measure(f"board at minute {minute}", lambda m=minute: board(plan, events, instant_on(m, plan.day.on)))
    noon = instant_on(720, plan.day.on)
    seen = board(plan, [event for event in events if event.at <= noon], noon)
    by = By("Ann", seen.now, lambda: "new")
    waiting = seen.by_status[Status.WAITING]
    _measure("start the first who waits", lambda: record.start(seen, by, waiting[0], record.At("s-talk", 0)))
    _measure("undo", lambda: record.undo_last(seen, by))
    for who in waiting[:4]:
        _measure(f"next stops of {who}", lambda w=who: next_stops(seen, w, ("physio", "class", "hub")))


def _measure(label: str, run: Callable[[], object]) -> None:
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    print(f"{median(times) * 1000:10.2f}  {label}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
