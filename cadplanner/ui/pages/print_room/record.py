"""What has been printed of the day, and which of it no longer holds; judged in a second process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.print import Print
from cadplanner.core.paper.stale import Outdated, Why, kept, prints_of
from cadplanner.printing.pack import BY_KEY, PRINTOUTS, Each, Order, no_longer_hold, outdated_words, printed, sheets_in
from cadplanner.printing.sheet import Paper
from cadplanner.printing.words import listed
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace


def with_prints(
    plan: Plan, paper: Paper, orders: tuple[Order, ...]
) -> Iterator[tuple[Order, bytes, tuple[Print, ...]]]:
    """Each order with its PDF, and what is to be remembered once it is on paper: for a second process."""
    for order, pdf in printed(plan, paper, orders):
        yield order, pdf, prints_of(plan, paper.details, paper.version, sheets_in(plan, (order,)))


class PrintRecord(QObject):
    """Keeps prints through the one door, outside undo: a sheet on paper is not taken back."""

    judged = Signal()
    """`outdated` is as it now is."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._task: Task | None = None
        self.outdated: tuple[Outdated, ...] = ()

    def judge(self, plan: Plan) -> None:
        """Begins to compare what was printed of this day with what it would show now; `judged` follows."""
        self.stop()
        store = self._workspace.store
        prints = store.prints(plan.day.id)
        if not prints:
            self._on_judged(())
            return
        self._task = Task(partial(no_longer_hold, prints, plan, store.details()), self)
        self._task.answered.connect(self._on_judged)
        self._task.start()

    def keep(self, plan: Plan, new: Sequence[Print]) -> None:
        """Remembers that these sheets were printed from this plan, and that sheets of nobody were thrown away."""
        gone = [one for one in self.outdated if one.why is Why.GONE]
        edit = kept(self._workspace.store.prints(plan.day.id), new, gone)
        titles = dict.fromkeys(BY_KEY[sheet.sheet].title for sheet in new)
        self._workspace.printed(replace(edit, label=f"Print {listed(list(titles))}"), new)
        self.judge(plan)

    def orders(self) -> tuple[Order, ...]:
        """What to print so that all paper holds again: just the sheets that changed or are missing."""
        whom: dict[str, list[str]] = defaultdict(list)
        for one in self.outdated:
            if one.why is not Why.GONE:
                whom[one.sheet].append(one.whom)
        whole = {key for key in whom if BY_KEY[key].each is Each.DAY}
        in_order = [printout.key for printout in PRINTOUTS if printout.key in whom]
        return tuple(Order(key, None if key in whole else tuple(whom[key])) for key in in_order)

    def says(self) -> str:
        """What no longer holds, in a sentence; '' where all paper holds."""
        return outdated_words(self.outdated)

    def stop(self) -> None:
        """Ends what is under way."""
        if self._task is not None:
            self._task.stop()
            self._task = None

    def _on_judged(self, outdated: object) -> None:
        assert isinstance(outdated, tuple)
        self.outdated = outdated
        self.judged.emit()
