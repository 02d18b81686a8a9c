"""A dialog whose content scrolls where the screen is too small for it; its buttons are always in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.theme import SPACE

WIDE = 60  # average characters
BESIDE = QSize(5 * SPACE, 10 * SPACE)  # pixels of the screen that it leaves free


class Sheet(QDialog):
    """Put the parts into `column` and the buttons in with `set_foot`.

    It is as tall as what stands in it, and grows when that does, as with the errors of a form.
    """

    def __init__(self, parent: QWidget | None = None, *, title: str, wide: int = WIDE) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._wide, self._sized = wide, QSize()
        self._inside = QWidget(self)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        self.column.setSpacing(SPACE)
        self._frame = Frame(self._inside, self, name=title, upright=True)
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

    def _fit(self) -> None:
        """Wide enough for every part, and as tall as that makes them, as far as the screen goes."""
        least = self._inside.minimumSizeHint().width() + self._frame.verticalScrollBar().sizeHint().width()
        self._frame.setMinimumWidth(least)
        wide = max(self._wide * self.fontMetrics().averageCharWidth(), least, self._sized.width())
        self.column.activate()
        flows = self.column.hasHeightForWidth()
        inside = self.column.totalHeightForWidth(wide) if flows else self.column.totalSizeHint().height()
        foot = self._whole.sizeHint().height() - self._frame.sizeHint().height()
        wanted = QSize(wide, inside + foot).boundedTo(self.screen().availableSize() - BESIDE)
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
