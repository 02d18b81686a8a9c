import time
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from cadplanner.printing.pack import BY_KEY, PRINTOUTS, Group
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
    plan = plan_with(people(4))
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
    for page in pages(printout.make(plan_with(people(20)), paper, None)):
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


PLANTED = patient(1, "Zibberquoth", "Wilhelmina", phone="07700 900431", needs_note="Qnote", address="9 Xxroad")
HERS_TO_KEEP = {"passports", "passports-14", "passports-18", "passports-24", "passports-easy"}


def of_her(page):
    """What on a page tells who she is."""
    told = (
        "Zibberquoth",
        "ZIBBERQUOTH",
        "Wilhelmina",
        "07700 900431",
        "Qnote",
        "Xxroad",
        "02-Feb-1951",
        "999 000 0026",
    )
    return [word for word in told if word in page or word in page.replace(" ", "")]


def test_every_page_that_names_patients_for_staff_is_confidential_waste(paper, pages):
    """T59: page x of y, and where it goes afterwards; a card is the patient's own and says nothing of waste."""
    named = set()
    for printout in PRINTOUTS:
        for page in pages(printout.make(plan_with([PLANTED]), paper, None)):
            if of_her(page) and printout.key not in HERS_TO_KEEP:
                named.add(printout.key)
                assert "onfidential waste" in page, printout.key
                assert "Page" in page, printout.key
    assert {"day-arrival", "day-name", "stations", "phones", "labels", "outcomes"} <= named


@pytest.mark.parametrize("key", [each.key for each in PRINTOUTS if each.group is Group.HALL] + ["safety", "hub"])
def test_what_hangs_in_the_hall_names_nobody(key, paper, pages):
    """T60: signs, tickets, badges and what hangs at a station tell of stations and staff alone."""
    plan = plan_with([PLANTED])
    assert [of_her(page) for page in pages(BY_KEY[key].make(plan, paper, None)) if of_her(page)] == []
    assert any(of_her(page) for page in pages(BY_KEY["day-name"].make(plan, paper, None))), "the control"


@ALL
def test_a_note_of_200000_letters_prints_at_once(printout, paper):
    """T61: a note without a space, as long as a file may make it."""
    endless = patient(1, "Ng", "Li", needs_note="x" * 200_000, address="y" * 200_000)
    began = time.process_time()
    printout.make(plan_with([endless]), paper, None)
    assert time.process_time() - began < 2
