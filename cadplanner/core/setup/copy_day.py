"""The next day from a past one: the same venue, stations, staff and pathways, new ids, no patients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import Post, Shift


def copied_day(plan: Plan, *, on: date, new_id: Callable[[], str]) -> Plan:
    """A day set up like `plan` on another date. Venue, services and staff are shared with it, not copied."""
    day = replace(plan.day, id=new_id(), on=on)
    station_ids = {station.id: new_id() for station in plan.stations}
    return replace(
        plan,
        day=day,
        stations=tuple(replace(station, id=station_ids[station.id], day_id=day.id) for station in plan.stations),
        shifts=tuple(
            replace(shift, id=new_id(), day_id=day.id, posts=_posts(shift, station_ids)) for shift in plan.shifts
        ),
        interpreters=tuple(replace(one, id=new_id(), day_id=day.id) for one in plan.interpreters),
        cover=tuple(replace(one, id=new_id(), day_id=day.id) for one in plan.cover),
        pathways=tuple(replace(pathway, id=new_id(), day_id=day.id) for pathway in plan.pathways),
        patients=(),
        appointments=(),
        visits=(),
    )


def _posts(shift: Shift, station_ids: dict[str, str]) -> tuple[Post, ...]:
    """The posts of a shift at the stations of the new day."""
    return tuple(
        replace(post, station_ids=tuple(station_ids[one] for one in post.station_ids if one in station_ids))
        for post in shift.posts
    )
