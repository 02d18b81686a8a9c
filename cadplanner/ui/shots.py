"""Every page of an open file as a picture, drawn off screen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from cadplanner.settings import Settings
from cadplanner.store.store import Store
from cadplanner.ui.kit.theme import Theme, apply_theme
from cadplanner.ui.main_window import PAGES, Around, MainWindow
from cadplanner.ui.tasks import Task

SETTLES, AT_MOST = 0.4, 30  # seconds: at least, and until what runs in a second process is there


def take(
    directory: Path,
    *,
    size: tuple[int, int],
    scale: float,
    theme: str,
    store: Store,
    only: Collection[str] | None = None,
) -> tuple[Path, ...]:
    """Draws the welcome page and every page, or `only` those keys; returns the files, such as 01-welcome.png.

    A page with `poses()` takes on one state after another and names it: 06-desk-arrived.png. Where another window is
    to be drawn, a pose is its name and that window.

    `size` is in pixels of the screen, `scale` the display scaling that QT_SCALE_FACTOR was set to before, so
    1366x768 at 1.5 is a window of 911x512. The store stays open.
    """
    before = qInstallMessageHandler(_pass_over)  # off screen, Qt complains of every window it shows
    try:
        return _take(directory, (round(size[0] / scale), round(size[1] / scale)), theme, store, only)
    finally:
        qInstallMessageHandler(before)


def _take(
    directory: Path, size: tuple[int, int], theme: str, store: Store, only: Collection[str] | None
) -> tuple[Path, ...]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, Theme(theme))
    ids = count(1)
    around = Around(lambda: datetime.now(UTC), lambda: f"shot{next(ids)}", "shots")
    window = MainWindow(around, Settings(theme=theme))
    window.setMinimumSize(0, 0)
    window.resize(*size)
    window.show()
    made = []
    for number, key in enumerate(("welcome", *(line.key for line in PAGES)), start=1):
        if number == 2:
            window.show_store(store)
        if only is None or key in only:
            window.show_page(key)
            name = f"{number:02d}-{key.replace('_', '-')}"
            made.append(_picture(app, window, directory / f"{name}.png"))
            for pose in getattr(window.page, "poses", tuple)():
                pose_name, seen = (pose, window) if isinstance(pose, str) else pose
                made.append(_picture(app, seen, directory / f"{name}-{pose_name}.png"))
    window.leave_store()
    window.close()
    return tuple(made)


def _picture(app: QApplication, window: QWidget, path: Path) -> Path:
    began = last_busy = monotonic()
    while (now := monotonic()) - last_busy < SETTLES and now - began < AT_MOST:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if any(task.running for task in window.findChildren(Task)):
            last_busy = now
    window.grab().save(str(path))
    return path


def _pass_over(_kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """Says nothing."""
