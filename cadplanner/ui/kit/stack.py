"""Several parts in one place, one shown at a time; the place is as large as that one needs, not as the largest."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QWidget

from cadplanner.ui.kit.scroll import least_height, least_size


class OneShown(QStackedLayout):
    """Qt's own asks for the room of the largest part, and for the height of the tallest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self.currentChanged.connect(self._on_changed)

    def hasHeightForWidth(self) -> bool:
        shown = self.currentWidget()
        return shown is not None and shown.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        shown = self.currentWidget()
        return shown.heightForWidth(width) if shown is not None else -1

    def minimumHeightForWidth(self, width: int) -> int:
        shown = self.currentWidget()
        return least_height(shown, width) if shown is not None else -1

    def minimumSize(self) -> QSize:
        shown = self.currentWidget()
        return least_size(shown) if shown is not None else QSize()

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint().expandedTo(least_size(shown)) if shown is not None else QSize()

    def _on_changed(self) -> None:
        self.invalidate()
        parent = self.parentWidget()
        if parent is not None:
            parent.updateGeometry()


class AtLeast(OneShown):
    """For what is in a frame: it scrolls where there is less room than it needs, not already where it likes more."""

    def heightForWidth(self, width: int) -> int:
        return self.minimumHeightForWidth(width)

    def minimumSize(self) -> QSize:
        least = super().minimumSize()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class Stack(QWidget):
    """The same as a widget."""

    currentChanged = Signal(int)  # noqa: N815 - as Qt calls it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = OneShown(self)
        self._parts.currentChanged.connect(self.currentChanged)

    def addWidget(self, part: QWidget) -> int:
        """The place that the part gets."""
        return self._parts.addWidget(part)

    def removeWidget(self, part: QWidget) -> None:
        """Takes it out; it is not deleted."""
        self._parts.removeWidget(part)

    def currentWidget(self) -> QWidget | None:
        """The part that is shown."""
        return self._parts.currentWidget()

    def currentIndex(self) -> int:
        """The place of the part that is shown; -1 while there is none."""
        return self._parts.currentIndex()

    def setCurrentWidget(self, part: QWidget) -> None:
        """Shows that part."""
        self._parts.setCurrentWidget(part)

    def setCurrentIndex(self, number: int) -> None:
        """Shows the part in that place."""
        self._parts.setCurrentIndex(number)

    def indexOf(self, part: QWidget) -> int:
        """The place of that part; -1 where it is none."""
        return self._parts.indexOf(part)

    def widget(self, number: int) -> QWidget | None:
        """The part in that place."""
        return self._parts.widget(number)

    def count(self) -> int:
        """How many parts there are."""
        return self._parts.count()


class Tabbed(QTabWidget):
    """The same with a row of tabs above."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = least_height(self.currentWidget(), width) if self.count() else 0
        return self.tabBar().sizeHint().height() + inside
