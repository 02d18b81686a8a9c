"""The loose ends of a day, each with the one action that answers it, and the close."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.live import record
from cadplanner.core.live.board import Board
from cadplanner.core.live.closing import Loose, LooseEnd, close_day, explain, loose_ends, reopen_day
from cadplanner.core.live.facts import Answer, By, Refusal
from cadplanner.core.live.outcomes import Kept, tick
from cadplanner.core.model.edit import Change, Edit
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import HEAD, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.live_day import LiveDay

BUTTONS = {
    Loose.NOT_MARKED: "&Mark “did not attend”",
    Loose.NOT_FINISHED: "Fi&nish the visit",
    Loose.STILL_HERE: "They have &left",
    Loose.NO_OUTCOME: "Go to the &outcomes",
    Loose.NO_OWNER: "Give t&o…",
    Loose.NOT_ENTERED: "It is &in the record system",
}
MARKS = {Loose.NOT_ENTERED: Role.NOTE, Loose.NO_OWNER: Role.NOTE}
MOST_WORDS = 200
WORDS_LETTERS, REASON_LETTERS = 36, 24  # average characters that they are wide at least
COLUMNS = (
    Column[LooseEnd](
        "What is open",
        lambda end: end.kind.value,
        sort_by=lambda end: list(Loose).index(end.kind),
        width=24,
        tip=lambda end: end.action,
        tone=lambda end: MARKS.get(end.kind, Role.CAUTION),
    ),
    Column[LooseEnd]("Who and what", lambda end: end.says, sort_by=lambda end: end.says, tip=lambda end: end.says),
)


def id_of(end: LooseEnd) -> str:
    """What one loose end is known by."""
    return f"{end.appointment_id} {end.key}"


class LoosePart(QWidget):
    """Lists them; the button does the action of the kind selected to all selected of that kind."""

    wants_page = Signal(str)
    day_closed = Signal()
    owner_wanted = Signal(tuple)
    """The ids of promises that lack somebody who does them."""

    def __init__(self, live: LiveDay, kept: Callable[[], Kept], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._kept = kept
        self.ends: tuple[LooseEnd, ...] = ()
        self._build()
        self._wire()

    def show_board(self, board: Board) -> None:
        """Lists what is open now."""
        early = self._live.not_begun
        self.ends = () if early else loose_ends(board, self._kept())
        self.model.set_rows(sorted(self.ends, key=lambda end: list(Loose).index(end.kind)))
        number = len(self.ends)
        self._words.setText(early or _words(board, number))
        self._words.set_role(Role.GOOD_TEXT if board.closed or not number else Role.TEXT)
        self.close_button.setVisible(not board.closed)
        self.close_button.setEnabled(not number and not early)
        self.second.setVisible(board.closed)
        self._reopen.setVisible(board.closed)
        can_be = "" if early else "Nothing is open: the day can be closed."
        self.table.set_empty("The day is closed." if board.closed else can_be)
        for part in (self.does, self._explains):
            part.setVisible(bool(number))
        self.reason.setVisible(bool(number) or board.closed)
        self.reason.setPlaceholderText("Why it is reopened" if board.closed else "Or a reason, in one line")
        if number and not self.table.selected_ids:
            self.table.selectRow(0)
        self._on_selected()

    def _build(self) -> None:
        self._words = PlainLabel("", self, size=HEAD, bold=True, wrap=True)
        self.close_button = primary_button("&Close the day", self, icon="lock")
        self.second = QPushButton("A copy in a &second place…", self)
        self._reopen = QPushButton("&Reopen the day", self)
        top = WrappingLine(self)
        top.row.add_growing(self._words, WORDS_LETTERS)
        for button in (self.close_button, self.second, self._reopen):
            top.row.addWidget(button)
        self.model = TableModel(COLUMNS, self, row_id=id_of)
        self.table = Table(self.model, self, name="Loose ends")
        self.does = QPushButton("", self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(MOST_WORDS)
        self.reason.setAccessibleName("Reason")
        self._explains = QPushButton("Keep the re&ason", self)
        foot = WrappingLine(self)
        foot.row.addWidget(self.does)
        foot.row.add_growing(self.reason, REASON_LETTERS)
        foot.row.addWidget(self._explains)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(top)
        column.addWidget(self.table, 1)
        column.addWidget(foot)

    def _wire(self) -> None:
        self.table.selection_changed.connect(self._on_selected)
        self.table.row_opened.connect(lambda _: self.act())
        self.does.clicked.connect(self.act)
        self._explains.clicked.connect(self._on_explained)
        self.reason.returnPressed.connect(self._on_explained)
        self.close_button.clicked.connect(self._on_close)
        self._reopen.clicked.connect(self._on_reopen)

    @property
    def _selected(self) -> tuple[LooseEnd, ...]:
        """Those selected of the kind of the topmost."""
        ends = {id_of(end): end for end in self.ends}
        chosen = [ends[each] for each in self.table.selected_ids if each in ends]
        return tuple(end for end in chosen if end.kind is chosen[0].kind)

    def act(self) -> None:
        """Does what answers those selected."""
        ends = self._selected
        board = self._live.board
        if not ends or board is None:
            return
        kind, by = ends[0].kind, self._live.by()
        if kind is Loose.NO_OUTCOME:
            self.wants_page.emit("outcomes")
        elif kind is Loose.NO_OWNER:
            self.owner_wanted.emit(tuple(end.promise_id for end in ends))
        elif kind is Loose.NOT_ENTERED:
            wanted = {end.promise_id for end in ends}
            self._live.enter(tick([each for each in self._kept().promises if each.id in wanted], by))
        else:
            verb = VERBS[kind]
            self._live.enter(together([verb(board, by, end.appointment_id) for end in ends], ends[0].action))

    def _on_selected(self) -> None:
        ends = self._selected
        for part in (self.does, self._explains):
            part.setEnabled(bool(ends))
        if ends:
            words = BUTTONS[ends[0].kind]
            self.does.setText(f"{words} ({len(ends)})" if len(ends) > 1 else words)

    def _on_explained(self) -> None:
        board, ends = self._live.board, self._selected
        if board is None or not ends:
            return
        answers = [explain(board, self._live.by(), end, self.reason.text()) for end in ends]
        if self._live.enter(together(answers, f"Reason: {ends[0].kind.value}")):
            self.reason.clear()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_close(self) -> None:
        if self._live.board is not None and self._live.enter(
            close_day(self._live.board, self._live.by(), self._kept())
        ):
            self.day_closed.emit()

    def _on_reopen(self) -> None:
        if self._live.board is not None:
            self._live.enter(reopen_day(self._live.board, self._live.by(), self._kept(), self.reason.text()))


VERBS: dict[Loose, Callable[[Board, By, str], Answer]] = {
    Loose.NOT_MARKED: record.did_not_attend,
    Loose.NOT_FINISHED: record.finish,
    Loose.STILL_HERE: record.leave,
}


def together(answers: Sequence[Answer], label: str) -> Answer:
    """All of them as one edit, or the first refusal."""
    changes: list[Change] = []
    for answer in answers:
        if isinstance(answer, Refusal):
            return answer
        changes += answer.changes
    return answers[0] if len(answers) == 1 else Edit(f"{label} ({len(answers)})", tuple(changes))


def _words(board: Board, number: int) -> str:
    if board.closed:
        return "The day is closed: everybody is accounted for."
    if not number:
        return "Nothing is open. The day can be closed."
    return f"{number:,} loose {'end' if number == 1 else 'ends'}: answer each, then the day can be closed."
