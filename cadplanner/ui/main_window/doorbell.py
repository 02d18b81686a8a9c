"""The doorbell of an open file: a second start with the same file raises the window that has it."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

PATIENCE = 1_000  # milliseconds
RING = b"ring"


class Doorbell(QObject):
    """Answers for one file at a time, to this person alone; nothing is read from whoever rings."""

    rung = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def answer(self, path: Path) -> None:
        """Answers for that file from now on; without a bell the lock file still keeps it to one window."""
        self.silence()
        QLocalServer.removeServer(_name(path))  # what a window that crashed has left
        self._server.listen(_name(path))

    def silence(self) -> None:
        """Answers for none."""
        self._server.close()

    def _on_connection(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self._come_forward()
            self.rung.emit()

    def _come_forward(self) -> None:
        """Before all other windows, as far as the system lets it."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()


def ring(path: Path) -> bool:
    """Raises the window that has this file open; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(RING)
    socket.waitForBytesWritten(PATIENCE)
    return True


def _name(path: Path) -> str:
    """The same for every process of this person, and no name of a file in it."""
    return f"cadplanner-{hashlib.sha256(f'{getpass.getuser()}|{path.resolve()}'.encode()).hexdigest()[:24]}"
