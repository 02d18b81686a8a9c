"""The menu bar: every verb of the window in words, with its letter and its shortcut."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QMessageBox, QWidget

from cadplanner import __version__
from cadplanner.paths import home, resources
from cadplanner.ui.kit.files import open_path
from cadplanner.ui.kit.menus import Line, add_choices, add_line, tick
from cadplanner.ui.kit.text import plain_action
from cadplanner.ui.kit.theme import TEXT_SIZES, Theme
from cadplanner.ui.main_window.pages import SETTINGS, SETTINGS_KEYS, PageLine
from cadplanner.ui.main_window.tastes import LOCK_CHOICES
from cadplanner.ui.undo_stack import UndoStack

ABOUT = (
    "Plans, runs and prints appointment days, on this computer alone: it opens no network connection. "
    "It does not triage, score or advise clinically.\n\n"
    "MIT licence. Qt for Python: LGPL 3. Icons: Lucide, ISC licence. Letters: Noto Sans, SIL Open Font Licence."
)


GO, FIND = "&Go", "find"
"""The menu of the pages as it is written, and what the line that finds anything is known by."""

KEYS = (
    ("&Change the passphrase…", "passphrase"),
    ("New &recovery key…", "recovery"),
    ("&Encrypt anew…", "anew"),
)
"""Lines of a menu, and what they ask for."""


class Menus(QObject):
    """Fills a menu bar and says what was chosen; does nothing by itself but Help."""

    new_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()
    copies_wanted = Signal()
    settings_wanted = Signal()
    find_wanted = Signal()
    help_wanted = Signal()
    support_wanted = Signal()
    tour_wanted = Signal()
    news_wanted = Signal()
    recent_wanted = Signal(Path)
    switch_wanted = Signal()
    lock_wanted = Signal()
    lock_after_wanted = Signal(int)
    keys_wanted = Signal(str)
    close_wanted = Signal()
    quit_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    page_wanted = Signal(str)
    text_size_wanted = Signal(int)
    theme_wanted = Signal(str)

    def __init__(self, bar: QMenuBar, pages: Iterable[PageLine], parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._build_file(bar.addMenu("&File"))
        self._build_edit(bar.addMenu("&Edit"))
        self._go = bar.addMenu(GO)
        for page in (page for page in pages if page.key != SETTINGS):  # those are in the File menu
            add_line(self._go, Line(page.title, partial(self.page_wanted.emit, page.key), page.shortcut, page.icon))
        self._build_view(bar.addMenu("&View"))
        help_menu = bar.addMenu("&Help")
        add_line(help_menu, Line("&Help on this page", self.help_wanted.emit, "F1", "info"))
        add_line(help_menu, Line("To&ur", self.tour_wanted.emit, "Ctrl+F1", "flask-conical"))
        add_line(help_menu, Line("What's &new", self.news_wanted.emit))
        for words, folder in (("Papers for &governance", "governance"), ("Papers for I&T", "packaging")):
            add_line(help_menu, Line(words, partial(open_path, resources() / folder), icon="folder-open"))
        add_line(help_menu, Line("&Report for support…", self.support_wanted.emit))
        add_line(help_menu, Line("Show the &log folder", lambda: open_path(home())))
        add_line(help_menu, Line("&About CAD Planner", self._on_about, icon="info"))

    def show_look(self, theme: Theme, text_size: int) -> None:
        """Ticks the look in force."""
        tick(self._sizes, str(text_size))
        tick(self._looks, theme)

    def show_lock_after(self, minutes: int) -> None:
        """Ticks after how many minutes without anybody there the file locks."""
        tick(self._lock_after, str(minutes))

    def show_recent(self, files: Iterable[Path]) -> None:
        """Lists these files under Open recent."""
        self._recent.clear()
        for path in files:
            add_line(self._recent, Line(plain_action(str(path)), partial(self.recent_wanted.emit, path)))
        self._recent.setEnabled(not self._recent.isEmpty())

    def show_who(self, name: str) -> None:
        """Offers to ask who is working where somebody with a name is; '' for nobody."""
        self._switch.setEnabled(bool(name))

    def show_undo(self, undoes: str, stack: UndoStack | None) -> None:
        """Names what can be undone ('' for nothing) and redone; no stack while no file is open."""
        self._undo.setEnabled(bool(undoes))
        self._redo.setEnabled(stack is not None and stack.canRedo())
        self._undo.setText(_named("&Undo", undoes))
        self._redo.setText(_named("&Redo", stack.redoText() if stack is not None else ""))
        for part in (self._close, self._lock, self._keys, self._copies):
            part.setEnabled(stack is not None)
        self._go.setEnabled(stack is not None)

    def _build_file(self, menu: QMenu) -> None:
        keys = QKeySequence.StandardKey
        add_line(menu, Line("&New…", self.new_wanted.emit, keys.New, "file-plus"))
        add_line(menu, Line("&Open…", self.open_wanted.emit, keys.Open, "folder-open"))
        self._recent = menu.addMenu("Open &recent")
        add_line(menu, Line("Restore from a &copy…", self.restore_wanted.emit, icon="archive-restore"))
        self._copies = add_line(menu, Line("Cop&ies of this file…", self.copies_wanted.emit, icon="copy"))
        menu.addSeparator()
        self._switch = add_line(menu, Line("Switch &person…", self.switch_wanted.emit, "Ctrl+Shift+W", "user"))
        self._switch.setEnabled(False)
        self._lock = add_line(menu, Line("Loc&k now", self.lock_wanted.emit, "Ctrl+L", "lock"))
        choices, does = [(str(each), f"{each} minutes") for each in LOCK_CHOICES], self.lock_after_wanted.emit
        self._lock_after = add_choices(menu.addMenu("Lock &after"), choices, lambda each: does(int(each)))
        self._keys = menu.addMenu("K&eys of the file")
        for words, what in KEYS:
            add_line(self._keys, Line(words, partial(self.keys_wanted.emit, what)))
        menu.addSeparator()
        add_line(menu, Line("&Settings…", self.settings_wanted.emit, SETTINGS_KEYS, "settings-2"))
        menu.addSeparator()
        self._close = add_line(menu, Line("C&lose file", self.close_wanted.emit, "Ctrl+W"))
        add_line(menu, Line("&Quit", self.quit_wanted.emit, "Ctrl+Q"))

    def _build_edit(self, menu: QMenu) -> None:
        self._undo = add_line(menu, Line("&Undo", self.undo_wanted.emit, "Ctrl+Z", "undo-2"))
        self._redo = add_line(menu, Line("&Redo", self.redo_wanted.emit, "Ctrl+Y", "redo-2"))
        menu.addSeparator()
        find = add_line(menu, Line("&Find anything…", self.find_wanted.emit, "Ctrl+K", "search"))
        find.setObjectName(FIND)

    def _build_view(self, menu: QMenu) -> None:
        sizes = [(str(size), f"{size} %") for size in TEXT_SIZES]
        looks = [(Theme.SYSTEM, "As the &system"), (Theme.LIGHT, "&Light"), (Theme.DARK, "&Dark")]
        size_menu, colour_menu = menu.addMenu("&Text size"), menu.addMenu("&Colours")
        self._sizes = add_choices(size_menu, sizes, lambda size: self.text_size_wanted.emit(int(size)))
        self._looks = add_choices(colour_menu, looks, self.theme_wanted.emit)

    def _on_about(self) -> None:
        about(self._window).exec()


def about(window: QWidget) -> QMessageBox:
    """The box that says what the program is, and under which licences."""
    box = QMessageBox(window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("About CAD Planner")
    box.setText(f"CAD Planner {__version__}")
    box.setInformativeText(ABOUT)
    return box


def _named(verb: str, label: str) -> str:
    """'Undo move card 32 to 10:45': the step's own words after the verb; capitals of a shortening stay."""
    if not label:
        return verb
    first = label[0] if label[1:2].isupper() else label[0].lower()
    return f"{verb} {plain_action(first + label[1:])}"
