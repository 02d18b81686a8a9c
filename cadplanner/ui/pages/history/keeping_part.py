"""How long days are kept: how far each is, what is next for it, and its deletion for good."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.retention import DayKept, Keeping
from cadplanner.core.model.certificate import Certificate
from cadplanner.core.model.patient import date_words
from cadplanner.errors import CadError, CannotWrite, not_written
from cadplanner.printing import certificate as certificate_sheet
from cadplanner.printing.sheet import Paper
from cadplanner.store.keeping import copies_of, days_kept, delete_copies, delete_days, note_export
from cadplanner.ui.copying import copying_of
from cadplanner.ui.kit.files import documents
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.rows import Column
from cadplanner.ui.kit.table import Table, TableModel
from cadplanner.ui.kit.text import PlainLabel, hint
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.history.deletion_question import DeletionQuestion
from cadplanner.ui.workspace import Workspace

TONES = {
    Keeping.RECONCILED: Role.NOTE,
    Keeping.EXPORTED: Role.GOOD,
    Keeping.DUE: Role.CAUTION,
}
EXPLAINS = (
    "This file is a working copy: the record system holds the record. A day that is closed and exported is kept for "
    "some months in case of questions, and is then deleted with everybody who was only there."
)


def columns() -> tuple[Column[DayKept], ...]:
    """A day, how far it is, and what is next."""
    return (
        Column("Day", lambda row: date_words(row.day.on), sort_by=lambda row: row.day.on, width=13),
        Column("Name", lambda row: row.day.name, width=22, tip=lambda row: row.day.name),
        Column("People", lambda row: str(row.people), sort_by=lambda row: row.people, width=8),
        Column("State", lambda row: row.state.value, width=18, tone=lambda row: TONES.get(row.state)),
        Column("Next", lambda row: row.next_step, tip=lambda row: row.next_step),
    )


def months_words(months: int) -> str:
    """'1 month', '3 months'."""
    return "1 month" if months == 1 else f"{months} months"


class KeepingPart(QWidget):
    """Days on their way to deletion. What it does goes through the store and is written down."""

    wants_page = Signal(str)
    """How long days are kept is one of the settings."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._older: tuple[str, tuple[Path, ...]] = ("", ())
        self._build()
        self._wire()

    def reload(self) -> None:
        """Reads every day again."""
        self.model.set_rows(days_kept(self._workspace.store, self._workspace.today()))
        self.months.setText(f"A closed day is kept for {months_words(self._workspace.store.details().keep_months)}.")
        if self.model.rowCount() and not self.table.selected_ids:
            self.table.selectRow(0)
        self._on_selected()

    @property
    def chosen(self) -> DayKept | None:
        """The day that is selected."""
        asked = next(iter(self.table.selected_ids), "")
        return next((row for row in self.model.rows if row.id == asked), None)

    def _build(self) -> None:
        self.model: TableModel[DayKept] = TableModel(columns(), self)
        self.table = Table(self.model, self, name="Days and how long they are kept", empty="No day was made yet.")
        self.months = PlainLabel("", self)
        self.change = QPushButton("Cha&nge…", self)
        self.change.setAccessibleName("Change how long a closed day is kept")
        self.change.setToolTip("In the settings of the service")
        self.question = DeletionQuestion(self)
        self.confirm = QPushButton("All of it &is in the record system", self)
        self.confirm.setToolTip("Instead of an export: you have checked that nothing is only here")
        self.delete = QPushButton("&Delete for good…", self)
        put_icon(self.delete, "trash-2")
        self.certificate = QPushButton("Ce&rtificate…", self)
        put_icon(self.certificate, "download")
        keep = WrappingRow()
        keep.addWidget(self.months)
        keep.addWidget(self.change)
        keep.add_gap()
        for button in (self.confirm, self.delete, self.certificate):
            keep.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(hint(EXPLAINS, self))
        column.addWidget(self.table, 1)
        column.addWidget(self.question)
        column.addLayout(keep)

    def _wire(self) -> None:
        self.table.selection_changed.connect(self._on_selected)
        self.change.clicked.connect(lambda: self.wants_page.emit("settings"))
        self.confirm.clicked.connect(self._on_confirm)
        self.delete.clicked.connect(self._on_delete)
        self.certificate.clicked.connect(self._on_certificate)
        self.question.agreed.connect(self._on_agreed)
        self.question.copies_agreed.connect(self._on_copies_agreed)

    def _on_selected(self) -> None:
        state = self.chosen.state if self.chosen else Keeping.OPEN
        self.confirm.setEnabled(state is Keeping.RECONCILED)
        self.delete.setEnabled(state is Keeping.DUE)
        self.certificate.setEnabled(state is Keeping.DELETED)
        self.question.hide()

    def _on_confirm(self) -> None:
        workspace, day = self._workspace, self.chosen
        if day is None:
            return
        label = f"Confirm that all of {day.day.name} is in the record system"
        try:
            note_export(workspace.store, day.id, label, who=workspace.who, at=workspace.clock())
        except CadError as error:
            workspace.refused.emit(error)
            return
        self.reload()
        workspace.said.emit(f"Noted. {day.day.name} may be deleted from {date_words(day.due_on)}.")

    def _on_delete(self) -> None:
        if self.chosen is not None:
            self.question.ask(self.chosen)

    def _on_agreed(self, day_id: str) -> None:
        workspace, path = self._workspace, self._workspace.store.path
        copying, old = copying_of(workspace), copies_of(path) if path is not None else ()
        if copying.busy:
            workspace.refused.emit(CannotWrite("A copy of the file is being made.", "Wait a moment, then do it again."))
            return
        try:
            done = delete_days(
                workspace.store, (day_id,), who=workspace.who, at=workspace.clock(), new_id=workspace.new_id()
            )
        except CadError as error:
            workspace.forget()
            workspace.refused.emit(error)
            return
        workspace.forget()
        happened = f"Deleted for good: {'1 person' if done.people == 1 else f'{done.people} people'}"
        if copying.copy_now() or not old:
            self._delete_copies(happened, old)
        else:
            self._older = (happened, old)
            self.question.ask_copies(happened, len(old))

    def _on_copies_agreed(self) -> None:
        """They go although there is no new one: that is written down too."""
        happened, old = self._older
        if self._delete_copies(happened, old):
            self._workspace.note(Did.DELETED, f"Delete older copies of the file ({len(old)})", ())

    def _delete_copies(self, happened: str, old: Sequence[Path]) -> bool:
        """The older copies go, which still tell of the people who were deleted."""
        workspace, path = self._workspace, self._workspace.store.path
        try:
            copies = delete_copies(path, old) if path is not None else 0
        except CadError as error:
            workspace.refused.emit(error)
            return False
        also = f", and {copies} older {'copy' if copies == 1 else 'copies'} of the file" if copies else ""
        workspace.said.emit(f"{happened}{also}. The certificate is ready to be saved.")
        return True

    def _on_certificate(self) -> None:
        done = self._certificate_of_chosen()
        if done is None:
            return
        suggestion = str(documents() / f"Certificate of deletion {done.at.date().isoformat()}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, "Save the certificate", suggestion, "PDF (*.pdf)")
        if name:
            self.save_certificate(done, Path(name))

    def save_certificate(self, done: Certificate, path: Path) -> None:
        """Writes the certificate as a PDF; it names nobody."""
        workspace = self._workspace
        try:
            path.write_bytes(certificate_sheet.pdf(done, Paper(workspace.store.details(), workspace.clock(), 0)))
        except OSError as error:
            workspace.refused.emit(not_written(f"“{path.name}”", error))
            return
        workspace.said.emit(f"The certificate is in {path.name}.")

    def _certificate_of_chosen(self) -> Certificate | None:
        chosen = self.chosen
        certificates = self._workspace.store.certificates()
        return next((each for each in certificates if chosen and chosen.id in each.day_ids), None)
