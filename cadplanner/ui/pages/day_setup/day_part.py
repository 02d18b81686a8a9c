"""Day and venue: hours and arrivals; beside them place, zones, walks and the contingency pack."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cadplanner.core.model.day import Station, Venue
from cadplanner.core.model.edit import Edit, edit_between
from cadplanner.core.model.plan import Plan
from cadplanner.core.setup.change import a_free_name, with_parts, written
from cadplanner.core.setup.day_fields import DAY_FIELDS, VENUE_FIELDS
from cadplanner.core.setup.zones import at_venue, without_zone
from cadplanner.ui.contingency import contingency_of
from cadplanner.ui.kit.form import ChoiceField, Form
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.text import heading, hint
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pack_line import PackLine
from cadplanner.ui.pages.day_setup.changes import Changes
from cadplanner.ui.pages.day_setup.thing_form import ThingForm
from cadplanner.ui.pages.day_setup.zones import ZonesInput

SIDE_BY_SIDE = 98  # average characters of width from which day and venue stand beside each other
NEW = "new"


class DayPart(Frame):
    """The day's own facts and its venue."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(None, parent, name="Day and venue", upright=True)
        self.changes = changes
        self._build()
        self._wire()

    def reload(self) -> None:
        """Shows the day as it stands."""
        plan = self.changes.here
        self.day.show_thing(plan, plan.day, plan.day.name)
        self.venue.show_thing(plan, plan.venue, plan.venue.name)
        self.zones.show_venue(plan.venue)
        venues = [(venue.id, venue.name) for venue in self.changes.workspace.store.venues()]
        self.choice.set_choices([*venues, (NEW, "Another venue…")])
        self.choice.choose(plan.venue.id)

    def go_to(self, about: str) -> None:
        """Takes the keyboard to a field of the day; '' is its name."""
        self.day.go_to(about or "name")

    def _build(self) -> None:
        inside = QWidget(self)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(0, 0, 2 * SPACE, SPACE)
        self._sides.setSpacing(4 * SPACE)
        self.day = ThingForm(DAY_FIELDS, inside)
        self.venue = ThingForm(VENUE_FIELDS, inside)
        self.zones = ZonesInput(inside)
        self.choice = ChoiceField(name="Where the day is held")
        where = Form(inside)
        where.add("Held at", self.choice)
        pack = PackLine(contingency_of(self.changes.workspace), inside)
        place = heading("The place"), where, self.venue, *self._zones(), pack
        for parts in ((heading("The day"), self.day), place):
            side = QWidget(inside)
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._sides.addWidget(side, 1)
        self.setWidget(inside)

    def _zones(self) -> tuple[QWidget, ...]:
        words = "A zone is a hall, a room or a floor. In the columns: the minutes to walk between two of them."
        return heading("Zones and walking minutes"), hint(words), self.zones

    def _wire(self) -> None:
        self.day.changed.connect(lambda label, thing, name: self._on_changed(self.day, label, thing, name))
        self.venue.changed.connect(lambda label, thing, name: self._on_changed(self.venue, label, thing, name))
        self.zones.changed.connect(self._on_zones_changed)
        self.zones.removed.connect(self._on_zone_removed)
        self.choice.chosen.connect(self._on_venue_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= SIDE_BY_SIDE * self.fontMetrics().averageCharWidth()
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _on_changed(self, form: ThingForm, label: str, thing: Any, name: str) -> None:
        self.changes.make(label, written(self.changes.here, thing), declined=lambda: form.reset(name))

    def _on_zones_changed(self, label: str, venue: Venue) -> None:
        self.changes.make(label, with_parts(self.changes.here, venue), declined=self.reload)

    def _on_zone_removed(self, zone: int) -> None:
        plan = self.changes.here
        others = self._other_days()
        stations = [station for day in (plan, *others) for station in day.stations]
        there = [station.name for station in stations if station.zone == zone]
        if there or len(plan.venue.zones) == 1:
            where = f"{there[0]} is in it" if there else "it is the last one"
            self.zones.refuse(f"{plan.venue.zones[zone]} cannot go: {where}.")
            return
        self.zones.refuse("")
        venue, moved = without_zone(plan.venue, zone, stations)
        here = [station for station in moved if station.day_id == plan.day.id]
        also = self._elsewhere(others, [station for station in moved if station.day_id != plan.day.id])
        label = f"Remove zone {plan.venue.zones[zone]}"
        self.changes.make(label, with_parts(plan, venue, *here), declined=self.reload, also=also)

    def _other_days(self) -> list[Plan]:
        """The other days at this venue."""
        store, here = self.changes.workspace.store, self.changes.here
        days = (day for day in store.days() if day.venue_id == here.venue.id and day.id != here.day.id)
        return [store.plan(day.id) for day in days]

    def _elsewhere(self, others: list[Plan], moved: list[Station]) -> Edit:
        ids = {station.id for station in moved}
        return edit_between("", [s for day in others for s in day.stations if s.id in ids], moved)

    def _on_venue_chosen(self, venue_id: str) -> None:
        plan = self.changes.here
        store = self.changes.workspace.store
        known = {venue.id: venue for venue in store.venues()}
        if venue_id == NEW:
            name = a_free_name("New venue", [venue.name for venue in known.values()])
            venue = replace(plan.venue, id=self.changes.workspace.new_id(), name=name, address="")
        else:
            venue = known[venue_id]
        if venue.id != plan.venue.id:
            self._move_to(venue, known)

    def _move_to(self, venue: Venue, known: dict[str, Venue]) -> None:
        """The day at another venue. The old one stays in the file; a new one is written with the day."""
        plan = self.changes.here
        day = replace(plan.day, venue_id=venue.id)
        after = with_parts(replace(plan, day=day, venue=venue), *at_venue(plan.stations, venue))
        also = Edit("") if venue.id in known else edit_between("", (), (venue,))
        label = f"{plan.day.name}: held at {venue.name}"
        self.changes.make(label, after, declined=self.reload, also=also)
        if venue.id not in known:
            self.venue.go_to("name")
