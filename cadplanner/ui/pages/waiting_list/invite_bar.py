"""The bar under the list: who is ticked, to which day, and the question before someone not routine is invited."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.day import AppointmentDay
from cadplanner.printing.words import long_date
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.text import PlainLabel, plain_action
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingLine, WrappingRow

WORDS_LETTERS = 34  # average characters of the sentence beside the buttons


class InviteBar(QFrame):
    """Shows how many are ticked, and offers to invite them to a day, take them off it, or untick all."""

    invite_wanted = Signal()
    take_off_wanted = Signal()
    together_wanted = Signal()
    """Those ticked come together, or come apart again."""
    clear_wanted = Signal()
    day_wanted = Signal()
    """There is no day yet: set one up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_day = False
        self._build()
        self._wire()

    def show_day(self, day: AppointmentDay | None) -> None:
        """The day that people are invited to; None while there is none."""
        self._has_day = day is not None
        words = f"&Invite to {plain_action(day_words(day))}" if day else "Set up a day first"
        self._invite.setText(words)
        self._invite.setAccessibleName(words.replace("&&", "&").replace("&", "", 1))

    def show_ticked(self, ticked: int, *, invited: int, attending: str, together: str = "") -> None:
        """How many are ticked, how many of them are invited to the day, and how many are likely to come.

        `together` is what can be done about their coming together; '' for nothing.
        """
        people = "person" if ticked == 1 else "people"
        if not self._has_day:
            self._words.setText(
                "There is no day to invite people to yet." if not ticked else f"{ticked:,} ticked, and no day yet."
            )
        elif ticked:
            self._words.setText(f"{ticked:,} {people} ticked. {attending}".strip())
        else:
            self._words.setText("Tick the people to invite: Space, or click the box before a name.")
        ready = bool(ticked) or not self._has_day
        self._invite.setEnabled(ready)
        self._invite.setProperty("primary", "yes" if ready else "no")
        self._invite.updateGeometry()
        put_icon(self._invite, "calendar-plus", role=Role.ON_ACCENT if ready else Role.TEXT_SOFT)
        self._clear.setVisible(bool(ticked))
        self._take_off.setVisible(bool(invited))
        self._take_off.setText(f"&Take {invited:,} off the day")
        self._together.setVisible(bool(together))
        self._together.setText(together)

    def _build(self) -> None:
        self.setAccessibleName("Invite to a day")
        self._words = PlainLabel("", self, wrap=True)
        self._clear = QPushButton("&Untick all", self)
        self._together = QPushButton(self)
        self._together.setToolTip("A couple, a parent and child: planned both or neither, they come and go together")
        self._take_off = QPushButton(self)
        self._invite = QPushButton(self)
        put_icon(self._invite, "calendar-plus")
        row = WrappingRow(self)
        row.add_growing(self._words, WORDS_LETTERS)
        for widget in (self._clear, self._together, self._take_off, self._invite):
            row.addWidget(widget)

    def _wire(self) -> None:
        self._clear.clicked.connect(self.clear_wanted)
        self._take_off.clicked.connect(self.take_off_wanted)
        self._together.clicked.connect(self.together_wanted)
        self._invite.clicked.connect(self._on_invite)

    def _on_invite(self) -> None:
        (self.invite_wanted if self._has_day else self.day_wanted).emit()


class UrgentQuestion(QFrame):
    """Asks before anybody who is not routine is invited: the sentence has to be ticked first."""

    routine_only = Signal()
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self._wire()
        self.hide()

    def ask(self, routine: int, not_routine: int) -> None:
        """Shows the question about so many of each."""
        one = not_routine == 1
        ticked = f"{not_routine} of the {routine + not_routine} people ticked {'is' if one else 'are'} not routine."
        if not routine:
            ticked = "The person ticked is not routine." if one else "None of the people ticked is routine."
        who = "this person" if one else "these people"
        self._words.setText(f"{ticked} A day is for routine referrals; {who} may have to be seen sooner.")
        self._sure.setText("A clinician has agreed that they may come to it")
        self._sure.setChecked(False)
        self._routine.setText(f"Invite the {routine} who {'is' if routine == 1 else 'are'} routine")
        self._routine.setVisible(bool(routine))
        everybody = routine + not_routine
        self._all.setText(f"Invite all {everybody}" if everybody > 1 else "Invite anyway")
        self.show()
        (self._routine if routine else self._cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.setAccessibleName("Not routine")
        self._words = PlainLabel("", self, role=Role.CAUTION_TEXT, bold=True, wrap=True)
        self._sure = QCheckBox(self)
        self._routine = QPushButton(self)
        self._routine.setProperty("primary", "yes")
        self._all = QPushButton(self)
        self._all.setEnabled(False)
        self._cancel = QPushButton("Cancel", self)
        verbs = WrappingLine(self)
        for verb in (self._routine, self._all, self._cancel):
            verbs.row.addWidget(verb)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        column.addWidget(self._words)
        column.addWidget(self._sure)
        column.addWidget(verbs)

    def _wire(self) -> None:
        self._sure.toggled.connect(self._all.setEnabled)
        self._routine.clicked.connect(self._on_routine)
        self._all.clicked.connect(self._on_all)
        self._cancel.clicked.connect(self.hide)

    def _on_routine(self) -> None:
        self.hide()
        self.routine_only.emit()

    def _on_all(self) -> None:
        self.hide()
        self.all_wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(Role.CAUTION))
        painter.fillRect(0, 0, SPACE // 2, self.height(), colour(Role.CAUTION_TEXT))


def day_words(day: AppointmentDay) -> str:
    """'Saturday 12 June': the date as it is said."""
    return long_date(day.on).rsplit(" ", 1)[0]
