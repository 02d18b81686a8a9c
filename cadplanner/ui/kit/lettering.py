"""Names and marks ready to draw: prepared once, in the fullest wording that there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QStaticText

from cadplanner.ui.kit.text import SMALL, scaled_font


class Lettering:
    """Text in one font, prepared as QStaticText (more than twice as fast as drawing strings)."""

    def __init__(self, size: float = SMALL, *, bold: bool = False) -> None:
        self.font: QFont = scaled_font(size, bold=bold)
        self.metrics = QFontMetrics(self.font)
        self._prepared: dict[str, tuple[QStaticText, int]] = {}
        self._fitted: dict[tuple[str, int], str] = {}

    def prepared(self, text: str) -> tuple[QStaticText, int]:
        """The text ready to draw, plain, and its width in pixels."""
        found = self._prepared.get(text)
        if found is None:
            static = QStaticText(text)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            static.prepare(font=self.font)
            found = self._prepared[text] = (static, self.metrics.horizontalAdvance(text))
        return found

    def fitting(self, wordings: Sequence[str], width: int) -> str:
        """The first wording that fits, from the fullest on; '' where none does. Nothing is cut in the middle."""
        key = (wordings[0], width)
        if key not in self._fitted:
            fits = (wording for wording in wordings if self.prepared(wording)[1] <= width)
            self._fitted[key] = next(fits, "")
        return self._fitted[key]
