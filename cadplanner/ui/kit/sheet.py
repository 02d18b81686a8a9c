"""A dialog whose content scrolls where the screen is too small for it; its buttons are always in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.theme import SPACE

WIDE = 60  # average characters
BESIDE = QSize(5 * SPACE, 10 * SPACE)  # pixels of the screen that it leaves free


class Sheet(QDialog):
    """Put the parts into `column` and the buttons in with `set_foot`.

    It is as tall as what stands in it, and grows when that does, as with the errors of a form. With a part that takes
    what is left, such as a table, `high` is how many lines of text there is to be room for where the screen has it.
    """

    def __init__(self, parent: QWidget | None = None, *, title: str, wide: int = WIDE, high: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._wide, self._high, self._sized = wide, high, QSize()
        self._inside = QWidget(self)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        self.column.setSpacing(SPACE)
        self._frame = Frame(self._inside, self, name=title)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 2 * SPACE)
        self._whole.setSpacing(SPACE)
        self._whole.addWidget(self._frame, 1)
        self._inside.installEventFilter(self)

    def set_foot(self, buttons: QWidget) -> None:
        """The buttons, under what scrolls."""
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
        foot.addWidget(buttons)
        self._whole.addLayout(foot)

    def go_to(self, part: QWidget) -> None:
        """Scrolls to a part that has come, once it has its place."""
        QTimer.singleShot(0, part, lambda: self._frame.ensureWidgetVisible(part, 0, SPACE))

    def _fit(self) -> None:
        """Wide enough for every part, and as tall as that makes them, as far as the screen goes."""
        room = (self.screen().availableSize() - BESIDE).boundedTo(self.maximumSize())
        letters = self.fontMetrics()
        bar = self._frame.verticalScrollBar().sizeHint().width()
        least = self._inside.minimumSizeHint().width() + bar
        self._frame.setMinimumWidth(min(least, room.width()))
        wide = min(max(self._wide * letters.averageCharWidth(), least, self._sized.width()), room.width())
        self.column.activate()
        flows = self.column.hasHeightForWidth()
        inside = self.column.totalHeightForWidth(wide - bar) if flows else self.column.totalSizeHint().height()
        foot = self._whole.sizeHint().height() - self._frame.sizeHint().height()
        wanted = QSize(wide, max(inside + foot, self._high * letters.height())).boundedTo(room)
        if wanted.height() > self._sized.height() or wide > self._sized.width():
            self.resize(wanted)
        self._sized = wanted

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        self._sized = QSize()
        self._fit()
        super().showEvent(event)
