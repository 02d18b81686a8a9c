"""Repairs, drawn: the day before, what happens, and the day after."""

from dataclasses import replace

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import Position
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.planning.moves import lock_visits, take_off
from cadplanner.core.planning.proposal import Kind
from cadplanner.core.planning.repairing import Repair
from cadplanner.core.planning.replan import (
    FEWEST_MOVED,
    OneMore,
    RunningLate,
    StaffAway,
    StationClosed,
    WalkIns,
    proposals,
)
from cadplanner.core.planning.rules import clashes
from tests.drawing import as_class, as_drop_in, changed, plan_of, text_of

NINE = 9 * 60


def repaired(text, *happened, at=NINE + 5, **more):
    """The best proposal for a drawn day, or for a plan."""
    plan = plan_of(text) if isinstance(text, str) else text
    best = proposals(plan, happened, at=at, seed=1, **more)[0]
    assert clashes(best.plan) == ()
    return best


def until(plan, minutes):
    """The plan of a day that ends so many minutes after nine."""
    return replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + minutes)))


def test_somebody_else_with_the_skill_takes_over_and_nobody_moves():
    best = repaired(
        """
        09:00
        Ann talk     AAABBBCCC
        Bob talk     DDD......
        """,
        StaffAway("Ann", NINE + 5),
    )
    assert text_of(best.plan) == "09:00\nAnn talk     AAA......\nBob talk     DDDBBBCCC"
    assert best.says == "Nobody moves; 2 people see somebody else; everybody is kept."
    assert [(each.appointment_id, each.minutes, each.staff_changed) for each in best.moved] == [
        ("B", 0, True),
        ("C", 0, True),
    ]


def test_only_those_move_for_whom_nobody_else_is_free():
    best = repaired(
        """
        09:00
        Ann talk     AAABBB
        Bob talk     DDDEEE
        """,
        StaffAway("Ann", NINE + 5),
    )
    assert text_of(best.plan) == "09:00\nAnn talk     AAA......\nBob talk     DDDEEEBBB"
    assert best.says == "1 person moves by 15 minutes; everybody is kept."
    (moved,) = best.moved
    assert (moved.from_minute, moved.to_minute, moved.visit_ids) == (NINE + 15, NINE + 30, ("B.0",))


def test_who_cannot_be_kept_is_told_why():
    plan = until(plan_of("09:00\nAnn talk AAABBB\nBob talk DDDEEE"), 30)
    best = repaired(plan, StaffAway("Ann", NINE + 5))
    assert best.says == "Nobody moves; 1 person cannot be kept."
    assert [each.says for each in best.unplaced] == [
        "B (card 2) cannot be kept: nobody for talk is free for long enough from 09:05 on."
    ]


def test_another_moves_so_that_everybody_is_kept():
    plan = until(plan_of("09:00\nAnn talk AAABBB...\nBob talk DDDEEE..."), 45)
    plan = changed(plan, "appointments", "B", availability=(Span(NINE, NINE + 30),))
    found = proposals(plan, [StaffAway("Ann", NINE + 5)], at=NINE + 5, seed=1)
    assert [proposal.says for proposal in found] == [
        "1 person moves by 15 minutes; 1 person sees somebody else; everybody is kept.",
        "Nobody moves; 1 person cannot be kept.",
    ]
    assert text_of(found[0].plan) == "09:00\nAnn talk     AAA......\nBob talk     DDDBBBEEE"


def test_whoever_is_being_seen_is_seen_out():
    best = repaired("09:00\nAnn talk AAABBB\nBob talk DDD...", StaffAway("Ann", NINE + 5))
    assert best.plan.shift_of["Ann"].span.end == NINE + 15
    gone = repaired("09:00\nAnn talk ...BBB\nBob talk DDD...", StaffAway("Ann", 0))
    assert "Ann" not in gone.plan.shift_of
    assert repaired("09:00\nAnn talk AAA", StaffAway("Zoe", NINE)).says == "Nobody moves; everybody is kept."


