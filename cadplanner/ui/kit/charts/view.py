"""A chart with its title, what it shows in a sentence, the value in words, and its table a button away."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.charts import Chart
from cadplanner.ui.kit.charts.grid_table import GridTable
from cadplanner.ui.kit.charts.plot import Plot
from cadplanner.ui.kit.text import SMALL, PlainLabel, heading, hint
from cadplanner.ui.kit.theme import SPACE

AS_A_TABLE = "As a table"


class ChartView(QWidget):
    """Shows a chart of any kind; `show_chart` shows another in its place. Nothing of it is only in the picture."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._says = heading("", self), hint("", self)
        self.plot = Plot(chart, self)
        self.value = PlainLabel("", self, size=SMALL, bold=True, wrap=True)
        self.as_table = QPushButton(AS_A_TABLE, self)
        self.table: GridTable | None = None
        self._build()
        self._wire()
        self.show_chart(chart)

    @property
    def chart(self) -> Chart:
        """What is shown now."""
        return self.plot.chart

    def show_chart(self, chart: Chart) -> None:
        """Shows another chart, as a table where this one was."""
        self._title.setText(chart.title)
        self._says.setText(chart.says)
        self.as_table.setAccessibleName(f"{chart.title}: as a table")
        self.as_table.setEnabled(not chart.is_empty)
        self.plot.show_chart(chart)
        self._on_value_shown("")
        self._show_table()

    def _build(self) -> None:
        self.as_table.setCheckable(True)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self._title, 1)
        top.addWidget(self.as_table)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self._column.addLayout(top)
        self._column.addWidget(self._says)
        self._column.addWidget(self.plot)
        self._column.addWidget(self.value)

    def _wire(self) -> None:
        self.plot.value_shown.connect(self._on_value_shown)
        self.as_table.toggled.connect(self._show_table)

    def _show_table(self) -> None:
        """Makes the table when it is first wanted: a picture of hundreds of points need not have one all the time."""
        as_table = self.as_table.isChecked()
        if self.table is not None:
            self._column.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None
        if as_table:
            self.table = GridTable(self.plot.chart.grid, self, name=self.plot.chart.title)
            self._column.addWidget(self.table)
        self.plot.setVisible(not as_table)
        self.value.setVisible(not as_table)

    def _on_value_shown(self, words: str) -> None:
        self.value.setText(words or " ")
