"""A second window for a screen in the hall: which card goes where, in big type. Numbers only, never names."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cadplanner.core.live.hall import Goes, Hall, Next
from cadplanner.core.model.span import MINUTES_IN_DAY, clock
from cadplanner.printing.words import card_words
from cadplanner.ui.kit.theme import FAMILY, Role, colour

EMPTY = Hall(0, (), ())
LEAST_LINES, IN_COLUMN = 4, 6  # room for at least; from how many on there are two columns
SIDE = 0.3  # of the width: the cards that are next


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words: its height as a share of the area, and where across: 0 left, 1 right."""

    text: str
    role: Role = Role.TEXT
    share: float = 0.5
    bold: bool = False
    across: float = 0


class HallScreen(QWidget):
    """F11 or a double click fills the screen, Esc goes back; `words` is everything that stands on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.hall = EMPTY
        self.setWindowTitle("Hall screen")
        self.setMinimumSize(480, 270)
        self.resize(960, 540)

    @property
    def words(self) -> tuple[str, ...]:
        """All that can be read on it, line by line."""
        goes = [f"{card_words(one.card)}: {where(one)}" for one in self.hall.goes]
        coming = [f"{one.station}: next {cards(one)}" for one in self.hall.next]
        return (self._time, *(goes or [NOBODY]), *coming)

    @property
    def _time(self) -> str:
        return clock(self.hall.minute % MINUTES_IN_DAY)

    def show_hall(self, hall: Hall) -> None:
        """Shows the hall as it is now."""
        if hall != self.hall:
            self.hall = hall
            self.setAccessibleName(". ".join(self.words))
            self.update()

    def show_on_second_screen(self) -> None:
        """Fills the second screen where there is one; else it is a window to be moved there."""
        screens = QGuiApplication.screens()
        other = next((screen for screen in screens if screen is not QGuiApplication.primaryScreen()), None)
        if other is None:
            self.show()
            return
        self.setGeometry(other.geometry())
        self.showFullScreen()

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.toggle_full_screen()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.toggle_full_screen()

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(Role.GROUND))
        whole = QRectF(self.rect())
        margin = whole.height() * 0.03
        head = QRectF(margin, margin, whole.width() - 2 * margin, whole.height() * 0.11)
        _text(painter, head, Line("Your card number is called here", Role.TEXT_SOFT, 0.42))
        _text(painter, head, Line(self._time, share=0.62, bold=True, across=1))
        body = QRectF(margin, head.bottom() + margin, head.width(), whole.height() - head.bottom() - 2 * margin)
        side = body.width() * SIDE if self.hall.next else 0.0
        self._paint_goes(painter, body.adjusted(0, 0, -side - (margin if side else 0), 0))
        if side:
            self._paint_next(painter, body.adjusted(body.width() - side, 0, 0, 0))

    def _paint_goes(self, painter: QPainter, area: QRectF) -> None:
        goes = self.hall.goes
        if not goes:
            _text(painter, area, Line(NOBODY, Role.TEXT_SOFT, 0.09, across=0.5))
            return
        columns = 1 + (len(goes) > IN_COLUMN) + (len(goes) > 3 * IN_COLUMN)
        lines = max(LEAST_LINES, -(-len(goes) // columns))
        gap = area.height() * 0.02
        wide = (area.width() - gap * (columns - 1)) / columns
        tall = min((area.height() - gap * (lines - 1)) / lines, area.height() / LEAST_LINES)
        for n, one in enumerate(goes):
            column, line = divmod(n, lines)
            box = QRectF(area.x() + column * (wide + gap), area.y() + line * (tall + gap), wide, tall)
            _paint_card(painter, box, one, is_new=self.hall.minute - one.since < 1)

    def _paint_next(self, painter: QPainter, area: QRectF) -> None:
        coming = self.hall.next
        tall = min(area.height() / max(len(coming), LEAST_LINES), area.height() * 0.2)
        for n, one in enumerate(coming):
            box = QRectF(area.x(), area.y() + n * tall, area.width(), tall * 0.94)
            painter.setPen(QPen(colour(Role.LINE), 1))
            painter.setBrush(colour(Role.SURFACE))
            painter.drawRoundedRect(box, 8, 8)
            inner = box.adjusted(tall * 0.12, 0, -tall * 0.12, 0)
            upper, lower = QRectF(inner), QRectF(inner)
            upper.setHeight(inner.height() * 0.45)
            lower.setTop(upper.bottom())
            _text(painter, upper, Line(f"Next: {one.station}", Role.TEXT_SOFT, 0.62))
            _text(painter, lower, Line(cards(one), share=0.68, bold=True))


NOBODY = "Please take a seat. We will call your card number."


def where(one: Goes) -> str:
    """'Physio bays, place 3'."""
    return f"{one.station}, {_place(one)}" if one.place >= 0 else one.station


def _place(one: Goes) -> str:
    return f"{'room' if one.is_room else 'place'} {one.place + 1}"


def cards(one: Next) -> str:
    """'K012, K031, K044 + 3', as it is printed on the cards."""
    numbers = ", ".join(card_words(card) for card in one.cards)
    return f"{numbers} + {one.more}" if one.more else numbers


def _paint_card(painter: QPainter, box: QRectF, one: Goes, *, is_new: bool) -> None:
    fill, edge = (Role.IN_PROGRESS, Role.IN_PROGRESS_EDGE) if is_new else (Role.SURFACE, Role.LINE)
    painter.setPen(QPen(colour(edge), max(2.0, box.height() * 0.03)))
    painter.setBrush(colour(fill))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 10, 10)
    inner = box.adjusted(box.height() * 0.18, box.height() * 0.06, -box.height() * 0.18, -box.height() * 0.06)
    number = QRectF(inner)
    number.setWidth(min(inner.width() * 0.36, box.height() * 1.9))
    _text(painter, number, Line(card_words(one.card), share=0.72, bold=True))
    rest = QRectF(inner)
    rest.setLeft(number.right() + box.height() * 0.1)
    if one.place < 0:
        _text(painter, rest, Line(f"→ {one.station}", share=0.42))
        return
    upper, lower = QRectF(rest), QRectF(rest)
    upper.setHeight(rest.height() / 2)
    lower.setTop(upper.bottom())
    _text(painter, upper, Line(f"→ {one.station}", share=0.72))
    _text(painter, lower, Line(_place(one), share=0.78, bold=True))


def _text(painter: QPainter, area: QRectF, line: Line) -> None:
    """Smaller where it would not fit: nothing is cut off."""
    font = QFont(FAMILY)
    font.setBold(line.bold)
    font.setPixelSize(max(8, round(area.height() * line.share)))
    wide = QFontMetricsF(font).horizontalAdvance(line.text)
    if wide > area.width():
        font.setPixelSize(max(8, int(font.pixelSize() * area.width() / wide)))
    metrics = QFontMetricsF(font)
    x = area.x() + (area.width() - metrics.horizontalAdvance(line.text)) * line.across
    y = area.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.setFont(font)
    painter.setPen(colour(line.role))
    painter.drawText(QPointF(x, y), line.text)
