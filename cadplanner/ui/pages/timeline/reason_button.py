"""Somebody who is not placed, with the whole reason; the chosen one also says what would help."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cadplanner.core.planning.explain import Reason
from cadplanner.ui.kit.text import SMALL, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour

STRIP = 4
LEAST, USUAL = 140, 250  # pixels of width
WRAP = int(Qt.TextFlag.TextWordWrap)


class ReasonButton(QAbstractButton):
    """As tall as its sentences; press it to choose."""

    def __init__(self, card: int, name: str, needs: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = f"{card}   {name}"
        self._needs = needs
        self._says, self._helps = "", ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._resize)

    def show_reason(self, reason: Reason | None, otherwise: str) -> None:
        """The reason and what would help; other words while there is none."""
        self._says = reason.says if reason else otherwise
        self._helps = reason.would_help if reason else ""
        needs = f" Needs: {self._needs}." if self._needs else ""
        self.setAccessibleName(f"Card {self._title}.{needs} {self._says} {self._helps}".strip())
        self._resize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width)[-1][0].bottom() + SPACE

    def sizeHint(self) -> QSize:
        return QSize(USUAL, self.heightForWidth(USUAL))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, self.heightForWidth(LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = Role.ACCENT_SOFT if self.isChecked() else Role.BUTTON_HOVER if self.underMouse() else Role.SURFACE
        painter.fillRect(self.rect(), colour(fill))
        painter.fillRect(0, 2, STRIP, self.height() - 4, colour(Role.CAUTION_TEXT))
        for box, text, bold, role in self._laid_out(self.width()):
            painter.setFont(scaled_font(bold=True) if bold else scaled_font(SMALL))
            painter.setPen(colour(role))
            painter.drawText(box, WRAP, text)
        if self.hasFocus():
            painter.setPen(QPen(colour(Role.ACCENT_TEXT), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _laid_out(self, width: int) -> list[tuple[QRect, str, bool, Role]]:
        """Each text with its box, whether it is bold, and its colour, from top to bottom."""
        texts = [(self._title, True, Role.TEXT), (self._says, False, Role.TEXT)]
        if self._needs:
            texts.insert(1, (self._needs, False, Role.TEXT_SOFT))
        if self.isChecked() and self._helps:
            texts.append((f"What would help: {self._helps}", False, Role.TEXT_SOFT))
        found, y = [], SPACE // 2 + 1
        for text, bold, role in texts:
            metrics = QFontMetrics(scaled_font(bold=True) if bold else scaled_font(SMALL))
            box = QRect(2 * SPACE, y, width - 3 * SPACE, 2000)
            height = metrics.boundingRect(box, WRAP, text).height()
            found.append((QRect(2 * SPACE, y, width - 3 * SPACE, height), text, bold, role))
            y += height + 1
        return found

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()
