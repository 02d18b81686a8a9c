"""The import of a list, in the page: columns, problems, possible duplicates, and one edit at the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cadplanner.core.waiting.matching import Decision, Duplicate
from cadplanner.exchange.columns import headings_id
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.kit.text import SUBHEAD, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.waiting_list.arriving import Arriving, arriving
from cadplanner.ui.pages.waiting_list.import_columns import ColumnsStep
from cadplanner.ui.pages.waiting_list.import_duplicates import DuplicatesStep, Record
from cadplanner.ui.pages.waiting_list.import_problems import ProblemsStep
from cadplanner.ui.pages.waiting_list.import_saving import Saving
from cadplanner.ui.pages.waiting_list.import_steps import Steps
from cadplanner.ui.pages.waiting_list.import_summary import SummaryStep
from cadplanner.ui.pages.waiting_list.import_waiting import Refused, Working
from cadplanner.ui.pages.waiting_list.import_work import (
    Fields,
    Outline,
    Piece,
    Rest,
    find_duplicates,
    identities,
    read_list,
)
from cadplanner.ui.pages.waiting_list.settling import Settling
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace

NAMES = ("Columns", "Problems", "Possible duplicates", "Import")
COLUMNS, PROBLEMS, DUPLICATES, IMPORT = range(4)
HOLD_LETTERS = 24  # average characters of why it cannot go on yet
SEEN_AFTER = 30  # milliseconds


class ImportFlow(QWidget):
    """One file on its way in. Nothing is written before the last button."""

    closed = Signal()
    another_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._task: Task | None = None
        self._build()
        self._wire()
        self._forget()

    def open_list(self, path: Path) -> None:
        """Begins with a file, in place of one that was being looked at."""
        self._forget()
        self._path = path
        self._file.setText(path.name)
        self._counts.setText("")
        self.columns.setEnabled(True)
        self._read(None)

    def ask_instead(self, path: Path) -> None:
        """Another file came while one is being looked through: she says whether it takes its place."""
        says = f"“{self._path.name}” is being looked through; nothing of it is written yet."
        does = partial(self.open_list, path)
        self.instead.show_message(Severity.CHECK, says, action=f"Import “{path.name}” instead", on_action=does)

    @property
    def under_way(self) -> bool:
        """Whether a file is being looked through that can be imported."""
        return self._path != Path() and self._body.currentWidget() is not self.refused

    def leave(self) -> None:
        """Stops what runs and forgets the file."""
        self._saving.leave()
        self._stop()
        self._forget()

    @property
    def place(self) -> int:
        """The step shown, from 0."""
        return self._place

    @property
    def busy(self) -> bool:
        """Whether a second process is at work for it."""
        return self._task is not None or self._saving.busy

    # putting it together ----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._file = PlainLabel("", self, size=SUBHEAD, bold=True)
        self._counts = PlainLabel("", self, role=Role.TEXT_SOFT)
        self.instead = MessageBar(self)
        self.steps = Steps(NAMES, self)
        self.working = Working(self)
        self.refused = Refused(self)
        self._saving = Saving(self._workspace, self.working, self)
        self.columns = ColumnsStep(self._workspace.words.number, self)
        self.problems = ProblemsStep(self)
        self.duplicates = DuplicatesStep(self._workspace.words.number, self)
        self.summary = SummaryStep(self)
        self._body = Stack(self)
        self._step_widgets = (self.columns, self.problems, self.duplicates, self.summary)
        for widget in (*self._step_widgets, self.working, self.refused):
            self._body.addWidget(widget)
        head = WrappingLine(self, gap=2 * SPACE)
        head.row.addWidget(self._file)
        head.row.addWidget(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 0, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(head)
        column.addWidget(self.instead)
        column.addWidget(self.steps)
        column.addWidget(self._body, 1)
        column.addWidget(self._build_foot())

    def _build_foot(self) -> WrappingLine:
        self.cancel = QPushButton("Cancel import", self)
        self._hold = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        self.back = QPushButton("&Back", self)
        self.next = QPushButton("&Next", self)
        self.next.setProperty("primary", "yes")
        foot = WrappingLine(self)
        foot.row.addWidget(self.cancel)
        foot.row.add_growing(self._hold, HOLD_LETTERS)
        for button in (self.back, self.next):
            foot.row.addWidget(button)
        return foot

    def _wire(self) -> None:
        self.cancel.clicked.connect(self._on_cancel)
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        self.steps.chosen.connect(self._show)
        self.columns.changed.connect(self._on_columns_changed)
        self.problems.decided.connect(self._on_settled)
        self.duplicates.decided.connect(self._on_decided)
        self.refused.another_wanted.connect(self.another_wanted)
        self._saving.done.connect(self._on_saved)
        self._saving.refused.connect(partial(self._show, IMPORT))

    def _forget(self) -> None:
        self._path = Path()
        self.instead.hide()
        self._outline: Outline | None = None
        self._pieces: list[Piece] = []
        self._settling: Settling | None = None
        self._duplicates: tuple[Duplicate, ...] = ()
        self._decided: dict[Duplicate, Decision] = {}
        self._coming: Arriving | None = None
        self._place = COLUMNS
        self._show_foot()

    # reading and checking ---------------------------------------------------------------------------------------

    def _read(self, fields: Fields | None) -> None:
        """Has the second process read and check the file with these meanings, None for the guess."""
        self._settling, self._pieces = None, []
        task = self._start(
            partial(read_list, self._path, fields, self._workspace.today(), self._workspace.words.number)
        )
        task.answered.connect(self._on_read)
        task.failed.connect(self._on_not_read)
        if self._outline is None:
            self.working.say("Reading the file")
            self._body.setCurrentWidget(self.working)
        self._show_foot()

    def _start(self, function: Callable[[], object]) -> Task:
        self._stop()
        self._task = Task(function, self)
        self._task.finished.connect(self._on_finished)
        self._task.start()
        return self._task

    def _stop(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.stop()
            task.deleteLater()

    def _on_read(self, answer: object) -> None:
        if isinstance(answer, Outline) and self._outline is None:
            self._on_outline(answer)
        elif isinstance(answer, Piece):
            self._pieces.append(answer)
            done = sum(len(piece.checked) for piece in self._pieces)
            self.working.progress(done, self._outline.rows if self._outline else done)
        elif isinstance(answer, Rest):
            self._settling = Settling(answer.with_pieces(self._pieces))
            self._pieces = []
            self._on_checked()

    def _on_outline(self, outline: Outline) -> None:
        """The first look at the file; headings seen before mean what they meant then."""
        self._outline = outline
        table = outline.table
        self._counts.setText(_size(outline.rows, len(table.headings)))
        known = self._workspace.store.mapping(headings_id(table.headings))
        meaning = dict(known.fields) if known else {}
        fields = tuple((name, meaning.get(name, field)) for name, field in outline.guessed)
        self.columns.show_table(table, outline.rows, fields, remembered=known is not None)
        self._show(COLUMNS)
        if fields != outline.guessed:
            self._read(fields)

    def _on_checked(self) -> None:
        assert self._settling is not None
        checked = self._settling.checked
        self.columns.show_error("")
        self.columns.show_formats(checked.formats)
        self.problems.show_settling(self._settling)
        self.problems.show_flags(checked)
        self._duplicates, self._decided = (), {}

    def _on_finished(self) -> None:
        self._stop()
        self._show_foot()

    def _on_not_read(self, says: str) -> None:
        self._stop()
        if self._outline is None:
            self.refused.show_reason(says)
            self._body.setCurrentWidget(self.refused)
        else:
            self.columns.show_error(says)
        self._show_foot()

    def _on_columns_changed(self) -> None:
        if self._path != Path():  # else the page was left meanwhile
            self._read(self.columns.fields)

    # deciding ---------------------------------------------------------------------------------------------------

    def _on_settled(self, settling: Settling) -> None:
        before, self._settling = self._settling, settling
        self.problems.show_settling(settling)
        if before is None or before.checked.flags != settling.checked.flags:
            self.problems.show_flags(settling.checked)
        self._show_foot()

    def _find_duplicates(self) -> None:
        assert self._settling is not None
        self.working.say("Looking for people who are there twice")
        self._body.setCurrentWidget(self.working)
        listed = self._settling.checked.listed
        known = identities(self._workspace.store.patients())
        rows = [one.row for one in listed]
        coming, number = identities([one.patient for one in listed]), self._workspace.words.number
        task = self._start(partial(find_duplicates, rows, coming, known, number))
        task.answered.connect(self._on_duplicates)
        task.failed.connect(self._on_not_found)
        self._show_foot()

    def _on_duplicates(self, found: tuple[Duplicate, ...]) -> None:
        self._duplicates = found
        kept = {duplicate: decision for duplicate, decision in self._decided.items() if duplicate in set(found)}
        sure = {duplicate: duplicate.suggested for duplicate in found if duplicate.sure}
        self._decided = {**sure, **kept}
        self._show_duplicates()
        self._stop()
        self._show(DUPLICATES if found else IMPORT)

    def _on_not_found(self, says: str) -> None:
        self._stop()
        self.refused.show_reason(says)
        self._body.setCurrentWidget(self.refused)

    def _show_duplicates(self) -> None:
        self.duplicates.show_duplicates(self._duplicates, self._decided, self._records)

    def _on_decided(self, duplicate: Duplicate, decision: Decision) -> None:
        self._decided[duplicate] = decision
        self._show_duplicates()
        self._show_foot()

    def _records(self, duplicate: Duplicate) -> tuple[Record, ...]:
        """The records of a possible duplicate: the known one first, then the rows."""
        assert self._settling is not None
        found: list[Record] = []
        if duplicate.known_patient_id:
            store = self._workspace.store
            referrals = store.referrals_of_patient(duplicate.known_patient_id)
            patient = store.patient(duplicate.known_patient_id)
            found.append(Record("Already known", patient, referrals[0] if referrals else None))
        for number in duplicate.rows:
            row = self._settling.checked.row(number)
            if row.patient is not None:
                found.append(Record(f"Row {number}", row.patient, row.referral))
        return tuple(found)

    # going through ----------------------------------------------------------------------------------------------

    def _on_next(self) -> None:
        if self._place == COLUMNS:
            self._show(PROBLEMS)
        elif self._place == PROBLEMS:
            self._find_duplicates()
        elif self._place == DUPLICATES:
            self._show(IMPORT)
        else:
            self._import()

    def _on_back(self) -> None:
        if self._saving.busy:
            self._saving.leave()
        elif self._body.currentWidget() is self.working:
            self._stop()
            self._show(self._place)
        else:
            skipped = self._place == IMPORT and not self._duplicates
            self._show(PROBLEMS if skipped else self._place - 1)

    def _on_cancel(self) -> None:
        self.leave()
        self.closed.emit()

    def _show(self, place: int) -> None:
        """Goes to a step."""
        self._place = place
        if place == IMPORT:
            self._work_out()
        else:
            self._body.setCurrentWidget(self._step_widgets[place])
        self._show_foot()

    def _work_out(self) -> None:
        """Counts what the import comes to: the window says so first, a long list takes a second."""
        self.working.say("Putting it together")
        self._body.setCurrentWidget(self.working)
        QTimer.singleShot(SEEN_AFTER, self, self._on_work_out)

    def _on_work_out(self) -> None:
        if self._settling is None or self._place != IMPORT:
            return
        checked = self._settling.checked
        new_id = self._workspace.new_id
        self._coming = arriving(self._workspace.store, checked, self._decided, new_id=new_id)
        self.summary.show_arriving(self._coming, checked, demo=self._workspace.store.details().demo)
        self._body.setCurrentWidget(self.summary)
        self._show_foot()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _import(self) -> None:
        if self._coming is not None:
            self._body.setCurrentWidget(self.working)
            self._saving.begin(self._coming)
            self._show_foot()

    def _on_saved(self, coming: Arriving) -> None:
        self._on_cancel()
        self._workspace.said.emit(f"{coming.sentence.replace('Import', 'Imported', 1)}.")

    # where she is -----------------------------------------------------------------------------------------------

    def _show_foot(self) -> None:
        """What the steps and the buttons say and allow now."""
        here = self._body.currentWidget()
        undecided = sum(duplicate not in self._decided for duplicate in self._duplicates)
        still = self._settling.open if self._settling else 0
        self.steps.show_place(self._place, (0, still, undecided, 0))
        self.steps.setVisible(here is not self.refused and self._outline is not None)
        self.back.setVisible(self._outline is not None and (self._place > COLUMNS or here is self.working))
        self.next.setVisible(here not in {self.refused, self.working})
        self.next.setText(self._next_words())
        self.cancel.setText("Close" if here is self.refused else "Cancel import")
        hold = "" if here in {self.refused, self.working} else self._hold_words(still, undecided)
        self._hold.setText(hold)
        self.next.setEnabled(not hold)

    def _next_words(self) -> str:
        if self._place == IMPORT and self._coming is not None:
            people = self._coming.new + self._coming.known
            return f"&Import {people:,} {'person' if people == 1 else 'people'}"
        return ("&Next: problems", "&Next: possible duplicates", "&Next: import", "&Import")[self._place]

    def _hold_words(self, still: int, undecided: int) -> str:
        """Why it cannot go on yet; '' where it can."""
        if self._place == COLUMNS and self._settling is None:
            asks = f"Say which columns are the name and the {self._workspace.words.number}."
            return "Checking the rows…" if self.busy else asks
        if self._place == PROBLEMS and still:
            return f"{still:,} {'problem' if still == 1 else 'problems'} to settle: fix, skip, or import anyway."
        if self._place == DUPLICATES and undecided:
            return f"{undecided:,} to decide."
        return ""


def _size(rows: int, columns: int) -> str:
    """'181 rows, 19 columns'."""
    return f"{rows:,} {'row' if rows == 1 else 'rows'}, {columns} {'column' if columns == 1 else 'columns'}"
