"""Bad input and bad luck: it is said what is wrong and what to do, and nothing that was confirmed is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from cadplanner.core.planning.rules import clashes
from cadplanner.store.driver import connect_file
from tests.builders import nhs_number
from tests.conftest import NOW
from tests.keys import KEY, new_file

ROOT = Path(__file__).resolve().parents[2]
LIST = "Waiting list"
HOSTILE = "<img src=x onerror=1>"
HEADINGS = "Surname,Forename,DOB,NHS No,Mobile,Date Referral Received,Priority"
WRONG_FILES = {
    "letter.pdf": (b"%PDF-1.7 dear patient", "letter.pdf is a PDF."),
    "empty.csv": (b"", "empty.csv is empty."),
    "list.csv": (bytes(range(256)) * 40, "list.csv"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(999), "photo.jpg is a picture."),
    "list.xlsx": (b"PK\x03\x04 and no more", "list.xlsx is damaged"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_file_that_is_no_list_says_what_it_is_and_what_to_do(she, service_file, tmp_path, name):
    # given: people waiting, and a file of another kind
    content, says = WRONG_FILES[name]
    (tmp_path / name).write_bytes(content)
    she.opens(service_file("waiting"))
    before = she.store.patients()

    # when: she drops it on the window
    she.drops(tmp_path / name)

    # then: it is said what it is, nothing was changed, and she is back at her list with one button
    she.sees("This file was not imported", says, "Nothing was changed.", "Choose another file")
    she.presses("Close")
    assert len(she.lines(LIST)) == len(before)
    assert she.store.patients() == before
    assert she.can_undo() == ""


@pytest.mark.qt_log_ignore("does not support raise", "propagateSizeHints", extend=True)  # a tip off screen
def test_a_name_that_is_html_is_read_as_typed_on_every_page_and_on_paper(she, service_file, tmp_path):
    """T57: names that are markup, bidi marks, emoji, 200 letters."""
    # given: a list with a name that a web page would take for a picture
    file = tmp_path / "waiting &amp; list.csv"
    rows = [_row(901, HOSTILE, "&amp; <b>Bo</b>"), *(_row(n, f"Other{chr(96 + n)}", "Asha") for n in range(1, 6))]
    file.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
    she.opens(_empty(tmp_path))

    # when: she brings it in, sets up a day, invites everybody and plans
    she.drops(file)
    she.sees("6 rows, 7 columns", HOSTILE, "waiting &amp; list.csv")
    she.presses("Next: problems")
    she.presses("Next: possible duplicates")
    she.presses("Import 6 people")
    she.sees(HOSTILE.upper())
    she.presses("Set up a day first")
    she.presses("Small: 40 people")
    she.presses("Set up this day")
    she.is_told("is set up")
    she.turns_to("Staff")
    she.types("Name", HOSTILE)
    she.goes_to(LIST)
    she.presses("Choose the longest waiters")
    she.presses("Tick them")
    she.presses("Invite to")
    she.is_told("Invited 6 people")
    she.goes_to("Plan")
    she.presses("Plan")
    she.stops_planning_once_she_sees("6 of 6 placed")
    she.is_told("6 of 6 placed")
    assert clashes(she.plan) == ()

    # then: on the timeline, aloud, in its tip, on the card and in the list it is the name that was typed
    hers = next(visit for visit in she.plan.visits if she.plan.patient_of(visit).surname == HOSTILE)
    assert any(HOSTILE.upper() in sentence for sentence in she.hears_the_timeline())
    assert HOSTILE.upper() in she.points_at_the_visit(hers.id)
    she.clicks_the_visit(hers.id)
    she.sees(HOSTILE.upper(), "&amp; <b>Bo</b>")
    she.presses("Show as list")
    assert any(HOSTILE.upper() in cell for line in she.lines("Visits of the day") for cell in line)

    # and: the name of somebody at work too
    she.goes_to("Day")
    she.turns_to("Staff")
    assert any(HOSTILE in line[0] for line in she.lines("Staff"))

    # and: on paper
    she.goes_to("Print")
    she.sees("Page 1 of")
    sheets = ("Day sheet, by arrival", "Day sheet, A to Z", "Station sheets", "Rota cards")
    she.ticks_only(*sheets, "Patient passports")
    (tmp_path / "sheets").mkdir()
    she.presses_and_names_a_file("Save as PDF", tmp_path / "sheets")
    she.is_told("sets of sheets in ")
    for sheet in sheets:
        assert "".join(HOSTILE.split()) in _paper(tmp_path / "sheets", sheet)
    assert "&amp;<b>bo</b>" in _paper(tmp_path / "sheets", "Patient passports")  # no surname for all to see


def test_killed_in_the_middle_of_an_import_the_file_opens_with_all_or_nothing_of_it(she, service_file, tmp_path):
    """T18: killed during an import."""
    # given: a file with people in it, and a long list on its way in, in a program of its own
    path = service_file("waiting")
    long_list = tmp_path / "long.csv"
    people = "\n".join(_row(n, f"Person{n:05d}".translate(LETTERS), "Asha") for n in range(1, 3001))
    long_list.write_text(f"{HEADINGS}\n{people}\n", encoding="utf-8")
    she.opens(path)
    before = she.store.patients()
    she.window.close_file()
    command = [sys.executable, "-m", "tests.journeys.import_to_be_killed", str(path), str(long_list), NOW.isoformat()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "begun\n"

        # when: it is killed as soon as anything of it reaches the disk
        wal = path.with_name(f"{path.name}-wal")
        size = wal.stat().st_size
        while wal.stat().st_size == size and program.poll() is None:
            pass
        program.kill()
        said = program.stdout.read()

    # then: the file opens at once; what was confirmed is there, the import wholly or not at all
    assert she.opens(path)
    after = she.store.patients()
    assert len(after) - len(before) in ({3000} if "confirmed" in said else {0, 3000})
    assert set(before) <= set(after)
    assert len(she.lines(LIST)) == len(she.store.referrals())


def test_the_window_closed_in_the_middle_of_an_import_changes_nothing(she, service_file, messy_list, another_window):
    path = service_file("planned")
    she.opens(path)
    before = she.store.patients(), she.plan
    she.drops(messy_list)
    she.presses("Next: problems")
    she.presses("Skip the row")
    she.closes_the_window()
    later = another_window()
    assert later.opens(path)
    assert (later.store.patients(), later.plan) == before


def test_a_file_of_a_newer_version_is_refused_and_not_touched(she, service_file):
    # given: a file that a later version of the program has changed
    path = service_file("planned")
    with closing(connect_file(path, KEY).conn) as later:
        later.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
                      "SELECT migration_set, 'shoe_size', applied_at FROM _sqlite_migrations LIMIT 1")  # fmt: skip
    content = path.read_bytes()

    # when she opens it, then she is told so and the window goes on
    assert not she.opens(path)
    she.is_told("was written by a newer version of CAD Planner.", "Nothing was changed.")
    assert path.read_bytes() == content
    she.sees("New file", "New here? Try the demo")


@pytest.mark.qt_log_ignore("does not support raise", "propagateSizeHints", extend=True)
def test_a_file_that_is_open_already_is_not_opened_twice(she, service_file, another_window):
    # given: the file open in one window
    path = service_file("planned")
    she.opens(path)

    # when she opens it again there, then she simply goes on; a second window is told, and the first comes forward
    assert she.opens(path)
    other = another_window()
    assert not other.opens(path)
    other.is_told("is open in another window", "has come to the front")
    she.goes_to("Plan")
    she.sees("20 of 20 placed")

    # and: once it is closed there, the second window can open it
    she.closes_the_window()
    assert other.opens(path)


def test_a_folder_that_may_not_be_written_is_said_and_another_chosen(she, tmp_path):
    """T22: a folder or file that may only be read."""
    # given: a folder that is not hers
    folder = tmp_path / "not mine"
    folder.mkdir()
    folder.chmod(0o555)
    if os.access(folder, os.W_OK):  # as root nearly everything may be written
        folder = Path("/proc")

    # when she wants her new file there, then she is told, and another folder will do
    assert not she.window.doors.new_file(folder / "MSK service.cad")
    she.is_told("Nothing can be written to the folder", "Use a folder of your own")
    assert she.window.doors.new_file(tmp_path / "MSK service.cad")
    she.sees("A passphrase for MSK service.cad")


def test_a_file_that_may_only_be_read_is_refused_with_what_to_do(she, service_file):
    path = service_file("planned")
    path.chmod(0o444)
    assert not she.opens(path)
    she.is_told("may only be read, not changed.", "Copy it to a folder of your own")
    path.chmod(0o644)
    assert she.opens(path)


LETTERS = str.maketrans("0123456789", "abcdefghij")


def _row(n, surname, first_name):
    day = f"{1 + n % 28:02d}/{1 + n % 12:02d}"
    return f"{surname},{first_name},{day}/{1940 + n % 60},{nhs_number(n)},07700 900{n % 1000:03d},{day}/2026,Routine"


def _paper(folder, sheet):
    """The letters of a sheet without spaces, all small."""
    (found,) = folder.rglob(f"* {sheet}.pdf")
    return "".join("".join(page.extract_text() for page in PdfReader(found).pages).split()).lower()


def _empty(folder):
    path = folder / "MSK service.cad"
    return new_file(path)
