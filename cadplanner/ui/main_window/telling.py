"""What the open file says, in the message bar: refusals, confirmations with Undo, files written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from cadplanner.ui.kit.files import open_path
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.workspace import Workspace


class Telling(QObject):
    """Listens to one workspace for as long as that lives."""

    def __init__(self, workspace: Workspace, messages: MessageBar) -> None:
        super().__init__(workspace)
        self._workspace, self._messages = workspace, messages
        self._edited_now, self._writing = False, ""
        self._wire()

    def _wire(self) -> None:
        workspace = self._workspace
        workspace.refused.connect(self._messages.refuse)
        workspace.said.connect(self._on_said)
        workspace.saved.connect(self._on_saved)
        workspace.writing.connect(self._on_writing)
        workspace.progressed.connect(self._on_progressed)
        workspace.undo_stack.moved.connect(self._messages.hide)  # what it says, or would undo, is of before
        workspace.undo_stack.moved.connect(self._on_undo_moved)
        workspace.noted.connect(self._on_undo_moved)

    def _on_writing(self, label: str) -> None:
        """A long edit: what is being saved, how far it is, and Cancel; at its end, nothing more of that."""
        self._writing = label
        says = f"Saving “{label}”…"
        if label:
            self._messages.show_message(Severity.NOTE, says, action="Cancel", on_action=self._on_cancelled)
        elif self._messages.text.startswith("Saving “"):
            self._messages.hide()

    def _on_progressed(self, hundredths: int) -> None:
        if self._writing:
            self._messages.go_on(f"Saving “{self._writing}”… {hundredths} %")

    def _on_cancelled(self) -> None:
        self._workspace.cancel()
        if not self._messages.text:
            self._messages.show_message(Severity.NOTE, "Cancelled: everything is as it was before.")

    def _on_said(self, happened: str) -> None:
        """A confirmation; with Undo where it speaks of an edit made a moment ago."""
        if self._edited_now:
            self._messages.say(happened, action="Undo", on_action=self._workspace.undo)
        else:
            self._messages.say(happened)

    def _on_saved(self, happened: str, path: str) -> None:
        """A confirmation, with a button that opens what was written in the program the computer has for it."""
        words = "Open the folder" if Path(path).is_dir() else "Open it"
        self._messages.say(happened, action=words, on_action=partial(open_path, Path(path)))

    def _on_undo_moved(self) -> None:
        self._edited_now = True
        QTimer.singleShot(0, self, self._on_moment_over)

    def _on_moment_over(self) -> None:
        self._edited_now = False
