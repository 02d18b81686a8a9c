"""Step 3 of the import: who may be there twice, both records side by side, and what she decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import NumberKind
from cadplanner.core.waiting.matching import Decision, Duplicate
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import SMALL, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine

WORDS = {
    Decision.SAME_PERSON: ("&Same person", "One record: blanks are filled, nothing that is known is overwritten."),
    Decision.KEEP_BOTH: ("&Keep both", "Two people, such as twins or a parent and a child of one name."),
    Decision.LEAVE_OUT: ("&Leave out", "Not imported again: the first record stays, the other rows are left out."),
}
SHORT = {
    Decision.SAME_PERSON: "Same person",
    Decision.KEEP_BOTH: "Keep both",
    Decision.LEAVE_OUT: "Leave out",
}
MOST_RECORDS = 6


@dataclass(frozen=True, slots=True)
class Record:
    """One of the records compared: where it is from, and its referral where that is known."""

    origin: str
    patient: Patient
    referral: Referral | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A possible duplicate and what was decided; `decided` None is not looked at yet."""

    duplicate: Duplicate
    decided: Decision | None

    @property
    def id(self) -> str:
        """Made of the rows: they are in one duplicate only."""
        return " ".join(str(row) for row in self.duplicate.rows)

    @property
    def words(self) -> str:
        """The decision, or 'To decide'."""
        return SHORT[self.decided] if self.decided else "To decide"


COMPARED: tuple[tuple[str, Callable[[Record], str]], ...] = (
    ("Name", lambda record: record.patient.staff_name),
    ("Born", lambda record: date_words(record.patient.birth_date)),
    ("Postcode", lambda record: record.patient.postcode),
    ("Address", lambda record: record.patient.address),
    ("Phone", lambda record: record.patient.phone),
    ("Email", lambda record: record.patient.email),
    ("Local number", lambda record: record.patient.local_id),
    ("GP practice", lambda record: record.patient.gp_practice),
    ("Needs", lambda record: record.patient.needs_words),
    ("Waiting since", lambda record: date_words(record.referral.received_on) if record.referral else ""),
    ("Priority", lambda record: record.referral.priority.words if record.referral else ""),
    ("Problem", lambda record: record.referral.problem if record.referral else ""),
)


AFTER_IDENTITY = 2
"""Where the patient's number stands among them."""


