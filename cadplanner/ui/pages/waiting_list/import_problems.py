"""Step 2 of the import: every problem by her row and column, and what she decides; below, what is worth a look."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cadplanner.exchange.list_in import CheckedList
from cadplanner.exchange.row_problem import RowProblem
from cadplanner.ui.kit.chips import Chips
from cadplanner.ui.kit.stack import Tabbed
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import PlainLabel, hint
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.waiting_list.settling import Line, Settling, State

TONES = {
    State.OPEN: Role.CAUTION,
    State.FIXED: Role.GOOD,
    State.SKIPPED: Role.NOTE,
    State.ANYWAY: Role.NOTE,
}


def _where(line: Line) -> str:
    return line.where


def _person(line: Line) -> str:
    return line.person


def _cell(line: Line) -> str:
    return line.cell


def _says(line: Line) -> str:
    return line.problem.says


def _state(line: Line) -> str:
    return line.state.value


PROBLEM_COLUMNS = (
    Column[Line]("Row", lambda line: str(line.problem.row), lambda line: line.problem.row, width=5),
    Column[Line]("Column", _where, _where, _where, 14),
    Column[Line]("Person", _person, _person, _person, 18),
    Column[Line]("In the file", _cell, _cell, _cell, 13, spare=2),
    Column[Line]("What is wrong", _says, _says, _says),
    Column[Line]("Decision", _state, _state, width=15, tone=lambda line: TONES[line.state]),
)


class ProblemsStep(QWidget):
    """Shows a Settling and emits the next one after each decision."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settling: Settling | None = None
        self._build()
        self._wire()

    def show_settling(self, settling: Settling) -> None:
        """Shows every problem, and goes to the next one that is open."""
        line = self.line
        before = line.problem.row if line is not None else 0
        self._settling = settling
        self._model.set_rows(settling.lines)
        self.tabs.setTabText(0, f"Problems ({settling.open} to settle)" if settling.open else "Problems (all settled)")
        self._go_on(before)
        self._on_selected()

    def show_flags(self, checked: CheckedList) -> None:
        """Shows what is right but worth a look, by kind."""
        people = {row.number: row.patient.staff_name for row in checked.rows if row.flags and row.patient}
        lines = tuple(FlagLine(str(n), flag, people.get(flag.row, "")) for n, flag in enumerate(checked.flags))
        self._flags.show_flags(lines)
        self.tabs.setTabText(1, f"Worth a look ({len(lines):,})")

    @property
    def settling(self) -> Settling | None:
        """What is shown, as it stands; None before there is anything."""
        return self._settling

    @property
    def line(self) -> Line | None:
        """The problem that is selected."""
        place = self._model.line_of(self.table.current_id)
        return self._model.row_at(place) if place >= 0 else None

    def _build(self) -> None:
        self._model: TableModel[Line] = TableModel(PROBLEM_COLUMNS, self)
        self.table = Table(self._model, self, name="Problems of the list", empty="Nothing is wrong with any row.")
        problems = QWidget(self)
        column = QVBoxLayout(problems)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.table, 1)
        column.addWidget(self._build_decision())
        self._flags = FlagsList(self)
        self.tabs = Tabbed(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(problems, "Problems")
        self.tabs.addTab(self._flags, "Worth a look")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.tabs)

    def _build_decision(self) -> QWidget:
        box = QFrame(self)
        self._box = box
        self._says = PlainLabel("", box, wrap=True)
        self._cell = QLineEdit(box)
        self._cell.setAccessibleName("Right value")
        self._cell.setPlaceholderText("Right value")
        self._cell.setMinimumWidth(200)
        self._fix = QPushButton("Fi&x", box)
        self._fix.setProperty("primary", "yes")
        self._skip = QPushButton("&Skip the row", box)
        self._anyway = QPushButton("Import &anyway", box)
        self._anyway.setToolTip("Import the row; the wrong values stay blank")
        self._back = QPushButton("&Undo this decision", box)
        self._alike = QCheckBox(box)
        self._typing = QWidget(box)
        row = QHBoxLayout(self._typing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._cell)
        row.addWidget(self._fix)
        choices = QWidget(box)
        wrap = WrappingRow(choices)
        for widget in (self._typing, self._skip, self._anyway, self._back, self._alike):
            wrap.addWidget(widget)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._says)
        column.addWidget(choices)
        return box

    def _wire(self) -> None:
        self.table.selection_changed.connect(self._on_selected)
        self.table.row_opened.connect(self._on_opened)
        self._cell.returnPressed.connect(self._on_fix)
        self._fix.clicked.connect(self._on_fix)
        self._skip.clicked.connect(self._on_skip)
        self._anyway.clicked.connect(self._on_anyway)
        self._back.clicked.connect(self._on_back)

    def _go_on(self, row: int) -> None:
        """To the first open problem at or after that row, else to the first open one, else to none."""
        still = [line for line in self._model.rows if line.state is State.OPEN]
        following = [line for line in still if line.problem.row >= row]
        if following or still:
            self.table.select_ids([(following or still)[0].id])

    def _on_selected(self) -> None:
        line = self.line
        self._box.setVisible(line is not None)
        if line is None or self._settling is None:
            return
        problem, is_open = line.problem, line.state is State.OPEN
        where = f"Row {problem.row}, {line.where}" if problem.column else f"Row {problem.row}"
        self._says.setText(f"{where}: {problem.says}")
        self._typing.setVisible(bool(problem.column) and line.state in {State.OPEN, State.FIXED})
        self._cell.setText(line.cell)
        named = self._settling.checked.row(problem.row).patient is not None
        self._skip.setVisible(is_open)
        self._anyway.setVisible(is_open and named)
        self._back.setVisible(not is_open)
        alike = len(self._settling.alike(problem)) if is_open else 0
        self._alike.setVisible(alike > 1)
        self._alike.setChecked(False)
        self._alike.setText(f"Do the sa&me for all {alike:,} of this kind")
        self._alike.setToolTip("Fix changes those with the same value in the same column")

    def _on_opened(self, _line_id: str) -> None:
        if self._cell.isVisible():
            self._cell.setFocus(Qt.FocusReason.OtherFocusReason)
            self._cell.selectAll()

    def _meant(self, line: Line) -> tuple[RowProblem, ...]:
        """The problem selected, or all like it where that is ticked."""
        assert self._settling is not None
        return self._settling.alike(line.problem) if self._alike.isChecked() else (line.problem,)

    def _on_fix(self) -> None:
        line, settling = self.line, self._settling
        if line is None or settling is None:
            return
        typed = self._cell.text().strip()
        was = settling.cell(line.problem)
        meant = [problem for problem in self._meant(line) if settling.cell(problem) == was]
        self._decide(settling.with_fixes(meant, typed))

    def _on_skip(self) -> None:
        if self.line is not None and self._settling is not None:
            self._decide(self._settling.skipped(problem.row for problem in self._meant(self.line)))

    def _on_anyway(self) -> None:
        if self.line is not None and self._settling is not None:
            self._decide(self._settling.anyway(problem.row for problem in self._meant(self.line)))

    def _on_back(self) -> None:
        if self.line is not None and self._settling is not None:
            self._decide(self._settling.unsettled(self.line.problem))

    def _decide(self, settling: Settling) -> None:
        typing = self._cell.hasFocus()
        self.decided.emit(settling)
        (self._cell if typing and self._cell.isVisible() else self.table).setFocus(Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True, slots=True)
