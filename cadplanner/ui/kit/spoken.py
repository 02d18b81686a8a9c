"""What screen readers are told beyond names: announcements, and pictures as lists whose items are sentences."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

Nullable = Any  # what Qt lets be null; its type stubs leave None out


class Picture(Protocol):
    """A widget that draws things one by one; each is known by its number."""

    def part_count(self) -> int:
        """How many there are."""

    def part_words(self, number: int) -> str:
        """One of them, as a sentence."""

    def part_rect(self, number: int) -> QRect:
        """Where it is, in pixels of the widget."""

    def part_now(self) -> int:
        """The one that the arrow keys are on; -1 for none."""

    def is_part_chosen(self, number: int) -> bool:
        """Whether it is selected."""


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Has a screen reader say these words; urgent ones at once, such as a refusal."""
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def tell_part(picture: QWidget, number: int) -> None:
    """The arrow keys have gone to that part of a picture."""
    _tell(picture, number, QAccessible.Event.Focus)


def tell_new_words(picture: QWidget, number: int) -> None:
    """That part of a picture says something else now."""
    _tell(picture, number, QAccessible.Event.NameChanged)


def _tell(picture: QWidget, number: int, what: QAccessible.Event) -> None:
    if QAccessible.isActive() and number >= 0:
        event = QAccessibleEvent(picture, what)
        event.setChild(number)
        QAccessible.updateAccessibility(event)


class PictureAccess(QAccessibleWidget):
    """A picture as a list of its parts."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.List)
        self._widget, self._picture = widget, _picture(widget)
        self._parts: dict[int, PartAccess] = {}
        widget.destroyed.connect(partial(_forget, self._parts))

    def childCount(self) -> int:
        return self._picture.part_count()

    def child(self, index: int) -> Nullable:
        if not 0 <= index < self.childCount():
            return None
        if index not in self._parts:
            self._parts[index] = PartAccess(self._widget, index)
        return self._parts[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.number if isinstance(child, PartAccess) else -1

    def childAt(self, x: int, y: int) -> Nullable:
        at = self._widget.mapFromGlobal(QPoint(x, y))
        found = (n for n in range(self.childCount()) if self._picture.part_rect(n).contains(at))
        return self.child(next(found, -1))

    def focusChild(self) -> Nullable:
        return self.child(self._picture.part_now())


class PartAccess(QAccessibleInterface):
    """One part of a picture."""

    def __init__(self, widget: QWidget, number: int) -> None:
        super().__init__()
        self._widget, self._picture = widget, _picture(widget)
        self.number = number

    def isValid(self) -> bool:
        return isValid(self._widget) and self.number < self._picture.part_count()

    def object(self) -> Nullable:
        return None

    def window(self) -> Nullable:
        return self._widget.window().windowHandle()

    def parent(self) -> Nullable:
        return QAccessible.queryAccessibleInterface(self._widget)

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
        here = self._picture.part_rect(self.number)
        return QRect(self._widget.mapToGlobal(here.topLeft()), here.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        says = kind is QAccessible.Text.Name and self.isValid()
        return self._picture.part_words(self.number) if says else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """A sentence cannot be typed over."""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.selectable = True
        if self.isValid():
            state.focused = self._widget.hasFocus() and self._picture.part_now() == self.number
            state.selected = self._picture.is_part_chosen(self.number)
        return state


def _picture(widget: Any) -> Picture:
    """The same widget, as what it draws."""
    return widget  # type: ignore[no-any-return]


def _forget(parts: dict[int, PartAccess]) -> None:
    """Qt keeps what it was given by number: it lets go of the parts of a picture that is gone."""
    for part in parts.values():
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(part))


def speak_for(kind: type[QWidget], make: Callable[[QWidget], QAccessibleInterface] = PictureAccess) -> None:
    """Has widgets of that class described to screen readers so, in place of Qt's own way."""
    if not _makers:
        QAccessible.installFactory(_made_for)
    _makers[kind.__name__] = (kind, make)


def _made_for(name: str, thing: QObject) -> QAccessibleInterface | None:
    kind, make = _makers.get(name, (None, None))
    if kind is None or make is None or not isinstance(thing, kind):
        return None
    made = make(thing)
    _kept[:] = [*(one for one in _kept if isValid(one)), made]  # Qt deletes them with their widgets
    return made


_makers: dict[str, tuple[type[QWidget], Callable[[Any], QAccessibleInterface]]] = {}
_kept: list[QAccessibleInterface] = []
