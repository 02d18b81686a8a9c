"""The last thing done at the desk, and how one key takes back just that, leaving it in the history."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cadplanner.core.live import record
from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Refusal
from cadplanner.core.model.attendance import DayEvent
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.span import clock
from cadplanner.errors import CadError
from cadplanner.ui.live_day import LiveDay
from cadplanner.ui.pages.desk.bar import LastLine
from cadplanner.ui.workspace import Workspace

NOTHING = Edit("")


class TakeBack(QObject):
    """Remembers what was done last at this desk; what was done elsewhere since is never taken back for it."""

    def __init__(self, workspace: Workspace, live: LiveDay, line: LastLine) -> None:
        super().__init__(line)
        self._workspace, self._live, self._line = workspace, live, line
        self._facts: frozenset[str] = frozenset()
        self._booked = ""

    def remember(self, label: str, facts: Edit, booked: str = "") -> None:
        """The last thing: its words, the facts it wrote, and the undo step of the visits it booked."""
        written = (change.after for change in facts.changes)
        self._facts = frozenset(fact.id for fact in written if isinstance(fact, DayEvent))
        self._booked = booked
        board = self._live.board
        self._line.show_last(f"{label}, {clock(board.minute)}" if label and board else label)

    def look(self, board: Board) -> None:
        """Forgets what was taken back elsewhere, as by Undo."""
        if self._facts and self._facts.isdisjoint(fact.id for fact in board.facts):
            self.remember("", NOTHING)

    def take_back(self) -> None:
        """Takes the last thing back, all of it, on any day; the history keeps both."""
        facts, booked = self._facts, self._booked
        if booked and self._workspace.undo_words != booked:
            self._refuse()
            return
        if booked:
            self._workspace.undo()
        if not facts or self._annul(facts):
            self.remember("", NOTHING)

    def _annul(self, facts: frozenset[str]) -> bool:
        board = self._live.board
        assert board is not None
        mine = [fact.id for fact in board.facts if fact.who == self._workspace.who]
        if not mine or mine[-1] not in facts:
            self._refuse()
            return False
        if not self._live.stands_still:
            return self._live.take_back()
        answer = record.undo_last(board, self._live.by())
        if isinstance(answer, Refusal):
            self._workspace.refused.emit(CadError(answer.says, ""))
            return False
        return self._workspace.do(answer)

    def _refuse(self) -> None:
        says = "Something else was done since then."
        self._workspace.refused.emit(CadError(says, "Take that back first: Undo in the Edit menu names it."))
