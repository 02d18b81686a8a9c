"""One stop of a route on the card at the side: time, service, where, with whom; a press goes to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from cadplanner.ui.kit.icons import picture
from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.text import SMALL, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.pages.timeline.colours import Tone

STRIP = 4
LOCK = 14


class StopButton(QAbstractButton):
    """A title and quieter lines beside a strip in the colour of the service. The chosen one stays down."""

    asked = Signal(str)
    """The id of the visit to go to."""

    def __init__(self, visit_id: str, lead: str, title: str, under: Sequence[str], *, chosen: bool = False) -> None:
        super().__init__()
        self.visit_id = visit_id
        self.tone: Tone | None = None
        self.locked = False
        self._lead, self._title, self._under = lead, title, tuple(line for line in under if line)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.toggled.connect(self._on_toggled)
        self.setAccessibleName(", ".join((f"{lead} {title}", *self._under)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - what `toggled` sends
        show_pressed(self, on=not on)  # until it is the chosen one
        self.asked.emit(self.visit_id)

    def sizeHint(self) -> QSize:
        lines = QFontMetrics(scaled_font()).height() + len(self._under) * QFontMetrics(scaled_font(SMALL)).height()
        return QSize(180, lines + SPACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        bold, small = scaled_font(bold=True), scaled_font(SMALL)
        left = 2 * SPACE
        time_width = max(
            QFontMetrics(bold).horizontalAdvance("00:00"), QFontMetrics(bold).horizontalAdvance(self._lead)
        )
        height = QFontMetrics(bold).height()
        room = self.width() - left - time_width - 2 * SPACE - (LOCK + 4 if self.locked else 0)
        painter.setPen(colour(Role.TEXT))
        painter.setFont(bold)
        painter.drawText(QRect(left, SPACE // 2, time_width + 4, height), int(Qt.AlignmentFlag.AlignLeft), self._lead)
        painter.setFont(scaled_font())
        self._paint_line(painter, QRect(left + time_width + SPACE, SPACE // 2, room, height), self._title)
        painter.setFont(small)
        painter.setPen(colour(Role.TEXT_SOFT))
        low = QFontMetrics(small).height()
        for number, line in enumerate(self._under):
            box = QRect(left + time_width + SPACE, SPACE // 2 + height + number * low, room, low)
            self._paint_line(painter, box, line)
        if self.locked:
            middle = (self.height() - LOCK) // 2
            painter.drawPixmap(self.width() - LOCK - SPACE, middle, picture("lock", LOCK, colour(Role.TEXT_SOFT)))

    def _paint_line(self, painter: QPainter, box: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), shown)

    def _paint_ground(self, painter: QPainter) -> None:
        fill = Role.ACCENT_SOFT if self.isChecked() else Role.BUTTON_HOVER if self.underMouse() else Role.SURFACE
        painter.fillRect(self.rect(), colour(fill))
        if self.tone is not None:
            painter.fillRect(0, 2, STRIP, self.height() - 4, self.tone.edge)
        if self.hasFocus():
            painter.setPen(QPen(colour(Role.ACCENT_TEXT), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
