"""Who may do what: one table of roles, asked by the store before it writes and by the window before it shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.operator import Operator, Role
from cadplanner.core.model.outcome import Feedback, Outcome, Promise, WhatMatters
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Referral

SAYS = {
    Role.COORDINATOR: "everything, and who else may do what",
    Role.DESK: "check-in, next stops, outcomes, the close and printing; not the list, the set-up or who works here",
    Role.VIEWER: "looking at the plan and the board; changes nothing",
}
"""What each role may do, for whoever gives it."""

PAGES: dict[Role, frozenset[str]] = {
    Role.DESK: frozenset({"desk", "board", "print", "outcomes", "after", "reports", "settings"}),
    Role.VIEWER: frozenset({"plan", "board", "settings"}),
}
"""The pages that a role sees, by their keys; a coordinator sees them all."""

FIRST = {Role.DESK: "desk", Role.VIEWER: "board"}
"""The page that a role sees first; a coordinator the first of all."""

WRITES: dict[Role, frozenset[type]] = {
    Role.DESK: frozenset(
        {DayEvent, Outcome, Promise, WhatMatters, Feedback, Print, Patient, Referral, Appointment, Visit}
    ),
    Role.VIEWER: frozenset(),
}
"""The kinds that a role may add and change; a coordinator all of them."""

KEEPS: frozenset[type] = frozenset({Patient, Referral})
"""Kinds that only a coordinator may remove."""

TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)


def sees(role: Role | None, page: str) -> bool:
    """Whether a role sees the page with that key; None is somebody working alone, who sees all."""
    return role not in PAGES or page in PAGES[role]


def may_write(role: Role | None, kind: type) -> bool:
    """Whether a role may add and change what is of that kind."""
    return role not in WRITES or kind in WRITES[role]


def may(role: Role | None, edit: Edit) -> bool:
    """Whether a role may make that edit; None is somebody working alone, who may."""
    if role not in WRITES:
        return True
    removed = {type(change.entity) for change in edit.changes if change.after is None}
    return edit.kinds() <= WRITES[role] and not removed & KEEPS


def operators_problem(after: Iterable[Operator], *, had_any: bool) -> str:
    """What speaks against these being all who work with the file, in a sentence; '' for nothing."""
    operators = tuple(after)
    names = [" ".join(operator.name.casefold().split()) for operator in operators]
    if len(set(names)) < len(names):
        return "Two people cannot have one name here: the history could not tell them apart."
    if any(operator.role is Role.COORDINATOR for operator in operators):
        return ""
    if not operators and not had_any:
        return ""
    return "There must be a coordinator left, or nobody could say who may do what."


def wait_until(wrong: int, last: datetime | None) -> datetime | None:
    """Until when a PIN may not be tried after so many wrong ones, the last of them then; None where it may."""
    if wrong < TRIES or last is None:
        return None
    doublings: int = min(wrong - TRIES, 10)
    return last + min((1 << doublings) * FIRST_WAIT, LONGEST_WAIT)
