"""Who could not be placed: each with the reason in a sentence, what would help, and the next step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.explain import Reason
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import SMALL, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role

THINKING = "Looking for the reason…"
NOT_PLANNED = "The day is not planned yet."


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment without visits; `reason` is None until it has been found."""

    id: str
    card: int
    name: str
    needs: str
    referral_id: str
    reason: Reason | None = None
    waits: str = THINKING

    @property
    def says(self) -> str:
        """The reason, or why there is none yet."""
        return self.reason.says if self.reason else self.waits


COLUMNS: tuple[Column[Line], ...] = (
    Column("Card", lambda line: str(line.card), lambda line: line.card, width=5),
    Column("Name", lambda line: line.name, lambda line: line.name.casefold(), lambda line: line.name),
    Column("Reason", lambda line: line.says, lambda line: line.says, lambda line: line.says),
)


class UnplacedPanel(QWidget):
    """A table, and under it the whole reason for the chosen one."""

    put_on_wanted = Signal(str)
    """An appointment id: find visits for her now."""
    referral_wanted = Signal(str)
    """A referral id: show it on the waiting list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self._wire()

    def show_plan(self, plan: Plan) -> None:
        """Lists who has no visits; reasons already known for the same people stay until new ones come."""
        known = {line.id: line.reason for line in self._lines.rows}
        waits = THINKING if plan.visits else NOT_PLANNED
        self._lines.set_rows(
            Line(
                appointment.id,
                appointment.card,
                plan.patient[appointment.patient_id].staff_name,
                plan.patient[appointment.patient_id].needs_words,
                appointment.referral_id,
                known.get(appointment.id),
                waits,
            )
            for appointment in plan.unplaced
        )
        self._count.setText(_count_words(plan))
        if self._lines.rows and not self._table.selected_ids:
            self._table.select_ids((self._lines.id_at(0),))
        self._on_selected()

    def show_reason(self, appointment_id: str, reason: Reason) -> None:
        """The reason for one of them has been found."""
        rows = [replace(line, reason=reason) if line.id == appointment_id else line for line in self._lines.rows]
        self._lines.set_rows(rows)
        self._on_selected()

    def choose(self, appointment_id: str) -> None:
        """Goes to one of them."""
        self._table.select_ids((appointment_id,))

    @property
    def reasons(self) -> dict[str, Reason]:
        """The reasons found so far, by appointment id."""
        return {line.id: line.reason for line in self._lines.rows if line.reason is not None}

    def _build(self) -> None:
        self._lines: TableModel[Line] = TableModel(COLUMNS, self)
        self._count = PlainLabel("", self, bold=True, wrap=True)
        self._table = Table(self._lines, self, name="Not placed", empty="Everybody who is invited is placed.")
        self._table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self._who = PlainLabel("", self, bold=True, wrap=True)
        self._says = PlainLabel("", self, wrap=True)
        self._helps = PlainLabel("", self, size=SMALL, role=Role.TEXT_SOFT, wrap=True)
        self._put_on = QPushButton("&Find a place now", self)
        self._put_on.setToolTip("Looks for free times for this patient and leaves everybody else where they are")
        self._details = QPushButton("&Details", self)
        self._details.setToolTip("Shows the referral on the waiting list")
        buttons = QHBoxLayout()
        buttons.addWidget(self._put_on)
        buttons.addWidget(self._details)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE + 4, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._count)
        column.addWidget(self._table, 1)
        for part in (self._who, self._says, self._helps):
            column.addWidget(part)
        column.addLayout(buttons)

    def _wire(self) -> None:
        self._table.selection_changed.connect(self._on_selected)
        self._put_on.clicked.connect(lambda: self.put_on_wanted.emit(self._chosen_id()))
        self._details.clicked.connect(self._on_details)

    def _chosen_id(self) -> str:
        return next(iter(self._table.selected_ids), "")

    def _chosen(self) -> Line | None:
        line = self._lines.line_of(self._chosen_id())
        return self._lines.row_at(line) if line >= 0 else None

    def _on_selected(self) -> None:
        line = self._chosen()
        self._put_on.setEnabled(line is not None)
        self._details.setEnabled(line is not None and bool(line.referral_id))
        needs = f" ({line.needs})" if line is not None and line.needs else ""
        self._who.setText(f"Card {line.card}, {line.name}{needs}" if line is not None else "")
        self._says.setText(line.says if line is not None else "")
        self._helps.setText(line.reason.would_help if line is not None and line.reason else "")

    def _on_details(self) -> None:
        line = self._chosen()
        if line is not None:
            self.referral_wanted.emit(line.referral_id)


def _count_words(plan: Plan) -> str:
    number = len(plan.unplaced)
    if not number:
        return "Everybody is placed"
    return f"{number} of {len(plan.appointments)} not placed"
