"""The page before a protected file: its passphrase, or the recovery key, and then the file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from cadplanner.errors import CadError, WrongSecret
from cadplanner.store.data_key import DataKey
from cadplanner.store.unlocking import DEMO_PASSPHRASE, key_or_why_not
from cadplanner.ui.kit.column import CentredColumn
from cadplanner.ui.kit.form import Form
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.kit.text import HEAD, PlainLabel, hint
from cadplanner.ui.tasks import Task

FREE_GUESSES = 3
LONGEST_WAIT = 30  # seconds after a wrong guess
LOCKED = "It was locked to keep patients' details safe. Everything is saved."
DEMO = f"A demo: invented people, nothing to protect. Its passphrase is: {DEMO_PASSPHRASE}"
USUAL = "Its passphrase opens it."


class UnlockPage(CentredColumn):
    """Asks for what opens one file; `unlocked` gives its key."""

    title = "Unlock"
    icon = "lock"

    unlocked = Signal(Path, DataKey)
    refused = Signal(object, Path)
    """A CadError that no passphrase can help, and whose file it is about."""
    left = Signal()
    anew_wanted = Signal(Path)
    """A new demo in the place of the one asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=self.title)
        self._path = Path()
        self._wrong = 0
        self._trying: Task | None = None
        self._build()
        self._wire()

    def ask(self, path: Path, *, demo: bool, was_locked: bool = False, anew: bool = False) -> None:
        """Asks for the passphrase of that file; a demo's is there already. `anew` offers a new one in its place."""
        if path != self._path:  # going back and coming again makes no guess sooner
            self._path, self._wrong = path, 0
            self._waiting.stop()
            self._let_go()
        self._name.setText(path.name)
        self._why.setText(LOCKED if was_locked else DEMO if demo else USUAL)
        self._recovery.setChecked(False)
        self._anew.setVisible(anew)
        self._show_kind()
        self._secret.setText(DEMO_PASSPHRASE if demo else "")
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def poses(self) -> Iterator[Pose]:
        """After a wrong passphrase, and asking for the recovery key."""
        self._say("That is not the passphrase of this file. Try again; capital letters count.")
        yield "wrong"
        self._recovery.setChecked(True)
        yield "recovery"

    def closing(self) -> None:
        """Nothing of what was typed stays, and nothing is being tried."""
        if self._trying is not None:
            self._stop()
            self._let_go()
        self._secret.clear()
        self._form.set_error(self._secret, "")

    def _build(self) -> None:
        self._name = PlainLabel("", self, size=HEAD, bold=True, wrap=True)
        self._why = hint("", self)
        self._form = Form(self)
        self._secret = QLineEdit(self)
        self._form.add("&Passphrase", self._secret)
        self._shown = QCheckBox("&Show what I type", self)
        self._recovery = QCheckBox("I have forgotten it: use the &recovery key", self)
        self._open = QPushButton("&Open", self)
        self._open.setProperty("primary", "yes")
        self._back = QPushButton("&Back", self)
        self._anew = QPushButton("Begin the demo a&new", self)
        self._anew.setToolTip("Makes a fresh demo. This one is kept beside it under another name.")
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addWidget(self._back)
        buttons.addWidget(self._anew)
        buttons.addStretch(1)
        for part in (self._name, self._why, self._form, self._shown, self._recovery):
            self.column.addWidget(part)
        self.column.addLayout(buttons)

    def _wire(self) -> None:
        self._open.clicked.connect(self._on_open)
        self._secret.returnPressed.connect(self._open.click)
        self._back.clicked.connect(self.left)
        self._anew.clicked.connect(lambda: self.anew_wanted.emit(self._path))
        self._shown.toggled.connect(self._show_kind)
        self._recovery.toggled.connect(self._on_kind)
        self._waiting.timeout.connect(self._let_go)

    def _on_kind(self) -> None:
        self._secret.clear()
        self._show_kind()
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_kind(self) -> None:
        """One field for both; what is read off a printed sheet is shown as it is typed."""
        recovery = self._recovery.isChecked()
        modes = QLineEdit.EchoMode
        self._secret.setEchoMode(modes.Normal if recovery or self._shown.isChecked() else modes.Password)
        self._shown.setVisible(not recovery)
        self._form.set_label(self._secret, "Recovery &key" if recovery else "&Passphrase")
        says = "14 groups of 4, from the printed sheet. Small letters and hyphens are fine." if recovery else ""
        self._form.set_hint(self._secret, says)

    def _on_open(self) -> None:
        if not self._secret.text().strip():
            self._say("Type the recovery key." if self._recovery.isChecked() else "Type the passphrase.")
            return
        self._open.setEnabled(False)
        self._open.setText("Opening…")
        typed, recovery = self._secret.text(), self._recovery.isChecked()
        self._trying = Task(partial(key_or_why_not, self._path, typed, recovery=recovery), self)
        self._trying.answered.connect(self._on_answered)
        self._trying.failed.connect(self._on_failed)
        self._trying.start()

    def _on_answered(self, answer: DataKey | CadError) -> None:
        self._stop()
        if isinstance(answer, WrongSecret):
            self._on_wrong(answer)
            return
        self._let_go()
        if isinstance(answer, CadError):
            self.refused.emit(answer, self._path)
            return
        self._wrong = 0
        self.unlocked.emit(self._path, answer)

    def _on_failed(self, says: str) -> None:
        self._stop()
        self._let_go()
        self._say(says)

    def _stop(self) -> None:
        trying, self._trying = self._trying, None
        if trying is not None:
            trying.stop()
            trying.deleteLater()

    def _on_wrong(self, error: WrongSecret) -> None:
        """Says so; from the fourth time on the next guess has to wait, ever longer."""
        self._wrong += 1
        wait = min(2 ** max(0, self._wrong - FREE_GUESSES), LONGEST_WAIT) if self._wrong > FREE_GUESSES else 0
        self._say(f"{error} {error.advice}{f' You can try again in {wait} seconds.' if wait else ''}")
        self._open.setText("Wait…" if wait else "&Open")
        self._waiting.start(wait * 1000)

    def _let_go(self) -> None:
        self._open.setEnabled(True)
        self._open.setText("&Open")

    def _say(self, words: str) -> None:
        self._form.set_error(self._secret, words)
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self._secret.selectAll()
