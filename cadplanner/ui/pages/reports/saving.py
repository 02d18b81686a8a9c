"""The report as one page for the board, and its figures as a spreadsheet or a table: neither names anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.reporting.days import DayLine
from cadplanner.core.reporting.report import Report
from cadplanner.errors import CadError
from cadplanner.ui.saving import write_out
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace

REPORT, FIGURES = (".pdf",), (".xlsx", ".csv")
"""The endings that each may have."""


class Saving(QObject):
    """Has a file made in a second process, writes it, and notes that it was."""

    finished = Signal()
    """Written, or it was said why not."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being made."""
        return self._task is not None and self._task.running

    def save_report(self, path: Path, report: Report) -> None:
        """One page as PDF."""
        workspace = self._workspace
        self._make(path, partial(made_report, report, workspace.store.details(), workspace.clock()))

    def save_figures(self, path: Path, report: Report, lines: Sequence[DayLine]) -> None:
        """Every figure as a workbook or a table, as the file's name ends."""
        pifu_word = self._workspace.words.pifu
        self._make(path, partial(made_figures, path.suffix.lower(), report, tuple(lines), pifu_word))

    def stop(self) -> None:
        """Leaves what is being made."""
        if self._task is not None:
            self._task.stop()

    def _make(self, path: Path, function: Callable[[], bytes]) -> None:
        self.stop()
        self._task = Task(function, self)
        self._task.answered.connect(partial(self._on_made, path))
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self.finished)
        self._task.start()

    def _on_made(self, path: Path, content: bytes) -> None:
        if write_out(self._workspace, path, content, f"Export “{path.stem}”"):
            self._workspace.saved.emit(f"{path.name} is written. It names nobody.", str(path))

    def _on_failed(self, says: str) -> None:
        self._workspace.refused.emit(CadError(says, "Do it once more."))
        self.finished.emit()


def report_name(report: Report) -> str:
    """'Report 2027-06-12'."""
    return f"Report {report.figures.on:%Y-%m-%d}"


def figures_name(report: Report) -> str:
    """'Figures 2027-06-12'."""
    return f"Figures {report.figures.on:%Y-%m-%d}"


def made_report(report: Report, details: ServiceDetails, at: datetime) -> bytes:
    """The PDF."""
    from cadplanner.printing import board_report
    from cadplanner.printing.sheet import Paper

    return board_report.pdf(report, Paper(details, at, 0))


def made_figures(ending: str, report: Report, lines: Sequence[DayLine], pifu_word: str) -> bytes:
    """The workbook or the table."""
    from cadplanner.exchange.figures_out import figures_csv, figures_xlsx

    return (figures_csv if ending == ".csv" else figures_xlsx)(report, lines, pifu_word)
