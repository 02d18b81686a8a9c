"""The second step of protecting a file: the recovery key, on paper and typed back from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from cadplanner.store.recovery_key import first_wrong_group, words_of
from cadplanner.ui.kit.column import CentredColumn
from cadplanner.ui.kit.form import Form
from cadplanner.ui.kit.text import HEAD, PlainLabel, hint
from cadplanner.ui.kit.theme import SPACE

ROW = 7  # groups
WHY = (
    "It opens the file when the passphrase is forgotten. Print it now, put it in a sealed envelope with somebody you "
    "trust, such as your team lead, and never beside the laptop."
)
TYPE_BACK = "So that you know it is on paper and can be read. Small letters will do."


class RecoveryStep(CentredColumn):
    """`typed_back` says that the key is on paper."""

    typed_back = Signal()
    paper_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Recovery key")
        self._key = b""
        self._build()
        self._wire()

    def ask(self, key: bytes, done_words: str) -> None:
        """Shows that key and asks for it back; `done_words` are those of the last button."""
        self._key = key
        groups = words_of(key).split()
        self._shown.setText("\n".join("  ".join(groups[at : at + ROW]) for at in range(0, len(groups), ROW)))
        self._done.setText(done_words)
        self._typed.clear()
        self._form.set_error(self._typed, "")
        self._print.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing of the key stays on the screen."""
        self._key = b""
        self._shown.setText("")
        self._typed.clear()

    def _build(self) -> None:
        self._words = PlainLabel("The recovery key", self, size=HEAD, bold=True)
        self._why = hint(WHY, self)
        self._shown = PlainLabel("", self, size=HEAD, wrap=True)
        self._shown.setAccessibleName("Recovery key")
        self._shown.setIndent(SPACE // 2)  # the foot of a large J stands out to the left
        self._print = QPushButton("&Print or save the sheet…", self)
        self._form = Form(self)
        self._typed = QLineEdit(self)
        self._form.add("&Type it back", self._typed, hint=TYPE_BACK)
        self._done = QPushButton(self)
        self._done.setProperty("primary", "yes")
        self._back = QPushButton("&Back", self)
        buttons = QHBoxLayout()
        buttons.addWidget(self._done)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        sheet = QHBoxLayout()
        sheet.addWidget(self._print)
        sheet.addStretch(1)
        for part in (self._words, self._why, self._shown):
            self.column.addWidget(part)
        self.column.addLayout(sheet)
        self.column.addWidget(self._form)
        self.column.addLayout(buttons)

    def _wire(self) -> None:
        self._print.clicked.connect(self.paper_wanted)
        self._typed.returnPressed.connect(self._done.click)
        self._done.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)

    def submit(self) -> None:
        """Says what was not typed back as it is, or says that it was."""
        wrong = first_wrong_group(self._typed.text(), self._key)
        error = f"Group {wrong} of 14 is not as it is above and on the sheet." if wrong else ""
        if self._form.show_errors([(self._typed, error)] if error else []):
            self.typed_back.emit()
