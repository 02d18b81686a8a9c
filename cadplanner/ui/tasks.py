"""Task: a pure function in a second process, answered in slices, stopped at once."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler

from PySide6.QtCore import QObject, QTimer, Signal

from cadplanner.ui.second_process import ANSWER, FAILED, FINISHED, READY, work

LOOK_EVERY = 50  # milliseconds between looks at the second process
LOOK_SOON = 5  # milliseconds, while a large answer is coming through
LOOK_FOR = 0.015  # seconds that one look may keep the window waiting


class Task(QObject):
    """Runs a picklable function of frozen values in a process of its own; `start()` it.

    A function that returns an iterator answers once for each value, any other once. After `stop()` no signal
    comes any more. The process dies with the task, and with the program.
    """

    answered = Signal(object)
    finished = Signal()
    failed = Signal(str)
    """What went wrong, as a sentence for a person; nothing else will come."""

    def __init__(self, function: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._function = function
        self._pieces: list[bytes] = []
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether more may come."""
        return self._process is not None

    @property
    def process_id(self) -> int:
        """The number the system gave the process; 0 while none runs."""
        return (self._process.pid or 0) if self._process is not None else 0

    def start(self) -> None:
        """Begins; answers come through the signals."""
        context = multiprocessing.get_context("spawn")
        self._pipe, other_end = context.Pipe()
        self._process = context.Process(target=work, args=(other_end,), daemon=True)
        self._process.start()
        other_end.close()
        self.destroyed.connect(partial(_end, self._process))
        self._timer.start()

    def stop(self) -> None:
        """Ends the process at once; silent, and harmless when nothing runs."""
        self._timer.stop()
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if process is not None:
            _end(process)
        if pipe is not None:
            pipe.close()
        self._pieces = []

    def _look(self) -> None:
        until = time.monotonic() + LOOK_FOR
        try:
            while self._pipe is not None and self._pipe.poll() and time.monotonic() < until:
                self._heard(self._pipe.recv_bytes())
        except (EOFError, OSError):
            self._fail("The work stopped before it was done; the computer may be short of memory. Nothing was lost.")
        self._timer.setInterval(LOOK_SOON if self._pieces else LOOK_EVERY)

    def _heard(self, said: bytes) -> None:
        assert self._pipe is not None
        if said == READY:
            function, self._function = self._function, _sent  # what it holds may be a secret
            self._pipe.send(function)
        elif said == FINISHED:
            self.stop()
            self.finished.emit()
        elif said in {ANSWER, FAILED}:
            value = ForkingPickler.loads(b"".join(self._pieces))
            self._pieces = []
            self.answered.emit(value) if said == ANSWER else self._fail(str(value))
        else:
            self._pieces.append(said[1:])

    def _fail(self, says: str) -> None:
        self.stop()
        self.failed.emit(says)


def end_all(gone: QObject) -> None:
    """What belongs to something that goes does nothing more: its second processes end, and its clocks stand."""
    for task in gone.findChildren(Task):
        task.stop()
    for timer in gone.findChildren(QTimer):
        timer.stop()


def _sent() -> None:
    """In place of a function that the second process has."""


def _end(process: BaseProcess, *_: object) -> None:
    """Kills the process and waits for the system to have taken it away."""
    if process.is_alive():
        process.kill()
    process.join(2)
