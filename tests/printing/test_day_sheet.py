import re
from datetime import date

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.paper.same_names import ALERT, similar_names, sorting_name
from cadplanner.printing import day_sheet
from cadplanner.printing.day_strip import arrivals_by_window, needs_counted, staff_by_role
from cadplanner.printing.sheet import page_count
from tests.builders import long_route, nhs_number, patient, people, plan_with


def test_a_row_tells_all_the_desk_needs(paper, pages):
    """T79: an access need."""
    person = patient(1, "O'Neill", "Zoë", title="Dr", birth_date=date(1957, 4, 3), needs=(AccessNeed.STEP_FREE,))
    [page] = pages(day_sheet.pdf(plan_with([person]), paper))
    number = nhs_number(1)
    for told in ("08:50", "K001", "O'NEILL, Zoë (Dr)", "03-Apr-1957", "step-free", "Sorted by arrival time"):
        assert told in page
    assert f"{number[:3]} {number[3:6]} {number[6:]}" in page
    assert "09:00 Conversation, 09:30 Physio assessment, 10:35 Checkout" in page.replace("\u00a0", " ")
    assert (
        "Attended: 5 On time 6 Late, seen 7 Late, not seen 3 Did not attend 2 Patient cancelled 4 We cancelled" in page
    )
    assert page.count("5 6 7 3 2 4") == 1, "the boxes of her row, with the figures that are keyed"
    assert "Confidential waste" in page


def test_arrival_order_goes_by_window(paper, pages):
    text = " ".join(pages(day_sheet.pdf(plan_with(people(150)), paper)))
    windows = re.findall(r"(\d\d:\d\d) to \d\d:\d\d(?! *,)", text)
    assert len(set(windows)) == 15
    assert windows == sorted(windows)


def test_names_go_from_a_to_z_whatever_their_accents(paper, pages):
    names = ["Zabel", "Łucjowski", "Ó Madeup", "王", "Ortiz", "O'Neill", "de Vries"]
    plan = plan_with([patient(n, name, "Ann") for n, name in enumerate(names, start=1)])
    [page] = pages(day_sheet.pdf(plan, paper, order="name"))
    in_order = ["DE VRIES", "ŁUCJOWSKI", "Ó MADEUP", "O'NEILL", "ORTIZ", "ZABEL", "Other letters", "王"]
    places = [page.index(name) for name in in_order]
    assert places == sorted(places)


def test_the_ones_without_a_time_stand_at_the_end(paper, pages):
    [page] = pages(day_sheet.pdf(plan_with(people(5), unplaced=2), paper))
    assert page.index("Not placed: no time yet 2 people") > page.index("09:15")
    assert "5 invited, 2 of them not placed" in page


def test_everybody_is_on_it_once(paper, pages):
    text = " ".join(pages(day_sheet.pdf(plan_with(people(150), unplaced=7), paper)))
    assert sorted(re.findall(r"K\d{3}", text)) == [f"K{n:03d}" for n in range(1, 151)]


def test_many_stops_make_a_higher_row(paper, pages):
    plan = long_route(plan_with(people(3)), "a1", 12)
    [page] = pages(day_sheet.pdf(plan, paper))
    assert len(re.findall(r"Physio.assessment", page.replace("\u00a0", " "))) >= 12


def test_the_strip_counts(paper):
    plan = plan_with(people(30))
    assert sum(arrivals_by_window(plan).values()) == 30
    assert ("Physiotherapist", 2) in staff_by_role(plan)
    assert sum(number for _, number in needs_counted(plan)) == sum(len(person.needs) for person in plan.patients)


def test_people_easily_taken_for_each_other_are_marked(paper, pages):
    twins = [patient(1, "Ng", "Li", birth_date=date(2000, 1, 1)), patient(2, "Ng", "Mei", birth_date=date(2000, 1, 1))]
    others = [patient(3, "O'Sample", "Annie"), patient(4, "OSAMPLE", "Ann"), patient(5, "Sample", "Ann")]
    plan = plan_with([*twins, *others])
    assert similar_names(plan) == {"patient-1", "patient-2", "patient-3", "patient-4"}
    [page] = pages(day_sheet.pdf(plan, paper))
    assert page.count(ALERT) == 4


def test_a_name_is_sorted_without_its_marks():
    assert sorting_name("Ó Madeup-Łuc") == "OMADEUPLUC"


def test_500_people_take_a_sane_number_of_pages(paper):
    assert page_count(day_sheet.pdf(plan_with(people(500)), paper)) < 45
