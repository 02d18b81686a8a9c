"""From paper: cards and forms entered in any order, a few keys each, as they are printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import By, Refusal
from cadplanner.core.live.from_paper import NOT_THERE, OnPaper, WrittenVisit, enter_paper, wrong_on_paper
from cadplanner.core.live.outcomes import note_what_matters
from cadplanner.core.live.person import Person
from cadplanner.core.live.record import clock_words
from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.attendance import AttendanceCode
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.span import clock
from cadplanner.core.model.words import NumberKind
from cadplanner.printing.words import counted
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.form import TimeField
from cadplanner.ui.kit.scroll import scrolling
from cadplanner.ui.kit.text import HEAD, PlainLabel, heading, hint
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.desk.bar import key_button
from cadplanner.ui.pages.desk.words import identity_words, number_words, where_words
from cadplanner.ui.todays_list import TodaysList, scanned

HINT_LETTERS = 34  # average characters that it is wide at least
CAME = "5 on time   6 late, seen   7 late, not seen   3 did not attend   2 patient cancelled   4 we cancelled"
HOW = "Enter goes on, and saves in the last field; Ctrl+Enter saves at once."
NOT_A_TIME = "is not a time: type it like 0942."


@dataclass(frozen=True, slots=True)
class StopFields:
    """The two times of one stop."""

    begun: TimeField
    ended: TimeField


class PaperDesk(QWidget):
    """Keys in one paper after another; `takes` writes the edit of each, and what it does not take stays typed."""

    closed = Signal()

    def __init__(
        self,
        by: Callable[[], By],
        takes: Callable[[Edit], bool],
        number: NumberKind,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._by, self._takes, self._number = by, takes, number
        self._board: Board | None = None
        self._list: TodaysList | None = None
        self._whom = ""
        self._stops: dict[str, StopFields] = {}
        self._done: list[str] = []
        self._build()
        self._wire()

    def refresh(self, board: Board) -> None:
        """Goes on with the board as it now is; what is typed stays."""
        if self._board is None or self._board.plan is not board.plan:
            self._list = TodaysList(board.plan)
        self._board = board
        if self._whom and self._whom not in board.person:
            self.begin_anew()
        open_ones = sum(person.arrived is None and person.left is None for person in board.people)
        self._left_over.setText(f"{open_ones} of {len(board.people)} have neither arrived nor been marked.")

    def take_card(self, text: str) -> None:
        """Goes to the form of the card that was scanned or typed."""
        self.card.setText(text)
        self._on_card()

    def begin_anew(self) -> None:
        """Ready for the next paper."""
        self._show_person("")
        self.card.clear()
        self.card.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.begin_anew() if self._whom or self.card.text() else self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter(at_once=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Says what is wrong and goes there, or hands the facts over and takes the next paper."""
        assert self._board is not None
        paper, wrong = self._typed()
        wrong = wrong or [(self._field(about), self._of(about, says)) for about, says in self._wrong(paper)]
        if wrong:
            self._says.setText("\n".join(f"✕ {says}" for _, says in wrong))
            self._says.show()
            wrong[0][0].setFocus()
            wrong[0][0].selectAll()
            return
        edit = self._edit(self._board, paper)
        if not isinstance(edit, Edit):
            self._says.setText(f"✕ {edit.says}")
            self._says.show()
            return
        line = f"{self._name.text()}: {self._told(paper)}"
        if not self._takes(edit):
            return
        self._done = [line, *self._done][:12]
        self._last.setText("\n".join(self._done))
        self.begin_anew()

    def _edit(self, board: Board, paper: OnPaper) -> Edit | Refusal:
        facts = enter_paper(board, self._by(), self._whom, paper)
        if not self.matters.text().strip():
            return facts
        words = note_what_matters(board, self._by(), self._whom, self.matters.text())
        if isinstance(facts, Edit) and isinstance(words, Edit):
            return facts.and_also(words)
        return words

    def _wrong(self, paper: OnPaper) -> tuple[tuple[str, str], ...]:
        assert self._board is not None
        return wrong_on_paper(self._board, self._whom, paper)

    def _typed(self) -> tuple[OnPaper, list[tuple[QLineEdit, str]]]:
        """What is in the fields; and the fields that hold no time."""
        times = [self.arrived, self.left, *(f for stop in self._stops.values() for f in (stop.begun, stop.ended))]
        wrong = [(f, f"“{f.text()}” {NOT_A_TIME}") for f in times if f.text().strip() and f.minute() is None]
        visits = tuple(
            WrittenVisit(step, stop.begun.minute(), stop.ended.minute())
            for step, stop in self._stops.items()
            if stop.begun.text().strip() or stop.ended.text().strip()
        )
        return OnPaper(self._code(), self.arrived.minute(), self.left.minute(), visits), list(wrong)

    def _code(self) -> AttendanceCode:
        text = self.came.text().strip()
        return AttendanceCode(text) if text in set(AttendanceCode) else AttendanceCode.IN_THE_FUTURE

    def _field(self, about: str) -> QLineEdit:
        known: dict[str, QLineEdit] = {"came": self.came, "arrived": self.arrived, "left": self.left}
        return known[about] if about in known else self._stops[about].begun

    def _of(self, about: str, says: str) -> str:
        """What is wrong with a stop, with its name."""
        if about not in self._stops:
            return says
        return f"{self._stops[about].begun.accessibleName().removesuffix(': began')}: {says[:1].lower()}{says[1:]}"

    def _told(self, paper: OnPaper) -> str:
        times = " to ".join(clock(minute) for minute in (paper.arrived, paper.left) if minute is not None)
        stops = f", {counted(len(paper.visits), 'stop', 'stops')}" if paper.visits else ""
        return f"{paper.came.value} {times}{stops}".strip()

    def _on_enter(self, *, at_once: bool) -> None:
        here = self.focusWidget()
        if here is self.card:
            self._on_card()
        elif not self._whom:
            self.card.setFocus()
        elif at_once or self._is_last(here):
            self.save()
        else:
            self.focusNextChild()

    def _is_last(self, here: QWidget | None) -> bool:
        """What matters ends a form, the last stop a card; who did not come has no more to enter."""
        ends: list[QWidget | None] = [
            self.matters,
            self._save,
            *(stop.ended for stop in list(self._stops.values())[-1:]),
        ]
        return here in ends or (here is self.came and self._code() in NOT_THERE)

    def _on_card(self) -> None:
        assert self._list is not None
        text = self.card.text()
        scan = scanned(text)
        found = self._list.by_card(scan) if scan else ""
        others = self._list.found(text)
        if not found and len(others) != 1:
            many = "Several people fit: type the number of the card." if others else "Nobody on this day's list."
            self._show_person("")
            self._says.setText(f"✕ {many if text.strip() else 'Scan the paper, or type the number of its card.'}")
            self._says.show()
            return
        self._show_person(found or others[0])
        self.came.setFocus()
        self.came.selectAll()

    def _show_person(self, whom: str) -> None:
        self._whom = whom
        self._says.hide()
        self._frame.setVisible(bool(whom))
        for row in list(self._stops.values()):
            row.begun.deleteLater()
            row.ended.deleteLater()
        self._stops = {}
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.matters.clear()
        if not whom:
            self._name.setText("")
            self._born.setText("")
            return
        assert self._board is not None
        person, plan = self._board.person[whom], self._board.plan
        patient = plan.patient[plan.appointment[whom].patient_id]
        self._name.setText(patient.staff_name)
        self._born.setText(
            f"{identity_words(patient, plan.day.on)}    {number_words(patient, person.card, self._number)}"
        )
        self._now.setText(f"So far: {where_words(self._board, person)}.")
        known = person.attendance
        self.came.setText("" if known is AttendanceCode.IN_THE_FUTURE else known.value)
        self.arrived.set_minute(person.arrived)
        self.left.set_minute(person.left if person.arrived is not None else None)
        self._show_stops(self._board, person)

    def _show_stops(self, board: Board, person: Person) -> None:
        over = {stop.step: stop for stop in person.stops}
        visits = board.plan.visits_of_appointment.get(person.appointment_id, ())
        before: QWidget = self.matters
        for row, visit in enumerate(visits):
            name = board.plan.station[visit.station_id].name
            self._grid.addWidget(PlainLabel(f"{clock(visit.span.start)}  {name}", self._rest, wrap=True), row, 0)
            if visit.step in over:
                told = f"✓ {clock_words(over[visit.step].started)} to {clock_words(over[visit.step].finished)}"
                self._grid.addWidget(PlainLabel(told, self._rest, role=Role.TEXT_SOFT), row, 1, 1, 2)
            else:
                before = self._add_stop(row, visit, name, before)
        QWidget.setTabOrder(before, self._save)

    def _add_stop(self, row: int, visit: Visit, name: str, before: QWidget) -> QWidget:
        fields = StopFields(
            TimeField(None, self._rest, name=f"{name}: began"), TimeField(None, self._rest, name=f"{name}: ended")
        )
        self._stops[visit.step] = fields
        for column, field in enumerate((fields.begun, fields.ended), start=1):
            field.setPlaceholderText("began" if column == 1 else "ended")
            self._grid.addWidget(field, row, column)
            field.show()  # at once: whoever types fast is there before the layout
            QWidget.setTabOrder(before, field)
            before = field
        return before

    def _build(self) -> None:
        self.card = QLineEdit(self)
        self.card.setAccessibleName("Card, scanned or typed")
        self.card.setPlaceholderText("Scan, or K012")
        self.came, self.matters = QLineEdit(self), QLineEdit(self)
        self.came.setMaxLength(1)
        self.came.setAccessibleName("1 Came: the figure ticked")
        self.came.setAccessibleDescription(CAME)
        self.matters.setAccessibleName("2 What matters to the person, in their own words")
        self.arrived, self.left = TimeField(None, self, name="Arrived at"), TimeField(None, self, name="Left at")
        for field in (self.arrived, self.left):
            field.setPlaceholderText("")
        self._name = PlainLabel("", self, size=HEAD, bold=True)
        self._born, self._now = PlainLabel("", self), PlainLabel("", self, role=Role.TEXT_SOFT)
        self._says = PlainLabel("", self, bold=True, role=Role.BAD_TEXT, wrap=True)
        self._left_over = PlainLabel("", self, role=Role.TEXT_SOFT)
        self._last = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        self._save = key_button("Save", "Enter", self, primary=True)
        self._close = key_button("To the desk", "F6", self)
        self._rest = QWidget(self)
        self._lay_out()

    def _lay_out(self) -> None:
        for field in (self.card, self.came):
            field.setMaximumWidth(field.fontMetrics().averageCharWidth() * 20)
        top = WrappingLine(self)
        top.row.addWidget(heading("From paper", self))
        top.row.add_growing(hint(HOW, self), HINT_LETTERS)
        top.row.addWidget(self._close)
        first = WrappingLine(self, gap=2 * SPACE)
        for part in (PlainLabel("Card", self), self.card, self._name, self._born):
            first.row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(top)
        column.addWidget(first)
        column.addWidget(self._says)
        below = Beside(self)
        below.setHandleWidth(3 * SPACE)
        self._frame = scrolling(self._rest, "The paper")
        below.add(self._frame, least=54, stretch=3)
        below.add(self._beside(), least=26, stretch=2)
        column.addWidget(below, 1)
        self._lay_out_form()

    def _lay_out_form(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setColumnStretch(3, 1)
        form.addWidget(PlainLabel("1  Came", self._rest), 0, 0)
        form.addWidget(self.came, 0, 1)
        form.addWidget(hint(CAME, self._rest), 1, 1, 1, 3)
        form.addWidget(PlainLabel("Arrived at", self._rest), 2, 0)
        form.addWidget(self.arrived, 2, 1)
        form.addWidget(PlainLabel("Left at", self._rest), 2, 2)
        form.addWidget(self.left, 2, 3)
        form.addWidget(PlainLabel("2  What matters", self._rest), 3, 0)
        form.addWidget(self.matters, 3, 1, 1, 3)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self._rest)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._now)
        column.addLayout(form)
        column.addWidget(PlainLabel("Stops, where times are written on the card", self._rest, role=Role.TEXT_SOFT))
        column.addLayout(self._grid)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        for one, other in ((self.card, self.came), (self.came, self.arrived), (self.arrived, self.left)):
            QWidget.setTabOrder(one, other)
        QWidget.setTabOrder(self.left, self.matters)

    def _beside(self) -> QWidget:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(PlainLabel("Entered just now", inside, bold=True))
        column.addWidget(self._last)
        column.addStretch(1)
        column.addWidget(self._left_over)
        return inside

    def _wire(self) -> None:
        self._save.clicked.connect(self.save)
        self._close.clicked.connect(self.closed)
