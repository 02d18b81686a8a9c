"""Outcomes with their promises, every loose end with its action, and a close that loses nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cadplanner.core.keeping.roles import may, may_write
from cadplanner.core.live import outcomes, record
from cadplanner.core.live.closing import CLOSED, Loose, close_day, explain, loose_ends, reopen_day, unless_closed
from cadplanner.core.live.facts import Refusal
from cadplanner.core.live.following import Status
from cadplanner.core.live.outcomes import Ground, Kept, give_to, note_what_matters, record_outcome, tick, untick
from cadplanner.core.live.record import At
from cadplanner.core.live.undoing import undo_outcome
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.attendance import Happened
from cadplanner.core.model.day_rules import BOOK, DEFAULT_RULES, ENTER, LETTER, REGISTER, DayRules
from cadplanner.core.model.operator import Role
from cadplanner.core.model.outcome import Agreed, Outcome, OutcomeKind, WhatMatters
from cadplanner.core.model.referral import Referral
from tests.builders import DAY, patient, people, plan_with
from tests.core.live.acting import Lived

TALK = At("s-talk", 0)
DISCHARGE = Agreed(OutcomeKind.DISCHARGE)
PIFU = Agreed(OutcomeKind.PIFU, "knee", start=date(2027, 6, 12), months=6)
FOLLOW_UP = Agreed(OutcomeKind.FOLLOW_UP, "phone", "routine")


@pytest.fixture
def day():
    lived = Lived(plan_with(people(2)))
    lived.do("08:50", record.arrive, "a1")
    return lived


def kept(day):
    return Kept(day.outcomes, day.promises)


def agree(day, time, *agreed, who="a1"):
    return day.do(time, record_outcome, kept(day), who, agreed, Ground("seen by physio"))


def refused(day, time, *agreed, who="a1"):
    return day.no(time, record_outcome, kept(day), who, agreed)


def test_an_outcome_comes_with_its_promises(day):
    agree(day, "10:00", PIFU)
    assert {(p.action, p.due.day) for p in day.promises} == {(ENTER, 14), (REGISTER, 14), (LETTER, 19)}
    assert all(promise.is_open and not promise.owner for promise in day.promises)
    assert kept(day).latest["a1"].ground == "seen by physio"


def test_a_changed_outcome_keeps_the_old_one_and_the_promises_that_are_owed_again(day):
    agree(day, "10:00", PIFU)
    enter = next(p for p in day.promises if p.action == ENTER)
    day.take(give_to([enter], "Bea"))
    agree(day, "10:05", FOLLOW_UP)
    assert [outcome.replaces for outcome in day.outcomes] == ["", day.outcomes[0].id]
    assert {p.action: p.owner for p in day.promises} == {ENTER: "Bea", BOOK: ""}
    assert {p.outcome_id for p in day.promises} == {day.outcomes[1].id}
    agree(day, "10:06")
    assert day.promises == ()
    assert kept(day).latest == {}
    assert "no outcome to take back" in refused(day, "10:07")


def test_what_is_in_the_record_system_stays_promised(day):
    agree(day, "10:00", DISCHARGE)
    day.take(tick(day.promises, day.by("10:01")))
    agree(day, "10:02")
    assert [promise.entered_by for promise in day.promises] == ["Ann", "Ann"]
    assert tick(day.promises, day.by("10:03")).changes == ()
    day.take(untick(day.promises))
    assert all(promise.is_open for promise in day.promises)
    assert untick(day.promises).changes == ()
    assert give_to(day.promises, "").changes == ()


@pytest.mark.parametrize(
    ("kind", "status"),
    [(OutcomeKind.LEFT_EARLY, Status.LEFT), (OutcomeKind.SENT_TO_AE, Status.SENT_TO_AE)],
)
def test_some_outcomes_are_facts_too(day, kind, status):
    edit = agree(day, "10:00", Agreed(kind))
    assert day.person("10:01").status is status
    assert any(getattr(change.after, "kind", None) in set(Happened) for change in edit.changes)
    again = agree(day, "10:02", Agreed(kind), FOLLOW_UP)
    assert not any(getattr(change.after, "kind", None) in set(Happened) for change in again.changes)
    agree(day, "10:03", Agreed(kind), who="a2")
    assert (day.person("10:04", "a2").status, day.person("10:04", "a2").arrived) == (status, 603)


def test_who_did_not_attend(day):
    assert "did attend" in refused(day, "10:00", Agreed(OutcomeKind.DID_NOT_ATTEND))
    agree(day, "10:00", Agreed(OutcomeKind.DID_NOT_ATTEND), DISCHARGE, who="a2")
    assert day.person("10:01", "a2").status is Status.DID_NOT_ATTEND
    assert "Note the arrival first" in refused(day, "10:02", PIFU, who="a2")
    agree(day, "10:03", FOLLOW_UP, who="a2")


def test_contradictions_and_strangers_are_refused(day):
    assert "choose one" in refused(day, "10:00", DISCHARGE, PIFU)
    assert "today's list" in refused(day, "10:00", DISCHARGE, who="nobody")


def test_what_matters_is_one_line_in_her_own_words(day):
    edit = day.do("10:00", note_what_matters, "a1", "  To dance\n at my daughter's wedding ")
    (noted,) = [change.after for change in edit.changes]
    assert isinstance(noted, WhatMatters)
    assert noted.words == "To dance at my daughter's wedding"
    assert "one line" in day.no("10:01", note_what_matters, "a1", "\n ")
    assert "today's list" in day.no("10:01", note_what_matters, "nobody", "x")


def ends(day, time="17:00"):
    return {(end.appointment_id, end.kind) for end in loose_ends(day.board(time), kept(day))}


def test_every_loose_end_is_named_and_answered_by_its_action(day):
    assert ends(day) == {("a1", Loose.STILL_HERE), ("a1", Loose.NO_OUTCOME), ("a2", Loose.NOT_MARKED)}
    assert "3 loose ends are open" in day.no("17:00", close_day, kept(day))
    day.do("17:00", record.did_not_attend, "a2")
    day.do("17:00", record.start, "a1", TALK)
    assert ends(day) == {("a1", Loose.NOT_FINISHED), ("a1", Loose.NO_OUTCOME)}
    day.do("17:01", record.leave, "a1")
    agree(day, "17:02", DISCHARGE)
    assert ends(day) == {("a1", Loose.NO_OWNER), ("a1", Loose.NOT_ENTERED)}
    letter = next(p for p in day.promises if p.action == LETTER)
    day.take(give_to([letter], "Bea"))
    assert "1 loose end is open" in day.no("17:03", close_day, kept(day))
    day.take(tick([p for p in day.promises if p.action == ENTER], day.by("17:03")))
    assert ends(day) == set()
    assert "is open" in day.no("17:04", reopen_day, kept(day))
    day.do("17:04", close_day, kept(day))
    assert day.board("17:05").closed
    assert "closed already" in day.no("17:05", close_day, kept(day))
    day.do("17:06", reopen_day, kept(day), "one more form was found")
    assert not day.board("17:07").closed
    assert [event.kind for event in day.events[-2:]] == [Happened.CLOSED, Happened.REOPENED]


def test_a_promise_needs_a_day_too(day):
    day.do("10:00", record.leave, "a1")
    agree(day, "10:00", PIFU)
    day.promises = tuple(replace(p, owner="Bea", due=None, entered_at=None) for p in day.promises)
    says = [end.says for end in loose_ends(day.board("17:00"), kept(day)) if end.kind is Loose.NO_OWNER]
    assert len(says) == 2
    assert all("lacks a day" in each for each in says)


def test_a_reason_answers_a_loose_end_as_well(day):
    day.do("10:00", record.leave, "a1")
    agree(day, "10:00", DISCHARGE)
    for end in loose_ends(day.board("17:00"), kept(day)):
        assert isinstance(explain(day.board("17:00"), day.by("17:00"), end, " "), Refusal)
        day.do("17:00", explain, end, "The letter went by hand")
    assert ends(day) == set()
    assert day.events[-1].says == "The letter went by hand"
    assert outcomes.Kept().highest == 0


def on_the_list(day):
    """The referrals of a1 and a2."""
    day.plan = replace(
        day.plan, appointments=tuple(replace(one, referral_id=f"r{one.card}") for one in day.plan.appointments)
    )
    return tuple(Referral(f"r{n}", f"patient-{n}", date(2027, 1, n)) for n in (1, 2, 3))


def after(edit, referrals):
    now = {change.before.id: change.after for change in edit.changes if isinstance(change.before, Referral)}
    return tuple(now.get(one.id, one) for one in referrals)


def closed(day, referrals, rules=DEFAULT_RULES):
    """Close the day with all reasons given; the referrals as they are then."""
    told = Kept(day.outcomes, day.promises, rules, referrals)
    for end in loose_ends(day.board("17:00"), told):
        day.do("17:00", explain, end, "the form is lost")
    return after(day.do("17:10", close_day, told), referrals)


def test_who_was_discharged_leaves_the_list_and_who_did_not_attend_goes_back(day):
    places = on_the_list(day)
    agree(day, "10:00", DISCHARGE)
    day.do("17:00", record.did_not_attend, "a2")
    seen, absent, other = closed(day, places)
    assert (seen.left_because, seen.settled_on, seen.is_waiting) == ("discharge", DAY.on, False)
    assert (absent.left_because, absent.settled_on, absent.is_waiting) == ("", DAY.on, True)
    assert other == places[2]
    assert seen.waits_on(DAY.on)
    assert not seen.waits_on(DAY.on + timedelta(days=1))
    told = Kept(day.outcomes, day.promises, referrals=(seen, absent, other))
    assert after(day.do("17:20", reopen_day, told), told.referrals) == places


def test_the_service_may_rule_that_who_did_not_attend_leaves_the_list(day):
    places = on_the_list(day)
    day.do("17:00", record.did_not_attend, "a2")
    rules = replace(DEFAULT_RULES, returns=(OutcomeKind.LEFT_EARLY,))
    without_outcome, absent, _ = closed(day, places, rules)
    assert absent.left_because == "did not attend"
    assert without_outcome.is_waiting


def test_a_place_that_was_left_before_stays_left(day):
    places = on_the_list(day)
    gone = replace(places[0], settled_on=date(2027, 5, 1), left_because="PIFU")
    agree(day, "10:00", DISCHARGE)
    day.do("17:00", record.did_not_attend, "a2")
    assert closed(day, (gone, *places[1:]))[0] == gone


def closed_day(day):
    day.do("17:00", record.did_not_attend, "a2")
    day.do("17:01", record.leave, "a1")
    agree(day, "17:02", DISCHARGE)
    day.take(give_to(day.promises, "Bea"))
    day.take(tick([p for p in day.promises if p.action == ENTER], day.by("17:03")))
    day.do("17:04", close_day, kept(day))


def test_a_closed_day_takes_no_fact_and_no_outcome_until_it_is_reopened(day):
    closed_day(day)
    now = day.board("18:00")
    late = (
        record.arrive(now, day.by("18:00"), "a2"),
        record_outcome(now, day.by("18:00"), kept(day), "a1", (FOLLOW_UP,)),
        note_what_matters(now, day.by("18:00"), "a1", "To dance"),
    )
    assert [unless_closed(now, answer) for answer in late] == [Refusal(CLOSED)] * 3
    refusal = Refusal("No.")
    assert unless_closed(now, refusal) is refusal
    ticks = tick(day.promises, day.by("18:01"))
    assert unless_closed(now, ticks) is ticks
    reopens = reopen_day(now, day.by("18:02"), kept(day), "a form was found")
    assert unless_closed(now, reopens) is reopens
    day.take(reopens)
    again = record.arrive(day.board("18:03"), day.by("18:03"), "a2")
    assert unless_closed(day.board("18:03"), again) is again


def test_a_close_is_answered_by_reopening_and_never_taken_back(day):
    closed_day(day)
    assert "After" in day.no("18:00", record.undo_last)
    day.do("18:01", reopen_day, kept(day))
    assert "After" in day.no("18:02", record.undo_last)
    day.do("18:03", record.arrive, "a2")
    day.do("18:04", record.undo_last)
    assert day.person("18:05", "a2").status is Status.DID_NOT_ATTEND


def test_an_outcome_is_undone_with_all_that_came_with_it(day):
    agree(day, "10:00", DISCHARGE)
    day.take(give_to(day.promises, "Bea"))
    before = {(p.action, p.owner) for p in day.promises}
    noted = day.do("10:00", note_what_matters, "a1", "To dance").changes[0].after
    by = day.by("10:01")
    edit = record_outcome(day.board("10:01"), by, kept(day), "a1", (Agreed(OutcomeKind.LEFT_EARLY),), Ground("said"))
    edit = edit.and_also(note_what_matters(day.board("10:01"), by, "a1", "To walk"))
    day.take(edit)
    assert day.person("10:01").status is Status.LEFT
    matters = [noted, *(c.after for c in edit.changes if isinstance(c.after, WhatMatters))]
    undone = undo_outcome(day.board("10:02"), day.by("10:02"), kept(day), matters, edit)
    day.take(undone)
    assert kept(day).latest["a1"].kinds == {OutcomeKind.DISCHARGE}
    assert kept(day).latest["a1"].ground == "seen by physio"
    assert len(day.outcomes) == 3
    assert {(p.action, p.owner) for p in day.promises} == before
    assert day.person("10:03").status is Status.WAITING
    assert [c.after.words for c in undone.changes if isinstance(c.after, WhatMatters)] == ["To dance"]


def test_the_first_outcome_undone_leaves_none(day):
    first = agree(day, "10:00", DISCHARGE)
    first = first.and_also(day.do("10:00", note_what_matters, "a1", "To dance"))
    undone = undo_outcome(day.board("10:01"), day.by("10:01"), kept(day), (), first)
    assert [c.after.words for c in undone.changes if isinstance(c.after, WhatMatters)] == [""]
    day.take(undone)
    assert kept(day).latest == {}
    assert day.promises == ()
    assert [type(each) for each in day.outcomes] == [Outcome, Outcome]
    closed = replace(day.board("10:02"), closed=True)
    assert undo_outcome(closed, day.by("10:02"), kept(day), (), first) == Refusal(CLOSED)


def test_who_did_not_attend_and_turns_up_later_wants_an_outcome_again(day):
    places = on_the_list(day)
    agree(day, "10:00", DISCHARGE)
    agree(day, "10:30", Agreed(OutcomeKind.DID_NOT_ATTEND), who="a2")
    day.do("11:00", record.arrive, "a2")
    says = [end.says for end in loose_ends(day.board("12:00"), kept(day)) if end.kind is Loose.NO_OUTCOME]
    assert len(says) == 1
    assert "came after all" in says[0]
    agree(day, "11:40", PIFU, who="a2")
    assert ("a2", Loose.NO_OUTCOME) not in ends(day)
    assert [place.left_because for place in closed(day, places)] == ["discharge", "PIFU", ""]


def test_an_outcome_changed_after_leaving_is_what_the_list_goes_by(day):
    places = on_the_list(day)
    agree(day, "10:00", DISCHARGE)
    day.do("10:01", record.leave, "a1")
    day.do("10:02", record.did_not_attend, "a2")
    agree(day, "16:00", FOLLOW_UP, Agreed(OutcomeKind.ONWARD_REFERRAL, "Pain service"))
    assert day.person("16:01").left == 601
    assert closed(day, places)[0].left_because == "follow-up"


def test_sent_to_ae_goes_back_to_the_list_and_owes_a_letter_the_next_day(day):
    places = on_the_list(day)
    agree(day, "10:00", Agreed(OutcomeKind.SENT_TO_AE))
    day.do("10:02", record.did_not_attend, "a2")
    assert day.person("10:01").status is Status.SENT_TO_AE
    assert {p.action: p.due - DAY.on for p in day.promises}[LETTER] == timedelta(days=1)
    assert closed(day, places)[0].is_waiting


def test_a_walk_in_has_an_outcome_and_promises_like_anybody(day):
    edit = day.do("10:00", walk_in, Comer(patient(77), known=False), ("talk",))
    who = next(c.after.id for c in edit.changes if isinstance(c.after, Appointment))
    assert (who, Loose.NO_OUTCOME) in ends(day)
    agree(day, "10:30", DISCHARGE, who=who)
    assert {p.action for p in day.promises if p.appointment_id == who} == {ENTER, LETTER}
    assert (who, Loose.NO_OUTCOME) not in ends(day)


def test_an_outcome_says_when_it_was_recorded_even_days_later(day):
    by = replace(day.by("10:00"), now=day.at("10:00") + timedelta(days=2), at=day.at("16:00"))
    edit = record_outcome(day.board("10:00"), by, kept(day), "a1", (DISCHARGE,))
    assert edit.changes[0].after.at == by.now


def test_a_day_for_which_nobody_was_invited_can_be_closed():
    empty = Lived(plan_with(()))
    assert loose_ends(empty.board("17:00"), Kept()) == ()
    empty.do("17:00", close_day, Kept())
    assert empty.board("17:01").closed


def test_the_desk_may_record_outcomes_close_the_day_and_reopen_it_but_not_change_the_rules(day):
    places = on_the_list(day)
    edits = [agree(day, "10:00", DISCHARGE), agree(day, "10:01", PIFU)]
    open_ones = loose_ends(day.board("17:00"), kept(day))
    edits += [day.do("17:00", explain, end, "the form is lost") for end in open_ones]
    told = Kept(day.outcomes, day.promises, referrals=places)
    edits.append(day.do("17:10", close_day, told))
    settled = Kept(day.outcomes, day.promises, referrals=after(edits[-1], places))
    edits.append(day.do("17:20", reopen_day, settled))
    assert all(may(Role.DESK, edit) for edit in edits)
    assert not any(may(Role.VIEWER, edit) for edit in edits)
    assert (may_write(None, DayRules), may_write(Role.COORDINATOR, DayRules)) == (True, True)
    assert not may_write(Role.DESK, DayRules)
