"""The page being shown: one of the open file's, each made when it is first shown, or one that needs no file."""

from __future__ import annotations

import gc
from collections.abc import Collection, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.stack import AtLeast
from cadplanner.ui.kit.tab_order import stops, tab_as_laid_out
from cadplanner.ui.main_window.pages import PageLine
from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.tasks import end_all
from cadplanner.ui.workspace import Workspace

LEAST_LINES = 4  # of text


class PageStack(QStackedWidget):
    """Shows one page at a time; each scrolls where the window is too small for it."""

    wants_page = Signal(str)  # a page asks for another, by its key
    wants_referral = Signal(str)  # a page asks for somebody's place on the waiting list

    def __init__(self, outside: QWidget, tastes: Tastes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._frames: dict[str, QWidget] = {}
        self._outside, self._tastes = outside, tastes
        self.key = ""
        self.addWidget(outside)

    def minimumSizeHint(self) -> QSize:
        """A page scrolls: of a window that is low it takes what the rest leaves."""
        return QSize(0, LEAST_LINES * self.fontMetrics().height())

    @property
    def page(self) -> QWidget:
        """The page being shown."""
        return self._pages.get(self.key, self._outside)

    @property
    def made(self) -> Mapping[str, QWidget]:
        """The pages that have been shown so far, by their keys."""
        return self._pages

    @property
    def needs_day(self) -> bool:
        """Whether the page being shown is about one day."""
        return self.key in self._pages and bool(getattr(self.page, "needs_day", False))

    def show_page(self, line: PageLine, workspace: Workspace) -> None:
        """Shows a page of the open file."""
        if line.key not in self._pages:
            self._make(line, workspace)
        self.key = line.key
        self._turn_to(self._frames[line.key])

    def show_outside(self, page: QWidget) -> None:
        """Shows a page that needs no open file: the welcome page, and those that ask for keys."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self._outside, self.key = page, ""
        self._turn_to(page)

    def _turn_to(self, shown: QWidget) -> None:
        """The keyboard comes along where it was on the page before; nobody is left with none."""
        at = QApplication.focusWidget()
        comes = at is None or self.isAncestorOf(at)
        self.setCurrentWidget(shown)
        at = QApplication.focusWidget()
        if comes and not (at is not None and shown.isAncestorOf(at)):
            there = (each for each in stops(shown) if each.isVisible() and each.isEnabled())
            first = getattr(self.page, "begins_at", None) or next(there, None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - as Qt asks
        tab_as_laid_out(self._frames.get(self.key, self._outside))
        return super().focusNextPrevChild(forwards)

    def leave(self, keys: Collection[str] | None = None) -> None:
        """These pages of the file, or all, end what they are doing and go; they are made again where asked for."""
        for key in tuple(self._pages) if keys is None else keys:
            page, frame = self._pages.pop(key), self._frames.pop(key)
            if hasattr(page, "closing"):
                page.closing()
            end_all(frame)
            self.removeWidget(frame)
            frame.deleteLater()
        gc.unfreeze()  # what they held is of the past now

    def _make(self, line: PageLine, workspace: Workspace) -> None:
        frame = Frame(name=f"{line.title} page")
        self.addWidget(frame)  # before it is filled: Qt looks up the style of all that moves house
        held = QWidget(frame.viewport())
        frame.setWidget(held)
        page = line.make(workspace, held)
        AtLeast(held).addWidget(page)
        self._pages[line.key], self._frames[line.key] = page, frame
        if hasattr(page, "use_tastes"):
            page.use_tastes(self._tastes)
        if hasattr(page, "wants_page"):
            page.wants_page.connect(self.wants_page)
        if hasattr(page, "wants_referral"):
            page.wants_referral.connect(self.wants_referral)