def test_somebody_away_for_a_while_has_a_break_of_that_time():
    best = repaired("09:00\nAnn talk AAABBBCCC", StaffAway("Ann", NINE + 15, NINE + 30))
    assert best.plan.shift_of["Ann"].breaks == (BreakRule(15, Span(NINE + 15, NINE + 30)),)
    assert best.says == "1 person moves by 30 minutes; everybody is kept."
    late = repaired("09:00\nAnn talk ...BBBCCC", StaffAway("Ann", 0, NINE + 30), at=NINE)
    assert late.plan.shift_of["Ann"].span.start == NINE + 30
    seen_out = repaired("09:00\nAnn talk AAABBB", StaffAway("Ann", NINE + 5, NINE + 10))
    assert seen_out.moved == ()


def test_breaks_that_are_over_or_overtaken_are_not_looked_for_again():
    plan = plan_of("09:00\nAnn talk AAA...BBB\nBob talk ......CCC")
    tea = (BreakRule(15, Span(NINE, NINE + 45)), BreakRule(30, Span(NINE + 60, NINE + 120)))
    best = repaired(changed(plan, "shifts", "Ann", breaks=tea), StaffAway("Ann", NINE + 45), at=NINE + 40)
    assert best.plan.shift_of["Ann"].breaks == tea[:1]
    ahead = repaired(changed(plan, "shifts", "Ann", breaks=tea), StaffAway("Bob", NINE + 30), at=NINE + 20)
    assert ahead.plan.shift_of["Ann"].breaks == tea


def test_a_closed_station_takes_nobody_and_another_gives_the_service():
    plan = plan_of("09:00\nAnn talk AAABBB\nBob den .........")
    den = replace(plan.stations[1], service_id="talk", skill="talk")
    plan = replace(changed(plan, "staff", "Bob", skills=("talk",)), stations=(plan.stations[0], den))
    best = repaired(plan, StationClosed("talk", NINE + 5))
    assert text_of(best.plan) == "09:00\nAnn den      ...BBB\nAnn talk     AAA..."
    assert best.says == "Nobody moves; 1 person goes to another place; everybody is kept."
    for_a_while = repaired(plan_of("09:00\nAnn talk AAABBB..."), StationClosed("talk", NINE + 15, NINE + 30))
    assert for_a_while.plan.stations[0].opening == (Span(480, NINE + 15), Span(NINE + 30, 1080))
    seen_out = repaired(plan_of("09:00\nAnn talk AAABBB"), StationClosed("talk", NINE, NINE + 10))
    assert seen_out.moved == ()


def test_classes_keep_their_times_after_a_closing():
    plan = as_class(plan_of("09:00\nAnn rehab AAA...BBB"), "rehab", every=30)
    best = repaired(plan, StationClosed("rehab", NINE + 20, NINE + 40))
    assert best.plan.visit["B.0"].span.start == NINE + 60


def test_what_is_late_pushes_only_what_it_touches():
    best = repaired("09:00\nAnn talk AAABBB...CCC", RunningLate(10, NINE + 10), at=NINE + 10)
    assert text_of(best.plan) == "09:00\nAnn talk     AAA..BBB.CCC"
    assert best.says == "1 person moves by 10 minutes; everybody is kept."
    one = repaired("09:00\nAnn talk AAABBB\nBob talk CCCDDD", RunningLate(10, NINE + 10, (), ("Bob",)), at=NINE + 10)
    assert [moved.appointment_id for moved in one.moved] == ["D"]
    there = repaired("09:00\nAnn talk AAABBB\nBob den CCCDDD", RunningLate(10, NINE + 10, ("den",)), at=NINE + 10)
    assert [moved.appointment_id for moved in there.moved] == ["D"]


def test_a_walk_in_is_seen_where_there_is_room():
    plan = plan_of("09:00\nAnn talk AAA...BBB")
    route = plan.appointments[0].route
    zoe = WalkIns((Appointment("Z", "day", "Z", 9, route),), (Patient("Z", "Z"),))
    best = repaired(plan, zoe)
    assert text_of(best.plan) == "09:00\nAnn talk     AAAZZZBBB"
    assert (best.added, best.says) == (("Z",), "Nobody moves; 1 more person is seen; everybody is kept.")
    two = WalkIns((*zoe.appointments, Appointment("Y", "day", "Y", 10, route)), (*zoe.patients, Patient("Y", "Y")))
    assert repaired(plan, two).says == "Nobody moves; 2 more people are seen; everybody is kept."


