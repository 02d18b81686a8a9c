"""One day with everything the rules need, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import NamedTuple

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import AppointmentDay, Mode, Service, Station, Venue
from cadplanner.core.model.edit import Entity
from cadplanner.core.model.pathway import Pathway, Step
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.staff import Cover, Interpreter, Shift, StaffMember


class Stop(NamedTuple):
    """A visit with what it refers to, all of it found in the plan."""

    visit: Visit
    station: Station
    appointment: Appointment
    step: Step


@dataclass(frozen=True)
class Plan:
    """A day and its visits. Look-ups are made once and kept; a changed plan is a new value (`replace`)."""

    day: AppointmentDay
    venue: Venue
    services: tuple[Service, ...] = ()
    stations: tuple[Station, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    shifts: tuple[Shift, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    cover: tuple[Cover, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    patients: tuple[Patient, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    visits: tuple[Visit, ...] = ()

    @cached_property
    def service(self) -> dict[str, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}

    @cached_property
    def station(self) -> dict[str, Station]:
        """Stations by id."""
        return {station.id: station for station in self.stations}

    @cached_property
    def staff_member(self) -> dict[str, StaffMember]:
        """Staff by id."""
        return {member.id: member for member in self.staff}

    @cached_property
    def shift_of(self) -> dict[str, Shift]:
        """Shifts by the id of the member of staff."""
        return {shift.staff_id: shift for shift in self.shifts}

    @cached_property
    def patient(self) -> dict[str, Patient]:
        """Patients by id."""
        return {patient.id: patient for patient in self.patients}

    @cached_property
    def appointment(self) -> dict[str, Appointment]:
        """Appointments by id."""
        return {appointment.id: appointment for appointment in self.appointments}

    @cached_property
    def together(self) -> dict[str, tuple[Appointment, ...]]:
        """Those who come together, in the order of the plan, by what they share; nobody who comes alone."""
        found: dict[str, tuple[Appointment, ...]] = {}
        for appointment in self.appointments:
            if appointment.together:
                found[appointment.together] = (*found.get(appointment.together, ()), appointment)
        return {key: people for key, people in found.items() if len(people) > 1}

    @cached_property
    def visit(self) -> dict[str, Visit]:
        """Visits by id."""
        return {visit.id: visit for visit in self.visits}

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The visits whose station, appointment, patient and step are all in the plan, in its order."""
        return tuple(stop for stop in map(self.stop_of, self.visits) if stop)

    @cached_property
    def stations_giving(self) -> dict[str, tuple[Station, ...]]:
        """Stations by the id of the service they give."""
        found: dict[str, tuple[Station, ...]] = {}
        for station in self.stations:
            found[station.service_id] = (*found.get(station.service_id, ()), station)
        return found

    @cached_property
    def visits_of_appointment(self) -> dict[str, tuple[Visit, ...]]:
        """Visits in time order by the id of the appointment; an unplaced one is not in it."""
        return self._grouped("appointment_id")

    @cached_property
    def visits_at_station(self) -> dict[str, tuple[Visit, ...]]:
        """Visits in time order by the id of the station."""
        return self._grouped("station_id")

    @cached_property
    def visits_with_staff(self) -> dict[str, tuple[Visit, ...]]:
        """Visits in time order by the id of the member of staff; drop-ins are not in it."""
        return {key: visits for key, visits in self._grouped("staff_id").items() if key}

    @cached_property
    def unplaced(self) -> tuple[Appointment, ...]:
        """Appointments without a visit."""
        return tuple(a for a in self.appointments if a.id not in self.visits_of_appointment)

    def setting(self) -> tuple[Entity, ...]:
        """Everything of the day but its patients, appointments and visits: what setting up makes."""
        one = (self.day, self.venue)
        parts = one + self.services + self.stations + self.staff + self.shifts + self.interpreters
        return parts + self.cover + self.pathways

    def stop_of(self, visit: Visit) -> Stop | None:
        """The visit with what it refers to; None where something is gone."""
        station, appointment = self.station.get(visit.station_id), self.appointment.get(visit.appointment_id)
        if station is None or appointment is None or appointment.patient_id not in self.patient:
            return None
        step = next((step for step in appointment.route if step.key == visit.step), None)
        return Stop(visit, station, appointment, step) if step else None

    def coming_with(self, appointment_id: str) -> tuple[str, ...]:
        """The ids of her appointment, first, and of those who come with her. Raises KeyError."""
        people = self.together.get(self.appointment[appointment_id].together, ())
        return (appointment_id, *(each.id for each in people if each.id != appointment_id))

    def patient_of(self, visit: Visit) -> Patient:
        """Whose visit it is."""
        return self.patient[self.appointment[visit.appointment_id].patient_id]

    def minutes_for(self, appointment: Appointment, step: Step, station: Station) -> int:
        """How long the step takes there: a class its own length, else as the step says, else usual or double."""
        if station.mode is Mode.GROUP:
            return station.minutes
        if step.minutes:
            return step.minutes
        longer = AccessNeed.LONGER_APPOINTMENT in self.patient[appointment.patient_id].needs
        return station.minutes * (2 if longer and station.mode is Mode.ONE_TO_ONE else 1)

    def longest_stay(self, appointment: Appointment) -> int:
        """The most minutes on site: what is said of her alone, else the day's, shorter where she cannot wait long."""
        if appointment.longest_stay:
            return appointment.longest_stay
        patient = self.patient.get(appointment.patient_id)
        cannot_wait = patient is not None and AccessNeed.CANNOT_WAIT in patient.needs
        return min(self.day.longest_stay, self.day.short_stay) if cannot_wait else self.day.longest_stay

    def walking(self, one: Station, other: Station) -> int:
        """Minutes from one station to another."""
        return self.venue.walking[one.zone][other.zone]

    def arrival(self, appointment_id: str) -> int | None:
        """When to come, in minutes since midnight: the first visit less check-in; None while unplaced."""
        visits = self.visits_of_appointment.get(appointment_id)
        return visits[0].span.start - self.day.check_in if visits else None

    def __getstate__(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def _grouped(self, name: str) -> dict[str, tuple[Visit, ...]]:
        found: dict[str, list[Visit]] = {}
        for visit in sorted(self.visits, key=lambda v: (v.span.start, v.span.end, v.id)):
            found.setdefault(getattr(visit, name), []).append(visit)
        return {key: tuple(visits) for key, visits in found.items()}
