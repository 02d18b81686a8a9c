"""What came of somebody's day: recorded with the promises it owes; changed later, with the old one kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Answer, By, Fact, Refusal, written
from cadplanner.core.live.following import NEVER_HERE, Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.attendance import Happened, next_number
from cadplanner.core.model.day_rules import DEFAULT_RULES, DayRules
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.outcome import (
    NOT_THERE,
    Agreed,
    Outcome,
    OutcomeKind,
    Promise,
    WhatMatters,
    latest_outcomes,
    problems,
)
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import ENGLAND, Words
from cadplanner.core.planning.clash import who as named

ALSO_HAPPENED = {
    OutcomeKind.DID_NOT_ATTEND: (Status.DID_NOT_ATTEND, Happened.DID_NOT_ATTEND),
    OutcomeKind.CANCELLED_BY_PATIENT: (Status.CANCELLED_BY_PATIENT, Happened.CANCELLED_BY_PATIENT),
    OutcomeKind.CANCELLED_BY_PROVIDER: (Status.CANCELLED_BY_PROVIDER, Happened.CANCELLED_BY_PROVIDER),
    OutcomeKind.LEFT_EARLY: (Status.LEFT, Happened.LEFT),
    OutcomeKind.SENT_TO_AE: (Status.SENT_TO_AE, Happened.SENT_TO_AE),
}
"""Outcomes that are facts of the day too: recording one notes the fact where it is not noted yet."""


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground an outcome is recorded, and who does what it owes where the service names nobody."""

    words: str = ""
    owner: str = ""


NO_GROUND = Ground()


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file has of a day's outcomes: every one recorded, the promises, and the service's rules.

    `referrals` are the places on the waiting list of those invited, `words` the service's own.
    """

    outcomes: tuple[Outcome, ...] = ()
    promises: tuple[Promise, ...] = ()
    rules: DayRules = DEFAULT_RULES
    referrals: tuple[Referral, ...] = ()
    words: Words = ENGLAND

    @property
    def latest(self) -> dict[str, Outcome]:
        """The outcome that holds, by appointment id."""
        return latest_outcomes(self.outcomes)

    @property
    def highest(self) -> int:
        """The highest number of any outcome."""
        return max((outcome.number for outcome in self.outcomes), default=0)


def record_outcome(
    board: Board, by: By, kept: Kept, appointment_id: str, agreed: Sequence[Agreed], ground: Ground = NO_GROUND
) -> Answer:
    """Record an outcome, or another in its place; nothing agreed takes it back.

    Its promises come with it. Those of the one before that are not in the record system yet go, but for an action
    that is owed again: it keeps its owner and its day.
    """
    person = board.person.get(appointment_id)
    if person is None:
        return Refusal("Not on today's list.")
    wrong = [*problems(agreed, kept.words), *_against_the_facts(board, person, agreed)]
    if wrong:
        return Refusal(" ".join(wrong))
    before = kept.latest.get(appointment_id)
    if before is None and not agreed:
        return Refusal(f"{named(board.plan, appointment_id)} has no outcome to take back.")
    number = next_number(max(board.highest, kept.highest), by.now)
    outcome = Outcome(
        id=by.new_id(),
        day_id=board.plan.day.id,
        appointment_id=appointment_id,
        at=by.now,
        number=number,
        who=by.who,
        agreed=tuple(agreed),
        ground=ground.words,
        replaces=before.id if before else "",
    )
    label = f"Outcome of {named(board.plan, appointment_id)}"
    edit = Edit(label, (Change(None, outcome), *_promised(board, by, kept, outcome, ground.owner)))
    return edit.and_also(written(board, by, label, *_facts(person, outcome)))


def note_what_matters(board: Board, by: By, appointment_id: str, words: str) -> Answer:
    """What matters to the patient, in her own words, on one line."""
    if appointment_id not in board.person:
        return Refusal("Not on today's list.")
    line = " ".join(words.split())
    if not line:
        return Refusal("Write down what the person said, in one line.")
    number = next_number(board.highest, by.now)
    noted = WhatMatters(by.new_id(), board.plan.day.id, appointment_id, by.at or by.now, number, by.who, line)
    return Edit(f"What matters to {named(board.plan, appointment_id)}", (Change(None, noted),))


def holding(person: Person, latest: Mapping[str, Outcome]) -> Outcome | None:
    """The outcome that holds of somebody; none where it says that she did not attend, and she came after all."""
    outcome = latest.get(person.appointment_id)
    came_after_all = person.arrived is not None and person.status is not Status.DID_NOT_ATTEND
    return None if outcome and came_after_all and OutcomeKind.DID_NOT_ATTEND in outcome.kinds else outcome


def give_to(promises: Sequence[Promise], owner: str, due: date | None = None) -> Edit:
    """These promises are that person's, and due then where a date is given."""
    changed = ((promise, replace(promise, owner=owner, due=due or promise.due)) for promise in promises)
    label = f"{len(promises)} to be done by {owner}"
    return Edit(label, tuple(Change(old, new) for old, new in changed if old != new))


