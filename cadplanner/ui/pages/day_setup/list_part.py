"""A part of the set-up that is a list: the table, the form of what is chosen beside it, add and remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.setup.change import written
from cadplanner.core.setup.field import Field
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import heading
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.day_setup.changes import Changes
from cadplanner.ui.pages.day_setup.thing_form import ThingForm


@dataclass(frozen=True)
class Listed:
    """What a list is of: its words, its columns and fields, and how things are found in a plan and named."""

    one: str
    many: str
    empty: str
    columns: Callable[[Changes], Sequence[Column[Any]]]
    fields: Sequence[Field[Any]]
    things: Callable[[Plan], Sequence[Any]]
    title: Callable[[Any], str]


class ListPart(QWidget):
    """A list and the form beside it. Sub-classes say what adding and removing do."""

    def __init__(self, changes: Changes, listed: Listed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes = changes
        self.listed = listed
        self._build()
        self._wire()

    def reload(self) -> None:
        """Shows the list as it stands, keeping what was chosen."""
        plan = self.changes.here
        chosen = self.chosen_id
        with QSignalBlocker(self):
            self.model.set_rows(self.listed.things(plan))
        if self.model.rowCount():
            self.choose(chosen if self.model.line_of(chosen) >= 0 else self.model.id_at(self._near_line()))
        self._show_chosen()

    @property
    def chosen_id(self) -> str:
        """The id of what the form shows; '' for none."""
        chosen = self.table.selected_ids
        return chosen[0] if chosen else ""

    def choose(self, thing_id: str) -> None:
        """Shows that one in the form."""
        if self.model.line_of(thing_id) >= 0:
            self.table.select_ids((thing_id,))
            self._line = self.model.line_of(thing_id)

    def go_to(self, about: str) -> None:
        """Brings what a problem is about into view and takes the keyboard."""
        self.choose(about)
        self.table.setFocus()

    def add(self) -> None:
        """Adds one."""
        raise NotImplementedError

    def remove(self) -> None:
        """Takes out what is chosen."""
        raise NotImplementedError

    def more_buttons(self) -> Sequence[QPushButton]:
        """Further buttons under the list."""
        return ()

    def made(self, thing_id: str) -> None:
        """Shows what was just added, ready to be named."""
        self.choose(thing_id)
        self._show_chosen()
        if self.chosen_id == thing_id:
            self.form.go_to(self.listed.fields[0].name)

    def button(self, words: str, icon: str, on_clicked: Callable[[], object]) -> QPushButton:
        """A button for the row under the list."""
        button = QPushButton(words, self)
        put_icon(button, icon)
        button.setAccessibleName(words.replace("&", ""))
        button.clicked.connect(on_clicked)
        return button

    def _build(self) -> None:
        self._line = 0
        self.model: TableModel[Any] = TableModel(self.listed.columns(self.changes), self)
        self.table: Table = Table(self.model, self, name=self.listed.many.capitalize(), empty=self.listed.empty)
        self.form = ThingForm(self.listed.fields)
        self._title = heading("")
        self._title.setWordWrap(True)
        self._beside = QWidget()
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE)
        beside.addWidget(self._title)
        beside.addWidget(self.form, 1)
        scroll = Frame(self._beside, self, name=f"One of the {self.listed.many}", upright=True)
        self.split = Beside(self)
        self.split.add(self._left(), least=36, stretch=5)
        self.split.add(scroll, least=44, stretch=6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _left(self) -> QWidget:
        left = QWidget(self)
        self.add_button = self.button(f"Add {self.listed.one}", "plus", self.add)
        self.remove_button = self.button("Remove", "trash-2", self.remove)
        self.remove_button.setAccessibleName(f"Remove {self.listed.one}")
        line = WrappingLine(left, gap=SPACE // 2)
        for button in (self.add_button, *self.more_buttons(), self.remove_button):
            line.row.addWidget(button)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.table, 1)
        column.addWidget(line)
        return left

    def _wire(self) -> None:
        self.table.selection_changed.connect(self._on_selected)
        self.table.row_opened.connect(lambda _: self.form.go_to(self.listed.fields[0].name))
        self.form.changed.connect(self._on_changed)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)

    def _near_line(self) -> int:
        return min(self._line, self.model.rowCount() - 1)

    def _show_chosen(self) -> None:
        thing = self.model.row_at(self.model.line_of(self.chosen_id)) if self.chosen_id else None
        self._beside.setVisible(thing is not None)
        self.remove_button.setEnabled(thing is not None)
        if thing is not None:
            self._title.setText(self.listed.title(thing))
            self.form.show_thing(self.changes.here, thing, self.listed.title(thing))

    def _on_selected(self) -> None:
        if self.chosen_id:
            self._line = self.model.line_of(self.chosen_id)
        self._show_chosen()

    def _on_changed(self, label: str, thing: Any, name: str) -> None:
        after = written(self.changes.here, thing)
        self.changes.make(label, after, declined=lambda: self.form.reset(name))
