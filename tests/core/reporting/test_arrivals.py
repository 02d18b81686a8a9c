"""Arrivals: expected by the half hour, and how those who came stood to their time."""

from dataclasses import replace

from cadplanner.core.charts import Tone
from cadplanner.core.live import record
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.reporting.arrivals import BY_HALF_HOUR, EACH, by_half_hour, each_arrival, expected
from tests.builders import patient, people, plan_with
from tests.core.live.acting import Lived

PLAN = plan_with(people(8))  # invited for 08:50, 08:50, 09:15, 09:15, 09:40, ...


def lived():
    day = Lived(PLAN)
    day.do("08:15", record.arrive, "a1")
    day.do("08:50", record.arrive, "a2")
    day.do("09:26", record.arrive, "a3")
    day.do("09:50", record.arrive, "a4")
    day.do("10:00", record.did_not_attend, "a5")
    day.do("10:00", record.cancel, "a6", by_patient=True)
    day.do("10:00", walk_in, Comer(patient(77), known=False), ("talk",))
    return day


def test_expected_arrivals_by_the_half_hour():
    chart = expected(PLAN)
    assert chart.grid.rows[:4] == (("08:30", "2"), ("09:00", "2"), ("09:30", "2"), ("10:00", "2"))
    assert chart.says == "8 people have a time; the most in half an hour: 2 from 08:30."
    nobody = expected(replace(PLAN, visits=()))
    assert (nobody.says, nobody.is_empty) == ("Nobody has a time yet.", True)


def test_each_half_hour_counts_early_on_time_late_and_who_did_not_come():
    chart = by_half_hour(lived().board("10:05"))
    assert chart.grid.headings == ("Invited for", "early", "on time", "late", "very late", "not come yet")
    assert chart.grid.rows[:3] == (
        ("08:30", "1", "1", "0", "0", "0"),
        ("09:00", "0", "0", "1", "1", "0"),
        ("09:30", "0", "0", "0", "0", "1"),
    )
    assert sum(sum(series.values) for series in chart.series) == 5
    assert chart.title == BY_HALF_HOUR


def test_it_says_the_whole_in_a_sentence():
    told = "Of 4 who were given a time and came: 1 on time, 1 early, 2 late. 1 not come yet. 1 walked in."
    assert by_half_hour(lived().board("10:05")).says == told
    day = lived()
    for who in ("a1", "a2", "a3", "a4", day.plan.appointments[-1].id):
        day.do("11:00", record.leave, who)
    over = by_half_hour(day.board("18:00"))
    assert over.says.endswith("2 late. 3 did not come. 1 walked in.")
    assert over.series[-1].name == "did not come"
    assert by_half_hour(Lived(PLAN).board("08:00")).says == "Nobody who was given a time has come yet."


def test_each_arrival_is_a_point_that_names_nobody():
    chart = each_arrival(lived().board("10:05"))
    assert chart.title == EACH
    assert [(point.x, point.y, point.tone) for point in chart.points] == [
        (530, -35, Tone.CALM),
        (530, 0, Tone.GOOD),
        (555, 11, Tone.BUSY),
        (555, 35, Tone.LATE),
    ]
    assert chart.points[1].says == "Invited for 08:50, came 08:50: to the minute, on time"
    assert chart.points[2].cells == ("09:15", "09:26", "11", "late")
    assert chart.points[0].says.endswith("35 minutes before, early")
    assert [(band.name, band.low, band.high) for band in chart.bands] == [
        ("early", None, -30),
        ("on time", -30, 10),
        ("late", 10, 30),
        ("very late", 30, None),
    ]
    assert chart.ticks[0] == (540, "09:00")
    told = " ".join(point.says for point in chart.points)
    assert not any(one.surname in told for one in PLAN.patients)
