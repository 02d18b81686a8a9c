"""One station for whoever works there: its queue in large letters, and the verbs, all by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import Status
from cadplanner.core.model.day import Mode, Station
from cadplanner.ui.kit.form import ChoiceField
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.table import Table, TableModel
from cadplanner.ui.kit.text import BODY, HEAD, SUBHEAD, PlainLabel, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.board.looks import RUNS_LATE
from cadplanner.ui.pages.board.queue_rows import QUEUE_COLUMNS, QueueRow, queue_rows, rows_at_none
from cadplanner.ui.pages.board.station_verbs import FINISH, FIRST_KEYS, START, StationVerbs
from cadplanner.ui.pages.board.tiles import ELSEWHERE, late_of
from cadplanner.ui.pages.board.words import minutes_words, place_words, staff_words

ANY_PLACE = "any"
WIDE = 120  # average characters from which the letters are larger
MOST_NAMES = 4  # of staff, that are named above the queue


class _Large(Table):
    """A table in larger letters, where there is room for them."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._dress()

    def _dress(self) -> None:
        wide = self.width() > WIDE * QFontMetrics(scaled_font(SUBHEAD)).averageCharWidth()
        font = scaled_font(SUBHEAD if wide else BODY)
        if self.font() != font:
            self.setFont(font)


class StationView(QWidget):
    """Says what was asked; the page does it. `station_id` '' is for those who are at no station."""

    verb_asked = Signal(str)
    row_opened = Signal(str)
    """Enter on somebody: the natural next thing."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.station_id = ELSEWHERE
        self._build()
        self._wire()

    def _build(self) -> None:
        self._acts = True
        self._back = QPushButton("&All stations")
        self._back.setToolTip("Back to the board (Esc)")
        put_icon(self._back, "chevron-left")
        self._title = PlainLabel("", size=HEAD, bold=True)
        self._late = PlainLabel("", size=SUBHEAD, bold=True, role=Role.BAD_TEXT)
        self._under = PlainLabel("", role=Role.TEXT_SOFT, wrap=True)
        self._places = ChoiceField(name="Place worked at")
        self._places_words = PlainLabel("&Place")
        self._places_words.setBuddy(self._places)
        self._verbs = StationVerbs()
        self._model: TableModel[QueueRow] = TableModel(QUEUE_COLUMNS, self)
        self._table = _Large(self._model, name="Queue of the station", empty="Nobody is here or waits.")
        top = WrappingLine(self)
        for part in (self._back, self._title, self._late):
            top.row.addWidget(part)
        top.row.add_gap()
        top.row.addWidget(self._places_words)
        top.row.addWidget(self._places)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 0, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(top)
        column.addWidget(self._under)
        column.addWidget(self._verbs)
        column.addWidget(self._table, 1)

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        """Who is shown."""
        return self._model.rows

    @property
    def place(self) -> int:
        """The place that is worked at here; -1 for any."""
        chosen = self._places.choice()
        return -1 if chosen in ("", ANY_PLACE) else int(chosen)

    def chosen_for(self, verb: str) -> tuple[str, ...]:
        """Who a verb is about: who is chosen; else who was called first, or the only one with staff."""
        if self._table.selected_ids:
            return self._table.selected_ids
        rows = self._model.rows
        if verb == START:
            return self._first()
        seen = [row.id for row in rows if row.status is Status.IN_PROGRESS]
        return tuple(seen) if verb == FINISH and len(seen) == 1 else ()

    def open(self, board: Board, station_id: str, appointment_id: str, *, acts: bool) -> None:
        """Turns to a station, and to somebody at it."""
        self.station_id = station_id
        station = board.plan.station.get(station_id)
        self._places.set_choices(_places(board, station))
        self._places.setVisible(self._places.count() > 2)
        self._places_words.setVisible(self._places.count() > 2)
        self._verbs.show_mode(station.mode if station else None)
        self.show_board(board, acts=acts)
        self._table.select_ids((appointment_id,) if appointment_id else self._first())
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_board(self, board: Board, *, acts: bool) -> None:
        """Shows the station as it is now; whoever was chosen stays so while she is here."""
        station = board.plan.station.get(self.station_id)
        chosen = self._table.selected_ids
        self._title.setText(station.name if station else "At no station")
        late = late_of(board, station.id) if station else 0
        self._late.setText(f"{RUNS_LATE.mark} {minutes_words(late)} late" if late else "")
        self._under.setText(_under(board, station))
        rows = queue_rows(board, station.id, self.place) if station else rows_at_none(board)
        self._model.set_rows(rows)
        if chosen and not self._table.selected_ids:
            self._table.select_ids(self._first())
        self._acts = acts
        self._allow()

    def _wire(self) -> None:
        self._back.clicked.connect(self.closed)
        self._verbs.asked.connect(self.verb_asked)
        self._table.row_opened.connect(self.row_opened)
        self._table.selection_changed.connect(self._allow)
        self._places.chosen.connect(lambda _: self.verb_asked.emit(""))
        for keys in (FIRST_KEYS, "Ctrl+Enter"):
            first = QShortcut(QKeySequence(keys), self)
            first.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            first.activated.connect(self._verbs.press_first)

    def _first(self) -> tuple[str, ...]:
        """Whoever is to be seen next; never somebody who is with staff, whose visit Enter would end."""
        for status in (Status.CALLED, Status.WAITING):
            for row in self._model.rows:
                if row.status is status:
                    return (row.id,)
        return ()

    def _allow(self) -> None:
        self._verbs.allow(chosen=bool(self._table.selected_ids), acts=self._acts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _places(board: Board, station: Station | None) -> list[tuple[str, str]]:
    if station is None or station.mode is not Mode.ONE_TO_ONE:
        return []
    places = [(str(n), place_words(board, station.id, n)) for n in range(station.places)]
    return [(ANY_PLACE, "any free place"), *places]


def _under(board: Board, station: Station | None) -> str:
    if station is None:
        return "Ready to leave, or nothing is chosen for them yet."
    now = board.station[station.id]
    names = ", ".join(staff_words(board, staff_id) for staff_id in now.staff_ids)
    if len(now.staff_ids) > MOST_NAMES:
        names = f"{len(now.staff_ids)} staff"
    if station.mode is Mode.DROP_IN:
        return f"{now.tally} dropped in so far"
    free = max(0, station.places - len({board.person[who].place for who in now.in_progress}))
    places = f"{len(now.in_progress)} with staff, {free} of {station.places} places free"
    if station.mode is Mode.GROUP:
        places = f"{len(now.in_progress)} in class, room for {station.group_size}"
    return "  ·  ".join(part for part in (f"{len(now.queue)} waiting", places, names) if part)
