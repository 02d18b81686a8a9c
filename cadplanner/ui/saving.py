"""What she takes out of the file, written where she wants it; that it was is in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.patient import Patient
from cadplanner.errors import not_written
from cadplanner.ui.kit.files import documents
from cadplanner.ui.workspace import Workspace

KINDS = {".xlsx": "Spreadsheet (*.xlsx)", ".csv": "Table (*.csv)", ".pdf": "Sheet to print (*.pdf)"}
Makers = Mapping[str, Callable[[], bytes]]
"""The bytes of the file by its ending."""
NAMES = "It names people: keep it where only your team can read it."


def save_list(
    workspace: Workspace, parent: QWidget, name: str, makers: Makers, about: Sequence[Patient]
) -> Path | None:
    """Asks where and writes a list of people there; None where she changed her mind or it could not be written."""
    path = ask_where_to(parent, name, makers)
    return path if path is not None and write_list(workspace, path, name, makers, about) else None


def ask_where_to(parent: QWidget, name: str, endings: Iterable[str]) -> Path | None:
    """The file she names, with one of the endings, the first if she says nothing; None where she changed her mind."""
    kinds = {ending: KINDS[ending] for ending in endings}
    usual = next(iter(kinds))
    suggestion = str(documents() / f"{name}{usual}")
    chosen, kind = QFileDialog.getSaveFileName(parent, f"Save “{name}”", suggestion, ";;".join(kinds.values()))
    if not chosen:
        return None
    wanted = next((ending for ending, words in kinds.items() if words == kind), usual)
    return Path(chosen) if Path(chosen).suffix.lower() in kinds else Path(f"{chosen}{wanted}")


def write_list(workspace: Workspace, path: Path, name: str, makers: Makers, about: Sequence[Patient]) -> bool:
    """Writes it at that path; False, with a message, where it could not be."""
    label = f"Export “{name}”: {len(about)} lines"
    if not write_out(workspace, path, makers[path.suffix.lower()](), label, about):
        return False
    workspace.said.emit(f"{name}: written to {path.name}. {NAMES}")
    return True


def write_out(workspace: Workspace, path: Path, content: bytes, label: str, about: Sequence[Patient] = ()) -> bool:
    """Writes a file, then into the history that it was; False, with a message, where one of the two could not be.

    What the history could not take does not stay outside.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        workspace.refused.emit(not_written(f"“{path.name}”", error))
        return False
    if not workspace.note(Did.EXPORTED, label, tuple(dict.fromkeys(about))):
        path.unlink(missing_ok=True)
        return False
    return True
