"""Rehearse: a what-if asked of the planned day, played many times in a second process, answered in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cadplanner.core.live.board import Board
from cadplanner.core.model.plan import Plan
from cadplanner.core.rehearsal.advice import Progress, asking
from cadplanner.core.rehearsal.hall_now import hall_now
from cadplanner.core.rehearsal.rehearse import USUAL_RUNS, USUAL_SEED, Answer
from cadplanner.errors import CadError
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.empty import EmptyPage, primary_button
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.spoken import announce
from cadplanner.ui.kit.stack import OneShown, Stack
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.under_way import progress_bar
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.rehearse.question import QuestionForm
from cadplanner.ui.pages.rehearse.result import TRYING, Result
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace

ASK = "What if…?"
FOR = "Choose what may happen, then press Rehearse. Nothing is written: the plan stays as it is."
PLAN_CHANGED = "The plan has changed since. Press Rehearse to play it as it is now."


class _Left(Frame):
    """Scrolls up and down alone: it is as wide as what is in it needs."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside, name="What if", upright=True)
        self._inside = inside

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._inside.minimumSizeHint().width() + bar, super().minimumSizeHint().height())


class RehearsePage(QWidget):
    """Plays the day before it happens. It writes nothing."""

    title = "Rehearse"
    icon = "circle-play"
    needs_day = True

    wants_page = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plan: Plan | None = None
        self._task: Task | None = None
        self._stale = False
        self._build()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Shows the plan of the current day as it now is; what came of an older plan is forgotten."""
        self._stale = False
        day_id, before = self._workspace.day_id, self._plan
        plan = self._workspace.store.plan(day_id) if day_id else None
        self._plan = plan if plan is not None and plan.visits else None
        if self._plan is None:
            self._forget(FOR)
            self._stack.setCurrentWidget(self._empty)
            return
        if self._plan != before:
            same_day = before is not None and before.day.id == self._plan.day.id
            self._forget(PLAN_CHANGED if same_day and self._has_asked else FOR)
        self._offer()
        self._stack.setCurrentWidget(self._full)

    def rehearse(self) -> None:
        """Plays the day under what is asked; the answer comes as it is found."""
        what_if = self.question.what_if()
        if self._plan is None or what_if is None:
            return
        self._drop()
        self._name = self.question.name
        board = self._board() if self.question.is_from_now else None
        now = hall_now(board) if board else None
        self._task = Task(partial(asking, self._plan, what_if, runs=USUAL_RUNS, seed=USUAL_SEED, now=now), self)
        self._task.answered.connect(self._on_answered)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failed)
        self._task.start()
        self._show_busy(busy=True)

    def _board(self) -> Board | None:
        """The day as it is being lived, once somebody has come; None before, and where it is another day than today."""
        live = live_day_of(self._workspace)
        board = live.board
        if board is None or board.closed or live.stands_still:
            return None
        return board if any(person.arrived is not None for person in board.people) else None

    @property
    def running(self) -> bool:
        """Whether the day is being played."""
        return self._task is not None

    def poses(self) -> Iterator[str]:
        """States for pictures of the page: answers to two questions."""
        if self._plan is not None:
            self.question.ask("All takes 20% longer")
            self.rehearse()
            yield "longer"
            self._scroll.verticalScrollBar().setValue(self._scroll.verticalScrollBar().maximum())
            yield "longer-below"

    def closing(self) -> None:
        """Stops what is under way, before the page goes."""
        self._drop()

    def _build(self) -> None:
        self._empty = EmptyPage(
            "Nothing to rehearse yet",
            "Here the planned day is played before it happens: what if all takes longer, some do not come, or a "
            "clinician rings in sick? Plan the day first.",
            icon=self.icon,
            action="Go to the plan",
        )
        self.question = QuestionForm()
        self.start = primary_button("&Rehearse", icon=self.icon)
        self.stop = QPushButton("Cancel")
        self._busy = progress_bar()
        self._busy_words = PlainLabel("", role=Role.TEXT_SOFT)
        self._before = EmptyPage(ASK, FOR, icon=self.icon)
        self.result = Result()
        self._name = ""
        self._has_asked = False
        self._scroll = Frame(self.result, name="What came of it", takes_keys=True)
        self._right = Stack()
        self._right.addWidget(self._before)
        self._right.addWidget(self._scroll)
        self._full = Beside()
        self._full.add(_Left(self._build_left()), least=36, stretch=0)
        self._full.add(self._right, least=60)
        self._stack = OneShown(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        self._show_busy(busy=False)

    def _build_left(self) -> QWidget:
        left = QWidget()
        buttons = QHBoxLayout()
        buttons.addWidget(self.start, 1)
        buttons.addWidget(self.stop)
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.question)
        column.addLayout(buttons)
        column.addWidget(self._busy)
        column.addWidget(self._busy_words)
        column.addStretch(1)
        return left

    def _wire(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self._workspace.day_changed.connect(self._on_changed)
        live_day_of(self._workspace).changed.connect(self._on_lived)
        self._empty.asked.connect(lambda: self.wants_page.emit("plan"))
        self.start.clicked.connect(self.rehearse)
        self.stop.clicked.connect(self._on_stop)

    def _on_changed(self, _: object = None) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _offer(self) -> None:
        assert self._plan is not None
        board = self._board()
        self.question.show_plan(self._plan, board.minute if board else None)

    def _on_lived(self) -> None:
        """Time goes on, or somebody comes: what is being asked stays as it is, but for where it may begin."""
        self._stale |= not self.isVisible()
        if self._plan is not None and self.isVisible() and self.question.may_be_now != (self._board() is not None):
            self._offer()

    def _forget(self, says: str) -> None:
        self._drop()
        self._has_asked = False
        self._before.set_words(ASK, says)
        self._right.setCurrentIndex(0)

    def _on_answered(self, step: Progress | Answer) -> None:
        assert self._plan is not None
        if isinstance(step, Progress):
            self._busy.setRange(0, step.of)
            self._busy.setValue(step.done)
            return
        self._has_asked = True
        self.result.show_answer(self._plan, self._name, step)
        self._right.setCurrentIndex(1)
        if step.advice:
            announce(self, f"What would help: {' '.join(step.advice)}")
            return
        announce(self, " ".join(self.result.sentences))
        self._busy_words.setText(TRYING)
        self._scroll.verticalScrollBar().setValue(0)

    def _on_finished(self) -> None:
        self._drop()

    def _on_failed(self, says: str) -> None:
        self._drop()
        self._workspace.refused.emit(CadError("The day could not be rehearsed.", says))

    def _on_stop(self) -> None:
        self._drop()
        self.result.stopped()

    def _drop(self) -> None:
        """Ends what is being played, without a word."""
        task, self._task = self._task, None
        if task is not None:
            task.stop()
            task.deleteLater()
        self._show_busy(busy=False)

    def _show_busy(self, *, busy: bool) -> None:
        had_keyboard = self.start.hasFocus() or self.stop.hasFocus()
        self.start.setEnabled(not busy)
        for part in (self.stop, self._busy, self._busy_words):
            part.setVisible(busy)
        if busy:
            self._busy.setRange(0, 0)
            self._busy_words.setText(f"Playing the day {USUAL_RUNS} times…")
        if had_keyboard:
            (self.stop if busy else self.start).setFocus()