def test_one_more_is_placed_and_one_who_can_never_be_is_named():
    plan = take_off(plan_of("09:00\nAnn talk AAA...BBB"), "B")
    assert repaired(plan, OneMore(plan.appointments[1])).added == ("B",)
    never = changed(plan, "appointments", "B", availability=(Span(0, 60),))
    best = repaired(never, OneMore(never.appointments[1]))
    assert best.says == "Nobody moves; 1 person cannot be kept."
    assert best.unplaced[0].says == "B (card 2) cannot be kept: no times for talk go together from 09:05 on."


def test_somebody_on_site_has_what_can_be_had():
    best = repaired(
        """
        09:00
        Ann talk     AAA......
        Bob physio   ...AAA...
        Cas desk     ......AAA
        """,
        StaffAway("Bob", NINE + 5),
    )
    assert [visit.id for visit in best.plan.visits] == ["A.0", "A.2"]
    assert [step.key for step in best.plan.appointment["A"].route] == ["0", "2"]
    assert best.says == "Nobody moves; 1 person misses a stop."
    assert best.unplaced[0].left_out == ("1",)


def test_a_visit_locked_by_hand_is_not_moved_for_others():
    plan = until(plan_of("09:00\nAnn talk AAABBB...\nBob talk DDDEEE..."), 45)
    plan = lock_visits(changed(plan, "appointments", "B", availability=(Span(NINE, NINE + 30),)), ["E.0"], locked=True)
    best = repaired(plan, StaffAway("Ann", NINE + 5))
    assert best.says == "Nobody moves; 1 person cannot be kept."
    impossible = lock_visits(plan_of("09:00\nAnn talk AAABBB\nBob talk DDD"), ["B.0"], locked=True)
    assert repaired(impossible, StaffAway("Ann", NINE + 5)).plan.visit["B.0"].staff_id == "Bob"


def test_what_begun_early_stays_and_what_was_broken_before_stays_as_it_was():
    plan = plan_of("09:00\nAnn talk AAABBB\nBob talk ......")
    best = repaired(plan, StationClosed("talk", NINE + 5), begun=["B.0"])
    assert best.moved == ()
    twice = changed(plan, "visits", "A.0", staff_id="")
    (found,) = proposals(twice, [StaffAway("Bob", NINE + 5)], at=NINE + 5, seed=1)
    assert [clash.rule for clash in clashes(found.plan)] == ["somebody_gives_the_visit"]


def test_a_drop_in_and_an_interpreter_are_repaired_too():
    hub = as_drop_in(plan_of("09:00\nAnn talk AAABBB...\n- hub ...AAABBB"), "hub")
    best = repaired(hub, RunningLate(10, NINE + 10), at=NINE + 10)
    assert text_of(best.plan).splitlines()[1:] == ["-   hub      .....AAABBB", "Ann talk     AAA..BBB..."]


def three(text, **station):
    """A day of half an hour from 09:00 with two places for three members of staff; Z comes for all of it."""
    plan = changed(until(plan_of(text), 30), "stations", "talk", places=2, **station)
    zoe = Appointment("Z", "day", "Z", 9, (replace(plan.appointments[0].route[0], minutes=30),))
    return plan, WalkIns((zoe,), (Patient("Z", "Z"),))


def test_places_that_are_cut_up_are_exchanged():
    plan, zoe = three("09:00\nAnn talk ...CCC\nBob talk BBB...\nCas talk ......", step_free_places=0)
    best = repaired(plan, zoe, at=NINE)
    assert best.says == "Nobody moves; 1 person goes to another place; 1 more person is seen; everybody is kept."
    assert {visit.appointment_id: visit.place for visit in best.plan.visits} == {"B": 1, "C": 1, "Z": 0}


def test_whoever_needs_a_step_free_place_keeps_one():
    plan, zoe = three("09:00\nAnn talk ...CCC\nBob talk BBB...\nCas talk ......", step_free_places=1)
    best = repaired(changed(plan, "patients", "C", needs=(AccessNeed.STEP_FREE,)), zoe, at=NINE)
    assert best.plan.visit["C.0"].place == 0
    other, zoe = three("09:00\nAnn talk BBB...\nBob talk ...CCC\nCas talk ......", step_free_places=1)
    other = changed(other, "patients", "B", needs=(AccessNeed.STEP_FREE,))
    assert repaired(other, zoe, at=NINE).plan.visit["B.0"].place == 0


