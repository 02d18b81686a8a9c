"""Ways to fill in a field: each shows text, says `left` with the text when it is done, and never clears it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Qt, SignalInstance
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from cadplanner.core.setup.field import Field, Kind
from cadplanner.ui.kit.form import ChoiceField
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.day_setup.stops import StopsInput

Choices = Iterable[tuple[str, str]]


class Input(Protocol):
    """What a form asks of a field's widget."""

    left: SignalInstance

    def value(self) -> str:
        """What is filled in, as text."""

    def set_value(self, text: str) -> None:
        """Shows that text; says nothing."""

    def offer(self, choices: Choices) -> None:
        """Offers these choices, keeping what is filled in."""


class TextInput(QLineEdit):
    """A line of text; Up and Down change it by `step` where it is a number."""

    left = QtSignal(str)

    def __init__(self, parent: QWidget | None = None, *, step: int = 0) -> None:
        super().__init__(parent)
        self._step = step
        self.setMaxLength(4000)
        if step:
            self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 12)
        self.editingFinished.connect(lambda: self.left.emit(self.text()))

    def value(self) -> str:
        return self.text()

    def set_value(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def offer(self, choices: Choices) -> None:
        """A line offers no choices."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {int(Qt.Key.Key_Up): self._step, int(Qt.Key.Key_Down): -self._step}.get(event.key(), 0)
        if step and self.text().strip().isdigit():
            self.setText(str(max(0, int(self.text()) + step)))
        else:
            super().keyPressEvent(event)


class LinesInput(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    left = QtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(4 * self.fontMetrics().height() + SPACE)

    def value(self) -> str:
        return self.toPlainText()

    def set_value(self, text: str) -> None:
        self.setPlainText(text)

    def offer(self, choices: Choices) -> None:
        """Lines offer no choices."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit(self.value())


class ChoiceInput(ChoiceField):
    """One of several."""

    left = QtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((), parent)
        self.chosen.connect(self.left)

    def value(self) -> str:
        return self.choice()

    def set_value(self, text: str) -> None:
        self.choose(text)

    def offer(self, choices: Choices) -> None:
        self.set_choices(choices)


class SuggestedInput(QComboBox):
    """Words as typed, with those already in use to choose from."""

    left = QtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._line = QLineEdit(self)
        self.setLineEdit(self._line)
        self._line.editingFinished.connect(lambda: self.left.emit(self.value()))
        self.activated.connect(lambda _: self.left.emit(self.value()))

    def value(self) -> str:
        return self.currentText()

    def set_value(self, text: str) -> None:
        with QSignalBlocker(self):
            self.setEditText(text)

    def offer(self, choices: Choices) -> None:
        with QSignalBlocker(self):
            kept = self.currentText()
            self.clear()
            for _, words in choices:
                self.addItem(words)
            self.setEditText(kept)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TickInput(QCheckBox):
    """Yes or no."""

    left = QtSignal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self.setAccessibleName(words)
        self.clicked.connect(lambda _: self.left.emit(self.value()))

    def value(self) -> str:
        return "yes" if self.isChecked() else ""

    def set_value(self, text: str) -> None:
        self.setChecked(bool(text))

    def offer(self, choices: Choices) -> None:
        """A tick offers no choices."""


class TicksInput(QWidget):
    """Several of a few, one tick each; where one may be added, a line for another."""

    left = QtSignal(str)

    def __init__(self, parent: QWidget | None = None, *, noun: str = "") -> None:
        super().__init__(parent)
        self._ticks: dict[str, QCheckBox] = {}
        self._chosen: tuple[str, ...] = ()
        self._offered: tuple[tuple[str, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        self._box = QWidget(self)
        self._row = WrappingRow(self._box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._box.setSizePolicy(policy)
        column.addWidget(self._box)
        self._another = QLineEdit(self)
        self._another.setVisible(bool(noun))
        self._another.setPlaceholderText(f"Another {noun}")
        self._another.setToolTip("Enter puts it in")
        self._another.setAccessibleName(f"Another {noun}")
        self._another.editingFinished.connect(self._on_another)
        column.addWidget(self._another)

    def value(self) -> str:
        on = [key for key, tick in self._ticks.items() if tick.isChecked()]
        kept = [key for key in self._chosen if key in on]
        return "\n".join(dict.fromkeys([*kept, *on]))

    def set_value(self, text: str) -> None:
        self._chosen = tuple(text.splitlines())
        self._show()

    def offer(self, choices: Choices) -> None:
        self._offered = tuple(choices)
        self._show()

    def _show(self) -> None:
        wanted = dict(self._offered) | {key: key for key in self._chosen if key not in dict(self._offered)}
        if tuple(wanted) != tuple(self._ticks):
            while (item := self._row.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            self._ticks = {key: self._tick(words) for key, words in wanted.items()}
        for key, tick in self._ticks.items():
            tick.setText(wanted[key].replace("&", "&&"))
            tick.setChecked(key in self._chosen)
        self._box.updateGeometry()

    def _tick(self, words: str) -> QCheckBox:
        tick = QCheckBox(words, self._box)
        tick.setAccessibleName(f"{self.accessibleName()}: {words}" if self.accessibleName() else words)
        tick.clicked.connect(lambda _: self.left.emit(self.value()))
        self._row.addWidget(tick)
        tick.show()
        return tick

    def _on_another(self) -> None:
        words = " ".join(self._another.text().split())
        if words:
            self._another.clear()
            self._chosen = tuple(dict.fromkeys([*self.value().splitlines(), words]))
            self._show()
            self.left.emit(self.value())


def input_for(field: Field[object], parent: QWidget) -> QWidget:
    """The widget for a field; it keeps to `Input`."""
    makers: dict[Kind, Callable[[], QWidget]] = {
        Kind.TEXT: lambda: TextInput(parent),
        Kind.LINES: lambda: LinesInput(parent),
        Kind.NUMBER: lambda: TextInput(parent, step=1),
        Kind.CHOICE: lambda: ChoiceInput(parent),
        Kind.SUGGESTED: lambda: SuggestedInput(parent),
        Kind.TICK: lambda: TickInput(field.label, parent),
        Kind.TICKS: lambda: TicksInput(parent),
        Kind.OWN_TICKS: lambda: TicksInput(parent, noun="skill"),
        Kind.STOPS: lambda: StopsInput(parent),
    }
    return makers[field.kind]()
