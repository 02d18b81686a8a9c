"""The coordinator: what she does with mouse and keyboard, and what she reads on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from pypdf import PdfReader
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QDropEvent,
    QHelpEvent,
    QInputMethodEvent,
    QTextDocumentFragment,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSpinBox,
    QTabBar,
    QTableView,
    QToolTip,
    QWidget,
)

from cadplanner.core.model.plan import Plan
from cadplanner.store.store import Store
from cadplanner.ui.kit.rail import Rail, Ribbon
from cadplanner.ui.main_window import MainWindow
from cadplanner.ui.pages.timeline.canvas import Canvas
from cadplanner.ui.pages.timeline.rows import Block
from tests.keys import PASSPHRASE

LATER = 90  # seconds that a second process may take on a busy machine
LOOKS_EVERY = 10  # milliseconds, in which the window goes on working
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
FIELDS = (QLineEdit, QSpinBox, QComboBox, QPlainTextEdit)


class Coordinator:
    """One person before one window. She finds things by their words, as they are on the screen or read aloud."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    # what she reads

    def reads(self) -> str:
        """All words that are on the screen now."""
        return "\n".join(_words_in(self.window))

    def sees(self, *words: str) -> None:
        """Waits, as long as a second process may take, until she reads all of these."""
        self._waits(lambda: all(each in self.reads() for each in words), f"to see {words}")

    def does_not_see(self, *words: str) -> None:
        """None of these is on the screen."""
        read = self.reads()
        assert not [each for each in words if each in read]

    def reads_the_ribbon(self) -> str:
        """The strip across the window; '' where there is none."""
        ribbon = self.window.findChild(Ribbon)
        return ribbon.accessibleName() if ribbon.isVisible() else ""

    def hears_the_timeline(self) -> list[str]:
        """What a screen reader says of the timeline, visit by visit."""
        spoken = QAccessible.queryAccessibleInterface(self.timeline)
        return [spoken.child(n).text(QAccessible.Text.Name) for n in range(spoken.childCount())]

    def points_at_the_visit(self, visit_id: str) -> str:
        """Rests the pointer on a visit of the timeline; gives the words of the tip as they are shown."""
        timeline = self.timeline
        timeline.reveal(visit_id)
        middle = timeline.global_rect(self.block_of(visit_id)).center()
        help_event = QHelpEvent(QEvent.Type.ToolTip, timeline.viewport().mapFromGlobal(middle), middle)
        QApplication.sendEvent(timeline.viewport(), help_event)
        return QTextDocumentFragment.fromHtml(QToolTip.text()).toPlainText()

    def is_told(self, *words: str) -> None:
        """Waits until the message of the window says all of these."""
        bar = self.window.messages
        self._waits(lambda: all(each in bar.text for each in words), f"to be told {words}")

    def lines(self, table: str) -> list[list[str]]:
        """What a table says, cell by cell."""
        return list(_cells(self._table(table)))

    def can_press(self, words: str) -> bool:
        """Whether there is such a button, and it is on."""
        return any(button.isEnabled() for button in self._buttons(words))

    def is_at_the_top_of(self, table: str) -> bool:
        """Whether the first line of a table is in view."""
        return self._table(table).verticalScrollBar().value() == 0

    def has_the_keyboard_in(self, table: str) -> bool:
        """Whether the keyboard is in that table."""
        return bool(self._table(table).hasFocus())

    # what she does

    def presses(self, words: str) -> None:
        """Clicks the button that says so, once it is there and on."""
        self._waits(lambda: self.can_press(words), f"to press {words}")
        button = next(button for button in self._buttons(words) if button.isEnabled())
        QTest.mouseClick(button, LEFT, pos=_inside(button))

    def types(self, field: str, text: str, then: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Types over what a field says, and goes on with Tab."""
        line = self._field(field)
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        _type(line, text)
        QTest.keyClick(line, then)

    def types_without_leaving(self, field: str, text: str) -> None:
        """Types key by key, as in a search."""
        line = self._field(field)
        line.setFocus()
        line.selectAll()
        _type(line, text)

    def reads_in(self, field: str) -> str:
        """What stands in a field."""
        return str(self._field(field).text())

    def hits(self, key: Qt.Key, *, control: bool = False, shift: bool = False) -> None:
        """Presses a key where the keyboard is."""
        held = (CONTROL if control else Qt.KeyboardModifier.NoModifier) | (
            SHIFT if shift else Qt.KeyboardModifier.NoModifier
        )
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def chooses_the_line(self, table: str, words: str) -> None:
        """Clicks the line of a table in which a cell says so."""
        view = self._table(table)
        line = next(number for number, cells in enumerate(self.lines(table)) if any(words in cell for cell in cells))
        index = view.model().index(line, 1)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())

    def sorts_by(self, table: str, heading: str) -> None:
        """Clicks the heading of a column."""
        view = self._table(table)
        header = view.horizontalHeader()
        titles = [view.model().headerData(n, Qt.Orientation.Horizontal) for n in range(header.count())]
        number = titles.index(heading)
        middle = header.sectionViewportPosition(number) + header.sectionSize(number) // 2
        QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(middle, header.height() // 2))

    def goes_to(self, page: str) -> None:
        """Chooses a page in the rail."""
        rail = self.window.findChild(Rail)
        button = next(one for one in rail.findChildren(QAbstractButton) if one.accessibleName() == page)
        QTest.mouseClick(button, LEFT)
        assert self.window.page.title == page

    def turns_to(self, part: str) -> None:
        """Clicks a tab."""
        for bar in self.window.findChildren(QTabBar):
            for number in range(bar.count()):
                if bar.isVisible() and bar.isTabVisible(number) and _plain(bar.tabText(number)).startswith(part):
                    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(number).center())
                    return
        raise AssertionError(f"no tab {part} in {self.reads()}")

    def ticks_only(self, *words: str) -> None:
        """Leaves those boxes ticked and no other."""
        boxes = [box for box in self.window.findChildren(QCheckBox) if box.isVisible()]
        assert {_plain(box.text()) for box in boxes} >= set(words)
        for box in boxes:
            if box.isChecked() != (_plain(box.text()) in words):
                QTest.mouseClick(box, LEFT, pos=_inside(box))

    def clicks_the_visit(self, visit_id: str, *, also: bool = False) -> None:
        """Clicks a visit on the timeline, also with Ctrl to choose it beside another."""
        timeline = self.timeline
        timeline.reveal(visit_id)
        point = timeline.viewport().mapFromGlobal(timeline.global_rect(self.block_of(visit_id)).center())
        QTest.mouseClick(timeline.viewport(), LEFT, CONTROL if also else Qt.KeyboardModifier.NoModifier, point)
        timeline.setFocus()
        assert visit_id in timeline.selected

    def block_of(self, visit_id: str) -> Block:
        """The block that stands for a visit on the timeline."""
        return self.timeline.picture.scene.where[visit_id][1]

    def drops(self, file: Path) -> None:
        """Drags a file from a folder onto the window and lets go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        self.window.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), copy, data, LEFT, none))
        QTest.qWait(1)

    def presses_and_names_a_file(self, words: str, path: Path) -> None:
        """Presses a button that asks for a file or a folder, and answers the dialog with that one."""
        asked = []

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                QTimer.singleShot(20, answer)
                return
            asked.append(dialog)
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            line.setText(str(path))
            QTimer.singleShot(0, lambda: QTest.keyClick(line, Qt.Key.Key_Return))

        QTimer.singleShot(0, answer)
        self.presses(words)
        assert asked
        self.window.activateWindow()  # as a desk does once a dialog is gone
        self._waits(self.window.isActiveWindow, "for the window to be in front again")

    def stops_planning_once_she_sees(self, words: str) -> None:
        """Presses Cancel once the best plan so far says so, unless it has ended by itself before."""
        self._waits(lambda: self._is_planned() and words in self.reads(), f"for a plan with {words}")
        if self.can_press("Cancel"):
            self.presses("Cancel")
        self._waits(lambda: self.can_press("Plan"), "for the end of planning")

    def _is_planned(self) -> bool:
        return "Planning: the best so far" in self.reads() or self.can_press("Plan")

    def undoes(self) -> str:
        """Ctrl+Z; gives what the menu said it would undo."""
        return self._steps("Undo", Qt.Key.Key_Z)

    def redoes(self) -> str:
        """Ctrl+Y; gives what the menu said it would redo."""
        return self._steps("Redo", Qt.Key.Key_Y)

    def can_undo(self) -> str:
        """What the Edit menu offers to undo; '' for nothing."""
        action = self._menu_line("Undo")
        return _plain(action.text()).removeprefix("Undo").strip() if action.isEnabled() else ""

    def closes_the_window(self) -> None:
        """Presses the cross."""
        self.window.close()

    def opens(self, path: Path) -> bool:
        """Opens a file, as File, Open does once the dialog is answered, and types its passphrase if it asks."""
        if not self.window.open_file(path):
            return False
        if self.window.page.title == "Unlock":
            if not self.reads_in("Passphrase"):  # a demo's is there already
                self.types("Passphrase", PASSPHRASE)
            self.presses("Open")
            self._waits(lambda: self.window.page.title != "Unlock" or self.window.messages.text, "to be let in")
        return self.window.workspace is not None

    def chooses_its_keys(self, last_words: str, sheet: Path) -> None:
        """Chooses a passphrase, saves the sheet with the recovery key, and types that back from the sheet."""
        self.types("Passphrase", PASSPHRASE)
        self.types("Type it again", PASSPHRASE)
        self.presses("Next")
        self.presses_and_names_a_file("Print or save the sheet", sheet)
        printed = PdfReader(sheet).pages[0].extract_text()
        rows = re.findall(r"(?:[0-9A-Z]{4} +){6}[0-9A-Z]{4}", printed)
        self.types("Type it back", " ".join(" ".join(rows).lower().split()))
        self.presses(last_words)
        self._waits(lambda: self.window.workspace is not None, "for the file")

    # what is there behind the screen

    @property
    def store(self) -> Store:
        """The open file."""
        assert self.window.workspace is not None
        return self.window.workspace.store

    @property
    def plan(self) -> Plan:
        """The plan of the day shown, as it is in the file."""
        assert self.window.workspace is not None
        return self.store.plan(self.window.workspace.day_id)

    @property
    def timeline(self) -> Canvas:
        """The timeline on the plan page."""
        return next(canvas for canvas in self.window.findChildren(Canvas) if canvas.isVisible())

    def waits_until(self, is_so: Callable[[], bool]) -> None:
        """Waits until something is so."""
        self._waits(is_so, "for something else")

    def _waits(self, is_so: Callable[[], bool], what: str) -> None:
        until = monotonic() + LATER
        while not is_so():
            assert monotonic() < until, f"waited in vain {what}; on the screen:\n{self.reads()}"
            QTest.qWait(LOOKS_EVERY)

    # finding things

    def _buttons(self, words: str) -> Iterator[QAbstractButton]:
        """Those that say just that, then those that begin so; the rail has its own step."""
        shown = [
            (button, (_plain(button.text()), button.accessibleName()))
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and not button.property("rail")
        ]
        yield from (button for button, named in shown if words in named)
        yield from (button for button, named in shown if any(name.startswith(words) for name in named))

    def _field(self, name: str) -> QLineEdit:
        found = [
            field
            for kind in FIELDS
            for field in self.window.findChildren(kind)
            if field.isVisible() and field.accessibleName().startswith(name)
        ]
        assert found, f"no field {name} in {self.reads()}"
        return found[0].lineEdit() if isinstance(found[0], QComboBox) else found[0]

    def _table(self, name: str) -> QTableView:
        found = [table for table in self.window.findChildren(QTableView) if table.isVisible()]
        return next(table for table in found if table.accessibleName() == name)

    def _menu_line(self, words: str) -> QAction:
        lines = (line for menu in self.window.menuBar().actions() for line in menu.menu().actions())
        return next(line for line in lines if _plain(line.text()).startswith(words))

    def _steps(self, verb: str, key: Qt.Key) -> str:
        action = self._menu_line(verb)
        assert action.isEnabled(), f"nothing to {verb.lower()}"
        named = _plain(action.text()).removeprefix(verb).strip()
        before = self.window.workspace.undo_stack.index()
        QTest.keyClick(self.window, key, CONTROL)
        self._waits(lambda: self.window.workspace.undo_stack.index() != before, f"to {verb.lower()} by key")
        QTest.qWait(1)
        return named


