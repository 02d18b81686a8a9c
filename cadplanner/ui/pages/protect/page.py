"""Protecting a file, step by step: the passphrase, the recovery key on paper, and then it may be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cadplanner.errors import CadError, not_written
from cadplanner.printing.recovery_sheet import pdf
from cadplanner.store.recovery_key import new_recovery_key, words_of
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.pages.protect.passphrase_step import PassphraseStep
from cadplanner.ui.pages.protect.recovery_step import RecoveryStep
from cadplanner.ui.pages.protect.working_step import WorkingStep


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to open a file: never kept, never shown."""

    passphrase: str = field(repr=False)
    recovery_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What keys are chosen for: the words over the first step, why, and the words of the last button."""

    words: str
    why: str
    done: str


class ProtectPage(Stack):
    """Two steps; `ready` gives what was chosen once the recovery key has been typed back."""

    title = "Protect"
    icon = "lock"

    ready = Signal(object)
    left = Signal()
    refused = Signal(object)
    """A CadError: the sheet could not be written, or the keys could not be made."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._path = today, Path()
        self._purpose = Purpose("", "", "")
        self._chosen = Chosen("", b"")
        self._first, self._second = PassphraseStep(self), RecoveryStep(self)
        self._working = WorkingStep(self)
        for step in (self._first, self._second, self._working):
            self.addWidget(step)
        self._wire()

    def ask(self, path: Path, purpose: Purpose) -> None:
        """Asks for the keys of the file at `path`."""
        self._path, self._purpose = path, purpose
        self._chosen = Chosen("", new_recovery_key())
        self._show_first()

    def ask_recovery_key(self, path: Path, done: str) -> None:
        """Asks for another recovery key alone."""
        self._path = path
        self._purpose = Purpose("", "", done)
        self._chosen = Chosen("", new_recovery_key())
        self._second.ask(self._chosen.recovery_key, done)
        self.setCurrentWidget(self._second)

    def work(self, function: Callable[[], object], then: Callable[[Any], None]) -> None:
        """Has a second process make something of what was chosen; Cancel comes back to the last step."""
        self.setCurrentWidget(self._working)
        self._working.work(function, then)

    def show_last(self) -> None:
        """Back to the last step, with what was typed."""
        self.setCurrentWidget(self._second)

    def poses(self) -> Iterator[Pose]:
        """Each step refused, and the second as it begins."""
        self._first.submit()
        yield "weak"
        self._on_passphrase("four words of a pose")
        yield "recovery"
        self._second.submit()
        yield "recovery-wrong"
        self._working.show_words()
        self.setCurrentWidget(self._working)
        yield "working"
        self._show_first()

    def closing(self) -> None:
        """Nothing of what was typed stays."""
        self._working.stop()
        self._chosen = Chosen("", b"")
        self._first.forget()
        self._second.forget()

    def _wire(self) -> None:
        self._first.chosen.connect(self._on_passphrase)
        self._first.left.connect(self.left)
        self._second.paper_wanted.connect(self._on_paper_wanted)
        self._second.left.connect(self._on_second_left)
        self._second.typed_back.connect(self._on_typed_back)
        self._working.left.connect(self.show_last)
        self._working.failed.connect(self._on_failed)

    def _show_first(self) -> None:
        self._first.ask(self._purpose.words, self._purpose.why)
        self.setCurrentWidget(self._first)

    def _on_second_left(self) -> None:
        if self._chosen.passphrase:
            self._show_first()
        else:
            self.left.emit()

    def _on_passphrase(self, passphrase: str) -> None:
        self._chosen = Chosen(passphrase, self._chosen.recovery_key)
        self._second.ask(self._chosen.recovery_key, self._purpose.done)
        self.setCurrentWidget(self._second)

    def _on_typed_back(self) -> None:
        self.ready.emit(self._chosen)

    def _on_failed(self, says: str) -> None:
        self.show_last()
        self.refused.emit(CadError(says, ""))

    def _on_paper_wanted(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggestion = str(Path(folder) / f"{self._path.stem} recovery key.pdf")
        name, _ = QFileDialog.getSaveFileName(self, "Save the sheet, then print it", suggestion, "PDF (*.pdf)")
        if name:
            self._write(Path(name))

    def _write(self, path: Path) -> None:
        sheet = pdf(self._path.name, words_of(self._chosen.recovery_key), self._today)
        try:
            path.write_bytes(sheet)
        except OSError as error:
            self.refused.emit(not_written(f"“{path.name}”", error))
