"""Locking: by key, when nobody is there, when the computer is locked; and back to where she was afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from cadplanner.paths import home
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.main_window.idle import IdleWatch
from cadplanner.ui.main_window.resume import Resume, keep, take
from cadplanner.ui.main_window.system_lock import SystemLock

if TYPE_CHECKING:
    from cadplanner.store.data_key import DataKey

MINUTE = 60


class Locking(QObject):
    """`lock_wanted` says that the open file is to be locked now; the window locks it."""

    lock_wanted = Signal()

    def __init__(self, window: QWidget, *, seconds: Callable[[], float] = time.time) -> None:
        super().__init__(window)
        self._notice = LockNotice(window)
        self._idle = IdleWatch(seconds, self)
        self._system = SystemLock(self)
        self._listening = False
        self._watching = False
        self._idle.expired.connect(self.lock_wanted)
        self._idle.warned.connect(self._notice.show_left)
        self._notice.stay_wanted.connect(self._idle.stay)
        self._system.locked.connect(self._on_system_locked)

    def watch(self, minutes: int) -> None:
        """A file is open: watches whether anybody is there."""
        self._watching = True
        self._idle.begin(minutes * MINUTE)
        if not self._listening:
            self._listening = True
            self._system.listen(int(self._notice.window().winId()))

    def rest(self) -> None:
        """No file is open."""
        if self._watching:
            self._watching = False
            self._idle.end()

    def _on_system_locked(self) -> None:
        if self._watching:
            self.lock_wanted.emit()


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


def folder() -> Path:
    """Where what was half typed waits for its file to be opened again."""
    return home() / "locked"


def keep_place(key: DataKey, resume: Resume) -> None:
    """Keeps where she is, sealed with the key of the file."""
    keep(folder(), key, resume)


def place_of(key: DataKey) -> Resume | None:
    """Where she was when this file was locked; None where it was simply closed."""
    return take(folder(), key)
