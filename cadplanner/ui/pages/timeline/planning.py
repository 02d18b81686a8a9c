"""Planning the day in a second process: the best plan so far as it improves, for so many seconds at most."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.bounds import Bound
from cadplanner.core.planning.solver import USUAL_SLICE, Progress
from cadplanner.core.rehearsal.robust import plan_with_slack
from cadplanner.ui.pages.timeline.reasons import plans_and_bound
from cadplanner.ui.tasks import Task

ROUNDS = 10_000_000  # more than can be done: the time ends it
TICK = 100  # milliseconds between two looks at the clock


class Planning(QObject):
    """One run at a time. It ends when the time is over, when nothing can be better, or when stopped."""

    improved = Signal(object)
    """A Progress with a better plan than before."""
    bounded = Signal(object)
    """A Bound: what no plan can beat."""
    ticked = Signal(int)
    """How much of the time is over, per cent."""
    ended = Signal()
    """Look at `best`; it is None where no plan came in time."""
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.best: Progress | None = None
        self._task: Task | None = None
        self._limit = 0
        self._least = 0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._on_tick)

    @property
    def running(self) -> bool:
        """Whether a plan is being made."""
        return self._task is not None

    def start(self, plan: Plan, *, seconds: int, seed: int, slack: bool = False) -> None:
        """Begins; the visits that are locked stay where they are. With `slack` the plan is one that is planned."""
        self.drop()
        self.best, self._least = None, 0
        self._limit = seconds * 1000
        plans = plan_with_slack if slack else plans_and_bound
        self._task = Task(partial(plans, plan, seed=seed, rounds=ROUNDS, slice_rounds=USUAL_SLICE), self)
        self._task.answered.connect(self._on_answered)
        self._task.finished.connect(self.stop)
        self._task.failed.connect(self._on_failed)
        self._task.start()
        self._clock.start()
        self._timer.start()

    def stop(self) -> None:
        """Ends it and keeps the best so far."""
        if self.running:
            self.drop()
            self.ended.emit()

    def drop(self) -> None:
        """Ends it without a word."""
        self._timer.stop()
        task, self._task = self._task, None
        if task is not None:
            task.stop()
            task.deleteLater()

    def _on_answered(self, progress: Progress | Bound) -> None:
        if not self.running:
            return
        if isinstance(progress, Bound):
            self._least = progress.cost_least
            self.bounded.emit(progress)
            return
        better = self.best is None or progress.cost < self.best.cost
        if better:
            self.best = progress
            self.improved.emit(progress)
        if progress.cost <= self._least:
            self.stop()

    def _on_tick(self) -> None:
        gone = self._clock.elapsed()
        self.ticked.emit(min(100, 100 * gone // max(1, self._limit)))
        if gone >= self._limit and self.best is not None:
            self.stop()

    def _on_failed(self, says: str) -> None:
        self.drop()
        self.failed.emit(says)
