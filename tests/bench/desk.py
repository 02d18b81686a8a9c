"""How fast the desk answers: `python -m tests.bench.desk [PEOPLE]`; prints milliseconds.

Of the clock, median and worst, and of the processor: a busy machine says more by the last.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadplanner.core.model.edit import edit_between
from cadplanner.printing.words import card_code
from cadplanner.store.store import Store
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.desk.page import DeskPage
from cadplanner.ui.workspace import Workspace
from tests.bench.live import lived
from tests.builders import people, plan_with
from tests.conftest import NOW
from tests.ui.pages.desk_day import TODAY, Clock

EXPECTED = 30  # people who have not come yet
NAMES = ("testw", "o'sam", "ngu", "asha pla", "01/02/1960", "99900")


def main(number: int) -> None:
    """Print every figure."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    apply_theme(app, Theme.LIGHT)
    plan = plan_with(people(number))
    plan = replace(plan, day=replace(plan.day, on=TODAY))
    expected = {appointment.id for appointment in plan.appointments[-EXPECTED:]}
    facts = [fact for fact in lived(plan) if fact.appointment_id not in expected]
    ids = count(1)
    with Store.in_memory() as store:
        whole = (*plan.setting(), *plan.patients, *plan.appointments, *plan.visits, *facts)
        store.apply(edit_between("Made", (), whole), who="bench", at=NOW)
        workspace = Workspace(store, clock=Clock(720), new_id=lambda: f"b{next(ids)}", who="bench")
        page, live = DeskPage(workspace), live_day_of(workspace)
        page.resize(1366, 700)
        page.show()
        print(f"{number} people, {len(facts)} facts")
        codes = [card_code(a.card, TODAY) for a in plan.appointments if a.id in expected]
        _measure(app, "a scan to the page repainted", (lambda c=code: _scan(page, c) for code in codes))
        letters = [text[:n] for text in NAMES for n in range(1, len(text) + 1)]
        _measure(
            app, "a letter typed to the page repainted", (lambda t=t: page.counter.field.setText(t) for t in letters)
        )
        _measure(app, "the last thing taken back", (live.take_back for _ in codes[:9]))


def _scan(page: DeskPage, code: str) -> None:
    page.counter.field.setText(code)
    QTest.keyClick(page.counter.field, Qt.Key.Key_Return)


def _measure(app: QApplication, label: str, runs: Iterable[Callable[[], object]]) -> None:
    times, worked = [], []
    for run in runs:
        begun, working = time.perf_counter(), time.process_time()
        run()
        app.processEvents()
        times.append(time.perf_counter() - begun)
        worked.append(time.process_time() - working)
    figures = (median(times), max(times), median(worked))
    print("".join(f"{figure * 1000:9.1f}" for figure in figures), f"  {label}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