def _words_in(window: QWidget) -> Iterator[str]:
    """Labels, buttons, tabs, lines of text, and the lines of tables, as far as they are shown."""
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    for widget in shown:
        if isinstance(widget, QLabel):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield f"{widget.accessibleName()} {widget.text()}"
        elif isinstance(widget, QAbstractButton):
            yield _plain(widget.text()) or widget.accessibleName()
        elif isinstance(widget, QProgressBar):
            yield f"{widget.accessibleName()}: busy"
        elif isinstance(widget, QTabBar):
            yield from (_plain(widget.tabText(n)) for n in range(widget.count()) if widget.isTabVisible(n))
        elif isinstance(widget, QTableView):
            yield from (" | ".join(cells) for cells in _cells(widget))


def _cells(table: QTableView) -> Iterator[list[str]]:
    model = table.model()
    for line in range(model.rowCount()):
        yield [str(model.index(line, column).data() or "") for column in range(model.columnCount())]


def _plain(words: str) -> str:
    """Without the marks of shortcut letters."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _type(line: QWidget, text: str) -> None:
    """Key by key; letters that no key of hers has come as from an input method."""
    for letter in text:
        if letter.isascii():
            QTest.keyClick(line, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(line, event)


def _inside(button: QAbstractButton) -> QPoint:
    """A point that hits it: the box of a tick, the middle of anything else."""
    return QPoint(10, button.height() // 2) if button.isCheckable() else button.rect().center()
