"""Welcome: a new file, an old one, one back from a copy, or a demo to try."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from cadplanner.ui.kit.card import CardButton, RecentButton
from cadplanner.ui.kit.column import CentredColumn
from cadplanner.ui.kit.text import HERO, SUBHEAD, PlainLabel, heading, hint
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.under_way import UnderWay
from cadplanner.ui.tasks import Task

WIDEST = 128  # average characters across the page's content
FIRST = "Five steps, ten minutes."
AGAIN = "Invented people, a planned day."


class WelcomePage(CentredColumn):
    """What the window shows while no file is open; the window does what it asks."""

    title = "Welcome"
    icon = "house"

    new_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()
    demo_wanted = Signal()
    recent_wanted = Signal(Path)
    demo_made = Signal(Path)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=self.title, widest=WIDEST)
        self._task: Task | None = None
        self._build()
        self._wire()

    def show_recent(self, files: Iterable[Path]) -> None:
        """Lists these files, the latest first."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        shown = tuple(files)
        for path in shown:
            button = RecentButton(path.name, str(path.parent), self)
            button.clicked.connect(partial(self.recent_wanted.emit, path))
            self._recent.addWidget(button)
        self._none.setVisible(not shown)
        self._place_cards(new_here=not shown)

    def make_demo(self, task: Task, path: Path) -> None:
        """Shows how the making of a demo gets on; then says `demo_made`."""
        self._task, self._demo_path = task, path
        task.answered.connect(self._on_progress)
        task.finished.connect(self._on_finished)
        task.failed.connect(self._on_failed)
        self._show_busy(busy=True)
        self._on_progress("Making the demo…")
        task.start()

    def closing(self) -> None:
        """Stops what is still being made."""
        if self._task is not None:
            self._task.stop()
            self._task = None
            from cadplanner.demo import discard_demo

            discard_demo(self._demo_path)
            self._show_busy(busy=False)

    def _build(self) -> None:
        whole = self.column
        whole.setSpacing(SPACE)
        whole.addWidget(PlainLabel("CAD Planner", self, size=HERO, bold=True))
        whole.addWidget(
            PlainLabel(
                "Plans, runs and prints a community appointment day, on this computer alone.",
                self,
                size=SUBHEAD,
                role=Role.TEXT_SOFT,
                wrap=True,
            )
        )
        whole.addSpacing(SPACE // 2)
        columns = QHBoxLayout()
        columns.setSpacing(4 * SPACE)
        columns.addLayout(self._build_cards(self), 5)
        columns.addLayout(self._build_recent(self), 3)
        whole.addLayout(columns)
        self._line = UnderWay("Making the demo", self)
        whole.addWidget(self._line)

    def _build_cards(self, parent: QWidget) -> QGridLayout:
        self._new = CardButton("&New file", "An empty file for your service.", icon="file-plus", parent=parent)
        self._open = CardButton("&Open a file", "Go on with a file you have.", icon="folder-open", parent=parent)
        self._restore = CardButton(
            "&Restore from a copy", "Put a copy back where you want it.", icon="archive-restore", parent=parent
        )
        self._demo = CardButton("Try the &demo", AGAIN, icon="flask-conical", parent=parent)
        self._cards = (self._new, self._open, self._demo, self._restore)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE + SPACE // 2)
        self._drop = hint("Or drop a .cad file anywhere on this window.", parent)
        self._grid.setRowStretch(4, 1)
        return self._grid

    def _place_cards(self, *, new_here: bool) -> None:
        """Two and two; to whoever is new here the demo comes first, across both."""
        self._demo.set_words("New here? Try the &demo" if new_here else "Try the &demo", FIRST if new_here else AGAIN)
        self._demo.set_prominent(on=new_here)
        usual = tuple((card, number // 2, number % 2, 1) for number, card in enumerate(self._cards))
        first = ((self._demo, 0, 0, 2), (self._new, 1, 0, 1), (self._open, 1, 1, 1), (self._restore, 2, 0, 2))
        places = first if new_here else usual
        for card, row, column, wide in places:
            self._grid.addWidget(card, row, column, 1, wide)
        self._grid.addWidget(self._drop, 3, 0, 1, 2)
        for before, after in pairwise(card for card, *_ in places):
            QWidget.setTabOrder(before, after)

    def _build_recent(self, parent: QWidget) -> QVBoxLayout:
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._none = hint("Files you open will be listed here.", parent)
        column = QVBoxLayout()
        column.setSpacing(SPACE // 2)
        words = heading("Recent files", parent)
        for above in (words, self._none):
            above.setContentsMargins(SPACE, 0, 0, 0)  # flush with the names, which have a margin of their own
        column.addWidget(words)
        column.addWidget(self._none)
        column.addLayout(self._recent)
        column.addStretch(1)
        return column

    def _wire(self) -> None:
        self._new.clicked.connect(self.new_wanted)
        self._open.clicked.connect(self.open_wanted)
        self._restore.clicked.connect(self.restore_wanted)
        self._demo.clicked.connect(self.demo_wanted)
        self._line.cancelled.connect(self.closing)

    def _show_busy(self, *, busy: bool) -> None:
        self._line.setVisible(busy)
        for card in self._cards:
            card.setEnabled(not busy)

    def _on_progress(self, sentence: str) -> None:
        self._line.say(sentence)

    def _on_finished(self) -> None:
        self._task = None
        self._show_busy(busy=False)
        self.demo_made.emit(self._demo_path)

    def _on_failed(self, says: str) -> None:
        self.closing()
        self.failed.emit(says)
