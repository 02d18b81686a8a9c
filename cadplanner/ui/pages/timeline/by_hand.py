"""What a person does to the plan by hand: judged by the rules, made one edit, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.errors import CadError
from cadplanner.ui.pages.timeline.move_dialog import MoveDialog
from cadplanner.ui.pages.timeline.rows import Row
from cadplanner.ui.pages.timeline.verbs import lock_edit, move_edit, swap_edit, take_off_edit
from cadplanner.ui.pages.timeline.verdict import moved_to, swapped
from cadplanner.ui.workspace import Workspace

NOTHING_MOVED = "Nothing was moved."


class ByHand(QObject):
    """Each verb takes the plan that the person was looking at."""

    taken_off = Signal(str)
    """An appointment id."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._page = parent

    def drop(self, plan: Plan, visit_ids: Sequence[str], start: int, row: Row) -> None:
        """Moves a visit, or a class, where no rule says no."""
        verdict = moved_to(plan, visit_ids, start, row)
        if verdict.plan is None:
            self._refuse(verdict.says)
        else:
            self._workspace.do(move_edit(plan, verdict.plan, visit_ids, start))

    def ask_and_move(self, plan: Plan, visit_id: str) -> None:
        """Asks for a time and a place in words."""
        dialog = MoveDialog(plan, visit_id, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.verdict.plan is not None:
            self._workspace.do(move_edit(plan, dialog.verdict.plan, (visit_id,), dialog.start))
        dialog.deleteLater()

    def swap(self, plan: Plan, visit_ids: Sequence[str]) -> None:
        """Puts two visits in each other's place where no rule says no."""
        one, other = visit_ids
        verdict = swapped(plan, one, other)
        if verdict.plan is None:
            self._refuse(verdict.says)
        else:
            self._workspace.do(swap_edit(plan, verdict.plan, (one, other)))

    def lock(self, plan: Plan, visit_ids: Sequence[str], *, locked: bool) -> None:
        """Locks or unlocks."""
        self._workspace.do(lock_edit(plan, visit_ids, locked=locked))

    def take_off(self, plan: Plan, visit_id: str) -> None:
        """Takes all visits of the patient off the plan; she stays invited."""
        appointment = plan.appointment[plan.visit[visit_id].appointment_id]
        if self._workspace.do(take_off_edit(plan, appointment.id)):
            self._workspace.said.emit(f"Card {appointment.card} is off the plan, and still invited.")
            self.taken_off.emit(appointment.id)

    def _refuse(self, says: str) -> None:
        self._workspace.refused.emit(CadError(says, NOTHING_MOVED))
