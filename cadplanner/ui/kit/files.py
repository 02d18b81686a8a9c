"""Files: asking which, taking one that is dropped, putting a copy back."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from cadplanner.errors import CannotWrite

ENDING = ".cad"
LISTS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
KIND = "CAD Planner files (*.cad)"


def ask_file(parent: QWidget, words: str) -> Path | None:
    """The file a person picks; None where she changes her mind."""
    name, _ = QFileDialog.getOpenFileName(parent, words, str(documents()), KIND)
    return Path(name) if name else None


def ask_where(parent: QWidget, words: str, suggestion: str) -> Path | None:
    """Where a person wants a file to be, its name ending as ours do; None where she changes her mind."""
    name, _ = QFileDialog.getSaveFileName(parent, words, str(documents() / suggestion), KIND)
    if not name:
        return None
    return Path(name) if name.lower().endswith(ENDING) else Path(f"{name}{ENDING}")


def put_back(copy: Path, path: Path) -> None:
    """Puts a copy at `path`, leaving the copy as it is. Raises CannotWrite."""
    if copy.resolve() == path.resolve():
        raise CannotWrite("A copy cannot be put onto itself.", "Choose another name or folder.")
    if copy.with_name(f"{copy.name}-wal").exists():
        raise CannotWrite(f"“{copy.name}” is open somewhere.", "Close it there, then restore from it.")
    part = path.with_name(f"{path.name}.part")
    try:
        shutil.copyfile(copy, part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotWrite(f"“{path.name}” could not be written.", "Choose another folder.") from error


def dropped_file(event: QDropEvent) -> Path | None:
    """The one file of a drop, where it is a list or a file of ours."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in {*LISTS, ENDING} else None


def documents() -> Path:
    """The person's own folder for documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
