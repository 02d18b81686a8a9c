"""What would not work about the stations of a day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.setup.problem import SetupProblem, twice


def station_problems(plan: Plan) -> Iterator[SetupProblem]:
    """Names, hours, places, zones and classes of the stations."""
    if not plan.stations:
        yield SetupProblem("stations", "There is no station yet: say where people are seen.")
    for name, count in twice(station.name for station in plan.stations):
        yield SetupProblem("stations", f"{count} stations are called {name}. Give each a name of its own.")
    for station in plan.stations:
        for says in (*_hours(plan, station), *_places(plan, station), *_class(plan, station)):
            yield SetupProblem("stations", says, station.id)


def _hours(plan: Plan, station: Station) -> Iterator[str]:
    opening = sorted(station.opening)
    if not any(span.overlaps(plan.day.opening) for span in opening):
        yield f"{station.name}: never open while the day is ({plan.day.opening})."
    elif all(span.minutes < station.minutes for span in opening):
        yield f"{station.name}: a visit takes {station.minutes} minutes, longer than it is open."
    if any(one.overlaps(other) for one, other in pairwise(opening)):
        yield f"{station.name}: the opening hours overlap each other."


def _places(plan: Plan, station: Station) -> Iterator[str]:
    if station.places and not 0 <= station.step_free_places <= station.places:
        yield (f"{station.name}: of {station.places} places, {station.step_free_places} cannot be step-free.")
    if not 0 <= station.zone < len(plan.venue.zones):
        yield f"{station.name}: the venue does not have its zone."
    if station.service_id not in plan.service:
        yield f"{station.name}: the service it gives is not known."


def _class(plan: Plan, station: Station) -> Iterator[str]:
    if station.mode is not Mode.GROUP or not station.start_every:
        return
    starts = {span.start + n * station.start_every for span in station.opening for n in (0, 1)}
    if any(start % plan.day.grid for start in starts):
        yield (f"{station.name}: classes would not start at the {plan.day.grid}-minute steps of the day.")
    if station.start_every < station.minutes:
        yield (
            f"{station.name}: a class lasts {station.minutes} minutes but is to start every {station.start_every}, "
            f"so a room is free for only some of the starts."
        )
