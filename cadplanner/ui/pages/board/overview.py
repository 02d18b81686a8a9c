"""The whole day at one look: the time, the counts as links, and the stations as tiles or as lists."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QToolButton, QVBoxLayout, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import HERE, Status
from cadplanner.ui.kit.icons import put_icon, retint
from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.kit.table import Table, TableModel
from cadplanner.ui.kit.text import HEAD, FittingLabel, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.board.count_links import GROUPS, LATE_STATIONS, CountLinks
from cadplanner.ui.pages.board.floor import Floor
from cadplanner.ui.pages.board.lists import PERSON_COLUMNS, STATION_COLUMNS, person_rows, station_rows
from cadplanner.ui.pages.board.tiles import tiles_of
from cadplanner.ui.pages.board.words import time_words, whole_sentence

TILES, STATIONS, PEOPLE = "tiles", "stations", "people"
VIEWS = (
    (TILES, "Tiles", "layout-grid", "Ctrl+Shift+1"),
    (STATIONS, "Stations", "rows-3", "Ctrl+Shift+2"),
    (PEOPLE, "People", "users", "Ctrl+Shift+3"),
)
TIPS = {
    TILES: "A tile for each station",
    STATIONS: "The stations as a list",
    PEOPLE: "The people as a list; press a count for those of it",
}
SAYS_LETTERS = 12  # average characters of how the day stands
NARROW = 150  # average characters: below, the views are pictures alone


class Overview(QWidget):
    """Says what was asked; the page does it."""

    station_opened = Signal(str, str)
    """The id of a station and, where one person was meant, of the appointment."""
    hall_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._key = ""
        self._build()
        self._wire()
        self.show_view(TILES)

    @property
    def view(self) -> str:
        """Which of the views is shown."""
        return VIEWS[self._stack.currentIndex()][0]

    def show_board(self, board: Board) -> None:
        """Shows the day as it is now."""
        self._board = board
        self._time.setText(time_words(board.minute))
        parts = whole_sentence(board).split(", ")
        self._says.set_wordings(*(", ".join(parts[:kept]) for kept in range(len(parts), -1, -1)))
        self.counts.show_board(board)
        self._show_in_view(board)

    def show_view(self, view: str) -> None:
        """Tiles, stations or people."""
        number = [key for key, *_ in VIEWS].index(view)
        show_pressed(self._views.button(number), on=True)
        self._stack.setCurrentIndex(number)
        if self._board is not None:
            self._show_in_view(self._board)

    def show_list(self, key: str) -> None:
        """The list behind a count; '' everybody here, on the tiles."""
        self._key = key
        self.counts.show_chosen(key)
        self.show_view(STATIONS if key == LATE_STATIONS else PEOPLE if key else TILES)

    def take_focus(self, station_id: str) -> None:
        """Gives the keyboard to that station."""
        if self.view == TILES:
            self.floor.go_to(station_id)
        elif self.view == STATIONS:
            self._stations.select_ids((station_id,))
            self._stations.setFocus()

    def _build(self) -> None:
        self._time = PlainLabel("", size=HEAD, bold=True)
        self._time.setAccessibleName("Time on the board")
        self._says = FittingLabel(role=Role.TEXT_SOFT)
        self._hall = QPushButton("Hall &screen")
        self._hall.setToolTip("A window for a screen in the hall: card numbers only, never names")
        put_icon(self._hall, "monitor")
        self._repair = QPushButton("Something &breaks…")
        self._repair.setToolTip("Somebody is away, a station closes, all run late: find the least upset")
        put_icon(self._repair, "triangle-alert")
        self.counts = CountLinks()
        self.floor = Floor()
        self._station_model, self._person_model = TableModel(STATION_COLUMNS, self), TableModel(PERSON_COLUMNS, self)
        self._stations = Table(self._station_model, name="Stations", empty="No station runs late.")
        self._people = Table(self._person_model, name="People", empty="Nobody.")
        self._stack = Stack()
        for each in (self.floor, self._stations, self._people):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 0, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._top())
        column.addWidget(self.counts)
        column.addWidget(self._stack, 1)

    def _top(self) -> WrappingLine:
        self._views = QButtonGroup(self)
        top = WrappingLine(self, gap=SPACE // 2 + 2)
        top.row.addWidget(self._time)
        top.row.add_growing(self._says, SAYS_LETTERS)
        for number, (key, words, icon, keys) in enumerate(VIEWS):
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            put_icon(button, icon)
            button.setShortcut(QKeySequence(keys))
            button.setAccessibleName(f"Show {words.lower()}")
            button.setToolTip(f"{TIPS[key]} ({keys})")
            self._views.addButton(button, number)
            top.row.addWidget(button)
        top.row.addWidget(self._hall)
        top.row.addWidget(self._repair)
        return top

    def _wire(self) -> None:
        for number, button in enumerate(self._views.buttons()):
            button.toggled.connect(lambda on, number=number: self._on_view_chosen(number) if on else None)
        self._views.idClicked.connect(lambda number: self._on_view_chosen(number) if self._key else None)
        self.counts.chosen.connect(self.show_list)
        self.floor.opened.connect(self.station_opened)
        self._stations.row_opened.connect(lambda station_id: self.station_opened.emit(station_id, ""))
        self._people.row_opened.connect(self._on_person_opened)
        self._hall.clicked.connect(self.hall_wanted)
        self._repair.clicked.connect(self.repair_wanted)

    def _on_view_chosen(self, number: int) -> None:
        self._key = ""
        self.counts.show_chosen("")
        self.show_view(VIEWS[number][0])

    def _on_person_opened(self, appointment_id: str) -> None:
        if self._board is not None:
            self.station_opened.emit(self._board.person[appointment_id].station_id, appointment_id)

    def _show_in_view(self, board: Board) -> None:
        """Only what is looked at is brought up to date."""
        if self.view == TILES:
            self.floor.show_tiles(tiles_of(board))
        elif self.view == STATIONS:
            self._station_model.set_rows(station_rows(board, late_only=self._key == LATE_STATIONS))
        else:
            statuses = GROUPS.get(self._key, HERE)
            self._people.set_empty(f"Nobody is {self._key}." if self._key else "Nobody is here yet.")
            self._person_model.set_rows(person_rows(board, [status for status in Status if status in statuses]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW * self.fontMetrics().averageCharWidth()
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        changed = [button for button in self.findChildren(QToolButton) if button.toolButtonStyle() is not style]
        for button in changed:
            button.setToolButtonStyle(style)
        if changed:
            retint(self)  # a drawing stands off its words
