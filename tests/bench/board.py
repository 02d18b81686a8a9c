"""How fast the board is repainted: `python -m tests.bench.board [PEOPLE] [STATIONS]`; prints milliseconds."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count, cycle, islice
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from cadplanner.core.live import record
from cadplanner.core.live.following import Status
from cadplanner.core.model.attendance import instant_on
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.plan import Plan
from cadplanner.store.store import Store
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.board.page import BoardPage
from cadplanner.ui.workspace import Workspace
from tests.bench.live import lived
from tests.builders import people, plan_with

MINUTE, FACTS = 660, 3000
TIMES = 21


def main(number: int, stations: int) -> None:
    """Print every figure."""
    app = QApplication([])
    apply_theme(app, Theme.LIGHT)
    plan = with_stations(plan_with(people(number)), stations)
    now = instant_on(MINUTE, plan.day.on)
    events = [event for event in lived(plan) if event.at <= now]
    again = islice(cycle(tuple(events)), max(0, FACTS - len(events)))  # said twice, a fact changes nothing
    events += [replace(event, id=f"again{n}") for n, event in enumerate(again)]
    store, ids, ticks = Store.in_memory(), count(1), count(1)
    whole = (*plan.setting(), *plan.patients, *plan.appointments, *plan.visits, *events)
    store.apply(Edit("Make", tuple(Change(None, one) for one in whole)), who="bench", at=now)
    workspace = Workspace(
        store, clock=lambda: now.replace(microsecond=next(ticks)), new_id=lambda: f"b{next(ids)}", who="bench"
    )
    live = live_day_of(workspace)
    page = BoardPage(workspace)
    page.resize(1220, 620)
    page.show()
    app.processEvents()
    board = live.board
    print(
        f"{number} people, {len(plan.stations)} stations, {len(store.day_events('day'))} facts, {len(board.here)} here"
    )
    waiting = iter(board.by_status[Status.WAITING])

    def act() -> None:
        """Notes one fact and paints the board: what a person waits for."""
        who = next(waiting)
        at = record.At(live.board.person[who].station_id, 0)
        assert live.note(record.call(live.board, live.by(), who, at))
        app.processEvents()

    _measure("an action to a repainted board (tiles)", act)
    page._overview.show_list("waiting")
    _measure("an action to a repainted board (list)", act)
    page._overview.show_view("tiles")
    _measure("the board derived anew and shown", lambda: (live._derive(), app.processEvents()))
    busy = max(board.stations, key=lambda each: len(each.queue)).station_id
    _measure("a station opened", lambda: (page.open_station(busy), app.processEvents()))
    _measure("an action to a repainted queue", act)


def with_stations(plan: Plan, number: int) -> Plan:
    """The plan with its one-to-one stations dealt out over many of the same kind."""
    per_kind = max(1, (number - 2) // 3)
    stations = [station for station in plan.stations if station.id in ("s-class", "s-hub")]
    dealt = {}
    for station in plan.stations:
        if station not in stations:
            copies = [replace(station, id=f"{station.id}-{n}", name=f"{station.name} {n + 1}") for n in range(per_kind)]
            dealt[station.id] = copies
    stations += [copy for copies in dealt.values() for copy in copies]
    visits = [
        replace(v, station_id=dealt[v.station_id][v.place % per_kind].id) if v.station_id in dealt else v
        for v in plan.visits
    ]
    return replace(plan, stations=tuple(stations), visits=tuple(visits))


def _measure(label: str, run: Callable[[], object]) -> None:
    """By the clock, and by the processor: on a machine that does much else the two are far apart."""
    times, busy = [], []
    for _ in range(TIMES):
        begun, used = time.perf_counter(), time.process_time()
        run()
        times.append(time.perf_counter() - begun)
        busy.append(time.process_time() - used)
    print(f"{median(times) * 1000:8.1f}  processor {median(busy) * 1000:6.1f}  worst {max(times) * 1000:6.1f}  {label}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, int(sys.argv[2]) if len(sys.argv) > 2 else 60)
