"""The rail: the pages in the order of the work, down the left side; pictures alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.text import plain_action
from cadplanner.ui.kit.theme import SPACE, Role, colour

ICON = 20  # pixels
PADDING, GAP = 18, 2  # pixels above and below the words of a button together, as our style has it; between two


class Rail(Frame):
    """A column of buttons, one of them down; closer together in a low window, and scrolling in one lower still."""

    chosen = Signal(str)
    """The key of the page that was asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent, name="Pages", upright=True)
        self._buttons: dict[str, QPushButton] = {}
        self._icons: dict[str, str] = {}
        self._narrow = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        inside = _Ground(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, SPACE, 0, SPACE)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        self._above_foot = 0
        self.setWidget(inside)

    def add(self, key: str, title: str, icon: str, *, shortcut: str = "", at_foot: bool = False) -> None:
        """Adds a page at the end of those above, or of those apart from them at the foot."""
        button = QPushButton(plain_action(title), self.widget())
        button.setProperty("rail", "yes")
        button.setProperty("words", plain_action(title))
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setAccessibleName(title)
        button.setToolTip(f"{title} ({shortcut})" if shortcut else title)
        button.toggled.connect(lambda on: self.chosen.emit(key) if on else None)
        self._group.addButton(button)
        self._column.insertWidget(self._column.count() if at_foot else self._above_foot, button)
        self._above_foot += not at_foot
        self._buttons[key], self._icons[key] = button, icon
        self._fit()

    def show_chosen(self, key: str) -> None:
        """Presses the button of that page and lets the others up; emits nothing."""
        show_pressed(self._buttons[key], on=True)
        self.ensureWidgetVisible(self._buttons[key], 0, 0)
        for each in self._buttons:
            self._draw(each)

    def show_only(self, keys: Collection[str]) -> None:
        """Shows the buttons of these pages alone."""
        for key, button in self._buttons.items():
            button.setVisible(key in keys)
        self._fit()

    def set_narrow(self, *, narrow: bool) -> None:
        """Pictures alone, or pictures and words."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def _draw(self, key: str) -> None:
        button = self._buttons[key]
        put_icon(button, self._icons[key], role=Role.ACCENT_TEXT if button.isChecked() else Role.TEXT_SOFT, size=ICON)

    def _fit(self) -> None:
        for key, button in self._buttons.items():
            button.setText("" if self._narrow else str(button.property("words")))
            self._draw(key)
        self._fit_height()
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        bar = self.verticalScrollBar().sizeHint().width() if self._column.sizeHint().height() > self.height() else 0
        self.setFixedWidth((widest if self._narrow else widest + 3 * SPACE) + bar)

    def _fit_height(self) -> None:
        """Puts the buttons closer together where the window is low."""
        shown = sum(not button.isHidden() for button in self._buttons.values())
        at_ease = shown * (max(self.fontMetrics().height(), ICON) + PADDING + GAP) + 2 * SPACE
        close = "yes" if self.height() < at_ease else "no"
        for button in self._buttons.values():
            if button.property("close") != close:
                button.setProperty("close", close)
                button.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()


class _Ground(QWidget):
    """What the buttons stand on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(Role.RAIL))
        painter.setPen(colour(Role.LINE))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())


class Ribbon(QWidget):
    """A strip across the whole window that says what must not be forgotten, such as DEMO."""

    def __init__(self, word: str, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._says = word, says
        self.setAccessibleName(f"{word}: {says}")
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().height() + SPACE)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(Role.CAUTION))
        painter.setPen(colour(Role.CAUTION_TEXT))
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(self._word)
        area = self.rect().adjusted(2 * SPACE, 0, -SPACE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, middle, self._word)
        font.setBold(False)
        painter.setFont(font)
        area.adjust(wide + SPACE, 0, 0, 0)
        painter.drawText(
            area, middle, painter.fontMetrics().elidedText(self._says, Qt.TextElideMode.ElideRight, area.width())
        )
