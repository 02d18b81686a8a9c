"""Changing what opens the file: another passphrase, another recovery key, or the file encrypted anew with both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from time import monotonic

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from cadplanner.errors import CadError
from cadplanner.store.data_key import DataKey
from cadplanner.store.passphrase import as_typed, calibrated, strength
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_either, change_data_key, change_passphrase, change_recovery_key, unlock
from cadplanner.ui.kit.form import Form
from cadplanner.ui.kit.message_bar import MessageBar
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.pages.protect.page import Chosen, ProtectPage, Purpose
from cadplanner.ui.pages.protect.passphrase_step import ADVICE

SIZE = QSize(720, 420)
SURE = "So that nobody changes it while you are away from the desk."
ANEW = (
    "The file gets another key, passphrase and recovery key, for when somebody who knew them has left, or a copy of it "
    "has gone astray. Copies made before still open with the old ones: make a new copy afterwards."
)
RECOVERY = "The sheet printed before opens the file no more. You need the passphrase or that sheet to go on."


class KeysDialog(Sheet):
    """Ask it to `change` one thing; afterwards `done_words` says what was changed, '' for nothing."""

    def __init__(self, store: Store, key: DataKey, today: date, parent: QWidget) -> None:
        super().__init__(parent, title="Keys of the file", wide=76)
        assert store.path is not None, "only a file has keys"
        self._store, self._path, self._key, self._today = store, store.path, key, today
        self.done_words = ""
        self.setModal(True)
        self._bar = MessageBar(self)
        self._bar.hide()
        self.column.addWidget(self._bar)

    def change(self, what: str) -> DataKey:
        """Asks for the change and makes it; gives the data key, which only encrypting anew changes."""
        self.ask(what)
        self.exec()
        return self._key

    def ask(self, what: str) -> None:
        """Puts the fields of that change in."""
        ask: dict[str, Callable[[], None]] = {
            "passphrase": self._ask_passphrase,
            "recovery": self._ask_recovery_key,
            "anew": self._ask_anew,
        }
        ask[what]()

    def _ask_passphrase(self) -> None:
        self.setWindowTitle("Change the passphrase")
        form = Form(self)
        now, new, again = (self._secret_field() for _ in range(3))
        form.add("Passphrase or recovery key &now", now, hint=SURE)
        form.add("&New passphrase", new, hint=ADVICE)
        form.add("Type it &again", again)
        new.textChanged.connect(lambda text: form.set_hint(new, f"{strength(text).says} {ADVICE}".strip()))
        self.column.addWidget(form)
        self._finish(lambda: self._change_passphrase(form, now, new, again))

    def _change_passphrase(self, form: Form, now: QLineEdit, new: QLineEdit, again: QLineEdit) -> None:
        passphrase = as_typed(new.text())
        found = strength(passphrase)
        errors = []
        if not found.enough:
            errors.append((new, f"{found.says} {ADVICE}".strip()))
        elif as_typed(again.text()) != passphrase:
            errors.append((again, "This is not what you typed above."))
        if form.show_errors(errors) and self._is_sure(form, now):
            cost = calibrated(monotonic)
            self._do(lambda: change_passphrase(self._path, self._key, passphrase, cost), "The passphrase is changed.")

    def _ask_recovery_key(self) -> None:
        self.setWindowTitle("New recovery key")
        form = Form(self)
        now = self._secret_field()
        form.add("Passphrase or recovery key &now", now, hint=SURE)
        self.column.addWidget(PlainLabel(RECOVERY, self, wrap=True))
        self.column.addWidget(form)
        self._finish(lambda: self._show_recovery_key() if self._is_sure(form, now) else None)

    def _show_recovery_key(self) -> None:
        for part in self._parts:
            part.hide()
        page = self._protect_page()
        page.ask_recovery_key(self._path, "&Use this key from now on")
        page.ready.connect(self._on_recovery_key)

    def _on_recovery_key(self, chosen: Chosen) -> None:
        says = "The new recovery key holds; destroy the sheet of before."
        self._do(lambda: change_recovery_key(self._path, self._key, chosen.recovery_key), says)

    def _ask_anew(self) -> None:
        self.setWindowTitle("Encrypt anew")
        page = self._protect_page()
        page.ask(self._path, Purpose("A new passphrase", ANEW, "&Encrypt anew"))
        page.ready.connect(self._on_anew)

    def _on_anew(self, chosen: Chosen) -> None:
        def anew() -> None:
            cost = calibrated(monotonic)
            self._key = change_data_key(self._store, chosen.passphrase, cost, chosen.recovery_key)

        self._do(anew, "The file is encrypted anew. Make a new copy of it.")

    def _protect_page(self) -> ProtectPage:
        page = ProtectPage(self._today, self)
        page.left.connect(self.reject)
        page.refused.connect(self._bar.refuse)
        self.finished.connect(page.closing)
        self.column.addWidget(page, 1)
        page.setMinimumHeight(SIZE.height())
        return page

    def _finish(self, does: Callable[[], None]) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(does)
        buttons.rejected.connect(self.reject)
        self.set_foot(buttons)
        inside = self.column.parentWidget()
        inside_parts = [part for part in self.findChildren(QWidget) if part.parent() is inside]
        self._parts = [buttons, *(part for part in inside_parts if part is not self._bar)]

    def _is_sure(self, form: Form, now: QLineEdit) -> bool:
        """Whether the one at the desk knows what opens the file."""
        try:
            unlock(self._path, by_either(now.text()))
        except CadError as error:
            return form.show_errors([(now, f"{error} {error.advice}")])
        return form.show_errors([])

    def _do(self, change: Callable[[], None], says: str) -> None:
        try:
            change()
        except CadError as error:
            self._bar.refuse(error)
        else:
            self.done_words = says
            self.accept()

    def _secret_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field