def test_whoever_is_being_seen_does_not_change_places():
    plan, zoe = three("09:00\nAnn talk ...CCC\nBob talk BBB...\nCas talk ......", step_free_places=0)
    best = repaired(plan, zoe, at=NINE, begun=["C.0"])
    assert {visit.appointment_id: visit.place for visit in best.plan.visits} == {"B": 0, "C": 0, "Z": 1}
    never = repaired(plan, zoe, at=NINE, begun=["B.0", "C.0"])
    assert never.says == "Nobody moves; 1 person cannot be kept."


def test_two_who_were_put_in_one_place_by_hand_are_parted():
    plan = plan_of("09:00\nAnn talk ...AAABBB")
    best = repaired(changed(plan, "visits", "B.0", span=plan.visit["A.0"].span), StaffAway("Zoe", NINE))
    assert text_of(best.plan) in (
        "09:00\nAnn talk     ...AAABBB",
        "09:00\nAnn talk     ...BBBAAA",
        "09:00\nAnn talk     BBBAAA",
        "09:00\nAnn talk     AAABBB",
    )


def test_a_class_is_joined_and_a_drop_in_moved():
    plan = as_class(plan_of("09:00\nAnn rehab ...AAA\nBob rehab ......BBB\nAnn rehab ......CCC"), "rehab")
    best = repaired(changed(plan, "visits", "C.0", place=1, staff_id="Bob"), StaffAway("Ann", NINE + 5))
    assert best.says.endswith("everybody is kept.")


def test_classes_under_way_are_joined():
    plan = as_class(plan_of("09:00\nAnn rehab AAA......\nAnn rehab ...BBB...\nAnn rehab ...CCC..."), "rehab", size=2)
    assert repaired(plan, RunningLate(5, NINE, ("den",))).moved == ()
    plan = changed(plan, "visits", "C.0", span=Span(NINE + 30, NINE + 45))
    best = repaired(plan, StationClosed("rehab", NINE + 30), at=NINE + 10, begun=["B.0"])
    assert best.plan.visit["C.0"].place == best.plan.visit["B.0"].place


def test_a_walk_in_for_whom_nothing_is_open_is_named():
    plan = plan_of("09:00\nAnn talk AAA\n- den BBB")
    route = plan.appointments[1].route
    zoe = WalkIns((Appointment("Z", "day", "Z", 9, route),), (Patient("Z", "Z"),))
    best = repaired(changed(plan, "stations", "den", opening=(Span(NINE, NINE + 15),)), zoe)
    assert best.unplaced[0].says == "Z (card 9) cannot be kept: no station is open for den from 09:05 on."
    again = repaired(plan, OneMore(plan.appointments[0]))
    assert again.says == "Nobody moves; everybody is kept."


def test_three_places_may_have_to_be_tried():
    plan = plan_of("09:00\nAnn talk ...CCC\nBob talk BBB...\nDee talk DDDDDD\nCas talk ......")
    plan = changed(until(plan, 30), "stations", "talk", places=3, step_free_places=1)
    plan = changed(plan, "patients", "C", needs=(AccessNeed.STEP_FREE,))
    zoe = Appointment("Z", "day", "Z", 9, (replace(plan.appointments[0].route[0], minutes=30),))
    best = repaired(plan, WalkIns((zoe,), (Patient("Z", "Z"),)), at=NINE)
    assert best.plan.visit["C.0"].place == 0


def test_where_nobody_need_move_there_is_one_proposal():
    plan = plan_of("09:00\nAnn talk AAABBB\nBob talk DDD...")
    assert len(proposals(plan, [StaffAway("Ann", NINE + 5)], at=NINE + 5, seed=1)) == 1


