"""One person's outcome: identity first, then the form in the order of the paper, then record and next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.live.outcomes import Ground
from cadplanner.core.model.day_rules import DayRules, action_words
from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.words import Words
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.scroll import bring_into_sight, scrolling
from cadplanner.ui.kit.text import HEAD, SMALL, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.outcomes.agreed_form import AgreedForm
from cadplanner.ui.pages.outcomes.asked_field import Usual
from cadplanner.ui.pages.outcomes.rows import OutcomeRow

RECORD_KEYS = "Ctrl+Return"
WHO_SAW = "Who saw the person"
MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """Who is shown: her line, what matters to her, when and by whom her outcome was recorded ('' for nobody)."""

    row: OutcomeRow
    matters: str = ""
    recorded: str = ""


class OutcomePanel(QWidget):
    """The form. `recorded` says that it is ready to be written; the page reads it and says what became of it."""

    recorded = Signal()
    taken_back = Signal()

    def __init__(self, usual: Usual, words: Words, owners: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.appointment_id = ""
        self._rules = DayRules()
        self._matters_before = ""
        self._build(usual, owners)
        self._wire()
        self.show_person(None, self._rules)

    @property
    def agreed(self) -> tuple[Agreed, ...]:
        """What is ticked."""
        return self.form.agreed()

    @property
    def ground(self) -> Ground:
        """Who saw the person, and who does what is owed."""
        return Ground(" ".join(self.seen_by.text().split()), " ".join(self.owner.currentText().split()))

    @property
    def new_words(self) -> str:
        """What matters to the person, where it was typed anew; '' where it stands."""
        words = " ".join(self.matters.text().split())
        return words if words != self._matters_before else ""

    def show_person(self, shown: Shown | None, rules: DayRules) -> None:
        """Shows one person's outcome as it is recorded; None asks to choose somebody."""
        self._rules = rules
        self._inside.setVisible(shown is not None)
        self._scroll.setVisible(shown is not None)
        self._foot.setVisible(shown is not None)
        self._nobody.setVisible(shown is None)
        self.appointment_id = shown.row.id if shown else ""
        if shown is None:
            return
        person, outcome = shown.row.patient, shown.row.outcome
        self._name.setText(f"{shown.row.card}   {person.staff_name}")
        number = self._words.number
        self._who.setText(f"Born {date_words(person.birth_date)}   {number} {number.shown(person.nhs_number)}")
        self._needs.setText(person.needs_words)
        self._needs.setVisible(bool(person.needs_words))
        self._came.setText(f"1  {shown.row.came}")
        self._before.setText(shown.recorded)
        self._before.setVisible(bool(shown.recorded))
        self._matters_before = shown.matters
        self.matters.setText(shown.matters)
        self.form.show_agreed(outcome.agreed if outcome else ())
        self.seen_by.setText(outcome.ground if outcome else self.seen_by.text())
        self._back.setVisible(outcome is not None)
        self._on_changed()

    def bring_into_sight(self) -> None:
        """Scrolls the page to it, where it stands under the list."""
        bring_into_sight(self._name, at_top=True)

    def begin(self) -> None:
        """Takes the keyboard to the first tick."""
        self.form.ticks[OutcomeKind.DISCHARGE].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, usual: Usual, owners: tuple[str, ...]) -> None:
        self._nobody = PlainLabel(
            "Scan a card, or type its number or a name, and press Enter. Or choose somebody in the list.",
            self,
            role=Role.TEXT_SOFT,
            wrap=True,
        )
        self._inside = QWidget(self)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE // 2)
        self._name = PlainLabel("", self, size=HEAD, bold=True, wrap=True)
        self._who = PlainLabel("", self, wrap=True)
        self._needs = PlainLabel("", self, bold=True, wrap=True)
        self._before = PlainLabel("", self, role=Role.NOTE_TEXT, wrap=True)
        self._came = PlainLabel("", self, size=SMALL, bold=True, role=Role.ACCENT_TEXT, wrap=True)
        self.matters = QLineEdit(self)
        self.matters.setMaxLength(MOST_WORDS)
        self.matters.setPlaceholderText("In the person's own words, in one line")
        self.matters.setAccessibleName("What matters to the person")
        self.form = AgreedForm(usual, self._words, self)
        self._owes = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        for part in (self._name, self._who, self._needs, self._before):
            column.addWidget(part)
        column.addSpacing(SPACE)
        column.addWidget(self._came)
        sections: tuple[tuple[str, QWidget], ...] = (
            ("2  &What matters to the person", self.matters),
            ("3  What was agreed", self.form),
            ("4  Seen by", self._build_signed(owners)),
            ("5  Owed for this", self._owes),
        )
        for words, field in sections:
            column.addSpacing(SPACE)
            column.addWidget(self._section(words, field))
            column.addWidget(field)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        whole.addWidget(self._nobody)
        self._scroll = scrolling(self._inside, "Outcome")
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._build_foot())

    def _section(self, words: str, part: QWidget) -> PlainLabel:
        label = PlainLabel(words, self, size=SMALL, bold=True, role=Role.ACCENT_TEXT)
        label.setBuddy(part)
        return label

    def _build_signed(self, owners: tuple[str, ...]) -> QWidget:
        self.seen_by = QLineEdit(self)
        self.seen_by.setAccessibleName("Seen by")
        self.seen_by.setPlaceholderText(WHO_SAW)
        self.owner = QComboBox(self)
        self.owner.setEditable(True)
        self.owner.addItems(["", *owners])
        self.owner.setAccessibleName("Who does what is owed")
        self.owner.setMinimumContentsLength(14)
        self.seen_by.setMinimumWidth(self.seen_by.fontMetrics().horizontalAdvance(WHO_SAW) + 3 * SPACE)
        owed = QWidget(self)
        pair = QHBoxLayout(owed)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.addWidget(PlainLabel("Who does what is owed", owed, role=Role.TEXT_SOFT))
        pair.addWidget(self.owner)
        held = WrappingLine(self)
        held.row.addWidget(self.seen_by)
        held.row.addWidget(owed)
        return held

    def _build_foot(self) -> QWidget:
        self.record = primary_button("Record and go on", self, icon="check")
        self.record.setToolTip("Ctrl+Enter")
        self._keys = PlainLabel("Ctrl+Enter", self, size=SMALL, role=Role.TEXT_SOFT)
        self._back = QPushButton("&Take back the outcome", self)
        self._says = PlainLabel("", self, role=Role.BAD_TEXT, wrap=True)
        self._foot = QWidget(self)
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._says)
        column.addSpacing(SPACE // 2)
        verbs = WrappingLine(self)
        column.addWidget(verbs)
        verbs.row.addWidget(self.record)
        verbs.row.addWidget(self._keys)
        verbs.row.add_gap()
        verbs.row.addWidget(self._back)
        return self._foot

    def _wire(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.form.wants_to_be_seen.connect(self._on_wants_to_be_seen, Qt.ConnectionType.QueuedConnection)
        self.record.clicked.connect(self._on_record)
        self._back.clicked.connect(self.taken_back)
        for keys in (RECORD_KEYS, "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_record, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_record(self) -> None:
        if not self.appointment_id:
            return
        wrong = self.form.problems() or (("Tick what was agreed.",) if not self.agreed else ())
        self._show_problems(wrong)
        if not wrong:
            self.recorded.emit()

    def _on_wants_to_be_seen(self, part: QWidget) -> None:
        """Goes there, once the form has made room for it."""
        self._scroll.ensureWidgetVisible(part, 0, 2 * SPACE)

    def _show_problems(self, says: Sequence[str]) -> None:
        """Says above the button what speaks against recording."""
        self._says.setText("\n".join(f"✕ {each}" for each in says))
        self._says.setVisible(bool(says))

    def _on_changed(self) -> None:
        agreed = self.agreed
        contradicting = tuple(says for says in self.form.problems() if "choose one" in says)
        self._show_problems(contradicting)
        owed = self._rules.owed(each.kind for each in agreed)
        lines = (f"{action_words(each.action, self._words)} within {each.within_days} days" for each in owed)
        self._owes.setText("; ".join(lines) if owed else "Nothing yet: tick what was agreed.")
