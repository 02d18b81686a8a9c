"""The figures of a report outside the program: numbers as numbers, every part there, nobody named."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from python_calamine import load_workbook

from cadplanner.core.live import record
from cadplanner.core.live.outcomes import Kept, record_outcome
from cadplanner.core.live.record import At
from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.core.model.referral import Referral
from cadplanner.core.reporting.days import day_line
from cadplanner.core.reporting.report import report
from cadplanner.exchange.figures_out import figures_csv, figures_xlsx, parts
from tests.builders import DAY, people, plan_with
from tests.core.live.acting import Lived

REFERRALS = tuple(Referral(f"r{n}", f"patient-{n}", DAY.on - timedelta(days=30 * n)) for n in range(1, 9))


@pytest.fixture
def told():
    day = Lived(plan_with(people(9)))
    for n in (1, 2, 3):
        day.do(535 + n, record.arrive, f"a{n}")
        day.do(540 + n, record.start, f"a{n}", At("s-talk", n))
    day.do("10:00", record_outcome, Kept(), "a1", (Agreed(OutcomeKind.DISCHARGE),))
    board, kept = day.board("11:00"), Kept(day.outcomes, day.promises)
    line = replace(day_line(board, kept), name="=SUM(A1)")
    return report(board, kept, REFERRALS, (), pifu_word="PIR"), (line,)


def sheets(content):
    book = load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_a_sheet_a_part_and_numbers_are_numbers(told):
    seen = sheets(figures_xlsx(*told, "PIR"))
    assert list(seen) == [name for name, _ in parts(*told, "PIR")]
    assert ["Attended", 3.0, 33.3, 100.0] in seen["Everybody counted"]
    assert ["Discharged", 1.0, pytest.approx(1 / 3, abs=0.01)] in seen["What came of it"]
    load = seen["Load by station"]
    assert load[0] == ["Station", "From", "People", "Places open", "How"]
    assert load[1] == ["Conversation", "08:30", 0.0, 0.0, "as it was"]
    assert [row[2] for row in seen["Arrivals against their times"][1:]] == [6.0, 7.0, -17.0]
    assert "=SUM(A1)" in seen["All days"][1]


def test_stations_have_their_waits_where_there_were_some(told):
    rows = {row[0]: row for row in sheets(figures_xlsx(*told, "PIR"))["Stations"]}
    assert rows["Conversation"][5] == 5.0
    assert rows["Checkout"][5] == ""
    assert rows["Community hub"][4] == ""


def test_the_table_has_a_line_a_figure_and_runs_no_formula(told):
    rows = list(csv.reader(io.StringIO(figures_csv(*told, "PIR").decode("utf-8-sig"))))
    figures = {(row[0], row[2], row[3]): row[4] for row in rows[1:]}
    assert figures["Everybody counted", "Booked", "People"] == "9"
    assert figures["All days", "12-Jun-2027", "Attended"] == "3"
    assert figures["All days", "12-Jun-2027", "Day"] == "'=SUM(A1)"
    cells = {cell for row in rows for cell in row}
    assert not any(one.surname in cell for one in people(9) for cell in cells)


def test_before_the_day_there_is_the_plan_and_all_days():
    day = Lived(plan_with(people(3)))
    board = day.board("08:00")
    planned = report(board, Kept(), (), (), pifu_word="PIFU")
    names = [name for name, _ in parts(planned, (day_line(board, Kept()),), "PIFU")]
    assert names == [*planned.titles, "All days"]