def test_a_colleague_hands_on_what_stands_in_the_way_and_nobody_moves():
    best = repaired(
        """
        09:00
        Ann talk     AAABBB...
        Bob talk     CCC......
        Bob physio   ...DDD...
        Cas physio   EEE......
        """,
        StaffAway("Ann", NINE + 5),
    )
    assert best.says == "Nobody moves; 2 people see somebody else; everybody is kept."
    assert (best.plan.visit["B.0"].staff_id, best.plan.visit["D.0"].staff_id) == ("Bob", "Cas")


def test_a_class_is_given_by_a_colleague_who_hands_on():
    plan = plan_of(
        """
        09:00
        Ann rehab    ...AAA...
        Ann rehab    ...BBB...
        Bob rehab    CCC......
        Bob talk     ...DDD...
        Cas talk     EEE......
        """
    )
    best = repaired(as_class(plan, "rehab"), StaffAway("Ann", NINE + 5))
    assert best.says == "Nobody moves; 3 people see somebody else; everybody is kept."


def test_what_is_locked_by_hand_is_not_handed_on():
    plan = plan_of("09:00\nAnn talk AAABBB\nBob talk CCC...\nBob physio ...DDD\nCas physio EEE...")
    best = repaired(lock_visits(plan, ["D.0"], locked=True), StaffAway("Ann", NINE + 5))
    assert best.plan.visit["D.0"].staff_id == "Bob"
    assert best.says == "1 person moves by 15 minutes; everybody is kept."


def test_nothing_is_handed_on_where_it_does_not_help():
    plan = plan_of("09:00\nAnn talk AABBBB\nBob talk CC....\nBob physio ..DDEE\nCas physio ......")
    tired = changed(plan, "shifts", "Cas", longest_stretch=10, rest=5)
    assert repaired(tired, StaffAway("Ann", NINE + 5)).says.startswith("1 person moves")
    busy = plan_of(
        """
        09:00
        Ann talk     AAABBB......
        Bob talk     CCC.........
        Bob physio   ...DDD......
        Ann desk     ......BBB...
        Cas physio   EEE.........
        Dee desk     ......FFFGGG
        """
    )
    assert repaired(busy, StaffAway("Ann", NINE + 5)).says.endswith("everybody is kept.")


def test_whoever_must_not_stay_longer_comes_later():
    plan = plan_of("09:00\nAnn talk AAA......\nDee desk ...AAA...\nBob physio ......AAA")
    best = repaired(
        changed(plan, "appointments", "A", longest_stay=45), StaffAway("Bob", NINE + 30, NINE + 40), at=NINE
    )
    assert [visit.span.start for visit in best.plan.visits] == [NINE + 10, NINE + 25, NINE + 40]
    assert best.says == "1 person moves by 10 minutes; everybody is kept."


def test_another_station_takes_whom_a_closed_one_had():
    plan = plan_of("09:00\nAnn talk AAABBB\nBob den .........")
    den = replace(plan.stations[1], service_id="talk", skill="talk")
    plan = replace(changed(plan, "staff", "Bob", skills=("talk",)), stations=(plan.stations[0], den))
    best = repaired(plan, StationClosed("talk", NINE + 5, NINE + 60))
    assert best.plan.visit["B.0"].station_id == "den"


def test_those_who_move_are_counted_with_their_minutes():
    plan = plan_of("09:00\nAnn talk AAABBBCCCDDD\nBob talk EEEFFFGGG...")
    best = repaired(plan, StaffAway("Ann", NINE + 5))
    assert best.says == (
        "2 people move by 45 minutes on average, 60 at most; 1 person sees somebody else; everybody is kept."
    )
    both = repaired(plan_of("09:00\nAnn talk AAABBB.CCC."), RunningLate(5, NINE + 5), at=NINE + 10)
    assert both.says == "1 person moves by 5 minutes; everybody is kept."
    two = repaired(until(plan_of("09:00\nAnn talk AAABBBCCC."), 50), RunningLate(5, NINE + 5), at=NINE + 10)
    assert two.says == "2 people move by 5 minutes; everybody is kept."


def test_a_drop_in_with_one_place_is_late():
    plan = as_drop_in(plan_of("09:00\n- hub AAABBBCCC"), "hub", places=1)
    best = repaired(plan, RunningLate(10, NINE + 10, ("hub",)), at=NINE + 10)
    assert best.says == "1 person moves by 30 minutes; everybody is kept."


