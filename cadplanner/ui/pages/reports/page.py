"""Reports: the day shown in words, numbers and pictures, before it and after it; and all days in a table."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.charts import Chart
from cadplanner.core.live.board import Board
from cadplanner.core.reporting.days import DayLine, all_days
from cadplanner.core.reporting.report import Report, Stage, shares
from cadplanner.ui.kit.empty import EmptyPage, primary_button
from cadplanner.ui.kit.scroll import scrolling
from cadplanner.ui.kit.stack import OneShown
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.reports.numbers import Numbers
from cadplanner.ui.pages.reports.pictures import Pictures
from cadplanner.ui.pages.reports.saving import FIGURES, REPORT, Saving, figures_name, report_name
from cadplanner.ui.pages.reports.table_part import TablePart
from cadplanner.ui.pages.reports.working_out import WorkingOut
from cadplanner.ui.saving import ask_where_to
from cadplanner.ui.workspace import Workspace

STAGES = {
    Stage.BEFORE: "Before the day: all of it as planned.",
    Stage.DURING: "The day so far.",
    Stage.OVER: "After the day: how it was.",
}
NO_DAY = ("Nothing to report yet", "Set up a day and invite people: its load and its arrivals are then drawn here.")
NO_TIMES = (
    "Nobody has a time yet",
    "Once the day is planned, its load and its arrivals are drawn here; afterwards waits, outcomes, a report.",
)
EMPTY, THERE = range(2)


class ReportsPage(QWidget):
    """Shows the report of the live day piece by piece; `done` says that all of it is there."""

    title = "Reports"
    icon = "chart-column"
    needs_day = True
    wants_page = Signal(str)
    done = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._live = live_day_of(workspace)
        self._working, self._saving = WorkingOut(workspace), Saving(workspace)
        self.report: Report | None = None
        """What is shown, without its pictures."""
        self.lines: tuple[DayLine, ...] = ()
        """All days, the latest first."""
        self._stale, self._next_page = True, "day"
        self._build()
        self._wire()

    def reload(self) -> None:
        """Reads the file again and shows the day."""
        self._working.forget()
        self._look()

    @property
    def busy(self) -> bool:
        """Whether something is still being worked out."""
        return self._working.busy

    @property
    def whole(self) -> Report | None:
        """The report with its pictures; None while it is being worked out."""
        if self.report is None or self._working.busy:
            return None
        return self.report.with_charts(tuple(view.chart for view in self.pictures.views))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is worked out when it is looked at again."""
        super().hideEvent(event)
        if self._working.busy:
            self._working.stop()
            self._stale = True

    def poses(self) -> Iterator[str]:
        """Its end, and every picture as its table."""
        self._working.finish()
        if self._stack.currentIndex() == THERE:
            for part in (self.pictures.views[-1], self.days):
                self._scrolled.ensureWidgetVisible(part)
                yield "end" if part is self.days else "middle"
            self.as_tables(on=True)
            self._scrolled.ensureWidgetVisible(self.numbers)
            yield "tables"
            self.as_tables(on=False)

    def as_tables(self, *, on: bool) -> None:
        """Shows every picture as its table, or as a picture again."""
        for view in self.pictures.views:
            view.as_table.setChecked(on)

    def closing(self) -> None:
        """Stops what is under way, before the page goes."""
        self._working.stop()
        self._saving.stop()

    def _build(self) -> None:
        self._empty = EmptyPage(*NO_DAY, icon=self.icon, action="Go to the day")
        self.stage = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        self.save_report = primary_button("&Save report…", self, icon="download")
        self.save_report.setToolTip("One page for your board, as PDF. It names nobody.")
        self.save_figures = QPushButton("Save figu&res…", self)
        self.save_figures.setToolTip("Every figure of this page as a spreadsheet or a table. They name nobody.")
        self.numbers, self.pictures = Numbers(self), Pictures(self)
        self.says = PlainLabel("", self, wrap=True)
        self.shares, self.days = TablePart("Everybody counted", self), TablePart("All days", self)
        self._stack = OneShown(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._there())

    def _there(self) -> QWidget:
        top = QHBoxLayout()
        top.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        top.setSpacing(SPACE)
        top.addWidget(self.stage, 1)
        top.addWidget(self.save_figures)
        top.addWidget(self.save_report)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * SPACE, 0, 2 * SPACE, SPACE)
        column.setSpacing(2 * SPACE)
        for part in (self.numbers, self.says, self.pictures, self.shares, self.days):
            column.addWidget(part)
        column.addStretch(1)
        whole = QWidget(self)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        self._scrolled = scrolling(inside, "Report")
        outer.addWidget(self._scrolled, 1)
        return whole

    def _wire(self) -> None:
        self._live.changed.connect(self._on_live_changed)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.day_changed.connect(self._on_changed)
        self._empty.asked.connect(lambda: self.wants_page.emit(self._next_page))
        self._working.words_ready.connect(self._on_words_ready)
        self._working.chart_ready.connect(self._on_chart_ready)
        self._working.days_ready.connect(self._on_days_ready)
        self._saving.finished.connect(self._allow_saving)
        self.save_report.clicked.connect(self._on_save_report)
        self.save_figures.clicked.connect(self._on_save_figures)

    def _look(self) -> None:
        """Begins to work the report out anew; what is shown stays until then."""
        self._stale = False
        now = self._live.board
        if now is None or not (now.plan.visits or now.facts):
            self._working.stop()
            self._show_empty(now)
            return
        self._stack.setCurrentIndex(THERE)
        self._working.begin(now)
        self._allow_saving()

    def _show_empty(self, now: Board | None) -> None:
        invited = now is not None and bool(now.plan.appointments)
        self._next_page = "plan" if invited else "day"
        self._empty.set_words(*(NO_TIMES if invited else NO_DAY), action=f"Go to the {self._next_page}")
        self._stack.setCurrentIndex(EMPTY)
        self.report = None

    def _allow_saving(self) -> None:
        """Not while the report is worked out or a file is being made."""
        may = not (self._working.busy or self._saving.busy)
        self.save_report.setEnabled(may)
        self.save_figures.setEnabled(may)

    def _on_words_ready(self, report: Report) -> None:
        self.report = report
        self.stage.setText(STAGES[report.stage])
        self.numbers.show_numbers(report.numbers)
        self.says.setText("\n".join(report.says))
        self.says.setVisible(bool(report.says))
        self.pictures.keep(report.titles)

    def _on_chart_ready(self, chart: Chart, place: int) -> None:
        self.pictures.show_chart(chart, place)
        if self.report is not None and place == len(self.report.titles) - 1:
            self.pictures.arrange()

    def _on_days_ready(self, lines: tuple[DayLine, ...]) -> None:
        self.lines = lines
        self._show_tables()
        self._allow_saving()
        self.done.emit()

    def _show_tables(self) -> None:
        """They come last, so that they do not jump down as the pictures come."""
        assert self.report is not None
        if self.report.stage is Stage.BEFORE:
            self.shares.hide()
        else:
            self.shares.show_grid(shares(self.report.figures, self._pifu_word()))
        self.days.show_grid(all_days(self.lines, self._pifu_word()))

    def _on_save_report(self) -> None:
        report = self.whole
        path = ask_where_to(self, report_name(report), REPORT) if report is not None else None
        if report is not None and path is not None:
            self._saving.save_report(path, report)
            self._allow_saving()

    def _on_save_figures(self) -> None:
        report = self.whole
        path = ask_where_to(self, figures_name(report), FIGURES) if report is not None else None
        if report is not None and path is not None:
            self._saving.save_figures(path, report, self.lines)
            self._allow_saving()

    def _pifu_word(self) -> str:
        return self._workspace.words.pifu

    def _on_live_changed(self) -> None:
        """The clock went on, or a fact was noted: the file need not be read for that."""
        self._stale = True
        if self.isVisible():
            self._look()

    def _on_changed(self, _what: object = None) -> None:
        self._working.forget()
        self._on_live_changed()
