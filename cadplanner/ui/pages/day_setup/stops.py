"""The stops of a pathway: a list with up and down, and what can be added to it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from cadplanner.ui.kit.form import ChoiceField
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.theme import SPACE

KEY = int(Qt.ItemDataRole.UserRole)


class StopsInput(QWidget):
    """Stops in order. Up and down by button or Alt+Up and Alt+Down; Delete takes one out."""

    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: dict[str, str] = {}
        self._list = _Stops(self)
        self._up = self._button("chevron-up", "Earlier (Alt+Up)")
        self._down = self._button("chevron-down", "Later (Alt+Down)")
        self._out = self._button("x", "Take this stop out (Delete)")
        self._add = ChoiceField(name="Add a stop")
        self._build()
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._out.clicked.connect(self._take_out)
        self._list.asked_move.connect(self._move)
        self._list.asked_out.connect(self._take_out)
        self._add.chosen.connect(self._on_add)

    def value(self) -> str:
        return "\n".join(str(self._list.item(n).data(KEY)) for n in range(self._list.count()))

    def set_value(self, text: str) -> None:
        row = self._list.currentRow()
        self._list.clear()
        for n, key in enumerate(text.splitlines(), 1):
            item = QListWidgetItem(f"{n}  {self._words.get(key, key)}")
            item.setData(KEY, key)
            self._list.addItem(item)
        self._list.setCurrentRow(min(max(row, 0), self._list.count() - 1))
        self._list.setFixedHeight(max(3, self._list.count()) * (self.fontMetrics().height() + 7) + SPACE)
        self._offer_the_rest()

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        self._words = dict(choices)
        self.set_value(self.value())

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._list.setAccessibleName(name)

    def _build(self) -> None:
        self.setFocusProxy(self._list)
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        for button in (self._up, self._down, self._out):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addWidget(self._list, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addWidget(self._add)

    def _button(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        put_icon(button, icon)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _offer_the_rest(self) -> None:
        there = set(self.value().splitlines())
        rest = [(key, words) for key, words in self._words.items() if key not in there]
        self._add.set_choices([("", "Add a stop…"), *rest])
        self._add.choose("")

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        keys = self.value().splitlines()
        if 0 <= row < len(keys) and 0 <= row + by < len(keys):
            keys.insert(row + by, keys.pop(row))
            self._list.setCurrentRow(row + by)
            self._say(keys)

    def _take_out(self) -> None:
        keys = self.value().splitlines()
        if 0 <= self._list.currentRow() < len(keys):
            del keys[self._list.currentRow()]
            self._say(keys)

    def _on_add(self, key: str) -> None:
        if key:
            self._say([*self.value().splitlines(), key])

    def _say(self, keys: list[str]) -> None:
        self.set_value("\n".join(keys))
        self.left.emit(self.value())


class _Stops(QListWidget):
    """The list itself, with its keys."""

    asked_move = Signal(int)
    asked_out = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.asked_move.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.asked_out.emit()
        else:
            super().keyPressEvent(event)
