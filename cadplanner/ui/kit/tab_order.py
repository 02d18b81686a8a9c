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
    """The widgets of a layout and of those within it.

    Asked by what they are, never by the layout's items: Python keeps hold of an item after Qt has deleted it, and
    would take whatever stands at its address next for it.
    """
    owner = layout.parentWidget()
    parts = [*(owner.children() if owner is not None else ()), *layout.children()]
    placed = [(layout.indexOf(part), part) for part in parts if isinstance(part, QWidget | QLayout)]
    for _, part in sorted(((_place(layout, n), part) for n, part in placed if n >= 0), key=lambda pair: pair[0]):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _laid_out(part)


def _place(layout: QLayout, number: int) -> tuple[int, ...]:
    """Where the item of that number stands; in a grid line by line."""
    if isinstance(layout, QGridLayout):
        return tuple(layout.getItemPosition(number))  # type: ignore[arg-type]
    return (number,)
