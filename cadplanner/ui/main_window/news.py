"""What's new: told once in the message bar after an update, and at hand in the help."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from cadplanner import __version__
from cadplanner.ui.kit.message_bar import Severity
from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.main_window.tour import Desk


class News(QObject):
    """Says it when a file is opened and nothing else is to be said; never on the first run of all."""

    def __init__(self, window: QMainWindow, tastes: Tastes) -> None:
        super().__init__(window)
        self._desk: Desk = window  # type: ignore[assignment]
        self._window, self._tastes = window, tastes
        self._is_first_run = not tastes.news_of and not tastes.recent_files
        self._desk.doors.opened.connect(self._on_opened)

    def show(self) -> None:
        """Opens them in the help."""
        from cadplanner.ui.main_window.help import NEWS, show_help

        show_help(self._window, NEWS)

    def _on_opened(self) -> None:
        if self._tastes.news_of == __version__ or self._desk.workspace is None:
            return
        if not self._is_first_run:
            if self._desk.messages.text:
                return
            says = f"CAD Planner was updated to version {__version__}. Your files are as they were."
            self._desk.messages.show_message(Severity.NOTE, says, action="What's new", on_action=self.show)
        self._tastes.told_news(__version__)
