"""The copies of the open file: which there are, one more now or in a second place, tried, and put back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from cadplanner.core.model.attendance import LONDON
from cadplanner.core.model.patient import date_words
from cadplanner.errors import CadError
from cadplanner.store.copies import Copy, Sound
from cadplanner.ui.copying import Copying
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import PlainLabel, plain_tip
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.kit.wrapping import WrappingLine

WHY = (
    "A copy is made soon after the file is opened, every quarter of an hour while it changes, before every import and "
    "when a day is closed. Each was read back page by page. The latest ten stay, then one a day and one a week."
)
PUT_BACK = "The file as it is now is kept beside it. Its passphrase is then the one of when the copy was made."


def copy_id(copy: Copy) -> str:
    """What a copy is known by."""
    return str(copy.path)


def when_words(copy: Copy) -> str:
    """'12-Jun-2027 14:30', as the clock in the hall shows it."""
    here = copy.at.astimezone(LONDON)
    return f"{date_words(here.date())} {here:%H:%M}"


def size_words(copy: Copy) -> str:
    """'0.9 MB'."""
    try:
        return f"{copy.path.stat().st_size / 1_000_000:.1f} MB"
    except OSError:
        return "gone"


def tried_words(copying: Copying) -> str:
    """When a copy was last found good by trying it."""
    on = copying.tried_on
    when = f"A copy was last tried and found good on {date_words(on)}." if on else "No copy was tried on this PC yet."
    return f"{when} The latest is tried by itself once a month."


COLUMNS = (
    Column[Copy]("Made", when_words, sort_by=lambda copy: copy.at, width=18),
    Column[Copy]("Size", size_words, width=9),
    Column[Copy]("Where", lambda copy: copy.path.name, tip=lambda copy: str(copy.path)),
)


class CopiesDialog(Sheet):
    """Shows the copies of one file. Putting one back is for the window: it must close the file first."""

    put_back_wanted = Signal(Path)

    def __init__(self, copying: Copying, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Copies of this file", wide=84, high=24)
        self._copying = copying
        self._build()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Lists the copies there are."""
        copies = self._copying.copies
        self.model.set_rows(copies)
        self.try_it.setEnabled(bool(copies))
        to = self._copying.second
        self.second.setToolTip(
            plain_tip(f"To {to}. For another: File, Settings.") if to else "You are asked where, once"
        )
        self._tried.setText(tried_words(self._copying))
        if copies and not self.table.selected_ids:
            self.table.selectRow(0)
        self._on_selected()

    def _build(self) -> None:
        self.model = TableModel(COLUMNS, self, row_id=copy_id)
        self.table = Table(self.model, self, name="Copies", empty="No copy yet: make one now.")
        self.make = primary_button("&Make a copy now", self)
        self.second = QPushButton("In a &second place…", self)
        self.try_it = QPushButton("&Try the latest", self)
        self.back = QPushButton("&Put this one back…", self)
        self._tried = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        self._said = PlainLabel("", self, wrap=True)
        verbs = WrappingLine(self)
        for button in (self.make, self.second, self.try_it, self.back):
            verbs.row.addWidget(button)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.column.addWidget(PlainLabel(WHY, self, role=Role.TEXT_SOFT, wrap=True))
        self.column.addWidget(self.table, 1)
        for part in (verbs, self._tried, self._said):
            self.column.addWidget(part)
        self.set_foot(self._buttons)

    def _wire(self) -> None:
        copying = self._copying
        self.make.clicked.connect(self._on_make)
        self.second.clicked.connect(self._on_second)
        self.try_it.clicked.connect(self._on_try)
        self.back.clicked.connect(self._on_put_back)
        self.table.selection_changed.connect(self._on_selected)
        self._buttons.rejected.connect(self.reject)
        copying.made.connect(self._on_made)
        copying.failed.connect(self._on_failed)
        copying.tried.connect(self._on_tried)
        copying.not_tried.connect(self._on_failed)

    def _on_make(self) -> None:
        self._say("Making a copy and reading it back…")
        self._copying.copy_soon()

    def _on_second(self) -> None:
        folder = self._copying.ask_second(self)
        if folder is not None:
            self._say(f"Making a copy in {folder} and reading it back…")
            self._copying.copy_soon(folder)

    def _on_try(self) -> None:
        self._say("Putting the latest copy into an empty folder and reading all of it…")
        self._copying.try_latest()

    def _on_put_back(self) -> None:
        for chosen in self.table.selected_ids[:1]:
            self.put_back_wanted.emit(Path(chosen))

    def _on_selected(self) -> None:
        self.back.setEnabled(bool(self.table.selected_ids))
        self.back.setToolTip(PUT_BACK)

    def _on_made(self, copy: Copy) -> None:
        self._say(f"✓ A copy was made and read back: {copy.path}")
        self.reload()

    def _on_failed(self, error: CadError) -> None:
        self._say(f"✕ {error} {error.advice}", Role.BAD_TEXT)

    def _on_tried(self, sound: Sound) -> None:
        self._say(f"✓ The latest copy was opened in an empty folder, as on a second laptop: {sound.words}.")
        self._tried.setText(tried_words(self._copying))

    def _say(self, words: str, role: Role = Role.TEXT) -> None:
        self._said.set_role(role)
        self._said.setText(words)
