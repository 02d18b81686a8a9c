"""Why people are not placed, one after another; runs in a second process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.explain import Reason, why_unplaced


def reasons_for(plan: Plan, appointment_ids: Sequence[str]) -> Iterator[tuple[str, Reason]]:
    """The id of each appointment with its reason, as it is found."""
    return ((appointment_id, why_unplaced(plan, appointment_id)) for appointment_id in appointment_ids)
