"""One patient invited to one day, and the visits planned for her."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.model.pathway import Step
from cadplanner.core.model.span import Span


@dataclass(frozen=True, slots=True)
class Appointment:
    """One patient invited to one day.

    `card` is the number she carries; `route` the expected stops; `availability` when she can come (empty is
    any time); `longest_stay` 0 means the day's; `weight` how much it matters to place her (priority and weeks
    waited, fixed when invited). Those of a day with the same `together` come together (a couple, a parent and child);
    '' is alone.
    """

    id: str
    day_id: str
    patient_id: str
    card: int
    route: tuple[Step, ...]
    referral_id: str = ""
    pathway_name: str = ""
    availability: tuple[Span, ...] = ()
    longest_stay: int = 0
    weight: int = 600
    together: str = ""

    def step(self, key: str) -> Step:
        """The step with that key. Raises KeyError."""
        for step in self.route:
            if step.key == key:
                return step
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Visit:
    """One stop, planned: which step of whose route, where, with whom, when.

    `staff_id` is '' at a drop-in. A locked visit is moved by nobody but a person's hand.
    """

    id: str
    day_id: str
    appointment_id: str
    step: str
    station_id: str
    place: int
    staff_id: str
    span: Span
    locked: bool = False


def visit_id(appointment_id: str, step_key: str) -> str:
    """The id of the visit that answers one step: the same at every planning, so re-plans are edits."""
    return f"{appointment_id}.{step_key}"
