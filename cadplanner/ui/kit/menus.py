"""Menus declared as lines: words with a mnemonic, shortcut, icon, what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from cadplanner.ui.kit.icons import put_icon

Keys = QKeySequence.StandardKey | str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a menu; `keys` a standard shortcut, one written as 'Ctrl+K', or none."""

    words: str
    does: Callable[[], object]
    keys: Keys = None
    icon: str = ""


def add_line(menu: QMenu, line: Line) -> QAction:
    """Adds a line and returns its action."""
    action = QAction(line.words, menu)
    if line.keys is not None:
        action.setShortcut(QKeySequence(line.keys))
        action.setShortcutVisibleInContextMenu(True)
    if line.icon:
        put_icon(action, line.icon)
    action.triggered.connect(lambda _: line.does())
    menu.addAction(action)
    return action


def add_choices(menu: QMenu, choices: Iterable[tuple[str, str]], does: Callable[[str], object]) -> QActionGroup:
    """Adds lines of which one is ticked by `tick`; `choices` are pairs of id and words, `does` gets the id."""
    group = QActionGroup(menu)
    for choice, words in choices:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setData(choice)
        group.addAction(action)
        menu.addAction(action)
    group.triggered.connect(lambda action: does(str(action.data())))
    return group


def tick(group: QActionGroup, choice: str) -> None:
    """Ticks the line of that id; emits nothing. The others stay as they are where none has it."""
    for action in group.actions():
        if action.data() == choice:
            action.setChecked(True)
