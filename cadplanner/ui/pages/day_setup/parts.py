"""The lists of a day's set-up: stations, interpreters, cover, pathways and services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from cadplanner.core.model.day import Mode, Position, Service, Station
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import Cover, Interpreter
from cadplanner.core.setup.change import a_free_name, new_station, on_rota, with_parts, without_parts
from cadplanner.core.setup.day_fields import SERVICE_FIELDS, STATION_FIELDS, skills_of
from cadplanner.core.setup.people_fields import COVER_FIELDS, INTERPRETER_FIELDS, PATHWAY_FIELDS, USUAL_COVER
from cadplanner.core.setup.problem import counted
from cadplanner.core.setup.reading import hours_words
from cadplanner.ui.kit.table import Column
from cadplanner.ui.pages.day_setup.changes import Changes, Question
from cadplanner.ui.pages.day_setup.list_part import Listed, ListPart

POSITIONS = (Position.FIRST, Position.MIDDLE, Position.LAST)


def _service_name(plan: Plan, service_id: str) -> str:
    return plan.service[service_id].name if service_id in plan.service else "Not known"


def _places_words(station: Station) -> str:
    if station.mode is Mode.DROP_IN:
        return f"drop-in, {station.places}" if station.places else "drop-in"
    if station.mode is Mode.GROUP:
        rooms = "" if station.places == 1 else f"{station.places} x "
        return f"{rooms}class of {station.group_size}"
    return str(station.places)


def _station_columns(_: Changes) -> Sequence[Column[Station]]:
    return (
        Column("Station", lambda s: s.name, lambda s: s.name.casefold(), lambda s: s.name),
        Column("Places", _places_words, lambda s: s.places, width=13),
        Column("Minutes", lambda s: str(s.minutes), lambda s: s.minutes, width=8),
    )


STATIONS = Listed(
    "station",
    "stations",
    "No station yet. Add one: where people are seen.",
    _station_columns,
    STATION_FIELDS,
    lambda plan: plan.stations,
    lambda station: station.name,
)


class StationsPart(ListPart):
    """Where people are seen."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(changes, STATIONS, parent)

    def add(self) -> None:
        """One more station, for the service that none gives yet, else like the one chosen."""
        plan = self.changes.here
        missing = [service for service in plan.services if service.id not in plan.stations_giving]
        chosen = plan.station.get(self.chosen_id)
        service = missing[0] if missing else plan.service.get(chosen.service_id) if chosen else None
        made = self.changes.workspace.new_id()
        if service is None:
            service = Service(self.changes.workspace.new_id(), "New service", 20)
            plan_with = with_parts(plan, service)
            station = new_station(plan_with, service, made)
            self.changes.make("Add a station and its service", with_parts(plan_with, station))
        else:
            station = new_station(plan, service, made)
            if chosen and chosen.service_id == service.id:
                station = replace(chosen, id=made, name=station.name)
            self.changes.make(f"Add station {station.name}", with_parts(plan, station))
        self.made(made)

    def remove(self) -> None:
        """Takes the station out; whoever had a visit there comes off the plan."""
        station = self.changes.here.station.get(self.chosen_id)
        if station is not None:
            self.changes.make(f"Remove station {station.name}", without_parts(self.changes.here, station))


def _interpreter_columns(_: Changes) -> Sequence[Column[Interpreter]]:
    return (
        Column("Language", lambda one: one.language, lambda one: one.language.casefold()),
        Column("How many", lambda one: str(one.number), lambda one: one.number, width=10),
        Column("There", lambda one: hours_words(one.spans), lambda one: one.spans),
    )


INTERPRETERS = Listed(
    "interpreter",
    "interpreters",
    "No interpreter yet. Add one for each language that patients need, BSL too.",
    _interpreter_columns,
    INTERPRETER_FIELDS,
    lambda plan: plan.interpreters,
    lambda one: f"{one.language} interpreter",
)


class InterpretersPart(ListPart):
    """Who interprets, how many, when."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(changes, INTERPRETERS, parent)

    def add(self) -> None:
        """One more language: one that patients need and nobody interprets, if there is one."""
        plan = self.changes.here
        have = {one.language.casefold() for one in plan.interpreters}
        asked = {patient.interpreter_language for patient in plan.patients} - {""}
        missing = sorted(language for language in asked if language.casefold() not in have)
        language = missing[0] if missing else a_free_name("New language", [one.language for one in plan.interpreters])
        made = Interpreter(self.changes.workspace.new_id(), plan.day.id, language, 1, (plan.day.opening,))
        self.changes.make(f"Add {language} interpreter", with_parts(plan, made))
        self.made(made.id)

    def go_to(self, about: str) -> None:
        """A problem may be about a language that nobody interprets yet: then Add has the keyboard."""
        super().go_to(about)
        if self.model.line_of(about) < 0:
            self.add_button.setFocus()

    def remove(self) -> None:
        """Takes the interpreters of a language out."""
        one = next((one for one in self.changes.here.interpreters if one.id == self.chosen_id), None)
        if one is not None:
            self.changes.make(f"Remove {one.language} interpreter", without_parts(self.changes.here, one))


def _who_covers(plan: Plan, cover: Cover) -> list[str]:
    return [one.member.name for one in on_rota(plan) if cover.skill in one.member.skills]


def _cover_columns(changes: Changes) -> Sequence[Column[Cover]]:
    return (
        Column("Who", lambda one: one.skill, lambda one: one.skill.casefold()),
        Column("At least", lambda one: str(one.number), lambda one: one.number, width=9),
        Column("When", lambda one: str(one.span), lambda one: one.span, width=13),
        Column(
            "Have it",
            lambda one: str(len(_who_covers(changes.here, one)) or "nobody"),
            lambda one: len(_who_covers(changes.here, one)),
            lambda one: ", ".join(_who_covers(changes.here, one)),
            width=8,
        ),
    )


COVER = Listed(
    "cover",
    "cover",
    "Nobody is asked to be there all the while. Add one, such as a first-aider: breaks are then staggered.",
    _cover_columns,
    COVER_FIELDS,
    lambda plan: plan.cover,
    lambda one: f"Cover by a {one.skill}",
)


class CoverPart(ListPart):
    """Who must be there all the while, never all of them on a break together."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(changes, COVER, parent)

    def add(self) -> None:
        """One more: a first-aider, a clinical lead, then any skill that is not covered yet."""
        plan = self.changes.here
        have = {one.skill for one in plan.cover}
        skill = next((one for one in (*USUAL_COVER, *skills_of(plan)) if one not in have), USUAL_COVER[0])
        made = Cover(self.changes.workspace.new_id(), plan.day.id, skill, plan.day.opening)
        self.changes.make(f"Add cover by a {skill}", with_parts(plan, made))
        self.made(made.id)

    def remove(self) -> None:
        """Takes a cover out."""
        one = next((one for one in self.changes.here.cover if one.id == self.chosen_id), None)
        if one is not None:
            self.changes.make(f"Remove cover by a {one.skill}", without_parts(self.changes.here, one))


