"""Plan: set up a day, press Plan, change it by hand, and never lose what was confirmed."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from PySide6.QtCore import Qt

from cadplanner.core.planning.rules import clashes
from cadplanner.core.setup.checks import setup_problems
from cadplanner.ui.pages.timeline.verdict import moved_to, swapped

LIST = "Waiting list"
FIVE_MINUTES_LATER = Qt.Key.Key_Right


def test_a_day_is_set_up_changed_invited_to_and_planned(she, service_file):
    # given: people waiting, and a small day to begin with
    she.opens(service_file("waiting"))
    she.goes_to("Plan")
    she.sees("No day to plan yet")
    she.presses("Set up the day")
    she.presses("Small: 40 people")
    she.types("Name", "Summer day")
    she.presses("Set up this day")
    she.is_told("Summer day is set up.")

    # when: she gives the physio bays one more place, and a physiotherapist a shorter shift
    she.turns_to("Stations")
    she.chooses_the_line("Stations", "Physio bays")
    before = _station(she, "Physio bays").places
    she.types("Places", str(before + 1))
    assert _station(she, "Physio bays").places == before + 1
    assert she.can_undo() == f"physio bays: {before} to {before + 1} places"
    she.turns_to("Staff")
    who = she.lines("Staff")[0][0]
    she.chooses_the_line("Staff", who)
    she.types("Works", "9.30-15.30")

    # then: each is saved as it is left, and the day is sound
    assert str(_shift(she, who).span) == "09:30-15:30"
    assert setup_problems(she.plan) == ()

    # when: she invites those who have waited longest and presses Plan
    she.goes_to("Plan")
    she.sees("Nobody is invited yet")
    she.goes_to(LIST)
    she.presses("Choose the longest waiters")
    she.types("How many people to choose", "30")
    she.presses("Tick them")
    she.presses("Invite to")
    she.is_told("Invited 30 people")
    she.goes_to("Plan")
    she.sees("30 invited, not planned yet")
    she.presses("Plan")

    # then: she sees that it is being planned, the best plan so far, and can stop it there
    she.sees("Planning: busy", "Cancel")
    she.stops_planning_once_she_sees("of 30 placed")
    she.is_told("of 30 placed")
    she.sees("Plan version")
    assert clashes(she.plan) == ()

    # when: she asks why some could not be placed
    she.presses(f"{len(she.plan.unplaced)} not placed")
    she.sees("interpreter", "Find a place now")

    # then: she is told what would help, and does it: an interpreter for each language
    she.goes_to("Day")
    she.sees("interpreter, and none is on the rota.")
    she.turns_to("Interpreters")
    for _ in [problem for problem in setup_problems(she.plan) if "interpreter" in problem.says]:
        she.presses("Add interpreter")
    assert setup_problems(she.plan) == ()

    # when: she plans again, then everybody has a time and a route
    she.goes_to("Plan")
    she.presses("Plan")
    she.stops_planning_once_she_sees("30 of 30 placed")
    she.is_told("30 of 30 placed")
    assert she.plan.unplaced == ()
    assert clashes(she.plan) == ()

    # and: it is one step back to the plan before
    assert she.undoes() == "plan the day"
    assert she.plan.unplaced != ()


def test_a_visit_is_moved_by_keyboard_and_a_clash_is_refused_with_a_sentence(she, service_file):
    # given: a planned day
    she.opens(service_file("planned"))
    she.goes_to("Plan")
    she.sees("20 of 20 placed", "every rule is kept")

    # when: she picks up a visit that has time, moves it five minutes and drops it
    free = _visit_to_move(she, can=True)
    she.clicks_the_visit(free.id)
    card = she.plan.appointment[free.appointment_id].card
    she.sees(f"Card {card}", "Route")
    she.hits(Qt.Key.Key_Return)
    she.hits(FIVE_MINUTES_LATER)
    she.hits(Qt.Key.Key_Return)

    # then: it is there, and the step has its name
    assert she.plan.visit[free.id].span.start == free.span.start + 5
    assert she.can_undo().startswith(f"move card {card} ")
    assert clashes(she.plan) == ()

    # when: she drops another where it cannot be
    stuck = _visit_to_move(she, can=False)
    she.clicks_the_visit(stuck.id)
    she.hits(Qt.Key.Key_Return)
    she.hits(FIVE_MINUTES_LATER)
    refusal = she.timeline.carry.verdict.says
    she.hits(Qt.Key.Key_Return)

    # then: she is told why in a sentence, and nothing has moved
    she.is_told(refusal, "Nothing was moved.")
    assert she.plan.visit[stuck.id] == stuck
    assert refusal.endswith(".")

    # when: she picks it up and thinks better of it, then nothing happens
    she.hits(Qt.Key.Key_Return)
    she.hits(FIVE_MINUTES_LATER)
    she.hits(Qt.Key.Key_Escape)
    assert she.plan.visit[stuck.id] == stuck

    # when: something else is done, then the refusal is no longer on the screen
    she.sees(refusal)
    she.undoes()
    she.does_not_see("Nothing was moved.")


def test_visits_are_locked_and_swapped_and_every_step_has_its_name(she, service_file):
    # given: a planned day, and two people who could change places
    she.opens(service_file("planned"))
    she.goes_to("Plan")
    she.sees("20 of 20 placed")
    one, other = _pair_to_swap(she)
    before = she.plan

    # when: she locks the one, then swaps the two
    she.clicks_the_visit(one.id)
    she.hits(Qt.Key.Key_L, control=True, shift=True)
    assert she.plan.visit[one.id].locked
    she.hits(Qt.Key.Key_U, control=True, shift=True)
    assert not she.plan.visit[one.id].locked
    she.clicks_the_visit(other.id, also=True)
    she.hits(Qt.Key.Key_E, control=True)

    # then: each is where the other was
    assert _where(she.plan.visit[one.id]) == _where(other)
    assert _where(she.plan.visit[other.id]) == _where(one)

    # and: three steps back, each by its name, and forward again
    cards = tuple(before.appointment[visit.appointment_id].card for visit in (one, other))
    assert she.undoes().startswith(f"swap card {cards[0]} and card {cards[1]}")
    assert she.undoes().startswith(f"unlock card {cards[0]}")
    assert she.undoes().startswith(f"lock card {cards[0]}")
    assert she.plan == before
    assert she.redoes().startswith(f"lock card {cards[0]}")
    assert she.plan.visit[one.id].locked

    # when: the day is planned again, then what is locked stays where it is
    she.presses("Plan")
    she.stops_planning_once_she_sees("of 20 placed")
    assert _where(she.plan.visit[one.id]) == _where(one)


def test_planning_again_says_how_many_come_at_another_time(she, service_file):
    # given: a planned day, one person taken off it
    she.opens(service_file("planned"))
    she.goes_to("Plan")
    before = she.plan
    she.clicks_the_visit(before.visits[0].id)
    she.hits(Qt.Key.Key_Delete, control=True)
    she.sees("19 of 20 placed")
    had = she.plan

    # when: she plans again
    she.presses("Plan")
    she.stops_planning_once_she_sees("20 of 20 placed")

    # then: she is told whose time it has changed, so that nobody comes at the old one
    she.is_told("20 of 20 placed")
    other = sum(had.arrival(one) != she.plan.arrival(one) for one in had.visits_of_appointment)
    said = she.window.messages.text
    assert (f"{other} people arrive at another time" in said) or (other < 2 and "people arrive" not in said)


def test_the_day_is_copied_without_its_people(she, service_file):
    # given: a planned day
    she.opens(service_file("planned"))
    she.goes_to("Day")
    first = she.plan

    # when: she copies it to the autumn
    she.window.page.start_new_day(first.day.id)
    she.types("Name", "Autumn day")
    she.types("Date", "4 September 2027")
    she.presses("Set up this day")

    # then: the same stations, staff and pathways, nobody invited, and the first day is as it was
    she.is_told("Autumn day is set up.")
    copy = she.plan
    assert (copy.day.name, copy.day.on) == ("Autumn day", date(2027, 9, 4))
    assert [station.name for station in copy.stations] == [station.name for station in first.stations]
    assert {shift.staff_id for shift in copy.shifts} == {shift.staff_id for shift in first.shifts}
    assert copy.appointments == copy.visits == ()
    assert she.store.plan(first.day.id) == first


def test_closing_in_the_middle_of_planning_keeps_what_was_confirmed(she, service_file, another_window):
    # given: people invited, one of them just now, and planning under way
    path = service_file("invited")
    she.opens(path)
    confirmed = she.plan
    she.goes_to("Plan")
    she.presses("Plan")
    she.sees("Planning: busy")

    # when: she closes the window
    she.closes_the_window()

    assert not path.with_name(f"{path.name}.lock").exists()

    # then: started again, the file opens at once, with everything that was confirmed and nothing half done
    later = another_window()
    assert later.opens(path)
    assert later.plan == confirmed
    later.goes_to("Plan")
    later.sees("20 invited, not planned yet")


def _station(she, name):
    return next(station for station in she.plan.stations if station.name == name)


def _shift(she, name):
    return she.plan.shift_of[next(member.id for member in she.plan.staff if member.name == name)]


def _visit_to_move(she, *, can):
    """A one-to-one visit that may, or may not, begin five minutes later on its own row."""
    scene = she.timeline.picture.scene
    for visit in she.plan.visits:
        row, block = scene.where[visit.id]
        if not block.of and scene.rows[row].blocks:
            verdict = moved_to(she.plan, (visit.id,), visit.span.start + 5, scene.rows[row])
            if verdict.allowed is can:
                return visit
    raise AssertionError("no such visit")


def _pair_to_swap(she):
    """Two one-to-one visits that may stand in each other's place."""
    visits = [visit for visit in she.plan.visits if not she.block_of(visit.id).of and visit.staff_id]
    for one, other in combinations(visits, 2):
        if one.station_id == other.station_id and swapped(she.plan, one.id, other.id).allowed:
            return one, other
    raise AssertionError("no two that can be swapped")


def _where(visit):
    return visit.station_id, visit.place, visit.staff_id, visit.span.start
