"""The settings of this computer: its look, when it locks, its folders, and where things are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cadplanner.paths import home
from cadplanner.ui.kit.files import documents, open_path
from cadplanner.ui.kit.form import ChoiceField, Form
from cadplanner.ui.kit.text import PlainLabel, breakable, heading, hint
from cadplanner.ui.kit.theme import SPACE, TEXT_SIZES, Theme
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.main_window.tastes import LOCK_CHOICES, Tastes

EXPLAINS = "Kept on this computer, for you alone."
LOOKS = ((Theme.SYSTEM, "As the system"), (Theme.LIGHT, "Light"), (Theme.DARK, "Dark"))
LEAST_WIDE = 24  # average characters of a folder beside its buttons


class PlaceLine(QWidget):
    """A folder or a file in words, a button that opens it, and perhaps one that chooses another."""

    chosen = Signal(Path)

    def __init__(self, what: str, parent: QWidget | None = None, *, asks: str = "") -> None:
        """`what` is said of the buttons: 'Folder for second copies'; `asks` the title of choosing, '' for none."""
        super().__init__(parent)
        self._path: Path | None = None
        self._asks = asks
        self.says = PlainLabel("", self, wrap=True)
        self.choose, self.open = QPushButton("Choose…", self), QPushButton("Open", self)
        self.choose.setAccessibleName(f"{what}: Choose…")
        self.open.setAccessibleName(f"{what}: Open")
        self.choose.setVisible(bool(asks))
        row = WrappingRow(self)
        row.add_growing(self.says, LEAST_WIDE)
        for button in (self.choose, self.open):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        self.choose.clicked.connect(self._on_choose)
        self.open.clicked.connect(self._on_open)

    def show_path(self, path: Path | None, otherwise: str = "") -> None:
        """Shows where it is; `otherwise` what to say while it is nowhere."""
        self._path = path
        self.says.setText(breakable(str(path)) if path is not None else otherwise)
        self.open.setEnabled(path is not None and _folder_of(path).is_dir())

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._asks, str(self._path or documents()))
        if folder:
            self.chosen.emit(Path(folder))

    def _on_open(self) -> None:
        if self._path is not None:
            open_path(_folder_of(self._path))


def _folder_of(path: Path) -> Path:
    return path.parent if path.is_file() else path


class ComputerPart(QWidget):
    """Shows the tastes in force; each change holds at once."""

    def __init__(self, tastes: Tastes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tastes = tastes
        self._build()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Shows the tastes as they are."""
        tastes = self._tastes
        self.theme.choose(tastes.theme)
        _offer(self.text_size, TEXT_SIZES, tastes.text_size, "{} %")
        _offer(self.lock, LOCK_CHOICES, tastes.lock_after, "{} minutes")
        self.second.show_path(tastes.second_folder, "Not chosen yet: asked for at the first second copy.")
        self.save.show_path(tastes.save_folder or documents())

    def show_file(self, file: Path | None, copies: Path | None) -> None:
        """Says where the open file and its copies are; None where there is none."""
        for line, path in ((self.file, file), (self.copies, copies)):
            line.show_path(path)
            self.form.show_field(line, shown=path is not None)

    def _build(self) -> None:
        self.theme = ChoiceField(((each.value, words) for each, words in LOOKS), self)
        self.text_size, self.lock = ChoiceField(parent=self), ChoiceField(parent=self)
        self.second = PlaceLine("Folder for second copies", self, asks="Where second copies go")
        self.save = PlaceLine("Folder for what you save", self, asks="Where what you save is offered to go")
        self.file = PlaceLine("The folder of the file", self)
        self.copies = PlaceLine("The folder of the copies", self)
        self.log = PlaceLine("The folder of the log", self)
        self.log.show_path(home())
        for field in (self.theme, self.text_size, self.lock):
            field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.form = Form(self, gives_way=True)
        self.form.add("&Colours", self.theme)
        self.form.add("Text &size", self.text_size)
        self.form.add("&Lock after", self.lock, hint="With nobody at the keyboard or the mouse, while a file is open")
        self.form.add("Second copies go to", self.second, hint="A memory stick, or the office's drive")
        self.form.add("What you save goes to", self.save, hint="Offered first; you can go elsewhere each time")
        self.form.add("The file is at", self.file, hint="With its key file beside it: both belong together")
        self.form.add("Its copies are in", self.copies)
        self.form.add("The log is in", self.log, hint="It names no patient")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(heading("This computer", self))
        column.addWidget(hint(EXPLAINS, self))
        column.addWidget(self.form)
        self.show_file(None, None)

    def _wire(self) -> None:
        tastes = self._tastes
        self.theme.chosen.connect(tastes.choose_theme)
        self.text_size.chosen.connect(lambda size: tastes.choose_text_size(int(size)))
        self.lock.chosen.connect(lambda minutes: tastes.choose_lock_after(int(minutes)))
        self.second.chosen.connect(tastes.choose_second_folder)
        self.save.chosen.connect(tastes.choose_save_folder)
        tastes.changed.connect(self._on_tastes_changed)

    def _on_tastes_changed(self, _tastes: object) -> None:
        self.reload()


def _offer(field: ChoiceField, usual: tuple[int, ...], now: int, words: str) -> None:
    """The usual numbers, and the one in force where it is another."""
    field.set_choices((str(each), words.format(each)) for each in sorted({*usual, now}))
    field.choose(str(now))