def _stop_names(plan: Plan, pathway: Pathway) -> str:
    return ", ".join(_service_name(plan, service_id) for service_id in pathway.service_ids)


def _pathway_columns(changes: Changes) -> Sequence[Column[Pathway]]:
    return (
        Column("Pathway", lambda one: one.name, lambda one: one.name.casefold(), lambda one: one.name),
        Column("Share", lambda one: f"{one.share}%", lambda one: one.share, width=7),
        Column(
            "Stops",
            lambda one: str(len(one.service_ids)),
            lambda one: len(one.service_ids),
            lambda one: _stop_names(changes.here, one),
            width=7,
        ),
    )


PATHWAYS = Listed(
    "pathway",
    "pathways",
    "No pathway yet. Add one: the stops that a kind of patient makes.",
    _pathway_columns,
    PATHWAY_FIELDS,
    lambda plan: plan.pathways,
    lambda pathway: pathway.name,
)


class PathwaysPart(ListPart):
    """The stops that each kind of patient makes. People already invited keep the route they have."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(changes, PATHWAYS, parent)

    def add(self) -> None:
        """One more pathway, with the stops that everybody makes."""
        plan = self.changes.here
        always = [
            one for one in plan.services if one.position is not Position.MIDDLE and one.id in plan.stations_giving
        ]
        stops = tuple(one.id for one in sorted(always, key=lambda one: POSITIONS.index(one.position)))
        name = a_free_name("New pathway", [one.name for one in plan.pathways])
        made = Pathway(self.changes.workspace.new_id(), plan.day.id, name, stops)
        self.changes.make("Add a pathway", with_parts(plan, made))
        self.made(made.id)

    def remove(self) -> None:
        """Takes the pathway out; people invited by it keep their route."""
        one = next((one for one in self.changes.here.pathways if one.id == self.chosen_id), None)
        if one is not None:
            self.changes.make(f"Remove pathway {one.name}", without_parts(self.changes.here, one))


def _service_columns(_: Changes) -> Sequence[Column[Service]]:
    return (
        Column("Service", lambda one: one.name, lambda one: one.name.casefold(), lambda one: one.name),
        Column("Minutes", lambda one: str(one.minutes), lambda one: one.minutes, width=8),
        Column("Skill", lambda one: one.skill or "none", lambda one: one.skill.casefold()),
    )


SERVICES = Listed(
    "service",
    "services",
    "No service yet. Add one: what a station gives.",
    _service_columns,
    SERVICE_FIELDS,
    lambda plan: plan.services,
    lambda service: service.name,
)


class ServicesPart(ListPart):
    """What stations give. Services are the same for every day of the file; stations here follow a change."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(changes, SERVICES, parent)

    def add(self) -> None:
        """One more service."""
        plan = self.changes.here
        name = a_free_name("New service", [one.name for one in plan.services])
        made = Service(self.changes.workspace.new_id(), name, 20)
        self.changes.make("Add a service", with_parts(plan, made))
        self.made(made.id)

    def remove(self) -> None:
        """Takes the service out, unless a day still needs it."""
        plan = self.changes.here
        service = plan.service.get(self.chosen_id)
        if service is None:
            return
        days = [day for day in self.changes.workspace.store.days() if self._is_used(day.id, service.id)]
        if days:
            on = counted(len(days), "day has", "days have")
            says = f"{service.name} cannot go: {on} a station, a pathway or an appointment with it. Remove those first."
            self.changes.asked.emit(Question(says, "", _nothing, keep="All right"))
        else:
            self.changes.make(f"Remove service {service.name}", without_parts(plan, service))

    def _is_used(self, day_id: str, service_id: str) -> bool:
        plan = self.changes.workspace.store.plan(day_id)
        routes = (step.service_id for appointment in plan.appointments for step in appointment.route)
        ways = (one for pathway in plan.pathways for one in pathway.service_ids)
        return service_id in {*(station.service_id for station in plan.stations), *routes, *ways}


def _nothing() -> None:
    """There is nothing to go ahead with."""
