"""The figures of a day: both denominators, waits, stations, promises, and the bands before and after."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cadplanner.core.figures import BANDS, Spread, bands, figures, spread
from cadplanner.core.live import record
from cadplanner.core.live.outcomes import Kept, record_outcome, tick
from cadplanner.core.live.record import At
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.model.outcome import Agreed, Feedback, OutcomeKind
from cadplanner.core.model.referral import Referral
from tests.builders import DAY, patient, people, plan_with
from tests.core.live.acting import Lived

DISCHARGE = Agreed(OutcomeKind.DISCHARGE)
PIFU = Agreed(OutcomeKind.PIFU, "knee", start=DAY.on, months=6)
FOLLOW_UP = Agreed(OutcomeKind.FOLLOW_UP, "phone", "routine")
SIGNPOSTED = Agreed(OutcomeKind.SIGNPOSTED, to=("Walking group",))
LEFT = Agreed(OutcomeKind.LEFT_EARLY)


def referral(n, days):
    return Referral(f"r{n}", f"patient-{n}", DAY.on - timedelta(days=days) if days is not None else None)


@pytest.fixture
def day():
    """Ten booked: five attended with five outcomes, one without; one did not attend, one cancelled; one walk-in."""
    plan = plan_with(people(9))
    plan = replace(plan, appointments=tuple(replace(a, referral_id=f"r{a.card}") for a in plan.appointments))
    lived = Lived(plan)
    for n, agreed in enumerate(((DISCHARGE, SIGNPOSTED), (PIFU,), (PIFU, FOLLOW_UP), (SIGNPOSTED,), (LEFT,)), 1):
        lived.do("09:00", record.arrive, f"a{n}")
        lived.do(540 + n, record.start, f"a{n}", At("s-talk", n))
        lived.do(560 + n, record.finish, f"a{n}")
        lived.do("10:00", record_outcome, Kept(lived.outcomes, lived.promises), f"a{n}", agreed)
        if agreed != (LEFT,):
            lived.do(600 + n, record.leave, f"a{n}")
    lived.do("09:30", record.arrive, "a6")
    lived.do("09:40", record.start, "a6", At("s-physio", 0))
    lived.do("09:50", record.did_not_attend, "a7")
    lived.do("09:50", record.cancel, "a8", by_patient=True)
    lived.do("10:00", walk_in, Comer(patient(77), known=False), ("talk",))
    lived.do("10:00", record.drop_in, "s-hub")
    return lived


def found(day, referrals=()):
    return figures(day.board("12:00"), Kept(day.outcomes, day.promises), referrals)


def test_everybody_is_in_one_count_on_both_denominators(day):
    seen = found(day)
    assert (seen.booked, seen.walk_ins) == (9, 1)
    assert (seen.attended.people, seen.attended.of_booked) == (7, 77.8)
    assert [s.people for s in (seen.did_not_attend, seen.cancelled, seen.not_marked)] == [1, 1, 1]
    assert [(s.what, s.people, s.of_booked, s.of_attended) for s in seen.outcomes] == [
        ("discharged", 1, 11.1, 14.3),
        ("follow-up", 1, 11.1, 14.3),
        ("PIFU", 1, 11.1, 14.3),
        ("other", 2, 22.2, 28.6),
        ("no outcome", 2, 22.2, 28.6),
        ("discharged or PIFU", 2, 22.2, 28.6),
    ]


def test_waits_and_time_on_site(day):
    seen = found(day)
    assert seen.waits == Spread(6, 3.5, 10)
    assert seen.on_site == Spread(5, 62, 64)
    assert spread(list(range(1, 101))) == Spread(100, 50.5, 95)
    assert spread([]) == Spread(0, 0, 0)


def test_a_visit_of_which_only_the_end_was_noted_is_no_wait(day):
    day.do("10:30", record.start, "a9", At("s-talk"))
    day.events += (replace(day.events[-1], id="x", kind=record.Happened.FINISHED, step="1", number=10**15),)
    assert found(day).waits.measured == 7


def test_stations(day):
    uses = {use.name: use for use in found(day).stations}
    assert (uses["Conversation"].visits, uses["Conversation"].minutes) == (5, 100)
    assert uses["Conversation"].used == round(100 * 100 / (2 * 480), 1)
    assert uses["Physio assessment"].waits == Spread(1, 10, 10)
    assert (uses["Community hub"].drop_ins, uses["Community hub"].used) == (1, None)
    assert uses["Strength class"].used == 0


def test_promises(day):
    seen = found(day)
    assert seen.promises == seen.promises_open > 5
    day.take(tick(day.promises[:2], day.by("12:00")))
    assert found(day).promises_open == seen.promises - 2


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (-3, "0-1"), (0, "0-1"), (7, "0-1"), (8, "1-2"), (14, "1-2"), (15, "2-4"), (28, "2-4"), (29, "4-12"),
        (84, "4-12"), (85, "12-18"), (126, "12-18"), (127, "18-52"), (364, "18-52"), (365, "over 52"),
    ],
)  # fmt: skip
def test_bands_are_those_of_the_situation_report(days, band):
    assert dict(bands([referral(1, days)], DAY.on))[band] == 1
    assert sum(number for _, number in bands([referral(1, days)], DAY.on)) == 1


def test_before_and_after(day):
    waiting = [referral(n, 400) for n in range(1, 10)] + [referral(50, 5), referral(51, None)]
    seen = found(day, waiting)
    assert dict(seen.bands_before)["over 52"] == 9
    assert dict(seen.bands_after)["over 52"] == 5
    assert dict(seen.bands_after)["0-1"] == 1
    assert seen.unknown_wait == 1
    assert [name for name, _ in seen.bands_before] == [name for name, _ in BANDS]


def test_the_forms_are_counted_as_their_makers_count_them(day):
    answers = (((4, 4, 4), 1), ((4, 4, 3), 2), ((0, 0, 0), 3), ((), 5), ((4, 4, 4), 6), ((), 0))
    forms = tuple(Feedback(f"f{n}", DAY.id, *each) for n, each in enumerate(answers))
    said = figures(day.board("12:00"), Kept(), (), forms).experience
    assert (said.forms, said.collaborate, said.friends) == (6, 4, 5)
    assert said.collaborate_mean == 8.8  # (12 + 11 + 0 + 12) / 4
    assert said.collaborate_top == 50.0
    assert said.friends_positive == 40.0  # two of five: "don't know" counts among the answers


def test_a_day_that_nobody_came_to():
    seen = found(Lived(plan_with(())))
    assert (seen.booked, seen.attended.of_booked, seen.waits.measured) == (0, 0.0, 0)
    assert seen.on == date(2027, 6, 12)
    assert (seen.experience.forms, seen.experience.collaborate_mean, seen.experience.friends_positive) == (0, 0.0, 0.0)
