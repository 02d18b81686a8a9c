"""Who is working: the page that asks for a name and its PIN before anything of an open file is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from cadplanner.core.model.operator import MOST_DIGITS
from cadplanner.errors import CadError
from cadplanner.ui.kit.column import CentredColumn
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.form import ChoiceField, Form
from cadplanner.ui.kit.text import HEAD, PlainLabel, hint
from cadplanner.ui.kit.theme import SPACE

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.store.store import Store

WIDE = 52  # average characters


class SignInPage(CentredColumn):
    """Asks who is working with a store; nothing of the file is shown but the names of those who may."""

    signed_in = Signal(object)
    """The store, whose `operator` is set."""

    left = Signal()
    """The file is to be closed instead."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Who is working", widest=WIDE)
        self._clock = clock
        self.store: Store | None = None
        """The open file that waits for somebody; None where none does."""
        self._build()
        self._wire()

    def ask(self, store: Store) -> None:
        """Asks who is working with this file; the last person stays chosen."""
        self.store = store
        self.who.set_choices((each.id, f"{each.name}, {each.role.value}") for each in store.operators())
        if store.operator is not None:
            self.who.choose(store.operator.id)
        store.operator = None
        self.pin.clear()
        self._form.set_error(self.pin, "")
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> Store | None:
        """The store that waits, which it forgets."""
        store, self.store = self.store, None
        self.pin.clear()
        return store

    def submit(self) -> None:
        """Tries the PIN; says beside the field what is wrong with it."""
        store = self.store
        if store is None:
            return
        try:
            store.sign_in(self.who.choice(), self.pin.text(), self._clock())
        except CadError as error:
            self._form.set_error(self.pin, f"{error} {error.advice}")
            self.pin.selectAll()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.signed_in.emit(self.take())

    def _build(self) -> None:
        self.who = ChoiceField(parent=self, name="Who is working")
        self.pin = QLineEdit(self)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(MOST_DIGITS)
        self._form = Form(self)
        self._form.add("&Who", self.who)
        self._form.add("&PIN", self.pin)
        self.go = primary_button("&Begin", self)
        self.leave = QPushButton("&Close the file", self)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.go)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        for part in (
            PlainLabel("Who is working?", self, size=HEAD, bold=True),
            hint("The name stands beside everything you do.", self),
            self._form,
        ):
            self.column.addWidget(part)
        self.column.addLayout(buttons)

    def _wire(self) -> None:
        self.go.clicked.connect(self.submit)
        self.pin.returnPressed.connect(self.submit)
        self.leave.clicked.connect(self.left)
        self.who.chosen.connect(lambda _: self.pin.setFocus(Qt.FocusReason.OtherFocusReason))
