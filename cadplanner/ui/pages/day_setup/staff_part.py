"""Who works on the day: the rota as a list, and a panel to add people known or new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from cadplanner.core.model.staff import StaffMember
from cadplanner.core.setup.change import OnRota, a_free_name, natural, new_shift, on_rota, with_parts, without_parts
from cadplanner.core.setup.people_fields import ROTA_FIELDS
from cadplanner.core.setup.problem import counted
from cadplanner.ui.kit.stack import OneShown
from cadplanner.ui.kit.table import Column
from cadplanner.ui.pages.day_setup.add_staff import AddStaff
from cadplanner.ui.pages.day_setup.changes import Changes
from cadplanner.ui.pages.day_setup.inputs import TextInput
from cadplanner.ui.pages.day_setup.list_part import Listed, ListPart
from cadplanner.ui.pages.day_setup.rota_panel import RotaPanel


def _columns(_: Changes) -> Sequence[Column[OnRota]]:
    return (
        Column("Name", lambda post: post.member.name, lambda post: natural(post.member.name)),
        Column("Skills", _skills, lambda post: post.member.skills, _skills),
        Column("Works", lambda post: str(post.shift.span), lambda post: post.shift.span, width=12),
    )


def _skills(post: OnRota) -> str:
    return ", ".join(post.member.skills) or "none"


STAFF = Listed(
    "person",
    "staff",
    "Nobody is on the rota yet. Add people you know, or type their names.",
    _columns,
    ROTA_FIELDS,
    on_rota,
    lambda post: post.member.name,
)


class StaffPart(QWidget):
    """The rota, and in its place, when asked for, the panel to add several people at once or the rota by the hour."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes = changes
        self.rota = _Rota(changes, self)
        self.adding = AddStaff(changes, self)
        self.hours = RotaPanel(changes, self)
        self._stack = OneShown(self)
        for part in (self.rota, self.adding, self.hours):
            self._stack.addWidget(part)
        self.rota.several_button.clicked.connect(self.add_several)
        self.rota.hours_button.clicked.connect(self.show_hours)
        self.adding.closed.connect(self._on_closed)
        self.hours.closed.connect(self._on_closed)

    def reload(self) -> None:
        """Shows the rota as it stands."""
        self.rota.reload()
        self.adding.reload()
        if self._stack.currentWidget() is self.hours:
            self.hours.reload()

    def show_hours(self) -> None:
        """Shows who could stand where, hour by hour, and where people are short."""
        self.hours.reload()
        self._stack.setCurrentWidget(self.hours)
        self.hours.take_keyboard()

    def go_to(self, about: str) -> None:
        """Brings someone into view."""
        self._stack.setCurrentWidget(self.rota)
        self.rota.go_to(about)

    def add_several(self) -> None:
        """Shows the panel to add people."""
        self.adding.start()
        self._stack.setCurrentWidget(self.adding)
        self.adding.take_keyboard()

    def _on_closed(self) -> None:
        self._stack.setCurrentWidget(self.rota)
        self.rota.table.setFocus()


class _Rota(ListPart):
    """The list of those who work, and the form of one."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(changes, STAFF, parent)
        name = self.form.widget_of("member.name")
        if isinstance(name, TextInput):
            name.returnPressed.connect(self._on_named)
        self.remove_button.setText("Not here today")
        self.remove_button.setAccessibleName("Not here today: take off the rota")
        self.remove_button.setToolTip("Takes the person off this day's rota. The file still knows them.")

    def more_buttons(self) -> Sequence[QPushButton]:
        self.several_button = self.button("Add several…", "users", _nothing)
        self.hours_button = self.button("Hour by hour", "clock", _nothing)
        self.hours_button.setToolTip("Who could stand at which station, and where people are short")
        return (self.several_button, self.hours_button)

    def add(self) -> None:
        """One more person, new to the file, like the one chosen."""
        plan = self.changes.here
        new_id = self.changes.workspace.new_id
        name = a_free_name("New person", [member.name for member in plan.staff])
        chosen = next((post for post in on_rota(plan) if post.id == self.chosen_id), None)
        like = chosen.member if chosen else StaffMember("", "")
        member = replace(like, id=new_id(), name=name, languages=())
        shift = new_shift(plan, member.id, new_id())
        self.changes.make("Add a person to the rota", with_parts(plan, member, shift))
        self.made(shift.id)

    def _on_named(self) -> None:
        """Enter in the name: on to the next person, as the list stood before the name was saved."""
        line = self.model.line_of(self.chosen_id) + 1
        if line < self.model.rowCount():
            following = self.model.id_at(line)
            QTimer.singleShot(0, self, lambda: self._name_next(following))

    def _name_next(self, post_id: str) -> None:
        if not self.form.error_of("member.name"):
            self.choose(post_id)
            self.form.go_to("member.name")

    def remove(self) -> None:
        """Takes the person off the rota; whoever they were to see comes off the plan."""
        plan = self.changes.here
        gone = [post for post in on_rota(plan) if post.id in self.table.selected_ids]
        if gone:
            who = gone[0].member.name if len(gone) == 1 else counted(len(gone), "person", "people")
            self.changes.make(f"{who} not here today", without_parts(plan, *(post.shift for post in gone)))


def _nothing() -> None:
    """The part itself answers the button."""
