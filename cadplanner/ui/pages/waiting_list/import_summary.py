"""Step 4 of the import: in one sentence what will happen, and the details under it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.exchange.list_in import CheckedList
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.text import HEAD, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.pages.waiting_list.arriving import Arriving

DEMO = "! This is the demo, with invented people. For real patients make a file of your own: File, New."


class SummaryStep(QWidget):
    """Says what the import comes to. Nothing is written before the button is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()

    def show_arriving(self, coming: Arriving, checked: CheckedList, *, demo: bool) -> None:
        """Shows the sentence and the details; in the demo's file also that it is no place for real patients."""
        self._demo.setVisible(demo)
        self._sentence.setText(f"{coming.sentence}.")
        self._details.setText("\n".join(details_of(coming, checked)))

    def _build(self) -> None:
        inside = QWidget(self)
        self._sentence = PlainLabel("", inside, size=HEAD, bold=True, wrap=True)
        self._details = PlainLabel("", inside, wrap=True)
        self._demo = PlainLabel(DEMO, inside, bold=True, role=Role.CAUTION_TEXT, wrap=True)
        promise = PlainLabel(
            "Nothing has been saved yet. The import is one step: Undo (Ctrl+Z) takes all of it back.",
            inside,
            role=Role.TEXT_SOFT,
            wrap=True,
        )
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 2 * SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._demo)
        column.addWidget(self._sentence)
        column.addWidget(self._details)
        column.addWidget(promise)
        column.addStretch(1)
        scroll = Frame(inside, self, name="What the import does", takes_keys=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def details_of(coming: Arriving, checked: CheckedList) -> tuple[str, ...]:
    """The lines under the sentence."""
    found = (
        (coming.referrals, f"{coming.referrals:,} added to the waiting list."),
        (coming.came_back, f"{coming.came_back:,} back within six months of being seen: “Came back” shows them."),
        (coming.left_out, f"{_rows(coming.left_out)} left out and not saved anywhere."),
        (coming.merged, f"{_rows(coming.merged)} another line of a person in the same list: kept as one person."),
        (coming.blanked, f"{_rows(coming.blanked)} imported anyway, without the value that is wrong."),
    )  # fmt: skip
    dates = [f"{form.column}: {form.says}." for form in checked.formats]
    urgent = sum(flag.kind == "not routine" for flag in checked.flags)
    marked = f"{urgent:,} not routine: marked in the list, and never invited to a day without asking you."
    meaning = "What the columns mean is remembered for the next list with these headings."
    return (*(words for number, words in found if number), *([marked] if urgent else []), *dates, meaning)


def _rows(number: int) -> str:
    return f"{number:,} {'row is' if number == 1 else 'rows are'}"
