"""A new day: a reference day in plain words, sized for a number of people, or a copy of a past one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cadplanner.core.model.day import AppointmentDay
from cadplanner.core.model.edit import Entity
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.setup import reading
from cadplanner.core.setup.copy_day import copied_day
from cadplanner.core.setup.new_day import edit_for_new_day, settled_in
from cadplanner.core.setup.presets import SIZES, day_facts, preset, preset_for
from cadplanner.core.setup.reading import NotUnderstood
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.form import ChoiceField, Form
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.text import heading, hint
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pages.day_setup.inputs import TextInput
from cadplanner.ui.workspace import Workspace

OWN, COPY = "own", "copy"
MOST_PEOPLE = 2000
WEEKS_AHEAD = 6
WIDEST = 720  # pixels of the panel
NAMES = {"small": "Small", "medium": "Medium", "large": "Large"}


class NewDay(Frame):
    """Asks what the day starts from, when it is and what it is called; writes it as one step."""

    made = Signal(str)
    """The id of the new day."""
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(None, parent, name="New day", upright=True)
        self._workspace = workspace
        self._choices: dict[str, QRadioButton] = {}
        self._build()
        self._wire()

    def start(self, *, copy_of: str = "", can_cancel: bool = True) -> None:
        """Begins afresh; `copy_of` is the day to copy, '' for none chosen."""
        days = self._workspace.store.days()
        self.past.set_choices((day.id, _day_words(day)) for day in days)
        self.past.choose(copy_of or self._workspace.day_id)
        for widget in (self._choices[COPY], self.past):
            widget.setVisible(bool(days))
        self._choices[COPY if copy_of else "medium"].setChecked(True)
        self.cancel_button.setVisible(can_cancel)
        self.welcome.setVisible(not days)
        self.on.set_value(date_words(self._usual_date()))
        self.name.setText(self._workspace.words.day_name)
        self._form.show_errors(())
        self._show_facts()

    def take_keyboard(self) -> None:
        """Goes to what is chosen."""
        self._choices[self._key()].setFocus()

    def choose(self, key: str) -> None:
        """Chooses what the day starts from: a size, 'own' or 'copy'."""
        self._choices[key].setChecked(True)

    def make(self) -> None:
        """Writes the day, or says beside a field what is missing."""
        wrong: list[tuple[QWidget, str]] = []
        plan = None
        try:
            on = reading.day(self.on.text())
        except NotUnderstood as refusal:
            wrong.append((self.on, str(refusal)))
        else:
            plan = self._plan(on)
        if not self.name.text().strip():
            wrong.append((self.name, "A day needs a name."))
        if not self._form.show_errors(wrong) or plan is None:
            return
        name = " ".join(self.name.text().split())[:200]
        self._write(plan_named(plan, name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes the day from wherever she is, but from Cancel."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.cancel_button.hasFocus():
            self.closed.emit()
        else:
            self.make()

    def _plan(self, on: date) -> Plan | None:
        store, new_id = self._workspace.store, self._workspace.new_id
        key = self._key()
        if key == COPY:
            return copied_day(store.plan(self.past.choice()), on=on, new_id=new_id)
        if key == OWN:
            try:
                people = reading.number(self.people.text(), least=1, most=MOST_PEOPLE)
            except NotUnderstood as refusal:
                self._own_facts.setText(f"people. {refusal}")
                self.people.setFocus()
                return None
            made = preset_for(people, on=on, new_id=new_id)
        else:
            made = preset(key, on=on, new_id=new_id)
        return settled_in(made, venues=store.venues(), services=store.services(), staff=store.staff())

    def _write(self, plan: Plan) -> None:
        store = self._workspace.store
        known: tuple[Entity, ...] = (*store.venues(), *store.services(), *store.staff())
        label = f"New day {plan.day.name}, {date_words(plan.day.on)}"
        if self._workspace.do(edit_for_new_day(label, plan, known)):
            self.made.emit(plan.day.id)

    def _key(self) -> str:
        return next(key for key, choice in self._choices.items() if choice.isChecked())

    def _usual_date(self) -> date:
        """The first Saturday at least six weeks ahead that has no day yet."""
        taken = {day.on for day in self._workspace.store.days()}
        early = self._workspace.today() + timedelta(weeks=WEEKS_AHEAD)
        saturday = early + timedelta(days=(5 - early.weekday()) % 7)
        while saturday in taken:
            saturday += timedelta(weeks=1)
        return saturday

    def _build(self) -> None:
        inside = QWidget(self)
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        self.welcome = hint(
            "There is no day yet. Begin with one that is like yours; a day has a venue, stations, staff and pathways."
        )
        column.addWidget(self.welcome)
        column.addWidget(heading("Start a new day from"))
        self._group = QButtonGroup(self)
        for size in SIZES:
            facts = day_facts(preset(size, on=date(2000, 1, 1), new_id=_counter()), SIZES[size].patients)
            column.addWidget(self._choice(size, f"{NAMES[size]}: {facts}", inside))
        column.addWidget(self._own(inside))
        column.addWidget(self._copy(inside))
        column.addWidget(
            hint("All of it can be changed afterwards. Staff are named by their post until you name them.")
        )
        column.addWidget(self._facts(inside))
        column.addLayout(self._buttons())
        column.addStretch(1)
        self.setWidget(inside)

    def _choice(self, key: str, words: str, parent: QWidget) -> QRadioButton:
        choice = QRadioButton(words, parent)
        choice.setAccessibleName(words)
        self._choices[key] = choice
        self._group.addButton(choice)
        return choice

    def _own(self, parent: QWidget) -> QWidget:
        self.people_row = QWidget(parent)
        self.people = TextInput(self.people_row, step=10)
        self.people.setText("80")
        self.people.setAccessibleName("Number of people")
        self._own_facts = hint("", self.people_row)
        row = QHBoxLayout(self.people_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._choice(OWN, "For", self.people_row))
        row.addWidget(self.people)
        row.addWidget(self._own_facts, 1)
        self._choices[OWN].setAccessibleName("For a number of people")
        return self.people_row

    def _copy(self, parent: QWidget) -> QWidget:
        line = QWidget(parent)
        self.past = ChoiceField(parent=line, name="Day to copy")
        self.past.setMinimumContentsLength(30)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._choice(COPY, "A copy of", line))
        row.addWidget(self.past)
        row.addStretch(1)
        self._choices[COPY].setAccessibleName("A copy of a day in this file")
        return line

    def _facts(self, parent: QWidget) -> QWidget:
        self._form = Form(parent)
        self.name = QLineEdit(self._form)
        self.on = TextInput(self._form)
        self.on.setMaximumWidth(20 * self.fontMetrics().averageCharWidth())
        self._form.add("Name", self.name)
        self._form.add("Date", self.on, hint="Such as 12-Jun-2027 or 12/06/2027.")
        return self._form

    def _buttons(self) -> QHBoxLayout:
        self.make_button = primary_button("Set up this day", self)
        self.make_button.setDefault(True)
        self.cancel_button = QPushButton("Cancel", self)
        row = QHBoxLayout()
        row.addWidget(self.make_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        return row

    def _wire(self) -> None:
        self.make_button.clicked.connect(self.make)
        self.cancel_button.clicked.connect(self.closed)
        self.people.textEdited.connect(self._on_people_typed)
        self.past.activated.connect(lambda _: self.choose(COPY))

    def _on_people_typed(self) -> None:
        self._choices[OWN].setChecked(True)
        self._show_facts()

    def _show_facts(self) -> None:
        try:
            people = reading.number(self.people.text(), least=1, most=MOST_PEOPLE)
        except NotUnderstood as refusal:
            self._own_facts.setText(f"people. {refusal}")
            return
        facts = day_facts(preset_for(people, on=date(2000, 1, 1), new_id=_counter()), people)
        self._own_facts.setText(facts.partition(" ")[2])


def plan_named(plan: Plan, name: str) -> Plan:
    """The plan with its day under that name."""
    return replace(plan, day=replace(plan.day, name=name))


def _day_words(day: AppointmentDay) -> str:
    return f"{date_words(day.on)}  {day.name}"


def _counter() -> Callable[[], str]:
    """Ids for a day that is only looked at."""
    numbers = count()
    return lambda: str(next(numbers))
