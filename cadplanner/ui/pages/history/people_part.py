"""Who works with the file: names, roles and PINs; empty for somebody who works alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.keeping.roles import SAYS
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator
from cadplanner.ui.kit.empty import EmptyPage
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.rows import Column
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.kit.table import Table, TableModel
from cadplanner.ui.kit.text import hint
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pages.history.operator_form import OperatorForm
from cadplanner.ui.workspace import Workspace

ALONE = "So nobody is asked for a name. Where several people share this file, name yourself first, then the others."
TOGETHER = (
    "When the file is opened, it asks who is working. File, Switch person (Ctrl+Shift+W) asks again without closing it."
)


def columns() -> tuple[Column[Operator], ...]:
    """Name, role, and what it means."""
    return (
        Column("Name", lambda row: row.name, sort_by=lambda row: row.name.casefold(), width=30),
        Column("Role", lambda row: row.role.value, sort_by=lambda row: row.role.value, width=14),
        Column("May do", lambda row: SAYS[row.role], tip=lambda row: SAYS[row.role]),
    )


class PeoplePart(QWidget):
    """The named people. It changes nothing but through `workspace.do`."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._build()
        self._wire()

    def reload(self) -> None:
        """Reads the names again."""
        operators = self._workspace.store.operators()
        self.model.set_rows(operators)
        self._parts.setCurrentIndex(1 if operators else 0)
        if operators and not self.table.selected_ids:
            self.table.selectRow(0)

    def _build(self) -> None:
        self.alone = EmptyPage("You work alone", ALONE, icon="users", action="Name the first &person…", parent=self)
        self.model: TableModel[Operator] = TableModel(columns(), self)
        self.table = Table(self.model, self, name="People who work here")
        self.add = QPushButton("&Add a person…", self)
        put_icon(self.add, "plus")
        self.change = QPushButton("C&hange or new PIN…", self)
        put_icon(self.change, "pencil")
        self.remove = QPushButton("&Remove", self)
        put_icon(self.remove, "trash-2")
        together = QWidget(self)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for button in (self.add, self.change, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(together)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(hint(TOGETHER, self))
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self._parts = Stack(self)
        self._parts.addWidget(self.alone)
        self._parts.addWidget(together)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._parts)

    def _wire(self) -> None:
        self.alone.asked.connect(self._on_add)
        self.add.clicked.connect(self._on_add)
        self.change.clicked.connect(self._on_change)
        self.table.row_opened.connect(self._on_change)
        self.remove.clicked.connect(self._on_remove)

    def _chosen(self) -> Operator | None:
        asked = next(iter(self.table.selected_ids), "")
        return next((row for row in self.model.rows if row.id == asked), None)

    def _on_add(self) -> None:
        self._ask(None)

    def _on_change(self) -> None:
        self._ask(self._chosen())

    def _ask(self, operator: Operator | None) -> None:
        form = OperatorForm(operator, self.model.rows, self._workspace.new_id, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.done_with.connect(self._on_done_with)
        form.open()

    def _on_done_with(self, before: Operator | None, after: Operator) -> None:
        label = f"Let {after.name} work here" if before is None else f"Change what {after.name} may do"
        if self._workspace.do(Edit(label, (Change(before, after),))):
            self.table.select_ids((after.id,))
            self._workspace.said.emit(f"{after.name}: {after.role.value}, {SAYS[after.role]}.")

    def _on_remove(self) -> None:
        operator = self._chosen()
        if operator and self._workspace.do(Edit(f"{operator.name} works here no more", (Change(operator, None),))):
            self._workspace.said.emit(f"{operator.name} was removed; the history keeps the name.")
