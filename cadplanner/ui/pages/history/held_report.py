"""Everything held about a person, put into a folder as PDF and JSON; that it was is written down."""

from __future__ import annotations

from pathlib import Path

from cadplanner.core.keeping.did import Did
from cadplanner.errors import not_written
from cadplanner.exchange.held_out import held_json
from cadplanner.printing import held_report
from cadplanner.printing.sheet import Paper
from cadplanner.store.keeping import held
from cadplanner.ui.workspace import Workspace

NAME = "Everything held"
"""The files name nobody: a folder is seen by more people than a report."""


def save_held(workspace: Workspace, patient_id: str, folder: Path) -> bool:
    """Writes both files; False, with a message, where one of them could not be."""
    found = held(workspace.store, patient_id)
    details = workspace.store.details()
    paper = Paper(details, workspace.clock(), 0)
    files = {
        folder / f"{NAME}.pdf": held_report.pdf(found.patient, found.told, found.lines, paper),
        folder / f"{NAME}.json": held_json(found.things, found.lines, service=details.name),
    }
    try:
        for path, content in files.items():
            path.write_bytes(content)
    except OSError as error:
        workspace.refused.emit(not_written("The report", error))
        return False
    if not workspace.note(Did.EXPORTED, "Report of everything held about a person", (found.patient,)):
        for path in files:
            path.unlink(missing_ok=True)
        return False
    workspace.said.emit(f"Written to {folder.name}: {NAME}, as PDF to hand over and as JSON for another system.")
    return True
