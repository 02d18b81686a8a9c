"""The timeline for screen readers: a list whose items are the visits and classes, each a sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from cadplanner.ui.pages.timeline.rows import Block
from cadplanner.ui.pages.timeline.surface import Surface
from cadplanner.ui.pages.timeline.words import block_sentence

Nullable = Any  # what Qt lets be null; its type stubs leave None out


class TimelineAccess(QAccessibleWidget):
    """Says how many visits there are and gives each; kept by the surface it speaks for."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface, QAccessible.Role.List)
        self._surface = surface
        self._items: dict[int, VisitAccess] = {}

    def childCount(self) -> int:
        return len(self._surface.blocks)

    def child(self, index: int) -> Nullable:
        if not 0 <= index < len(self._surface.blocks):
            return None
        if index not in self._items:
            self._items[index] = VisitAccess(self._surface, index)
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.index if isinstance(child, VisitAccess) else -1

    def childAt(self, x: int, y: int) -> Nullable:
        for index in range(self.childCount()):
            item = self.child(index)
            if item is not None and item.rect().contains(x, y):
                return item
        return None

    def focusChild(self) -> Nullable:
        current = self._surface.focused_block
        return self.child(self._surface.blocks.index(current)) if current in self._surface.blocks else None


class VisitAccess(QAccessibleInterface):
    """One block, known by its place in the order of rows and times."""

    def __init__(self, surface: Surface, index: int) -> None:
        super().__init__()
        self._surface = surface
        self.index = index

    def isValid(self) -> bool:
        return self.index < len(self._surface.blocks)

    def object(self) -> Nullable:
        return None

    def window(self) -> Nullable:
        return self._surface.window().windowHandle()

    def parent(self) -> Nullable:
        return QAccessible.queryAccessibleInterface(self._surface)

    def child(self, _index: int) -> Nullable:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, _x: int, _y: int) -> Nullable:
        return None

    def rect(self) -> QRect:
        return self._surface.global_rect(self._block)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        picture = self._surface.picture
        if kind is not QAccessible.Text.Name or picture is None or not self.isValid():
            return ""
        return block_sentence(picture.scene.plan, self._block)

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """A sentence cannot be typed over."""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.selectable = True
        if self.isValid():
            state.focused = self._surface.hasFocus() and self._surface.focused_block == self._block
            state.selected = not set(self._block.visit_ids).isdisjoint(self._surface.selected)
        return state

    @property
    def _block(self) -> Block:
        return self._surface.blocks[self.index]


def speak_for_timelines() -> None:
    """Tells Qt once how to describe a timeline to screen readers."""
    global _speaking  # noqa: PLW0603 - Qt keeps the factory for the whole program too
    if not _speaking:
        QAccessible.installFactory(_made_for)
        _speaking = True


def _made_for(_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, Surface):
        return None
    thing.access = TimelineAccess(thing)
    return thing.access


_speaking = False
