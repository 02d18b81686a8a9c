"""The key to the timeline: what each colour and each letter stands for, and the ways to move a visit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.text import SMALL, PlainLabel, heading, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.pages.timeline.colours import Tone, tones
from cadplanner.ui.pages.timeline.words import MARKS

WAYS = (
    "Drag a visit to another time or row; the rules answer while you drag.\n"
    "By keyboard: arrows go from visit to visit, Enter picks one up, arrows move it, Enter drops it, Esc lets it be.\n"
    "Ctrl+click a second visit to swap the two.\n"
    "Ctrl+wheel zooms. Right click for everything else."
)


class Key(QWidget):
    """Shown while no visit is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._shown: list[tuple[str, Tone]] = []
        self._swatches = QVBoxLayout()
        self._swatches.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(heading("Services", self))
        column.addLayout(self._swatches)
        column.addSpacing(SPACE)
        column.addWidget(heading("Needs", self))
        for need, letter in MARKS.items():
            column.addWidget(Swatch(letter, need.value, None, self))
        column.addWidget(PlainLabel("A dot: too little room for the letters.", self, size=SMALL, role=Role.TEXT_SOFT))
        column.addSpacing(SPACE)
        column.addWidget(heading("How to change the plan", self))
        column.addWidget(PlainLabel(WAYS, self, size=SMALL, role=Role.TEXT_SOFT, wrap=True))
        column.addStretch(1)

    def show_plan(self, plan: Plan) -> None:
        """Lists the services that the day's stations give."""
        self._plan = plan
        looks = tones(plan)
        shown = [(s.name, looks[s.id]) for s in plan.services if s.id in plan.stations_giving]
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._swatches.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, tone in shown:
            self._swatches.addWidget(Swatch("", name, tone, self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._plan is not None:
            self.show_plan(self._plan)


class Swatch(QWidget):
    """A colour or a letter, and its words."""

    def __init__(self, letter: str, words: str, tone: Tone | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter, self._words, self._tone = letter, words, tone
        self.setAccessibleName(f"{letter}: {words}" if letter else words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height() + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRect(0, 3, 22, self.height() - 6)
        if self._tone is not None:
            painter.fillRect(box, self._tone.fill)
            painter.fillRect(QRect(box.x(), box.y(), 3, box.height()), self._tone.edge)
            painter.setPen(QPen(self._tone.edge, 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setFont(scaled_font(bold=True))
        painter.setPen(colour(Role.ACCENT_TEXT))
        painter.drawText(QRect(0, 0, 22, self.height()), int(Qt.AlignmentFlag.AlignCenter), self._letter)
        painter.setFont(scaled_font())
        painter.setPen(colour(Role.TEXT))
        words = QRect(30, 0, self.width() - 30, self.height())
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shown)
