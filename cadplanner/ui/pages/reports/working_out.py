"""Works a report out a piece at a time, so that the window stays alive while hundreds of people are counted."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from cadplanner.core.figures import figures
from cadplanner.core.live.board import Board, board
from cadplanner.core.live.outcomes import Kept
from cadplanner.core.model.outcome import Feedback
from cadplanner.core.model.referral import Referral
from cadplanner.core.reporting.days import DayLine, day_line
from cadplanner.core.reporting.report import charts_of, in_words
from cadplanner.ui.workspace import Workspace


class WorkingOut(QObject):
    """Begin it with a board: words come first, then each picture with its place, then the lines of all days."""

    words_ready = Signal(object)
    """The Report, still without pictures."""
    chart_ready = Signal(object, int)
    days_ready = Signal(tuple)
    """The DayLines, the latest day first; nothing more comes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._read: tuple[str, Kept, tuple[Referral, ...], tuple[Feedback, ...]] | None = None
        self._known: dict[str, DayLine] = {}
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_moment)

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        return self._timer.isActive()

    def begin(self, now: Board) -> None:
        """Starts anew; what was still to come does not."""
        self._steps = self._worked_out(now)
        self._timer.start(0)

    def finish(self) -> None:
        """Does all the rest at once."""
        while self.busy:
            self._on_moment()

    def stop(self) -> None:
        """Leaves the rest."""
        self._timer.stop()

    def forget(self) -> None:
        """What was read may have changed."""
        self._read = None
        self._known = {}

    def _on_moment(self) -> None:
        if next(self._steps, self) is self:
            self._timer.stop()

    def _worked_out(self, now: Board) -> Iterator[None]:
        store, pifu_word = self._workspace.store, self._workspace.words.pifu
        day_id = now.plan.day.id
        if self._read is None or self._read[0] != day_id:
            kept = store.kept(day_id)
            yield
            self._read = day_id, kept, store.referrals(), store.feedback(day_id)
            yield
        _, kept, referrals, feedback = self._read
        found = figures(now, kept, referrals, feedback)
        self.words_ready.emit(in_words(now, found, pifu_word))
        yield
        for place, make in enumerate(charts_of(now, found, pifu_word)):
            self.chart_ready.emit(make(), place)
            yield
        self._known[day_id] = day_line(now, kept)
        yield
        yield from self._other_days(day_id)
        lines = sorted(self._known.values(), key=lambda line: (line.on, line.id), reverse=True)
        self._timer.stop()
        self.days_ready.emit(tuple(lines))

    def _other_days(self, day_id: str) -> Iterator[None]:
        """Each day that is not known yet, in steps: what is read, then the board, then its figures."""
        store = self._workspace.store
        days = [day.id for day in store.days()]
        self._known = {known: line for known, line in self._known.items() if known in days}
        for other in days:
            if other != day_id and other not in self._known:
                plan = store.plan(other)
                yield
                events = store.day_events(other)
                yield
                kept = store.kept(other)
                yield
                then = board(plan, events, self._workspace.clock(), kept.rules.policy)
                yield
                self._known[other] = day_line(then, kept)
                yield
