"""A repair as rows: who moves from when to when, who sees somebody else, who cannot be kept and why."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.live.mending import Repair
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.proposal import Moved, NotKept
from cadplanner.ui.kit.table import Column
from cadplanner.ui.kit.theme import Role


@dataclass(frozen=True, slots=True)
class RepairRow:
    """One person whom a repair touches."""

    id: str
    kind: str
    tone: Role
    card: int
    name: str
    says: str


def repair_rows(plan: Plan, repair: Repair) -> tuple[RepairRow, ...]:
    """Who cannot be kept first, then who comes new, then who moves, the farthest first."""
    proposal = repair.proposal
    lost = [_not_kept(plan, each) for each in proposal.unplaced]
    new = [_added(plan, proposal.plan, who) for who in proposal.added]
    moved = sorted(proposal.moved, key=lambda each: -each.minutes)
    return (*lost, *new, *(_moved(plan, proposal.plan, each) for each in moved))


def _not_kept(plan: Plan, each: NotKept) -> RepairRow:
    part = bool(each.left_out)
    kind = "! misses a stop" if part else "✕ cannot be kept"
    return _row(plan, each.appointment_id, kind, Role.LATE if part else Role.DID_NOT_ATTEND, each.says)


def _added(plan: Plan, after: Plan, appointment_id: str) -> RepairRow:
    first = after.visits_of_appointment[appointment_id][0]
    says = f"{clock(first.span.start)} at {after.station[first.station_id].name}"
    return _row(plan, appointment_id, "✓ has a time", Role.DONE, says)


def _moved(plan: Plan, after: Plan, each: Moved) -> RepairRow:
    parts = []
    if each.minutes:
        parts.append(f"{clock(each.from_minute)} to {clock(each.to_minute)}, by up to {each.minutes} min")
    if each.staff_changed:
        parts.append("sees somebody else")
    if each.place_changed:
        parts.append("another place")
    visit = after.visit[each.visit_ids[0]]
    return _row(
        plan,
        each.appointment_id,
        "→ moves" if each.minutes else "= same time",
        Role.ARRIVED,
        f"{after.station[visit.station_id].name}: {', '.join(parts)}",
    )


def _row(plan: Plan, appointment_id: str, kind: str, tone: Role, says: str) -> RepairRow:
    appointment = plan.appointment[appointment_id]
    name = plan.patient[appointment.patient_id].staff_name
    return RepairRow(appointment_id, kind, tone, appointment.card, name, says)


REPAIR_COLUMNS = (
    Column[RepairRow]("What", lambda row: row.kind, sort_by=lambda row: row.kind, width=17, tone=lambda row: row.tone),
    Column[RepairRow]("Card", lambda row: str(row.card), sort_by=lambda row: row.card, width=5, spare=True),
    Column[RepairRow]("Name", lambda row: row.name, sort_by=lambda row: row.name, width=22, tip=lambda row: row.name),
    Column[RepairRow]("How", lambda row: row.says, tip=lambda row: row.says),
)
