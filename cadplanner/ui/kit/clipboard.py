"""What is copied from the window: kept out of the clipboard's history, and gone after a minute."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

STAYS = 60_000  # milliseconds
SECRET = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    "x-kde-passwordManagerHint": b"secret",
}
"""How history programs are asked to leave a content alone: Windows' own, and KDE's."""


class Clipboard(QObject):
    """Watches over what this program puts on the clipboard; what others put there is left alone.

    `is_ours` says whether the content comes from here; the system is asked unless it is given.
    """

    def __init__(self, parent: QObject, *, stays: int = STAYS, is_ours: Callable[[], bool] | None = None) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        self._is_ours = is_ours or self._clipboard.ownsClipboard
        self._ours = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stays)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._on_changed)

    def clear(self) -> None:
        """Empties it, if what is there is still ours."""
        self._timer.stop()
        if self._ours and self._clipboard.text() == self._ours:
            self._clipboard.clear()
        self._ours = ""

    def _on_changed(self) -> None:
        self._ours = self._clipboard.text() if self._is_ours() else ""
        if self._ours and not self._clipboard.mimeData().hasFormat(next(iter(SECRET))):
            secret = QMimeData()
            secret.setText(self._ours)
            for name, value in SECRET.items():
                secret.setData(name, value)
            self._timer.start()
            self._clipboard.setMimeData(secret)
