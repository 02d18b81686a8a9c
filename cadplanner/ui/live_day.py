"""The day as it is being lived: one board for all pages, kept up with every fact and with the clock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from cadplanner.core.live.board import Board, board
from cadplanner.core.live.closing import unless_closed
from cadplanner.core.live.facts import Answer, By, Refusal
from cadplanner.core.live.record import undo_last
from cadplanner.core.model.attendance import DayEvent, instant_on, minute_on
from cadplanner.core.model.day_rules import DayRules
from cadplanner.core.model.outcome import Feedback, Outcome, Promise, WhatMatters
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ColumnMapping
from cadplanner.errors import CadError
from cadplanner.ui.workspace import Workspace

LOOKS_EVERY = 5_000  # milliseconds between looks at the clock
NOT_ON_IT: frozenset[type] = frozenset(
    {Referral, ColumnMapping, Print, Outcome, Promise, WhatMatters, Feedback}
)  # kinds of entity that move nobody


class LiveDay(QObject):
    """One for each workspace, `live_day_of` gives it. Facts go in through `note`; `changed` says that it moved on.

    On the day itself its time is now. On another day time stands at the last thing that was noted and nothing can be
    noted; only in a demo the clock runs on from there, so that it can be tried out at any time.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._plan: Plan | None = None
        self._events: tuple[DayEvent, ...] = ()
        self._rules = DayRules()
        self._is_demo = False
        self._board: Board | None = None
        self._new: tuple[DayEvent, ...] = ()  # being written: they need not be read again
        self._began = workspace.clock()
        self._stood = self._began
        self._read()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.look_at_the_clock)
        self._clock.start(LOOKS_EVERY)
        workspace.changed.connect(self._on_changed)
        workspace.day_changed.connect(self._on_another_day)

    @property
    def board(self) -> Board | None:
        """Where everybody is now; None where the file has no day."""
        return self._board

    @property
    def is_today(self) -> bool:
        """Whether the day being shown is today."""
        return self._plan is not None and self._plan.day.on == self._workspace.today()

    @property
    def stands_still(self) -> str:
        """Why nothing can be noted, in a sentence; '' on the day itself, and in a demo."""
        if self._plan is None or self.is_today or self._is_demo:
            return ""
        return f"This day is on {date_words(self._plan.day.on)}, not today: it can be looked at only."

    @property
    def not_begun(self) -> str:
        """Why nothing can be entered yet, in a sentence; '' from the day on, and in a demo."""
        coming = self._plan is not None and self._plan.day.on > self._workspace.today()
        if self._plan is None or not coming or self._workspace.store.details().demo:
            return ""
        return f"This day is on {date_words(self._plan.day.on)}: nothing can be entered before it."

    def now(self) -> datetime:
        """What time it is on the day being shown."""
        if self.is_today or self._plan is None:
            return self._workspace.clock()
        if not self._is_demo:
            return self._stood
        return self._stood + (self._workspace.clock() - self._began)

    def by(self, at: datetime | None = None) -> By:
        """Whoever works here, now; `at` is when it happened, for what is entered late."""
        workspace = self._workspace
        return By(workspace.who, workspace.clock(), workspace.new_id, at or self.now())

    def note(self, answer: Answer) -> bool:
        """Writes what a verb gave, or says kindly why not; whether it was written."""
        return self._write(answer, self.stands_still)

    def enter(self, answer: Answer) -> bool:
        """Writes what is keyed on the day or after it: outcomes, reasons, the close; whether it was written."""
        return self._write(answer, self.not_begun)

    def _write(self, answer: Answer, no: str) -> bool:
        answer = answer if self._board is None else unless_closed(self._board, answer)
        says = answer.says if isinstance(answer, Refusal) else ""
        if no or isinstance(answer, Refusal):
            self._workspace.refused.emit(CadError(no or says, ""))
            return False
        self._new = tuple(change.after for change in answer.changes if isinstance(change.after, DayEvent))
        written = self._workspace.do(answer)
        self._new = ()
        if not written:
            return False
        self._workspace.said.emit(f"{answer.label}.")
        return True

    def take_back(self) -> bool:
        """Takes back what this person noted last, however long ago; it stays in the history."""
        return self._board is not None and self.note(undo_last(self._board, self.by()))

    def look_at_the_clock(self) -> None:
        """Goes on with the time: `changed` where another minute has begun."""
        if self._board is not None and minute_on(self.now(), self._board.plan.day.on) != self._board.minute:
            self._derive()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds <= NOT_ON_IT:
            return
        if kinds == {DayEvent} and self._plan is not None:
            known, store = self._events, self._workspace.store
            self._events = (*known, *self._new) if self._new else store.day_events(self._plan.day.id)
            self._derive()
        else:
            self._read_and_tell()

    def _on_another_day(self, _day_id: str) -> None:
        self._read_and_tell()

    def _read_and_tell(self) -> None:
        self._read()
        self.changed.emit()

    def _read(self) -> None:
        store, day_id = self._workspace.store, self._workspace.day_id
        if not day_id:
            self._plan = self._board = None
            return
        before = self._plan.day if self._plan is not None else None
        self._plan, self._events = store.plan(day_id), store.day_events(day_id)
        self._rules, self._is_demo = store.day_rules(), store.details().demo
        if before is None or (before.id, before.on) != (day_id, self._plan.day.on):
            self._began, self._stood = self._workspace.clock(), self._last_noted()
        self._look()

    def _last_noted(self) -> datetime:
        """When the day being shown was last heard of; its opening where nothing was noted yet."""
        assert self._plan is not None
        day = self._plan.day
        return max([instant_on(day.opening.start, day.on), *(event.at for event in self._events)])

    def _derive(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        assert self._plan is not None
        self._board = board(self._plan, self._events, self.now(), self._rules.policy)


def live_day_of(workspace: Workspace) -> LiveDay:
    """The day being lived in this workspace: always the same one."""
    return workspace.findChild(LiveDay) or LiveDay(workspace)
