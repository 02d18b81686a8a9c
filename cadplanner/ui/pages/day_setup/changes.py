"""The day being set up, and the one way its parts change it: at once, or after a question where it costs visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from cadplanner.core.model.edit import Edit
from cadplanner.core.model.plan import Plan
from cadplanner.core.setup.change import edit_of
from cadplanner.core.setup.fitting import fitted
from cadplanner.core.setup.problem import counted
from cadplanner.ui.workspace import Workspace


def _nothing() -> None:
    """What happens where nothing is asked for."""


@dataclass(frozen=True)
class Question:
    """Something to be sure of first: what would happen, the words of going ahead, and what either answer does."""

    says: str
    go_ahead: str
    accepted: Callable[[], object]
    declined: Callable[[], object] = _nothing
    keep: str = "Keep it as it is"


class Changes(QObject):
    """Holds the plan that the page is showing. Every part of the page changes it through `make`."""

    asked = Signal(object)
    """A Question to put to the person."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.plan: Plan | None = None

    @property
    def here(self) -> Plan:
        """The plan shown. Raises AssertionError where there is none: parts are then not shown."""
        assert self.plan is not None
        return self.plan

    def make(
        self,
        label: str,
        after: Plan,
        *,
        before: Plan | None = None,
        declined: Callable[[], object] = _nothing,
        also: Edit | None = None,
    ) -> None:
        """Makes `after` of the day as one step. Where people would lose their visits it asks first, with the count.

        `before` says what the file has, where `after` speaks of more than the day (people who were not on its rota);
        `also` is what other days need changed in the same step.
        """
        old = before or self.here
        result = fitted(old, after)
        edit = edit_of(label, old, result.plan)
        edit = edit.and_also(also) if also else edit
        if not result.taken_off:
            self._do(edit, declined)
            return
        people = counted(len(result.taken_off), "person", "people")
        why = f" {result.why}" if result.why else ""
        says = f"{label}: {people} would come off the plan.{why} Plan again to place them; Undo brings all of it back."
        self.asked.emit(Question(says, f"Change it, take {people} off", lambda: self._do(edit, declined), declined))

    def _do(self, edit: Edit, declined: Callable[[], object]) -> None:
        if not self.workspace.do(edit):
            declined()
