"""The strip at the foot of the window in which the tour speaks; it never stands in the way of work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QToolButton, QWidget

from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.mark import Mark
from cadplanner.ui.kit.spoken import announce
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingRow

LEAST_WIDE = 48  # average characters of what it says beside its buttons

SHOWS = "Goes to the page and puts the keyboard on what the tour speaks of"


class TourBar(QWidget):
    """A title, a sentence or two, and the buttons that go with them."""

    went_on = Signal()
    showing_wanted = Signal()
    went_back = Signal()
    skipped = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = False
        self._build()
        self._wire()
        self.hide()

    def say(self, title: str, says: str, *, on: str = "", show: str = "", tip: str = SHOWS, done: bool = False) -> None:
        """Says what there is to do, or what came of it; `on` and `show` are words of buttons, '' for none.

        `tip` is what the second one does.
        """
        self._done = done
        self._title.setText(title)
        self._says.setText(says)
        self.on.setText(on)
        self.on.setVisible(bool(on))
        self.show_me.setText(show)
        self.show_me.setVisible(bool(show))
        self.show_me.setToolTip(tip)
        self._dress()
        self.show()
        announce(self, f"{title}. {says}")

    def allow(self, *, back: bool, skip: bool) -> None:
        """Whether there is a step before, and whether this one can be left out."""
        self.back.setVisible(back)
        self.skip.setVisible(skip)

    @property
    def text(self) -> str:
        """What it says now; '' while it is closed."""
        return f"{self._title.text()}\n{self._says.text()}" if not self.isHidden() else ""

    def take_keyboard(self) -> None:
        """Puts the keyboard on the next step."""
        shown = (each for each in (self.on, self.show_me, self.skip, self.close_button) if not each.isHidden())
        next(shown).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        self.setAccessibleName("Tour")
        self._mark = Mark("flask-conical", self, role=Role.NOTE_TEXT)
        self._title = PlainLabel("", self, bold=True)
        self._says = PlainLabel("", self, wrap=True)
        self._build_buttons()
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._title, 1)
        for part in (self.back, self.skip, self.close_button):
            head.addWidget(part)
        body = WrappingRow()
        body.add_growing(self._says, LEAST_WIDE)
        for button in (self.show_me, self.on):
            body.addWidget(button)
        lines = QGridLayout(self)
        lines.setContentsMargins(2 * SPACE, SPACE // 2, SPACE, SPACE)
        lines.setHorizontalSpacing(SPACE)
        lines.setVerticalSpacing(0)
        lines.addWidget(self._mark, 0, 0)
        lines.addLayout(head, 0, 1)
        lines.addLayout(body, 1, 1)
        lines.setColumnStretch(1, 1)

    def _build_buttons(self) -> None:
        self.on = primary_button("", self)
        self.show_me = QPushButton(self)
        self.back = _quiet("Back", self)
        self.skip = _quiet("Skip", self)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName("Leave the tour")
        self.close_button.setToolTip("Leave the tour; Help, Tour takes it up again here")
        put_icon(self.close_button, "x")

    def _wire(self) -> None:
        self.on.clicked.connect(self.went_on)
        self.show_me.clicked.connect(self.showing_wanted)
        self.back.clicked.connect(self.went_back)
        self.skip.clicked.connect(self.skipped)
        self.close_button.clicked.connect(self.left)

    def _dress(self) -> None:
        role = Role.GOOD_TEXT if self._done else Role.NOTE_TEXT
        self._mark.show_icon("circle-check" if self._done else "flask-conical", role)
        self._title.set_role(role)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(Role.GOOD if self._done else Role.NOTE))
        painter.fillRect(0, 0, self.width(), 2, colour(Role.GOOD_TEXT if self._done else Role.NOTE_TEXT))


def _quiet(words: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setAutoRaise(True)
    button.setText(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
