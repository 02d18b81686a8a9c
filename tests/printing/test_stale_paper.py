"""The sheets said not to hold are exactly those that would print differently."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import pytest

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.paper.stale import Outdated, Why, digest, kept, prints_of, stale
from cadplanner.core.planning.moves import take_off
from cadplanner.printing.pack import BY_KEY, PRINTOUTS, Each, Order, everybody, sheets_in
from tests.builders import people, plan_with

PLAN = plan_with(people(4))
OTHER_SIZES = {"passports-14", "passports-18", "passports-24"}  # show what "passports" shows
SHOWS = {printout.key: printout.shows for printout in PRINTOUTS}


def patient(n: int, **new: object) -> Plan:
    return replace(PLAN, patients=tuple(replace(p, **new) if k == n else p for k, p in enumerate(PLAN.patients)))


def visit(n: int, **new: object) -> Plan:
    return replace(PLAN, visits=tuple(replace(v, **new) if k == n else v for k, v in enumerate(PLAN.visits)))


def station(n: int, **new: object) -> Plan:
    return replace(PLAN, stations=tuple(replace(s, **new) if k == n else s for k, s in enumerate(PLAN.stations)))


def service(n: int, **new: object) -> Plan:
    return replace(PLAN, services=tuple(replace(s, **new) if k == n else s for k, s in enumerate(PLAN.services)))


def member(n: int, **new: object) -> Plan:
    return replace(PLAN, staff=tuple(replace(m, **new) if k == n else m for k, m in enumerate(PLAN.staff)))


CHANGES: dict[str, Callable[[], Plan]] = {
    "nothing": lambda: PLAN,
    "a surname": lambda: patient(0, surname="Newname"),
    "a first name": lambda: patient(1, first_name="Newname"),
    "a birth date": lambda: patient(2, birth_date=date(1999, 9, 9)),
    "a phone": lambda: patient(0, phone="01632 960111"),
    "a need": lambda: patient(0, needs=(AccessNeed.QUIET_SPACE,)),
    "a note on needs": lambda: patient(1, needs_note="brings a dog"),
    "a twin": lambda: patient(3, surname=PLAN.patients[0].surname, birth_date=PLAN.patients[0].birth_date),
    "a start": lambda: visit(0, span=Span(545, 570)),
    "a place": lambda: visit(0, place=1),
    "a lock": lambda: visit(0, locked=True),
    "somebody else's hands": lambda: visit(0, staff_id="talker-1"),
    "a station's name": lambda: station(1, name="Physio bays"),
    "a station's zone": lambda: station(1, zone=1),
    "a station's skill": lambda: station(1, skill="hands"),
    "what a service explains": lambda: service(1, explains="Show where it hurts"),
    "a service's name": lambda: service(1, name="Feet"),
    "a role": lambda: member(0, role="Nurse"),
    "an employer": lambda: member(0, employer="Elsewhere"),
    "a skill of staff": lambda: member(0, skills=("talking",)),
    "a shift": lambda: replace(
        PLAN, shifts=tuple(replace(s, span=Span(525, 1000)) if s.staff_id == "coach" else s for s in PLAN.shifts)
    ),
    "the address": lambda: replace(PLAN, venue=replace(PLAN.venue, address="1 New Road")),
    "the venue": lambda: replace(PLAN, venue=replace(PLAN.venue, name="New Hall")),
    "the day": lambda: replace(PLAN, day=replace(PLAN.day, name="Better health day")),
    "how many places": lambda: station(0, places=5),
    "a class": lambda: station(2, group_size=9),
    "step-free places": lambda: station(0, step_free_places=1),
    "opening": lambda: station(3, opening=(Span(600, 900),)),
    "a quiet station": lambda: station(0, quiet=True),
    "a language nobody interprets": lambda: patient(0, language="Welsh"),
    "one taken off": lambda: take_off(PLAN, "a2"),
}


@dataclass(frozen=True)
class Sheets:
    """Every single sheet of a plan as bytes, and as a digest of what it shows."""

    made: dict[tuple[str, str], bytes]
    shown: dict[tuple[str, str], str]


def sheets(plan, paper):
    made, shown = {}, {}
    for printout in (one for one in PRINTOUTS if one.key not in OTHER_SIZES):
        for whom in everybody(PLAN, printout.each):
            ids = None if printout.each is Each.DAY else (whom,)
            made[printout.key, whom] = printout.make(plan, paper, ids)
            shown[printout.key, whom] = digest(paper.details, printout.shows(plan, whom))
    return Sheets(made, shown)


@pytest.fixture(scope="module")
def as_it_was():
    return cache(lambda paper: sheets(PLAN, paper))


@pytest.mark.parametrize("change", CHANGES)
def test_a_sheet_is_stale_where_it_would_print_differently_and_nowhere_else(change, paper, as_it_was):
    """T40: a station works on an old plan."""
    before, after = as_it_was(paper), sheets(CHANGES[change](), paper)
    differing = {sheet for sheet in before.made if before.made[sheet] != after.made[sheet]}
    said = {sheet for sheet in before.shown if before.shown[sheet] != after.shown[sheet]}
    assert said == differing


def printed(plan, paper, *orders):
    return prints_of(plan, paper.details, paper.version, sheets_in(plan, orders))


def found(prints, plan, paper):
    now = {printout.key: everybody(plan, printout.each) for printout in PRINTOUTS}
    return set(stale(prints, plan, paper.details, SHOWS, now))


def test_what_holds_is_not_listed(paper):
    prints = printed(PLAN, paper, *(Order(key) for key in BY_KEY))
    assert found(prints, PLAN, paper) == set()


def test_one_moved_visit_makes_stale_the_sheets_it_is_on(paper):
    prints = printed(PLAN, paper, Order("passports"), Order("stations"), Order("rota"), Order("signs"))
    assert found(prints, CHANGES["a start"](), paper) == {
        Outdated("passports", "a1", Why.CHANGED),
        Outdated("stations", "s-talk", Why.CHANGED),
        Outdated("rota", "talker-0", Why.CHANGED),
    }


def test_somebody_new_is_missed_where_all_were_printed(paper):
    fewer = take_off(PLAN, "a2")
    prints = printed(fewer, paper, Order("passports"), Order("outcomes", ("a1",)))
    assert found(prints, PLAN, paper) == {Outdated("passports", "a2", Why.NEW)}


def test_a_sheet_of_somebody_no_longer_invited_is_to_be_thrown_away(paper):
    prints = printed(PLAN, paper, Order("passports", ("a1", "a2")), Order("stations", ("s-hub",)), Order("rota"))
    gone = replace(
        PLAN,
        appointments=tuple(a for a in PLAN.appointments if a.id != "a2"),
        visits=tuple(v for v in PLAN.visits if v.appointment_id != "a2"),
    )
    assert Outdated("passports", "a2", Why.GONE) in found(prints, gone, paper)


@pytest.mark.parametrize("printout", PRINTOUTS, ids=lambda printout: printout.key)
def test_nobody_of_that_id_is_no_sheet(printout):
    gone = printout.shows(PLAN, "nobody") is None
    assert gone == (printout.each is not Each.DAY)


def test_another_phone_number_of_the_service_makes_every_sheet_stale(paper):
    prints = printed(PLAN, paper, Order("passports"), Order("summary"))
    other = replace(paper, details=replace(paper.details, phone="01632 960999"))
    assert len(found(prints, PLAN, other)) == 5


def test_a_later_print_takes_the_place_of_the_earlier_and_what_is_gone_is_forgotten(paper):
    first = printed(PLAN, paper, Order("passports", ("a1", "a2")))
    later = CHANGES["a start"]()
    again = printed(later, replace(paper, version=8), Order("passports", ("a1",)))
    edit = kept(first, again, [Outdated("passports", "a2", Why.GONE)])
    assert [(change.before, change.after) for change in edit.changes] == [(first[0], again[0]), (first[1], None)]
    assert kept(first, first).changes == ()


def test_all_sheets_of_500_people_are_judged_in_a_moment(paper):
    from time import process_time

    plan = plan_with(people(500))
    prints = printed(plan, paper, *(Order(key) for key in BY_KEY))
    began = process_time()
    assert found(prints, plan, paper) == set()
    assert process_time() - began < 5
