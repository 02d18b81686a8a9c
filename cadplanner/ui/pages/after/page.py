"""After the day: what is open of it and its close; then, across all days, what is owed and who may come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.live.outcomes import Kept, give_to, tick, untick
from cadplanner.core.live.worklists import DayKept, OnPifu, Owed, Worklist, pifu_register, worklists
from cadplanner.core.model.day_rules import BOOK, ENTER, action_words
from cadplanner.core.model.outcome import Promise
from cadplanner.exchange.worklist_out import owed_table, pifu_table
from cadplanner.printing.sheet import Paper
from cadplanner.printing.worklist import owed_pdf, pifu_pdf
from cadplanner.store.copies import Copy
from cadplanner.ui.copying import copying_of
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.empty import EmptyPage
from cadplanner.ui.kit.posing import Pose, with_dialog
from cadplanner.ui.kit.stack import OneShown, Stack
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.after.loose_part import LoosePart
from cadplanner.ui.pages.after.owed_part import OwedPart
from cadplanner.ui.pages.after.owner_dialog import OwnerDialog
from cadplanner.ui.pages.after.pifu_part import PifuPart
from cadplanner.ui.saving import save_list
from cadplanner.ui.workspace import Workspace

LOOSE, PIFU = "loose", "pifu"
NO_DAY, THERE = range(2)
LISTS_LETTERS, REST_LETTERS = 38, 56  # average characters


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list that can be chosen on the left: its words, and how much is open in it."""

    id: str
    words: str
    open: int
    late: int = 0


def _open_words(shelf: Shelf) -> str:
    return f"! {shelf.late:,} late" if shelf.late else f"{shelf.open:,}"


def _all_words(shelf: Shelf) -> str:
    return f"{shelf.words}: {shelf.open:,} open" + (f", {shelf.late:,} of them late" if shelf.late else "")


def _tone(shelf: Shelf) -> Role | None:
    if shelf.id == PIFU:
        return None
    return Role.BAD if shelf.late else Role.CAUTION if shelf.open else Role.GOOD


SHELVES = (
    Column[Shelf]("List", lambda shelf: shelf.words, tip=_all_words),
    Column[Shelf]("Open", _open_words, width=9, tip=_all_words, accessible=_all_words, tone=_tone),
)


