"""The answer at the desk, to be read from two metres away, and who it is about: name, birth date, needs, stops."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cadplanner.ui.kit.form import ChoiceField
from cadplanner.ui.kit.icons import picture
from cadplanner.ui.kit.spoken import announce
from cadplanner.ui.kit.text import SMALL, PlainLabel
from cadplanner.ui.kit.theme import BASE_POINTS, SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.desk.words import Says, Tone

ASKED = (
    ("", "the person"),
    ("carer", "a carer or relative"),
    ("interpreter", "an interpreter"),
    ("parent", "a parent"),
    ("escort", "an escort"),
)
NARROW, WIDE = (1.8, 1.15, 1.6, 1.3, 1.0), (2.6, 1.4, 2.2, 1.8, 1.2)
"""Sizes of headline, sentence, name, birth date and stops: where there is room, to be read from further away."""

NUMBERS_LETTERS, PART_LETTERS = 20, 18  # average characters that they are wide at least
ROOM = 66  # average characters: from here on there is room
READY = Says(Tone.READY, "Ready", "Scan a card, or type a few letters of a name, a birth date, a number or a card.")


@dataclass(frozen=True, slots=True)
class Whom:
    """Who an answer is about, in words; texts are '' where there is nothing to say."""

    name: str
    born: str
    numbers: str = ""
    needs: str = ""
    alert: str = ""
    stops: tuple[str, ...] = ()
    code: str = ""
    may_arrive: bool = False


class Banner(QWidget):
    """The answer itself: a mark, a few large words, and a sentence; read aloud when it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = READY
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read_aloud)
        self._mark = PlainLabel("", self)
        self._headline = PlainLabel("", self, size=NARROW[0], bold=True, wrap=True)
        self._below = PlainLabel("", self, size=NARROW[1], wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._headline)
        words.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_answer(READY)

    @property
    def says(self) -> Says:
        """What it says now."""
        return self._says

    def show_answer(self, says: Says, whom: str = "") -> None:
        """Shows an answer and reads it aloud with the name, if it is another than before."""
        told = f"{says.headline}. {whom}. {says.below}" if whom else f"{says.headline}. {says.below}"
        news = told != self.accessibleName()
        self._says = says
        self._headline.setText(says.headline)
        self._below.setText(says.below)
        self._below.setVisible(bool(says.below))
        self.setAccessibleName(told)
        self._dress()
        if news:
            self._soon.start()  # what stands in between is not news: who arrives has “already arrived” for a moment

    def _read_aloud(self) -> None:
        if self.isVisible() and self._says is not READY:
            announce(self, self.accessibleName(), urgent=True)

    def set_sizes(self, headline: float, below: float) -> None:
        """Larger or smaller letters."""
        self._headline.set_size(headline)
        self._below.set_size(below)

    def _dress(self) -> None:
        tone = self._says.tone
        side = round(44 * self.font().pointSizeF() / BASE_POINTS)
        self._mark.setPixmap(picture(tone.icon, side, colour(tone.ink)))
        self._headline.set_role(tone.ink)
        self._below.set_role(tone.ink)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour(Role.LINE if self._says.tone is Tone.READY else self._says.tone.ink))
        painter.setBrush(colour(self._says.tone.fill))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)


class AnswerPanel(QWidget):
    """The banner, and under it whom it is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner(self)
        self._name = PlainLabel("", self, size=NARROW[2], bold=True, wrap=True)
        self._born = PlainLabel("", self, size=NARROW[3], bold=True)
        self._numbers = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        self._alert = PlainLabel("", self, bold=True, role=Role.CAUTION_TEXT, wrap=True)
        self._needs = PlainLabel("", self, bold=True, role=Role.NOTE_TEXT, wrap=True)
        self._stops = PlainLabel("", self, wrap=True)
        self._code = PlainLabel("", self, size=SMALL, role=Role.TEXT_SOFT)
        self.asked = ChoiceField(ASKED, self, name="Who said the name and birth date")
        self.asked.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._asked_words = PlainLabel("Said &by", self, role=Role.TEXT_SOFT)
        self._asked_words.setBuddy(self.asked)
        self._build()
        self.show_nobody(READY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= ROOM * self.fontMetrics().averageCharWidth()
        headline, below, name, born, stops = WIDE if wide else NARROW
        self.banner.set_sizes(headline, below)
        self._name.set_size(name)
        self._born.set_size(born)
        for label in (self._stops, self._needs, self._alert):
            label.set_size(stops)

    def show_nobody(self, says: Says, counts: str = "") -> None:
        """Shows an answer that is about nobody in the file, and how the day stands."""
        self.show_whom(says, None)
        self._numbers.setText(counts)

    def show_whom(self, says: Says, whom: Whom | None) -> None:
        """Shows an answer and the person it is about."""
        self.banner.show_answer(says, f"{whom.name}, {whom.born}" if whom else "")
        shown = whom or Whom("", "")
        self._name.setText(shown.name)
        self._born.setText(shown.born)
        self._born.setVisible(bool(shown.born))
        self._numbers.setText(shown.numbers)
        self._stops.setText("\n".join(shown.stops))
        self._stops.setAccessibleName(f"Stops: {'; '.join(shown.stops)}" if shown.stops else "No stops")
        self._code.setText(shown.code)
        for label, mark, words in ((self._alert, "⚠ ", shown.alert), (self._needs, "Needs: ", shown.needs)):
            label.setText(f"{mark}{words}" if words else "")
            label.setVisible(bool(words))
        self.asked.setVisible(shown.may_arrive)
        self._asked_words.setVisible(shown.may_arrive)

    def _build(self) -> None:
        named = WrappingLine(self, gap=2 * SPACE)
        named.row.addWidget(self._born)
        named.row.add_growing(self._numbers, NUMBERS_LETTERS)
        beside = WrappingLine(self, gap=2 * SPACE, at_top=True)
        for labels in ((self._alert, self._needs), (self._stops, self._code)):
            part = QWidget(self)
            lines = QVBoxLayout(part)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(SPACE // 2)
            for label in labels:
                lines.addWidget(label)
            beside.row.add_growing(part, PART_LETTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.banner)
        column.addWidget(self._name)
        column.addWidget(named)
        column.addLayout(self._row(self._asked_words, self.asked))
        column.addWidget(beside)
        column.addStretch(1)

    def _row(self, *parts: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        return row
