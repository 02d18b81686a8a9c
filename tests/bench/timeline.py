"""How fluid the timeline is: python tests/bench/timeline.py [patients ...] prints medians in milliseconds."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.pathway import route_of
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.setup.presets import preset_for
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.pages.timeline.canvas import Canvas
from cadplanner.ui.pages.timeline.rows import RowsBy, scene_of
from cadplanner.ui.pages.timeline.verdict import moved_to
from tests.builders import people

SIZE = (1366, 768)
TIMES = 15


def planned(patients: int) -> Plan:
    """A day of invented people as the engine first builds it."""
    numbers, dice = count(1), Random(1)
    plan = preset_for(patients, on=date(2027, 6, 12), new_id=lambda: f"id{next(numbers)}")
    pathways = dice.choices(plan.pathways, [pathway.share for pathway in plan.pathways], k=patients)
    invited = people(patients)
    appointments = tuple(
        Appointment(f"a{n}", plan.day.id, patient.id, n, route_of(pathway, plan.service))
        for n, (patient, pathway) in enumerate(zip(invited, pathways, strict=True), start=1)
    )
    plan = replace(plan, patients=invited, appointments=appointments)
    return next(plan_day(plan, seed=1, rounds=0, slice_rounds=1)).plan


def median(does: Callable[[], object], times: int = TIMES) -> float:
    """Milliseconds of one call."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        does()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def measure(patients: int) -> None:
    """Prints one line of figures for a day of that size."""
    plan = planned(patients)
    canvas = Canvas()
    canvas.resize(*SIZE)
    scene = scene_of(plan, RowsBy.STATION)
    canvas.show_scene(scene)
    canvas.show()
    QApplication.processEvents()
    spent = [median(lambda: scene_of(plan, RowsBy.STATION)), median(canvas.viewport().repaint)]
    canvas.select((plan.visits[len(plan.visits) // 2].id,))
    spent.append(median(canvas.viewport().repaint))
    canvas.zoom(3.0)
    spent += [median(canvas.viewport().repaint), median(lambda: scroll(canvas))]
    canvas.fit()
    spent += drag(canvas, plan)
    spent.append(median(lambda: clashes(replace(plan)), 3))
    figures = "".join(f"{value:9.1f}" for value in spent)
    print(f"{patients:8}{len(plan.visits):8}{len(scene.rows):6}{figures}")


def scroll(canvas: Canvas) -> None:
    """One step of the wheel, there and back, painted."""
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.value() + (26 if bar.value() < bar.maximum() else -bar.value()))
    QApplication.processEvents()


def drag(canvas: Canvas, plan: Plan) -> list[float]:
    """Median and worst tenth of a step of a drag: the verdict and the repaint."""
    canvas.visits_carried.connect(
        lambda ids, start, row: canvas.show_verdict(moved_to(plan, ids, start, canvas.picture.scene.rows[row]))
    )
    row = canvas.picture.scene.rows[0]
    canvas.select((row.blocks[0].visit_ids[0],))
    viewport = canvas.viewport()
    at = canvas.picture.rect(0, row.blocks[0]).center() - QPoint(0, canvas.verticalScrollBar().value())
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(viewport, at + QPoint(20, 0))
    taken = []
    for step in range(60):
        start = time.perf_counter()
        QTest.mouseMove(viewport, at + QPoint(24 + 9 * step, 26 * (step % 12)))
        QApplication.processEvents()
        taken.append((time.perf_counter() - start) * 1000)
    canvas.put_back()
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at)
    return [statistics.median(taken), sorted(taken)[-len(taken) // 10]]


if __name__ == "__main__":
    application = QApplication([])
    apply_theme(application, Theme.LIGHT)
    print(f"{SIZE[0]}x{SIZE[1]}, milliseconds")
    print("patients  visits  rows    scene    whole    route   zoomed   scroll     drag  drag 90%  rules")
    for number in [int(word) for word in sys.argv[1:]] or [40, 150, 500, 700]:
        measure(number)
