"""A sensible day to start from: small, medium or large, or sized for any number of patients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Position, Service, Station, Venue
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Shift, StaffMember

NewId = Callable[[], str]
LOAD = 0.8  # share of staff time that a day should fill: rolling breaks and late arrivals need the rest
LONGER = 1.1  # one patient in ten needs a longer appointment


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as days usually give it: the percentage of patients who go, where, and who gives it."""

    service: Service
    share: int
    zone: int
    station: str
    role: str = ""
    group_size: int = 1
    start_every: int = 0
    least_patients: int = 0


@dataclass(frozen=True, slots=True)
class Size:
    """A reference day: patients, opening hours, arrivals and the minutes between windows."""

    patients: int
    opening: Span
    arrivals: Span
    every: int


ZONES = ("Hall", "Treatment rooms", "Studio", "Foyer")
WALKING = ((0, 5, 5, 0), (5, 0, 5, 5), (5, 5, 0, 5), (0, 5, 5, 0))
SIZES: Mapping[str, Size] = {
    "small": Size(40, Span(570, 960), Span(570, 780), 15),
    "medium": Size(150, Span(540, 1020), Span(540, 855), 15),
    "large": Size(520, Span(510, 1080), Span(510, 900), 10),
}
_FIRST, _LAST, _GROUP = Position.FIRST, Position.LAST, Mode.GROUP
OFFERS = (
    Offer(
        Service(
            "conversation",
            "Conversation",
            20,
            "conversation",
            position=_FIRST,
            explains="Talk about what matters to you",
        ),
        100,
        0,
        "Conversation tables",
        "Physiotherapist",
    ),
    Offer(
        Service(
            "physio", "Physio assessment", 30, "physio", explains="A physiotherapist looks at your problem with you"
        ),
        45,
        1,
        "Physio bays",
        "Physiotherapist",
    ),
    Offer(
        Service("ap", "Advanced practitioner", 30, "advanced practitioner", explains="See a specialist clinician"),
        12,
        1,
        "Advanced practitioner",
        "Advanced practitioner",
    ),
    Offer(
        Service("podiatry", "Podiatry", 25, "podiatry", explains="Have your feet looked at"),
        8,
        1,
        "Podiatry",
        "Podiatrist",
        least_patients=60,
    ),
    Offer(
        Service("rehab", "Rehab class", 25, "rehab", _GROUP, after=("physio",), explains="Try exercises in a group"),
        20,
        2,
        "Rehab class",
        "Rehab lead",
        12,
        30,
    ),
    Offer(
        Service("talk", "Talk", 25, "talk", _GROUP, explains="A talk about living well with your condition"),
        10,
        2,
        "Talk",
        "Speaker",
        20,
        45,
        60,
    ),
    Offer(
        Service("health-check", "Health check", 10, "health check", explains="Blood pressure, height and weight"),
        10,
        1,
        "Health check",
        "Health care support worker",
        least_patients=60,
    ),
    Offer(
        Service("hub", "Community hub", 15, mode=Mode.DROP_IN, explains="Meet local groups and charities"),
        60,
        3,
        "Community hub",
    ),
    Offer(
        Service("checkout", "Checkout", 5, "checkout", position=_LAST, explains="Check that you have what you need"),
        100,
        0,
        "Checkout desks",
        "Administrator",
    ),
)
PATHWAYS = (
    ("Conversation and hub", ("conversation", "hub", "checkout"), 25),
    ("Physio assessment", ("conversation", "physio", "hub", "checkout"), 25),
    ("Physio and rehab class", ("conversation", "physio", "rehab", "checkout"), 20),
    ("Advanced practitioner", ("conversation", "ap", "checkout"), 12),
    ("Podiatry", ("conversation", "podiatry", "hub", "checkout"), 8),
    ("Talk and health check", ("conversation", "talk", "health-check", "hub", "checkout"), 10),
)


def preset(size: str, *, on: date, new_id: NewId) -> Plan:
    """The reference day of that size (`SIZES`) without patients. Raises KeyError for another word."""
    return _day_for(SIZES[size], on=on, new_id=new_id)


def preset_for(patients: int, *, on: date, new_id: NewId) -> Plan:
    """A day for so many patients: the hours of the nearest reference day, places and staff to match."""
    nearest = min(SIZES.values(), key=lambda size: abs(size.patients - patients))
    return _day_for(replace(nearest, patients=max(patients, 1)), on=on, new_id=new_id)


def _day_for(size: Size, *, on: date, new_id: NewId) -> Plan:
    offers = tuple(offer for offer in OFFERS if size.patients >= offer.least_patients)
    arrivals = Arrivals(size.arrivals, size.every)
    venue = Venue(new_id(), "Leisure centre", zones=ZONES, walking=WALKING)
    day = AppointmentDay(new_id(), "Community appointment day", on, venue.id, size.opening, arrivals)
    stations = tuple(_station(offer, size, day.id, new_id) for offer in offers)
    posts = tuple(
        post for offer, station in zip(offers, stations, strict=True) for post in _posts(offer, station, size, new_id)
    )
    given = {offer.service.id for offer in offers}
    return Plan(
        day=day,
        venue=venue,
        services=tuple(offer.service for offer in offers),
        stations=stations,
        staff=tuple(member for member, _ in posts),
        shifts=tuple(shift for _, shift in posts),
        pathways=tuple(
            Pathway(new_id(), day.id, name, service_ids, share=share)
            for name, service_ids, share in PATHWAYS
            if given.issuperset(service_ids)
        ),
    )


def _station(offer: Offer, size: Size, day_id: str, new_id: NewId) -> Station:
    service = offer.service
    places = _places(offer, size)
    return Station(
        id=new_id(),
        day_id=day_id,
        name=offer.station,
        service_id=service.id,
        minutes=service.minutes,
        places=places,
        step_free_places=places if service.mode is not Mode.ONE_TO_ONE else max(1, places // 2),
        opening=(size.opening,),
        zone=offer.zone,
        mode=service.mode,
        skill=service.skill,
        group_size=offer.group_size,
        start_every=offer.start_every,
        quiet=offer.zone == 1,
    )


def _places(offer: Offer, size: Size) -> int:
    if offer.service.mode is Mode.DROP_IN:
        return 0
    stay = 45 if offer.service.position is Position.FIRST else 60
    usable = (
        size.arrivals.end - size.arrivals.start if offer.service.position is Position.FIRST else size.opening.minutes
    )
    each = offer.service.minutes * LONGER
    if offer.service.mode is Mode.GROUP:
        each = max(offer.service.minutes, offer.start_every) / offer.group_size
    needed = size.patients * offer.share / 100 * each / ((usable - stay) * LOAD)
    return max(1, -int(-needed // 1))


def _posts(offer: Offer, station: Station, size: Size, new_id: NewId) -> list[tuple[StaffMember, Shift]]:
    if not station.skill:
        return []
    posts = []
    for number in range(1, station.places + 1):
        name = f"{offer.service.name} {number}" if station.places > 1 else offer.service.name
        member = StaffMember(new_id(), name, role=offer.role, skills=(station.skill,))
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
