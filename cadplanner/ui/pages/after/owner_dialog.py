"""Who does what is owed, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QWidget

from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.form import DateField, Form
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import PlainLabel


class OwnerDialog(Sheet):
    """Asks for a name and a day; both must be there."""

    def __init__(self, number: int, names: Sequence[str], due: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Who does it", wide=56)
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.name.addItems(["", *names])
        self.by = DateField(due, self)
        self._form = Form(self)
        self._form.add("&Who does it", self.name)
        self._form.add("&By", self.by)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.addButton(primary_button("G&ive", self), QDialogButtonBox.ButtonRole.AcceptRole)
        words = f"{number} {'promise' if number == 1 else 'promises'} to give to somebody"
        self.column.addWidget(PlainLabel(words, self, wrap=True))
        self.column.addWidget(self._form)
        self.set_foot(buttons)
        buttons.accepted.connect(self.submit)
        buttons.rejected.connect(self.reject)

    @property
    def owner(self) -> str:
        """The name typed or chosen."""
        return " ".join(self.name.currentText().split())

    def submit(self) -> None:
        """Closes, or says that a name is wanted."""
        if self._form.show_errors([] if self.owner else [(self.name, "Type or choose a name.")]):
            self.accept()
