"""Parts side by side where each has the room it needs, one under another where there is less."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cadplanner.ui.kit.theme import SPACE


class Sides(QWidget):
    """As wide as it is given; tells the widths of one under another as its least, so that it may become so."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 2 * SPACE) -> None:
        super().__init__(parent)
        self._parts: list[tuple[QWidget, int]] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)

    def add(self, part: QWidget, stretch: int = 0, *, least: int = 0) -> None:
        """One part more; `least` is how many average characters wide it must be to stand beside the others."""
        self._parts.append((part, least))
        self._row.addWidget(part, stretch)

    @property
    def stacked(self) -> bool:
        """Whether they stand one under another now."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        widest = max((self._least(part) for part, _ in self._shown()), default=0)
        return QSize(widest, self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.Show}:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        shown, letter = self._shown(), self.fontMetrics().averageCharWidth()
        needs = sum(max(self._least(part), least * letter) for part, least in shown)
        needs += self._row.spacing() * (len(shown) - 1)
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if needs <= self.width() else directions.TopToBottom
        if wanted is not self._row.direction():
            self._row.setDirection(wanted)
            self.updateGeometry()

    def _shown(self) -> list[tuple[QWidget, int]]:
        return [(part, least) for part, least in self._parts if not part.isHidden()]

    def _least(self, part: QWidget) -> int:
        return max(part.minimumSizeHint().width(), part.minimumWidth())
