"""The edges that stay put while the timeline scrolls: the hours above, the names of the rows at the left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from cadplanner.core.model.span import clock
from cadplanner.ui.kit.text import SMALL, plain_tip, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.pages.timeline.picture import Picture
from cadplanner.ui.pages.timeline.rows import Row
from cadplanner.ui.pages.timeline.words import row_sentence

LEAST_NAMES, MOST_NAMES = 110, 36  # pixels; average characters


class _Edge(QWidget):
    """What stands at an edge of the timeline and scrolls with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._picture: Picture | None = None
        self._offset = 0

    def show_picture(self, picture: Picture, offset: int) -> None:
        """Shows the hours or rows of that picture, scrolled `offset` pixels."""
        self._picture, self._offset = picture, offset
        self.update()


class Ruler(_Edge):
    """Hours and half hours; while a visit is in the hand, the time it would start."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(Role.RAIL))
        painter.setPen(colour(Role.LINE))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self._picture is not None:
            self._draw_times(painter, self._picture)
            self._draw_carried(painter, self._picture)

    def _draw_times(self, painter: QPainter, picture: Picture) -> None:
        scale, bottom = picture.scale, self.height() - 1
        width = QFontMetrics(scaled_font(SMALL)).horizontalAdvance("00:00")
        step = next((step for step in (15, 30, 60) if scale.per_minute * step > 1.5 * width + 12), 120)
        tick = min(step, 30)
        for minute in range(-(-scale.hours.start // tick) * tick, scale.hours.end + 1, tick):
            x = scale.x(minute) - self._offset
            on_hour = minute % 60 == 0
            painter.setPen(colour(Role.PLANNED_EDGE if on_hour else Role.LINE))
            painter.drawLine(x, bottom - (8 if on_hour else 4), x, bottom)
            if minute % step == 0:
                painter.setFont(scaled_font(SMALL, bold=on_hour))
                painter.setPen(colour(Role.TEXT if on_hour else Role.TEXT_SOFT))
                box = QRect(x - width, 0, 2 * width, bottom - 6)
                painter.drawText(self._kept_inside(box), int(Qt.AlignmentFlag.AlignCenter), clock(minute))

    def _kept_inside(self, box: QRect) -> QRect:
        """The labels of the first and the last hour stand beside their lines rather than half outside."""
        quarter, x = box.width() // 4, box.center().x()
        if -quarter <= x < quarter:
            box.moveLeft(2 - quarter)
        elif self.width() - quarter < x <= self.width() + quarter:
            box.moveRight(self.width() - 2 + quarter)
        return box

    def _draw_carried(self, painter: QPainter, picture: Picture) -> None:
        if picture.carry is None:
            return
        painter.setFont(scaled_font(SMALL, bold=True))
        text = clock(picture.carry.start)
        width = painter.fontMetrics().horizontalAdvance(text) + 10
        x = picture.scale.x(picture.carry.start) - self._offset
        refused = picture.carry.verdict is not None and not picture.carry.verdict.allowed
        painter.fillRect(x, 2, width, self.height() - 4, colour(Role.BAD_TEXT if refused else Role.ACCENT))
        painter.setPen(colour(Role.GROUND if refused else Role.ON_ACCENT))
        painter.drawText(QRect(x, 2, width, self.height() - 4), int(Qt.AlignmentFlag.AlignCenter), text)


class RowNames(_Edge):
    """Stations with their places, or staff with their roles; a band's name stays in view while any row of it is."""

    def width_for(self, picture: Picture, room: int) -> int:
        """How wide the names want to be, in a timeline `room` pixels wide."""
        bold, plain = QFontMetrics(scaled_font(SMALL, bold=True)), QFontMetrics(scaled_font(SMALL))
        wide = [_lead_and_follow(row) for row in picture.scene.rows]
        needed = max((bold.horizontalAdvance(a) + plain.horizontalAdvance(b) for a, b in wide), default=0)
        most = max(MOST_NAMES * bold.averageCharWidth(), room // 4)
        return max(LEAST_NAMES, min(most, room // 2, needed + 3 * SPACE + 4))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._picture is not None:
            number = self._picture.scale.row(event.pos().y() + self._offset)
            rows = self._picture.scene.rows
            says = plain_tip(row_sentence(rows[number])) if 0 <= number < len(rows) else ""
            QToolTip.showText(event.globalPos(), says, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(Role.RAIL))
        picture = self._picture
        if picture is None:
            return
        area = event.rect().translated(0, self._offset)
        painter.translate(0, -self._offset)
        self._draw_rows(painter, picture, area)
        self._draw_bands(painter, picture, area)
        painter.resetTransform()
        painter.setPen(colour(Role.LINE))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _draw_rows(self, painter: QPainter, picture: Picture, area: QRect) -> None:
        height = picture.scale.row_height
        for number, row in picture.rows_in(area):
            box = QRect(0, number * height, self.width(), height)
            if picture.carry is not None and picture.carry.row == number:
                painter.fillRect(box, colour(Role.ACCENT_SOFT))
            painter.setFont(scaled_font(SMALL))
            text = box.adjusted(SPACE, 0, -SPACE, 0)
            if row.staff_id:
                painter.setPen(colour(Role.TEXT))
                painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), row.name)
            elif _follow(row):
                painter.setPen(colour(Role.TEXT_SOFT))
                right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
                painter.drawText(text, int(right), _follow(row))

    def _draw_bands(self, painter: QPainter, picture: Picture, area: QRect) -> None:
        height = picture.scale.row_height
        for name, first, rows in picture.scene.bands:
            top, bottom = first * height, (first + rows) * height
            if bottom < area.top() or top > area.bottom():
                continue
            painter.setPen(QPen(colour(Role.PLANNED_EDGE), 1))
            painter.drawLine(0, bottom - 1, self.width(), bottom - 1)
            y = min(max(top, self._offset), bottom - height)
            self._draw_band_name(painter, QRect(SPACE, y, self.width() - 2 * SPACE, height), name, picture, y // height)

    def _draw_band_name(self, painter: QPainter, box: QRect, name: str, picture: Picture, number: int) -> None:
        row = picture.scene.rows[number]
        plain = QFontMetrics(scaled_font(SMALL))
        if row.staff_id:
            painter.setFont(scaled_font(SMALL))
            painter.setPen(colour(Role.TEXT_SOFT))
            room = box.width() - plain.horizontalAdvance(row.name) - SPACE
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        else:
            painter.setFont(scaled_font(SMALL, bold=True))
            painter.setPen(colour(Role.TEXT))
            room = box.width() - plain.horizontalAdvance(_follow(row)) - SPACE
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, max(0, room))
        if len(short) > 3:
            painter.drawText(box, int(flags), short)


def _follow(row: Row) -> str:
    """What stands right of a station's name: the number of the place, after S where it is step-free."""
    if row.drop_in:
        return row.name.lower()
    return f"{'S  ' if row.note else ''}{row.place + 1}"


def _lead_and_follow(row: Row) -> tuple[str, str]:
    return (row.name, row.band) if row.staff_id else (row.band, _follow(row))
