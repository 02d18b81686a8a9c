"""A card to press: picture, title, and a sentence of what will happen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from cadplanner.ui.kit.icons import picture
from cadplanner.ui.kit.text import SMALL, SUBHEAD, plain_action, scaled_font
from cadplanner.ui.kit.theme import BASE_POINTS, SPACE, Role, colour

PICTURE = 24  # pixels at the usual text size
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere)
"""A folder breaks where the line ends: it has no spaces to break at."""
LEAST, PREFERRED = 220, 320  # pixels of width


class CardButton(QPushButton):
    """A button large enough to explain itself. '&' in the title marks the letter that Alt goes to."""

    def __init__(self, title: str, says: str, *, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._icon_name = icon
        self._prominent = False
        self.set_words(title, says)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, title: str, says: str) -> None:
        """Calls it something else."""
        self._says = says
        self.setText(title)
        self.setAccessibleName(title.replace("&", ""))
        self.setAccessibleDescription(says)
        self.updateGeometry()

    def set_prominent(self, *, on: bool) -> None:
        """Whether it stands out as the one next step."""
        self._prominent = on
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = QFontMetrics(scaled_font(SMALL)).boundingRect(
            QRect(0, 0, width - self._left() - 2 * SPACE, 1000), int(Qt.TextFlag.TextWordWrap), self._says
        )
        return words.height() + QFontMetrics(scaled_font(SUBHEAD, bold=True)).height() + 4 * SPACE

    def sizeHint(self) -> QSize:
        wide = max(PREFERRED, self.minimumSizeHint().width())
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        title = QFontMetrics(scaled_font(SUBHEAD, bold=True)).horizontalAdvance(self.text())
        wide = max(LEAST, self._left() + title + 2 * SPACE)
        return QSize(wide, self.heightForWidth(wide))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        middle = self.rect().adjusted(2 * SPACE, 0, 0, 0).center().y()
        ink = colour(self._ink(Role.ACCENT_TEXT))
        size = self._picture()
        painter.drawPixmap(2 * SPACE, middle - size // 2, picture(self._icon_name, size, ink))
        self._paint_words(painter)

    def _picture(self) -> int:
        return round(PICTURE * self.font().pointSizeF() / BASE_POINTS)

    def _left(self) -> int:
        return 4 * SPACE + self._picture()

    def _paint_card(self, painter: QPainter) -> None:
        hovered = self.underMouse() and self.isEnabled()
        edge = Role.ACCENT_TEXT if self.hasFocus() or hovered else Role.LINE
        painter.setPen(QPen(colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(colour(self._ground(pressed=self.isDown() or hovered)))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        if self._stands_out and self.hasFocus():
            painter.setPen(QPen(colour(Role.ON_ACCENT), 2))
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), 4, 4)

    @property
    def _stands_out(self) -> bool:
        return self._prominent and self.isEnabled()

    def _ground(self, *, pressed: bool) -> Role:
        if self._stands_out:
            return Role.ACCENT_HOVER if pressed else Role.ACCENT
        return Role.ACCENT_SOFT if self.isDown() else Role.SURFACE

    def _ink(self, usual: Role) -> Role:
        """What its words and its picture are drawn in."""
        if not self.isEnabled():
            return Role.FAINT
        return Role.ON_ACCENT if self._prominent else usual

    def _paint_words(self, painter: QPainter) -> None:
        area = self.rect().adjusted(self._left(), 2 * SPACE - 3, -2 * SPACE, -SPACE)
        bold = scaled_font(SUBHEAD, bold=True)
        painter.setFont(bold)
        painter.setPen(colour(self._ink(Role.TEXT)))
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        shortcut = self.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, self)
        mnemonic = Qt.TextFlag.TextShowMnemonic if shortcut else Qt.TextFlag.TextHideMnemonic
        painter.drawText(area, int(top | mnemonic), self.text())
        painter.setFont(scaled_font(SMALL))
        painter.setPen(colour(self._ink(Role.TEXT_SOFT)))
        area.setTop(area.top() + QFontMetrics(bold).height() + 2)
        painter.drawText(area, int(top | Qt.TextFlag.TextWordWrap), self._says)


class RecentButton(QPushButton):
    """One line of the recent files: name, and its folder in a quieter tone."""

    def __init__(self, name: str, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(plain_action(name), parent)
        self._name, self._folder = name, folder
        self.setAccessibleName(f"Open {name}")
        self.setAccessibleDescription(folder)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(LEAST, self.heightForWidth(self.width() if self.isVisible() else LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width - 2 * SPACE, 1000)
        name = self.fontMetrics().boundingRect(room, WRAPPED, self._name).height()
        return name + QFontMetrics(scaled_font(SMALL)).boundingRect(room, WRAPPED, self._folder).height() + 2 * SPACE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(colour(Role.ACCENT_TEXT), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.ACCENT_SOFT))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        area = self.rect().adjusted(SPACE, SPACE - 2, -SPACE, -SPACE)
        painter.setPen(colour(Role.ACCENT_TEXT))
        painter.drawText(area, WRAPPED, self._name)
        area.setTop(area.top() + self.fontMetrics().boundingRect(area, WRAPPED, self._name).height())
        painter.setFont(scaled_font(SMALL))
        painter.setPen(colour(Role.TEXT_SOFT))
        painter.drawText(area, WRAPPED, self._folder)
