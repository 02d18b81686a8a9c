"""The PIFU register: who may come back of their own accord, until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.live.worklists import EXPIRING, OnPifu, expiring
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.words import Words
from cadplanner.ui.kit.chips import Chips
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.theme import SPACE, Role

OVER = "over"
FILTERS = (*((str(days), f"Ends in {days} days") for days in EXPIRING), (OVER, "Over"))


def columns(today: Callable[[], date], words: Words) -> tuple[Column[OnPifu], ...]:
    """The columns; `today` says how long is left."""

    def left(one: OnPifu) -> str:
        days = one.days_left(today())
        return f"{days:,} {'day' if days == 1 else 'days'}" if days >= 0 else "over"

    def tone(one: OnPifu) -> Role | None:
        days = one.days_left(today())
        return Role.BAD if days < 0 else Role.CAUTION if days <= EXPIRING[0] else None

    return (
        Column("Until", lambda one: date_words(one.expires_on), sort_by=lambda one: one.expires_on, width=11),
        Column("Left", left, sort_by=lambda one: one.expires_on, width=9, tone=tone),
        Column("Name", lambda one: one.patient.staff_name, sort_by=lambda one: one.patient.staff_name.casefold(),
               tip=lambda one: one.patient.staff_name, width=21),
        Column("Born", lambda one: date_words(one.patient.birth_date), width=11),
        Column("For what", lambda one: one.agreed.what, sort_by=lambda one: one.agreed.what,
               tip=lambda one: one.agreed.said(words)),
        Column("Phone", lambda one: one.patient.phone or "Not recorded", width=16, spare=True),
        Column(words.number.value, lambda one: words.number.shown(one.patient.nhs_number), width=12,
               spare=True),
        Column("Day", lambda one: date_words(one.on), sort_by=lambda one: one.on, width=11, spare=True),
    )  # fmt: skip


def appointment_id(one: OnPifu) -> str:
    """What a line is known by."""
    return one.appointment.id


class PifuPart(QWidget):
    """The register with its filters."""

    saving = Signal(tuple)
    """The lines shown."""

    def __init__(self, today: Callable[[], date], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._register: tuple[OnPifu, ...] = ()
        self.chips = Chips(FILTERS, self, name="Filters", apart=(frozenset(key for key, _ in FILTERS),))
        self.model = TableModel(columns(today, words), self, row_id=appointment_id)
        self.table = Table(self.model, self, name="Register", empty="Nobody here.")
        self.save = QPushButton("&Save the list…", self)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.chips.chosen.connect(lambda _: self._show())
        self.save.clicked.connect(lambda: self.saving.emit(self._shown()))

    def show_register(self, register: Sequence[OnPifu]) -> None:
        """Shows that register; filters stay."""
        self._register = tuple(register)
        today = self._today()
        counts = {str(days): len(expiring(self._register, today, days)) for days in EXPIRING}
        counts[OVER] = sum(one.days_left(today) < 0 for one in self._register)
        self.chips.set_counts(len(self._register), counts)
        self._show()

    def _shown(self) -> tuple[OnPifu, ...]:
        key, today = next(iter(self.chips.on), ""), self._today()
        if key == OVER:
            return tuple(one for one in self._register if one.days_left(today) < 0)
        return expiring(self._register, today, int(key)) if key else self._register

    def _show(self) -> None:
        self.model.set_rows(self._shown())
        self.save.setEnabled(bool(self.model.rowCount()))
