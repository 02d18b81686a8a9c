"""What was agreed, in the order of the printed form: a tick each, and beside a tick what it needs to know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from cadplanner.core.model.outcome import Agreed, OutcomeKind, problems
from cadplanner.core.model.words import Words
from cadplanner.ui.kit.text import SMALL, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.outcomes.asked_field import AskedFields, Usual
from cadplanner.ui.pages.outcomes.kinds import AT_THE_DAY, OTHERWISE, Asked


class AgreedForm(QWidget):
    """Ticks and fields; `agreed` is what they say, `problems` what speaks against it."""

    changed = Signal()
    wants_to_be_seen = Signal(QWidget)
    """What she has just ticked, and the fields that came with it."""

    def __init__(self, usual: Usual, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: dict[OutcomeKind, QCheckBox] = {}
        self.fields: dict[OutcomeKind, AskedFields] = {}
        self._more: dict[OutcomeKind, tuple[Agreed, ...]] = {}
        self._words = words
        self._build(usual)

    def agreed(self) -> tuple[Agreed, ...]:
        """What is ticked, with what its fields say."""
        found: list[Agreed] = []
        for kind, tick in self.ticks.items():
            if tick.isChecked():
                found.append(self.fields[kind].agreed() if kind in self.fields else Agreed(kind))
                found += self._more.get(kind, ())
        return tuple(found)

    def problems(self) -> tuple[str, ...]:
        """What speaks against recording this, in sentences."""
        shown = (fields for kind, fields in self.fields.items() if self.ticks[kind].isChecked())
        unread = [says for fields in shown for says in fields.problems()]
        return (*unread, *problems(self.agreed(), self._words))

    def show_agreed(self, agreed: Sequence[Agreed]) -> None:
        """Ticks and fills what was agreed, and nothing else; a second of one kind is kept as it is."""
        found: dict[OutcomeKind, list[Agreed]] = {}
        for each in agreed:
            found.setdefault(each.kind, []).append(each)
        self._more = {kind: tuple(each[1:]) for kind, each in found.items()}
        for kind, tick in self.ticks.items():
            tick.setChecked(kind in found)
            if kind in self.fields:
                self.fields[kind].show_agreed(found.get(kind, [Agreed(kind)])[0])

    def _build(self, usual: Usual) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(1, 1)
        for row, asked in enumerate(AT_THE_DAY):
            tick = self._tick(asked, asked.words.format(pifu=_with_a_letter(self._words.pifu)))
            grid.addWidget(tick, row, 0, Qt.AlignmentFlag.AlignTop)
            if asked.asks:
                fields = AskedFields(asked, usual, self)
                fields.hide()
                fields.changed.connect(self._on_changed)
                self.fields[asked.kind] = fields
                grid.addWidget(fields, row, 1)
        otherwise = QWidget(self)
        line = WrappingRow(otherwise, gap=2 * SPACE)
        for asked in OTHERWISE:
            line.addWidget(self._tick(asked, asked.words))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(grid)
        column.addWidget(PlainLabel("Or the day ended otherwise", self, size=SMALL, role=Role.TEXT_SOFT))
        column.addWidget(otherwise)

    def _tick(self, asked: Asked, words: str) -> QCheckBox:
        tick = QCheckBox(words, self)
        tick.toggled.connect(lambda on, kind=asked.kind: self._on_ticked(kind, on=on))
        self.ticks[asked.kind] = tick
        return tick

    def _on_ticked(self, kind: OutcomeKind, *, on: bool) -> None:
        if kind in self.fields:
            self.fields[kind].setVisible(on)
        self._on_changed()
        if self.ticks[kind].hasFocus():
            self.wants_to_be_seen.emit(self.fields[kind] if on and kind in self.fields else self.ticks[kind])

    def _on_changed(self) -> None:
        self.changed.emit()


def _with_a_letter(pifu_word: str) -> str:
    """Alt goes to its P, where it has one: PIFU, PIR and SOS/PIFU do."""
    return pifu_word.replace("&", "&&").replace("P", "&P", 1)
