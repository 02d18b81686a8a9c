"""The buttons of the desk, each with its key, and the line that says what was done last and how to take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine


@dataclass(frozen=True, slots=True)
class Key:
    """One button: its name, its words, the key that does the same, and its icon."""

    name: str
    words: str
    key: str
    icon: str


KEYS = (
    Key("stops", "Next stops", "F2", "arrow-right"),
    Key("walk_in", "Walk-in", "F3", "plus"),
    Key("happened", "Something else", "F4", "list"),
    Key("paper", "From paper", "F6", "pencil"),
    Key("print", "Print passport", "F7", "printer"),
)
SIGNS = {"Enter": "⏎"}
TAKE_BACK = Key("take_back", "Take back", "F8", "undo-2")


class KeyBar(WrappingLine):
    """A row of buttons; a pressed one leaves the keyboard where it was, so that a scan is never lost."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.buttons: dict[str, QPushButton] = {}
        for key in KEYS:
            self.buttons[key.name] = _button(key, self)
            self.row.addWidget(self.buttons[key.name])

    def bind(self, page: QWidget, name: str, does: Callable[[], object]) -> None:
        """Button and key do that."""
        bind(page, self.buttons[name], next(key for key in KEYS if key.name == name), does)

    def allow(self, **may: bool) -> None:
        """Which of the buttons can be pressed; their keys with them."""
        for name, on in may.items():
            self.buttons[name].setEnabled(on)


class LastLine(QWidget):
    """What was done last, and the one key that takes it back."""

    def __init__(self, beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        self.button = _button(TAKE_BACK, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        row.addWidget(beside)
        self.show_last("")

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_last(self, label: str) -> None:
        """Names what was done last; '' for nothing yet."""
        self._words.setText(f"Last: {label}" if label else "Nothing was done at this desk yet.")
        self._words.setToolTip(self._words.text())
        self.button.setEnabled(bool(label))
        self.button.setAccessibleDescription(label)


def key_button(words: str, key: str, parent: QWidget, *, primary: bool = False) -> QPushButton:
    """A button that says its key; the primary one is what Enter does."""
    shown = f"{words}   {SIGNS.get(key, key)}"
    button = primary_button(shown, parent) if primary else QPushButton(shown, parent)
    button.setAccessibleName(f"{words}, {key}")
    return button


def _button(key: Key, parent: QWidget) -> QPushButton:
    button = key_button(key.words, key.key, parent)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    put_icon(button, key.icon)
    return button


def bind(page: QWidget, button: QPushButton, key: Key, does: Callable[[], object]) -> None:
    """The button and its key, anywhere on the page, do that; neither while the button is off."""
    button.clicked.connect(lambda _=False: does())
    shortcut = QShortcut(QKeySequence(key.key), page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(lambda: does() if button.isEnabled() else None)
