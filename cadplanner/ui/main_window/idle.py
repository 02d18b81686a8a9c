"""Whether anybody is there: counts from the last key or click, warns a minute before, then says that time is up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_EVERY = 1_000  # milliseconds
WARNING = 60  # seconds
SLEPT = 60  # seconds between two looks: the computer was asleep
SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """Watches while a file is open. `seconds` is a clock that goes on while the computer sleeps."""

    warned = Signal(int)
    """So many seconds are left; 0 once somebody is there again."""
    expired = Signal()

    def __init__(self, seconds: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._last = self._looked = seconds()
        self._limit = 0
        self._warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self, limit: int) -> None:
        """Watches from now on; time is up after `limit` seconds without a sign."""
        self._limit = limit
        self._last = self._looked = self._seconds()
        self._timer.start()
        self._watch()

    def end(self) -> None:
        """Watches no more."""
        self._timer.stop()
        self._tell(0)

    def _watch(self) -> None:
        """What a person does comes to a window first; to see all events of the program would slow each of them."""
        for window in QGuiApplication.allWindows():
            if isinstance(window, QWindow):  # Python may take a new one for something gone that stood at its address
                window.installEventFilter(self)

    def stay(self) -> None:
        """Somebody is there."""
        self._last = self._seconds()
        self._tell(0)

    def look(self) -> None:
        """Once a second: how long nobody has been there, and whether the computer has slept meanwhile."""
        self._watch()
        now = self._seconds()
        slept, self._looked = now - self._looked > SLEPT, now
        left = self._limit - (now - self._last)
        if slept or left <= 0:
            self.end()
            self.expired.emit()
        elif left <= WARNING:
            self._tell(max(1, round(left)))

    def _tell(self, left: int) -> None:
        if left or self._warned:
            self._warned = bool(left)
            self.warned.emit(left)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._timer.isActive() and event.type() in SIGNS and event.spontaneous():
            self.stay()
        return False
