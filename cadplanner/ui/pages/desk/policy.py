"""When somebody is early, late and very late: three numbers the service decides."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from cadplanner.core.model.attendance import ArrivalPolicy
from cadplanner.core.model.day_rules import DayRules
from cadplanner.core.model.edit import Change, Edit
from cadplanner.ui.kit.form import Form, MinutesField
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import hint


class PolicyDialog(Sheet):
    """Shows the policy in force; `edited` carries the edit, if anything was changed."""

    edited = Signal(object)

    def __init__(self, kept: DayRules | None, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Early and late")
        self._kept = kept
        policy = (kept or DayRules()).policy
        self.early = MinutesField(policy.early, self)
        self.late = MinutesField(policy.late, self)
        self.very_late = MinutesField(policy.very_late, self)
        self._build()
        self._buttons.accepted.connect(self.submit)
        self._buttons.rejected.connect(self.reject)

    def submit(self) -> None:
        """Says what is wrong, or hands the edit over and closes."""
        wrong = "Very late cannot come before late." if self.very_late.value() < self.late.value() else ""
        if not self._form.show_errors([(self.very_late, wrong)] if wrong else []):
            return
        policy = ArrivalPolicy(self.early.value(), self.late.value(), self.very_late.value())
        rules = replace(self._kept or DayRules(), policy=policy)
        if rules != self._kept:
            self.edited.emit(Edit("Change who is early and late", (Change(self._kept, rules),)))
        self.accept()

    def _build(self) -> None:
        self.setModal(True)
        self._form = Form(self)
        self._form.add("&Early from", self.early, hint="Minutes before the time on the invitation")
        self._form.add("&Late from", self.late, hint="Minutes after it; the attendance code becomes 6 or 7")
        self._form.add("&Very late from", self.very_late, hint="Minutes after it; who has not come by then is missing")
        save = QPushButton("Save", self)
        save.setProperty("primary", "yes")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.column.addWidget(hint("Nobody is turned away for being late: it is said at the desk and kept.", self))
        self.column.addWidget(self._form)
        self.set_foot(self._buttons)
