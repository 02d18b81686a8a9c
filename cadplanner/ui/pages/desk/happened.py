"""What else may happen to somebody at the desk: each with its letter and its code, in one menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cadplanner.core.live import record
from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Answer, By
from cadplanner.core.live.following import HERE, NEVER_HERE, NOT_YET, Status
from cadplanner.core.live.person import Person

Verb = Callable[[Board, By, str], Answer]


@dataclass(frozen=True, slots=True)
class Thing:
    """One line of the menu: words with the letter that chooses it, the verb, and of whom it may be said."""

    words: str
    does: Verb
    when: Callable[[Person], bool]


def _may_be_marked(person: Person) -> bool:
    return person.status in NOT_YET or person.status in NEVER_HERE


def _is_here(person: Person) -> bool:
    return person.status in HERE


def _is_out(person: Person) -> bool:
    return person.status in (Status.PAUSED, Status.HELD)


THINGS = (
    Thing("&Did not attend (code 3)", record.did_not_attend, _may_be_marked),
    Thing("Cancelled by the &patient (code 2)", partial(record.cancel, by_patient=True), _may_be_marked),
    Thing("Cancelled by &us (code 4)", partial(record.cancel, by_patient=False), _may_be_marked),
    Thing("&Left, went home (L)", record.leave, _is_here),
    Thing("Sent to &A&&E", record.send_to_ae, _is_here),
    Thing("Pau&sed: out for a while", record.pause, lambda p: _is_here(p) and p.status is not Status.PAUSED),
    Thing("&Back, waits again", record.back_to_queue, _is_out),
    Thing("&Conversation or visit is over", record.finish, lambda p: p.status is Status.IN_PROGRESS),
)
"""Letters: EMIS staff know A, L and D; codes: NHS Data Dictionary, ATTENDED OR DID NOT ATTEND CODE."""


def things_for(person: Person) -> tuple[Thing, ...]:
    """What may be said of that person now."""
    return tuple(thing for thing in THINGS if thing.when(person))
