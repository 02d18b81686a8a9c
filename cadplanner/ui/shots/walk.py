"""The way through every page, dialog and panel, each in every state worth a look."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from PySide6.QtCore import QEvent, QEventLoop, QSize
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cadplanner.store.unlocking import by_stated_passphrase, unlock
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.main_window import PAGES, MainWindow
from cadplanner.ui.main_window.poses import at_the_door, dialogs, team
from cadplanner.ui.tasks import Task

AT_MOST = 30  # seconds, for what runs in a second process
NAP = 0.01  # seconds between two looks whether it has come
AGAIN = 3  # times: a part that got its place may ask for another
FRAME = QSize(16, 40)  # pixels that the frame of a dialog takes from the screen
OUTSIDE, INSIDE = "welcome", "window"
"""What `only` calls the pages before a file, and the dialogs of the window itself."""


@dataclass(frozen=True, slots=True)
class Files:
    """What is walked through: a new file, and a demo whose day has begun; both open by the demo's passphrase."""

    new: Path
    demo: Path


@dataclass(frozen=True, slots=True)
class View:
    """Something to look at: what a picture of it is called, and the window it is in."""

    name: str
    window: QWidget


def walk(window: MainWindow, files: Files, only: Collection[str] = ()) -> Iterator[View]:
    """Every view, one after another, as 06-desk-arrived; `only` these keys of pages, OUTSIDE and INSIDE among them.

    A page with `poses()` takes on one state after another and names it. A pose is a name, or a name and the window
    that it is in, where that is another.
    """

    def wanted(key: str) -> bool:
        return not only or key in only

    room = window.size() - FRAME
    if wanted(OUTSIDE):
        yield from _posed("00", window, room, at_the_door(window, files.demo))
    for path, kind in ((files.new, "-empty"), (files.demo, "")):
        window.open_with(path, unlock(path, by_stated_passphrase))
        for number, line in enumerate(PAGES, start=1):
            if wanted(line.key):
                window.show_page(line.key)
                name = f"{number:02d}-{line.key.replace('_', '-')}{kind}"
                yield View(name, window)
                yield from _posed(name, window, room, getattr(window.page, "poses", tuple)())
        if wanted(INSIDE):
            poses = dialogs if path == files.demo else team
            yield from _posed(f"{len(PAGES) + 1:02d}", window, room, poses(window))
        window.close_file()


def _posed(name: str, window: MainWindow, room: QSize, poses: Iterable[Pose]) -> Iterator[View]:
    """The states of a page, and its dialogs, for which the screen has that room."""
    for pose in poses:
        called, seen = (pose, window) if isinstance(pose, str) else pose
        if seen is not window:
            seen.setMaximumSize(room)
        yield View(f"{name}-{called}", seen)


def settle(window: QWidget, least: float) -> None:
    """Lets everything come that is on its way; at least so many seconds."""
    began = last_busy = monotonic()
    _let_come()
    running: list[Task] = []
    while (now := monotonic()) - began < AT_MOST:
        running = [task for task in running if isValid(task) and task.running]
        running = running or [task for task in window.findChildren(Task) if task.running]  # looks through all there is
        if running or getattr(_page(window), "busy", False):
            last_busy = monotonic()
        elif now - last_busy >= least:
            break
        sleep(NAP)
        _let_come()
    for _ in range(AGAIN):
        _let_come()


def _page(window: QWidget) -> QWidget | None:
    return window.page if isinstance(window, MainWindow) else None


def _let_come() -> None:
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs that would
