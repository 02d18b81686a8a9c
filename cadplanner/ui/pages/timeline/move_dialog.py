"""Moving a visit in words: a time and a row, with the answer of the rules while it is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.form import ChoiceField, Form, TimeField
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.pages.timeline.rows import Row, RowsBy, scene_of
from cadplanner.ui.pages.timeline.verdict import Verdict, moved_to
from cadplanner.ui.pages.timeline.words import row_sentence, visit_sentence


class MoveDialog(Sheet):
    """Asks where one visit is to go; `verdict` is the answer of the rules to what is shown now."""

    def __init__(self, plan: Plan, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Move a visit")
        self._plan, self._visit = plan, plan.visit[visit_id]
        self.verdict = Verdict("")
        self._build()
        self._wire()
        self._judge()

    @property
    def start(self) -> int:
        """The minute typed; where the visit is now while it is not a time."""
        minute = self.time.minute()
        return self._visit.span.start if minute is None else minute

    def _build(self) -> None:
        self.time = TimeField(self._visit.span.start)
        self.row = ChoiceField(self._choices())
        self.row.choose(f"{self._visit.station_id} {self._visit.place}")
        self._says = PlainLabel("", wrap=True)
        self._says.setMinimumHeight(3 * self.fontMetrics().height())
        form = Form()
        form.add("&Starts at", self.time, hint="Up and Down move five minutes.")
        form.add("&Where", self.row)
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self._buttons.button(buttons.Ok).setText("Move")
        self.column.addWidget(PlainLabel(visit_sentence(self._plan, self._visit), wrap=True))
        self.column.addWidget(form)
        self.column.addWidget(self._says)
        self.set_foot(self._buttons)

    def _wire(self) -> None:
        self.time.minute_changed.connect(self._judge)
        self.row.chosen.connect(self._judge)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)

    def _choices(self) -> list[tuple[str, str]]:
        service_id = self._plan.station[self._visit.station_id].service_id
        self._rows: dict[str, Row] = {
            f"{row.station_id} {row.place}": row
            for row in scene_of(self._plan, RowsBy.STATION).rows
            if self._plan.station[row.station_id].service_id == service_id
        }
        return [(key, row_sentence(row)) for key, row in self._rows.items()]

    def _judge(self) -> None:
        row = self._rows[self.row.choice()]
        self.verdict = moved_to(self._plan, (self._visit.id,), self.start, row)
        self._says.setText(f"{'Free' if self.verdict.allowed else 'Not possible'}. {self.verdict.says}")
        self._says.set_role(Role.GOOD_TEXT if self.verdict.allowed else Role.BAD_TEXT)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.verdict.allowed)

    def _on_accepted(self) -> None:
        self._judge()
        if self.verdict.allowed:
            self.accept()