class DuplicatesStep(QWidget):
    """Shows what is in question; `decided` carries a duplicate and her decision."""

    decided = Signal(object, object)

    def __init__(self, number: NumberKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._records: Callable[[Duplicate], tuple[Record, ...]] = lambda _: ()
        self._build()
        self._wire()

    def show_duplicates(
        self,
        duplicates: tuple[Duplicate, ...],
        decided: Mapping[Duplicate, Decision],
        records: Callable[[Duplicate], tuple[Record, ...]],
    ) -> None:
        """Shows these, those to decide first; `records` gives the records of one."""
        self._records = records
        pairs = [Pair(duplicate, decided.get(duplicate)) for duplicate in duplicates]
        pairs.sort(key=lambda pair: (pair.duplicate.sure, pair.duplicate.rows))
        still = sum(pair.decided is None for pair in pairs)
        self.rest.setVisible(still > 1)
        self.rest.setText(f"Take the s&uggestion for all {still}")
        chosen = self.table.current_id
        self._model.set_rows(pairs)
        waiting = [pair.id for pair in pairs if pair.decided is None]
        self.table.select_ids((waiting or [chosen or (pairs[0].id if pairs else "")])[:1])
        self._on_selected()

    @property
    def pair(self) -> Pair | None:
        """The duplicate that is selected."""
        place = self._model.line_of(self.table.current_id)
        return self._model.row_at(place) if place >= 0 else None

    def _build(self) -> None:
        self._model: TableModel[Pair] = TableModel(
            (
                Column[Pair]("Rows", _rows, lambda pair: pair.duplicate.rows, width=9),
                Column[Pair]("What is the same", _says, _says, _says),
                Column[Pair]("Decision", lambda pair: pair.words, lambda pair: pair.words, width=13, tone=_tone),
            ),
            self,
        )
        left = QWidget(self)
        self.table = Table(self._model, left, name="Possible duplicates", empty="Nobody seems to be there twice.")
        self.rest = QPushButton(left)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.rest)
        parts = Beside(self)
        parts.add(left, least=36)
        parts.add(self._build_right(), least=44)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(parts)

    def _build_right(self) -> QWidget:
        self._right = QWidget(self)
        self._says = PlainLabel("", self._right, bold=True, wrap=True)
        self._scroll = Frame(None, self._right, name="Both records side by side", takes_keys=True)
        self._explains = PlainLabel("", self._right, size=SMALL, role=Role.TEXT_SOFT, wrap=True)
        self._radios = {decision: QRadioButton(words, self._right) for decision, (words, _) in WORDS.items()}
        choices = WrappingLine(self._right, gap=2 * SPACE)
        for decision, radio in self._radios.items():
            radio.setToolTip(WORDS[decision][1])
            choices.row.addWidget(radio)
        column = QVBoxLayout(self._right)
        column.setContentsMargins(SPACE, 0, 0, 0)
        column.addWidget(self._says)
        column.addWidget(self._scroll, 1)
        column.addWidget(choices)
        column.addWidget(self._explains)
        return self._right

    def _wire(self) -> None:
        self.table.selection_changed.connect(self._on_selected)
        self.rest.clicked.connect(self._on_rest)
        for decision, radio in self._radios.items():
            radio.clicked.connect(lambda _=False, decision=decision: self._on_decided(decision))

    def _on_selected(self) -> None:
        pair = self.pair
        self._right.setVisible(pair is not None)
        if pair is None:
            return
        self._says.setText(pair.duplicate.says)
        self._scroll.setWidget(comparison(self._records(pair.duplicate)[:MOST_RECORDS], self._number))
        for decision, radio in self._radios.items():
            radio.setAutoExclusive(False)
            radio.setChecked(decision is pair.decided)
            radio.setAutoExclusive(True)
        suggested = pair.duplicate.suggested
        self._explains.setText(
            WORDS[pair.decided][1] if pair.decided else f"Suggested: {SHORT[suggested].lower()}. {WORDS[suggested][1]}"
        )

    def _on_decided(self, decision: Decision) -> None:
        if self.pair is not None:
            self.decided.emit(self.pair.duplicate, decision)

    def _on_rest(self) -> None:
        for pair in self._model.rows:
            if pair.decided is None:
                self.decided.emit(pair.duplicate, pair.duplicate.suggested)


def comparison(records: tuple[Record, ...], number: NumberKind) -> QWidget:
    """The records side by side, a line for each thing that one of them says; what differs is marked in words."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * SPACE)
    grid.setVerticalSpacing(SPACE // 2)
    for column, record in enumerate(records, start=1):
        grid.addWidget(PlainLabel(record.origin, holder, bold=True), 0, column)
        grid.setColumnStretch(column, 1)
    line = 1
    for what, says in _compared(number):
        texts = [says(record) for record in records]
        if not any(texts):
            continue
        differs = len({text.casefold() for text in texts}) > 1
        grid.addWidget(PlainLabel(what, holder, role=Role.TEXT_SOFT), line, 0, Qt.AlignmentFlag.AlignTop)
        for column, text in enumerate(texts, start=1):
            label = PlainLabel(text or "Not recorded", holder, bold=differs, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)
        mark = PlainLabel("differs" if differs else "", holder, size=SMALL, role=Role.CAUTION_TEXT)
        grid.addWidget(mark, line, len(records) + 1, Qt.AlignmentFlag.AlignTop)
        line += 1
    grid.setRowStretch(line, 1)
    return holder


def _compared(number: NumberKind) -> tuple[tuple[str, Callable[[Record], str]], ...]:
    def shown(record: Record) -> str:
        return number.shown(record.patient.nhs_number)

    return (*COMPARED[:AFTER_IDENTITY], (number.value, shown), *COMPARED[AFTER_IDENTITY:])


def _rows(pair: Pair) -> str:
    return ", ".join(pair.id.split())


def _says(pair: Pair) -> str:
    return pair.duplicate.says


def _tone(pair: Pair) -> Role:
    return Role.CAUTION if pair.decided is None else Role.NOTE
