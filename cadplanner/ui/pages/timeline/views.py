"""What the plan is looked at in: the timeline, the list of its visits, or its load as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.reporting.load import load_planned
from cadplanner.ui.kit.charts import ChartView
from cadplanner.ui.kit.scroll import scrolling
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pages.timeline.canvas import Canvas
from cadplanner.ui.pages.timeline.top_bar import LIST, LOAD, STATIONS
from cadplanner.ui.pages.timeline.visit_list import VisitList


class Views(Stack):
    """One of them is in front; the others are brought up to date when they come there."""

    def __init__(self, canvas: Canvas, visits: VisitList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._list = canvas, visits
        self._view = STATIONS
        self.load: ChartView | None = None
        """The picture of the load, once it was asked for."""
        self._around = QWidget()
        self._column = QVBoxLayout(self._around)
        self._column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        self._column.addStretch(1)
        self._load = scrolling(self._around, "Load by station")
        for each in (canvas, visits, self._load):
            self.addWidget(each)

    def turn_to(self, view: str) -> None:
        """Brings a view to the front."""
        self._view = view
        self.setCurrentWidget({LIST: self._list, LOAD: self._load}.get(view, self._canvas))

    def show_plan(self, plan: Plan) -> None:
        """Shows the plan in the view in front; the timeline draws itself."""
        if self._view == LIST:
            self._list.show_plan(plan)
        elif self._view == LOAD:
            self._show_load(plan)

    def choose(self, visit_ids: Sequence[str]) -> None:
        """Chooses the visits in the list too, where it is in front."""
        if self._view == LIST:
            self._list.select_ids(visit_ids)

    def take_keyboard(self) -> None:
        """Gives the keyboard to the view in front."""
        load = self.load.plot if self.load is not None else self._canvas
        part: QWidget = {LIST: self._list, LOAD: load}.get(self._view, self._canvas)
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_load(self, plan: Plan) -> None:
        chart = load_planned(plan)
        if self.load is None:
            self.load = ChartView(chart, self._around)
            self._column.insertWidget(0, self.load)
        elif self.load.chart != chart:
            self.load.show_chart(chart)
