"""What is still owed to whom, across all days: a list for each kind of promise, and the PIFU register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cadplanner.core.live.outcomes import Kept
from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day_rules import ENTER
from cadplanner.core.model.outcome import Agreed, OutcomeKind, Promise
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.words import Words

EXPIRING = (30, 60, 90)
"""Days ahead in which a service looks for PIFU windows that end."""


@dataclass(frozen=True, slots=True)
class DayKept:
    """One day with what came of it."""

    plan: Plan
    kept: Kept


@dataclass(frozen=True, slots=True)
class Owed:
    """One promise with all that whoever keeps it must know. `arrival` is minutes of the day, None without a time."""

    promise: Promise
    patient: Patient
    appointment: Appointment
    day_name: str
    on: date
    arrival: int | None
    agreed: tuple[Agreed, ...]
    ground: str = ""

    def overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.promise.is_open and self.promise.due is not None and self.promise.due < today

    def outcome_words(self, words: Words) -> str:
        """'PIFU, knee, until 12-Dec-2027; signposted, Walking group'."""
        return "; ".join(each.said(words) for each in self.agreed)


@dataclass(frozen=True, slots=True)
class Worklist:
    """The promises of one kind, the most pressing first. `action` is the service's own word for it."""

    action: str
    lines: tuple[Owed, ...]

    @property
    def open_ones(self) -> tuple[Owed, ...]:
        """Those that are not in the record system yet."""
        return tuple(line for line in self.lines if line.promise.is_open)


@dataclass(frozen=True, slots=True)
class OnPifu:
    """Somebody who may come back of her own accord until `expires_on`, that day included."""

    patient: Patient
    appointment: Appointment
    day_name: str
    on: date
    agreed: Agreed
    expires_on: date

    def days_left(self, today: date) -> int:
        """Days until the last day; below 0 for a window that is over."""
        return (self.expires_on - today).days


def worklists(days: Iterable[DayKept]) -> tuple[Worklist, ...]:
    """Every kind of promise that was made, open or kept, the fullest list of open ones first.

    The soonest due is first, and what has no date last; what goes into the record system is in the order of the
    clinic list (day, arrival, card), for that is how it is keyed.
    """
    found: dict[str, list[Owed]] = {}
    for line in _all_owed(days):
        found.setdefault(line.promise.action, []).append(line)
    lists = [
        Worklist(action, tuple(sorted(lines, key=_clinic_order if action == ENTER else _most_pressing)))
        for action, lines in found.items()
    ]
    return tuple(sorted(lists, key=lambda one: (-len(one.open_ones), one.action)))


def pifu_register(days: Iterable[DayKept]) -> tuple[OnPifu, ...]:
    """Everybody on PIFU by an outcome that holds, the soonest to expire first; windows that are over too."""
    found = [
        OnPifu(day.plan.patient[appointment.patient_id], appointment, day.plan.day.name, day.plan.day.on, agreed, last)
        for day in days
        for appointment, agreed in _agreed(day, OutcomeKind.PIFU)
        if (last := agreed.expires_on) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.expires_on, one.on, one.appointment.card)))


def expiring(register: Sequence[OnPifu], today: date, within: int) -> tuple[OnPifu, ...]:
    """Those whose window ends in so many days, today counted; windows that are over are not among them."""
    return tuple(one for one in register if 0 <= one.days_left(today) <= within)


def _agreed(day: DayKept, kind: OutcomeKind) -> Iterator[tuple[Appointment, Agreed]]:
    latest = day.kept.latest
    for appointment in day.plan.appointments:
        outcome = latest.get(appointment.id)
        for agreed in outcome.agreed if outcome else ():
            if agreed.kind is kind:
                yield appointment, agreed


def _all_owed(days: Iterable[DayKept]) -> Iterator[Owed]:
    for day in days:
        plan, latest = day.plan, day.kept.latest
        for promise in day.kept.promises:
            appointment, outcome = plan.appointment[promise.appointment_id], latest.get(promise.appointment_id)
            yield Owed(
                promise=promise,
                patient=plan.patient[appointment.patient_id],
                appointment=appointment,
                day_name=plan.day.name,
                on=plan.day.on,
                arrival=plan.arrival(appointment.id),
                agreed=outcome.agreed if outcome else (),
                ground=outcome.ground if outcome else "",
            )


def _clinic_order(line: Owed) -> tuple[object, ...]:
    return (line.on, line.day_name, line.arrival is None, line.arrival or 0, line.appointment.card)


def _most_pressing(line: Owed) -> tuple[object, ...]:
    return (line.promise.due is None, line.promise.due or line.on, line.on, line.appointment.card, line.promise.id)
