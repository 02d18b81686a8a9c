"""The page of the waiting list: the list, or its empty state, or the import of a file in their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import AppointmentDay
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral
from cadplanner.store.waiting import WaitingQuery
from cadplanner.ui.kit.empty import EmptyPage
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.kit.stack import OneShown
from cadplanner.ui.pages.waiting_list.import_flow import ImportFlow
from cadplanner.ui.pages.waiting_list.people_view import PeopleView
from cadplanner.ui.pages.waiting_list.poses import import_poses
from cadplanner.ui.workspace import Workspace

LISTS = "Lists (*.csv *.xlsx *.xlsm *.tsv *.txt);;All files (*)"
PURPOSE = (
    "Everybody who waits, the longest wait first; from here you choose whom to invite to a day. It begins with a file "
    "from your record system, CSV or Excel, as it is: press the button, or drop the file on this window. "
    "You see every problem before anything is saved."
)
SHOWN = frozenset({Patient, Referral, Appointment, AppointmentDay})


class WaitingListPage(QWidget):
    """Who waits, and whom to invite."""

    title = "Waiting list"
    icon = "clipboard-list"
    needs_day = True

    wants_page = Signal(str)
    """The key of the page to go to."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._flow: ImportFlow | None = None
        self._build()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Shows what the file holds now; an import that has begun stays in front."""
        self.people.reload()
        if not self._importing:
            self._show_list()

    @property
    def importing(self) -> ImportFlow:
        """The import; made when it is first asked for, so that the list is there sooner."""
        if self._flow is None:
            flow = self._flow = ImportFlow(self._workspace, self)
            self._stack.addWidget(flow)
            flow.closed.connect(self._on_import_closed)
            flow.another_wanted.connect(self._on_import_wanted)
        return self._flow

    @property
    def _importing(self) -> bool:
        """Whether the import is in front."""
        return self._flow is not None and self._stack.currentWidget() is self._flow

    @property
    def under_way(self) -> bool:
        """Whether an import has begun that would be lost with the page."""
        return self._importing and self.importing.under_way

    def accept_file(self, path: Path) -> None:
        """Begins the import of a file: dropped on the window, or chosen. Nothing is written before she says so."""
        if self.under_way:
            self.importing.ask_instead(path)
            return
        self._stack.setCurrentWidget(self.importing)
        self.importing.open_list(Path(path))

    def show_referral(self, referral_id: str) -> None:
        """Shows one person of the list; an import that has begun stays in front."""
        self.people.show_referral(referral_id)

    def poses(self) -> Iterator[Pose]:
        """The list in its states where somebody is on it, else the import of one, step by step."""
        if self._stack.currentWidget() is self.people:
            yield from self.people.poses()
            return
        yield from import_poses(self.importing, self.accept_file, self._workspace.today())

    def closing(self) -> None:
        """Stops what still runs; called before the file is closed."""
        if self._flow is not None:
            self._flow.leave()
        self.people.closing()

    def _build(self) -> None:
        self.people = PeopleView(self._workspace, self)
        self.nobody = EmptyPage(
            "Nobody is on the list yet", PURPOSE, icon=self.icon, action="&Import a waiting list", parent=self
        )
        self._stack = OneShown(self)
        for widget in (self.people, self.nobody):
            self._stack.addWidget(widget)

    def _wire(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self._workspace.day_changed.connect(self.reload)
        self.nobody.asked.connect(self._on_import_wanted)
        self.people.import_wanted.connect(self._on_import_wanted)
        self.people.day_wanted.connect(lambda: self.wants_page.emit("day"))

    def _show_list(self) -> None:
        anybody = self._workspace.store.waiting_ids(WaitingQuery(on=self._workspace.today()))
        self._stack.setCurrentWidget(self.people if anybody else self.nobody)

    def _on_import_closed(self) -> None:
        """Back to the list, with the keyboard in it, at the longest waits: new people stand there often."""
        self._show_list()
        self.people.table.scrollToTop()
        (self.people.table if self._stack.currentWidget() is self.people else self.nobody).setFocus()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWN:
            self.reload()

    def _on_import_wanted(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _ = QFileDialog.getOpenFileName(self, "Import a waiting list", folder, LISTS)
        if name:
            self.accept_file(Path(name))
