"""The pictures of a report: two beside one another where there is room, else one under another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cadplanner.core.charts import Chart, Lanes, Split
from cadplanner.ui.kit.charts import ChartView
from cadplanner.ui.kit.theme import SPACE

WIDE = 130  # average characters from which two stand side by side
ALONE = Lanes | Split  # charts that use the whole width


class Pictures(QWidget):
    """Shows charts in the order of a report; a picture that is there already is changed in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: list[ChartView] = []
        self._two = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)

    def keep(self, titles: Sequence[str]) -> None:
        """Takes away the pictures that are none of these."""
        gone = [view for view in self.views if view.chart.title not in titles]
        self.views = [view for view in self.views if view not in gone]
        for view in gone:
            self._grid.removeWidget(view)
            view.hide()
            view.deleteLater()

    def show_chart(self, chart: Chart, place: int) -> None:
        """Changes that picture, or makes it at that place: it is seen once they are arranged."""
        view = next((one for one in self.views if one.chart.title == chart.title), None)
        if view is None:
            view = ChartView(chart, self)
            view.hide()
            self.views.insert(place, view)
        elif view.chart != chart:
            view.show_chart(chart)

    def arrange(self) -> None:
        """Shows the new ones too: all at once, so that nothing jumps about while they are made."""
        if any(view.isHidden() for view in self.views):
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two = event.size().width() >= WIDE * self.fontMetrics().averageCharWidth()
        if two != self._two:
            self._two = two
            self._lay_out()

    def _lay_out(self) -> None:
        """A wide chart takes a row; of the others two share one."""
        for view in self.views:
            self._grid.removeWidget(view)
        row, column = 0, 0
        for view in self.views:
            alone = not self._two or isinstance(view.chart, ALONE)
            if alone and column:
                row, column = row + 1, 0
            self._grid.addWidget(view, row, column, 1, 2 if alone else 1, Qt.AlignmentFlag.AlignTop)
            view.show()
            row, column = (row + 1, 0) if alone or column else (row, 1)
        for n in range(2):
            self._grid.setColumnStretch(n, 1)
            self._grid.setColumnMinimumWidth(n, 0)
        tab_from = None
        for view in self.views:
            if tab_from is not None:
                QWidget.setTabOrder(tab_from, view.as_table)
            QWidget.setTabOrder(view.as_table, view.plot)
            tab_from = view.plot
