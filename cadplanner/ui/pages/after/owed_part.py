"""One worklist: what is owed to whom, ticked, given to somebody, saved as a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cadplanner.core.live.worklists import Owed, Worklist
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.words import Words
from cadplanner.ui.kit.chips import Chips
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine

OPEN, OVERDUE, DONE = "open", "overdue", "done"
FILTERS = ((OPEN, "Still to do"), (OVERDUE, "Overdue"), (DONE, "Done"))


def columns(today: Callable[[], date], words: Words) -> tuple[Column[Owed], ...]:
    """The columns; `today` says what is overdue."""

    def due(line: Owed) -> str:
        if not line.promise.is_open:
            return f"✓ {line.promise.entered_by}"
        if line.promise.due is None:
            return "! no date"
        return f"{'! ' if line.overdue(today()) else ''}{date_words(line.promise.due)}"

    def tone(line: Owed) -> Role | None:
        if not line.promise.is_open:
            return Role.GOOD
        return Role.BAD if line.overdue(today()) else Role.CAUTION if line.promise.due is None else None

    def outcome(line: Owed) -> str:
        return line.outcome_words(words)

    def born(line: Owed) -> str:
        return date_words(line.patient.birth_date)

    return (
        Column("Due", due, sort_by=lambda line: line.promise.due or date.max, width=13, tone=tone),
        Column("Name", lambda line: line.patient.staff_name, sort_by=lambda line: line.patient.staff_name.casefold(),
               tip=lambda line: f"{line.patient.staff_name}, {line.patient.phone}", width=21),
        Column("Born", born, sort_by=lambda line: line.patient.birth_date or date.max, width=11, spare=True),
        Column("Outcome", outcome, sort_by=outcome,
               tip=lambda line: f"{outcome(line)}. {line.ground}"),
        Column("Owner", lambda line: line.promise.owner or "! nobody", sort_by=lambda line: line.promise.owner,
               width=14, tone=lambda line: None if line.promise.owner else Role.CAUTION),
        Column(words.number.value, lambda line: words.number.shown(line.patient.nhs_number), width=12,
               spare=2),
        Column("Day", lambda line: date_words(line.on), sort_by=lambda line: line.on, width=11, spare=True),
        Column("Card", lambda line: str(line.appointment.card), sort_by=lambda line: line.appointment.card,
               width=5, spare=True),
    )  # fmt: skip


def promise_id(line: Owed) -> str:
    """What a line is known by."""
    return line.promise.id


class OwedPart(QWidget):
    """The lines of one list. What is to be done with them goes out as the ids of the promises selected."""

    ticked = Signal(tuple, bool)
    """These promises, and whether they are in the record system now."""
    giving = Signal(tuple)
    saving = Signal(tuple)
    """The lines shown."""

    def __init__(self, today: Callable[[], date], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._list: Worklist | None = None
        self._build(columns(today, words))
        self._wire()

    def show_list(self, worklist: Worklist) -> None:
        """Shows that list; filters stay."""
        self._list = worklist
        lines = worklist.lines
        counts = {
            OPEN: len(worklist.open_ones),
            OVERDUE: sum(line.overdue(self._today()) for line in lines),
            DONE: len(lines) - len(worklist.open_ones),
        }
        self.chips.set_counts(len(lines), counts)
        self._show()

    def _build(self, columns: tuple[Column[Owed], ...]) -> None:
        self.chips = Chips(FILTERS, self, name="Filters", apart=(frozenset(key for key, _ in FILTERS),))
        self.chips.choose(frozenset({OPEN}))
        self.model = TableModel(columns, self, row_id=promise_id)
        self.table = Table(self.model, self, name="What is owed", empty="Nothing here.")
        self.tick = QPushButton("It is &in the record system", self)
        self.untick = QPushButton("&Not after all", self)
        self.give = QPushButton("Give t&o…", self)
        self.save = QPushButton("&Save the list…", self)
        foot = WrappingLine(self)
        for button in (self.tick, self.untick, self.give):
            foot.row.addWidget(button)
        foot.row.add_gap()
        foot.row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        column.addWidget(foot)

    def _wire(self) -> None:
        self.chips.chosen.connect(lambda _: self._show())
        self.table.selection_changed.connect(self._on_selected)
        self.table.row_opened.connect(lambda _: self._tick(on=True))
        self.tick.clicked.connect(lambda: self._tick(on=True))
        self.untick.clicked.connect(lambda: self._tick(on=False))
        self.give.clicked.connect(lambda: self.giving.emit(self.table.selected_ids))
        self.save.clicked.connect(lambda: self.saving.emit(self._shown()))

    def _tick(self, *, on: bool) -> None:
        self.ticked.emit(self.table.selected_ids, on)

    def _shown(self) -> tuple[Owed, ...]:
        """The lines that pass the filter, in the order of the list."""
        if self._list is None:
            return ()
        key = next(iter(self.chips.on), "")
        passes: dict[str, Callable[[Owed], bool]] = {
            OPEN: lambda line: line.promise.is_open,
            OVERDUE: lambda line: line.overdue(self._today()),
            DONE: lambda line: not line.promise.is_open,
        }
        return tuple(line for line in self._list.lines if key not in passes or passes[key](line))

    def _show(self) -> None:
        self.model.set_rows(self._shown())
        if self.model.rowCount() and not self.table.selected_ids:
            self.table.selectRow(0)
        self._on_selected()

    def _on_selected(self) -> None:
        some = bool(self.table.selected_ids)
        for button in (self.tick, self.untick, self.give):
            button.setEnabled(some)
        self.save.setEnabled(bool(self.model.rowCount()))
