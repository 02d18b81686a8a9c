from dataclasses import replace

from cadplanner.core.model.patient import AccessNeed
from cadplanner.printing import station_sheet
from tests.builders import patient, people, plan_with


def test_each_station_begins_a_page_and_counts_its_own(paper, pages):
    plan = plan_with(people(3))
    read = pages(station_sheet.pdf(plan, paper))
    assert [page.split(" ")[0] for page in read] == ["Conversation", "Physio", "Strength", "Community", "Checkout"]
    assert all("Page 1 of 1" in page for page in read)


def test_a_row_tells_all_a_clinician_needs(paper, pages):
    """T79: an access need."""
    person = patient(1, needs=(AccessNeed.INTERPRETER,), language="Urdu")
    [page] = pages(station_sheet.pdf(plan_with([person]), paper, ["s-talk"]))
    told = ("09:00 1 K001 TESTWELL, Asha (Ms)", "02-Feb-1951", "999 000 0026", "Asha Testwell", "interpreter (Urdu)")
    for words in (*told, "Discharge", "PIR", "Follow-up", "Refer", "Seen", "Sorted by time, then place", "Walk-ins"):
        assert words in page
    assert page.count("Discharge") > station_sheet.WALK_INS


def test_a_longer_visit_says_how_long(paper, pages):
    plan = plan_with(people(2))
    first = plan.visits[0]
    longer = replace(first, span=replace(first.span, end=first.span.end + 25))
    [page] = pages(station_sheet.pdf(replace(plan, visits=(longer, *plan.visits[1:])), paper, ["s-talk"]))
    assert "50 min" in page


def test_a_class_is_a_group_with_its_count(paper, pages):
    [page] = pages(station_sheet.pdf(plan_with(people(8)), paper, ["s-class"]))
    assert "10:00 to 10:30, with Ngozi Exampleton 1 of 40 seats taken" in page
    assert "Classes of up to 40" in page


def test_a_drop_in_knows_no_numbers_and_counts_strokes(paper, pages):
    [page] = pages(station_sheet.pdf(plan_with(people(8)), paper, ["s-hub"]))
    assert "Count in strokes everybody who comes" in page
    assert "Others who dropped in" in page
    assert "NHS number" not in page
    assert "999" not in page


def test_a_station_with_nobody_has_rows_for_walk_ins(paper, pages):
    [page] = pages(station_sheet.pdf(plan_with(()), paper, ["s-physio"]))
    assert "Nobody is planned here" in page
    assert page.count("Refer") >= station_sheet.WALK_INS


def test_only_those_asked_for_in_that_order(paper, pages):
    read = pages(station_sheet.pdf(plan_with(people(3)), paper, ["s-out", "s-talk"]))
    assert [page.split(" ")[0] for page in read] == ["Checkout", "Conversation"]
