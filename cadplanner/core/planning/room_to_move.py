"""Can this visit go there? Answered for all starts of a day at once, from a plan kept warm for dragging.

For a plan that keeps every rule, a start is in the mask exactly where the rule book has nothing against the move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.planning.breaks import due_breaks, is_staffed, orders
from cadplanner.core.planning.clash import seats_of
from cadplanner.core.planning.patient_rules import places_for
from cadplanner.core.planning.staff_rules import runs_of_work
from cadplanner.core.planning.starts import (
    Piece,
    between,
    clear_of,
    in_gaps,
    rested,
    round_breaks,
    too_close,
)
from cadplanner.core.planning.station_rules import starts_a_class

ANY_START = (1 << MINUTES_IN_DAY) - 1


class RoomToMove:
    """One plan made ready once, to be asked of each visit that is dragged. Bit k of an answer is k x grid minutes.

    A plan that changes is a new `RoomToMove`.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan, self.grid = plan, plan.day.grid
        self._masks: dict[tuple[object, ...], int] = {}
        self._arriving: dict[Span, int] = {}
        for visits in plan.visits_of_appointment.values():
            window = self._window(visits[0].span.start)
            self._arriving[window] = self._arriving.get(window, 0) + 1
        self._begins = self._begins_by_window()
        most, full = plan.day.arrivals.most, self._arriving
        self._begin = sum(mask for window, mask in self._begins.items() if not most or full.get(window, 0) < most)
        self._in_place: dict[tuple[str, int], list[Visit]] = {}
        for visit in plan.visits:
            self._in_place.setdefault((visit.station_id, visit.place), []).append(visit)
        self._speaking: dict[str, list[Visit]] = {}
        for visit in plan.visits:
            language = self._language(visit)
            if language:
                self._speaking.setdefault(language, []).append(visit)

    def may(self, visit_id: str, *, start: int, station_id: str, place: int, staff_id: str) -> bool:
        """Whether the visit may start there then."""
        starts = self.starts(visit_id, station_id=station_id, place=place, staff_id=staff_id)
        return start >= 0 and start % self.grid == 0 and bool(starts >> start // self.grid & 1)

    def starts(self, visit_id: str, *, station_id: str, place: int, staff_id: str) -> int:
        """The starts at which the visit may be at that place with that member of staff ('' for nobody)."""
        return self.anywhere(visit_id, station_id=station_id, place=place, staff_id=staff_id)

    def anywhere(self, visit_id: str, *, station_id: str, place: int | None = None, staff_id: str | None = None) -> int:
        """The starts at which the visit may be at the station: at that place or at some, with that one or with some.

        What was found is kept: a drag asks the same of every step.
        """
        key = (visit_id, station_id, place, staff_id)
        return self._kept(key, lambda: self._anywhere(*key))

    def _anywhere(self, visit_id: str, station_id: str, place: int | None, staff_id: str | None) -> int:
        visit, station = self.plan.visit[visit_id], self.plan.station[station_id]
        mask = self._kept(("wherever", visit_id, station_id), lambda: self._wherever(visit, station))
        places = [each for each in self._places(visit, station) if place in (None, each)]
        who_may = ("", *self.plan.shift_of) if staff_id is None else (staff_id,)
        staff = [who for who in who_may if self._may_give(station, who)] if mask and places else []
        left = bool(staff) and self._kept(("left", visit_id), lambda: self._can_be_left(visit))
        staff = [who for who in staff if left or visit.staff_id in ("", who)]
        if station.mode is Mode.DROP_IN:
            return mask if staff else 0
        return mask & self._there(visit, station, places, staff)

    def _there(self, visit: Visit, station: Station, places: list[int], staff: list[str]) -> int:
        """The starts that one of the places and one of the staff allow."""
        minutes = self.plan.minutes_for(*self._asked(visit), station)
        alone, given, joining = 0, 0, 0
        for who in staff:
            given |= self._with_staff(visit, station, who, minutes)
        for place in places if staff else ():
            there = [v for v in self._in_place.get((station.id, place), ()) if v.id != visit.id]
            alone |= clear_of((Piece(v.span.start, v.span.end) for v in there), minutes, self.grid)
            for who in staff if station.mode is Mode.GROUP else ():
                joining |= self._joining(visit, station, there, who)
        return alone & given | joining

    def _wherever(self, visit: Visit, station: Station) -> int:
        """The starts that the patient and the station allow, whatever the place and the staff."""
        appointment, step = self._asked(visit)
        minutes = self.plan.minutes_for(appointment, step, station)
        if station.service_id != step.service_id or not self._quiet_enough(visit, station, step):
            return 0
        mask = self._kept(("open", station.id, minutes), lambda: self._open(station, minutes))
        mask &= self._of_patient(visit, station, appointment, minutes)
        if mask and station.mode is Mode.DROP_IN and station.places:
            there = [v for v in self.plan.visits_at_station.get(station.id, ()) if v.id != visit.id]
            taken = [(v.span, self.plan.patient_of(v).seats) for v in there]
            mask &= clear_of(_full(taken, station.places - self._seats(visit)), minutes, self.grid)
        return mask

    def _joining(self, visit: Visit, station: Station, there: list[Visit], staff_id: str) -> int:
        """The starts of classes that have a seat and are given by that member of staff."""
        classes: dict[int, list[Visit]] = {}
        for other in there if self._can_be_left(visit) else ():
            classes.setdefault(other.span.start, []).append(other)
        most = station.group_size - self._seats(visit)
        mask = sum(
            1 << start // self.grid
            for start, members in classes.items()
            if seats_of(self.plan, members) <= most and {v.staff_id for v in members} == {staff_id}
        )
        return mask & self._at_posts(staff_id, station, station.minutes) if staff_id else mask

    def _with_staff(self, visit: Visit, station: Station, staff_id: str, minutes: int) -> int:
        """The starts that the work of the member of staff allows, the visit itself left out of it."""
        if not staff_id:
            return ANY_START
        mask = self._at_posts(staff_id, station, minutes)
        out, zone = visit.id if visit.staff_id == staff_id else "", station.zone
        key = ("staff", staff_id, out, zone, minutes)
        return mask & self._kept(key, lambda: self._of_staff(out, staff_id, zone, minutes))

    def _at_posts(self, staff_id: str, station: Station, minutes: int) -> int:
        """The starts that the posts of a member of staff allow there."""
        mask, shift = 0, self.plan.shift_of[staff_id]
        for hours in shift.hours_for(station.skill, station.id) if shift.posts else ():
            mask |= between(hours.start, hours.end - minutes, self.grid)
        return mask if shift.posts else ANY_START

    def _of_staff(self, visit_id: str, staff_id: str, zone: int, minutes: int) -> int:
        shift, grid = self.plan.shift_of[staff_id], self.grid
        visits = [v for v in self.plan.visits_with_staff.get(staff_id, ()) if v.id != visit_id]
        mask = between(shift.span.start, shift.span.end + shift.overtime - minutes, grid)
        mask &= in_gaps(self._pieces(visits), minutes, zone, self._staff_walk, grid)
        work = sorted({(v.span.start, v.span.end) for v in visits})
        if mask and shift.longest_stretch:
            runs = list(runs_of_work(work, shift.rest))
            mask &= rested(runs, minutes, shift.longest_stretch, shift.rest, grid)
        due = due_breaks(self.plan, shift)
        return mask & round_breaks(orders(due), work, minutes, grid) if mask and due else mask

    def _can_be_left(self, visit: Visit) -> bool:
        """Whether the member of staff who gives the visit has time to walk without it."""
        visits = [v for v in self.plan.visits_with_staff.get(visit.staff_id, ()) if v.id != visit.id]
        return not self.plan.day.staff_walk or not too_close(self._pieces(visits), self._staff_walk)

    def _pieces(self, visits: list[Visit]) -> list[Piece]:
        """In time order, a class once."""
        zone = {v.station_id: self.plan.station[v.station_id].zone for v in visits}
        return list(dict.fromkeys(Piece(v.span.start, v.span.end, zone[v.station_id]) for v in visits))

    def _staff_walk(self, one: int, other: int) -> int:
        return self.plan.venue.walking[one][other] if self.plan.day.staff_walk else 0

    def _of_patient(self, visit: Visit, station: Station, appointment: Appointment, minutes: int) -> int:
        others = [v for v in self.plan.visits_of_appointment[appointment.id] if v.id != visit.id]
        walk = self.plan.venue.walking
        mask = in_gaps(self._pieces(others), minutes, station.zone, lambda a, b: walk[a][b], self.grid)
        mask &= self._in_order(visit, appointment, others, minutes) & self._staying(appointment, others, minutes)
        mask &= self._arriving_then(appointment, others) & self._beside(appointment, others, minutes)
        language = self._language(visit)
        return mask & self._interpreted(visit, language, minutes) if mask and language else mask

    def _in_order(self, visit: Visit, appointment: Appointment, others: list[Visit], minutes: int) -> int:
        """After the steps it follows, and before those that follow it."""
        step, first, last = appointment.step(visit.step), 0, MINUTES_IN_DAY
        for other in others:
            if other.step in step.after:
                first = max(first, other.span.end)
            if visit.step in appointment.step(other.step).after:
                last = min(last, other.span.start)
        return between(first, last - minutes, self.grid)

    def _staying(self, appointment: Appointment, others: list[Visit], minutes: int) -> int:
        """While she can come, and no longer than she may stay."""
        longest = self.plan.longest_stay(appointment)
        begin = min((v.span.start for v in others), default=MINUTES_IN_DAY)
        end = max((v.span.end for v in others), default=0)
        can_come = appointment.availability or (Span(0, MINUTES_IN_DAY),)
        spans = [span for span in can_come if span.start <= begin and end <= span.end]
        mask = 0
        for span in spans if minutes <= longest else ():
            mask |= between(max(span.start, end - longest), min(span.end, begin + longest) - minutes, self.grid)
        return mask

    def _arriving_then(self, appointment: Appointment, others: list[Visit]) -> int:
        """So that she arrives when arrivals are taken, and not too many are."""
        own, most = (
            self._window(self.plan.visits_of_appointment[appointment.id][0].span.start),
            self.plan.day.arrivals.most,
        )
        mask = self._begin
        if self._arriving[own] <= most:
            mask |= self._begins.get(own, 0)
        if not others:
            return mask
        first = others[0].span.start
        later = between(first, MINUTES_IN_DAY, self.grid) if mask >> first // self.grid & 1 else 0
        return mask & between(0, first, self.grid) | later

    def _beside(self, appointment: Appointment, others: list[Visit], minutes: int) -> int:
        """So that she comes and goes with those who come with her."""
        first = min((v.span.start for v in others), default=MINUTES_IN_DAY)
        last = max((v.span.end for v in others), default=0)
        visits_of, mask = self.plan.visits_of_appointment, ANY_START
        for companion in self.plan.together.get(appointment.together, ()):
            theirs = visits_of.get(companion.id, ())
            if companion.id == appointment.id or not theirs:
                continue
            begins = self._begins.get(self._window(theirs[0].span.start), 0)
            later = between(first, MINUTES_IN_DAY, self.grid) if begins >> first // self.grid & 1 else 0
            end, wait = max(v.span.end for v in theirs), self.plan.day.wait_for_another
            by = between(0, end + wait - minutes, self.grid) if last <= end + wait else 0
            mask &= (begins & between(0, first, self.grid) | later) & by
            if last < end - wait:
                mask &= between(end - wait - minutes, MINUTES_IN_DAY, self.grid)
        return mask

    def _begins_by_window(self) -> dict[Span, int]:
        """The starts of a first visit for each window of arrivals."""
        arrivals, check_in = self.plan.day.arrivals, self.plan.day.check_in
        windows = {arrivals.window_of(minute) for minute in range(arrivals.span.start, arrivals.span.end)}
        return {
            window: between(window.start + check_in, window.end - 1 + check_in, self.grid) for window in sorted(windows)
        }

    def _interpreted(self, visit: Visit, language: str, minutes: int) -> int:
        """While an interpreter for the language is there and not with others."""
        given = [each for each in self.plan.interpreters if each.language == language and each.number]
        mask = 0
        for span in (span for each in given for span in each.spans):
            mask |= between(span.start, span.end - minutes, self.grid)
        others = [Piece(v.span.start, v.span.end) for v in self._speaking[language] if v.id != visit.id]
        ends = {minute for each in given for span in each.spans for minute in (span.start, span.end)}
        edges = sorted({0, MINUTES_IN_DAY, *ends, *(o.start for o in others), *(o.end for o in others)})
        busy = [
            Piece(here, then)
            for here, then in pairwise(edges)
            if sum(o.start <= here < o.end for o in others)
            >= sum(each.number for each in given if any(s.start <= here < s.end for s in each.spans))
        ]
        return mask & clear_of(busy, minutes, self.grid)

    def _open(self, station: Station, minutes: int) -> int:
        """The starts inside the day and the opening, for a class those at which it begins."""
        day, mask = self.plan.day.opening, 0
        for opening in station.opening:
            mask |= between(max(day.start, opening.start), min(day.end, opening.end) - minutes, self.grid)
        if station.mode is not Mode.GROUP:
            return mask
        starts = range(0, MINUTES_IN_DAY, self.grid)
        return mask & sum(1 << n for n, start in enumerate(starts) if starts_a_class(station, start))

    def _places(self, visit: Visit, station: Station) -> range:
        return range(places_for(self.plan.patient_of(visit), station))

    def _seats(self, visit: Visit) -> int:
        return self.plan.patient_of(visit).seats

    def _may_give(self, station: Station, staff_id: str) -> bool:
        staffed = is_staffed(station.mode, station.skill)
        if not staff_id:
            return not staffed
        member = self.plan.staff_member.get(staff_id)
        able = member is not None and (not station.skill or station.skill in member.skills)
        return able and station.mode is not Mode.DROP_IN and staff_id in self.plan.shift_of

    def _quiet_enough(self, visit: Visit, station: Station, step: Step) -> bool:
        if station.quiet or AccessNeed.QUIET_SPACE not in self.plan.patient_of(visit).needs:
            return True
        return not any(other.quiet for other in self.plan.stations_giving.get(step.service_id, ()))

    def _asked(self, visit: Visit) -> tuple[Appointment, Step]:
        appointment = self.plan.appointment[visit.appointment_id]
        return appointment, appointment.step(visit.step)

    def _language(self, visit: Visit) -> str:
        return self.plan.patient_of(visit).interpreter_language

    def _window(self, first_start: int) -> Span:
        return self.plan.day.arrivals.window_of(first_start - self.plan.day.check_in)

    def _kept(self, key: tuple[object, ...], made: Callable[[], int]) -> int:
        if key not in self._masks:
            self._masks[key] = made()
        return self._masks[key]


def _full(taken: Iterable[tuple[Span, int]], most: int) -> Iterator[Piece]:
    """The times at which more seats than that are taken."""
    taken = list(taken)
    edges = sorted({0, MINUTES_IN_DAY, *(minute for span, _ in taken for minute in (span.start, span.end))})
    for here, then in pairwise(edges):
        if sum(seats for span, seats in taken if span.start <= here < span.end) > most:
            yield Piece(here, then)
