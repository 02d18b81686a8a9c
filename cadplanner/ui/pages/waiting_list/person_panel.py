"""Everything known of the person selected in the list, in words, under the list."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.outcome import kind_words
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.referral import Priority
from cadplanner.core.model.words import Words
from cadplanner.store.waiting import WaitingRow
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.text import SMALL, SUBHEAD, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine, WrappingRow
from cadplanner.ui.pages.waiting_list.people import ADULT, birth_words, waiting_words

BLOCKS = ("Identity", "Contact", "Needs", "Referral")
FLAGS_LETTERS, BLOCK_LETTERS = 30, 20  # average characters that they are wide at least
NOT_RECORDED = "Not recorded"
Lines = tuple[tuple[str, str], ...]


class PersonPanel(QFrame):
    """One person: identity, contact, needs, referral, and what to look out for."""

    edit_wanted = Signal(str)
    """The id of the referral whose person is to be edited."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._referral_id = ""
        self._build()
        self._wire()
        self.show_person(None, date.min)

    def show_person(self, row: WaitingRow | None, today: date) -> None:
        """Shows a line of the list in full; None asks to select somebody."""
        self._referral_id = row.referral.id if row else ""
        self._edit.setVisible(row is not None)
        self._blocks.setVisible(row is not None)
        self._name.setText(row.patient.staff_name if row else "Select a person to see the details")
        self._name.set_role(Role.TEXT if row else Role.TEXT_SOFT)
        flags = flags_of(row, today, self._words) if row else ()
        self._flags.setText(f"Look out: {'; '.join(flags)}" if flags else "")
        if row:
            for name, lines in details_of(row, today, self._words).items():
                self._texts[name].setText("\n".join(f"{what}: {says}" if what else says for what, says in lines))

    def _build(self) -> None:
        self.setAccessibleName("Details of the selected person")
        self._name = PlainLabel("", self, size=SUBHEAD, bold=True)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._flags = PlainLabel("", self, role=Role.CAUTION_TEXT, wrap=True)
        self._edit = QPushButton("Edit detail&s", self)
        put_icon(self._edit, "pencil")
        head = WrappingLine(self, gap=2 * SPACE)
        head.row.addWidget(self._name)
        head.row.add_growing(self._flags, FLAGS_LETTERS)
        head.row.addWidget(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(head)
        column.addWidget(self._build_blocks(), 1)

    def _build_blocks(self) -> Frame:
        self._blocks = QWidget(self)
        row = WrappingRow(self._blocks, gap=3 * SPACE, at_top=True)
        self._texts = {name: self._text(name) for name in BLOCKS}
        for name, text in self._texts.items():
            block = QWidget(self._blocks)
            lines = QVBoxLayout(block)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(2)
            lines.addWidget(PlainLabel(name, self, size=SMALL, role=Role.TEXT_SOFT))
            lines.addWidget(text)
            row.add_growing(block, BLOCK_LETTERS)
        return Frame(self._blocks, self, name="Identity, contact, needs and referral", takes_keys=True)

    def _text(self, name: str) -> PlainLabel:
        text = PlainLabel("", self, wrap=True)
        text.setAccessibleDescription(name)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return text

    def _wire(self) -> None:
        self._edit.clicked.connect(lambda: self.edit_wanted.emit(self._referral_id))


def flags_of(row: WaitingRow, today: date, words: Words) -> tuple[str, ...]:
    """What a coordinator should notice before inviting: 'urgent: not for a routine day', 'no phone number'."""
    person, referral = row.patient, row.referral
    age = person.age_on(today)
    found = (
        (referral.priority is not Priority.ROUTINE, f"{referral.priority.words}, not for a routine day"),
        (age is not None and age < ADULT, f"under 18 (age {age})"),
        (not person.phone, "no phone number"),
        (person.birth_date is None, "no birth date"),
        (not person.nhs_number, f"no {words.number}"),
        (referral.received_on is None, "not known since when"),
    )
    return tuple(flag for true, flag in found if true)


def details_of(row: WaitingRow, today: date, words: Words) -> dict[str, Lines]:
    """The four blocks of the panel: pairs of what it is and what it says."""
    person, referral = row.patient, row.referral
    identity = (
        ("Born", birth_words(person.birth_date, person.age_on(today))),
        (words.number.value, words.number.shown(person.nhs_number)),
        ("Local number", person.local_id),
        ("Sex", person.sex),
    )
    contact = (
        ("Phone", person.phone or NOT_RECORDED),
        ("Email", person.email),
        ("", ", ".join(part for part in (person.address, person.postcode) if part)),
        ("GP", person.gp_practice),
    )
    because = kind_words(referral.left_because, words)
    needs = (("", person.needs_words or "None recorded"), ("Language", person.language))
    wait = (
        ("Waiting since", waiting_words(referral.received_on, referral.weeks_waited(today))),
        ("Priority", referral.priority.words),
        ("Problem", referral.problem),
        ("Referred by", referral.source),
        ("List", referral.list_name),
        ("Pathway", referral.pathway),
        ("Note", referral.note),
        ("Invited to", date_words(row.invited_on) if row.invited_on else ""),
        ("Left the list", f"{date_words(referral.settled_on)}, {because}" * (not referral.is_waiting)),
        ("Back on the list", date_words(referral.settled_on) if referral.settled_on and referral.is_waiting else ""),
    )
    blocks = zip(BLOCKS, (identity, contact, needs, wait), strict=True)
    return {name: tuple((what, says) for what, says in lines if says) for name, lines in blocks}
