"""The report of a day: what is known of it at each stage, in numbers, words and pictures."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cadplanner.core.charts import Tone
from cadplanner.core.figures import figures
from cadplanner.core.live import record
from cadplanner.core.live.outcomes import Kept, record_outcome
from cadplanner.core.live.record import At
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.model.outcome import Agreed, Feedback, OutcomeKind
from cadplanner.core.model.referral import Referral
from cadplanner.core.reporting.days import all_days, day_line
from cadplanner.core.reporting.outcomes import split, waiting_list
from cadplanner.core.reporting.report import Stage, report, shares
from cadplanner.core.reporting.waits import how_long, where
from tests.builders import DAY, patient, people, plan_with
from tests.core.live.acting import Lived

DISCHARGE = (Agreed(OutcomeKind.DISCHARGE),)
PIFU = (Agreed(OutcomeKind.PIFU, "knee", start=DAY.on, months=6),)
REFERRALS = tuple(Referral(f"r{n}", f"patient-{n}", DAY.on - timedelta(days=30 * n)) for n in range(1, 9))
UNDATED = Referral("r99", "patient-99", None)
FORMS = (
    Feedback("f1", "day", collaborate=(4, 4, 4), friends_and_family=1),
    Feedback("f2", "day", collaborate=(2, 2, 2), friends_and_family=5),
)


@pytest.fixture
def day():
    """Three came, of whom one is discharged and one on PIFU; one waits 40 minutes; one did not attend."""
    plan = plan_with(people(6), unplaced=1)
    plan = replace(plan, appointments=tuple(replace(a, referral_id=f"r{a.card}") for a in plan.appointments))
    lived = Lived(plan)
    for n, begins in ((1, "08:58"), (2, "09:01"), (3, "09:40")):
        lived.do("08:55" if n < 3 else "09:00", record.arrive, f"a{n}")
        lived.do(begins, record.start, f"a{n}", At("s-talk", n))
    for n, agreed in ((1, DISCHARGE), (2, PIFU)):
        lived.do("10:00", record_outcome, Kept(lived.outcomes, lived.promises), f"a{n}", agreed)
        lived.do("10:00", record.leave, f"a{n}")
    lived.do("10:00", record.did_not_attend, "a4")
    return lived


def told(day, time, referrals=(), forms=()):
    return report(day.board(time), Kept(day.outcomes, day.promises), referrals, forms, pifu_word="PIR")


def found(day, referrals=()):
    return figures(day.board("11:00"), Kept(day.outcomes, day.promises), referrals)


def test_before_the_day_it_is_about_the_plan(day):
    before = told(Lived(day.plan), "08:00", REFERRALS)
    assert before.stage is Stage.BEFORE
    assert before.title == "Community appointment day, 12-Jun-2027: before the day"
    titles = ("Load by station", "Expected arrivals", "People in the hall", "Waiting list by weeks waited")
    assert tuple(chart.title for chart in before.charts) == before.titles == titles
    numbers = {number.what: (number.number, number.under) for number in before.numbers}
    assert numbers["invited"] == ("6", "")
    assert numbers["have a time"] == ("5", "1 have none")
    assert before.says == ()
    whole = told(Lived(plan_with(people(2))), "08:00")
    assert [number.under for number in whole.numbers] == [""] * 5


def test_on_the_day_it_is_about_what_happened(day):
    now = told(day, "11:00", (*REFERRALS, UNDATED), FORMS)
    assert now.stage is Stage.DURING
    assert tuple(chart.title for chart in now.charts) == now.titles
    assert not any(chart.is_empty for chart in now.charts)
    numbers = {number.what: (number.number, number.under) for number in now.numbers}
    assert numbers["attended"] == ("3", "50% of booked")
    assert numbers["discharged"] == ("1", "33% of attended")
    assert numbers["PIR"] == ("1", "33% of attended")
    assert numbers["did not attend"] == ("1", "17% of booked")
    assert now.says == (
        "Waits before a visit: usually 6 min, 19 of 20 within 40 min.",
        "Time in the building: usually 65 min, 19 of 20 within 65 min.",
        "CollaboRATE: 9 of 12 on average, 50% gave 12 of 12 (answers: 2).",
        "Friends and Family Test: 50% very good or good (answers: 2).",
        f"{now.figures.promises_open} of {now.figures.promises} promises are still open.",
    )


def test_after_the_day_walk_ins_are_told(day):
    day.do("10:05", walk_in, Comer(patient(77), known=False), ("talk",))
    for who in ("a3", day.plan.appointments[-1].id):
        day.do("10:30", record.leave, who)
    after = told(day, "18:00")
    assert after.stage is Stage.OVER
    assert after.numbers[0].under == "1 more walked in"
    assert told(day, "18:00").title.endswith("after the day")


def test_without_any_answers_nothing_is_said(day):
    assert told(Lived(plan_with(people(2))), "08:00").says == ()
    lived = Lived(plan_with(people(2)))
    lived.do("09:00", record.did_not_attend, "a1")
    assert told(lived, "09:10").says == ()


def test_nobody_is_named(day):
    now = repr(told(day, "11:00", REFERRALS, FORMS))
    assert not any(one.surname in now or one.nhs_number in now for one in day.plan.patients)


def test_every_attender_is_in_one_part_of_the_split(day):
    chart = split(found(day), "PIR")
    assert [(part.name, part.number) for part in chart.parts] == [
        ("Discharged", 1), ("PIR", 1), ("Follow-up", 0), ("Other", 0), ("No outcome", 1),
    ]  # fmt: skip
    assert chart.whole == found(day).attended.people
    assert chart.says == "Of 3 people who attended, 2 (67%) were discharged or are on PIR. 1 still without an outcome."
    empty = Lived(plan_with(people(1)))
    assert split(figures(empty.board("08:00"), Kept(), ()), "PIFU").says == "Nobody has attended yet."
    day.do("10:10", record_outcome, Kept(day.outcomes, day.promises), "a3", DISCHARGE)
    assert split(found(day), "PIFU").says.endswith("are on PIFU.")


def test_the_waiting_list_before_is_those_still_waiting_and_those_off_it(day):
    chart = waiting_list(found(day, (*REFERRALS, UNDATED)))
    still, ended = chart.series
    assert sum(still.values) + sum(ended.values) == 8
    assert sum(ended.values) > 0
    assert chart.says.startswith("9 people on the list that morning;")
    assert chart.says.endswith("1 without a date are not drawn.")
    assert waiting_list(found(day, REFERRALS)).says.endswith("left it by the day.")


def test_waits_by_their_length(day):
    chart = how_long(day.board("11:00"))
    assert chart.labels[0] == "0-4"
    assert chart.labels[-1] == "60+"
    assert chart.words[0][0] == "0-4: under 30 minutes 1, 30 minutes or more 0"
    short, long = (dict(zip(chart.labels, series.values, strict=True)) for series in chart.series)
    assert (short["5-9"], long["30-44"]) == (1, 1)
    assert chart.series[1].tone is Tone.LATE
    assert chart.says == "3 waits before a visit: usually 6 min, 19 of 20 within 40 min. 1 was 30 minutes or more."


def test_the_usual_wait_by_station_and_half_hour(day):
    chart = where(day.board("11:00"))
    lanes = {lane.name: lane.values for lane in chart.lanes}
    assert "Community hub" not in lanes
    assert lanes["Conversation"][chart.labels.index("08:30")] == 3
    assert lanes["Conversation"][chart.labels.index("09:30")] == 40
    assert chart.one_scale
    assert chart.says.endswith("The longest over the day is before Conversation: 6 minutes.")


def test_before_anybody_waited_it_is_said():
    lived = Lived(plan_with(people(1)))
    assert how_long(lived.board("08:00")).says == where(lived.board("08:00")).says
    lived.do("09:00", record.arrive, "a1")
    lived.do("09:00", record.start, "a1", At("s-talk", 0))
    assert where(lived.board("09:10")).says == "The median of the waits that ended in each half hour."
    assert how_long(lived.board("09:10")).says == "1 wait before a visit: usually 0 min, 19 of 20 within 0 min."


def test_shares_have_both_denominators(day):
    grid = shares(found(day), "PIR")
    rows = {row[0]: row[1:] for row in grid.rows}
    assert rows["Booked"] == ("6", "", "")
    assert rows["Attended"] == ("3", "50", "100")
    assert rows["PIR"] == ("1", "16.7", "33.3")
    assert [rows[what][2] for what in ("Did not attend", "Cancelled", "Not marked")] == ["", "", ""], (
        "none of them came"
    )
    assert rows["Discharged or PIR"] == ("2", "33.3", "66.7")


def test_a_day_in_a_line(day):
    line = day_line(day.board("11:00"), Kept(day.outcomes, day.promises))
    assert line.numbers == (6, 3, 1, 1, 0, 0, 1, 1, 0)
    assert sum(line.numbers[2:7]) == line.attended
    grid = all_days((line, replace(line, closed=True)), "PIR")
    assert grid.headings[4] == "PIR"
    assert [row[-1] for row in grid.rows] == ["no", "yes"]
    assert grid.rows[0][:2] == ("12-Jun-2027", "6")
    assert grid.rows[0][-2] == "Community appointment day"
    assert {grid.headings[n] for n in grid.spare} == {"Day", "Closed", "Other", "No outcome", "Cancelled"}
