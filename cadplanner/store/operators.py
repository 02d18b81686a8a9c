"""Who works with the file: the door asks the role before it writes, and the PIN before it believes a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from cadplanner.core.keeping.roles import TRIES, may, operators_problem, wait_until
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.operator import Operator, Role
from cadplanner.errors import NotAllowed, WrongPin
from cadplanner.store.driver import Database

WRONG_TRIES = (
    "SELECT count(*), max(e.at) FROM past_edit e JOIN past_change c ON c.edit_id = e.id "
    "WHERE e.did = 'wrong PIN' AND c.kind = 'operator' AND c.entity_id = :id AND e.id > "
    "coalesce((SELECT max(e2.id) FROM past_edit e2 JOIN past_change c2 ON c2.edit_id = e2.id "
    "WHERE e2.did <> 'wrong PIN' AND c2.kind = 'operator' AND c2.entity_id = :id), 0)"
)
"""Wrong PINs of one person since she last signed in or was given another."""


def refuse_what_she_may_not(role: Role | None, edit: Edit, operators: Iterable[Operator]) -> None:
    """Raises NotAllowed for an edit beyond the role, or one that leaves nobody to say who may do what."""
    if not may(role, edit):
        raise NotAllowed(
            f"Not done: “{role}” may not do this.", "Ask a coordinator, or let one sign in (File, Switch person)."
        )
    if Operator not in edit.kinds():
        return
    after = {operator.id: operator for operator in operators}
    had_any = bool(after)
    for change in edit.changes:
        if isinstance(change.entity, Operator):
            after.pop(change.entity.id, None)
            after.update({change.entity.id: change.entity} if change.after is not None else {})
    if problem := operators_problem(after.values(), had_any=had_any):
        raise NotAllowed(problem, "Make somebody else a coordinator first, or choose another name.")


def refuse_to_try(db: Database, operator: Operator, at: datetime) -> None:
    """Raises WrongPin while too many wrong ones were typed a moment ago."""
    until = wait_until(*_wrong(db, operator))
    if until is not None and at < until:
        raise WrongPin(
            f"Too many wrong PINs for {operator.name}.", f"Wait until {until.astimezone():%H:%M}, then try again."
        )


def refuse_pin(db: Database, operator: Operator) -> WrongPin:
    """The error for a wrong PIN, which was noted: how many tries are left."""
    left = TRIES - _wrong(db, operator)[0]
    tries = f"{left} {'try is' if left == 1 else 'tries are'} left" if left > 0 else "Wait a minute before the next try"
    advice = f"{tries}. A coordinator can set a new one; so can whoever has the recovery key of the file."
    return WrongPin(f"That is not the PIN of {operator.name}.", advice)


def _wrong(db: Database, operator: Operator) -> tuple[int, datetime | None]:
    number, last = db.conn.execute(WRONG_TRIES, {"id": operator.id}).fetchone()
    return number, datetime.fromisoformat(last).astimezone(UTC) if last else None
