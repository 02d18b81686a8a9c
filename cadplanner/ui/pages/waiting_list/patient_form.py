"""The form for one person's details and referral: what is wrong is said beside the field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QWidget,
)

from cadplanner.core.model.edit import Edit, edit_between
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.model.words import NumberKind
from cadplanner.exchange.grid import date_text
from cadplanner.exchange.typed import read_typed
from cadplanner.store.waiting import WaitingRow
from cadplanner.ui.kit.form import ChoiceField, Form
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import PlainLabel, heading, lettered
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.kit.wrapping import WrappingRow

FIELDS = (
    ("surname", "&Surname", "The only name of someone with one name"),
    ("first_name", "&First name", ""),
    ("title", "&Title", ""),
    ("birth_date", "&Birth date", "Like 03/04/1957 or 3-Apr-1957"),
    ("nhs_number", "", "Ten digits, spaced or not"),
    ("local_id", "L&ocal number", ""),
    ("sex", "Se&x", ""),
    ("phone", "&Phone", ""),
    ("email", "&Email", ""),
    ("address", "&Address", ""),
    ("postcode", "Post&code", ""),
    ("gp_practice", "&GP practice", ""),
    ("language", "&Language", "For an interpreter"),
)
REFERRAL_FIELDS = (
    ("received_on", "&Waiting since", "The day the referral was received"),
    ("problem", "P&roblem", ""),
    ("source", "Referred by", ""),
    ("list_name", "L&ist", ""),
    ("pathway", "Pathwa&y", ""),
    ("note", "Note", ""),
)


class PatientForm(Sheet):
    """Shows one person; `edited` carries one edit of the person and the referral, if anything was changed."""

    edited = Signal(object)

    def __init__(
        self,
        row: WaitingRow,
        today: date,
        holder: Callable[[str], Patient | None],
        number: NumberKind,
        parent: QWidget | None = None,
    ) -> None:
        """`holder` gives whoever has a number of that kind, None for nobody."""
        super().__init__(parent, title="Edit details", wide=76)
        self._number = number
        self._patient, self._referral, self._today, self._holder = row.patient, row.referral, today, holder
        self.fields: dict[str, QLineEdit] = {}
        self.needs: dict[AccessNeed, QCheckBox] = {}
        self._build()
        self._wire()
        self._fill()

    def submit(self) -> None:
        """Says what is wrong, or hands the edit over and closes."""
        texts = {name: field.text() for name, field in self.fields.items()}
        typed = read_typed(self._patient, self._referral, texts, today=self._today, number=self._number)
        errors = typed.errors or self._taken(typed.patient)
        if not self._form.show_errors((self.fields[name], wrong) for name, wrong in errors):
            count = len(errors)
            fields = "1 field needs" if count == 1 else f"{count} fields need"
            self._summary.setText(f"{fields} another look. Nothing is saved yet.")
            self._summary.show()
            return
        needs = tuple(need for need, box in self.needs.items() if box.isChecked())
        person = replace(typed.patient, needs=needs)
        referral = replace(typed.referral, priority=Priority(int(self._priority.choice())))
        self.edited.emit(self._edit(person, referral))
        self.accept()

    def _taken(self, person: Patient) -> tuple[tuple[str, str], ...]:
        """The error that somebody else has this number."""
        other = self._holder(person.nhs_number) if person.nhs_number else None
        if other is None or other.id == person.id:
            return ()
        return (("nhs_number", f"{other.staff_name} has this {self._number} already; look it up."),)

    def _edit(self, person: Patient, referral: Referral) -> Edit:
        label = f"Change details of {person.plain_name}"
        return edit_between(label, (self._patient, self._referral), (person, referral))

    def _build(self) -> None:
        self.setModal(True)
        self._summary = PlainLabel("", self, role=Role.BAD_TEXT, bold=True, wrap=True)
        self._summary.hide()
        self._form = Form(self)
        for name, label, hint in FIELDS:
            self._add(name, label, hint)
        self._form.add("Access needs", self._build_needs())
        self._add("needs_note", "Other needs", "In words, as the station should know them")
        for name, label, hint in REFERRAL_FIELDS[:1]:
            self._add(name, label, hint)
        self._priority = ChoiceField(((str(int(p)), p.words.capitalize()) for p in Priority), self, name="Priority")
        self._form.add("Priority", self._priority)
        for name, label, hint in REFERRAL_FIELDS[1:]:
            self._add(name, label, hint)
        save = QPushButton("Save", self)
        save.setProperty("primary", "yes")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.column.addWidget(heading(self._patient.staff_name, self))
        self.column.addWidget(self._summary)
        self.column.addWidget(self._form)
        self.set_foot(self._buttons)

    def _add(self, name: str, label: str, hint: str) -> None:
        field = QLineEdit(self)
        self.fields[name] = field
        self._form.add(label or lettered(self._number, "n"), field, hint=hint)

    def _build_needs(self) -> QWidget:
        holder = QWidget(self)
        row = WrappingRow(holder)
        for need in AccessNeed:
            self.needs[need] = QCheckBox(need.value[:1].upper() + need.value[1:], holder)
            row.addWidget(self.needs[need])
        return holder

    def _wire(self) -> None:
        self._buttons.accepted.connect(self.submit)
        self._buttons.rejected.connect(self.reject)

    def _fill(self) -> None:
        person, referral = self._patient, self._referral
        for name, field in self.fields.items():
            holder = person if hasattr(person, name) else referral
            value = getattr(holder, name)
            field.setText(date_text(value) if isinstance(value, date) else str(value or ""))
            field.setCursorPosition(0)
        if person.nhs_number:
            self.fields["nhs_number"].setText(self._number.shown(person.nhs_number))
        for need, box in self.needs.items():
            box.setChecked(need in person.needs)
        self._priority.choose(str(int(referral.priority)))
        self.fields["surname"].setFocus(Qt.FocusReason.OtherFocusReason)
