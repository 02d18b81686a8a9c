"""A chart for screen readers: a list whose items are its values, each a sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from cadplanner.ui.kit.charts.plot import Plot

Nullable = Any  # what Qt lets be null; its type stubs leave None out


class PlotAccess(QAccessibleWidget):
    """Gives each value of a chart; kept by the plot it speaks for."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot, QAccessible.Role.List)
        self._plot = plot
        self._items: dict[int, ValueAccess] = {}

    def childCount(self) -> int:
        return len(self._plot.places)

    def child(self, index: int) -> Nullable:
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            self._items[index] = ValueAccess(self._plot, index)
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.index if isinstance(child, ValueAccess) else -1

    def childAt(self, x: int, y: int) -> Nullable:
        at = self._plot.mapFromGlobal(QPoint(x, y))
        for index, place in enumerate(self._plot.places):
            if self._plot.spot(*place).contains(at):
                return self.child(index)
        return None

    def focusChild(self) -> Nullable:
        current = self._plot.current
        return self.child(self._plot.places.index(current)) if current in self._plot.places else None


class ValueAccess(QAccessibleInterface):
    """One value, known by its place among all of them."""

    def __init__(self, plot: Plot, index: int) -> None:
        super().__init__()
        self._plot = plot
        self.index = index

    def isValid(self) -> bool:
        return self.index < len(self._plot.places)

    def object(self) -> Nullable:
        return None

    def window(self) -> Nullable:
        return self._plot.window().windowHandle()

    def parent(self) -> Nullable:
        return QAccessible.queryAccessibleInterface(self._plot)

    def child(self, _index: int) -> Nullable:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, _x: int, _y: int) -> Nullable:
        return None

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        spot = self._plot.spot(*self._plot.places[self.index])
        return QRect(self._plot.mapToGlobal(spot.topLeft()), spot.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        line, n = self._plot.places[self.index]
        return self._plot.words[line][n]

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """A value cannot be typed over."""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.selectable = True
        if self.isValid():
            state.focused = self._plot.hasFocus() and self._plot.current == self._plot.places[self.index]
        return state


def speak_for_charts() -> None:
    """Tells Qt once how to describe a chart to screen readers."""
    global _speaking  # noqa: PLW0603 - Qt keeps the factory for the whole program too
    if not _speaking:
        QAccessible.installFactory(_made_for)
        _speaking = True


def _made_for(_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, Plot):
        return None
    thing.access = PlotAccess(thing)
    return thing.access


_speaking = False
