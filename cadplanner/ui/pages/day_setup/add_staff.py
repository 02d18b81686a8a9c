"""Adding staff to a day: ticks beside the people that the file knows, or names typed or pasted, one a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.staff import Shift, StaffMember
from cadplanner.core.setup.change import new_shift, with_parts
from cadplanner.core.setup.day_fields import skills_of
from cadplanner.core.setup.problem import counted
from cadplanner.core.setup.reading import people
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import PlainLabel, heading, hint
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.pages.day_setup.changes import Changes
from cadplanner.ui.pages.day_setup.inputs import TicksInput


def _columns() -> Sequence[Column[StaffMember]]:
    return (
        Column("Name", lambda one: one.name, lambda one: one.name.casefold()),
        Column("Role", lambda one: one.role, lambda one: one.role.casefold(), width=16),
        Column("Skills", lambda one: ", ".join(one.skills), lambda one: one.skills, width=16),
    )


class AddStaff(QWidget):
    """People to add, known and new; one press, one step to undo."""

    closed = Signal()

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._build()
        self._wire()

    def start(self) -> None:
        """Begins afresh."""
        self.known.tick(self.known.ticked, on=False)
        self.names.clear()
        self.skills.set_value("")
        self.reload()

    def reload(self) -> None:
        """Lists the people who are not on the rota."""
        plan = self._changes.here
        here = {shift.staff_id for shift in plan.shifts}
        self.known.set_rows(one for one in self._changes.workspace.store.staff() if one.id not in here)
        self.skills.offer((skill, skill) for skill in skills_of(plan))
        self._on_counted()

    def take_keyboard(self) -> None:
        """Goes to where she will most likely begin."""
        (self._table if self.known.rowCount() else self.names).setFocus()

    def add(self) -> None:
        """Puts everybody ticked and typed on the rota."""
        plan = self._changes.here
        known = [one for one in self.known.rows if one.id in self.known.ticked]
        new = self._typed()
        if not known and not new:
            return
        shifts = [self._shift(member.id) for member in (*known, *new)]
        label = f"Add {counted(len(shifts), 'person', 'people')} to the rota"
        before = with_parts(plan, *known)
        self._changes.make(label, with_parts(before, *new, *shifts), before=before)
        self.start()
        self.closed.emit()

    def _shift(self, staff_id: str) -> Shift:
        return new_shift(self._changes.here, staff_id, self._changes.workspace.new_id())

    def _typed(self) -> list[StaffMember]:
        skills = tuple(self.skills.value().splitlines())
        return [
            StaffMember(self._changes.workspace.new_id(), one.name, one.role, one.employer, skills)
            for one in people(self.names.toPlainText())
        ]

    def _build(self) -> None:
        self.known: TableModel[StaffMember] = TableModel(_columns(), self, can_tick=True)
        nobody = "The file knows nobody else yet. Type names on the right."
        self._table = Table(self.known, self, name="People the file knows", empty=nobody)
        self.names = QPlainTextEdit(self)
        self.names.setAccessibleName("Names, one a line")
        self.names.setPlaceholderText("Ana Lee\nSam Okoro, Physiotherapist\nPat Roy, Podiatrist, Oakfield NHS Trust")
        self.names.setTabChangesFocus(True)
        self.names.setMinimumHeight(6 * self.fontMetrics().height())
        self.skills = TicksInput(self, noun="skill")
        self.skills.setAccessibleName("Skills of the new people")
        self.add_button = primary_button("Add to the rota", self)
        self.cancel_button = QPushButton("Cancel", self)
        left = QVBoxLayout()
        left.addWidget(heading("People the file knows", self))
        left.addWidget(PlainLabel("Space ticks the chosen lines.", self, role=Role.TEXT_SOFT))
        left.addWidget(self._table, 1)
        sides = QHBoxLayout()
        sides.setSpacing(2 * SPACE)
        sides.addLayout(left, 1)
        sides.addWidget(self._right(), 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.add_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(sides, 1)
        whole.addLayout(buttons)

    def _right(self) -> QWidget:
        inside = QWidget(self)
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, SPACE, 0)
        right.addWidget(heading("New people", inside))
        right.addWidget(hint("One a line, typed or pasted: name, then role and employer if you like.", inside))
        right.addWidget(self.names, 1)
        right.addWidget(PlainLabel("Their skills", inside))
        right.addWidget(self.skills)
        return Frame(inside, self, name="New people", upright=True)

    def _wire(self) -> None:
        self.known.ticks_changed.connect(self._on_counted)
        self.names.textChanged.connect(self._on_counted)
        self.add_button.clicked.connect(self.add)
        self.cancel_button.clicked.connect(self.closed)

    def _on_counted(self) -> None:
        number = len(self.known.ticked) + len(people(self.names.toPlainText()))
        self.add_button.setEnabled(number > 0)
        self.add_button.setText(f"Add {counted(number, 'person', 'people')}" if number else "Add to the rota")
