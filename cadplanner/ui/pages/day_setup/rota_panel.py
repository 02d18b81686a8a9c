"""The rota hour by hour, in place of the list of staff: who stands where, and where people are short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.planning.rota import Rota, rota_of
from cadplanner.core.planning.suggested_rota import HOUR, Needed, needs_of, suggested_rota
from cadplanner.core.setup.problem import counted
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import PlainLabel, heading, hint
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.pages.day_setup.changes import Changes

SUGGESTED = (
    "A suggestion from skills and the routes of those invited, as if they came evenly: needed / there. Plan decides."
)
PLANNED = "As the plan has it: needed / there."
NOBODY = "Nobody is invited yet, so what will be needed is not known."
BREAK = "Break"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of either table: its name, and what it says in each hour."""

    id: str
    name: str
    cells: tuple[str, ...]
    marked: tuple[bool, ...]


class RotaPanel(QWidget):
    """Two tables over the hours of the day: needed and have by skill, and the station of each member of staff."""

    closed = Signal()

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._says = hint("")
        self._short = PlainLabel("", bold=True, wrap=True)
        self._back = QPushButton("&Back to the staff", self)
        self._back.setAccessibleName("Back to the staff")
        self._back.clicked.connect(self.closed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        top = QHBoxLayout()
        top.addWidget(heading("Rota hour by hour"))
        top.addStretch(1)
        top.addWidget(self._back)
        self._column.addLayout(top)
        self._column.addWidget(self._says)
        self._column.addWidget(self._short)
        self.tables: tuple[Table, ...] = ()

    def reload(self) -> None:
        """Shows the rota of the day as it is set up now."""
        plan = self._changes.here
        rota = rota_of(plan) if plan.visits else suggested_rota(plan)
        needs = needs_of(plan, rota)
        self._says.setText(PLANNED if plan.visits else SUGGESTED if plan.appointments else NOBODY)
        self._short.setText(short_words(needs) if plan.appointments else "")
        hours = hours_of(plan)
        for table in self.tables:
            self._column.removeWidget(table)
            table.deleteLater()
        self.tables = (
            _table("Skill", "Needed and have", hours, skill_lines(needs), Role.CAUTION),
            _table("Name", "Who stands where", hours, staff_lines(plan, rota, hours), Role.NOTE),
        )
        for table, stretch in zip(self.tables, (1, 2), strict=True):
            self._column.addWidget(table, stretch)

    def take_keyboard(self) -> None:
        """Goes to the first table."""
        self.tables[0].setFocus()


def hours_of(plan: Plan) -> tuple[Span, ...]:
    """The hours of the opening; the last may be shorter."""
    opening = plan.day.opening
    return tuple(Span(start, min(start + HOUR, opening.end)) for start in range(opening.start, opening.end, HOUR))


def short_words(needs: Sequence[Needed]) -> str:
    """Where people are short, the worst first: 'Most short: physio, by 2 people 11:00-12:00.'."""
    worst = max(needs, key=lambda each: each.short, default=None)
    if worst is None or not worst.short:
        return "Every hour has the people it needs."
    others = len({each.skill for each in needs if each.short}) - 1
    more = f" {counted(others, 'other skill is', 'other skills are')} short at times." if others else ""
    return f"Most short: {worst.skill}, by {counted(worst.short, 'person', 'people')} {worst.span}.{more}"


def skill_lines(needs: Sequence[Needed]) -> list[Line]:
    """A line a skill: 'needed / have' in each hour, marked where people are short; '' where nobody is needed."""
    lines = []
    for skill in dict.fromkeys(each.skill for each in needs):
        row = [each for each in needs if each.skill == skill]
        cells = tuple(f"{each.needed} / {each.have}" if each.needed or each.have else "" for each in row)
        lines.append(Line(skill, skill, cells, tuple(each.short > 0 for each in row)))
    return lines


def staff_lines(plan: Plan, rota: Rota, hours: Sequence[Span]) -> list[Line]:
    """A line a member of staff: where she stands in each hour, in full or with her break; '' outside the shift."""
    return [
        Line(shift.id, plan.staff_member[shift.staff_id].name, cells, tuple(BREAK in cell for cell in cells))
        for shift in plan.shifts
        if shift.staff_id in plan.staff_member
        for cells in (tuple(_where(plan, rota, shift.staff_id, shift.span, hour) for hour in hours),)
    ]


def _where(plan: Plan, rota: Rota, staff_id: str, shift: Span, hour: Span) -> str:
    stands = [stand for stand in rota.of(staff_id) if stand.span.overlaps(hour)]
    names = (plan.station[stand.station_id].name if stand.station_id else BREAK for stand in stands)
    told = ", ".join(dict.fromkeys(names))
    return told or ("free" if shift.overlaps(hour) else "")


def _table(first: str, name: str, hours: Sequence[Span], lines: Sequence[Line], tone: Role) -> Table:
    columns = [Column[Line](first, lambda line: line.name, width=18)]
    columns += [_hour(n, hour, tone) for n, hour in enumerate(hours)]
    model: TableModel[Line] = TableModel(columns)
    model.set_rows(lines)
    table = Table(model, name=f"{name}, hour by hour", empty="Nobody is on the rota yet.")
    model.setParent(table)
    return table


def _hour(n: int, hour: Span, tone: Role) -> Column[Line]:
    def text(line: Line) -> str:
        return line.cells[n]

    def marked(line: Line) -> Role | None:
        return tone if line.marked[n] else None

    return Column(str(hour).split("-")[0], text, tip=text, tone=marked)
