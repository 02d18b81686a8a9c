"""The plan as a table: the same visits and the same verbs as the timeline, for everybody who prefers a list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.pages.timeline.words import staff_name, visit_sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One visit as the table words it."""

    id: str
    visit: Visit
    card: int
    name: str
    needs: str
    station: str
    place: str
    staff: str
    says: str


COLUMNS: tuple[Column[Line], ...] = (
    Column("Time", lambda line: clock(line.visit.span.start), lambda line: (line.visit.span, line.card), width=6),
    Column("Card", lambda line: str(line.card), lambda line: (line.card, line.visit.span), width=5),
    Column(
        "Name",
        lambda line: line.name,
        lambda line: (line.name.casefold(), line.visit.span),
        lambda line: line.says,
        width=24,
        accessible=lambda line: line.says,
    ),
    Column("Needs", lambda line: line.needs, lambda line: (not line.needs, line.needs), width=16, wraps=True),
    Column(
        "Station", lambda line: line.station, lambda line: (line.station, line.visit.place, line.visit.span), width=18
    ),
    Column("Place", lambda line: line.place, lambda line: (line.station, line.visit.place, line.visit.span), width=6),
    Column("With", lambda line: line.staff, lambda line: (line.staff, line.visit.span), width=15, wraps=True),
    Column("Min", lambda line: str(line.visit.span.minutes), lambda line: line.visit.span.minutes, width=4),
    Column(
        "Locked",
        lambda line: "Locked" if line.visit.locked else "",
        lambda line: (not line.visit.locked, line.visit.span),
        width=7,
        tone=lambda line: Role.NOTE if line.visit.locked else None,
    ),
)


class VisitList(Table):
    """Every visit of a plan, sorted by any column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._lines: TableModel[Line] = TableModel(COLUMNS)
        super().__init__(self._lines, parent, name="Visits of the day", empty="Nobody is placed yet.")
        self._lines.setParent(self)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)

    def show_plan(self, plan: Plan) -> None:
        """Lists the visits of that plan, keeping the selection and the order."""
        visits = sorted(plan.visits, key=lambda visit: (visit.span, visit.station_id, visit.place))
        self._lines.set_rows(_line(plan, visit) for visit in visits)


def _line(plan: Plan, visit: Visit) -> Line:
    appointment = plan.appointment[visit.appointment_id]
    patient = plan.patient[appointment.patient_id]
    station = plan.station[visit.station_id]
    return Line(
        visit.id,
        visit,
        appointment.card,
        patient.staff_name,
        patient.needs_words,
        station.name,
        "" if station.mode is Mode.DROP_IN else str(visit.place + 1),
        staff_name(plan, visit),
        visit_sentence(plan, visit),
    )
