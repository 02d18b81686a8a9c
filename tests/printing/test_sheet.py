from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from cadplanner.printing.pack import BY_KEY, PRINTOUTS
from cadplanner.printing.sheet import page_count
from tests.builders import patient, people, plan_with

ALL = pytest.mark.parametrize("printout", PRINTOUTS, ids=lambda printout: printout.key)
NAMING = pytest.mark.parametrize("key", ["day-arrival", "day-name", "stations", "rota", "passports"])


@ALL
def test_nobody_at_all_still_prints_a_page(printout, paper, pages):
    pdf = printout.make(plan_with((), details_of_staff=False), paper, None)
    assert page_count(pdf) == len(pages(pdf)) >= 1


@ALL
def test_the_same_values_make_the_same_bytes(printout, paper):
    plan = plan_with(people(12))
    assert printout.make(plan, paper, None) == printout.make(plan, paper, None)


@ALL
def test_a_demo_says_so_on_every_page(printout, paper, demo_paper, pages):
    """T77: a demo beside the live file."""
    plan = plan_with(people(12))
    assert all("DEMO" in page.split() for page in pages(printout.make(plan, demo_paper, None)))
    assert not any("DEMO" in page.split() for page in pages(printout.make(plan, paper, None)))


@ALL
def test_the_document_itself_tells_nothing_of_patients(printout, paper):
    """T59: what each printed page says of itself."""
    plan = plan_with([patient(1, "Unmistakable", "Zebedee", language="Klingon")])
    told = str(PdfReader(BytesIO(printout.make(plan, paper, None))).metadata)
    assert "12-Jun-2027" in told
    assert not any(word in told for word in ("nmistakable", "NMISTAKABLE", "Zebedee", "999"))


@ALL
def test_every_page_says_which_it_is_and_when_and_of_what_plan_it_was_printed(printout, paper, pages):
    """T59: what each printed page says of itself."""
    for page in pages(printout.make(plan_with(people(40)), paper, None)):
        assert "Printed 11-Jun-2027 16:05, plan version 7" in page
        assert "Page 1 of" in page or "Page " in page


@NAMING
def test_markup_prints_as_typed(key, paper, pages):
    """T57: names that are markup, bidi marks, emoji, 200 letters."""
    person = patient(1, "<b>O</para>", '<img src="x">&amp;')
    text = " ".join(pages(BY_KEY[key].make(plan_with([person]), paper, None)))
    assert '<img src="x">&amp;' in text


@ALL
def test_an_endless_name_prints(printout, paper):
    plan = plan_with([patient(1, "x" * 100_000, "y" * 100_000, needs_note="z " * 50_000)])
    assert page_count(printout.make(plan, paper, None)) < 60


@ALL
def test_half_a_character_prints_as_a_box(printout, paper):
    assert page_count(printout.make(plan_with([patient(1, "Bro\ud800ken", "\udc00")]), paper, None)) >= 1


def test_a_venue_and_a_service_with_long_names_stay_on_the_page(paper, pages):
    plan = plan_with(people(3))
    plan = replace(plan, venue=replace(plan.venue, name="Very Long Venue " * 12, address="1 Road, " * 20))
    for printout in PRINTOUTS:
        assert page_count(printout.make(plan, paper, None)) >= 1
