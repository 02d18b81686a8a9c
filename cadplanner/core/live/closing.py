"""The end of a day: every loose end with the one action that answers it, and a close that loses nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Answer, By, Fact, Refusal, written
from cadplanner.core.live.following import NOT_YET, Status
from cadplanner.core.live.outcomes import Kept, holding
from cadplanner.core.live.returning import settled, unsettled
from cadplanner.core.model.attendance import DayEvent, Happened
from cadplanner.core.model.day_rules import ENTER, action_words
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.outcome import Outcome, Promise, WhatMatters
from cadplanner.core.model.words import Words
from cadplanner.core.planning.clash import who as named

CLOSED = "The day is closed. Reopen it on the page After first."


class Loose(StrEnum):
    """What may be open at the end of a day."""

    NOT_MARKED = "neither arrived nor marked"
    NOT_FINISHED = "started, never finished"
    STILL_HERE = "still here"
    NO_OUTCOME = "arrived, no outcome"
    NO_OWNER = "promise without an owner or a day"
    NOT_ENTERED = "not in the record system"


ACTIONS = {
    Loose.NOT_MARKED: "Mark “did not attend”, or note the arrival",
    Loose.NOT_FINISHED: "Finish the visit",
    Loose.STILL_HERE: "Note when the person left",
    Loose.NO_OUTCOME: "Record the outcome",
    Loose.NO_OWNER: "Say who does it, and by when",
    Loose.NOT_ENTERED: "Tick once it is in the record system",
}


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """One thing still open: a sentence, the one action that answers it, and whom or what it is about."""

    kind: Loose
    appointment_id: str
    says: str
    action: str
    promise_id: str = ""

    @property
    def key(self) -> str:
        """What a recorded reason answers: the kind, and the promise where it is about one."""
        return f"{self.kind.value} {self.promise_id}".strip()


def loose_ends(board: Board, kept: Kept) -> tuple[LooseEnd, ...]:
    """Everything that is open, by card; what was answered with a reason is not in it."""
    explained = {(fact.appointment_id, fact.step) for fact in board.facts if fact.kind is Happened.EXPLAINED}
    return tuple(end for end in _every(board, kept) if (end.appointment_id, end.key) not in explained)


def explain(board: Board, by: By, end: LooseEnd, reason: str) -> Answer:
    """A loose end is answered with a reason that is kept instead of its action."""
    words = " ".join(reason.split())
    if not words:
        return Refusal("Write down the reason, in one line.")
    fact = Fact(Happened.EXPLAINED, end.appointment_id, step=end.key, says=words)
    return written(board, by, f"Reason for {named(board.plan, end.appointment_id)}: {end.kind.value}", fact)


def close_day(board: Board, by: By, kept: Kept) -> Answer:
    """Close the day; refused while anything is open. Who was seen leaves the waiting list, who was not goes back."""
    if board.closed:
        return Refusal("The day is closed already.")
    open_ones = loose_ends(board, kept)
    if open_ones:
        number = len(open_ones)
        return Refusal(f"{number} loose {'end is' if number == 1 else 'ends are'} open: answer each of them first.")
    label = f"Close {board.plan.day.name}"
    return Edit(label, settled(board, kept)).and_also(written(board, by, label, Fact(Happened.CLOSED)))


def unless_closed(board: Board, answer: Answer) -> Answer:
    """The answer, but for a closed day: that takes no fact and no outcome until it is reopened.

    What is owed is given and ticked for weeks after it, and feedback forms come in late: both stay possible.
    """
    if not board.closed or isinstance(answer, Refusal):
        return answer
    facts = [change.after for change in answer.changes if isinstance(change.after, DayEvent)]
    reopens = any(fact.kind is Happened.REOPENED for fact in facts)
    told = facts or any(isinstance(change.after, Outcome | WhatMatters) for change in answer.changes)
    return Refusal(CLOSED) if told and not reopens else answer


def reopen_day(board: Board, by: By, kept: Kept, reason: str = "") -> Answer:
    """Open a closed day again; that is kept too. The waiting list is again what it was before the close."""
    if not board.closed:
        return Refusal("The day is open.")
    label = f"Reopen {board.plan.day.name}"
    reopened = written(board, by, label, Fact(Happened.REOPENED, says=reason))
    return Edit(label, unsettled(board, kept.referrals)).and_also(reopened)


def _every(board: Board, kept: Kept) -> Iterator[LooseEnd]:
    latest = kept.latest
    promises: dict[str, list[Promise]] = {}
    for promise in kept.promises:
        promises.setdefault(promise.appointment_id, []).append(promise)
    for person in board.people:
        who = person.appointment_id
        name = named(board.plan, who)
        if person.status in NOT_YET:
            yield _end(Loose.NOT_MARKED, who, f"{name} has neither arrived nor been marked.")
        elif person.status is Status.IN_PROGRESS:
            yield _end(Loose.NOT_FINISHED, who, f"{name} has begun a visit that is not finished.")
        elif person.left is None:
            yield _end(Loose.STILL_HERE, who, f"{name} has not left: {person.status.value}.")
        if person.arrived is not None and holding(person, latest) is None:
            but = (
                "came after all, and the outcome says “did not attend”"
                if who in latest
                else "arrived and has no outcome"
            )
            yield _end(Loose.NO_OUTCOME, who, f"{name} {but}.")
        for promise in promises.get(who, ()):
            yield from _of_promise(name, promise, kept.words)


def _of_promise(name: str, promise: Promise, words: Words) -> Iterator[LooseEnd]:
    what = f"{name}: “{action_words(promise.action, words)}”"
    if not promise.is_open:
        return
    if promise.action == ENTER:
        yield _end(Loose.NOT_ENTERED, promise.appointment_id, f"{what} is not ticked.", promise.id)
    elif not promise.owner or promise.due is None:
        lacks = "a day by which it is done" if promise.owner else "somebody who does it"
        yield _end(Loose.NO_OWNER, promise.appointment_id, f"{what} lacks {lacks}.", promise.id)


def _end(kind: Loose, appointment_id: str, says: str, promise_id: str = "") -> LooseEnd:
    return LooseEnd(kind, appointment_id, says, ACTIONS[kind], promise_id)
