"""Changing what opens the file: another passphrase, another recovery key, or the file encrypted anew with both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from time import monotonic

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from cadplanner.errors import CadError
from cadplanner.store.data_key import DataKey
from cadplanner.store.key_file import read_keys
from cadplanner.store.keys import KeyFile
from cadplanner.store.passphrase import as_typed, calibrated, strength
from cadplanner.store.store import Store
from cadplanner.store.unlocking import (
    NewKeys,
    change_data_key,
    change_keys,
    change_recovery_key,
    known,
    new_keys,
    with_other_passphrase,
)
from cadplanner.ui.kit.form import Form
from cadplanner.ui.kit.message_bar import MessageBar
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.under_way import UnderWay
from cadplanner.ui.pages.protect.page import Chosen, ProtectPage, Purpose
from cadplanner.ui.pages.protect.passphrase_step import ADVICE
from cadplanner.ui.tasks import Task

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
        self._task: Task | None = None
        self._bar = MessageBar(self)
        self._bar.hide()
        self._line = UnderWay("Making the keys", self)
        self.column.addWidget(self._bar)
        self._line.cancelled.connect(self._stop)
        self.finished.connect(self._stop)

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
        if form.show_errors(errors):
            cost = partial(calibrated, monotonic)
            made = partial(with_other_passphrase, self._path, now.text(), passphrase, cost)
            task = self._work("Making the keys…", made, lambda says: form.show_errors([(now, says)]))
            task.answered.connect(self._on_passphrase)

    def _on_passphrase(self, keys: KeyFile) -> None:
        self._do(lambda: change_keys(self._path, keys), "The passphrase is changed.")

    def _ask_recovery_key(self) -> None:
        self.setWindowTitle("New recovery key")
        form = Form(self)
        now = self._secret_field()
        form.add("Passphrase or recovery key &now", now, hint=SURE)
        self.column.addWidget(PlainLabel(RECOVERY, self, wrap=True))
        self.column.addWidget(form)
        self._finish(lambda: self._try(form, now))

    def _try(self, form: Form, now: QLineEdit) -> None:
        form.show_errors([])
        tried = partial(known, self._path, now.text())
        task = self._work("Trying what you typed…", tried, lambda says: form.show_errors([(now, says)]))
        task.answered.connect(self._show_recovery_key)

    def _show_recovery_key(self, _key: DataKey) -> None:
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
        page.ready.connect(partial(self._on_anew, page))

    def _on_anew(self, page: ProtectPage, chosen: Chosen) -> None:
        def write(keys: NewKeys) -> None:
            def anew() -> None:
                self._key = change_data_key(self._store, keys)

            self._do(anew, "The file is encrypted anew. Make a new copy of it.")
            page.show_last()

        of, cost = read_keys(self._path), partial(calibrated, monotonic)
        page.work(partial(new_keys, chosen.passphrase, chosen.recovery_key, cost=cost, of=of), write)

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
        self._parts = [buttons, *(part for part in inside_parts if part not in {self._bar, self._line})]
        self.column.addWidget(self._line)

    def _work(self, words: str, made: Callable[[], object], wrong: Callable[[str], object]) -> Task:
        """Has a second process do what takes a second; `wrong` is told why it could not. Cancel leaves all as it is."""
        self._stop()
        self._line.say(words)
        self._line.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in self._parts:
            part.setEnabled(False)
        task = self._task = Task(made, self)
        task.answered.connect(self._stop)
        task.failed.connect(self._stop)
        task.failed.connect(wrong)
        task.start()
        return task

    def _stop(self) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        task.stop()
        task.deleteLater()
        self._line.hide()
        for part in self._parts:
            part.setEnabled(True)

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
