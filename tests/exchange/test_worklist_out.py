"""Worklists as tables: what a spreadsheet shows of them, with nothing taken for a formula or a number."""

import io

from python_calamine import CalamineWorkbook

from cadplanner.core.live.outcomes import Kept, record_outcome, tick
from cadplanner.core.live.worklists import DayKept, pifu_register, worklists
from cadplanner.core.model.day_rules import BOOK
from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.core.model.words import ENGLAND
from cadplanner.exchange.worklist_out import OWED, PIFU, owed_table, pifu_table
from cadplanner.exchange.worklist_out import headings as in_words
from tests.builders import DAY, SCOTLAND, patient, plan_with
from tests.core.live.acting import Lived

ASHA = patient(1, "=cmd", "Asha", phone="+44 7700 900123")


def lived(*agreed):
    day = Lived(plan_with((ASHA,)))
    day.do("10:00", record_outcome, Kept(), "a1", agreed)
    return day


def rows_of(xlsx):
    return CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_index(0).to_python()


def test_a_worklist_in_a_spreadsheet():
    """T50: names that a spreadsheet would run."""
    day = lived(Agreed(OutcomeKind.FOLLOW_UP, "phone", "soon"))
    day.take(tick([promise for promise in day.promises if promise.action == BOOK], day.by("18:00")))
    (book,) = [one for one in worklists([DayKept(day.plan, Kept(day.outcomes, day.promises))]) if one.action == BOOK]
    table = owed_table(book.action, book.lines, ENGLAND)
    headings, row = rows_of(table.xlsx())
    assert tuple(headings) == in_words(OWED, ENGLAND)
    assert row == [
        "12-Jun-2027", "08:50", "1", "=CMD, Asha (Ms)", "02-Feb-1951", "999 000 0026", "", "+44 7700 900123",
        "follow-up, phone, soon", BOOK, "", "19-Jun-2027", "Ann", "12-Jun-2027",
    ]  # fmt: skip
    text = table.csv().decode("utf-8-sig").splitlines()
    assert "'=CMD, Asha (Ms)" in text[1]
    assert ",'+44 7700 900123," in text[1]


def test_the_register_in_a_spreadsheet():
    day = lived(Agreed(OutcomeKind.PIFU, "knee", start=DAY.on, months=3, contact="01273 555 000", leaflet=True))
    table = pifu_table(pifu_register([DayKept(day.plan, Kept(day.outcomes))]), SCOTLAND)
    headings, row = rows_of(table.xlsx())
    assert table.name == "PIR register"
    assert headings[:5] == ["Day", "Card", "Name", "Born", "CHI number"]
    assert row[4] == "999000 0026"
    assert row[-5:] == ["knee", "12-Jun-2027", "12-Sep-2027", "01273 555 000", "yes"]


def test_an_empty_list_is_its_headings():
    assert [list(row) for row in rows_of(pifu_table((), ENGLAND).xlsx())] == [list(in_words(PIFU, ENGLAND))]
    assert pifu_table((), ENGLAND).csv().decode("utf-8-sig") == f"{','.join(in_words(PIFU, ENGLAND))}\r\n"
