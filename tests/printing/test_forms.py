"""Forms that are filled in by hand: outcome and feedback."""

import re

from cadplanner.core.model.patient import AccessNeed
from cadplanner.printing import feedback_form, outcome_form
from cadplanner.printing.sheet import A4, Sheet, page_count
from tests.builders import patient, people, plan_with


def test_a_form_is_one_side_and_asks_in_the_order_it_is_keyed(paper, pages):
    person = patient(1, "O'Neill", "Zoë", needs=(AccessNeed.STEP_FREE,))
    [page] = pages(outcome_form.pdf(plan_with([person]), paper))
    order = (
        "K001 O'NEILL, Zoë (Ms)", "step-free", "5 On time", "6 Late, seen", "3 Did not attend", "What matters",
        "Discharge", "PIR 3 months", "Follow-up", "How soon", "Referred on to", "Investigation", "Surgical opinion",
        "Signposted to", "Red flag", "Owner", "Signed", "In the record system",
    )  # fmt: skip
    places = [page.index(told) for told in order]
    assert places == sorted(places)
    assert "Confidential waste" in page


def test_forms_come_by_arrival_for_those_with_a_time(paper, pages):
    plan = plan_with(people(5), unplaced=2)
    read = pages(outcome_form.pdf(plan, paper))
    assert [re.findall(r"K\d{3}", page)[0] for page in read] == ["K001", "K002", "K003"]
    [late] = pages(outcome_form.pdf(plan, paper, [plan.appointments[-1].id]))
    assert "K005" in late


def test_a_blank_form_has_room_for_the_name(paper, pages):
    plan = plan_with(people(1))
    sheet = Sheet(plan, paper, "Blanks", A4)
    outcome_form.draw_form(sheet, plan, 77, None, (1, 1))
    [page] = pages(sheet.pdf())
    assert "K077" in page
    assert "Name" in page
    assert "NHS number" in page


def test_the_longest_name_stays_on_the_form(paper, pages):
    name = "Featherstonehaugh-Cholmondeley-Marjoribanks-Wolfeschlegel"
    [page] = pages(outcome_form.pdf(plan_with([patient(1, name, "Wilhelmina Alexandrina")]), paper))
    assert name.upper().replace("-", "") in page.replace("-", "").replace(" ", "")


def test_the_feedback_form_asks_the_two_questions_and_no_name(paper, pages):
    [page] = pages(feedback_form.pdf(plan_with(people(2)), paper))
    assert "Overall, how was your experience of our service?" in page
    for answer in ("Very good", "Good", "Neither good nor poor", "Poor", "Very poor", "Don't know"):
        assert answer in page
    assert page.count("No effort") == page.count("Every effort") == 3
    assert page.count("0 1 2 3 4") == 3
    assert "NHS number" not in page


def test_forms_of_500_people(paper):
    assert page_count(outcome_form.pdf(plan_with(people(500)), paper)) == 500
