"""Puts the parts together: log, settings, window, and the box of last resort."""

from __future__ import annotations

import gc
import getpass
import logging
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from uuid import uuid4

from PySide6.QtCore import QByteArray, QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from cadplanner import __version__
from cadplanner.errors import CadError
from cadplanner.hardening import harden
from cadplanner.paths import home, resources
from cadplanner.settings import Settings, read_settings, write_settings
from cadplanner.ui.kit.clipboard import Clipboard
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.main_window import Around, MainWindow
from cadplanner.ui.main_window.doorbell import ring

LOG = logging.getLogger("cadplanner")
LOG_BYTES, LOGS_KEPT = 500_000, 3
SETTINGS = "settings.toml"
LOCKED = 64  # what the event loop ends with where the file was locked
TIDY_EVERY = 1000  # milliseconds
SPARE = 100  # pixels of a screen that a window of its usual size leaves free


def run(argv: Sequence[str]) -> int:
    """Opens the window, with FILE.cad open where one is named; returns the exit status."""
    if argv and ring(Path(argv[0]).resolve()):
        return 0  # the window that has it open has come to the front
    harden()
    start_log(home())
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in a terminal: what was confirmed is in the file
    app = QApplication([sys.argv[0], *argv])
    app.setApplicationName("CAD Planner")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(resources() / "icons" / "calendar-check.svg")))
    LastResort(app).install()
    collect_between_events(app)
    settings = read_settings(home() / SETTINGS)
    apply_theme(app, Theme(settings.theme), text_size=settings.text_size)
    window = MainWindow(Around(lambda: datetime.now(UTC), lambda: uuid4().hex, _who()), settings)
    window.tastes.changed.connect(_keep_settings)
    app.styleHints().colorSchemeChanged.connect(window.tastes.follow_system)
    _place(window, settings)
    clipboard = Clipboard(app)
    app.aboutToQuit.connect(clipboard.clear)
    locked: list[Path] = []
    window.locking.locked.connect(clipboard.clear)
    window.locking.locked.connect(locked.append)
    window.locking.locked.connect(lambda: app.exit(LOCKED))
    if argv:
        QTimer.singleShot(0, window, lambda: window.open_file(Path(argv[0]).resolve()))
    status = int(app.exec())
    if status == LOCKED and locked:
        start_anew(locked[-1])
    return status


def start_anew(path: Path) -> None:
    """The same program, with nothing in its memory of what it has shown: names stay there until a process ends."""
    LOG.info("locked")
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "cadplanner"]
    if sys.platform == "win32":  # pragma: no cover
        subprocess.Popen([*program, str(path)])  # noqa: S603 - ourselves
    else:
        os.execv(program[0], [*program, str(path)])  # noqa: S606 - ourselves


def start_log(folder: Path) -> None:
    """Logs to FOLDER/log.txt: ids and places in the program, never names, numbers or birth dates."""
    with suppress(OSError):  # a full or read-only disk is no reason not to open the window
        folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(folder / "log.txt", maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8")
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        LOG.addHandler(file)
        LOG.setLevel(logging.INFO)
        LOG.info("started, version %s", __version__)


class LastResort:
    """Catches what nothing else caught: logs where it happened and says so once, with the work kept."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._shown = False

    def install(self) -> None:
        """Takes the hooks of Python and of Qt."""
        sys.excepthook = self.caught
        threading.excepthook = lambda fault: self.caught(
            fault.exc_type, fault.exc_value or fault.exc_type(), fault.exc_traceback
        )
        qInstallMessageHandler(heard_from_qt)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """One fault: to the log without its text, which may quote a patient, and once to a box."""
        if issubclass(kind, KeyboardInterrupt):
            self._app.quit()
            return
        LOG.error("fault: %s", where(kind, trace))
        if not self._shown:
            self._shown = True
            QTimer.singleShot(0, self._app, lambda: self._show(kind, error, trace))

    def _show(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        box = QMessageBox(self._app.activeWindow())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("CAD Planner")
        if isinstance(error, CadError):
            box.setText(str(error))
            box.setInformativeText(error.advice)
        else:
            box.setText("Something went wrong in the program. What you had confirmed before is saved.")
            box.setInformativeText(
                "Look whether your last step is there, and do it again if it is not. If this happens again, close the "
                f"program, open it again, and send the log file ({home() / 'log.txt'}), which names nobody, to whoever "
                f"supports you.\n\n{where(kind, trace).splitlines()[-1]}"
            )
        box.exec()
        self._shown = False


def where(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of fault and the places it passed through, without the values that were there."""
    frames = traceback.extract_tb(trace)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-8:]))
    return f"{kind.__name__} at {places}" if places else kind.__name__


def heard_from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's own complaints, to the log; they speak of widgets, not of patients."""
    grave = kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    LOG.log(logging.ERROR if grave else logging.INFO, "Qt: %s", message)


def collect_between_events(app: QApplication) -> None:
    """Lets Python tidy up only when Qt is at rest: in the middle of Qt's own walks it could take a widget away.

    What was there after a whole round is not looked at again: with a file open, that takes a quarter of a second.
    """
    gc.disable()
    gc.freeze()
    timer = QTimer(app)
    timer.timeout.connect(_tidy)
    timer.start(TIDY_EVERY)


def _tidy() -> None:
    for generation, (count, limit) in reversed(list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        if count > limit:
            gc.collect(generation)
            if generation == len(gc.get_threshold()) - 1:
                gc.freeze()
            return


def _place(window: MainWindow, settings: Settings) -> None:
    """Shows the window where it was last; the first time in full on a small screen."""
    room = window.screen().availableSize()
    if window.restoreGeometry(QByteArray.fromBase64(settings.window.encode())):
        window.show()
    elif room.width() < window.width() + SPARE or room.height() < window.height() + SPARE:
        window.showMaximized()
    else:
        window.show()


def _keep_settings(settings: Settings) -> None:
    try:
        write_settings(settings, home() / SETTINGS)
    except CadError as error:
        LOG.warning("settings not kept: %s", type(error.__cause__).__name__)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
