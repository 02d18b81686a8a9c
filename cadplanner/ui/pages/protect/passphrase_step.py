"""The first step of protecting a file: a passphrase, typed twice, its strength in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from cadplanner.store.passphrase import as_typed, strength
from cadplanner.ui.kit.column import CentredColumn
from cadplanner.ui.kit.form import Form
from cadplanner.ui.kit.text import HEAD, PlainLabel, hint

ADVICE = (
    "At least 12 characters. Four or five words that do not belong together are easy to remember and hard to guess."
)
BEFOREHAND = (
    "The next step gives you a recovery key to print, for the day the passphrase is forgotten. Whoever loses both has "
    "lost the file: nobody can open it then, not IT, and not who made this program."
)


class PassphraseStep(CentredColumn):
    """`chosen` gives a passphrase that is strong enough and was typed twice alike."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Passphrase")
        self._build()
        self._wire()

    def ask(self, words: str, why: str, *, beforehand: str = BEFOREHAND) -> None:
        """Asks for a passphrase: what for, and why."""
        self._words.setText(words)
        self._why.setText(why)
        self._beforehand.setText(beforehand)
        self.forget()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing of what was typed stays."""
        for field in (self._first, self._again):
            field.clear()
        self._form.show_errors(())

    def _build(self) -> None:
        self._words = PlainLabel("", self, size=HEAD, bold=True, wrap=True)
        self._why = hint("", self)
        self._form = Form(self)
        self._first, self._again = QLineEdit(self), QLineEdit(self)
        self._form.add("&Passphrase", self._first, hint=ADVICE)
        self._form.add("Type it &again", self._again)
        self._shown = QCheckBox("&Show what I type", self)
        self._beforehand = PlainLabel("", self, wrap=True)
        self._next = QPushButton("&Next: the recovery key", self)
        self._next.setProperty("primary", "yes")
        self._back = QPushButton("&Back", self)
        buttons = QHBoxLayout()
        buttons.addWidget(self._next)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        for part in (self._words, self._why, self._form, self._shown, self._beforehand):
            self.column.addWidget(part)
        self.column.addLayout(buttons)
        self._show_kind()

    def name_next(self, words: str) -> None:
        """What the button says that goes on."""
        self._next.setText(words)

    def _wire(self) -> None:
        self._first.textChanged.connect(self._on_typed)
        self._shown.toggled.connect(self._show_kind)
        self._next.clicked.connect(self.submit)
        self._first.returnPressed.connect(self._again.setFocus)
        self._again.returnPressed.connect(self._next.click)
        self._back.clicked.connect(self.left)

    def _show_kind(self) -> None:
        modes = QLineEdit.EchoMode
        for field in (self._first, self._again):
            field.setEchoMode(modes.Normal if self._shown.isChecked() else modes.Password)

    def _on_typed(self, text: str) -> None:
        says = strength(text).says
        self._form.set_hint(self._first, f"{says} {ADVICE}" if says else ADVICE)

    def submit(self) -> None:
        """Says what is wrong with what was typed, or hands it over."""
        first, again = as_typed(self._first.text()), as_typed(self._again.text())
        found = strength(first)
        errors = []
        if not found.enough:
            errors.append((self._first, f"{found.says} {ADVICE}".strip()))
        elif again != first:
            errors.append((self._again, "This is not what you typed above."))
        if self._form.show_errors(errors):
            self.chosen.emit(first)
