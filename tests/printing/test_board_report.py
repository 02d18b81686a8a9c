"""The report for the board: one page whatever the day, the same figures as on the screen, nobody named."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cadplanner.core.charts import Bars, Lane, Lanes, Part, Points, Series, Split, Tone
from cadplanner.core.live import record
from cadplanner.core.live.outcomes import Kept, record_outcome
from cadplanner.core.live.record import At
from cadplanner.core.model.outcome import Agreed, Feedback, OutcomeKind
from cadplanner.core.model.referral import Referral
from cadplanner.core.reporting.report import report
from cadplanner.printing import board_report
from cadplanner.printing.blocks import Titled, draw_pages
from cadplanner.printing.chart_parts import SLOPES, _pattern
from cadplanner.printing.charts import chart_blocks
from cadplanner.printing.sheet import A4, Sheet, page_count
from tests.builders import DAY, people, plan_with
from tests.core.live.acting import Lived

REFERRALS = tuple(Referral(f"r{n}", f"patient-{n}", DAY.on - timedelta(days=30 * n)) for n in range(1, 9))
FORMS = (Feedback("f1", "day", collaborate=(4, 4, 4), friends_and_family=1),)
HOURS = ("09:00", "09:30", "10:00")


def lived(number=12, stations=5):
    """A day of so many people, of whom every third came and was discharged, at so many stations."""
    plan = plan_with(people(number))
    more = tuple(replace(plan.stations[0], id=f"s{n}", name=f"Another station {n}") for n in range(stations - 5))
    day = Lived(replace(plan, stations=plan.stations + more))
    for n in range(1, number, 3):
        day.do(540 + n, record.arrive, f"a{n}")
        day.do(545 + n, record.start, f"a{n}", At("s-talk", n))
        day.do(560 + n, record_outcome, Kept(day.outcomes, day.promises), f"a{n}", (Agreed(OutcomeKind.DISCHARGE),))
    day.do("17:00", record.did_not_attend, f"a{number}")
    return day


def told(day, time):
    return report(day.board(time), Kept(day.outcomes, day.promises), REFERRALS, FORMS, pifu_word="PIR")


def text_of(pdf, pages):
    (only,) = pages(pdf)
    return only


@pytest.mark.parametrize("stations", [5, 16])
def test_after_the_day_it_is_one_page_with_every_figure(paper, pages, stations):
    found = told(lived(stations=stations), "17:10")
    text = text_of(board_report.pdf(found, paper), pages)
    for number in found.numbers:
        assert f"{number.number}" in text
        assert number.what in text
    for sentence in found.says:
        assert sentence in text
    for chart in found.charts:
        if chart.title not in {"Arrivals against their times", "Usual wait by station, minutes"}:
            assert chart.title in text
            assert chart.says in text
    assert "Discharged: 4 people, 100%" in text
    assert "Another station 3, up to" in text or stations == 5
    assert "Counts only: names nobody" in text
    assert not any(one.surname in text for one in people(12))


def test_before_the_day_it_is_the_plan(paper, pages):
    text = text_of(board_report.pdf(told(Lived(plan_with(people(12))), "08:00"), paper), pages)
    assert "Before the day" in text
    assert "Expected arrivals" in text
    assert "What came of it" not in text


def test_a_demo_is_marked(demo_paper, pages):
    assert "DEMO" in text_of(board_report.pdf(told(lived(), "17:10"), demo_paper), pages)


def drawn(chart, paper):
    sheet = Sheet(None, paper, "Chart", A4)
    draw_pages(sheet, Titled("Chart"), chart_blocks(chart, sheet.content_width, 100))
    return sheet.pdf()


def test_a_limit_and_more_than_it_are_in_the_key(paper, pages):
    lanes = Lanes("Load", "Too full.", HOURS, (Lane("Talk", (3, 9, 0), (8, 8, 0)),))
    assert "More than the places open" in text_of(drawn(lanes, paper), pages)
    without = Lanes("Waits", "Short.", HOURS, (Lane("Talk", (3, 9, 0)),))
    assert "Places open" not in text_of(drawn(without, paper), pages)
    bars = Bars("Arrivals", "", HOURS, (Series("came", (1, 2, 3)),), limit=Series("most", (4, 4, 4)))
    assert "most" in text_of(drawn(bars, paper), pages)


def test_many_words_of_a_key_run_on_to_another_line(paper, pages):
    series = tuple(Series(f"a rather long name of a series {n}", (1, 2, 3), tone) for n, tone in enumerate(Tone))
    text = text_of(drawn(Bars("Arrivals", "", HOURS, series), paper), pages)
    assert all(each.name in text for each in series)


def test_what_is_empty_says_so_and_what_is_not_for_paper_is_refused(paper, pages):
    empty = Split("Outcomes", "Nobody yet.", (Part("Discharged", 0, Tone.GOOD),))
    assert "Nothing to show yet." in text_of(drawn(empty, paper), pages)
    points = replace(told(lived(), "17:10").charts[2], title="Each")
    assert isinstance(points, Points)
    with pytest.raises(TypeError):
        chart_blocks(points, 500, 100)


def test_patterns_stay_inside_and_differ():
    assert len(set(SLOPES.values())) == len(Tone)
    for slope in ("up", "down", "upright", "level"):
        for width, height in ((30, 8), (6, 40), (2, 2)):
            for line in _pattern(100, 200, width, height, slope):
                for x, y in line:
                    assert 100 <= round(x, 6) <= 100 + width
                    assert 200 <= round(y, 6) <= 200 + height


def test_five_hundred_people_are_one_page_too(paper):
    assert page_count(board_report.pdf(told(lived(500, 9), "17:10"), paper)) == 1
