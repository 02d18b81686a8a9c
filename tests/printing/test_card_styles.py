"""Cards in other sizes, in easy read and in other languages; blank cards; the tear-off."""

import subprocess
from dataclasses import replace
from io import BytesIO
from shutil import which

import pytest
from pypdf import PdfReader

from cadplanner.core.model.day import Mode, Service
from cadplanner.core.model.patient import AccessNeed
from cadplanner.printing import blanks, passport, texts
from cadplanner.printing.blocks import Titled, draw_pages
from cadplanner.printing.card_parts import CLEAR, EASY, LARGE, LARGEST, SMALL
from cadplanner.printing.pack import BY_KEY
from cadplanner.printing.pictures import PICTURES, kind_of
from cadplanner.printing.sheet import A4, Sheet, page_count
from tests.builders import long_route, patient, people, plan_with


@pytest.mark.parametrize(("style", "least"), [(SMALL, 12), (CLEAR, 14), (LARGE, 18), (LARGEST, 24), (EASY, 18)])
def test_letters_are_as_large_as_the_style_says(style, least, paper):
    sizes = []
    for page in PdfReader(BytesIO(passport.pdf(plan_with(people(2)), paper, style=style))).pages:
        page.extract_text(visitor_text=lambda text, _cm, _tm, _font, size: sizes.append((size, text)))
    small = {text.strip() for size, text in sizes if size < least - 0.01 and text.strip()}
    assert all("Printed" in text or "Keep this card" in text for text in small)


@pytest.mark.parametrize("style", [SMALL, CLEAR, LARGE, LARGEST, EASY])
@pytest.mark.parametrize("stops", [1, 4, 12, 25])
def test_every_card_prints_on_both_sides_with_one_tear_off(style, stops, paper, pages):
    read = pages(passport.pdf(long_route(plan_with(people(1)), "a1", stops), paper, style=style))
    assert len(read) % 2 == 0
    text = " ".join(read)
    assert text.count("Overall, how was your experience of our service?") == 1
    assert text.count("Very good") == 1


def test_the_feedback_that_is_torn_off_does_not_tell_whose_it_was(paper, pages):
    _, back = pages(passport.pdf(plan_with([patient(1, first_name="Zebedee")]), paper))
    torn = back[back.index("Overall") :]
    assert "Zebedee" not in torn
    assert "K001" not in torn


def test_every_kind_of_service_has_its_picture():
    told = {"Conversation": "conversation", "Physio assessment": "physio", "Advanced practitioner": "specialist",
            "Podiatry": "feet", "Rehab class": "class", "Health check": "check", "Community hub": "hub",
            "Checkout": "checkout", "Something new": "person"}  # fmt: skip
    assert {name: kind_of(Service("x", name, 10)) for name in told} == told
    assert kind_of(Service("x", "Talk", 10, mode=Mode.GROUP)) == "talk"
    assert kind_of(Service("x", "Walking group", 10, mode=Mode.GROUP)) == "class"
    assert kind_of(Service("x", "Charities", 10, mode=Mode.DROP_IN)) == "hub"
    assert all(0 <= c <= 100 for lines in PICTURES.values() for points in lines for point in points for c in point)


@pytest.fixture
def polish(own_home):
    folder = own_home / "texts" / "polish"
    folder.mkdir(parents=True)
    (folder / "passport.txt").write_text("stops = Twoje wizyty\n", encoding="utf-8")
    texts._read.cache_clear()
    yield
    texts._read.cache_clear()


def speaking(language):
    return plan_with([patient(1, needs=(AccessNeed.INTERPRETER,), language=language)])


def test_a_card_is_in_the_language_the_service_has_a_text_in(polish, paper, pages):
    front, _ = pages(passport.pdf(speaking("Polish"), paper))
    assert "Twoje wizyty" in front
    assert "Not translated" not in front
    assert "Show this card" in front  # what the translation leaves out is in English


