"""Feedback forms keyed one after another: CollaboRATE and the Friends and Family question, nobody's name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.outcome import Feedback
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.form import Form
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import PlainLabel, heading, hint
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.workspace import Workspace

COLLABORATE = (
    ("&Understand", "How much effort was made to help you understand your health issues? 0 to 4"),
    ("&Listen", "How much effort was made to listen to what matters most to you? 0 to 4"),
    ("&Include", "How much effort was made to include what matters most to you in what to do next? 0 to 4"),
)
"""The three questions of CollaboRATE (Elwyn and others, 2013), shortened as on the form."""
FRIENDS = "1 very good, 2 good, 3 neither, 4 poor, 5 very poor, 6 don't know"
MOST_WORDS = 500


class FeedbackDialog(Sheet):
    """Digits and Enter; the next form is ready when one is kept."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Feedback forms", wide=72)
        self._workspace = workspace
        self._build()
        self._wire()
        self._count()

    def keep(self) -> bool:
        """Keeps one form, or says beside the field what is wrong with it."""
        answers = [field.text().strip() for field in self.answers]
        given = [answer for answer in answers if answer]
        errors = [(field, "Type 0, 1, 2, 3 or 4.") for field, answer in zip(self.answers, answers, strict=True)
                  if answer and answer not in {"0", "1", "2", "3", "4"}]  # fmt: skip
        if not errors and len(given) not in (0, 3):
            blank = next(field for field, answer in zip(self.answers, answers, strict=True) if not answer)
            errors.append((blank, "The three answers count together: type all, or none."))
        friends = self.friends.text().strip()
        if friends and friends not in {"1", "2", "3", "4", "5", "6"}:
            errors.append((self.friends, "Type a number from 1 to 6, or leave it blank."))
        words = " ".join(self.words.text().split())
        if not errors and not (given or friends or words):
            errors.append((self.answers[0], "There is nothing to keep yet."))
        if not self._form.show_errors(errors):
            return False
        kept = Feedback(
            self._workspace.new_id(), self._workspace.day_id, tuple(map(int, given)), int(friends or 0), words
        )
        if self._workspace.do(Edit("Feedback form", (Change(None, kept),))):
            self._begin_again()
        return True

    def _begin_again(self) -> None:
        for field in (*self.answers, self.friends, self.words):
            field.clear()
        self.answers[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._count()

    def _build(self) -> None:
        self._form = Form(self)
        self.answers = [self._digit() for _ in COLLABORATE]
        for field, (label, says) in zip(self.answers, COLLABORATE, strict=True):
            self._form.add(label, field, hint=says)
        self.friends = self._digit()
        self._form.add("&Friends and family", self.friends, hint=FRIENDS)
        self.words = QLineEdit(self)
        self.words.setMaxLength(MOST_WORDS)
        self._form.add("In their &words", self.words, hint="Nothing that says who wrote it")
        self._said = PlainLabel("", self, role=Role.TEXT_SOFT)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._keep = primary_button("&Keep and next", self)
        self._keep.setDefault(True)
        self._buttons.addButton(self._keep, QDialogButtonBox.ButtonRole.ActionRole)
        self.column.addWidget(heading("Feedback forms of the day", self))
        self.column.addWidget(hint("Anonymous: no name and no time is kept with them.", self))
        self.column.addWidget(self._form)
        self.column.addStretch(1)
        self.column.addWidget(self._said)
        self.set_foot(self._buttons)

    def _digit(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setMaxLength(1)
        field.setMaximumWidth(field.fontMetrics().averageCharWidth() * 8)
        return field

    def _wire(self) -> None:
        self._keep.clicked.connect(self.keep)
        self._buttons.rejected.connect(self.reject)

    def _count(self) -> None:
        number = len(self._workspace.store.feedback(self._workspace.day_id))
        self._said.setText(f"{number} kept so far.")
