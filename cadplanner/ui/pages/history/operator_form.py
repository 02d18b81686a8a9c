"""The form for one named person: name, role, and a PIN typed twice."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from cadplanner.core.keeping.roles import SAYS, operators_problem
from cadplanner.core.model.operator import MOST_DIGITS, Operator, Role, kept_pin, pin_problem
from cadplanner.ui.kit.form import ChoiceField, Form
from cadplanner.ui.kit.sheet import Sheet

SALT = 16  # bytes


class OperatorForm(Sheet):
    """`done_with` carries the person as before, None for somebody new, and as after."""

    done_with = Signal(object, object)

    def __init__(
        self,
        operator: Operator | None,
        everybody: Iterable[Operator],
        new_id: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, title="Change a person" if operator else "Name a person")
        self._before, self._everybody, self._new_id = operator, tuple(everybody), new_id
        self._build()

    def submit(self) -> None:
        """Says what is wrong, or hands the person over and closes."""
        if self._form.show_errors(self._errors()):
            self.done_with.emit(self._before, self._after())
            self.accept()

    def _errors(self) -> Iterator[tuple[QWidget, str]]:
        pin, again = self.pin.text(), self.again.text()
        if not self.name.text().strip():
            yield self.name, "Type the name, as colleagues know it."
        if self._before is None or pin or again:
            if problem := pin_problem(pin):
                yield self.pin, problem
            elif pin != again:
                yield self.again, "The two are not the same."
        if self.name.text().strip():
            others = [each for each in self._everybody if self._before is None or each.id != self._before.id]
            draft = Operator("draft", self.name.text(), Role(self.role.choice()), "")
            problem = operators_problem((*others, draft), had_any=bool(self._everybody))
            if problem:
                yield (self.name if "name" in problem else self.role), problem

    def _after(self) -> Operator:
        name, role = " ".join(self.name.text().split()), Role(self.role.choice())
        pin = kept_pin(self.pin.text(), secrets.token_bytes(SALT)) if self.pin.text() else ""
        if self._before is None:
            return Operator(self._new_id(), name, role, pin)
        return replace(self._before, name=name, role=role, pin=pin or self._before.pin)

    def _build(self) -> None:
        first = not self._everybody
        before = self._before
        self.name = QLineEdit(before.name if before else "", self)
        self.role = ChoiceField(((role.value, role.value) for role in Role), self, name="Role")
        self.role.choose(before.role.value if before else (Role.COORDINATOR if first else Role.DESK).value)
        self.pin, self.again = self._pin_field(), self._pin_field()
        self._form = Form(self)
        self._form.add("&Name", self.name)
        self._form.add("&Role", self.role, hint=SAYS[Role(self.role.choice())])
        keeps = "Empty keeps the PIN there is. " if before else ""
        self._form.add("&PIN", self.pin, hint=f"{keeps}4 to {MOST_DIGITS} digits, for each person her own")
        self._form.add("PIN a&gain", self.again)
        self.role.chosen.connect(lambda role: self._form.set_hint(self.role, SAYS[Role(role)]))
        buttons = QDialogButtonBox(self)
        buttons.addButton("&Save", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.submit)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(self._form)
        self.set_foot(buttons)

    def _pin_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(MOST_DIGITS)
        return field
