"""A sensible day to start from: small, medium or large, or sized for any number of patients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Position, Station, Venue
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Cover, Shift, StaffMember
from cadplanner.core.setup.reference import COVER, OFFERS, PATHWAYS, SIZES, TREATMENT_ROOMS, WALKING, ZONES, Offer, Size

__all__ = ["SIZES", "day_facts", "preset", "preset_for"]

NewId = Callable[[], str]
LOAD = 0.8  # share of staff time that a day should fill: rolling breaks and late arrivals need the rest
SCARCE_LOAD = 0.7  # the same for one-to-one services in the middle of a route, where few people share few places
LONGER = 1.1  # one patient in ten needs a longer appointment


def preset(size: str, *, on: date, new_id: NewId) -> Plan:
    """The reference day of that size (`SIZES`) without patients. Raises KeyError for another word."""
    return _day_for(SIZES[size], on=on, new_id=new_id)


def preset_for(patients: int, *, on: date, new_id: NewId) -> Plan:
    """A day for so many patients: the hours of the nearest reference day, places and staff to match."""
    nearest = min(SIZES.values(), key=lambda size: abs(size.patients - patients))
    return _day_for(replace(nearest, patients=max(patients, 1)), on=on, new_id=new_id)


def day_facts(plan: Plan, patients: int) -> str:
    """A day in plain words for that many people: '150 people, 09:00-17:00, 32 staff, 9 stations'."""
    counts = (
        _counted(patients, "person", "people"),
        str(plan.day.opening),
        f"{len(plan.shifts)} staff",
        _counted(len(plan.stations), "station", "stations"),
    )
    return ", ".join(counts)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _day_for(size: Size, *, on: date, new_id: NewId) -> Plan:
    offers = tuple(offer for offer in OFFERS if size.patients >= offer.least_patients)
    ways = _pathways({offer.service.id for offer in offers})
    arrivals = Arrivals(size.arrivals, size.every)
    venue = Venue(new_id(), "Leisure centre", zones=ZONES, walking=WALKING)
    day = AppointmentDay(new_id(), "Community appointment day", on, venue.id, size.opening, arrivals)
    percent = {offer.service.id: sum(share for _, ids, share in ways if offer.service.id in ids) for offer in offers}
    stations = tuple(
        _station(offer, _places(offer, percent[offer.service.id], size), size, (new_id(), day.id)) for offer in offers
    )
    posts = tuple(
        post for offer, station in zip(offers, stations, strict=True) for post in _posts(offer, station, size, new_id)
    )
    return Plan(
        day=day,
        venue=venue,
        services=tuple(offer.service for offer in offers),
        stations=stations,
        staff=tuple(member for member, _ in posts),
        shifts=tuple(shift for _, shift in posts),
        pathways=tuple(Pathway(new_id(), day.id, name, ids, share=share) for name, ids, share in ways),
        cover=tuple(Cover(new_id(), day.id, skill, size.opening) for skill, _ in COVER),
    )


def _pathways(given: set[str]) -> list[tuple[str, tuple[str, ...], int]]:
    """The pathways that those services can give, their shares made up to 100 per cent."""
    ways = [(name, ids, share) for name, ids, share in PATHWAYS if given.issuperset(ids)]
    total = sum(share for _, _, share in ways)
    shares = [share * 100 // total for _, _, share in ways]
    shares[0] += 100 - sum(shares)
    return [(name, ids, share) for (name, ids, _), share in zip(ways, shares, strict=True)]


def _station(offer: Offer, places: int, size: Size, ids: tuple[str, str]) -> Station:
    service = offer.service
    station_id, day_id = ids
    return Station(
        id=station_id,
        day_id=day_id,
        name=offer.station,
        service_id=service.id,
        minutes=service.minutes,
        places=places,
        step_free_places=max(1, places // 2) if offer.zone == TREATMENT_ROOMS else places,
        opening=(size.opening,),
        zone=offer.zone,
        mode=service.mode,
        skill=service.skill,
        group_size=offer.group_size,
        start_every=offer.start_every,
        quiet=offer.zone == TREATMENT_ROOMS,
    )


def _places(offer: Offer, percent: int, size: Size) -> int:
    """Places enough for that percentage of the patients, with time lost at both ends of the day taken off."""
    if offer.service.mode is Mode.DROP_IN:
        return 0
    stay = 45 if offer.service.position is Position.FIRST else 60
    usable = size.arrivals.minutes if offer.service.position is Position.FIRST else size.opening.minutes
    each = offer.service.minutes * LONGER
    if offer.service.mode is Mode.GROUP:
        each = max(offer.service.minutes, offer.start_every) / offer.group_size
    scarce = offer.service.position is Position.MIDDLE and offer.service.mode is Mode.ONE_TO_ONE
    needed = size.patients * percent / 100 * each / ((usable - stay) * (SCARCE_LOAD if scarce else LOAD))
    return max(1, -int(-needed // 1))


def _posts(offer: Offer, station: Station, size: Size, new_id: NewId) -> list[tuple[StaffMember, Shift]]:
    if not station.skill:
        return []
    posts = []
    for number in range(1, station.places + 1):
        name = f"{offer.service.name} {number}" if station.places > 1 else offer.service.name
        covers = (skill for skill, services in COVER if number == 1 and station.service_id in services)
        member = StaffMember(new_id(), name, role=offer.role, skills=(station.skill, *covers))
        shift = Shift(new_id(), station.day_id, member.id, size.opening, _breaks(size.opening, number))
        posts.append((member, shift))
    return posts


def _breaks(opening: Span, number: int) -> tuple[BreakRule, ...]:
    """Lunch of 30 minutes and 15 minutes before and after it, staggered by thirds of the team."""
    turn = number % 3 * 30
    middle = (opening.start + opening.end) // 2 // 30 * 30
    lunch = BreakRule(30, Span(middle - 75 + turn, middle + 15 + turn))
    if opening.minutes < 420:
        return (lunch,)
    return (
        BreakRule(15, Span(opening.start + 60 + turn, lunch.window.start)),
        lunch,
        BreakRule(15, Span(lunch.window.end + 15, opening.end - 45)),
    )
