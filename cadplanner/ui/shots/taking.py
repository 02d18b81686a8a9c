"""Takes the pictures of one look and one size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from cadplanner.settings import Settings
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.main_window import Around, MainWindow
from cadplanner.ui.shots.cut_off import Finding, Known, cut_off
from cadplanner.ui.shots.looks import CONTRAST, put_on
from cadplanner.ui.shots.walk import Files, View, settle, walk

SETTLES = 0.3  # seconds


@dataclass(frozen=True, slots=True)
class Pose:
    """How pictures are taken: one of LOOKS, the window in logical pixels, the text in per cent, and which pages."""

    look: str
    size: tuple[int, int]
    text_size: int = 100
    only: tuple[str, ...] = ()


def take(directory: Path, how: Pose, files: Files) -> tuple[Path, ...]:
    """Draws every view; returns the files, such as 06-desk-arrived.png."""
    directory.mkdir(parents=True, exist_ok=True)
    made = []
    for view in views(how, files):
        settle(view.window, SETTLES)
        path = directory / f"{view.name}.png"
        view.window.grab().save(str(path))
        made.append(path)
    return tuple(made)


def measure(how: Pose, files: Files, *, settles: float = 0.0) -> Iterator[tuple[str, Finding]]:
    """What is cut off: the name of each view, and one finding in it."""
    room, known = QSize(*how.size), Known()
    for view in views(how, files):
        settle(view.window, settles)
        for finding in cut_off(view.window, room, known):
            yield view.name, finding


def views(how: Pose, files: Files) -> Iterator[View]:
    """Every view in that look and size, one after another, in a window that is closed in the end."""
    with window_for(how) as window:
        yield from walk(window, files, how.only)


@contextmanager
def window_for(how: Pose) -> Iterator[MainWindow]:
    """A window in that look and size, with no file open; closed in the end."""
    with _silence():
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        put_on(app, how.look, text_size=how.text_size)
        ids = count(1)
        around = Around(lambda: datetime.now(UTC), lambda: f"shot{next(ids)}", "shots")
        theme = Theme.SYSTEM if how.look == CONTRAST else Theme(how.look)
        window = MainWindow(around, Settings(theme=theme, text_size=how.text_size, tour="done"))
        window.setMinimumSize(0, 0)
        window.resize(*how.size)
        window.show()
        try:
            yield window
        finally:
            window.close()


@contextmanager
def _silence() -> Iterator[None]:
    """Off screen, Qt complains of every window it shows."""
    before = qInstallMessageHandler(_pass_over)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _pass_over(_kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """Says nothing."""
