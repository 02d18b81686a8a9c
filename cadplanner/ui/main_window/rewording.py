"""The service's own words were changed: the pages are made anew, so that every label and column says them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.ui.main_window.drafts import come_back, drafts_of
from cadplanner.ui.main_window.page_stack import PageStack
from cadplanner.ui.main_window.pages import SETTINGS
from cadplanner.ui.main_window.resume import Resume
from cadplanner.ui.workspace import Workspace


class Rewording(QObject):
    """Watches one workspace for as long as that lives.

    The settings stay, where she is typing; so does a page with something under way, until that is over.
    """

    def __init__(self, workspace: Workspace, stack: PageStack, show_page: Callable[[str], None]) -> None:
        super().__init__(workspace)
        self._workspace, self._stack, self._show_page = workspace, stack, show_page
        self._words = workspace.words
        self._old: set[str] = set()  # pages that say the words of before
        workspace.changed.connect(self._on_changed)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if ServiceDetails in kinds and self._workspace.words != self._words:
            self._words = self._workspace.words
            self._old = {*self._stack.made} - {SETTINGS}
        if self._old:
            QTimer.singleShot(0, self, self._make_anew)  # once the page that changed them is done with it

    def _make_anew(self) -> None:
        stack = self._stack
        free = {key: stack.made[key] for key in self._old if not getattr(stack.made[key], "under_way", False)}
        self._old -= {*free}
        here = Resume(stack.key, self._workspace.day_id, drafts_of(free))
        stack.leave(free)
        if free and here.page:
            come_back(here, self._shown)

    def _shown(self, key: str) -> QWidget:
        self._show_page(key)
        return self._stack.page
