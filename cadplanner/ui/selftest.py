"""What a self-test asks of the window and of the second process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any

from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from cadplanner.errors import CannotRead
from cadplanner.settings import Settings
from cadplanner.store.store import Store
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import FAMILY, Theme
from cadplanner.ui.main_window import PAGES, Around, MainWindow
from cadplanner.ui.main_window.help import show_help
from cadplanner.ui.tasks import Task

OFF_SCREEN = "offscreen"
WHOLE_PROGRAM = "Install the program again, with all its files."


def window_words(store: Store, now: datetime) -> str:
    """Opens the window, draws each page and opens its help; says so. Raises CannotRead. The store stays open."""
    before = qInstallMessageHandler(_pass_over)  # off screen, Qt complains of every window it shows
    try:
        return _drawn(store, now)
    finally:
        qInstallMessageHandler(before)


def _drawn(store: Store, now: datetime) -> str:
    app = _application()
    apply_theme(app, Theme.LIGHT)
    if FAMILY not in QFontDatabase.families():
        raise CannotRead(f"The letters of {FAMILY} did not load.", WHOLE_PROGRAM)
    window = MainWindow(Around(lambda: now, lambda: "selftest", "selftest"), Settings())
    window.show()
    window.show_store(store)
    for line in PAGES:
        window.show_page(line.key)
        app.processEvents()
        if window.grab().isNull():
            raise CannotRead(f"The page “{line.title}” was not drawn.", WHOLE_PROGRAM)
        if not show_help(window, line.key).text.toPlainText().startswith(line.title):
            raise CannotRead(f"The help of the page “{line.title}” did not open.", WHOLE_PROGRAM)
    window.leave_store()
    window.close()
    where = ", off screen as there is no screen" if QGuiApplication.platformName() == OFF_SCREEN else ""
    return f"opened, {len(PAGES)} pages drawn and the help of each opened{where}"


def answer_of(function: Callable[[], object], seconds: float) -> Any:
    """The last answer of a function in a second process. Raises CannotRead where none comes in so many seconds."""
    _application()
    answers: list[object] = []
    faults: list[str] = []
    task = Task(function)
    task.answered.connect(answers.append)
    task.failed.connect(faults.append)
    task.start()
    until = monotonic() + seconds
    while task.running and monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    late = task.running
    task.stop()
    if faults or late or not answers:
        says = faults[0] if faults else f"The second process did not answer in {seconds:g} seconds."
        raise CannotRead(says, "Something may stop the program from starting itself: an antivirus, or AppLocker.")
    return answers[-1]


def _application() -> QApplication:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app


def _pass_over(_kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """Says nothing."""
