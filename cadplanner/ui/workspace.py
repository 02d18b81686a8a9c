"""One open file: every edit goes through here, with undo, and tells the pages what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.attendance import DayEvent, Happened
from cadplanner.core.model.day import AppointmentDay
from cadplanner.core.model.edit import Edit, Entity
from cadplanner.core.model.operator import Role
from cadplanner.core.model.outcome import Outcome
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.print import Print
from cadplanner.core.model.words import Words
from cadplanner.errors import CadError
from cadplanner.ui.long_write import Left, LongWrite
from cadplanner.ui.undo_stack import UndoStack

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.store.store import Store
    from cadplanner.store.undo_steps import UndoStep

LOOKS_AGAIN = timedelta(minutes=30)
"""After so long, looking at the same record is written down once more."""
LONG = 300
"""An edit of so many changes is written by a second process: it would hold the window for longer than is felt."""


class Workspace(QObject):
    """The store of one open file, and what can be undone in it.

    `clock` gives an aware instant, `new_id` a fresh id, `who` names the person in the audit trail. `day_id` is the
    day that the pages are showing, '' while the file has none.
    """

    changed = Signal(frozenset)  # after every edit, undo and redo: the kinds (classes) of entity that changed
    refused = Signal(object)  # a CadError: nothing was written
    said = Signal(str)  # a confirmation for the message bar, in the words of the person
    saved = Signal(str, str)  # the same, and the file or folder that was written, which a button opens
    day_changed = Signal(str)  # another day is being shown: its id, '' for none
    writing = Signal(str)  # a long edit is being written by a second process: its words; '' once it is over
    progressed = Signal(int)  # so many hundredths of it are done
    noted = Signal()  # a fact of the day was written or taken back: `undo_words` may be others

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        who: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store, self.clock, self.new_id, self.who = store, clock, new_id, who
        if store.operator is not None:
            self.who = store.operator.name
        self.undo_stack = UndoStack(store.undo_steps, self._take, who=self.who, role=self.role, parent=self)
        self._looked_at: dict[str, datetime] = {}
        self._long: LongWrite | None = None
        self._later: list[Callable[[], object]] = []  # what is to be written down once a long edit is over
        self._noted: list[Edit] = []  # facts and outcomes of the day since the last step on the stack
        self.undo_stack.moved.connect(self._noted.clear)
        self.undo_stack.taken.connect(self._tell)
        self.undo_stack.refused.connect(self.refused)
        self._day_id = self._nearest_day()

    @property
    def role(self) -> Role | None:
        """What whoever signed in may do; None for somebody working alone, who may do everything."""
        return self.store.operator.role if self.store.operator is not None else None

    @property
    def day_id(self) -> str:
        """The id of the day being shown, '' for none."""
        return self._day_id

    def today(self) -> date:
        """The date here and now."""
        return self.clock().astimezone().date()

    def note(self, did: Did, label: str, about: Iterable[Entity]) -> bool:
        """Writes into the history what was looked at, printed or taken out; False where that could not be written."""
        try:
            self.store.note(did, label, about, who=self.who, at=self.clock())
        except CadError as error:
            self.refused.emit(error)
            return False
        return True

    def printed(self, edit: Edit, sheets: Iterable[Print]) -> None:
        """Keeps which sheets were printed, outside undo: a sheet on paper is not taken back.

        `edit` is what changes of the prints that are kept; a sheet printed once more as it was is noted too.
        """
        if self._long is not None:
            self._later.append(partial(self.printed, edit, sheets))
            return
        again = set(sheets) - {change.after for change in edit.changes}
        try:
            if edit.changes:
                self.store.apply(edit, who=self.who, at=self.clock(), did=Did.PRINTED)
        except CadError as error:
            self.refused.emit(error)
            return
        if again:
            self.note(Did.PRINTED, edit.label, sorted(again, key=lambda sheet: sheet.id))

    def looked_at(self, *patients: Patient, label: str = "Look at the record") -> None:
        """Records are being read: written down in one entry, each person once, then again after a while."""
        if self._long is not None:
            self._later.append(partial(self.looked_at, *patients, label=label))
            return
        now, seen = self.clock(), self._looked_at
        due = [each for each in patients if each.id not in seen or now - seen[each.id] >= LOOKS_AGAIN]
        if due and self.note(Did.LOOKED, label, due):
            self.seen(*due)

    def seen(self, *patients: Patient) -> None:
        """An entry about them was just written: for a while, looking at them is no other."""
        self._looked_at.update(dict.fromkeys((each.id for each in patients), self.clock()))

    def forget(self) -> None:
        """After a deletion for good: nothing of before can be undone, and every page reads the file again."""
        self.undo_stack.look()
        from cadplanner.store.tables import TABLES

        self.changed.emit(frozenset(TABLES))

    def choose_day(self, day_id: str) -> None:
        """Shows another day on every page."""
        if day_id != self._day_id:
            self._day_id = day_id
            self._noted.clear()
            self.day_changed.emit(day_id)

    def do(self, edit: Edit) -> bool:
        """Writes the edit and makes it one undo step; False where it was refused and nothing changed.

        Facts of the day are kept for good: they are no step on the stack, and `undo` takes them back by another fact.
        """
        if not edit.changes:
            return True
        from cadplanner.store.undo_steps import Turn

        kept_for_good = _is_kept_for_good(edit)
        try:
            self.store.apply(edit, who=self.who, at=self.clock(), turn=None if kept_for_good else Turn())
        except CadError as error:
            self.refused.emit(error)
            return False
        if kept_for_good:
            self._note(edit)
        else:
            self.undo_stack.look()
        self._tell(edit.kinds())
        return True

    def write(self, edit: Edit, then: Callable[[bool], object], *, quiet: bool = False) -> None:
        """Writes an edit of any length as `do` does; `then` is told whether it is in the file.

        A short one is there at once. A long one is written by a second process, and until it is over nothing else is;
        whoever shows herself how far it is wants it `quiet`.
        """
        if self.store.path is None or len(edit.changes) < LONG:
            then(self.do(edit))
            return

        def ended(error: CadError | None) -> None:
            if error is None:
                self.undo_stack.look()
                self._tell(edit.kinds())
            elif not isinstance(error, Left):
                self.refused.emit(error)
            then(error is None)

        try:
            self._begin(edit.label, ended, quiet=quiet).write(edit)
        except CadError as error:
            self.refused.emit(error)
            then(False)  # noqa: FBT003 - as `do` says it

    def cancel(self) -> None:
        """Leaves the long edit that is being written, if there is one: everything is as it was before."""
        if self._long is not None:
            self._long.cancel()

    def _begin(self, label: str, ended: Callable[[CadError | None], None], *, quiet: bool = False) -> LongWrite:
        from cadplanner.store.beside import Desk

        store = self.store
        assert store.path is not None
        assert store.key is not None
        desk = Desk(store.path, store.key, self.who, store.operator, self.clock())
        self._long = LongWrite(store, desk, label, self)
        self._long.progressed.connect(self.progressed)
        self._long.ended.connect(self._on_long_over)
        self._long.ended.connect(ended)
        if not quiet:
            self.writing.emit(label)
        return self._long

    def _on_long_over(self) -> None:
        self._long = None
        self.writing.emit("")
        later, self._later = self._later, []
        for each in later:
            each()

    @property
    def undo_words(self) -> str:
        """What `undo` would take back, in words; '' for nothing."""
        return self._noted[-1].label if self._noted else self.undo_stack.undoText()

    @property
    def words(self) -> Words:
        """The service's own words. The window makes its pages anew where they change."""
        return self.store.details().words

    def undo(self) -> None:
        """Takes back what was done last: a step is undone; what this person noted of the day is annulled."""
        if self._noted:
            self._take_back()
        else:
            self.undo_stack.undo()

    def _note(self, edit: Edit) -> None:
        kept = [change.after for change in edit.changes if isinstance(change.after, DayEvent | Outcome)]
        kinds = {each.kind for each in kept if isinstance(each, DayEvent)}
        if kinds & {Happened.CLOSED, Happened.REOPENED}:
            self._noted.clear()  # only the other of the two answers one of them
        elif Happened.ANNULLED not in kinds:
            self._noted += [edit] if kept else []
        elif self._noted:
            self._noted.pop()
        self.noted.emit()

    def _take_back(self) -> None:
        from cadplanner.core.live.board import board
        from cadplanner.core.live.facts import By, Refusal
        from cadplanner.core.live.record import undo_last
        from cadplanner.core.live.undoing import undo_outcome

        day_id, last, by = self._day_id, self._noted[-1], By(self.who, self.clock(), self.new_id)
        now = board(self.store.plan(day_id), self.store.day_events(day_id), self.clock())
        if Outcome in last.kinds():
            answer = undo_outcome(now, by, self.store.kept(day_id), self.store.what_matters(day_id), last)
        else:
            answer = undo_last(now, by)
        if isinstance(answer, Refusal):
            self._noted.clear()
            self.refused.emit(CadError(answer.says, ""))
        elif self.do(answer) and self._noted[-1:] == [answer]:
            del self._noted[-2:]  # an outcome is undone by another
            self.noted.emit()

    def _take(self, step: UndoStep, undone: bool) -> frozenset[type] | None:  # noqa: FBT001 - the stack says which
        """Writes a step back or again, as the history holds it; the kinds that changed, None where it takes longer."""
        from cadplanner.store.beside import edit_of
        from cadplanner.store.tables import KINDS
        from cadplanner.store.undo_steps import Turn

        (entry,) = self.store.history_rows((step.entry,))
        kinds = frozenset(KINDS[table] for table in entry.counts)
        if self.store.path is None or sum(entry.counts.values()) < LONG:
            turn = Turn(step.entry, undone)
            self.store.apply(edit_of(self.store, step, undone=undone), who=self.who, at=self.clock(), turn=turn)
            return kinds

        def ended(error: CadError | None) -> None:
            if error is None:
                self.undo_stack.took(kinds)
            elif not isinstance(error, Left):
                self.undo_stack.not_taken(step, error)

        self._begin(f"Undo: {step.label}" if undone else step.label, ended).take(step, undone=undone)
        return None

    def _tell(self, kinds: frozenset[type]) -> None:
        self.changed.emit(kinds)
        if AppointmentDay in kinds and self._day_id not in {day.id for day in self.store.days()}:
            self.choose_day(self._nearest_day())

    def _nearest_day(self) -> str:
        """The next day to come, else the last one past, else ''."""
        days = sorted(self.store.days(), key=lambda day: day.on)
        coming = [day for day in days if day.on >= self.today()]
        return coming[0].id if coming else days[-1].id if days else ""


def _is_kept_for_good(edit: Edit) -> bool:
    from cadplanner.store.tables import APPENDED

    return not APPENDED.isdisjoint(edit.kinds())
