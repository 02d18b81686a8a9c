"""Step 1 of the import: the first rows as in her spreadsheet, and what each column means."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.model.words import NumberKind
from cadplanner.exchange.columns import SEVERAL, Field
from cadplanner.exchange.grid import column_letter
from cadplanner.exchange.list_in import ColumnFormat
from cadplanner.exchange.source_table import SourceRow, SourceTable
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.form import ChoiceField, Form
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import PlainLabel, heading, hint, plain_action
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.pages.waiting_list.import_work import PREVIEWED, Fields

CHECK_AFTER = 300  # milliseconds after the last change of a meaning
MEANING = 20  # average characters of what a column means
SAMPLES = 3
LONGEST_SAMPLE = 60
LABEL = 22  # characters of a heading beside its field; the preview has it whole


class ColumnsStep(QWidget):
    """The preview and the meaning of each column; `changed` asks for the list to be checked again."""

    changed = Signal()

    def __init__(self, number: NumberKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meanings = (("", "Leave out"), *((field.value, field.words(number)) for field in Field))
        self._headings: tuple[str, ...] = ()
        self._samples: dict[str, str] = {}
        self._choices: dict[str, ChoiceField] = {}
        self._form = Form()
        self._build()
        self._wait = QTimer(self, interval=CHECK_AFTER, singleShot=True)
        self._wait.timeout.connect(self.changed)

    @property
    def fields(self) -> Fields:
        """Each heading and the field it is taken to mean, '' for leave out."""
        return tuple((heading, self._choices[heading].choice()) for heading in self._headings)

    def show_table(self, table: SourceTable, rows: int, fields: Fields, *, remembered: bool) -> None:
        """Shows a file as first read, with these meanings chosen."""
        self._headings = table.headings
        self._samples = {name: _samples(table, place) for place, name in enumerate(table.headings)}
        self._fill_form(fields)
        self._fill_preview(table)
        self._origin.setText(
            "As you chose last time for these headings. Change what is wrong."
            if remembered
            else "Guessed from the headings. Change what is wrong; what is left out is not kept."
        )
        shown = min(rows, PREVIEWED)
        many = f"The first {shown} of {rows:,} rows" if rows > shown else f"All {rows:,} rows"
        self._words.setText(f"{many}, as in your spreadsheet")
        self._notes.setText(". ".join(table.notes))
        self._notes.setVisible(bool(table.notes))
        self.show_error("")

    def show_formats(self, formats: tuple[ColumnFormat, ...]) -> None:
        """Says under a column how it is read, such as its dates."""
        says = {form.column: form.says for form in formats}
        for name, choice in self._choices.items():
            sample = self._samples[name]
            parts = [f"In the file: {sample}" if sample else "Empty in the first rows"]
            if name in says:
                parts.append(f"Read as {says[name]}")
            self._form.set_hint(choice, "\n".join(parts))

    def show_error(self, says: str) -> None:
        """Says why the list cannot be taken with these meanings; '' for nothing."""
        self._error.setText(says)
        self._error.setVisible(bool(says))

    def _build(self) -> None:
        left = QWidget(self)
        self._origin = hint("", left)
        self._error = PlainLabel("", left, role=Role.BAD_TEXT, bold=True, wrap=True)
        self._scroll = Frame(None, left, name="What each column means")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.addWidget(heading("What each column means", left))
        column.addWidget(self._origin)
        column.addWidget(self._error)
        column.addWidget(self._scroll, 1)
        parts = Beside(self)
        parts.add(left, least=44, stretch=6)
        parts.add(self._build_preview(), least=40, stretch=7)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(parts)

    def _build_preview(self) -> QWidget:
        right = QWidget(self)
        self._words = heading("", right)
        self._words.setWordWrap(True)
        self._notes = hint("", right)
        self._preview = QVBoxLayout()
        column = QVBoxLayout(right)
        column.setContentsMargins(SPACE, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self._notes)
        column.addLayout(self._preview, 1)
        return right

    def _fill_form(self, fields: Fields) -> None:
        self._form = Form()
        self._choices = {}
        meaning = dict(fields)
        for place, name in enumerate(self._headings):
            choice = ChoiceField(self._meanings, name=f"Column {column_letter(place)}, {name}, means")
            choice.choose(meaning.get(name, ""))
            choice.chosen.connect(partial(self._on_chosen, name))
            choice.setMinimumContentsLength(MEANING)
            self._choices[name] = choice
            self._form.add(plain_action(f"{column_letter(place)}   {_short(name, LABEL)}"), choice, hint=" ")
        self._scroll.setWidget(self._form)
        self._scroll.updateGeometry()
        self.show_formats(())

    def _fill_preview(self, table: SourceTable) -> None:
        old = self._preview.takeAt(0)
        before = old.widget() if old is not None else None
        if before is not None:
            before.deleteLater()
        columns: list[Column[SourceRow]] = [Column("Row", lambda row: str(row.number), width=6)]
        for place, name in enumerate(table.headings):
            columns.append(_preview_column(place, name))
        model: TableModel[SourceRow] = TableModel(columns, self, row_id=lambda row: str(row.number))
        model.set_rows(table.rows)
        shown = Table(model, self, name="First rows of the file")
        shown.sideways = True
        self._preview.addWidget(shown)

    def _on_chosen(self, name: str, field: str) -> None:
        """One column a field, but for those that several may fill: the other one is then left out."""
        for other, choice in self._choices.items():
            if other != name and field and field not in SEVERAL and choice.choice() == field:
                choice.choose("")
        self._wait.start()


def _preview_column(place: int, name: str) -> Column[SourceRow]:
    def cell(row: SourceRow) -> str:
        return row.cells[place].replace("\n", " ")[:200]

    return Column(
        f"{column_letter(place)}   {_short(name)}",
        cell,
        tip=lambda row: row.cells[place][:500],
        width=15,
        shortens=True,
    )


def _samples(table: SourceTable, place: int) -> str:
    """The first few different values of a column."""
    found = dict.fromkeys(row.cells[place].strip()[:LONGEST_SAMPLE] for row in table.rows if row.cells[place].strip())
    return ",  ".join(list(found)[:SAMPLES])


def _short(name: str, longest: int = LONGEST_SAMPLE) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"
