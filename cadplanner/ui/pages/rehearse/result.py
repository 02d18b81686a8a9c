"""What came of a rehearsal: sentences first, what would help, the stations as a table, the hall as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.charts import Bars
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.rehearsal.pictures import hall_picture
from cadplanner.core.rehearsal.rehearse import Answer, AtStation
from cadplanner.core.rehearsal.words import result_words
from cadplanner.ui.kit.charts import ChartView
from cadplanner.ui.kit.table import Column, TableModel
from cadplanner.ui.kit.text import BODY, SUBHEAD, PlainLabel, heading, hint
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.kit.whole_table import WholeTable

TRYING = "Trying what would help…"
NOT_TRIED = "What would help was not tried: it was stopped before."
HOW = "Minutes past somebody's time; the longest wait on a bad day, with its hour; how many wait at once."


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station under the what-if, and as planned."""

    id: str
    asked: AtStation
    planned: AtStation


def _minutes(number: float) -> str:
    return f"{number:.0f} min"


def _columns() -> Sequence[Column[StationRow]]:
    return (
        Column("Station", lambda row: row.asked.name, lambda row: row.asked.name.casefold(), tip=_visits),
        Column(
            "19 of 20 wait",
            lambda row: _minutes(row.asked.wait.most),
            lambda row: row.asked.wait.most,
            width=12,
            accessible=lambda row: f"19 of 20 wait no more than {_minutes(row.asked.wait.most)}",
        ),
        Column("Without it", lambda row: _minutes(row.planned.wait.most), lambda row: row.planned.wait.most, width=10),
        Column("Longest wait", _longest, lambda row: row.asked.worst, width=14),
        Column("Queue", lambda row: str(row.asked.queue), lambda row: row.asked.queue, width=5, tip=_queue),
    )


def _visits(row: StationRow) -> str:
    return f"{row.asked.name}: {row.asked.visits:.0f} visits a day"


def _longest(row: StationRow) -> str:
    """'52 min at 13:00'."""
    if row.asked.worst_at < 0:
        return _minutes(row.asked.worst)
    return f"{_minutes(row.asked.worst)} at {clock(row.asked.worst_at * 60)}"


def _queue(row: StationRow) -> str:
    return f"{row.asked.queue} people at most wait past their time at once, on an ordinary day"


class Sentences(QWidget):
    """Sentences under one another, each wrapping by itself; the first one stands out where it is larger."""

    def __init__(self, parent: QWidget | None = None, *, first: float = BODY) -> None:
        super().__init__(parent)
        self._first = first
        self._labels: list[PlainLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)

    @property
    def texts(self) -> tuple[str, ...]:
        """What they say."""
        return tuple(label.text() for label in self._labels)

    def say(self, sentences: tuple[str, ...]) -> None:
        """Says these and no others."""
        if sentences == self.texts:
            return
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = [self._label(sentence, first=n == 0) for n, sentence in enumerate(sentences)]
        for label in self._labels:
            self._column.addWidget(label)

    def _label(self, sentence: str, *, first: bool) -> PlainLabel:
        size = self._first if first else BODY
        label = PlainLabel(sentence, self, size=size, bold=size != BODY, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


class Result(QWidget):
    """Shows an answer; `stopped` where the advice will not come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: TableModel[StationRow] = TableModel(_columns(), self)
        self._build()

    def show_answer(self, plan: Plan, name: str, answer: Answer) -> None:
        """Shows what came of it; while it has no advice yet, that it is being tried."""
        self.title.setText(name)
        self._said.say(result_words(plan, answer))
        self._helps.say(answer.advice or (TRYING,))
        pairs = zip(answer.asked.stations, answer.as_planned.stations, strict=True)
        self._model.set_rows(StationRow(asked.station_id, asked, planned) for asked, planned in pairs)
        self.chart.show_chart(hall_picture(answer))

    def stopped(self) -> None:
        """The advice does not come any more."""
        if self.advice == (TRYING,):
            self._helps.say((NOT_TRIED,))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said of the day."""
        return self._said.texts

    @property
    def advice(self) -> tuple[str, ...]:
        """What is said of what would help."""
        return self._helps.texts

    def _build(self) -> None:
        self.title = PlainLabel("", self, bold=True)
        self._said, self._helps = Sentences(self, first=SUBHEAD), Sentences(self)
        self.table = WholeTable(self._model, self, name="Waits by station")
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chart = ChartView(Bars("", "", (), ()), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 0, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.title)
        column.addWidget(self._said)
        column.addWidget(heading("What would help", self))
        column.addWidget(self._helps)
        column.addWidget(heading("Waits by station", self))
        column.addWidget(hint(HOW, self))
        column.addWidget(self.table)
        column.addWidget(self.chart)
        column.addStretch(1)
