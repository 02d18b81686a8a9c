"""Files: asking which, and taking one that is dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from cadplanner.store.place import OWN_FOLDER, place_of, unfit

ENDING = ".cad"
SAVES_TO = "saves_to"
KIND = "CAD Planner files (*.cad)"


def ask_file(parent: QWidget, words: str) -> Path | None:
    """The file a person picks; None where she changes her mind."""
    name, _ = QFileDialog.getOpenFileName(parent, words, str(documents()), KIND)
    return Path(name) if name else None


def ask_where(parent: QWidget, words: str, suggestion: str) -> Path | None:
    """Where a person wants a new file, its name ending as ours do; None where she changes her mind.

    It does not offer to replace a file: whoever makes the new one refuses to.
    """
    keep = QFileDialog.Option.DontConfirmOverwrite
    name, _ = QFileDialog.getSaveFileName(parent, words, str(_own_folder() / suggestion), KIND, options=keep)
    if not name:
        return None
    return Path(name) if name.lower().endswith(ENDING) else Path(f"{name}{ENDING}")


def dropped_file(event: QDropEvent) -> Path | None:
    """The one file of a drop. Of any kind: whoever opens it says what it is and what to do."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None


def open_path(path: Path) -> None:
    """Opens a file or a folder in the program that the computer has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _own_folder() -> Path:
    """The folder for documents, or where that is copied elsewhere one in which a file may be worked with."""
    if not unfit(place_of(documents() / ENDING)):
        return documents()
    own = Path.home() / OWN_FOLDER
    own.mkdir(exist_ok=True)
    return own


def saves_to(folder: Path | None) -> None:
    """Offers that folder where something is saved; None for the person's own for documents."""
    app = QApplication.instance()
    if app is not None:
        app.setProperty(SAVES_TO, str(folder or ""))


def documents() -> Path:
    """Where what is saved is offered to go: the folder chosen for it while it is there, else that for documents."""
    app = QApplication.instance()
    chosen = str(app.property(SAVES_TO) or "") if app is not None else ""
    if chosen and Path(chosen).is_dir():
        return Path(chosen)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