class FlagLine:
    """Something worth a look, and who it is."""

    id: str
    flag: RowProblem
    person: str


def _flag_says(line: FlagLine) -> str:
    return line.flag.says


FLAG_COLUMNS = (
    Column[FlagLine]("Row", lambda line: str(line.flag.row), lambda line: line.flag.row, width=6),
    Column[FlagLine]("Person", lambda line: line.person, lambda line: line.person, lambda line: line.person, 24),
    Column[FlagLine]("Column", lambda line: line.flag.column, lambda line: line.flag.column, width=20),
    Column[FlagLine]("Kind", lambda line: line.flag.kind.capitalize(), lambda line: line.flag.kind, width=16),
    Column[FlagLine]("What to know", _flag_says, _flag_says, _flag_says),
)


class FlagsList(QWidget):
    """What is right but worth a look: nothing to decide here, the list marks these people afterwards too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[FlagLine, ...] = ()
        self._kinds: tuple[str, ...] = ()
        self._chips: Chips | None = None
        self._build()

    def show_flags(self, lines: tuple[FlagLine, ...]) -> None:
        """Shows these, and a filter for each kind of them."""
        self._all = lines
        counts = Counter(line.flag.kind for line in lines)
        self._put_chips(tuple(kind for kind, _ in counts.most_common()))
        if self._chips is not None:
            self._chips.set_counts(len(lines), counts)
            self._chips.clear()

    def _build(self) -> None:
        self._model: TableModel[FlagLine] = TableModel(FLAG_COLUMNS, self)
        self.table = Table(self._model, self, name="Worth a look", empty="Nothing out of the ordinary.")
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(hint("Nothing is wrong with these; they are imported. The waiting list marks them too.", self))
        column.addLayout(self._place)
        column.addWidget(self.table, 1)

    def _put_chips(self, kinds: tuple[str, ...]) -> None:
        if kinds == self._kinds:
            return
        self._kinds = kinds
        if self._chips is not None:
            self._place.removeWidget(self._chips)
            self._chips.deleteLater()
        apart = frozenset(kinds)
        self._chips = Chips(((kind, kind.capitalize()) for kind in kinds), self, name="Kinds", apart=(apart,))
        self._chips.chosen.connect(self._on_chosen)
        self._place.addWidget(self._chips)

    def _on_chosen(self, kinds: frozenset[str]) -> None:
        self._model.set_rows(line for line in self._all if not kinds or line.flag.kind in kinds)
