"""`cadplanner print`: every sheet, or some, for everybody or for a few."""

from datetime import date

import pytest
from pypdf import PdfReader

from cadplanner import demo
from cadplanner.cli import main
from cadplanner.printing.pack import BY_KEY
from tests.keys import demo_store


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("print") / "day.cad"
    for _ in demo.make_demo_file(path, patients=10, seed=1, today=date(2027, 5, 3)):
        pass
    return path


@pytest.fixture(scope="module")
def plan(file):
    with demo_store(file) as store:
        return store.plan(store.days()[0].id)


def printed(file, out, *more):
    status = main(["print", str(file), "--out", str(out), *more])
    return status, {path.stem: len(PdfReader(path).pages) for path in out.glob("*.pdf")}


def test_every_sheet_there_is(file, plan, tmp_path):
    status, pages = printed(file, tmp_path, "--day", plan.day.on.isoformat())
    assert status == 0
    assert set(pages) == set(BY_KEY)
    assert pages["outcomes"] == 10


def test_only_these_sheets_for_these_cards(file, tmp_path):
    status, pages = printed(file, tmp_path, "--what", "passports,outcomes,stations", "--for", "K003, k001")
    assert status == 0
    assert pages == {"passports": 4, "outcomes": 2}


def test_for_a_station_and_a_member_of_staff(file, plan, tmp_path):
    whom = f"{plan.stations[0].id},{plan.staff[0].name}"
    _, pages = printed(file, tmp_path, "--what", "stations,rota,badges,summary", "--for", whom)
    assert set(pages) == {"stations", "rota", "badges"}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--for", "K999"), "Nobody and no station of this day is K999."),
        (("--for", ""), "Nobody and no station"),
        (("--what", "summary", "--for", "K001"), "None of these sheets is printed for each patient."),
        (("--what", "poster"), "There is no sheet called poster."),
        (("--day", "2001-01-01"), "Which day is meant is not clear."),
    ],
)
def test_what_it_cannot_print_it_says_in_a_line(more, says, file, tmp_path, capsys):
    status, pages = printed(file, tmp_path, *more)
    assert (status, pages) == (2, {})
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_a_sheet_that_cannot_be_written_is_named(file, tmp_path, capsys):
    (tmp_path / "summary.pdf").mkdir()
    assert main(["print", str(file), "--out", str(tmp_path), "--what", "summary"]) == 2
    assert "summary.pdf" in capsys.readouterr().err


def test_the_help_lists_every_sheet(capsys):
    with pytest.raises(SystemExit):
        main(["print", "--help"])
    told = capsys.readouterr().out
    assert all(key in told for key in BY_KEY)
