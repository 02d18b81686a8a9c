"""The copies of the open file, for the window: shown, and one put back with what is there now kept beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from cadplanner.errors import CadError
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.workspace import Workspace

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.store.data_key import DataKey


class Window(Protocol):
    """What putting a copy back needs of the window."""

    @property
    def workspace(self) -> Workspace | None: ...
    @property
    def messages(self) -> MessageBar: ...
    def close_file(self) -> None: ...
    def open_with(self, path: Path, key: DataKey) -> bool: ...


def show_copies(window: Window, parent: QWidget) -> None:
    """Opens the dialog of the copies of the open file."""
    from cadplanner.ui.copying import copying_of
    from cadplanner.ui.main_window.copies_dialog import CopiesDialog

    if window.workspace is None:
        return
    dialog = CopiesDialog(copying_of(window.workspace), parent)

    def put_back(copy: Path) -> None:
        if asked(parent, copy):
            dialog.accept()
            put_copy_back(window, copy)

    dialog.put_back_wanted.connect(put_back)
    dialog.exec()
    dialog.deleteLater()


def asked(parent: QWidget, copy: Path) -> bool:
    """Whether she means it."""
    box, back = question(parent, copy)
    box.exec()
    return box.clickedButton() is back


def question(parent: QWidget, copy: Path) -> tuple[QMessageBox, QPushButton]:
    """The box that asks, and its button that goes ahead."""
    from cadplanner.ui.main_window.copies_dialog import PUT_BACK

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Put a copy back")
    box.setText(f"Go back to {copy.stem}?")
    box.setInformativeText(PUT_BACK)
    back = box.addButton("Put it back", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    return box, back


def put_copy_back(window: Window, copy: Path) -> bool:
    """Closes the file, puts the copy in its place and opens it; False, with a message and the file as it was."""
    from cadplanner.store.copies import put_back

    workspace = window.workspace
    assert workspace is not None
    path, key, now = workspace.store.path, workspace.store.key, workspace.clock()
    assert path is not None
    assert key is not None
    window.close_file()
    try:
        aside = put_back(copy, path, key, at=now)
    except CadError as error:
        window.open_with(path, key)
        window.messages.refuse(error)
        return False
    window.open_with(path, key)
    kept = f"What was there before is kept beside it: “{aside.name}”." if aside is not None else ""
    window.messages.show_message(Severity.CHECK, f"The copy “{copy.name}” was put back.", kept)
    return True
