"""Who is asked first: the longest waiter, then the more urgent, else in the order given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Priority, Referral

Waiting = tuple[Referral, Patient]


def by_wait(waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Longest waiter first, then higher priority; those whose wait is not known come last."""
    return tuple(sorted(waiting, key=lambda one: (one[0].received_on or date.max, -one[0].priority)))


def suggest(waiting: Sequence[Waiting], places: int, on: date) -> tuple[Waiting, ...]:
    """The longest routine waiters for so many places on that day, each person once.

    Whoever has a referral that is not routine is never chosen automatically, nor a referral received after the day
    or one that has left the list.
    """
    pressing = {referral.patient_id for referral, _ in waiting if referral.priority is not Priority.ROUTINE}
    chosen: dict[str, Waiting] = {}
    for referral, patient in by_wait(waiting):
        if len(chosen) >= places:
            break
        open_then = referral.is_waiting and (referral.received_on or on) <= on
        if open_then and referral.patient_id not in pressing:
            chosen.setdefault(referral.patient_id, (referral, patient))
    return tuple(chosen.values())