def test_whoever_is_seen_by_another_for_nothing_is_given_back():
    plan = plan_of("09:00\nAnn talk AAA...\nBob talk ...BBB")
    repair = Repair(plan, FEWEST_MOVED, ())
    repair.keep_what_can_stay(())
    (stop,) = repair.draft.stops[0]
    repair.draft.hand_over(0, stop, repair.staff["Bob"])
    repair.give_back()
    assert repair.draft.stops[0] == (stop,)


def test_where_somebody_cannot_be_kept_one_proposal_sends_nobody_home():
    plan = plan_of("09:00\nAnn talk AAA......BBB...\nCas desk ......AAA...BBB\nDee talk ...............")
    found = proposals(plan, [StaffAway("Cas", NINE + 5)], at=NINE + 5, seed=1)
    assert [each.says for each in found] == [
        "Nobody moves; 1 person cannot be kept and 1 person misses a stop.",
        "Nobody moves; 2 people miss a stop.",
    ]
    assert [each.kind for each in found] == [Kind.FEWEST_MOVED, Kind.NOBODY_SENT_HOME]
    assert [visit.id for visit in found[1].plan.visits] == ["A.0", "B.0"]
    first = replace(plan, services=tuple(replace(s, position=Position.FIRST) for s in plan.services))
    (only,) = proposals(first, [StaffAway("Cas", NINE + 5)], at=NINE + 5, seed=1)
    assert only.says == "Nobody moves; 1 person cannot be kept and 1 person misses a stop."


def test_somebody_on_site_goes_without_where_others_would_be_sent_home():
    plan = plan_of("09:00\nAnn talk AAA......\nBob physio ...AAA...\nCas desk ......AAA\nEve physio ...FFFGGG")
    best = repaired(until(plan, 45), StaffAway("Bob", NINE + 5))
    assert best.says == "Nobody moves; 1 person misses a stop."


def test_a_walk_in_who_must_not_stay_long_begins_later():
    plan = plan_of("09:00\nAnn talk AAA...BBB...\nDee desk ...CCCDD....")
    route = (replace(plan.appointments[0].route[0]), Step("1", "desk", ("0",)))
    zoe = Appointment("Z", "day", "Z", 9, route, longest_stay=30)
    best = repaired(plan, WalkIns((zoe,), (Patient("Z", "Z"),)), at=NINE)
    assert [visit.span.start for visit in best.plan.visits_of_appointment["Z"]] == [NINE + 45, NINE + 60]


def test_of_those_who_come_together_nobody_is_sent_home_alone():
    plan = until(plan_of("09:00\nAnn talk ...AAA\nBob talk ...BBB\nCas talk ...CCC"), 30)
    for card in "AB":
        plan = changed(plan, "appointments", card, together="a couple")
    plan = changed(plan, "appointments", "C", availability=(Span(NINE + 15, NINE + 30),))
    best = repaired(plan, StaffAway("Bob", NINE), at=NINE + 15)
    assert best.says == "Nobody moves; 2 people cannot be kept."
    assert [visit.id for visit in best.plan.visits] == ["C.0"]


def test_where_one_of_two_who_come_together_cannot_be_seen_neither_is_kept_and_both_are_named():
    plan = plan_of(
        """
        09:00
        Ann talk     ...AAA...
        Bob physio   ...BBB...
        """
    )
    for card in "AB":
        plan = changed(plan, "appointments", card, together="a couple")
    best = repaired(plan, StationClosed("talk", NINE + 5))
    assert not best.plan.visits
    assert {each.appointment_id for each in best.unplaced} == {"A", "B"}


def test_whoever_is_on_site_goes_on_where_the_other_of_two_cannot_be_seen():
    plan = plan_of(
        """
        09:00
        Ann talk     AAA......
        Bob physio   ...BBB...
        Dee desk     ...AA....
        """
    )
    for card in "AB":
        plan = changed(plan, "appointments", card, together="a couple")
    best = proposals(plan, (StationClosed("physio", NINE + 5),), at=NINE + 5, seed=1)[0]
    assert [visit.appointment_id for visit in best.plan.visits] == ["A", "A"]
    assert {each.appointment_id for each in best.unplaced} == {"B"}
