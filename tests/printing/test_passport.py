from dataclasses import replace
from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from cadplanner.core.model.patient import AccessNeed
from cadplanner.printing import passport
from cadplanner.printing.codes import bars_path, bars_width, qr_matrix, qr_path
from tests.builders import long_route, patient, people, plan_with


def test_a_card_says_in_plain_words_when_and_where(paper, pages):
    front, back = pages(passport.pdf(plan_with([patient(1, first_name="Zoë")]), paper))
    for told in ("Zoë", "K001", "Please arrive at 8:50am", "Saturday 12 June 2027", "Oakfield Leisure Centre"):
        assert told in front
    assert "1 9am Conversation Sports hall, place 1" in front
    for prompt in ("My problem", "Help so far", "What I have tried", "What would help", "What happens next"):
        assert prompt in back
    assert "Call 01632 960123" in back


def test_needs_are_told_discreetly(paper, pages):
    person = patient(1, needs=(AccessNeed.INTERPRETER, AccessNeed.STEP_FREE), language="Bengali", needs_note="private")
    front, _ = pages(passport.pdf(plan_with([person]), paper))
    assert "We have arranged: an interpreter for Bengali and step-free places." in front
    assert "private" not in front


def test_a_dropped_card_gives_nothing_away(paper, pages):
    person = patient(1, "Unmistakable", address="1 Hidden Road", postcode="ZZ1 1ZZ", phone="07700 900123", sex="F")
    text = " ".join(pages(passport.pdf(plan_with([person]), paper)))
    secrets = ("unmistakable", "999", "1951", "hidden", "zz1", "07700", "feb")
    assert not any(secret in text.casefold() for secret in secrets)


def test_a_card_is_a_front_and_a_back_in_a5_and_large_print_in_a4(paper):
    people_ = [patient(1), patient(2, needs=(AccessNeed.LARGE_PRINT,))]
    sizes = [page.mediabox[2:] for page in PdfReader(BytesIO(passport.pdf(plan_with(people_), paper))).pages]
    assert [round(float(width)) for width, _ in sizes] == [420, 420, 595, 595]


@pytest.mark.parametrize("large", [False, True])
def test_letters_are_large_enough(large, paper):
    person = patient(1, needs=(AccessNeed.LARGE_PRINT,) if large else ())
    sizes = []
    page = PdfReader(BytesIO(passport.pdf(plan_with([person]), paper))).pages[0]
    page.extract_text(visitor_text=lambda text, _cm, _tm, _font, size: sizes.append((size, text)))
    small = {text.strip() for size, text in sizes if size < (18 if large else 12) and text.strip()}
    assert all("Printed" in text or "Keep this card" in text for text in small)


@pytest.mark.parametrize("stops", [6, 12, 40])
def test_many_stops_run_on_and_the_pages_stay_even(stops, paper, pages):
    plan = long_route(plan_with(people(1)), "a1", min(stops, 25))
    read = pages(passport.pdf(plan, paper))
    assert len(read) % 2 == 0
    assert sum(page.count("Physio assessment") for page in read) == min(stops, 25)
    assert ("more on the back" in read[0]) == (len(read) > 2)


def test_cards_come_by_arrival_and_only_for_those_with_a_time(paper, pages):
    plan = plan_with(people(5), unplaced=2)
    assert len(pages(passport.pdf(plan, paper))) == 6
    front, _ = pages(passport.pdf(plan, paper, [plan.appointments[-1].id]))
    assert "We will tell you when to come" in front


def test_a_drop_in_has_no_exact_time(paper, pages):
    front, _ = pages(passport.pdf(plan_with(people(2)), paper, ["a2"]))
    assert "about 9:55am Community hub" in front


def test_what_a_service_explains_is_on_the_card(paper, pages):
    plan = plan_with(people(1))
    explained = replace(plan.services[0], explains="Someone asks what matters to you.")
    front, _ = pages(passport.pdf(replace(plan, services=(explained, *plan.services[1:])), paper))
    assert "Someone asks what matters to you." in front


def test_the_code_holds_the_card_number_and_nothing_else():
    expected = segno.make("CAD1:K077", version=1, error="q", mask=0, boost_error=False)
    assert qr_matrix("CAD1:K077") == tuple(bytes(row) for row in expected.matrix)
    assert _painted(qr_path("CAD1:K077")) == {
        (row, column) for row, modules in enumerate(expected.matrix) for column, black in enumerate(modules) if black
    }


def _painted(path):
    parts = path.split()
    cells = set()
    for n in range(0, len(parts), 5):
        column, y, wide, high, operator = parts[n : n + 5]
        assert (high, operator) == ("1", "re")
        cells |= {(-int(y) - 1, int(column) + k) for k in range(int(wide))}
    return cells


def test_the_bars_are_those_of_code_128():
    path = bars_path("K077")
    parts = path.split()
    assert parts[:5] == ["0", "0", "2", "1", "re"]  # every Code 128 begins with two black modules
    assert int(parts[-5]) + int(parts[-3]) == bars_width("K077")


def test_every_card_number_up_to_99999_fits_the_code():
    assert len(qr_matrix("CAD1:K99999:1206")) == 21
