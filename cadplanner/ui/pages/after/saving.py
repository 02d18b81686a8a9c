"""A list as a spreadsheet, a table or a sheet of paper, where she wants it; that it was is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.patient import Patient
from cadplanner.errors import not_written
from cadplanner.ui.kit.files import documents
from cadplanner.ui.workspace import Workspace

KINDS = {".xlsx": "Spreadsheet (*.xlsx)", ".csv": "Table (*.csv)", ".pdf": "Sheet to print (*.pdf)"}
Makers = Mapping[str, Callable[[], bytes]]
"""The bytes of the list by the ending of the file."""


def save_list(
    workspace: Workspace, parent: QWidget, name: str, makers: Makers, about: Sequence[Patient]
) -> Path | None:
    """Asks where and writes it there; None where she changed her mind or it could not be written."""
    shown = ";;".join(KINDS.values())
    chosen, kind = QFileDialog.getSaveFileName(parent, f"Save “{name}”", str(documents() / f"{name}.xlsx"), shown)
    if not chosen:
        return None
    wanted = next((ending for ending, words in KINDS.items() if words == kind), ".xlsx")
    path = Path(chosen) if Path(chosen).suffix.lower() in KINDS else Path(f"{chosen}{wanted}")
    return path if write_list(workspace, path, name, makers, about) else None


def write_list(workspace: Workspace, path: Path, name: str, makers: Makers, about: Sequence[Patient]) -> bool:
    """Writes it at that path; False, with a message, where it could not be."""
    if not workspace.note(Did.EXPORTED, f"Export “{name}”: {len(about)} lines", tuple(dict.fromkeys(about))):
        return False
    try:
        path.write_bytes(makers[path.suffix.lower()]())
    except OSError as error:
        workspace.refused.emit(not_written(f"“{path.name}”", error))
        return False
    workspace.said.emit(f"{name}: written to {path.name}. It names people: keep it where only your team can read it.")
    return True
