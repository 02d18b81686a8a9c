"""What was done: asked by person, by who did it, by time and by kind of act; each entry before and after."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.errors import CannotRead, not_written
from cadplanner.exchange.history_out import history_csv
from cadplanner.store.audit import PastEdit
from cadplanner.store.trail import TrailQuery
from cadplanner.ui.kit.chips import Chips
from cadplanner.ui.kit.files import documents
from cadplanner.ui.kit.form import ChoiceField, DateField
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.search_field import SearchField
from cadplanner.ui.kit.table import Table, TableModel, WindowedTableModel
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.history.entries import (
    ONE_DAY,
    PERIODS,
    Detail,
    Entries,
    detail_columns,
    details,
    entry_columns,
    period,
    when_words,
)
from cadplanner.ui.pages.history.held_report import save_held
from cadplanner.ui.workspace import Workspace

SEARCH_AFTER = 250  # milliseconds without a key before people are looked for
MOST_FOUND = 20
EVERYBODY = "Everybody"


class DonePart(QWidget):
    """The history itself. It changes nothing; taking it out is written down too."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._entries = Entries(workspace.store)
        self._found: dict[str, Patient] = {}
        self._build()
        self._wire()

    def reload(self) -> None:
        """Reads the history again as it is asked for now."""
        self.who.set_choices(
            (("", "By anybody"), *((who, f"By {who}") for who in self._workspace.store.history_people()))
        )
        self._ask()

    def closing(self) -> None:
        """Nothing more is looked for."""
        self._wait.stop()

    def _ask(self) -> None:
        since, until = period(self.when.choice(), self._workspace.today(), self.one_day.day())
        self._entries.query = TrailQuery(
            person=self.person.choice(),
            who=self.who.choice(),
            since=since,
            until=until,
            did=frozenset(Did(key) for key in self.acts.on),
        )
        self.one_day.setVisible(self.when.choice() == ONE_DAY)
        self.held.setVisible(bool(self.person.choice()))
        self.model.reload()
        number = self.model.rowCount()
        self._number.setText(f"{number:,} {'entry' if number == 1 else 'entries'}")
        if number and not self.table.selected_ids:
            self.table.selectRow(0)
        self._on_selected()

    def _build(self) -> None:
        self.acts = Chips(((did.value, did.value[0].upper() + did.value[1:]) for did in Did), self, name="Kinds of act")
        self.model: WindowedTableModel[PastEdit] = WindowedTableModel(entry_columns(), self._entries, self)
        self.table = Table(
            self.model,
            self,
            name="History",
            empty="Nothing was done yet, or nothing that fits what is asked for above.",
        )
        self.details: TableModel[Detail] = TableModel(detail_columns(), self)
        self._below = Table(self.details, self, name="Before and after", empty="Nothing else is kept of this entry.")
        self._said = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        under = QWidget(self)
        lines = QVBoxLayout(under)
        lines.setContentsMargins(0, SPACE // 2, 0, 0)
        lines.setSpacing(SPACE // 2)
        lines.addWidget(self._said)
        lines.addWidget(self._below, 1)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.table)
        parts.addWidget(under)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._build_top())
        kinds = QHBoxLayout()
        kinds.setSpacing(SPACE)
        kinds.addWidget(self.acts, 1)
        kinds.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(kinds)
        column.addWidget(parts, 1)

    def _build_top(self) -> QHBoxLayout:
        self.search = SearchField(self, name="About one person", hint="About whom: name or number")
        self.person = ChoiceField((("", EVERYBODY),), self, name="About whom")
        self.who = ChoiceField((("", "By anybody"),), self, name="By whom")
        self.when = ChoiceField(PERIODS, self, name="When")
        self.one_day = DateField(self._workspace.today(), self, name="Day")
        self.held = QPushButton("Everything held about the &person…", self)
        self.check = QPushButton("&Check", self)
        self.check.setToolTip("Read the whole history and say whether every entry is as it was written")
        self.export = QPushButton("E&xport…", self)
        put_icon(self.export, "download")
        self._number = PlainLabel("", self, role=Role.TEXT_SOFT)
        asked = WrappingRow()
        for field in (self.search, self.who, self.when, self.one_day, self.person, self.held):
            asked.addWidget(field)
        self.search.setFixedWidth(33 * self.fontMetrics().averageCharWidth())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addLayout(asked, 1)
        for button in (self.check, self.export):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.person.setMinimumContentsLength(34)
        self.person.hide()
        return row

    def _wire(self) -> None:
        self._wait = QTimer(self, interval=SEARCH_AFTER, singleShot=True)
        self._wait.timeout.connect(self._on_search)
        self.search.textChanged.connect(self._wait.start)
        self.search.returnPressed.connect(self._on_search)
        for choice in (self.person, self.who, self.when):
            choice.chosen.connect(self._ask)
        self.one_day.dateChanged.connect(self._ask)
        self.acts.chosen.connect(self._ask)
        self.table.selection_changed.connect(self._on_selected)
        self.check.clicked.connect(self._on_check)
        self.export.clicked.connect(self._on_export)
        self.held.clicked.connect(self._on_held)

    def _on_search(self) -> None:
        """Offers the people found; one alone is chosen at once."""
        self._wait.stop()
        typed = self.search.text().strip()
        found = self._workspace.store.find_patients(typed, MOST_FOUND) if typed else ()
        self._found = {patient.id: patient for patient in found}
        many = f"{len(found)} people found: choose one" if found else "Nobody found"
        choices = [("", many if typed else EVERYBODY)]
        choices += [(one.id, f"{one.staff_name}, born {date_words(one.birth_date)}") for one in found]
        self.person.set_choices(choices)
        self.person.choose(found[0].id if len(found) == 1 else "")
        self.person.setVisible(bool(typed))
        self._ask()

    def _on_selected(self) -> None:
        number = next(iter(self.table.selected_ids), "")
        if not number:
            self._said.setText("")
            self.details.set_rows(())
            return
        line = self._entries.line(int(number))
        self._said.setText(f"Entry {line.number:,}, {when_words(line.at)}, {line.who}, at {line.computer}")
        self.details.set_rows(details(line))

    def _on_check(self) -> None:
        check = self._workspace.store.check_history()
        if check.holds:
            self._workspace.said.emit(f"The history holds: {check.entries:,} entries, each as it was written.")
            return
        says = f"Entry {check.broken:,} of the history does not hold: {check.says}."
        advice = f"The {check.entries:,} before it do. Keep the file as it is and tell information governance."
        self._workspace.refused.emit(CannotRead(says, advice))

    def _on_export(self) -> None:
        suggestion = str(documents() / "history.csv")
        name, _ = QFileDialog.getSaveFileName(self, "Export the history", suggestion, "Tables (*.csv)")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Writes what is asked for as a table, and into the history that it was."""
        lines = self._entries.lines()
        try:
            path.write_bytes(history_csv(lines))
        except OSError as error:
            self._workspace.refused.emit(not_written(f"“{path.name}”", error))
            return
        asked = self._entries.query.person
        about = (self._found[asked],) if asked in self._found else ()
        if self._workspace.note(Did.EXPORTED, f"Export {len(lines):,} entries of the history", about):
            self._workspace.said.emit(f"{len(lines):,} entries written to {path.name}.")

    def _on_held(self) -> None:
        patient = self._found.get(self.person.choice())
        folder = QFileDialog.getExistingDirectory(self, "Where to put the report", str(documents())) if patient else ""
        if patient and folder:
            save_held(self._workspace, patient.id, Path(folder))
