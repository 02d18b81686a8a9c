"""The short form for somebody who is in no list: checked as the patient form, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from cadplanner.core.live.walk_in import Comer
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import NumberKind
from cadplanner.exchange.typed import OF_REFERRAL, PLAIN, read_typed
from cadplanner.ui.kit.form import Form
from cadplanner.ui.kit.text import PlainLabel, heading, lettered
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine, WrappingRow
from cadplanner.ui.pages.desk.bar import key_button

FORM_LETTERS = 22  # average characters that each half of it is wide at least
LEFT = (
    ("surname", "&Surname", "or the only name"),
    ("first_name", "Fi&rst name", ""),
    ("birth_date", "&Birth date", "03/04/1957"),
    ("card", "Blank &card", "next"),
)
RIGHT = (
    ("nhs_number", "", ""),
    ("phone", "&Phone", ""),
    ("language", "&Language", "Bengali"),
)
ASKED = ("surname", "first_name", "birth_date", "nhs_number", "phone", "language")
NOT_ASKED = (*PLAIN, *OF_REFERRAL, "email", "postcode", "received_on")


class WalkInForm(QWidget):
    """Takes a new person; `taken` carries a Comer whose patient the file has not yet."""

    taken = Signal(object)
    closed = Signal()

    def __init__(
        self, holder: Callable[[str], Patient | None], number: NumberKind, parent: QWidget | None = None
    ) -> None:
        """`holder` gives whoever has a number of that kind, None for nobody."""
        super().__init__(parent)
        self._holder, self._number = holder, number
        self._new = Patient("new", "?")
        self._today = date.min
        self.fields: dict[str, QLineEdit] = {}
        self.needs: dict[AccessNeed, QCheckBox] = {}
        self._build()
        self._wire()

    def begin(self, new_id: str, today: date, surname: str = "", first_name: str = "", card: int = 0) -> None:
        """Empties the form for the next person, with what is known already."""
        self._new, self._today = Patient(new_id, "?"), today
        for field in self.fields.values():
            field.clear()
        for box in self.needs.values():
            box.setChecked(False)
        self._left.show_errors(())
        self._right.show_errors(())
        self.fields["surname"].setText(surname)
        self.fields["first_name"].setText(first_name)
        self.fields["card"].setText(str(card or ""))
        self._summary.hide()
        self.fields["surname"].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Says what is wrong beside the field, or hands the person over."""
        texts = dict.fromkeys(NOT_ASKED, "") | {name: self.fields[name].text() for name in ASKED}
        typed = read_typed(self._new, Referral("", self._new.id), texts, today=self._today, number=self._number)
        errors = [*(typed.errors or self._taken_number(typed.patient)), *self._wrong_card()]
        if errors:
            of = [(self.fields[name], wrong) for name, wrong in errors]
            fine = self._right.show_errors(each for each in of if self._right.has(each[0]))
            fine &= self._left.show_errors(each for each in of if self._left.has(each[0]))
            self._summary.show()
            return
        needs = tuple(need for need, box in self.needs.items() if box.isChecked())
        card = int(self.fields["card"].text().strip().lstrip("Kk") or 0)
        self.taken.emit(Comer(replace(typed.patient, needs=needs), known=False, card=card))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def _taken_number(self, person: Patient) -> tuple[tuple[str, str], ...]:
        other = self._holder(person.nhs_number) if person.nhs_number else None
        says = f"{other.staff_name} has this {self._number}: search for that." if other is not None else ""
        return (("nhs_number", says),) if says else ()

    def _wrong_card(self) -> tuple[tuple[str, str], ...]:
        text = self.fields["card"].text().strip().lstrip("Kk")
        return () if not text or text.isdecimal() else (("card", "The number on the card, like K151, or nothing."),)

    def _build(self) -> None:
        self.setAccessibleName("Walk-in")
        self._summary = PlainLabel(
            "Not taken in yet: look at the marked fields.", self, bold=True, role=Role.BAD_TEXT, wrap=True
        )
        self._left, self._right = Form(self), Form(self)
        for form, lines in ((self._left, LEFT), (self._right, RIGHT)):
            for name, label, told in lines:
                self._add(form, name, label or lettered(self._number, "n"), told)
        beside = WrappingLine(self, gap=2 * SPACE, at_top=True)
        for form in (self._left, self._right):
            beside.row.add_growing(form, FORM_LETTERS)
        self._take = key_button("Take in", "Enter", self, primary=True)
        self._back = key_button("Back", "Esc", self)
        buttons = QHBoxLayout()
        buttons.addWidget(self._take)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(heading("Walk-in who is in no list", self))
        column.addWidget(self._summary)
        column.addWidget(beside)
        column.addWidget(self._build_needs())
        column.addLayout(buttons)
        column.addStretch(1)

    def _build_needs(self) -> QWidget:
        holder = QWidget(self)
        row = WrappingRow(holder, gap=2 * SPACE)
        for need in AccessNeed:
            self.needs[need] = QCheckBox(need.value[:1].upper() + need.value[1:], holder)
            row.addWidget(self.needs[need])
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        return holder

    def _add(self, form: Form, name: str, label: str, told: str) -> None:
        self.fields[name] = QLineEdit(self)
        self.fields[name].setPlaceholderText(told)
        form.add(label, self.fields[name])

    def _wire(self) -> None:
        self._take.clicked.connect(self.submit)
        self._back.clicked.connect(self.closed)
