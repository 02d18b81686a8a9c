"""Who could not be placed: each with the reason in a sentence, what would help, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.bounds import Bound
from cadplanner.core.planning.explain import Reason
from cadplanner.core.planning.gap import not_placed_words
from cadplanner.core.planning.helping import Help
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.text import SMALL, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.pages.timeline.reason_button import ReasonButton

THINKING = "Looking for the reason…"
NOT_PLANNED = "The day is not planned yet."
MOST_SHOWN = 60
MOST_HELPS = 3
HELPS = "What would help most, with everybody else where they are:"


class UnplacedPanel(QWidget):
    """The first sixty, by card; one of them is chosen."""

    put_on_wanted = Signal(str)
    """An appointment id: find visits for her now."""
    referral_wanted = Signal(str)
    """A referral id: show it on the waiting list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, Appointment] = {}
        self._buttons: dict[str, ReasonButton] = {}
        self._reasons: dict[str, Reason] = {}
        self._waits = THINKING
        self._limits: Bound | None = None
        self._invited, self._number, self._day_id, self._planned = 0, 0, "", False
        self._build()
        self._put_on.clicked.connect(lambda: self.put_on_wanted.emit(self.chosen))
        self._details.clicked.connect(lambda: self.referral_wanted.emit(self._shown[self.chosen].referral_id))
        self._group.buttonToggled.connect(self._on_toggled)

    def show_plan(self, plan: Plan) -> None:
        """Lists who has no visits; reasons already found for the same people stay until new ones come."""
        chosen = self.chosen
        number = len(plan.unplaced)
        if (len(plan.appointments), number, plan.day.id) != (self._invited, self._number, self._day_id):
            self.show_helps(())
        self._invited, self._number, self._day_id = len(plan.appointments), number, plan.day.id
        self._planned = bool(plan.visits)
        self._count_up()
        self._more.setText(f"and {number - MOST_SHOWN} more" if number > MOST_SHOWN else "")
        self._waits = THINKING if plan.visits else NOT_PLANNED
        shown = {appointment.id: appointment for appointment in plan.unplaced[:MOST_SHOWN]}
        self._reasons = {key: reason for key, reason in self._reasons.items() if key in shown and plan.visits}
        if list(shown) != list(self._shown):
            self._list_anew(plan, shown)
        for key, button in self._buttons.items():
            button.show_reason(self._reasons.get(key), self._waits)
        if shown:
            self._buttons[chosen if chosen in shown else next(iter(shown))].setChecked(True)
        self._on_toggled()

    def show_reason(self, appointment_id: str, reason: Reason) -> None:
        """The reason for one of them has been found."""
        if appointment_id in self._buttons:
            self._reasons[appointment_id] = reason
            self._buttons[appointment_id].show_reason(reason, self._waits)

    def show_bound(self, limits: Bound | None) -> None:
        """What no plan can beat: how many of them cannot be placed by anyone, and why; None while it is not known."""
        self._limits = limits
        self._count_up()

    def show_helps(self, helps: tuple[Help, ...]) -> None:
        """What would help them all has been found, the best first."""
        self._help.setText("\n".join((HELPS, *(f"\u2022 {each.says}" for each in helps[:MOST_HELPS]))) if helps else "")
        self._help.setVisible(bool(helps))

    def _count_up(self) -> None:
        limits = self._limits if self._number and self._planned else None
        said_below = limits is not None and len(limits.says) == 1 and limits.unplaced_least < self._number
        missing = not_placed_words(None if said_below else limits, self._number)
        self._count.setText(missing.replace(" not", f" of {self._invited} not", 1) or "Everybody is placed")
        self._limit.setText("\n".join(limits.says) if limits else "")
        self._limit.setVisible(bool(limits and limits.says))

    def choose(self, appointment_id: str) -> None:
        """Goes to one of them."""
        if appointment_id in self._buttons:
            button = self._buttons[appointment_id]
            button.setChecked(True)
            self._scroll.ensureWidgetVisible(button)

    @property
    def chosen(self) -> str:
        """The appointment id of the chosen one; '' for none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    @property
    def reasons(self) -> dict[str, Reason]:
        """The reasons found so far, by appointment id."""
        return dict(self._reasons)

    def _build(self) -> None:
        self._group = QButtonGroup(self)
        self._count = PlainLabel("", self, bold=True, wrap=True)
        self._limit = PlainLabel("", self, size=SMALL, wrap=True)
        self._help = PlainLabel("", self, size=SMALL, role=Role.TEXT_SOFT, wrap=True)
        self._help.hide()
        self._more = PlainLabel("", self, size=SMALL, role=Role.TEXT_SOFT)
        inside = QWidget()
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE // 2)
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, SPACE // 2, 0)
        around.addWidget(self._limit)
        around.addWidget(self._help)
        around.addLayout(self._column)
        around.addWidget(self._more)
        around.addStretch(1)
        self._scroll = Frame(inside, self, name="Who is not placed, and why", upright=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE + 4, SPACE, SPACE // 2, SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._count)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._steps())

    def _steps(self) -> QHBoxLayout:
        self._put_on = QPushButton("Find a place &now", self)
        self._put_on.setToolTip("Looks for free times for this patient and leaves everybody else where they are")
        self._details = QPushButton("&Details", self)
        self._details.setToolTip("Shows the referral on the waiting list")
        row = QHBoxLayout()
        row.addWidget(self._put_on)
        row.addWidget(self._details)
        row.addStretch(1)
        return row

    def _list_anew(self, plan: Plan, shown: dict[str, Appointment]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._shown, self._buttons = shown, {}
        for key, appointment in shown.items():
            patient = plan.patient[appointment.patient_id]
            button = ReasonButton(appointment.card, patient.staff_name, patient.needs_words)
            self._group.addButton(button)
            self._column.addWidget(button)
            self._buttons[key] = button

    def _on_toggled(self) -> None:
        chosen = self.chosen
        self._put_on.setEnabled(bool(chosen))
        self._details.setEnabled(bool(chosen) and bool(self._shown[chosen].referral_id))
