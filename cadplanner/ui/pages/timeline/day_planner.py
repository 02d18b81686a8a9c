"""Planning and finding reasons, one thing at a time; what comes of it is judged again and stored as one edit."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from cadplanner.core.model.edit import Edit, edit_between
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.bounds import Bound
from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.rota import changes_words
from cadplanner.core.planning.rules import clashes, clashes_of_visits, new_clashes
from cadplanner.core.planning.solver import Progress
from cadplanner.core.planning.wishes import cost
from cadplanner.core.rehearsal.robust import Price, SlackProgress, slack_finished
from cadplanner.errors import CadError
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.pages.timeline.finishing import Finishing
from cadplanner.ui.pages.timeline.planning import Planning
from cadplanner.ui.pages.timeline.reasons import Answer, reasons_for
from cadplanner.ui.pages.timeline.verbs import (
    held,
    held_where_sound,
    plan_edit,
    put_on_edit,
    with_locks_of,
    with_visits_of,
)
from cadplanner.ui.pages.timeline.ways import Way
from cadplanner.ui.pages.timeline.words import counts_sentence, other_times_sentence
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace

SECONDS_TO_PUT_ON = 4
MOST_REASONS = 60
ANEW = "Everybody kept their time; planning anew may find room for the others."
TIMES_CHANGE = "Times change."
PLAN_WITH_SLACK = "Plan the day with slack"
EVEN_OUT = "Even out the rota"
PATIENTLY = 60  # exchanges tried for each visit
CHANGED_MEANWHILE = "The day was changed while it was being planned."


class DayPlanner(QObject):
    """`planning` while a plan is being made. When it ends the best is in the store, or a message says why not.

    `offer` is shown, in the page, where a plan is hers to take or to leave.
    """

    improved = Signal(object)
    """A better Plan of the whole day, to be shown."""
    ticked = Signal(int)
    ended = Signal()
    reason_found = Signal(str, object)
    """An appointment id and its Reason."""
    help_found = Signal(object)
    """Helps for those who are not placed, the best first."""
    bounded = Signal(object)
    """A Bound: what no plan of the whole day can beat."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.offer = MessageBar()
        self._planning = Planning(self)
        self._finishing = Finishing(self)
        self._plan: Plan | None = None
        self._put_on = ""
        self._way = Way.QUICK
        self._cancelled = self._sound = False
        self._reasons: Task | None = None
        self._explained: Plan | None = None
        self._planning.improved.connect(self._on_improved)
        self._planning.bounded.connect(self._on_bounded)
        self._planning.ticked.connect(self.ticked)
        self._planning.ended.connect(self._on_ended)
        self._planning.failed.connect(self._on_failed)
        self._finishing.answered.connect(self._on_finished)
        self._finishing.failed.connect(self._on_failed)

    @property
    def planning(self) -> bool:
        """Whether a plan is being made."""
        return self._planning.running or self._finishing.running

    def plan_the_day(self, plan: Plan, way: Way) -> None:
        """Plans everybody; locked visits stay, and to keep times is for whoever has one without a clash."""
        self._begin(plan, "")
        self._way = way
        seed = self._workspace.store.version_of(plan.day.id) + 1
        if way is Way.EVEN:
            self._finishing.start(partial(evened_out, plan, tries=PATIENTLY))
            return
        start = plan
        if way is Way.KEEP:
            broken = clashes(plan)
            self._sound = not broken
            start = held_where_sound(plan, broken)
        self._planning.start(start, seconds=way.seconds, seed=seed, slack=way is Way.SLACK)

    def put_on(self, plan: Plan, appointment_id: str) -> None:
        """Finds visits for one appointment, and who comes with her, and leaves everybody else where they are."""
        self._begin(plan, appointment_id)
        self._way = Way.KEEP
        others = {appointment.id for appointment in plan.unplaced} - set(plan.coming_with(appointment_id))
        there = tuple(appointment for appointment in plan.appointments if appointment.id not in others)
        self._planning.start(held(replace(plan, appointments=there)), seconds=SECONDS_TO_PUT_ON, seed=1)

    def cancel(self) -> None:
        """Stops; the best so far is kept."""
        self._cancelled = True
        if self._finishing.running:
            self._finishing.drop()
            self._end_with(self._planning.best)
        self._planning.stop()

    def drop(self) -> None:
        """Stops everything without a word; nothing is stored."""
        self._planning.drop()
        self._finishing.drop()
        self._stop_reasons()

    def explain(self, plan: Plan, *, wanted: bool) -> None:
        """Looks for the reasons why people are not placed, once for each plan, where somebody wants to know."""
        if plan is self._explained:
            return
        self._stop_reasons()
        if not wanted or not plan.visits or not plan.unplaced:
            return
        self._explained = plan
        ids = tuple(appointment.id for appointment in plan.unplaced[:MOST_REASONS])
        self._reasons = Task(partial(reasons_for, plan, ids), self)
        self._reasons.answered.connect(self._on_explained)
        self._reasons.start()

    def _on_explained(self, found: Answer) -> None:
        if isinstance(found, Bound):
            self.bounded.emit(found)
        elif found and isinstance(found[0], str):
            self.reason_found.emit(*found)
        else:
            self.help_found.emit(found)

    def _on_bounded(self, limits: Bound) -> None:
        if not self._put_on:
            self.bounded.emit(limits)

    def _begin(self, plan: Plan, put_on: str) -> None:
        self._stop_reasons()
        self.offer.hide()
        self._plan, self._put_on, self._cancelled, self._sound = plan, put_on, False, False

    def _stop_reasons(self) -> None:
        task, self._reasons, self._explained = self._reasons, None, None
        if task is not None:
            task.stop()
            task.deleteLater()

    def _on_improved(self, progress: Progress) -> None:
        if self._plan is None:
            return
        if not self._put_on:
            self.improved.emit(progress.plan)
        elif not progress.unplaced:
            self._planning.stop()

    def _on_ended(self) -> None:
        """What was found anew is finished first: its rota evened out, or its slack priced."""
        best = self._planning.best
        if best is None or self._plan is None or self._cancelled or self._way is Way.KEEP:
            self._end_with(best)
        elif isinstance(best, SlackProgress):
            self._finishing.start(partial(slack_finished, self._plan, best))
        else:
            self._finishing.start(partial(evened_out, best.plan))

    def _on_finished(self, found: Plan | tuple[Plan, Price]) -> None:
        assert self._plan is not None
        if isinstance(found, tuple):
            self._offer_slack(self._plan, *found)
        elif self._way is Way.EVEN:
            self._store_evened(self._plan, found)
        else:
            self._store(self._plan.day.id, found)
        self.ended.emit()

    def _end_with(self, best: Progress | None) -> None:
        """Stopped, or nothing to finish: the best so far is kept, but slack that has no price yet."""
        if best is not None and self._plan is not None and self._way not in {Way.SLACK, Way.EVEN}:
            self._store(self._plan.day.id, best.plan)
        elif self._cancelled:
            self._workspace.said.emit("Stopped before there was a plan; nothing was changed.")
        QTimer.singleShot(0, self, self.ended.emit)  # the window lives between judging and drawing

    def _offer_slack(self, before: Plan, after: Plan, price: Price) -> None:
        """Says what slack saves and costs; it is stored where she takes it."""
        if not price.helps or after.visits == before.visits:
            self._workspace.said.emit(f"{price.says} Nothing was changed.")
            return
        take = partial(self._take_slack, before, after)
        self.offer.show_message(Severity.NOTE, price.says, TIMES_CHANGE, action="Take this plan", on_action=take)

    def _take_slack(self, before: Plan, after: Plan) -> None:
        fresh = self._workspace.store.plan(before.day.id)
        if fresh.visits != before.visits or clashes_of_visits(replace(fresh, visits=after.visits)):
            self._workspace.refused.emit(CadError(CHANGED_MEANWHILE, "Nothing was stored. Plan with slack again."))
        else:
            self._do(edit_between(PLAN_WITH_SLACK, fresh.visits, after.visits), other_times_sentence(fresh, after))

    def _store_evened(self, before: Plan, after: Plan) -> None:
        fresh = self._workspace.store.plan(before.day.id)
        says = changes_words(before, after)
        if fresh.visits != before.visits or new_clashes(fresh, replace(fresh, visits=after.visits)):
            self._workspace.refused.emit(CadError(CHANGED_MEANWHILE, "Nothing was stored. Even out the rota again."))
        elif after.visits == before.visits:
            self._workspace.said.emit(f"{says} Nothing was changed.")
        else:
            self._do(edit_between(EVEN_OUT, fresh.visits, after.visits), says)

    def _on_failed(self, says: str) -> None:
        self._workspace.refused.emit(CadError(says, "Press Plan to try again."))
        self.ended.emit()

    def _store(self, day_id: str, best: Plan) -> None:
        """Judges the best plan against the day as it is now, and stores it as one edit."""
        fresh = self._workspace.store.plan(day_id)
        after = with_visits_of(fresh, best, self._put_on) if self._put_on else with_locks_of(fresh, best)
        kept = {visit for visit in fresh.visits if visit.locked} <= set(after.visits)
        broken = clashes_of_visits(after)
        if broken or not kept:
            says = f"{CHANGED_MEANWHILE} {broken[0].says if broken else 'A visit was locked.'}"
            self._workspace.refused.emit(CadError(says, "Nothing was stored. Press Plan again."))
        elif self._put_on:
            self._store_put_on(fresh, after)
        elif fresh.visits and cost(fresh).total <= cost(after).total and self._is_sound(fresh):
            self._workspace.said.emit("The plan as it stands is as good as any that was found; nothing was changed.")
        else:
            others = ANEW if self._way is Way.KEEP and after.unplaced else other_times_sentence(fresh, after)
            self._do(plan_edit(fresh, after), f"{self._how()} {counts_sentence(after)}. {others}".strip())

    def _is_sound(self, fresh: Plan) -> bool:
        """Whether no visit breaks a rule; what was judged when planning began is not judged again."""
        return (self._sound and fresh == self._plan) or not clashes_of_visits(fresh)

    def _store_put_on(self, fresh: Plan, after: Plan) -> None:
        card = fresh.appointment[self._put_on].card
        if self._put_on in after.visits_of_appointment:
            self._do(put_on_edit(fresh, after, self._put_on), f"Card {card} is on the plan.")
        else:
            says = f"No free times were found for card {card} while everybody else stays where they are."
            self._workspace.refused.emit(CadError(says, "Plan the day again, or see what would help."))

    def _do(self, edit: Edit, says: str) -> None:
        self._workspace.write(edit, lambda there: self._workspace.said.emit(says) if there else None)

    def _how(self) -> str:
        return "Stopped; the best plan so far is kept:" if self._cancelled else "The day is planned:"
