"""`cadplanner demo` and `print`: the main job headless, and the sheets again from the file."""

import json

import pytest
from pypdf import PdfReader

from cadplanner.cli import main
from cadplanner.printing.pack import BY_KEY
from tests.keys import demo_store

PRINTOUTS = set(BY_KEY)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--out", str(out), "--patients", "12", "--seed", "3", "--today", "2027-05-03"]) == 0
    return out


def test_the_summary_adds_up(made):
    summary = json.loads((made / "summary.json").read_text())
    assert summary["clashes"] == 0
    assert summary["invited"] == 12
    assert summary["placed"] + summary["unplaced"] == 12
    assert summary["rows"] > summary["imported"] >= 12
    assert summary["problems"] > 0
    assert set(summary["seconds"]) == {"import", "plan", "print"}
    assert set(summary["pages"]) == PRINTOUTS


def test_every_sheet_is_there_with_its_pages_and_says_demo(made):
    pages = json.loads((made / "summary.json").read_text())["pages"]
    for key in PRINTOUTS:
        reader = PdfReader(made / "pdf" / f"{key}.pdf")
        assert len(reader.pages) == pages[key]
        assert all("DEMO" in page.extract_text() for page in reader.pages)


def test_the_file_holds_what_was_planned(made):
    summary = json.loads((made / "summary.json").read_text())
    with demo_store(made / "demo.cad") as store:
        (day,) = store.days()
        plan = store.plan(day.id)
        assert store.details().demo
        assert len(plan.visits) == summary["visits"]
        assert all(patient.nhs_number[:3] in {"999", ""} for patient in store.patients())


def test_the_same_seed_makes_the_same_list(made, tmp_path):
    main(["demo", "--out", str(tmp_path), "--patients", "12", "--seed", "3", "--today", "2027-05-03"])
    assert (tmp_path / "waiting-list.csv").read_bytes() == (made / "waiting-list.csv").read_bytes()
    with demo_store(tmp_path / "demo.cad") as one, demo_store(made / "demo.cad") as other:
        assert one.plan(one.days()[0].id) == other.plan(other.days()[0].id)


def test_sheets_are_printed_again_from_the_file(made, tmp_path, capsys):
    file = str(made / "demo.cad")
    assert main(["print", file, "--what", "rota,passports", "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["passports.pdf", "rota.pdf"]
    assert "pages" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--what", "poster"], ["--day", "2001-01-01"]])
def test_an_unknown_sheet_or_day_is_refused_in_one_line(made, tmp_path, capsys, wrong):
    assert main(["print", str(made / "demo.cad"), "--out", str(tmp_path), *wrong]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    assert main(["demo", "--out", str(tmp_path / "taken"), "--patients", "1"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
