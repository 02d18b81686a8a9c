"""What has broken: somebody is away, a station closes, all run late, people are here without a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.mending import without_a_time
from cadplanner.core.planning.replan import Happening, RunningLate, StaffAway, StationClosed
from cadplanner.ui.kit.form import ChoiceField, Form, MinutesField, TimeField

AWAY, CLOSED, LATE, WALK_INS = "away", "closed", "late", "walk-ins"
LATER = 15  # minutes, to begin with


class RepairForm(QWidget):
    """Says what happened as values, or what is wrong beside the field."""

    changed = Signal()

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._waiting = without_a_time(board)
        self._build()
        self._show_fields()
        self._wire()

    def happened(self) -> tuple[Happening, ...]:
        """What happened; nothing, with the errors shown, where that is not clear."""
        kind, start, until = self.kind.choice(), self.start.minute(), self.until.minute()
        if kind == LATE:
            return (RunningLate(self.minutes.value(), self._board.minute),)
        if kind == WALK_INS:
            return self._waiting
        errors: list[tuple[QWidget, str]] = []
        if start is None:
            errors.append((self.start, "Give a time, such as 11:00."))
        elif until is not None and until <= start:
            errors.append((self.until, "This is not after the beginning."))
        elif self.until.text().strip() and until is None:
            errors.append((self.until, "Give a time, such as 13:30, or leave it empty."))
        if not self._form.show_errors(errors) or start is None:
            return ()
        if kind == AWAY:
            return (StaffAway(self.staff.choice(), start, until),)
        return (StationClosed(self.station.choice(), start, until),)

    def _build(self) -> None:
        plan = self._board.plan
        waiting = len(self._waiting)
        self.kind = ChoiceField(
            (
                (AWAY, "Somebody is away"),
                (CLOSED, "A station closes"),
                (LATE, "All run late"),
                (WALK_INS, f"People are here without a time ({waiting})"),
            )
        )
        on = sorted((plan.staff_member[shift.staff_id] for shift in plan.shifts), key=lambda member: member.name)
        self.staff = ChoiceField((member.id, f"{member.name}, {member.role}") for member in on)
        self.station = ChoiceField((station.id, station.name) for station in plan.stations)
        grid = plan.day.grid
        self.start = TimeField(-(-self._board.minute // grid) * grid)
        self.until = TimeField()
        self.until.setPlaceholderText("")
        self.minutes = MinutesField(LATER, least=5, most=180)
        self._form = Form()
        self._form.add("&What", self.kind)
        self._form.add("W&ho", self.staff)
        self._form.add("Whi&ch", self.station)
        self._form.add("&From", self.start)
        self._form.add("&Until", self.until, hint="Empty: for the rest of the day.")
        self._form.add("&By", self.minutes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)

    def _wire(self) -> None:
        self.kind.chosen.connect(self._on_chosen)
        self.staff.chosen.connect(lambda _: self.changed.emit())
        self.station.chosen.connect(lambda _: self.changed.emit())
        for each in (self.start, self.until):
            each.textChanged.connect(lambda _: self.changed.emit())
        self.minutes.valueChanged.connect(lambda _: self.changed.emit())

    def _on_chosen(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        kind = self.kind.choice()
        for field, kinds in (
            (self.staff, {AWAY}),
            (self.station, {CLOSED}),
            (self.start, {AWAY, CLOSED}),
            (self.until, {AWAY, CLOSED}),
            (self.minutes, {LATE}),
        ):
            self._form.show_field(field, shown=kind in kinds)
        hint = "" if self._waiting or kind != WALK_INS else "Nobody. Take walk-ins in at the desk first."
        self._form.set_hint(self.kind, hint)
