"""The person's tastes while the window is open: look, text size, recent files, where the window stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from cadplanner.settings import Settings
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.files import saves_to
from cadplanner.ui.kit.theme import Theme

LOCK_CHOICES = (5, 10, 15)
"""Minutes that are offered."""


class Tastes(QObject):
    """The Settings in force; each change is shown at once and told, to be remembered."""

    changed = Signal(object)
    """The Settings as they now are."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        saves_to(self.save_folder)

    @property
    def theme(self) -> Theme:
        """Whose colours."""
        return Theme(self._settings.theme)

    @property
    def text_size(self) -> int:
        """Per cent."""
        return self._settings.text_size

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """The latest first."""
        return tuple(Path(name) for name in self._settings.recent_files)

    def choose_theme(self, theme: str) -> None:
        """Dresses the program in those colours."""
        self._keep(replace(self._settings, theme=theme))
        self._dress()

    def choose_text_size(self, per_cent: int) -> None:
        """Shows everything in that size."""
        self._keep(replace(self._settings, text_size=per_cent))
        self._dress()

    def follow_system(self) -> None:
        """The system changed between light and dark; follows where that is the setting."""
        if self.theme is Theme.SYSTEM:
            self._dress()

    @property
    def lock_after(self) -> int:
        """Minutes without anybody there."""
        return self._settings.lock_after

    def choose_lock_after(self, minutes: int) -> None:
        """Locks the file after so many minutes without anybody there."""
        self._keep(replace(self._settings, lock_after=minutes))

    @property
    def save_folder(self) -> Path | None:
        """Where what is saved is offered to go; None for the person's documents."""
        return Path(self._settings.save_folder) if self._settings.save_folder else None

    def choose_save_folder(self, folder: Path) -> None:
        """Offers that folder from now on."""
        self._keep(replace(self._settings, save_folder=str(folder)))
        saves_to(folder)

    @property
    def second_folder(self) -> Path | None:
        """Where second copies of files go; None until one was chosen."""
        return Path(self._settings.second_folder) if self._settings.second_folder else None

    def choose_second_folder(self, folder: Path) -> None:
        """Puts second copies there from now on."""
        self._keep(replace(self._settings, second_folder=str(folder)))

    def opened(self, path: Path) -> None:
        """Puts a file at the head of the recent ones."""
        self._keep(self._settings.with_recent(path))

    def gone(self, path: Path) -> None:
        """Forgets a file that is no longer there."""
        self._keep(self._settings.without_recent(path))

    def tried_on(self, path: Path) -> date | None:
        """When a copy of that file was last tried and found good."""
        return self._settings.tried_on(path)

    def tried(self, path: Path, on: date) -> None:
        """Remembers that a copy of that file was tried and found good."""
        self._keep(self._settings.with_tried(path, on))

    @property
    def tour(self) -> str:
        """Where she is with the tour: one of settings.TOURS."""
        return self._settings.tour

    def be_at(self, tour: str) -> None:
        """Remembers where she is with the tour."""
        if tour != self._settings.tour:
            self._keep(replace(self._settings, tour=tour))

    @property
    def news_of(self) -> str:
        """The version whose news were told last; '' before the first file was opened."""
        return self._settings.news_of

    def told_news(self, version: str) -> None:
        """Remembers that the news of that version were told."""
        if version != self._settings.news_of:
            self._keep(replace(self._settings, news_of=version))

    def stood(self, geometry: str) -> None:
        """Remembers where the window stood."""
        self._keep(replace(self._settings, window=geometry))

    def _keep(self, settings: Settings) -> None:
        self._settings = settings
        self.changed.emit(settings)

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.theme, text_size=self.text_size)
