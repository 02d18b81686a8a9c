"""A row that goes on underneath where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from cadplanner.ui.kit.theme import SPACE

Line = list[tuple[QLayoutItem, int]]
"""What stands in one line, and how wide each is at least."""


class WrappingRow(QLayout):
    """Lays widgets side by side and goes on underneath where the row is full.

    What is put in by `add_growing` takes what is left of its line, as a sentence or a field that is typed in; what
    comes after `add_gap` stands at the right. What is lower than its line stands in the middle of it, or `at_top`.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = SPACE, at_top: bool = False) -> None:
        super().__init__(parent)
        self._at_top = at_top
        self._items: list[QLayoutItem] = []
        self._least: dict[QWidget, int] = {}
        self._gap = gap
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def add_growing(self, widget: QWidget, least: int, *, at: int | None = None) -> None:
        """Adds what is never narrower than so many average characters, in a row that is that wide."""
        self._least[widget] = least
        self.addWidget(widget)
        if at is not None:
            self._items.insert(at, self._items.pop())

    def add_gap(self) -> QWidget:
        """What follows stands at the right end of its line; returns what keeps it there."""
        gap = QWidget()
        gap.setFixedHeight(0)
        self.add_growing(gap, 0)
        return gap

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        round_it = self.contentsMargins()
        inside = width - round_it.left() - round_it.right()
        return self._arrange(QRect(0, 0, inside, 0), move=False) + round_it.top() + round_it.bottom()

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """Places the items if asked to, each in the middle of its line; the height they need."""
        y = area.y()
        for line in self._lines(area.width()):
            placed = self._shared(line, area.width())
            tallest = max(_height(item, wide) for item, wide in placed)
            x = area.x()
            for item, wide in placed:
                tall = _height(item, wide)
                if move:
                    down = 0 if self._at_top else (tallest - tall) // 2
                    item.setGeometry(QRect(QPoint(x, y + down), QSize(wide, tall)))
                x += wide + self._gap
            y += tallest + self._gap
        return max(0, y - self._gap - area.y())

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = min(self._wanted(item), max(width, item.minimumSize().width()))
            if not lines or wide > left:
                lines.append([])
                left = width
            lines[-1].append((item, wide))
            left -= wide + self._gap
        return lines

    def _wanted(self, item: QLayoutItem) -> int:
        widget = item.widget()
        if widget not in self._least:
            return item.sizeHint().width()
        least = self._least[widget] * widget.fontMetrics().averageCharWidth()
        return min(max(least, item.minimumSize().width()), item.maximumSize().width())

    def _shared(self, line: Line, width: int) -> Line:
        """What is left of a line goes to those in it that grow."""
        growing = [item for item, _ in line if item.widget() in self._least]
        left = width - sum(wide + self._gap for _, wide in line) + self._gap
        shared = []
        for item, wide in line:
            more = 0
            if item in growing:
                more = max(0, min(left // len(growing), item.maximumSize().width() - wide))
                growing.remove(item)
                left -= more
            shared.append((item, wide + more))
        return shared


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class WrappingLine(QWidget):
    """Widgets in a row that wraps, exactly as tall as that makes it at the width it is given."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = SPACE, at_top: bool = False) -> None:
        super().__init__(parent)
        self.row = WrappingRow(self, gap=gap, at_top=at_top)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """One line until it is shown: before that its width means nothing."""
        least = self.row.minimumSize()
        return QSize(least.width(), self.row.heightForWidth(self.width()) if self.isVisible() else least.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self.updateGeometry()
        return taken
