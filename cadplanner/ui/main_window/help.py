"""The help: a page of words for each page of the window, an index and a search; all of it on this computer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cadplanner.paths import resources
from cadplanner.store.search import folded
from cadplanner.ui.kit.search_field import SearchField
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.main_window.help_text import HelpText
from cadplanner.ui.main_window.pages import PAGES

BEGIN, NEWS = "begin", "whats_new"
TITLE = "Help"
NOTHING = "No page of the help has these words."
WIDE, HIGH, INDEX = 130, 40, 24  # average characters and lines; characters of the index


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help; `key` is that of the page it is about, BEGIN or NEWS."""

    key: str
    title: str
    text: str

    def has(self, typed: str) -> bool:
        """Whether every typed word begins a word of the page."""
        words = f" {folded(self.text)}"
        return all(f" {word}" in words for word in folded(typed).split())


def topics() -> tuple[Topic, ...]:
    """Every page of the help, in the order of the work, and at the end what is new."""
    about = resources() / "help"
    pages = tuple(_topic(key, about / f"{key}.md") for key in (BEGIN, *(line.key for line in PAGES)))
    return (*pages, _topic(NEWS, resources() / "whats-new.md"))


def _topic(key: str, file: Path) -> Topic:
    text = file.read_text(encoding="utf-8")
    return Topic(key, text.splitlines()[0].removeprefix("# "), text)


COLUMNS = (Column[Topic]("Page", lambda topic: topic.title),)


class HelpWindow(QDialog):
    """Stands beside the window, which can be worked with meanwhile. Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topics = topics()
        self._build()
        self._wire()
        self._on_typed()

    def show_topic(self, key: str) -> None:
        """Shows the help of a page; the first where there is none."""
        self.search.clear()
        known = {topic.key for topic in self._topics}
        self.index.select_ids((key if key in known else BEGIN,))

    def _build(self) -> None:
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = SearchField(self, name="Search the help", hint="Search the help (Ctrl+F)", lens=False)
        self.model = TableModel(COLUMNS, self, row_id=lambda topic: topic.key)
        self.index = Table(self.model, self, name="Pages of the help", empty=NOTHING)
        self.index.horizontalHeader().hide()
        self.text = HelpText(self)
        beside = QVBoxLayout()
        beside.setSpacing(SPACE)
        beside.addWidget(self.search)
        beside.addWidget(self.index, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addLayout(beside)
        row.addWidget(self.text, 1)
        letters, room = self.fontMetrics(), self.screen().availableSize()
        self.index.setFixedWidth(INDEX * letters.averageCharWidth() + 2 * SPACE)
        self.search.setFixedWidth(self.index.width())
        wide, high = WIDE * letters.averageCharWidth(), HIGH * letters.height()
        self.resize(min(wide, room.width() - 4 * SPACE), min(high, room.height() - 8 * SPACE))

    def _wire(self) -> None:
        self.search.textChanged.connect(self._on_typed)
        self.index.selection_changed.connect(self._on_selected)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def _on_typed(self) -> None:
        found = tuple(topic for topic in self._topics if topic.has(self.search.text()))
        self.model.set_rows(found)
        if found and not self.index.selected_ids:
            self.index.selectRow(0)
        self._on_selected()

    def _on_selected(self) -> None:
        chosen = self.index.selected_ids[:1]
        topic = next((each for each in self.model.rows if (each.key,) == chosen), None)
        self.text.show_words(topic.text if topic else NOTHING)
        sought = self.search.text().split()
        if topic is not None and sought:
            self.text.find(sought[0], QTextDocument.FindFlag(0))


def show_help(parent: QWidget, key: str) -> HelpWindow:
    """Opens the help of a page, or turns the help that is open to it."""
    window = parent.findChild(HelpWindow) or HelpWindow(parent)
    window.show_topic(key)
    window.show()
    window.activateWindow()
    return window
