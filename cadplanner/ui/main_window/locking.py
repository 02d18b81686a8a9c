"""Locking: by key, when nobody is there, when the computer is locked; and back to where she was afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QWidget

from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.main_window.doorbell import Doorbell
from cadplanner.ui.main_window.doors import Doors
from cadplanner.ui.main_window.drafts import come_back
from cadplanner.ui.main_window.idle import IdleWatch
from cadplanner.ui.main_window.menus import Menus
from cadplanner.ui.main_window.resume import Resume, folder, keep, take
from cadplanner.ui.main_window.system_lock import SystemLock
from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.workspace import Workspace

MINUTE = 60


class Desk(Protocol):
    """What locking needs of the window."""

    doors: Doors

    @property
    def workspace(self) -> Workspace | None: ...
    @property
    def page(self) -> QWidget: ...
    @property
    def messages(self) -> MessageBar: ...
    def place(self) -> Resume: ...
    def show_page(self, key: str) -> None: ...
    def close_file(self) -> None: ...
    def open_file(self, path: Path) -> bool: ...


class Locking(QObject):
    """From `begin` until `end` the file that is open is watched over; `lock` locks it."""

    locked = Signal(Path)
    """The file was closed and locked: the process is to start anew, for names stay in its memory."""

    def __init__(
        self, window: QMainWindow, menus: Menus, tastes: Tastes, *, seconds: Callable[[], float] = time.time
    ) -> None:
        super().__init__(window)
        self._desk: Desk = window  # type: ignore[assignment]
        self._window, self._menus, self._tastes = window, menus, tastes
        self._path: Path | None = None
        self._minutes = tastes.lock_after
        self.notice = LockNotice(window)
        self.idle = IdleWatch(seconds, self)
        self.system = SystemLock(self)
        self.bell = Doorbell(window)
        self._listening = False
        menus.show_lock_after(tastes.lock_after)
        self._wire()

    def begin(self, path: Path) -> None:
        """A file is open: watches whether anybody is there, and answers for it."""
        self._path = path
        self.bell.answer(path)
        self.idle.begin(self._tastes.lock_after * MINUTE)
        if not self._listening:
            self._listening = True
            self.system.listen(int(self._window.winId()))

    def end(self) -> None:
        """No file is open."""
        if self._path is not None:
            self._path = None
            self.bell.silence()
            self.idle.end()

    def lock(self) -> None:
        """Closes the file, with where she is and what is half typed kept sealed, and asks for its passphrase again."""
        key, path = self._desk.doors.key, self._path
        if key is None or path is None:
            return
        keep(folder(), key, self._desk.place())
        self._tastes.stood(self._window.saveGeometry().toBase64().toStdString())
        self._desk.close_file()
        self._desk.open_file(path)
        self.locked.emit(path)

    def come_back(self) -> None:
        """To where she was when the file was locked, with what she had begun to type."""
        key, workspace = self._desk.doors.key, self._desk.workspace
        if key is None or workspace is None or (place := take(folder(), key)) is None:
            return
        if any(day.id == place.day_id for day in workspace.store.days()):
            workspace.choose_day(place.day_id)
        if words := come_back(place, self._shown):
            says = "You had begun to type this when the file was locked."
            self._desk.messages.show_message(Severity.NOTE, says, words)

    def _shown(self, key: str) -> QWidget:
        self._desk.show_page(key)
        return self._desk.page

    def _wire(self) -> None:
        self.idle.expired.connect(self.lock)
        self.idle.warned.connect(self.notice.show_left)
        self.notice.stay_wanted.connect(self.idle.stay)
        self.system.locked.connect(self.lock)
        self._menus.lock_wanted.connect(self.lock)
        self._menus.lock_after_wanted.connect(self._tastes.choose_lock_after)
        self._tastes.changed.connect(self._on_tastes_changed)
        self._menus.keys_wanted.connect(self._on_keys_wanted)

    def _on_tastes_changed(self, _settings: object) -> None:
        """The time may have been chosen in the menu or in the settings."""
        minutes = self._tastes.lock_after
        if minutes != self._minutes:
            self._minutes = minutes
            self._menus.show_lock_after(minutes)
            if self._path is not None:
                self.idle.begin(minutes * MINUTE)

    def _on_keys_wanted(self, what: str) -> None:
        workspace = self._desk.workspace
        if workspace is not None and (says := self._desk.doors.change_keys(workspace.store, what)):
            self._desk.messages.say(says)


class LockNotice(QWidget):
    """A note over the window: how long until it locks, and one button to stay."""

    stay_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._words = PlainLabel("", self, bold=True, role=Role.CAUTION_TEXT)
        self._stay = QPushButton("&Stay", self)
        self._stay.setAccessibleDescription("Keeps the file open")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._words)
        row.addWidget(self._stay)
        self._stay.clicked.connect(self.stay_wanted)
        window.installEventFilter(self)
        self.hide()

    def show_left(self, seconds: int) -> None:
        """Says how many seconds are left; goes away with none."""
        if not seconds:
            self.hide()
            return
        first = self.isHidden()
        self._words.setText(f"Nobody here? The file locks in {seconds} seconds.")
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        if first:
            QApplication.alert(self.window())

    def _place(self) -> None:
        self.move((self.window().width() - self.width()) // 2, 2 * SPACE)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(Role.CAUTION_TEXT), 2))
        painter.setBrush(colour(Role.CAUTION))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
