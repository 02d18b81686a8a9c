"""What the service decides of outcomes: which codes they have, who goes back to the list, and what they owe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cadplanner.core.model.day_rules import Codes, DayRules, Owes, action_of, action_words
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.outcome import OutcomeKind
from cadplanner.core.model.words import Words
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.form import NumberField
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import SMALL, PlainLabel
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.workspace import Workspace

MOST_DAYS = 365
NARROW_BELOW = 80  # average characters
CODE_HELP = (
    "1 discharged, 2 another appointment given, 3 to be made later; blank where the code list has no value. "
    "RTT is the referral to treatment period status. Ask your information team before you change them."
)
OWES_HELP = "What somebody must do after an outcome, within how many days, and who does it (blank: asked each time)."


@dataclass(frozen=True, slots=True)
class _Line:
    """The fields of one thing that is owed."""

    kind: QComboBox
    action: QLineEdit
    days: NumberField
    owner: QLineEdit
    gone: QCheckBox

    def owes(self, words: Words) -> Owes | None:
        action = action_of(" ".join(self.action.text().split()), words)
        if self.gone.isChecked() or not action:
            return None
        owner = " ".join(self.owner.text().split())
        return Owes(OutcomeKind(str(self.kind.currentData())), action, self.days.value(), owner)


class RulesDialog(Sheet):
    """Two tables; saved as one step that Undo takes back."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Promises and codes", wide=100, high=32)
        self._workspace, self._words = workspace, workspace.words
        self._kept = workspace.store.kept_day_rules()
        self._rules = self._kept or DayRules()
        self.codes: dict[OutcomeKind, tuple[QLineEdit, QLineEdit, QCheckBox]] = {}
        self.owes: list[_Line] = []
        self._narrow = False
        self._build()
        self._wire()

    @property
    def rules(self) -> DayRules:
        """The rules as typed."""
        codes = tuple(
            Codes(kind, outcome.text().strip(), rtt.text().strip()) for kind, (outcome, rtt, _) in self.codes.items()
        )
        returns = tuple(kind for kind, (_, _, back) in self.codes.items() if back.isChecked())
        owes = tuple(owed for line in self.owes if (owed := line.owes(self._words)) is not None)
        return replace(self._rules, codes=codes, returns=returns, owes=owes)

    def save(self) -> None:
        """Writes what was changed and closes."""
        now = self.rules
        if now == self._rules or self._workspace.do(Edit("Promises and codes", (Change(self._kept, now),))):
            self.accept()

    def poses(self) -> Iterator[str]:
        """Its second tab, for a picture."""
        self._tabs.setCurrentIndex(1)
        yield "codes"

    def add_line(self, owes: Owes | None = None) -> None:
        """One more thing that is owed."""
        kind = QComboBox(self)
        for each in OutcomeKind:
            kind.addItem(each.called(self._words), each.value)
        kind.setAccessibleName("Outcome")
        action = QLineEdit(action_words(owes.action, self._words) if owes else "", self)
        action.setAccessibleName("What is owed")
        action.setMaxLength(100)
        action.setPlaceholderText("What is owed")
        action.setCursorPosition(0)
        days = NumberField(owes.within_days if owes else 7, self, most=MOST_DAYS, name="Within days")
        days.setSuffix(" days")
        owner = QLineEdit(owes.owner if owes else "", self)
        owner.setAccessibleName("Who does it")
        owner.setMaxLength(100)
        owner.setPlaceholderText("Who does it")
        gone = QCheckBox("Remove", self)
        if owes is not None:
            kind.setCurrentIndex(kind.findData(owes.kind.value))
        self.owes.append(_Line(kind, action, days, owner, gone))
        self._place(len(self.owes), self.owes[-1])
        if owes is None:
            kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Each thing that is owed takes two lines where there is no room for it on one."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW * self.fontMetrics().averageCharWidth()
        if narrow is not self._narrow:
            self._narrow = narrow
            for heading in self._owes_headings:
                heading.setVisible(not narrow)
            for number, line in enumerate(self.owes, start=1):
                self._place(number, line)

    def _place(self, number: int, line: _Line) -> None:
        """Puts the fields of the line with that number, from 1, where they belong now."""
        grid, above = self._owes_grid, 2 * number
        fields: tuple[QWidget, ...] = (line.kind, line.action, line.days, line.owner, line.gone)
        wide = ((0, 0, 1), (0, 1, 1), (0, 2, 1), (0, 3, 1), (0, 4, 1))
        narrow = ((0, 0, 1), (0, 1, 3), (1, 0, 1), (1, 1, 1), (1, 2, 1))
        for field, (down, column, over) in zip(fields, narrow if self._narrow else wide, strict=True):
            grid.removeWidget(field)
            grid.addWidget(field, above + down, column, 1, over)

    def _build(self) -> None:
        self._tabs = QTabWidget(self)
        self._tabs.addTab(self._build_owes(), "What is owed")
        self._tabs.addTab(self._build_codes(), "Codes and the waiting list")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._save = primary_button("&Save", self)
        self._buttons.addButton(self._save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.column.addWidget(self._tabs, 1)
        self.set_foot(self._buttons)

    def _build_owes(self) -> QWidget:
        inside = QWidget(self)
        headings = ("After", "What is owed", "Within", "Who does it")
        self._owes_grid, self._owes_headings = self._headed(inside, headings)
        self._owes_grid.setColumnStretch(1, 2)
        self._owes_grid.setColumnStretch(3, 1)
        for owes in self._rules.owes:
            self.add_line(owes)
        self._more = QPushButton("&Add a line", self)
        return self._tab(OWES_HELP, inside, self._more)

    def _build_codes(self) -> QWidget:
        inside = QWidget(self)
        grid, _ = self._headed(inside, ("Outcome", "Outcome of attendance", "RTT", "Back on the waiting list"))
        known = {codes.kind: codes for codes in self._rules.codes}
        for row, kind in enumerate(OutcomeKind, start=1):
            codes = known.get(kind, Codes(kind, "", ""))
            outcome, rtt = QLineEdit(codes.outcome_of_attendance, self), QLineEdit(codes.rtt_status, self)
            back = QCheckBox("goes back", self)
            back.setChecked(kind in self._rules.returns)
            called = kind.called(self._words)
            outcome.setAccessibleName(f"{called}: outcome of attendance")
            rtt.setAccessibleName(f"{called}: RTT status")
            back.setAccessibleName(f"{called}: goes back to the waiting list")
            for field in (outcome, rtt):
                field.setMaxLength(4)
            for column, part in enumerate(
                (PlainLabel(called[:1].upper() + called[1:], self, wrap=True), outcome, rtt, back)
            ):
                grid.addWidget(part, row, column)
            self.codes[kind] = (outcome, rtt, back)
        return self._tab(CODE_HELP, inside, None)

    def _headed(self, inside: QWidget, headings: tuple[str, ...]) -> tuple[QGridLayout, tuple[PlainLabel, ...]]:
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        shown = tuple(PlainLabel(words, self, size=SMALL, role=Role.TEXT_SOFT, wrap=True) for words in headings)
        for column, heading in enumerate(shown):
            grid.addWidget(heading, 0, column)
        return grid, shown

    def _tab(self, says: str, inside: QWidget, button: QPushButton | None) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.addWidget(PlainLabel(says, page, role=Role.TEXT_SOFT, wrap=True))
        column.addWidget(inside)
        if button is not None:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _wire(self) -> None:
        self._more.clicked.connect(lambda _: self.add_line())
        self._save.clicked.connect(self.save)
        self._buttons.rejected.connect(self.reject)
