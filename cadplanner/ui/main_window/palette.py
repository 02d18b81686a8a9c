"""Find anything: one field and a list, by keyboard alone; Enter does it, Esc goes back to where she was."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cadplanner.ui.kit.scan_field import ScanField
from cadplanner.ui.kit.spoken import announce
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.main_window.findable import Findable, Window, found, people_of, things_of

TITLE = "Find anything"
HINT = "A page, a button, a patient, a station, a day…"
KEYS = "Up and Down choose, Enter goes there or does it, Esc closes."
NOTHING = "Nothing here is called that. Try the beginning of a word."
WIDE, HIGH = 90, 24  # average characters and lines
SETTLES = 120  # milliseconds without a letter before people are looked for
COLUMNS = (
    Column[Findable]("What", lambda thing: thing.words),
    Column[Findable]("Kind", lambda thing: thing.kind, width=24),
    Column[Findable]("Keys", lambda thing: thing.keys, width=14),
)


class Palette(QDialog):
    """Finds what the window can go to or do now; what is chosen is done once it has closed."""

    def __init__(self, window: Window, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._over = window, parent
        self._things = things_of(window)
        self._build()
        self._wire()
        self._on_typed()

    def _build(self) -> None:
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.field = ScanField(self, name=TITLE, hint=HINT)
        self.model = TableModel(COLUMNS, self)
        self.table = Table(self.model, self, name="Found", empty=NOTHING)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wait = QTimer(self, singleShot=True, interval=SETTLES)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        column.addWidget(PlainLabel(KEYS, self, role=Role.TEXT_SOFT, wrap=True))
        self._place()

    def _place(self) -> None:
        """Over the upper middle of the window, never larger than it."""
        over, letters = self._over, self.fontMetrics()
        wide = min(WIDE * letters.averageCharWidth(), over.width() - 4 * SPACE)
        high = min(HIGH * letters.height(), over.height() - 8 * SPACE)
        self.resize(wide, high)
        corner = over.mapToGlobal(over.rect().topLeft())
        self.move(corner.x() + (over.width() - wide) // 2, corner.y() + 6 * SPACE)

    def _wire(self) -> None:
        self.field.textChanged.connect(self._on_typed)
        self.field.entered.connect(self._on_entered)
        self.field.stepped.connect(self._on_stepped)
        self.field.cleared.connect(self.reject)
        self.table.clicked.connect(self._on_entered)
        self._wait.timeout.connect(self._look_for_people)

    def _on_typed(self) -> None:
        self._show(found(self._things, self.field.text()))
        self._wait.start()

    def _look_for_people(self) -> None:
        """Whoever was found stands below the other things, so that Enter goes where it went before."""
        self._wait.stop()
        people = people_of(self._window, self.field.text())
        if people:
            self._show((*found(self._things, self.field.text()), *people))

    def _show(self, things: tuple[Findable, ...]) -> None:
        self.model.set_rows(things)
        if things and not self.table.selected_ids:
            self.table.selectRow(0)

    def _on_stepped(self, step: int) -> None:
        rows = len(self.model.rows)
        if rows:
            line = max(0, min(rows - 1, self.table.currentIndex().row() + step))
            self.table.selectRow(line)
            thing = self.model.rows[line]
            announce(self.field, f"{thing.words}, {thing.kind}", urgent=True)

    def _on_entered(self) -> None:
        if self._wait.isActive():
            self._look_for_people()  # Enter came before they were looked for
        chosen = self.table.selected_ids[:1]
        thing = next((each for each in self.model.rows if (each.id,) == chosen), None)
        if thing is not None:
            QTimer.singleShot(0, self._over, thing.does)
            self.accept()
