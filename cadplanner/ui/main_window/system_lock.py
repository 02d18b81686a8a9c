"""Hears when the computer is locked or put to sleep, from Windows or from the desktop's message bus."""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot

SIGNALS = (  # which bus, interface, signal, and the slot that hears it
    ("session", "org.freedesktop.ScreenSaver", "ActiveChanged", "on_began(bool)"),
    ("session", "org.gnome.ScreenSaver", "ActiveChanged", "on_began(bool)"),
    ("system", "org.freedesktop.login1.Manager", "PrepareForSleep", "on_began(bool)"),
    ("system", "org.freedesktop.login1.Session", "Lock", "on_locked()"),
)
WM_POWERBROADCAST, SUSPEND = 0x0218, 4
WM_WTSSESSION_CHANGE, SESSION_LOCK = 0x02B1, 7


class SystemLock(QObject):
    """`locked` says that the screen was locked or the computer is about to sleep, where the system tells."""

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filter: QAbstractNativeEventFilter | None = None

    def listen(self, window_id: int) -> None:
        """From now on; where the system says nothing, the idle time is left."""
        if sys.platform == "win32":
            self._listen_to_windows(window_id)
        elif sys.platform == "linux":
            self._listen_to_bus()

    def _listen_to_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        buses = {"session": QDBusConnection.sessionBus(), "system": QDBusConnection.systemBus()}
        for bus, interface, signal, slot in SIGNALS:
            if buses[bus].isConnected():
                # bytes, as its stub has it, are refused when it runs
                buses[bus].connect("", "", interface, signal, self, SLOT(slot))  # type: ignore[call-overload]

    @Slot(bool)
    def on_began(self, began: bool) -> None:  # noqa: FBT001 - as the bus calls it
        """The screen went dark, or the computer goes to sleep."""
        if began:
            self.locked.emit()

    @Slot()
    def on_locked(self) -> None:
        """The session was locked."""
        self.locked.emit()

    def _listen_to_windows(self, window_id: int) -> None:  # pragma: no cover
        self._filter = _WindowsMessages(self)
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self._filter)
        ctypes.CDLL("wtsapi32").WTSRegisterSessionNotification(ctypes.c_void_p(window_id), 0)


class _Message(ctypes.Structure):
    """The beginning of a Windows message."""

    _fields_ = (("window", ctypes.c_void_p), ("number", ctypes.c_uint), ("what", ctypes.c_size_t))


class _WindowsMessages(QAbstractNativeEventFilter):
    """Passes every message on, and hears two kinds of them."""

    def __init__(self, lock: SystemLock) -> None:
        super().__init__()
        self._lock = lock

    def nativeEventFilter(self, _kind: object, address: int) -> tuple[bool, int]:
        message = _Message.from_address(int(address))
        if (message.number, message.what) in {(WM_WTSSESSION_CHANGE, SESSION_LOCK), (WM_POWERBROADCAST, SUSPEND)}:
            self._lock.on_locked()
        return False, 0
