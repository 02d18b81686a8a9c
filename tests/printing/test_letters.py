import time
from io import BytesIO

import pytest
from pypdf import PdfReader

from cadplanner.printing.letters import pieces, plain, runs_leftwards, unknown_letters, width_of
from cadplanner.printing.sheet import A5, BLACK, Ink, Sheet, fitted
from cadplanner.printing.wrapping import wrapped
from tests.builders import plan_with

NAMES = (
    "Smith", "O'Neill", "Zoë", "Nguyễn Thị Ánh", "Łukasz Čapek", "Şule Ğ", "Ọláwálé Ẹ̀bùn", "Ștefan Țuțea",
    "Ελένη Παπαδοπούλου", "Олександр", "王小明", "司馬光", "শ্রীময়ী চট্টোপাধ্যায়", "क्षितिज श्रीवास्तव", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "જ્ઞાનેશ્વરી", "கிருஷ்ணமூர்த்தி", "محمد", "عائشہ", "کوردی", "پښتو", "שרה", "สมชาย", "ኃይለ ሥላሴ", "ელენე", "Արմեն",
)  # fmt: skip


def drawn(text, paper, size=20):
    sheet = Sheet(plan_with(()), paper, "Test", A5)
    sheet.new_page()
    sheet.text(30, 30, text, Ink(size))
    return sheet.pdf()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_every_name_has_all_its_letters(name, bold):
    assert unknown_letters(name) == ""
    assert all(piece.font for piece in pieces(plain(name), bold=bold))


@pytest.mark.parametrize("name", [name for name in NAMES if " " not in name])
def test_a_reader_finds_the_name_as_it_was_typed(name, paper):
    assert PdfReader(BytesIO(drawn(name, paper))).pages[0].extract_text().strip() == name


@pytest.mark.parametrize("name", ["محمد", "क्षितिज", "கிருஷ்ணமூர்த்தி"])
def test_letters_are_joined_not_set_side_by_side(name):
    [joined] = pieces(name, bold=False)
    apart = {piece.text for letter in name for piece in pieces(letter, bold=False)}
    assert not set(str(joined.text)) <= {str(text) for text in apart}


def test_right_to_left_letters_lie_from_right_to_left():
    [name] = pieces("אב", bold=False)
    alef, bet = (pieces(letter, bold=False)[0].text for letter in "אב")
    assert str(name.text) == f"{bet}{alef}"


def test_a_number_keeps_its_order_among_right_to_left_letters(paper):
    shown = pieces("רחוב 10 בית", bold=False)
    assert [str(piece.text) for piece in shown if str(piece.text).isascii()] == ["10"]


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [("مرحبا John", True), ("10 שלום", True), ("John مرحبا", False), ("10:30", False), ("", False), ("Łuc", False)],
)
def test_a_paragraph_runs_as_its_first_letter_does(text, leftwards):
    assert runs_leftwards(text) is leftwards


def test_in_a_line_from_right_to_left_the_phone_number_stays_and_the_full_stop_is_on_the_left():
    shown = [str(piece.text) for piece in pieces("שלום 01632 960123.", bold=False, leftwards=True)]
    assert shown[1] == "01632 960123"
    assert len(shown[0]) == 1, "the full stop"


def test_words_of_english_keep_their_order_in_a_line_from_right_to_left():
    shown = [str(piece.text) for piece in pieces("בית 1 Pool Lane", bold=False, leftwards=True)]
    assert shown[0] == "1 Pool Lane"


def test_a_phone_number_stays_together_after_a_name_from_right_to_left():
    shown = [str(piece.text) for piece in pieces("Ann שרה 01632 960123", bold=False)]
    assert "01632 960123" in shown


def test_a_paragraph_from_right_to_left_begins_on_the_right(paper):
    begins = {}
    for text in ("السلام", "Hello"):
        sheet = Sheet(plan_with(()), paper, "Test", A5)
        sheet.new_page()
        sheet.text(30, 30, text, Ink(20), 300, "start")
        found = []
        page = PdfReader(BytesIO(sheet.pdf())).pages[0]
        page.extract_text(visitor_text=lambda said, _cm, tm, *_, found=found: said.strip() and found.append(tm[4]))
        begins[text] = found[0]
    assert begins["Hello"] == 30
    assert begins["السلام"] > 200


def test_a_left_to_right_line_keeps_the_title_after_a_right_to_left_name():
    *name, title = pieces("محمد (Mr)", bold=False)
    assert str(title.text).strip() in {"(Mr)", "Mr)"}
    assert name


def test_a_letter_no_font_has_is_a_box_and_never_a_gap(paper):
    [piece] = pieces("\U0001f600", bold=False)
    assert piece.font == ""
    assert piece.width > 0.5
    assert unknown_letters("a\U0001f600b") == "\U0001f600"
    assert b"re" in _stream(drawn("\U0001f600", paper))


def _stream(pdf):
    return PdfReader(BytesIO(pdf)).pages[0].get_contents().get_data()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\tb\nc\x00d", "a b c d"),
        ("\u202eevil\u202c", "evil"),
        ("Zoe\u0308", "Zoë"),
        ("a\u200bb\ufeff", "ab"),
        ("x" * 500, "x" * 399 + "…"),
        ("<img src=x>", "<img src=x>"),
        ("a\ud800", "a\ud800"),
    ],
)
def test_text_is_made_plain(typed, printed):
    assert plain(typed) == printed


def test_an_endless_word_takes_no_time_and_stays_in_its_column(paper):
    began = time.process_time()
    drawn("x" * 100_000, paper)
    drawn("王" * 100_000, paper)
    assert time.process_time() - began < 2


def test_words_stay_whole_where_they_fit_and_nothing_is_lost():
    text = "Maria de la Santísima-Trinidad Wolfeschlegelsteinhausenbergerdorff"
    lines = wrapped(text, 10.0, bold=False)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, bold=False) <= 10.0 for line in lines)
    assert lines[0].startswith("Maria de la")


def test_chinese_wraps_between_characters():
    assert wrapped("王小明司馬光", 3.1, bold=False) == ("王小明", "司馬光")


def test_marks_are_never_torn_from_their_letter():
    lines = wrapped("कि" * 30, 4.0, bold=False)
    assert all(line.startswith("क") for line in lines)


def test_a_wide_word_is_made_smaller_down_to_a_limit():
    ink = Ink(9, colour=BLACK)
    assert fitted("short", ink, 100, 7) == ink
    assert 7 < fitted("Placeholmeson-Exampleton"[:20], ink, 85, 7).size < 9
    assert fitted("w" * 60, ink, 85, 7).size == 7
