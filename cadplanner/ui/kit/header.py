"""The line above a page: its title, the message of the moment, and the one choice that pages share."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cadplanner.ui.kit.form import ChoiceField
from cadplanner.ui.kit.message_bar import MessageBar
from cadplanner.ui.kit.text import PlainLabel, title
from cadplanner.ui.kit.theme import SPACE, Role

WIDEST_CHOICE = 48  # average characters


class Header(QWidget):
    """Messages come up between title and choice, so that nothing below them moves."""

    def __init__(self, choice_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title("", self)
        self.bar = MessageBar(self)
        self._words = PlainLabel(choice_words.split(maxsplit=1)[0], self, role=Role.TEXT_SOFT)
        self.choice = ChoiceField(parent=self, name=choice_words)
        self.choice.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.choice.setToolTip(choice_words)
        self.setMinimumHeight(6 * SPACE)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        row.addWidget(self._title)
        row.addSpacing(SPACE)
        row.addWidget(self.bar, 100)
        row.addStretch(1)
        row.addWidget(self._words)
        row.addWidget(self.choice)
        self._fit()

    def _fit(self) -> None:
        self.choice.setMaximumWidth(WIDEST_CHOICE * self.fontMetrics().averageCharWidth())

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
