"""Names and marks ready to draw: prepared once, and shortened to the room there is."""

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
        """The first wording that fits; else the last but one cut with an ellipsis, the last, or ''."""
        key = (wordings[0], width)
        if key not in self._fitted:
            self._fitted[key] = self._fit(wordings, width)
        return self._fitted[key]

    def _fit(self, wordings: Sequence[str], width: int) -> str:
        for wording in wordings[:-1]:
            if self.prepared(wording)[1] <= width:
                return wording
        shortest = wordings[-1]
        if len(wordings) > 1:
            cut = self.metrics.elidedText(wordings[-2], Qt.TextElideMode.ElideRight, width)
            if len(cut) >= len(shortest) + 5:
                return cut
        return shortest if self.prepared(shortest)[1] <= width else ""
