"""A suggested plan: what it changes for whom, and the sentence for the coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.wishes import Cost


class Kind(StrEnum):
    """What a proposal is after."""

    NOBODY_ELSE = "nobody else moves"
    FEWEST = "as few move as little as can be"
    SHORTEST_WAITS = "as many as can be are seen, with the shortest waits"


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody whose visits change: which ones, from when to when (the first that moves), and the minutes it moves.

    `minutes` is the farthest that a visit of hers moves, 0 where only the place or the member of staff changes.
    """

    appointment_id: str
    visit_ids: tuple[str, ...]
    from_minute: int
    to_minute: int
    minutes: int
    staff_changed: bool
    place_changed: bool


@dataclass(frozen=True, slots=True)
class NotKept:
    """Somebody who cannot be kept, and why; or, on site already, who goes without the steps named."""

    appointment_id: str
    says: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan to accept or not. `plan` holds what happened too: who is away, what is closed, who came.

    `unplaced` are those who were planned, or came, and are not kept; the route of somebody on site is cut to what she
    can have. `added` are those who were not planned before.
    """

    kind: Kind
    plan: Plan
    moved: tuple[Moved, ...]
    unplaced: tuple[NotKept, ...]
    added: tuple[str, ...]
    cost: Cost
    says: str


def who_moves(before: Plan, after: Plan) -> tuple[Moved, ...]:
    """Those who are in both plans and whose visits differ, in the order of the plan."""
    found = (_moved(before, after, appointment.id) for appointment in after.appointments)
    return tuple(moved for moved in found if moved)


def _moved(before: Plan, after: Plan, appointment_id: str) -> Moved | None:
    visits = ((before.visit.get(visit.id), visit) for visit in after.visits_of_appointment.get(appointment_id, ()))
    pairs = [(old, new) for old, new in visits if old is not None and not _same(old, new)]
    if not pairs:
        return None
    first, then = next(((old, new) for old, new in pairs if old.span != new.span), pairs[0])
    return Moved(
        appointment_id,
        tuple(new.id for _, new in pairs),
        first.span.start,
        then.span.start,
        max(abs(new.span.start - old.span.start) for old, new in pairs),
        any(old.staff_id != new.staff_id for old, new in pairs),
        any((old.station_id, old.place) != (new.station_id, new.place) for old, new in pairs),
    )


def _same(old: Visit, new: Visit) -> bool:
    return (old.span, old.station_id, old.place, old.staff_id) == (new.span, new.station_id, new.place, new.staff_id)


def sentence(moved: tuple[Moved, ...], unplaced: tuple[NotKept, ...], added: tuple[str, ...]) -> str:
    """For the coordinator, like '9 people move by 10 minutes on average; everybody is kept'."""
    parts = [_who_moves(moved), *_who_else(moved), *_who_comes(added), _who_is_kept(unplaced)]
    return f"{'; '.join(parts)}."


def _who_moves(moved: tuple[Moved, ...]) -> str:
    minutes = [each.minutes for each in moved if each.minutes]
    if not minutes:
        return "Nobody moves"
    average = f"by {round(sum(minutes) / len(minutes))} minutes"
    return f"1 person moves {average}" if len(minutes) == 1 else f"{len(minutes)} people move {average} on average"


def _who_else(moved: tuple[Moved, ...]) -> list[str]:
    staff = sum(each.staff_changed and not each.minutes for each in moved)
    place = sum(each.place_changed and not each.staff_changed and not each.minutes for each in moved)
    parts = [f"{_people(staff)} somebody else" if staff else "", f"{_go(place)} to another place" if place else ""]
    return [part for part in parts if part]


def _people(number: int) -> str:
    return "1 person sees" if number == 1 else f"{number} people see"


def _go(number: int) -> str:
    return "1 person goes" if number == 1 else f"{number} people go"


def _who_comes(added: tuple[str, ...]) -> list[str]:
    if not added:
        return []
    return ["1 more person is seen" if len(added) == 1 else f"{len(added)} more people are seen"]


def _who_is_kept(unplaced: tuple[NotKept, ...]) -> str:
    out, part = sum(not each.left_out for each in unplaced), sum(bool(each.left_out) for each in unplaced)
    parts = [
        ("1 person cannot be kept" if out == 1 else f"{out} people cannot be kept") if out else "",
        ("1 person on site misses a stop" if part == 1 else f"{part} people on site miss a stop") if part else "",
    ]
    return " and ".join(each for each in parts if each) or "everybody is kept"
