"""What a service decides about its days: who is late, what an outcome owes, and the codes it sends on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cadplanner.core.model.attendance import ArrivalPolicy
from cadplanner.core.model.outcome import NOT_THERE, OutcomeKind
from cadplanner.core.model.words import Words

ENTER = "Enter in the record system"
LETTER = "Letter to the GP"
BOOK = "Book the follow-up"
REFER = "Send the referral"
REGISTER = "Enter on the PIFU register"
CHECK = "Look at the result"


def action_words(action: str, words: Words) -> str:
    """An action as the service reads it; its own are left as it wrote them."""
    return f"Enter on the {words.register}" if action == REGISTER else action


def action_of(typed: str, words: Words) -> str:
    """The action that these words stand for."""
    return REGISTER if typed == action_words(REGISTER, words) else typed


@dataclass(frozen=True, slots=True)
class Owes:
    """A promise that an outcome of this kind owes: due so many days after the day, owned by whom ('' is open)."""

    kind: OutcomeKind
    action: str
    within_days: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Codes:
    """What an outcome is called in NHS codes: OUTCOME OF ATTENDANCE and REFERRAL TO TREATMENT PERIOD STATUS.

    '' where the code list has no value: PIFU is none of the three outcomes of attendance.
    """

    kind: OutcomeKind
    outcome_of_attendance: str
    rtt_status: str


def _owes_by_default() -> tuple[Owes, ...]:
    entered = tuple(Owes(kind, ENTER, 2) for kind in OutcomeKind)
    return (
        *entered,
        Owes(OutcomeKind.DISCHARGE, LETTER, 7),
        Owes(OutcomeKind.PIFU, REGISTER, 2),
        Owes(OutcomeKind.PIFU, LETTER, 7),
        Owes(OutcomeKind.FOLLOW_UP, BOOK, 7),
        Owes(OutcomeKind.ONWARD_REFERRAL, REFER, 2),
        Owes(OutcomeKind.INVESTIGATION, CHECK, 28),
        Owes(OutcomeKind.SURGICAL_OPINION, REFER, 2),
        Owes(OutcomeKind.SENT_TO_AE, LETTER, 1),
    )


DEFAULT_POLICY = ArrivalPolicy()
DEFAULT_OWES = _owes_by_default()
DEFAULT_CODES = (
    Codes(OutcomeKind.DISCHARGE, "1", "30"),
    Codes(OutcomeKind.PIFU, "", "32"),
    Codes(OutcomeKind.FOLLOW_UP, "3", "20"),
    Codes(OutcomeKind.ONWARD_REFERRAL, "3", "21"),
    Codes(OutcomeKind.INVESTIGATION, "3", "20"),
    Codes(OutcomeKind.SURGICAL_OPINION, "3", "21"),
    Codes(OutcomeKind.SIGNPOSTED, "1", "34"),
    Codes(OutcomeKind.LEFT_EARLY, "3", "20"),
    Codes(OutcomeKind.DID_NOT_ATTEND, "3", "33"),
    Codes(OutcomeKind.CANCELLED_BY_PATIENT, "3", "20"),
    Codes(OutcomeKind.CANCELLED_BY_PROVIDER, "3", "20"),
    Codes(OutcomeKind.SENT_TO_AE, "3", "20"),
)
"""Suggested for a service of allied health professionals; the local information team must approve them."""

DEFAULT_RETURNS = (
    OutcomeKind.LEFT_EARLY,
    OutcomeKind.DID_NOT_ATTEND,
    OutcomeKind.CANCELLED_BY_PATIENT,
    OutcomeKind.CANCELLED_BY_PROVIDER,
    OutcomeKind.SENT_TO_AE,
)
"""After these alone somebody still waits; trusts differ about those who did not attend."""


@dataclass(frozen=True, slots=True)
class DayRules:
    """One per file, all of it for the service to edit. `returns` are the outcomes that leave somebody waiting."""

    id: str = "rules"
    policy: ArrivalPolicy = DEFAULT_POLICY
    owes: tuple[Owes, ...] = DEFAULT_OWES
    codes: tuple[Codes, ...] = DEFAULT_CODES
    returns: tuple[OutcomeKind, ...] = DEFAULT_RETURNS

    def leaves_because(self, kinds: Iterable[OutcomeKind]) -> OutcomeKind | None:
        """What takes somebody with such an outcome off the waiting list; None for somebody who goes back to it."""
        held = set(kinds) - set(self.returns)
        return next((kind for kind in OutcomeKind if kind in held), None)

    def owed(self, kinds: Iterable[OutcomeKind]) -> tuple[Owes, ...]:
        """The promises that these kinds owe together: each action once, the soonest."""
        held = set(kinds)
        found: dict[str, Owes] = {}
        for each in sorted((each for each in self.owes if each.kind in held), key=lambda each: each.within_days):
            found.setdefault(each.action, each)
        return tuple(found.values())

    def codes_of(self, kinds: Iterable[OutcomeKind]) -> Codes | None:
        """The codes of an outcome: of its kind that stands first in the table; None where none of them does.

        The status of somebody who was not there is that of not being there, whatever was decided then.
        """
        held = set(kinds)
        rows = [codes for codes in self.codes if codes.kind in held]
        absent = [codes for codes in rows if codes.kind in NOT_THERE]
        return replace(rows[0], rtt_status=(absent or rows)[0].rtt_status) if rows else None


DEFAULT_RULES = DayRules()
