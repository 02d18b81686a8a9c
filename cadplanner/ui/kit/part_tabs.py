"""The parts of a page as a row of tabs; as a choice of one where there is no room for the row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from cadplanner.ui.kit.form import ChoiceField
from cadplanner.ui.kit.text import unlettered


class PartTabs(QTabBar):
    """Tells when its words change."""

    retitled = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setAccessibleName(name)

    def setTabText(self, number: int, words: str) -> None:
        super().setTabText(number, words)
        self.retitled.emit()

    def setTabVisible(self, number: int, visible: bool) -> None:  # noqa: FBT001 - as Qt asks
        super().setTabVisible(number, visible)
        self.retitled.emit()


class TabsOrChoice(QWidget):
    """Shows the tabs, or the same as a choice; the tabs know which part is shown in both."""

    def __init__(self, tabs: PartTabs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = tabs
        self.choice = ChoiceField(parent=self, name=tabs.accessibleName())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(tabs, 1)
        row.addWidget(self.choice, 1)
        self.choice.hide()
        tabs.retitled.connect(self._on_retitled)
        tabs.currentChanged.connect(lambda number: self.choice.choose(str(number)))
        self.choice.chosen.connect(lambda number: tabs.setCurrentIndex(int(number)))
        self._on_retitled()

    def minimumSizeHint(self) -> QSize:
        part = self.choice if self._tabs.isHidden() else self._tabs
        return QSize(self.choice.minimumSizeHint().width(), part.sizeHint().height())

    def _on_retitled(self) -> None:
        tabs = self._tabs
        shown = [number for number in range(tabs.count()) if tabs.isTabVisible(number)]
        self.choice.set_choices((str(number), unlettered(tabs.tabText(number))) for number in shown)
        self.choice.choose(str(tabs.currentIndex()))
        self._fit()

    def _fit(self) -> None:
        fits = self._tabs.sizeHint().width() <= self.width()
        if fits is self._tabs.isHidden():
            had = self._tabs.hasFocus() or self.choice.hasFocus()
            self._tabs.setVisible(fits)
            self.choice.setVisible(not fits)
            if had:
                (self._tabs if fits else self.choice).setFocus()
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
