"""The fields of a day, its venue, its services and its stations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cadplanner.core.model.day import AppointmentDay, Mode, Position, Service, Station, Venue
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.setup import reading
from cadplanner.core.setup.change import giving, in_mode
from cadplanner.core.setup.field import Field, Kind, number_field, put, read_field, text_field, tick_field
from cadplanner.core.setup.reading import NotUnderstood

GRIDS = ("1", "5", "10", "15")
MODE_WORDS = {
    Mode.ONE_TO_ONE: "One-to-one",
    Mode.GROUP: "Group (a class or talk)",
    Mode.DROP_IN: "Drop-in (nobody has a time)",
}
POSITION_WORDS = {
    Position.FIRST: "First, before everything else",
    Position.MIDDLE: "In between",
    Position.LAST: "Last, after everything else",
}


def _choice(path: str, label: str, choices: dict[str, str], hint: str = "") -> Field[Any]:
    """One of a few words that never change."""
    return Field(
        path,
        label,
        Kind.CHOICE,
        lambda thing: str(getattr(thing, path)),
        lambda _, thing, typed: put(thing, path, type(getattr(thing, path))(typed)),
        lambda _, after: f"{label.lower()} {after.lower()}",
        hint,
        lambda _: tuple(choices.items()),
    )


def _skill(path: str, hint: str) -> Field[Any]:
    return Field(
        path,
        "Skill needed",
        Kind.SUGGESTED,
        lambda thing: str(getattr(thing, path)),
        lambda _, thing, typed: put(thing, path, " ".join(typed.split())),
        lambda _, after: f"skill {after}" if after else "needs no skill",
        hint,
        lambda plan: tuple((skill, skill) for skill in skills_of(plan)),
    )


def skills_of(plan: Plan) -> tuple[str, ...]:
    """Every skill that the day speaks of, in the order of its services, stations and cover, then of its staff."""
    asked = [service.skill for service in plan.services if service.id in plan.stations_giving]
    covering = (cover.skill for cover in plan.cover)
    had = sorted(skill for member in plan.staff for skill in member.skills)
    skills = (*asked, *(station.skill for station in plan.stations), *covering, *had)
    return tuple(dict.fromkeys(skill for skill in skills if skill))


DAY_FIELDS: tuple[Field[AppointmentDay], ...] = (
    text_field("name", "Name", needed=True),
    read_field("on", "Date", reading.day, date_words),
    read_field("opening", "Open", reading.hours, str, hint="Whoever is there all day follows a change."),
    read_field("arrivals.span", "People arrive", reading.hours, str, hint="The last about three hours before the end."),
    number_field("arrivals.every", "Arrival window in minutes", least=1, most=240),
    number_field("arrivals.most", "Most people in a window", hint="0 is no limit."),
    number_field("check_in", "Minutes for check-in", most=120, hint="From arriving to the first visit."),
    number_field("longest_stay", "Longest stay in minutes", least=10, most=720),
    number_field("short_stay", "Of those who cannot wait", least=10, most=720, hint="Their longest stay in minutes."),
    number_field(
        "wait_for_another",
        "Who come together leave within",
        most=480,
        hint="Minutes of one another, such as a couple.",
    ),
    _choice("grid", "Visits start every", {grid: f"{grid} minutes" for grid in GRIDS}),
    tick_field("staff_walk", "Staff need walking time too"),
)

VENUE_FIELDS: tuple[Field[Venue], ...] = (
    text_field("name", "Its name", needed=True),
    text_field("address", "Address"),
)


def _after(plan: Plan, service: Service, typed: str) -> Service:
    after = tuple(typed.splitlines())
    if _leads_to(plan, after, service.id):
        raise NotUnderstood("That would go in a circle: each would wait for the other.")
    return replace(service, after=after)


def _leads_to(plan: Plan, after: tuple[str, ...], service_id: str) -> bool:
    seen: set[str] = set()
    ask = list(after)
    while ask:
        one = ask.pop()
        if one not in seen and one in plan.service:
            seen.add(one)
            ask.extend(plan.service[one].after)
    return service_id in seen


SERVICE_FIELDS: tuple[Field[Service], ...] = (
    text_field("name", "Name", needed=True),
    number_field("minutes", "Minutes", least=1, most=480, counts="minutes"),
    _skill("skill", "Empty: nobody in particular is needed."),
    _choice("mode", "People are seen", {str(mode): words for mode, words in MODE_WORDS.items()}),
    _choice("position", "In a route", {str(position): words for position, words in POSITION_WORDS.items()}),
    Field(
        "after",
        "Only after",
        Kind.TICKS,
        lambda service: "\n".join(service.after),
        _after,
        lambda _, after: f"only after {after}" if after else "after anything",
        "Where a route has both.",
        lambda plan: tuple((one.id, one.name) for one in plan.services),
        lambda service: service.position is Position.MIDDLE,
    ),
    text_field("explains", "Said to patients", hint="One plain sentence for the route card."),
)


def _service(plan: Plan, station: Station, typed: str) -> Station:
    return giving(station, plan.service[typed])


def _places(_: Plan, station: Station, typed: str) -> Station:
    places = reading.number(typed, least=0 if station.mode is Mode.DROP_IN else 1, most=500)
    step_free = min(station.step_free_places, places) if places else station.step_free_places
    return replace(station, places=places, step_free_places=step_free, small_places=min(station.small_places, places))


def _step_free(_: Plan, station: Station, typed: str) -> Station:
    number = reading.number(typed)
    if number > station.places > 0:
        raise NotUnderstood(f"There are only {station.places} places.")
    return replace(station, step_free_places=number)


def _small(_: Plan, station: Station, typed: str) -> Station:
    number = reading.number(typed)
    if number > station.places:
        raise NotUnderstood(f"There are only {station.places} places.")
    return replace(station, small_places=number)


def _fits(_: Plan, station: Station, typed: str) -> Station:
    minutes = reading.number(typed, least=1, most=480)
    if all(span.minutes < minutes for span in station.opening):
        raise NotUnderstood(f"It is not open that long ({reading.hours_words(station.opening)}).")
    return replace(station, minutes=minutes)


def _is_group(station: Station) -> bool:
    return station.mode is Mode.GROUP


def _has_places(station: Station) -> bool:
    return station.mode is not Mode.DROP_IN or station.places > 0


STATION_FIELDS: tuple[Field[Station], ...] = (
    text_field("name", "Name", needed=True),
    Field(
        "service_id",
        "Service",
        Kind.CHOICE,
        lambda station: station.service_id,
        _service,
        lambda _, after: f"gives {after}",
        "",
        lambda plan: tuple((one.id, one.name) for one in plan.services),
    ),
    Field(
        "mode",
        "People are seen",
        Kind.CHOICE,
        lambda station: str(station.mode),
        lambda _, station, typed: in_mode(station, Mode(typed)),
        lambda _, after: after.lower(),
        "",
        lambda _: tuple((str(mode), words) for mode, words in MODE_WORDS.items()),
    ),
    replace(
        number_field("places", "Places", counts="places", hint="Bays, tables or rooms. 0 at a drop-in is no limit."),
        read=_places,
    ),
    replace(
        number_field("step_free_places", "Of them step-free"),
        read=_step_free,
        says=lambda before, after: f"{before} to {after} step-free places",
        asked=_has_places,
    ),
    replace(
        number_field("small_places", "Of them too small for two", hint="The last ones: no carer fits in there."),
        read=_small,
        says=lambda before, after: f"{before} to {after} places too small for two",
        asked=lambda station: station.mode is Mode.ONE_TO_ONE,
    ),
    replace(number_field("minutes", "Minutes", counts="minutes"), read=_fits),
    _skill("skill", "Empty: nobody in particular is needed."),
    replace(
        number_field("group_size", "People in a class", least=1, most=500, counts="people in a class"), asked=_is_group
    ),
    replace(
        number_field("start_every", "A class starts every", most=480, hint="Minutes, from opening on. 0 is any time."),
        asked=_is_group,
    ),
    read_field("opening", "Open", reading.several_hours, reading.hours_words, hint=reading.WITH_A_GAP),
    Field(
        "zone",
        "Zone",
        Kind.CHOICE,
        lambda station: str(station.zone),
        lambda _, station, typed: replace(station, zone=int(typed)),
        lambda _, after: f"in {after}",
        "",
        lambda plan: tuple((str(n), name) for n, name in enumerate(plan.venue.zones)),
    ),
    tick_field("quiet", "A quiet place"),
)
