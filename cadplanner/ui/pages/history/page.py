"""What was done and by whom, how long days are kept, and who works with the file."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cadplanner.ui.kit.part_tabs import PartTabs, TabsOrChoice
from cadplanner.ui.kit.posing import Pose, with_dialog
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pages.history.done_part import DonePart
from cadplanner.ui.pages.history.keeping_part import KeepingPart
from cadplanner.ui.pages.history.operator_form import OperatorForm
from cadplanner.ui.pages.history.people_part import PeoplePart
from cadplanner.ui.workspace import Workspace

PARTS = ("done", "keeping", "people")
WORDS = ("What was &done", "&Keeping and deleting", "People who &work here")


class HistoryPage(QWidget):
    """Three parts under one row of tabs; each reads the file for itself when it is shown."""

    title = "History"
    icon = "history"
    wants_page = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._build()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Reads the part that is shown again; the others when they are."""
        part = self._parts.currentWidget()
        assert isinstance(part, DonePart | KeepingPart | PeoplePart)
        part.reload()

    def closing(self) -> None:
        """Nothing more is looked for; called before the file is closed."""
        self.done.closing()

    def show_part(self, key: str) -> None:
        """Goes to a part by its key."""
        self._tabs.setCurrentIndex(PARTS.index(key))

    def poses(self) -> Iterator[Pose]:
        """The page with no entry chosen, which would name this computer."""
        self.done.table.clearSelection()
        yield "nothing-chosen"
        self.show_part("keeping")
        yield "keeping"
        kept = self.keeping.chosen
        if kept is not None:
            self.keeping.question.ask(kept)
            yield "deletion"
            self.keeping.question.hide()
        self.show_part("people")
        yield "people"
        form = OperatorForm(None, (), lambda: "posed", self)
        form.submit()
        yield from with_dialog("person", form)
        self.show_part("done")

    def _build(self) -> None:
        self._tabs = PartTabs(self, name="Parts of the history")
        for words in WORDS:
            self._tabs.addTab(words)
        self.done = DonePart(self._workspace)
        self.keeping = KeepingPart(self._workspace)
        self.people = PeoplePart(self._workspace)
        self._parts = Stack(self)
        for part in (self.done, self.keeping, self.people):
            self._parts.addWidget(part)
        self._parts.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE, 0, 2 * SPACE, 0)
        top.addWidget(TabsOrChoice(self._tabs, self), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._parts, 1)

    def _wire(self) -> None:
        self.keeping.wants_page.connect(self.wants_page)
        self._tabs.currentChanged.connect(self._on_part)
        self._workspace.changed.connect(self._on_changed)

    def _on_changed(self, _kinds: frozenset[type]) -> None:
        self.reload()

    def _on_part(self, number: int) -> None:
        self._parts.setCurrentIndex(number)
        self.reload()
