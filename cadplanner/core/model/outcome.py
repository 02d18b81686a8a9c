"""What came of it: outcomes, the promises they owe, and the answers of those who were there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

from dateutil.relativedelta import relativedelta

from cadplanner.core.model.patient import date_words
from cadplanner.core.model.words import ENGLAND, Words


class OutcomeKind(StrEnum):
    """What was agreed, or how the day ended for somebody."""

    DISCHARGE = "discharge"
    PIFU = "PIFU"
    FOLLOW_UP = "follow-up"
    ONWARD_REFERRAL = "onward referral"
    INVESTIGATION = "investigation"
    SURGICAL_OPINION = "surgical opinion"
    SIGNPOSTED = "signposted"
    LEFT_EARLY = "left early"
    DID_NOT_ATTEND = "did not attend"
    CANCELLED_BY_PATIENT = "cancelled by the patient"
    CANCELLED_BY_PROVIDER = "cancelled by us"
    SENT_TO_AE = "sent to A&E"

    def called(self, words: Words) -> str:
        """What the service calls it."""
        return kind_words(self.value, words)


def kind_words(name: str, words: Words) -> str:
    """What the service calls the outcome of that name; words that are none are left as they are."""
    return words.pifu if name == OutcomeKind.PIFU else name


NOT_THERE = frozenset({OutcomeKind.DID_NOT_ATTEND, OutcomeKind.CANCELLED_BY_PATIENT, OutcomeKind.CANCELLED_BY_PROVIDER})
AFTER_NOT_THERE = frozenset({OutcomeKind.DISCHARGE, OutcomeKind.FOLLOW_UP})
SEVERAL = frozenset({OutcomeKind.ONWARD_REFERRAL, OutcomeKind.INVESTIGATION, OutcomeKind.SIGNPOSTED})
CONTRADICTIONS = {
    frozenset({OutcomeKind.DISCHARGE, OutcomeKind.PIFU}): "Discharged, or may come back ({pifu}): choose one.",
    frozenset({OutcomeKind.DISCHARGE, OutcomeKind.FOLLOW_UP}): "Discharged people have no follow-up: choose one.",
    frozenset({OutcomeKind.DISCHARGE, OutcomeKind.SURGICAL_OPINION}): (
        "Somebody who waits for a surgical opinion is not discharged yet: choose one."
    ),
    frozenset({OutcomeKind.DISCHARGE, OutcomeKind.SENT_TO_AE}): (
        "Somebody sent to A&E is not discharged yet: choose one."
    ),
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One thing of an outcome. Which fields it needs is told by `problems`; the others are left as they are.

    `what` is the kind of PIFU or follow-up, the service referred to, what is investigated, or the subject of the
    surgical opinion; `months` the PIFU window from `start`; `leaflet` whether the leaflet of triggers was given;
    `contact` the way back; `to` what somebody was signposted to.
    """

    kind: OutcomeKind
    what: str = ""
    urgency: str = ""
    with_whom: str = ""
    by_when: date | None = None
    start: date | None = None
    months: int = 0
    leaflet: bool = False
    contact: str = ""
    to: tuple[str, ...] = ()

    @property
    def expires_on(self) -> date | None:
        """The last day of a PIFU window by calendar months: 31 January and a month is the last of February."""
        return self.start + relativedelta(months=self.months) if self.start and self.months else None

    def said(self, words: Words) -> str:
        """On one line for a list: 'PIFU, knee, until 12-Dec-2027'; 'follow-up, phone, routine, with physio'."""
        until = f"until {date_words(self.expires_on)}" if self.expires_on else ""
        by = f"by {date_words(self.by_when)}" if self.by_when else ""
        whom = f"with {self.with_whom}" if self.with_whom else ""
        what = self.what if self.what != self.kind.value else ""
        parts = (self.kind.called(words), what, self.urgency, whom, by, until, self.contact, *self.to)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was recorded of one appointment at once: who did, when, and on what ground.

    A later one takes the place of an earlier one, which stays in the file (`replaces` names it); one that holds
    nothing takes an outcome back. `number` counts as that of a fact.
    """

    id: str
    day_id: str
    appointment_id: str
    at: datetime
    number: int
    who: str
    agreed: tuple[Agreed, ...] = ()
    ground: str = ""
    replaces: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("when an outcome was recorded needs a time zone")

    @property
    def kinds(self) -> frozenset[OutcomeKind]:
        """The kinds it holds."""
        return frozenset(each.kind for each in self.agreed)


def problems(agreed: Iterable[Agreed], words: Words = ENGLAND) -> tuple[str, ...]:
    """What speaks against recording this, in sentences for whoever types; () where it may be recorded."""
    together = tuple(agreed)
    lacking = (says for each in together for says in _lacking(each, words))
    pairs = (_contradiction(one.kind, other.kind, words) for one, other in combinations(together, 2))
    return tuple(dict.fromkeys([*lacking, *(says for says in pairs if says)]))


def latest_outcomes(outcomes: Iterable[Outcome]) -> dict[str, Outcome]:
    """The outcome that holds, by the id of the appointment; one taken back is not in it."""
    ordered = sorted(outcomes, key=lambda outcome: (outcome.number, outcome.id))
    last = {outcome.appointment_id: outcome for outcome in ordered}
    return {key: outcome for key, outcome in last.items() if outcome.agreed}


def _lacking(each: Agreed, words: Words) -> Iterator[str]:
    if each.kind is OutcomeKind.PIFU and each.expires_on is None:
        yield f"{words.pifu} needs the day it starts and a number of months."
    if each.months < 0:
        yield f"The months of {words.pifu} cannot be below nothing."
    if each.kind is OutcomeKind.FOLLOW_UP and not (each.what and each.urgency):
        yield "A follow-up needs its kind and how soon it is wanted."
    if each.kind is OutcomeKind.SIGNPOSTED and not each.to:
        yield "Say to whom the person was signposted."
    if each.kind in NEED_A_WORD and not each.what:
        yield NEED_A_WORD[each.kind]


NEED_A_WORD = {
    OutcomeKind.ONWARD_REFERRAL: "Say which service the person is referred to.",
    OutcomeKind.INVESTIGATION: "Say what is to be investigated.",
    OutcomeKind.SURGICAL_OPINION: "Say what the surgeon is asked about.",
}


def _contradiction(one: OutcomeKind, other: OutcomeKind, words: Words) -> str:
    if one is other:
        return "" if one in SEVERAL else f"There can be only one outcome of “{one.called(words)}”."
    absent = {one, other} & NOT_THERE
    there = {one, other} - NOT_THERE - AFTER_NOT_THERE
    if absent and (there or len(absent) == 2):
        first, second = sorted((one, other), key=lambda kind: kind not in NOT_THERE)
        return f"“{first.called(words)}” and “{second.called(words)}” cannot both be true: choose one."
    return CONTRADICTIONS.get(frozenset({one, other}), "").format(pifu=words.pifu)


@dataclass(frozen=True, slots=True)
class Promise:
    """What an outcome owes: an action with an owner, a due date, and the tick that it is in the record system."""

    id: str
    day_id: str
    appointment_id: str
    outcome_id: str
    action: str
    owner: str = ""
    due: date | None = None
    entered_by: str = ""
    entered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is not in the record system yet."""
        return self.entered_at is None


@dataclass(frozen=True, slots=True)
class WhatMatters:
    """What matters to a patient, in her own words, in one line; the latest holds."""

    id: str
    day_id: str
    appointment_id: str
    at: datetime
    number: int
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """One anonymous answer: nobody's name, and no time of day.

    `collaborate` are the three answers of CollaboRATE (0 to 4 each; empty where none was given, three or none
    count); `friends_and_family` is 1 (very good) to 5 (very poor), 6 (don't know), 0 for no answer (NHS England,
    Friends and Family Test).
    """

    id: str
    day_id: str
    collaborate: tuple[int, ...] = ()
    friends_and_family: int = 0
    words: str = ""

    def __post_init__(self) -> None:
        if len(self.collaborate) not in (0, 3) or any(not 0 <= answer <= 4 for answer in self.collaborate):
            raise ValueError("CollaboRATE has three answers from 0 to 4")
        if not 0 <= self.friends_and_family <= 6:
            raise ValueError("the Friends and Family Test has answers 1 to 6")
