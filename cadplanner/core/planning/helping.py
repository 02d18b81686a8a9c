"""What would help those who are not placed: each change is tried on the plan as it stands, and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement

from cadplanner.core.model.day import Station
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span, clock
from cadplanner.core.planning import easing
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.planning.draft import Draft

MOST_TRIED = 80  # of the people not placed: the heaviest
MOST_SHOWN = 5
HALF_HOUR = 30
HOURS = (60, 90, 120, 180, 240)
NEARLY_ALL = 0.75
LATER = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Help:
    """A change as a sentence, and how many more would be placed by it with nobody else moved."""

    says: str
    places: int


def helps(plan: Plan) -> tuple[Help, ...]:
    """Changes that let people in who are not placed, the one that helps most first; () where none of them helps."""
    if not plan.unplaced:
        return ()
    trial = _Trial(plan)
    ways = (_interpreters, _posts, _staff, _places, _arrivals, _hours, _stays, _companions)
    found = [help_ for tried in ways for help_ in tried(trial)]
    found += _two_at_once(trial, max((each.places for each in found), default=0))
    return tuple(sorted(found, key=lambda each: -each.places)[:MOST_SHOWN])


class _Trial:
    """The plan with everybody who is placed kept there, and who gets in when something changes."""

    def __init__(self, plan: Plan) -> None:
        tried = {each.id for each in sorted(plan.unplaced, key=lambda each: -each.weight)[:MOST_TRIED]}
        people = tuple(each for each in plan.appointments if each.id in plan.visits_of_appointment or each.id in tried)
        self.plan = easing.with_all_locked(replace(plan, appointments=people))
        self.unplaced = tuple(each for each in people if each.id in tried)
        self.already = len(self.who(self.plan)[1])

    def who(self, changed: Plan) -> tuple[Draft, list[int]]:
        """The draft after all who can have got in, and they, as routes."""
        return easing.all_let_in(changed)

    def more(self, changed: Plan) -> int:
        """How many more get in than already would."""
        return len(self.who(changed)[1]) - self.already

    @property
    def skills(self) -> list[str]:
        """Those that the routes of the unplaced ask."""
        return list(dict.fromkeys(s.skill for s in self._stations() if is_staffed(s.mode, s.skill)))

    @property
    def station_ids(self) -> list[str]:
        """Where the unplaced would go."""
        return list(dict.fromkeys(station.id for station in self._stations()))

    @property
    def languages(self) -> list[str]:
        """Those that the unplaced need an interpreter for."""
        spoken = (self.plan.patient[each.patient_id].interpreter_language for each in self.unplaced)
        return list(dict.fromkeys(language for language in spoken if language))

    def _stations(self) -> Iterator[Station]:
        for appointment in self.unplaced:
            for step in appointment.route:
                yield from self.plan.stations_giving.get(step.service_id, ())


def _staff(trial: _Trial) -> Iterator[Help]:
    for skill in trial.skills:
        for roomy, besides in _with_and_without_a_place(trial, skill):

            def with_one(span: Span, roomy: Plan = roomy, skill: str = skill) -> Plan:
                return easing.with_staff(roomy, skill, span)

            span, places = _shortest(trial, with_one, _work_of_the_extra)
            if places:
                yield Help(f"One more member of staff for {skill}, {span}{besides}, would place {places} more.", places)
                break


def _with_and_without_a_place(trial: _Trial, skill: str) -> Iterator[tuple[Plan, str]]:
    """The plan, and where one more for that skill would have no place to work, the plan with one."""
    yield trial.plan, ""
    stations = [s for s in trial.plan.stations if s.skill == skill and s.id in trial.station_ids]
    roomy = trial.plan
    for station in stations:
        roomy = easing.with_place(roomy, station.id)
    yield roomy, f", and a place more at {' and '.join(station.name for station in stations)}"


def _interpreters(trial: _Trial) -> Iterator[Help]:
    for language in trial.languages:

        def with_one(span: Span, language: str = language) -> Plan:
            return easing.with_interpreter(trial.plan, language, span)

        span, places = _shortest(trial, with_one, _work_of_all)
        if places:
            there = any(each.language == language and each.number for each in trial.plan.interpreters)
            one = "One more interpreter" if there else "An interpreter"
            yield Help(f"{one} for {language}, {span}, would place {places} more.", places)


def _posts(trial: _Trial) -> Iterator[Help]:
    for skill in trial.skills:
        eased = easing.without_posts(trial.plan, skill)
        places = trial.more(eased) if eased.shifts != trial.plan.shifts else 0
        if places:
            says = f"Letting those who have {skill} do it at any hour, whatever their posts, would place"
            yield Help(f"{says} {places} more.", places)


def _companions(trial: _Trial) -> Iterator[Help]:
    places = trial.more(easing.all_apart(trial.plan)) if trial.plan.together else 0
    if places:
        yield Help(f"Letting those who come together come apart would place {places} more.", places)


def _places(trial: _Trial) -> Iterator[Help]:
    needs = {need for each in trial.unplaced for need in trial.plan.patient[each.patient_id].needs}
    for station_id in trial.station_ids:
        name = trial.plan.station[station_id].name
        places = trial.more(easing.with_place(trial.plan, station_id))
        if places:
            yield Help(f"One more place at {name} would place {places} more.", places)
        better = (
            (AccessNeed.STEP_FREE, easing.with_step_free_place, "made step-free"),
            (AccessNeed.CARER_PRESENT, easing.with_place_for_two, "with room for a carer"),
        )
        for need, eased, words in better:
            places = trial.more(eased(trial.plan, station_id)) if need in needs else 0
            if places:
                yield Help(f"One more of the places at {name} {words} would place {places} more.", places)


def _arrivals(trial: _Trial) -> Iterator[Help]:
    plan, taken = trial.plan, trial.plan.day.arrivals
    if taken.most:
        more = replace(plan, day=replace(plan.day, arrivals=replace(taken, most=taken.most + 1)))
        places = trial.more(more)
        if places:
            every = f"{taken.most + 1} people every {taken.every} minutes"
            yield Help(f"Letting {every} arrive would place {places} more.", places)

    def until(minutes: int) -> Plan:
        return easing.with_later_arrivals(plan, minutes)

    for minutes, places in _soonest(trial, until):
        yield Help(f"Opening arrivals until {clock(taken.span.end + minutes)} would place {places} more.", places)


def _hours(trial: _Trial) -> Iterator[Help]:
    end = trial.plan.day.opening.end
    for minutes, places in _soonest(trial, lambda minutes: easing.with_longer_day(trial.plan, minutes)):
        says = f"Letting visits run until {clock(end + minutes)}, with the staff who are there last, would place"
        yield Help(f"{says} {places} more.", places)


def _stays(trial: _Trial) -> Iterator[Help]:
    for minutes, places in _soonest(trial, lambda minutes: easing.with_longer_stays(trial.plan, minutes)):
        yield Help(f"Letting people stay {minutes} minutes longer would place {places} more.", places)


def _two_at_once(trial: _Trial, one: int) -> Iterator[Help]:
    """Two more members of staff all day, for one skill or two, where together they do more than any single change."""
    opening, best = trial.plan.day.opening, Help("", one + 1)
    for skill, other in combinations_with_replacement(trial.skills, 2):
        both = easing.with_staff(easing.with_staff(trial.plan, skill, opening), other, opening)
        places = trial.more(both)
        if places > best.places:
            one_each = f"One more member of staff for {skill} and one for {other}"
            two = f"Two more members of staff for {skill}" if skill == other else one_each
            best = Help(f"{two}, both all day, would place {places} more.", places)
    if best.says:
        yield best


def _soonest(trial: _Trial, changed: Callable[[int], Plan]) -> Iterator[tuple[int, int]]:
    """The fewest minutes that let nearly as many in as the most do, with how many."""
    found = [(minutes, trial.more(changed(minutes))) for minutes in LATER]
    most = max(places for _, places in found)
    if most > 0:
        yield next(each for each in found if each[1] >= NEARLY_ALL * most)


def _shortest(
    trial: _Trial, with_one: Callable[[Span], Plan], work: Callable[[Draft, list[int]], list[Span]]
) -> tuple[Span, int]:
    """The shortest time of one more that lets nearly as many in as the whole day does, and how many."""
    opening = trial.plan.day.opening
    draft, routes = trial.who(with_one(opening))
    whole = len(routes) - trial.already
    spans = work(draft, routes) if whole > 0 else []
    if not spans:
        return opening, 0
    worked = _rounded(Span(min(s.start for s in spans), max(s.end for s in spans)), opening)
    for minutes in HOURS:
        span = _busiest(spans, minutes, opening)
        if span is not None and span.minutes < worked.minutes:
            places = trial.more(with_one(span))
            if places >= NEARLY_ALL * whole:
                return span, places
    places = trial.more(with_one(worked))
    return (worked, places) if places >= NEARLY_ALL * whole else (opening, whole)


def _busiest(spans: list[Span], minutes: int, opening: Span) -> Span | None:
    """The time of that length, from a half hour on, in which most of the spans lie; None in a shorter day."""
    starts = range(-(-opening.start // HALF_HOUR) * HALF_HOUR, opening.end - minutes + 1, HALF_HOUR)
    windows = [Span(start, start + minutes) for start in starts]
    return max(windows, key=lambda window: sum(span.within(window) for span in spans), default=None)


def _rounded(span: Span, opening: Span) -> Span:
    start, end = span.start // HALF_HOUR * HALF_HOUR, -(-span.end // HALF_HOUR) * HALF_HOUR
    return Span(max(start, opening.start), min(end, opening.end))


def _work_of_the_extra(draft: Draft, _routes: list[int]) -> list[Span]:
    minute = draft.problem.clock.minute
    extras = (n for n, duty in enumerate(draft.problem.duties) if duty.staff_id.startswith(easing.EXTRA))
    return [Span(minute(start), minute(end)) for n in extras for start, end, *_ in draft.staffing.works[n].pieces]


def _work_of_all(draft: Draft, routes: list[int]) -> list[Span]:
    minute = draft.problem.clock.minute
    stops = (stop for n in routes for stop in draft.stops[n] or () if stop.choice.language >= 0)
    return [Span(minute(stop.start), minute(stop.start) + stop.choice.minutes) for stop in stops]
