"""Who leaves the waiting list when a day is closed, and who goes back to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cadplanner.core.live.board import Board
from cadplanner.core.live.outcomes import ALSO_HAPPENED, Kept, holding
from cadplanner.core.live.person import Person
from cadplanner.core.model.edit import Change
from cadplanner.core.model.outcome import Outcome, OutcomeKind
from cadplanner.core.model.referral import Referral

ENDED_AS = {status: kind for kind, (status, _) in ALSO_HAPPENED.items()}


def settled(board: Board, kept: Kept) -> tuple[Change, ...]:
    """What closing the day does to the places on the list of those invited, by the service's rule.

    Nobody is lost: somebody without an outcome who is not marked either goes back to the list.
    """
    latest = kept.latest
    places = {referral.id: referral for referral in kept.referrals}
    on, found = board.plan.day.on, []
    for person in board.people:
        place = places.get(board.plan.appointment[person.appointment_id].referral_id)
        if place is None or not place.is_waiting:
            continue
        because = kept.rules.leaves_because(_kinds(person, latest))
        found.append(Change(place, replace(place, settled_on=on, left_because=because or "")))
    return tuple(found)


def unsettled(board: Board, referrals: Iterable[Referral]) -> tuple[Change, ...]:
    """The places on the list as they were before the close of this day."""
    hers = {appointment.referral_id for appointment in board.plan.appointments}
    ours = (each for each in referrals if each.id in hers and each.settled_on == board.plan.day.on)
    return tuple(Change(each, replace(each, settled_on=None, left_because="")) for each in ours)


def _kinds(person: Person, latest: Mapping[str, Outcome]) -> frozenset[OutcomeKind]:
    outcome = holding(person, latest)
    if outcome is not None:
        return outcome.kinds
    return frozenset({ENDED_AS[person.status]} if person.status in ENDED_AS else ())
