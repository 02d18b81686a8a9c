"""Something breaks: what happened, up to three ranked repairs, whom each moves, and accepting one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cadplanner.core.live.board import Board
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.table import Table, TableModel
from cadplanner.ui.kit.text import SUBHEAD, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.under_way import progress_bar
from cadplanner.ui.pages.board.repair_form import RepairForm
from cadplanner.ui.pages.board.repair_rows import REPAIR_COLUMNS, RepairRow, repair_rows
from cadplanner.ui.pages.board.repair_work import Found, Printed, find_repairs
from cadplanner.ui.tasks import Task

MOST = 3
ASKS = "Say what happened and press Find repairs. Nothing changes until you accept one."
STAYS = "Visits begun or finished never move."


class RepairDialog(Sheet):
    """`chosen` is the repair that was accepted; the page writes it."""

    def __init__(self, board: Board, printed: Printed, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Something breaks", wide=130, high=34)
        self._board, self._printed = board, printed
        self._task: Task | None = None
        self._found: tuple[Found, ...] = ()
        self._build()
        self._wire()
        self._say(ASKS)

    @property
    def chosen(self) -> Found | None:
        """The repair that is chosen; None while there is none."""
        number = self._ways.checkedId()
        return self._found[number] if 0 <= number < len(self._found) else None

    def _build(self) -> None:
        self.setSizeGripEnabled(True)
        self.form = RepairForm(self._board)
        self.look = primary_button("Find &repairs")
        self.look.setDefault(True)
        self.stop = QPushButton("&Stop looking")
        self._busy = progress_bar("Looking for repairs")
        self._busy.setRange(0, 0)
        self._says = PlainLabel("", role=Role.TEXT_SOFT, wrap=True)
        self._ways = QButtonGroup(self)
        self._buttons = [_Way(n) for n in range(MOST)]
        self._model: TableModel[RepairRow] = TableModel(REPAIR_COLUMNS, self)
        self._table = Table(self._model, name="Whom the repair touches", empty="Nobody moves and everybody is kept.")
        self._table.sideways = True  # beside a long name there is no room for what happens to her
        self._why = PlainLabel("", wrap=True)
        self._paper = PlainLabel("", wrap=True, role=Role.TEXT_SOFT)
        self.accept_it = primary_button("&Accept this repair")
        self.close_it = QPushButton("Close")
        sides = Beside(self)
        sides.add(self._left(), least=30)
        sides.add(self._right(), least=56, stretch=4)
        self.column.addWidget(sides, 1)
        self.set_foot(self._foot())

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.form)
        column.addWidget(self.look)
        column.addWidget(self._busy)
        column.addWidget(self.stop)
        column.addWidget(self._says)
        column.addStretch(1)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        for n, way in enumerate(self._buttons):
            self._ways.addButton(way.button, n)
            column.addWidget(way)
        column.addWidget(self._table, 1)
        column.addWidget(self._why)
        column.addWidget(self._paper)
        return right

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.accept_it)
        row.addWidget(self.close_it)
        return foot

    def _wire(self) -> None:
        self.form.changed.connect(self._forget)
        self.look.clicked.connect(self._on_find)
        self.stop.clicked.connect(self._on_stop)
        self._ways.idToggled.connect(lambda _n, on: self._show_chosen() if on else None)
        self._table.selection_changed.connect(self._show_why)
        self.accept_it.clicked.connect(self.accept)
        self.close_it.clicked.connect(self.reject)
        self._show_found(())

    def _on_find(self) -> None:
        happened = self.form.happened()
        if not happened:
            return
        self._forget()
        board = replace(self._board)  # without what it has worked out and can work out again
        self._task = Task(partial(find_repairs, board, happened, self._printed), self)
        self._task.answered.connect(self._on_found)
        self._task.failed.connect(self._on_failed)
        self._task.start()
        self._say("Looking for the least upset…", busy=True)

    def _on_found(self, found: object) -> None:
        assert isinstance(found, tuple)
        self._task = None
        self._say(f"{len(found)} {'repair' if len(found) == 1 else 'repairs'} found, the least upset first. {STAYS}")
        self._show_found(found)
        self.go_to(self._buttons[0])
        self.accept_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, says: str) -> None:
        self._task = None
        self._say(says)

    def _on_stop(self) -> None:
        self._forget()
        self._say("Stopped. Nothing was changed.")

    def _forget(self) -> None:
        """What was found, or is being looked for, is of something else."""
        if self._task is not None:
            self._task.stop()
            self._task = None
        self._say(ASKS)
        self._show_found(())

    def _show_found(self, found: tuple[Found, ...]) -> None:
        self._found = found
        for n, way in enumerate(self._buttons):
            way.setVisible(n < len(found))
            if n < len(found):
                way.show_words(found[n].repair.proposal.kind.value, found[n].repair.proposal.says)
        self._ways.setExclusive(False)
        for n, way in enumerate(self._buttons):
            way.button.setChecked(n == 0 and bool(found))
        self._ways.setExclusive(True)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.chosen
        self.accept_it.setEnabled(chosen is not None)
        self._table.set_empty("Nobody moves and everybody is kept." if chosen else "No repair is found yet.")
        self._model.set_rows(repair_rows(self._board.plan, chosen.repair) if chosen else ())
        self._table.select_ids(self._model.ids()[:1])
        self._show_why()
        self._paper.setText(self._paper_words(chosen) if chosen else "")

    def _show_why(self) -> None:
        """All of the row that is chosen: the table may have no room for it."""
        row = next((row for row in self._model.rows if row.id in self._table.selected_ids), None)
        says = row.says if row else ""
        self._why.setText(says if row is None or row.name in says else f"Card {row.card}, {row.name}: {says}")

    def _paper_words(self, chosen: Found) -> str:
        if not self._printed.prints:
            return "No sheets have been printed from this file yet."
        return chosen.paper or "No printed sheet is out of date by this."

    def _say(self, words: str, *, busy: bool = False) -> None:
        self._says.setText(words)
        self._busy.setVisible(busy)
        self.stop.setVisible(busy)
        self.look.setEnabled(not busy)

    def done(self, result: int) -> None:
        if self._task is not None:
            self._task.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._forget()
        super().closeEvent(event)


class _Way(QWidget):
    """One way on, to be chosen: what it is after, and what it costs whom."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.button = QRadioButton()
        font = self.button.font()
        font.setBold(True)
        self.button.setFont(font)
        self._says = PlainLabel("", wrap=True, size=SUBHEAD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addWidget(self._says)

    def show_words(self, kind: str, says: str) -> None:
        """The aim of it and its cost in a sentence."""
        aim, _, more = kind.partition(": ")
        self.button.setText(f"&{self._number + 1}. {aim[0].upper()}{aim[1:]}")
        self.button.setAccessibleName(f"Repair {self._number + 1}: {kind}. {says}")
        self._says.setText(f"{more[0].upper()}{more[1:]}. {says}" if more else says)
