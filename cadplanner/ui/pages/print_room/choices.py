"""What to print and for whom: one line a printout, with a tick, a choice and a button to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QToolButton, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.printing.pack import PRINTOUTS, Each, Order, Printout
from cadplanner.ui.kit.form import ChoiceField, NumberField
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.text import SMALL, PlainLabel, heading
from cadplanner.ui.kit.theme import SPACE, Role

MOST_COPIES = 2_000
EVERY = {
    Each.DAY: "",
    Each.STATION: "All stations",
    Each.STAFF: "All staff",
    Each.PATIENT: "All patients with a time",
}


class Choices(QWidget):
    """The printouts as lines; emits which to look at, and when what is ticked changes."""

    looked_at = Signal(object)
    """An Order to show in the preview."""
    ticks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(_Line(printout, self) for printout in PRINTOUTS)
        self._build()
        for line in self._lines:
            line.looked_at.connect(self._on_looked_at)
            line.tick.toggled.connect(self.ticks_changed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        for group, lines in groupby(self._lines, key=lambda line: line.printout.group):
            column.addWidget(heading(group))
            for line in lines:
                column.addWidget(line)
        column.addStretch(1)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self._lines[0].tick

    def line(self, key: str) -> _Line:
        """The line of the printout of that key."""
        return next(line for line in self._lines if line.printout.key == key)

    def show_plan(self, plan: Plan) -> None:
        """Offers the stations, staff and patients of this plan."""
        for line in self._lines:
            line.show_plan(plan)

    def ticked(self) -> tuple[Order, ...]:
        """The orders ticked, in the order of the page."""
        return tuple(line.order() for line in self._lines if line.tick.isChecked())

    def copies(self, key: str) -> int:
        """How many copies of that printout are wanted."""
        return self.line(key).copies.value()

    def look_at_first(self) -> None:
        """Looks at the first printout, as if its eye had been pressed."""
        self._on_looked_at(self._lines[0].order())

    def _on_looked_at(self, order: Order) -> None:
        for line in self._lines:
            line.mark(seen=line.printout.key == order.key)
        self.looked_at.emit(order)


class _Line(QWidget):
    looked_at = Signal(object)

    def __init__(self, printout: Printout, parent: QWidget) -> None:
        super().__init__(parent)
        self.printout = printout
        self.tick = QCheckBox(printout.title, self)
        self.tick.setChecked(printout.usual)
        self._whom = ChoiceField(parent=self, name=f"{printout.title}: for whom")
        self._whom.setVisible(printout.each is not Each.DAY)
        self.copies = NumberField(1, self, least=1, most=MOST_COPIES, name=f"{printout.title}: copies to print")
        self.copies.setSuffix(" copies")
        self.copies.setVisible(printout.copies is not None)
        self._look = QToolButton(self)
        self._look.setAutoRaise(True)
        self._look.setCheckable(True)
        self._look.setAccessibleName(f"Look at {printout.title}")
        self._look.setToolTip(f"Look at {printout.title}")
        put_icon(self._look, "eye")
        self.says = PlainLabel(printout.says, self, size=SMALL, role=Role.TEXT_SOFT, wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.tick, 0, 0)
        grid.addWidget(self._look, 0, 1)
        grid.addWidget(self.says, 1, 0, 1, 2)
        grid.addWidget(self._whom, 2, 0, 1, 2)
        grid.addWidget(self.copies, 3, 0, 1, 2)
        self._look.toggled.connect(lambda _: self.looked_at.emit(self.order()))
        self._whom.chosen.connect(lambda _: self.looked_at.emit(self.order()))

    def show_plan(self, plan: Plan) -> None:
        note = self.printout.note(plan) if self.printout.note is not None else ""
        self.says.setText(f"{self.printout.says}. {note}" if note else self.printout.says)
        if self.printout.copies is not None:
            self.copies.setValue(self.printout.copies(plan))
        self._whom.set_choices([("", EVERY[self.printout.each]), *_choices(plan, self.printout.each)])

    def order(self) -> Order:
        """The printout, for whom is chosen."""
        chosen = self._whom.choice()
        return Order(self.printout.key, (chosen,) if chosen else None)

    def mark(self, *, seen: bool) -> None:
        """Shows which one the preview has."""
        show_pressed(self._look, on=seen)


def _choices(plan: Plan, each: Each) -> Iterator[tuple[str, str]]:
    if each is Each.STATION:
        yield from ((station.id, station.name) for station in plan.stations)
    elif each is Each.STAFF:
        yield from ((member.id, member.name) for member in plan.staff)
    elif each is Each.PATIENT:
        for appointment in plan.appointments:
            if appointment.id in plan.visits_of_appointment:
                yield appointment.id, f"{appointment.card}  {plan.patient[appointment.patient_id].staff_name}"
