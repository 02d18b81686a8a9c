"""Filter chips: toggles with a count each, in a row that wraps where the window is narrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingRow


class Chip(QAbstractButton):
    """One filter: words and how many it finds; a tick mark stands before the words while it is on."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._count = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def set_count(self, count: int) -> None:
        """Shows how many the filter finds."""
        self._count = f"{count:,}"
        self.setAccessibleName(f"{self._words}: {count:,}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self._words) + metrics.horizontalAdvance(self._count)
        return QSize(words + metrics.height() + 2 * SPACE, metrics.height() + SPACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_shape(painter)
        self._paint_words(painter)

    def _paint_shape(self, painter: QPainter) -> None:
        on = self.isChecked()
        fill = Role.ACCENT_SOFT if on else Role.BUTTON_HOVER if self.underMouse() else Role.BUTTON
        edge = Role.ACCENT_TEXT if on or self.hasFocus() else Role.LINE
        painter.setBrush(colour(fill))
        painter.setPen(QPen(colour(edge), 2 if self.hasFocus() else 1))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)

    def _paint_words(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        on, mark = self.isChecked(), metrics.height()
        ink = colour(Role.ACCENT_TEXT if on else Role.TEXT)
        left = SPACE + (mark - SPACE) // 2
        if on:
            side = mark / 4
            middle = self.height() / 2
            painter.setPen(QPen(ink, 1.8))
            points = [(0, 0), (side * 0.8, side * 0.8), (side * 2, -side * 0.8)]
            painter.drawPolyline([QPoint(round(SPACE - 1 + x), round(middle + y)) for x, y in points])
            left = mark + SPACE // 2
        width = metrics.horizontalAdvance(self._words)
        painter.setPen(ink)
        painter.drawText(QRect(left, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self._words)
        painter.setPen(colour(Role.ACCENT_TEXT if on else Role.TEXT_SOFT))
        counted = QRect(left + width + SPACE // 2 + 2, 0, self.width(), self.height())
        painter.drawText(counted, int(Qt.AlignmentFlag.AlignVCenter), self._count)


class Chips(QWidget):
    """Filters that add up. The first chip takes all others off; those of one pair exclude each other."""

    chosen = Signal(frozenset)

    def __init__(
        self,
        choices: Iterable[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        name: str,
        all_words: str = "All",
        apart: Iterable[frozenset[str]] = (),
        rare: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self._apart = tuple(apart)
        self._rare = rare
        self.setAccessibleName(name)
        row = WrappingRow(self, gap=SPACE // 2 + 2)
        self._all = Chip(all_words, self)
        show_pressed(self._all, on=True)
        row.addWidget(self._all)
        self._chips = {key: Chip(words, self) for key, words in choices}
        for chip in self._chips.values():
            row.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._all.toggled.connect(self.clear)
        for key, chip in self._chips.items():
            chip.toggled.connect(lambda _=False, key=key: self._on_toggled(key))

    @property
    def on(self) -> frozenset[str]:
        """The keys that are on; empty is all."""
        return frozenset(key for key, chip in self._chips.items() if chip.isChecked())

    def set_counts(self, everybody: int, counts: Mapping[str, int]) -> None:
        """Shows how many each filter finds; a rare one is there only while it finds something, or is on."""
        self._all.set_count(everybody)
        for key, chip in self._chips.items():
            chip.set_count(counts.get(key, 0))
            chip.setVisible(key not in self._rare or bool(counts.get(key)) or chip.isChecked())

    def clear(self) -> None:
        """Takes all filters off."""
        self.choose(frozenset())

    def choose(self, keys: frozenset[str]) -> None:
        """Puts these filters on and the others off."""
        for key, chip in self._chips.items():
            show_pressed(chip, on=key in keys)
        show_pressed(self._all, on=not keys)
        self.chosen.emit(keys)

    def _on_toggled(self, key: str) -> None:
        keys = self.on
        if key in keys:
            keys -= frozenset().union(*(group for group in self._apart if key in group)) - {key}
        self.choose(keys)
