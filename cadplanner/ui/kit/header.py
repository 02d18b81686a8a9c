"""The line above a page: its title, the message of the moment, and the one choice that pages share."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cadplanner.ui.kit.form import ChoiceField
from cadplanner.ui.kit.message_bar import MessageBar
from cadplanner.ui.kit.text import PlainLabel, title
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingRow

WIDEST_CHOICE = 48  # average characters
BAR_PLACE = 1  # in the row
LINES = 2  # of a message that stands beside the title


class Header(QWidget):
    """Messages come up between title and choice, so that nothing below them moves; long ones underneath, whole."""

    def __init__(self, choice_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title("", self)
        self.bar = MessageBar(self)
        self._words = PlainLabel(choice_words.split(maxsplit=1)[0], self, role=Role.TEXT_SOFT)
        self.choice = ChoiceField(parent=self, name=choice_words)
        self.choice.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.choice.setToolTip(choice_words)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        self._whole.setSpacing(SPACE // 2)
        pair = QWidget(self)
        day = QHBoxLayout(pair)
        day.setContentsMargins(0, 0, 0, 0)
        day.setSpacing(SPACE)
        day.addWidget(self._words)
        day.addWidget(self.choice)
        self._row = WrappingRow(gap=2 * SPACE)
        self._row.addWidget(self._title)
        self._gap = self._row.add_gap()
        self._row.addWidget(pair)
        self._whole.addStretch(1)
        self._whole.addLayout(self._row)
        self._whole.addStretch(1)
        self._whole.addWidget(self.bar)
        self._fit()

    def _fit(self) -> None:
        letters = self.fontMetrics()
        self.choice.setMaximumWidth(WIDEST_CHOICE * letters.averageCharWidth())
        self._row_height = max(5 * SPACE, LINES * letters.height() + SPACE)
        self.setMinimumHeight(self._row_height + SPACE)

    def _place_bar(self) -> None:
        """Beside the title where the message takes two lines there, else underneath."""
        if self.bar.isHidden():
            self._gap.show()
            return
        beside = sum(part.sizeHint().width() + SPACE for part in self._parts() if not part.isHidden())
        left = self.width() - 4 * SPACE - beside - 2 * SPACE
        under = left < self.bar.minimumSizeHint().width() or self.bar.heightForWidth(left) > self._row_height
        if under and self._whole.indexOf(self.bar) < 0:
            self._row.removeWidget(self.bar)
            self._whole.addWidget(self.bar)
        elif not under and self._row.indexOf(self.bar) < 0:
            self._whole.removeWidget(self.bar)
            self._row.add_growing(self.bar, 0, at=BAR_PLACE)
        self._gap.setVisible(under)

    def _parts(self) -> tuple[QWidget, ...]:
        return (self._title, self._words, self.choice)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._place_bar()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def show_title(self, text: str, *, with_choice: bool) -> None:
        """Names the page, with the choice where the page needs it and there is something to choose."""
        self._title.setText(text)
        self._title.setVisible(bool(text))
        shown = with_choice and self.choice.count() > 0
        self._words.setVisible(shown)
        self.choice.setVisible(shown)
