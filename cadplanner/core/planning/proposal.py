"""A suggested plan: what it changes for whom, and the sentence for the coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.wishes import Cost


class Kind(StrEnum):
    """What a proposal is after."""

    FEWEST_MOVED = "as few people move as can be"
    NOBODY_SENT_HOME = "nobody is sent home: whoever cannot have everything has what can be had"
    LEAST_LATE = "people move by as few minutes as can be"
    NOBODY_ELSE = "nobody moves for somebody else"


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
    """Somebody who cannot be kept, and why; or who is seen, but goes without the steps named."""

    appointment_id: str
    says: str
    left_out: tuple[str, ...] = ()


class Figures(NamedTuple):
    """What tells two ways on apart: people sent home, stops missed, people whose times move, minutes they move."""

    sent_home: int
    missed: int
    moved: int
    minutes: int

    def is_no_better_than(self, other: Figures) -> bool:
        """Whether nobody would choose this one beside the other."""
        return all(mine >= theirs for mine, theirs in zip(self, other, strict=True))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan to accept or not. `plan` holds what happened too: who is away, what is closed, who came.

    `unplaced` are those who were planned, or came, and are not kept; the route of somebody who goes without a stop is
    cut to what she can have. `added` are those who were not planned before.
    """

    kind: Kind
    plan: Plan
    moved: tuple[Moved, ...]
    unplaced: tuple[NotKept, ...]
    added: tuple[str, ...]
    cost: Cost
    says: str

    @property
    def figures(self) -> Figures:
        """What tells it from others."""
        minutes = [each.minutes for each in self.moved if each.minutes]
        out = sum(not each.left_out for each in self.unplaced)
        return Figures(out, sum(len(each.left_out) for each in self.unplaced), len(minutes), sum(minutes))


def who_moves(before: Plan, after: Plan) -> tuple[Moved, ...]:
    """Those who are in both plans and whose visits differ, in the order of the plan."""
    found = (_moved(before, after, appointment.id) for appointment in after.appointments)
    return tuple(moved for moved in found if moved)


def _moved(before: Plan, after: Plan, appointment_id: str) -> Moved | None:
    visits = ((before.visit.get(visit.id), visit) for visit in after.visits_of_appointment.get(appointment_id, ()))
    pairs = [(old, new) for old, new in visits if old is not None and old is not new and not _same(old, new)]
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
    if len(minutes) == 1:
        return f"1 person moves by {minutes[0]} minutes"
    if min(minutes) == max(minutes):
        return f"{len(minutes)} people move by {minutes[0]} minutes"
    average = round(sum(minutes) / len(minutes))
    return f"{len(minutes)} people move by {average} minutes on average, {max(minutes)} at most"


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
        ("1 person misses a stop" if part == 1 else f"{part} people miss a stop") if part else "",
    ]
    return " and ".join(each for each in parts if each) or "everybody is kept"