class AfterPage(QWidget):
    """Nobody is forgotten: every loose end and every promise is in one of its lists until it is done."""

    title = "After"
    icon = "archive-restore"
    needs_day = True
    wants_page = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._live = live_day_of(workspace)
        self._kept = Kept()
        self._lists: dict[str, Worklist] = {}
        self._register: tuple[OnPifu, ...] = ()
        self._stale = True
        self._build()
        self._wire()

    def reload(self) -> None:
        """Reads every day again and shows the list that was shown."""
        self._stale = False
        board = self._live.board
        store = self._workspace.store
        days = tuple(DayKept(store.plan(day.id), store.kept(day.id)) for day in store.days())
        self._lists = {one.action: one for one in worklists(days)}
        self._register = pifu_register(days)
        if board is None or not (board.plan.appointments or self._lists or self._register):
            self._stack.setCurrentIndex(NO_DAY)
            return
        self._stack.setCurrentIndex(THERE)
        self._kept = store.kept(board.plan.day.id)
        self.loose.show_board(board)
        self._show_shelves()
        self._show_list()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def poses(self) -> Iterator[Pose]:
        """Each of its lists that has something in it: a worklist, the one in clinic order, the register."""
        for key in (BOOK, ENTER, PIFU):
            if key in self._lists or (key == PIFU and self._register):
                self.show_list(key)
                yield key.replace(" ", "-").lower()
        self.show_list(LOOSE)
        names = [member.name for member in self._workspace.store.staff()]
        dialog = OwnerDialog(2, names, self._workspace.today(), self)
        dialog.submit()
        yield from with_dialog("owner", dialog)

    def show_list(self, key: str) -> None:
        """Goes to a list: LOOSE, PIFU, or the action of a worklist."""
        self.shelves.select_ids([key])

    def _build(self) -> None:
        self._empty = EmptyPage(
            "Nothing is owed yet",
            "After a day you close it here, and see what is owed to whom until it is in the record system.",
            icon=self.icon,
            action="Go to the day",
        )
        self._shelf_model = TableModel(SHELVES, self)
        self.shelves = Table(self._shelf_model, self, name="Lists", empty="")
        self.loose = LoosePart(self._live, lambda: self._kept, self)
        self.owed = OwedPart(self._workspace.today, self._workspace.words, self)
        self.pifu = PifuPart(self._workspace.today, self._workspace.words, self)
        self._parts = Stack(self)
        for part in (self.loose, self.owed, self.pifu):
            self._parts.addWidget(part)
        left, right = QWidget(self), QWidget(self)
        sides: tuple[tuple[QWidget, QWidget], ...] = ((left, self.shelves), (right, self._parts))
        for side, inside in sides:
            column = QVBoxLayout(side)
            column.setContentsMargins(2 * SPACE if side is left else SPACE, SPACE, 2 * SPACE, SPACE)
            column.addWidget(inside)
        split = Beside(self)
        split.add(left, least=LISTS_LETTERS, stretch=0)
        split.add(right, least=REST_LETTERS)
        self._stack = OneShown(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(split)

    def _wire(self) -> None:
        self._live.changed.connect(self._on_live_changed)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.day_changed.connect(self._on_changed)
        self._empty.asked.connect(lambda: self.wants_page.emit("day"))
        self.shelves.selection_changed.connect(self._show_list)
        self.loose.wants_page.connect(self.wants_page)
        self.loose.owner_wanted.connect(self._on_giving)
        self.loose.day_closed.connect(lambda: copying_of(self._workspace).copy_soon())
        self.loose.second.clicked.connect(self._on_second)
        self.owed.ticked.connect(self._on_ticked)
        self.owed.giving.connect(self._on_giving)
        self.owed.saving.connect(self._on_saving_owed)
        self.pifu.saving.connect(self._on_saving_register)

    def _show_shelves(self) -> None:
        today = self._workspace.today()
        words = self._workspace.words
        shelves = [Shelf(LOOSE, "Close the day", len(self.loose.ends))]
        for action, one in self._lists.items():
            late = sum(line.overdue(today) for line in one.lines)
            shelves.append(Shelf(action, action_words(action, words), len(one.open_ones), late))
        shelves.append(Shelf(PIFU, words.register, len(self._register)))
        self._shelf_model.set_rows(shelves)
        if not self.shelves.selected_ids:
            self.shelves.selectRow(0)

    def _show_list(self) -> None:
        key = next(iter(self.shelves.selected_ids), LOOSE)
        if key == PIFU:
            self.pifu.show_register(self._register)
            self._parts.setCurrentWidget(self.pifu)
        elif key in self._lists:
            self.owed.show_list(self._lists[key])
            self._parts.setCurrentWidget(self.owed)
        else:
            self._parts.setCurrentWidget(self.loose)

    def _promises(self, ids: tuple[str, ...]) -> list[Promise]:
        wanted = set(ids)
        return [line.promise for one in self._lists.values() for line in one.lines if line.promise.id in wanted]

    def _on_ticked(self, ids: tuple[str, ...], on: bool) -> None:  # noqa: FBT001 - a Qt signal's own face
        promises = self._promises(ids)
        self._workspace.do(tick(promises, self._live.by(self._workspace.clock())) if on else untick(promises))

    def _on_giving(self, ids: tuple[str, ...]) -> None:
        promises = self._promises(ids)
        if not promises:
            return
        names = [member.name for member in self._workspace.store.staff()]
        due = min((promise.due for promise in promises if promise.due), default=self._workspace.today())
        dialog = OwnerDialog(len(promises), names, due, self)
        if dialog.exec() == OwnerDialog.DialogCode.Accepted:
            self._workspace.do(give_to(promises, dialog.owner, dialog.by.day()))

    def _on_second(self) -> None:
        """A copy of the closed day where the laptop's loss does not reach it: a memory stick, the office's drive."""
        copying = copying_of(self._workspace)
        folder = copying.ask_second(self)
        if folder is not None:
            copying.made.connect(self._on_second_made, Qt.ConnectionType.SingleShotConnection)
            copying.copy_soon(folder)

    def _on_second_made(self, copy: Copy) -> None:
        self._workspace.said.emit(f"A copy was made and read back: {copy.path}.")

    def _on_saving_owed(self, lines: tuple[Owed, ...]) -> None:
        action = lines[0].promise.action
        paper = self._paper()
        name = action_words(action, paper.words)
        table = owed_table(name, lines, paper.words)
        makers = {
            ".xlsx": table.xlsx,
            ".csv": table.csv,
            ".pdf": lambda: owed_pdf(action, lines, paper, in_clinic_order=action == ENTER),
        }
        save_list(self._workspace, self, name, makers, [line.patient for line in lines])

    def _on_saving_register(self, register: tuple[OnPifu, ...]) -> None:
        paper = self._paper()
        table = pifu_table(register, paper.words)
        makers = {".xlsx": table.xlsx, ".csv": table.csv, ".pdf": lambda: pifu_pdf(register, paper)}
        save_list(self._workspace, self, table.name, makers, [one.patient for one in register])

    def _paper(self) -> Paper:
        return Paper(self._workspace.store.details(), self._workspace.clock(), 0)

    def _on_live_changed(self) -> None:
        """The clock went on, or a fact was noted: the file need not be read for that."""
        board = self._live.board
        if board is None or not self.isVisible() or self._stack.currentIndex() == NO_DAY:
            self._stale = True
            return
        self.loose.show_board(board)
        self._show_shelves()

    def _on_changed(self, _what: object = None) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()
