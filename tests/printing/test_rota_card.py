from dataclasses import replace
from itertools import pairwise

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.printing import rota_card
from cadplanner.printing.rota_stints import Kind, stints_of
from tests.builders import patient, people, plan_with


def test_a_card_tells_where_to_be_and_for_whom(paper, pages):
    person = patient(1, "Unmistakable", "Zebedee", needs=(AccessNeed.STEP_FREE,), needs_note="private")
    [page] = pages(rota_card.pdf(plan_with([person]), paper, ["talker-0"]))
    for told in ("Asha Testwell", "08:45 to 17:00", "Physiotherapist, Oakfield Community NHS Trust", "step-free"):
        assert told in page
    assert "09:00 to 09:25 Conversation, place 1 (Sports hall)" in page
    assert "09:00 K001 Zebedee" in page


def test_a_dropped_card_gives_nobody_away(paper, pages):
    person = patient(1, "Unmistakable", "Zebedee", needs_note="private")
    text = " ".join(pages(rota_card.pdf(plan_with([person]), paper)))
    assert not any(word.casefold() in text.casefold() for word in ("unmistakable", "999", "1951", "private"))


def test_a_shift_is_told_without_a_hole():
    plan = plan_with(people(20))
    stints = stints_of(plan, "physio-0", (Span(700, 730),))
    assert stints[0].span.start == 525
    assert stints[-1].span.end == 1020
    assert all(one.span.end + 10 > two.span.start for one, two in pairwise(stints))
    assert [stint.span for stint in stints if stint.kind is Kind.BREAK] == [Span(700, 730)]


def test_a_class_is_one_stint_with_its_people():
    plan = plan_with(people(32))
    classes = [stint for stint in stints_of(plan, "coach", ()) if stint.kind is Kind.WITH_PATIENTS]
    assert all("Strength class" in stint.what for stint in classes)
    assert sum(len(stint.people) for stint in classes) == 8


def test_a_stint_splits_over_pages():
    plan = plan_with(people(32))
    stint = next(stint for stint in stints_of(plan, "talker-0", ()) if len(stint.people) > 2)
    first, rest = stint.split(2)
    assert len(first.people) == 2
    assert rest.what.endswith(", continued")
    assert rest.split(1)[1].what.count("continued") == 1
    assert stint.split(-1) == (None, stint)


def test_many_people_run_on_to_another_page(paper, pages):
    plan = plan_with(people(32))
    visits = [v for v in plan.visits if v.station_id == "s-class"]
    crowd = tuple(replace(visits[0], id=f"v{n}", appointment_id=plan.appointments[n % 32].id) for n in range(90))
    read = pages(rota_card.pdf(replace(plan, visits=crowd), paper, ["coach"]))
    assert len(read) > 1
    assert ", continued" in read[1]


def test_everybody_with_a_shift_has_a_card_by_name(paper, pages):
    plan = plan_with(people(3))
    names = [member.name for member in plan.staff]
    read = pages(rota_card.pdf(plan, paper))
    assert len(read) == len(names)
    assert all(any(page.startswith(name) for page in read) for name in names)


def test_someone_with_nothing_to_do_is_free(paper, pages):
    [page] = pages(rota_card.pdf(plan_with(()), paper, ["talker-1"]))
    assert "Free" in page
    assert "Break" in page