def test_a_card_that_is_not_translated_says_so(paper, pages):
    front, _ = pages(passport.pdf(speaking("Klingon"), paper))
    assert "Not translated: there is no text in Klingon yet" in front
    assert "Your stops" in front


def test_an_english_text_that_leaves_out_most_is_made_up_from_ours(own_home, paper, pages):
    folder = own_home / "texts" / "en"
    folder.mkdir(parents=True)
    (folder / "passport.txt").write_text("stops = Where to\nkeep =\n# arrive\n", encoding="utf-8")
    (folder / "feedback.txt").write_bytes(b"\xff\xfe\x00")
    (folder / "slips.txt").write_text("", encoding="utf-8")
    texts._read.cache_clear()
    front, _ = pages(passport.pdf(plan_with([patient(1)]), paper))
    texts._read.cache_clear()
    assert "Please arrive at 8:50am" in front
    assert "Where to" in front
    assert "Keep this card" in front


def test_languages_without_a_text_are_known_before_printing(polish):
    needing = {"needs": (AccessNeed.INTERPRETER,)}
    languages = ("Polish", "Klingon", "Bengali", "English", "")
    plan = plan_with([patient(n, language=language, **needing) for n, language in enumerate(languages, start=1)])
    assert texts.untranslated(plan, "passport") == ("Bengali", "Klingon")
    note = BY_KEY["passports"].note
    assert note(plan) == "In English for Bengali and Klingon: there is no text yet"
    assert note(speaking("Polish")) == ""


def test_no_name_of_a_language_leads_out_of_the_folder_of_texts():
    assert texts._folder_name("../../etc") == "etc"
    assert texts._folder_name("") == texts._folder_name("English") == "en"


def test_blanks_for_walk_ins_are_numbered_on(paper, pages):
    plan = plan_with(people(40))
    assert blanks.walk_in_cards(plan) == range(41, 47)
    read = pages(blanks.walk_ins(plan, paper))
    assert len(read) == 1 + 6 * 3
    assert all(f"K0{n}" in read[0] for n in range(41, 47))
    assert "Please arrive at" in read[1]
    assert "1 Conversation, 2 Physio assessment" in read[1]
    assert "K046" in read[-1]


def test_no_card_for_the_whole_day_has_the_number_of_another(paper, pages):
    plan = plan_with(people(40))
    read = " ".join(pages(blanks.whole_day(plan, paper)))
    assert "K046" not in read
    assert "K047" in read
    assert "K086" in read
    assert all(station.name in read for station in plan.stations)


def test_with_nobody_invited_there_are_still_some(paper):
    plan = replace(plan_with(()), stations=())
    assert len(blanks.walk_in_cards(plan)) == 4
    assert page_count(blanks.whole_day(plan, paper)) == 1 + 1 + 8


@pytest.mark.parametrize("style", [SMALL, LARGEST, EASY])
def test_codes_are_read_back_from_a_picture(style, paper, tmp_path):
    zbar, poppler = which("zbarimg"), which("pdftoppm")
    if not zbar or not poppler:
        pytest.skip("needs zbarimg and pdftoppm")
    (tmp_path / "card.pdf").write_bytes(passport.pdf(plan_with(people(1)), paper, style=style))
    subprocess.run(
        [poppler, "-r", "150", "-png", "-l", "1", "-singlefile", "card.pdf", "card"], cwd=tmp_path, check=True
    )
    read = subprocess.run([zbar, "-q", "card.png"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert set(read.split()) == {"QR-Code:CAD1:K001:1206", "CODE-128:CAD1:K001:1206"}


def test_a_long_paragraph_of_a_text_is_printed_to_its_end(paper, pages):
    told = " ".join(f"word{n}" for n in range(300))
    sheet = Sheet(plan_with(()), paper, "Test", A4)
    draw_pages(sheet, Titled("Test", ""), texts.Text((told,)).blocks())
    assert told in " ".join(pages(sheet.pdf()))