def tick(promises: Sequence[Promise], by: By) -> Edit:
    """These promises are in the record system now."""
    still = [promise for promise in promises if promise.is_open]
    done = (Change(promise, replace(promise, entered_by=by.who, entered_at=by.at or by.now)) for promise in still)
    return Edit(f"{len(still)} entered in the record system", tuple(done))


def untick(promises: Sequence[Promise]) -> Edit:
    """These promises are not in the record system after all."""
    still = [promise for promise in promises if not promise.is_open]
    back = (Change(promise, replace(promise, entered_by="", entered_at=None)) for promise in still)
    return Edit(f"{len(still)} not in the record system after all", tuple(back))


def _against_the_facts(board: Board, person: Person, agreed: Sequence[Agreed]) -> list[str]:
    name = named(board.plan, person.appointment_id)
    absent = [each for each in agreed if each.kind is OutcomeKind.DID_NOT_ATTEND]
    if absent and person.arrived is not None:
        return [f"{name} arrived, and so did attend. Take the arrival back first if it was somebody else."]
    there = [each for each in agreed if each.kind not in NOT_THERE]
    if there and person.status in NEVER_HERE and len(there) == len(agreed) and not _may_be_decided_anyway(there):
        return [f"{name} is marked “{person.status.value}”. Note the arrival first."]
    return []


def _may_be_decided_anyway(agreed: Sequence[Agreed]) -> bool:
    return all(each.kind in (OutcomeKind.DISCHARGE, OutcomeKind.FOLLOW_UP) for each in agreed)


def _facts(person: Person, outcome: Outcome) -> list[Fact]:
    noted = (ALSO_HAPPENED[kind] for kind in sorted(outcome.kinds & ALSO_HAPPENED.keys()))
    return [Fact(happened, person.appointment_id) for status, happened in noted if person.status is not status]


def _promised(board: Board, by: By, kept: Kept, outcome: Outcome, owner: str) -> list[Change]:
    had = {p.action: p for p in kept.promises if p.appointment_id == outcome.appointment_id and p.is_open}
    owed = {owes.action: owes for owes in kept.rules.owed(outcome.kinds)}
    gone = [Change(promise, None) for action, promise in had.items() if action not in owed]
    again = [Change(had[action], replace(had[action], outcome_id=outcome.id)) for action in owed if action in had]
    new = [
        Promise(
            id=by.new_id(),
            day_id=outcome.day_id,
            appointment_id=outcome.appointment_id,
            outcome_id=outcome.id,
            action=action,
            owner=owes.owner or owner,
            due=board.plan.day.on + timedelta(days=owes.within_days),
        )
        for action, owes in owed.items()
        if action not in had
    ]
    return [*gone, *again, *(Change(None, promise) for promise in new)]
