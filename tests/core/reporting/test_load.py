"""The day's load by station and the hall: as planned, then as it was, half hour by half hour."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.live import record
from cadplanner.core.live.record import At
from cadplanner.core.model.day import Mode
from cadplanner.core.model.span import Span
from cadplanner.core.reporting.load import hall, load, load_planned
from cadplanner.core.reporting.over_the_day import HALF_HOUR, most_at_once, there_at
from tests.builders import people, plan_with
from tests.core.live.acting import Lived
from tests.drawing import changed, plan_of

PLAN = plan_of(
    """
    09:00
    Ann physio   AAAAAABBBBBB......CCC
    Bob physio   ...CCC...............
    Bob talk     ......AAA............
    -   hub      .......CCC...........
    """
)
OPEN = replace(PLAN.day, opening=Span(540, 660))
PLAN = replace(PLAN, day=OPEN, stations=tuple(replace(s, opening=(OPEN.opening,)) for s in PLAN.stations))


def lanes(chart):
    return {lane.name: lane for lane in chart.lanes}


def test_before_the_day_it_is_what_is_planned():
    chart = load_planned(PLAN)
    assert chart.labels == ("09:00", "09:30", "10:00", "10:30")
    assert lanes(chart)["physio"].values == (2, 1, 0, 1)
    assert lanes(chart)["physio"].limits == (2, 2, 2, 2)
    assert lanes(chart)["talk"].values == (0, 1, 0, 0)
    assert lanes(chart)["hub"].values == (0, 1, 0, 0)
    assert chart.says == "As planned. The fullest is physio from 09:00: 2 of 2 places."
    lived = Lived(PLAN)
    assert load(lived.board("08:00")) == chart


def test_a_class_has_its_seats_and_what_is_shut_has_none():
    plan = changed(PLAN, "stations", "talk", mode=Mode.GROUP, group_size=12, opening=(Span(570, 600),))
    assert lanes(load_planned(plan))["talk"].limits == (0, 12, 0, 0)
    assert lanes(load_planned(changed(plan, "stations", "hub", places=0, mode=Mode.DROP_IN)))["hub"].limits == ()


def test_a_day_without_visits_says_that_nobody_has_a_time():
    assert "Nobody has a time" in load_planned(replace(PLAN, visits=())).says
    assert hall(Lived(replace(PLAN, visits=())).board("08:00")).says == "Nobody yet."


def test_until_now_it_is_as_it_was_and_then_as_planned():
    lived = Lived(PLAN)
    lived.do("09:05", record.arrive, "A")
    lived.do("09:10", record.start, "A", At("physio", 0, "Ann"))
    lived.do("09:20", record.finish, "A")
    lived.do("09:31", record.start, "A", At("talk", 0, "Bob", "1"))
    chart = load(lived.board("09:40"))
    assert lanes(chart)["physio"].values == (1, 0, 0, 1)
    assert lanes(chart)["talk"].values == (0, 1, 0, 0)
    assert chart.says.startswith("As it was until 09:40, then as planned.")
    assert chart.planned_from == 2
    assert chart.words[0][1:3] == (
        "physio, 09:30: 0 people, 2 places open",
        "physio, 10:00: 0 people, 2 places open, as planned",
    )


def test_on_a_day_that_is_over_nothing_is_as_planned():
    lived = Lived(PLAN)
    for card in "AB":
        lived.do("09:00", record.arrive, card)
        lived.do("09:05", record.start, card, At("physio", "AB".index(card), "Ann"))
        lived.do("09:50", record.finish, card)
        lived.do("10:00", record.leave, card)
    lived.do("10:10", record.did_not_attend, "C")
    chart = load(lived.board("18:30"))
    assert lanes(chart)["physio"].values == (2, 2, 0, 0)
    assert chart.says == "As it was. The fullest is physio from 09:00: 2 of 2 places."
    assert chart.planned_from is None
    assert hall(lived.board("18:30")).series[1].values[:6] == (2, 2, 2, 2, 0, 0)


def test_at_a_drop_in_it_is_how_many_came():
    plan = plan_with(people(2))
    lived = Lived(plan)
    for minute in (600, 605, 640):
        lived.do(minute, record.drop_in, "s-hub")
    chart = load(lived.board("18:00"))
    hub = lanes(chart)["Community hub (dropped in)"]
    assert (hub.values[chart.labels.index("10:00")], hub.values[chart.labels.index("10:30")]) == (2, 1)
    assert hub.limits == ()


def test_a_visit_of_which_only_the_end_is_known_is_not_drawn():
    lived = Lived(PLAN)
    lived.do("09:00", record.arrive, "A")
    lived.do("09:10", record.start, "A", At("physio", 0, "Ann"))
    end = replace(lived.events[-1], id="x", kind=record.Happened.FINISHED, step="1", station_id="talk", number=10**15)
    lived.events += (end,)
    assert lanes(load(lived.board("09:20")))["talk"].values[0] == 0


def test_the_hall_planned_and_as_it_was():
    lived = Lived(PLAN)
    before = hall(lived.board("08:00"))
    assert [series.name for series in before.series] == ["planned"]
    assert before.labels[:3] == ("09:00", "09:15", "09:30")
    assert before.series[0].values == (1, 2, 3, 2, 1, 1, 1, 0, 0)
    assert before.says == "At most 3 at once, at 09:30. As planned."
    lived.do("09:05", record.arrive, "A")
    lived.do("09:10", record.arrive, "B")
    lived.do("09:20", record.leave, "B")
    lived.do("09:20", record.did_not_attend, "C")
    now = hall(lived.board("09:40"))
    assert now.series[1].values == (0, 2, 1)
    assert now.says == "At most 2 at once, at 09:15."
    assert now.grid.rows[3] == ("09:45", "2", "")


stays = st.lists(st.tuples(st.integers(500, 700), st.integers(1, 90)).map(lambda s: (s[0], s[0] + s[1])), max_size=12)


@given(stays)
def test_the_most_at_once_is_what_is_seen_minute_by_minute(found):
    halves = tuple(range(480, 840, HALF_HOUR))
    every = there_at(found, range(480, 840))
    assert most_at_once(found, halves) == tuple(max(every[n : n + 30]) for n in range(0, 360, 30))


@pytest.mark.parametrize("minute", [0, 1439])
def test_a_fact_outside_the_day_is_at_its_edge(minute):
    lived = Lived(plan_with(people(1)))
    lived.do("09:00", record.arrive, "a1")
    lived.do(minute, record.drop_in, "s-hub")
    hub = lanes(load(lived.board("23:59")))["Community hub (dropped in)"]
    assert sum(hub.values) == 1
    assert (hub.values[0] or hub.values[-1]) == 1
