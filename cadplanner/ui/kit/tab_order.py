"""Tab goes through a page as one reads it: as it is laid out now, whatever was made first or is made anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget


def tab_as_laid_out(shown: QWidget) -> None:
    """Puts everything that takes the keyboard in a page in the order of its layouts."""
    for one, other in pairwise(stops(shown)):
        QWidget.setTabOrder(one, other)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Where Tab goes inside a widget and its parts, shown or not, in the order of reading."""
    takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if takes_keys and (widget.focusProxy() is None or isinstance(widget, QTabWidget)):
        yield widget
    for part in _parts(widget):
        yield from stops(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if isinstance(widget, QStackedWidget | QSplitter | QTabWidget):
        held = [widget.widget(n) for n in range(widget.count())]
        yield from (each for each in held if each is not None)
    elif isinstance(widget, QScrollArea):
        yield from (each for each in (widget.widget(),) if each is not None)
    elif layout is not None:
        yield from _laid_out(layout)
    else:
        yield from (each for each in widget.children() if isinstance(each, QWidget) and not each.isWindow())


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for item in (layout.itemAt(number) for number in _order(layout)):
        widget, inner = (None, None) if item is None else (item.widget(), item.layout())
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _order(layout: QLayout) -> list[int]:
    """The numbers of its items, those of a grid line by line."""
    numbers = range(layout.count())
    if isinstance(layout, QGridLayout):
        return sorted(numbers, key=lambda number: tuple(layout.getItemPosition(number)))  # type: ignore[arg-type]
    return list(numbers)
