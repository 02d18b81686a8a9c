"""Forms: labelled fields with the error beside the field, times and minutes that are quick to type."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QSpacerItem,
    QSpinBox,
    QWidget,
)

from cadplanner.core.model.span import MINUTES_IN_DAY, clock, minute_of
from cadplanner.ui.kit.text import SMALL, PlainLabel, unlettered
from cadplanner.ui.kit.theme import SPACE, Role

LEAST_LETTERS, MOST_LETTERS = 12, 34
"""Average characters that a choice is wide at least, and at most for the longest of its words."""


class Form(QWidget):
    """Fields under one another: label, field, and beneath it a hint or, after submitting, the error.

    One that `gives_way` has its labels above the fields where there is no room beside them.
    """

    def __init__(self, parent: QWidget | None = None, *, gives_way: bool = False) -> None:
        super().__init__(parent)
        self._gives_way, self._above = gives_way, False
        self._notes: dict[QWidget, tuple[PlainLabel, str]] = {}
        self._words: dict[QWidget, PlainLabel] = {}
        self._rows: dict[QWidget, int] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        # narrow fields alone would hold the hints to their own width
        self._grid.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding), 0, 1)

    def add(self, label: str, field: QWidget, *, hint: str = "") -> None:
        """Adds a field; '&' in the label marks the letter that Alt goes to. The label becomes its spoken name."""
        row = self._grid.rowCount()
        words = PlainLabel(label, self)
        words.setBuddy(field)
        note = PlainLabel(hint, self, size=SMALL, role=Role.TEXT_SOFT, wrap=True)
        note.setVisible(bool(hint))
        if not field.accessibleName():
            field.setAccessibleName(unlettered(label))
        field.setAccessibleDescription(hint)
        self._notes[field] = (note, hint)
        self._words[field] = words
        self._rows[field] = row
        self._place(field)
        self._grid.setRowMinimumHeight(row + 3, SPACE // 2)

    def _place(self, field: QWidget) -> None:
        row, words, (note, _) = self._rows[field], self._words[field], self._notes[field]
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._above:
            self._grid.addWidget(words, row, 0, 1, 2, left)
            self._grid.addWidget(field, row + 1, 0, 1, 2)
            self._grid.addWidget(note, row + 2, 0, 1, 2)
        else:
            self._grid.addWidget(words, row + 1, 0, left)
            self._grid.addWidget(field, row + 1, 1)
            self._grid.addWidget(note, row + 2, 1)

    def _turn(self) -> None:
        """Labels go above where there is no room beside, and back."""
        shown = [field for field in self._rows if not field.isHidden()]
        labels = max((self._words[field].sizeHint().width() for field in shown), default=0)
        needs = labels + self._grid.horizontalSpacing() + max(map(_least, shown), default=0)
        above = self._gives_way and self.width() < needs
        if above is not self._above:
            self._above = above
            for field, words in self._words.items():
                for part in (words, field, self._notes[field][0]):
                    self._grid.removeWidget(part)
                self._place(field)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        if not self._gives_way:
            return least
        parts = [part for field, words in self._words.items() for part in (field, words) if not part.isHidden()]
        return QSize(max(map(_least, parts), default=0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def has(self, field: QWidget) -> bool:
        """Whether the field is one of this form's."""
        return field in self._notes

    def show_field(self, field: QWidget, *, shown: bool) -> None:
        """Shows or hides a field with its label and note."""
        note, _ = self._notes[field]
        field.setVisible(shown)
        self._words[field].setVisible(shown)
        note.setVisible(shown and bool(note.text()))

    def set_label(self, field: QWidget, label: str) -> None:
        """Another label for a field, and so another spoken name."""
        self._words[field].setText(label)
        field.setAccessibleName(unlettered(label))

    def set_hint(self, field: QWidget, hint: str) -> None:
        """Another hint under the field; an error goes."""
        self._notes[field] = (self._notes[field][0], hint)
        self.set_error(field, "")

    def set_error(self, field: QWidget, error: str) -> None:
        """Says beside the field what is wrong with it; what was typed stays."""
        note, hint = self._notes[field]
        note.setText(f"✕ {error}" if error else hint)
        note.set_role(Role.BAD_TEXT if error else Role.TEXT_SOFT)
        note.setVisible(bool(error or hint))
        field.setAccessibleDescription(f"Error: {error}" if error else hint)

    def show_errors(self, errors: Iterable[tuple[QWidget, str]]) -> bool:
        """Shows these errors and no others, goes to the first field; True where there are none."""
        wrong = dict(errors)
        for field in self._notes:
            self.set_error(field, wrong.get(field, ""))
        first = next((field for field in self._notes if field in wrong), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is None


def _least(part: QWidget) -> int:
    return max(part.minimumSizeHint().width(), part.minimumWidth())


class TimeField(QLineEdit):
    """A time of day: 9, 930, 9.30 and 09:30 all become 09:30; Up and Down move five minutes."""

    minute_changed = Signal(int)

    def __init__(self, minute: int | None = None, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._last = minute
        self.setAccessibleName(name)
        self.setPlaceholderText("09:30")
        self.setMaxLength(5)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 12)
        self.setText("" if minute is None else clock(minute))
        self.editingFinished.connect(self._on_editing_finished)

    def minute(self) -> int | None:
        """Minutes since midnight; None where it is empty or not a time."""
        text = self.text().strip()
        try:
            return minute_of(text.rjust(4, "0") if text.isdigit() and len(text) == 3 else text)
        except ValueError:
            return None

    def set_minute(self, minute: int | None) -> None:
        """Shows that minute; emits nothing."""
        self._last = minute
        self.setText("" if minute is None else clock(minute))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {int(Qt.Key.Key_Up): 5, int(Qt.Key.Key_Down): -5}.get(event.key(), 0)
        minute = self.minute()
        if step and minute is not None:
            self.setText(clock(max(0, min(MINUTES_IN_DAY, minute + step))))
            self._on_editing_finished()
        else:
            super().keyPressEvent(event)

    def _on_editing_finished(self) -> None:
        minute = self.minute()
        if minute is None:
            return
        self.setText(clock(minute))
        if minute != self._last:
            self._last = minute
            self.minute_changed.emit(minute)


class NumberField(QSpinBox):
    """A whole number; the wheel does not change it by accident."""

    def __init__(
        self, number: int = 0, parent: QWidget | None = None, *, least: int = 0, most: int = 9999, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setValue(number)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MinutesField(NumberField):
    """A length in minutes, in steps of five."""

    def __init__(
        self, minutes: int = 0, parent: QWidget | None = None, *, least: int = 0, most: int = 720, name: str = ""
    ) -> None:
        super().__init__(minutes, parent, least=least, most=most, name=name)
        self.setSuffix(" min")
        self.setSingleStep(5)


class DateField(QDateEdit):
    """A date, typed or chosen from a calendar, written the same on every computer."""

    def __init__(self, day: date, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setDisplayFormat("ddd dd-MMM-yyyy")
        self.setCalendarPopup(True)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_day(day)

    def day(self) -> date:
        """The date shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Shows that date."""
        self.setDate(QDate(day.year, day.month, day.day))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own names
        """Tab leaves the field; the arrow keys go from day to month to year."""
        return QWidget.focusNextPrevChild(self, next)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(QComboBox):
    """One of several, known by id and shown in words."""

    chosen = Signal(str)

    def __init__(
        self, choices: Iterable[tuple[str, str]] = (), parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(name)  # on Linux its name is the choice
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_choices(choices)
        self.activated.connect(lambda _: self.chosen.emit(self.choice()))

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offers these pairs of id and words, keeping what was chosen where it is still there."""
        before = self.choice()
        self.clear()
        longest = LEAST_LETTERS
        for choice_id, words in choices:
            self.addItem(words, choice_id)
            longest = max(longest, len(words))
        self.setMinimumContentsLength(min(longest, MOST_LETTERS))
        self.choose(before)

    def choice(self) -> str:
        """The id chosen; '' for none."""
        return str(self.currentData() or "")

    def choose(self, choice_id: str) -> None:
        """Shows that choice, else the first; emits nothing."""
        self.setCurrentIndex(max(0, self.findData(choice_id)) if self.count() else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
