"""One tile of the board, drawn: the station, how late it runs, and a chip for each person."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from cadplanner.ui.kit.lettering import Lettering
from cadplanner.ui.kit.text import plain_tip
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.pages.board.chip_lines import GAP, Letters, Spot, laid_out, lines_needed
from cadplanner.ui.pages.board.looks import RUNS_LATE, Look
from cadplanner.ui.pages.board.tiles import Chip, Tile

ARROWS = {
    int(Qt.Key.Key_Left): (-1, 0),
    int(Qt.Key.Key_Right): (1, 0),
    int(Qt.Key.Key_Up): (0, -1),
    int(Qt.Key.Key_Down): (0, 1),
}


class TileButton(QAbstractButton):
    """Shows a Tile; pressing it opens the station, at the person whose chip was pressed."""

    opened = Signal(str, str)
    """The station's id and, where one was pressed, the appointment's."""
    arrow_pressed = Signal(int, int)

    def __init__(self, tile: Tile, letters: Letters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile = tile
        self._letters = letters
        self._spots: tuple[Spot, ...] | None = None
        self._needs: dict[tuple[Letters, int, int], int] = {}
        self._pressed_on = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleName(tile.says)
        self.clicked.connect(self._on_clicked)

    def show_tile(self, tile: Tile) -> None:
        """Shows the same station as it is now; nothing is drawn where nothing changed."""
        if tile != self.tile:
            self.tile, self._spots, self._needs = tile, None, {}
            self.setAccessibleName(tile.says)
            self.update()

    def lines_needed(self, letters: Letters, width: int, names: int) -> int:
        """How many lines show all its chips in those letters at that width, with so much of their names."""
        key = (letters, width, names)
        if key not in self._needs:
            self._needs[key] = lines_needed(self.tile.chips, letters, width, names)
        return self._needs[key]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The chips that there is room for, and where."""
        if self._spots is None:
            self._spots = laid_out(self.tile.chips, self._letters, self.width(), self.height())
        return self._spots

    def use_letters(self, letters: Letters) -> None:
        """Draws in letters of another size."""
        if letters is not self._letters:
            self._letters, self._spots = letters, None
            self.update()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._spots = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            self.arrow_pressed.emit(*ARROWS[event.key()])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_on = self._under(event.position().toPoint())
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = next((spot for spot in self.spots if spot.rect.contains(event.pos()) and spot.chip), None)
            QToolTip.showText(event.globalPos(), plain_tip(spot.chip.says if spot and spot.chip else self.tile.title))
            return True
        return super().event(event)

    def _under(self, point: QPoint) -> str:
        spot = next((spot for spot in self.spots if spot.rect.contains(point)), None)
        return spot.chip.appointment_id if spot and spot.chip else ""

    def _on_clicked(self) -> None:
        appointment_id, self._pressed_on = self._pressed_on, ""
        self.opened.emit(self.tile.station_id, appointment_id)

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_head(painter)
        for spot in self.spots:
            if spot.chip is None:
                self._paint_more(painter, spot)
            else:
                self._paint_chip(painter, spot, spot.chip)

    def _paint_ground(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        late = bool(self.tile.late)
        edge = Role.ACCENT_TEXT if self.hasFocus() else Role.LATE_EDGE if late else Role.LINE
        painter.setPen(QPen(colour(edge), 3 if self.hasFocus() else 2 if late else 1))
        painter.setBrush(colour(Role.BUTTON_HOVER if self.underMouse() else Role.SURFACE))
        painter.drawRoundedRect(area, 5, 5)

    def _paint_head(self, painter: QPainter) -> None:
        letters, room = self._letters, self.width() - 2 * SPACE
        if self.tile.late:
            words = f"{RUNS_LATE.mark} {self.tile.late_words}"
            wide = letters.body.prepared(words)[1] + SPACE
            box = QRect(self.width() - SPACE - wide, SPACE // 2 + 1, wide, letters.title.metrics.height() + 2)
            _fill(painter, box, RUNS_LATE)
            _words(painter, letters.body, box, words, Role.TEXT, middle=True)
            room -= wide + SPACE // 2
        top = QRect(SPACE, SPACE // 2, room, letters.title.metrics.height() + 2)
        sizes = (letters.title, letters.body, letters.small)
        title = next((each for each in sizes if each.fitting((self.tile.title,), room)), letters.small)
        _words(painter, title, top, self.tile.title, Role.TEXT)
        line = QRect(SPACE, top.bottom(), self.width() - 2 * SPACE, letters.small.metrics.height() + 2)
        _words(painter, letters.small, line, letters.small.fitting(self.tile.unders, line.width()), Role.TEXT_SOFT)

    def _paint_chip(self, painter: QPainter, spot: Spot, chip: Chip) -> None:
        letters, area = self._letters, spot.rect
        _fill(painter, area, chip.look)
        x = area.left() + GAP + 1
        parts = ((letters.body, chip.look.mark, chip.look.edge), (letters.card, chip.card, Role.TEXT))
        for lettering, text, role in (*parts, (letters.body, spot.name, Role.TEXT)):
            if text:
                wide = lettering.prepared(text)[1]
                _words(painter, lettering, QRect(x, area.top(), wide + 2, area.height()), text, role)
                x += wide + GAP
        if chip.minutes:
            wide = letters.body.prepared(chip.minutes)[1]
            box = QRect(area.right() - wide - GAP, area.top(), wide + 2, area.height())
            _words(painter, letters.body, box, chip.minutes, Role.TEXT)

    def _paint_more(self, painter: QPainter, spot: Spot) -> None:
        _words(painter, self._letters.body, spot.rect, f"+{spot.more} more", Role.ACCENT_TEXT)


def _fill(painter: QPainter, area: QRect, look: Look) -> None:
    painter.setPen(QPen(colour(look.edge), 1))
    painter.setBrush(colour(look.fill))
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def _words(
    painter: QPainter, lettering: Lettering, area: QRect, text: str, role: Role, *, middle: bool = False
) -> None:
    prepared, wide = lettering.prepared(text)
    x = area.x() + (area.width() - wide) / 2 if middle else area.x()
    painter.setFont(lettering.font)
    painter.setPen(colour(role))
    painter.drawStaticText(QPointF(x, area.y() + (area.height() - prepared.size().height()) / 2), prepared)
