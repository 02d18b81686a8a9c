"""Print: from the planned day to the sheets that carry it, always of the plan as it now is."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from cadplanner.core.model.edit import edit_between
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.printing.pack import PRINTOUTS

DAY_SHEETS = ("Day sheet, by arrival", "Day sheet, A to Z")
SHEETS = tuple(printout.title for printout in PRINTOUTS if printout.usual)
TWO = ("Day sheet, by arrival", "Patient passports")
SAVED = f"Saved {len(SHEETS)} sets of sheets in "


@pytest.fixture
def desk(tmp_path):
    """A folder for the sheets."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    return folder


def test_every_sheet_is_seen_and_saved(she, service_file, desk):
    # given: a planned day
    she.opens(service_file("planned"))
    version = she.store.version_of(she.plan.day.id)

    # when: she goes to the printer's page, then the first sheet is there to look at
    she.goes_to("Print")
    she.sees(f"Plan version {version}: 20 of 20 people have a time.", *SHEETS, "Page 1 of")

    # when: she saves all of it as PDF
    she.presses_and_names_a_file("Save as PDF", desk)
    she.is_told(SAVED)

    # then: there is a file for each, named after the day and the sheet, in a folder of this version of the plan
    (folder,) = desk.iterdir()
    assert folder.name == f"{she.plan.day.on} plan {version}"
    files = sorted(file.name for file in folder.iterdir())
    assert files == sorted(f"{she.plan.day.on} {sheet}.pdf" for sheet in SHEETS)

    # and: everybody is on the day sheet, once and in both orders, and a passport is there for each
    for sheet in DAY_SHEETS:
        text = "".join(_text(desk, sheet).upper().split())
        missing = [patient.surname for patient in she.plan.patients if patient.surname.upper() not in text]
        assert [name for name in missing if name.isascii() and " " not in name] == []
    assert len(_pages(desk, "Patient passports")) >= 20

    # and: each station, and each member of staff, has a sheet
    assert all(station.name in _text(desk, "Station sheets") for station in she.plan.stations)
    assert all(member.name.split()[0] in _text(desk, "Rota cards") for member in she.plan.staff)

    # and: nothing calls it a demonstration, and each says which plan it is of
    for sheet in SHEETS:
        text = _text(desk, sheet)
        assert not re.search(r"\bDEMO\b", text)
        if sheet in {*DAY_SHEETS, "Station sheets", "Rota cards", "Patient passports"}:
            assert f"plan version {version}" in text


def test_only_what_is_ticked_is_saved(she, service_file, desk):
    she.opens(service_file("planned"))
    she.goes_to("Print")
    she.sees("Page 1 of")
    she.ticks_only("Patient passports")
    she.presses_and_names_a_file("Save as PDF", desk)
    she.is_told("Saved 1 sheet in ")
    assert [file.name for file in desk.rglob("*.pdf")] == [f"{she.plan.day.on} Patient passports.pdf"]


def test_after_a_change_the_version_on_paper_goes_up(she, service_file, desk):
    # given: a planned day, its sheets saved
    she.opens(service_file("planned"))
    she.goes_to("Print")
    she.ticks_only(*TWO)
    she.presses_and_names_a_file("Save as PDF", desk)
    she.is_told("Saved 2 sets of sheets in ")
    before, pages = _version(desk), len(_pages(desk, "Patient passports"))

    # when: she takes somebody off the plan, and saves them again
    she.goes_to("Plan")
    she.sees("20 of 20 placed")
    gone = she.plan.visits[0]
    she.clicks_the_visit(gone.id)
    she.hits(Qt.Key.Key_Delete, control=True)
    she.sees("19 of 20 placed")
    she.goes_to("Print")
    she.sees(f"Plan version {before + 1}: 19 of 20 people have a time.", "Page 1 of")
    she.presses_and_names_a_file("Save as PDF", desk)
    she.is_told("Saved 2 sets of sheets in ")

    # then: the paper says so, and no longer holds that route
    older, newer = (desk / f"{she.plan.day.on} plan {version}" for version in (before, before + 1))
    assert _version(newer) == before + 1
    assert len(_pages(newer, "Patient passports")) < pages

    # and: the older set is still there as it was
    assert _version(older) == before
    assert len(_pages(older, "Patient passports")) == pages


def test_a_plan_changed_while_its_sheets_are_made_is_said_and_old_sheets_are_not_saved(she, service_file, desk):
    # given: sheets being saved
    she.opens(service_file("planned"))
    she.goes_to("Print")
    she.sees("Page 1 of")
    she.presses_and_names_a_file("Save as PDF", desk)

    # when: she goes to the plan meanwhile and changes it
    she.goes_to("Plan")
    she.sees("20 of 20 placed")
    she.clicks_the_visit(she.plan.visits[0].id)
    she.hits(Qt.Key.Key_L, control=True, shift=True)

    # then: she is told, no sheet of the old plan is saved, and the page is ready with the plan as it now is
    she.is_told("The plan changed while its sheets were being made.", "None was saved or printed.")
    assert list(desk.iterdir()) == []
    she.goes_to("Print")
    she.sees("Page 1 of", f"Plan version {she.store.version_of(she.plan.day.id)}")
    she.waits_until(lambda: she.can_press("Save as PDF"))


def test_a_demonstration_says_so_on_every_page(she, service_file, desk):
    # given: a file of invented people
    she.opens(service_file("planned"))
    details = she.store.details()
    invented = ServiceDetails(name=details.name, demo=True)
    she.window.workspace.do(edit_between("Call it a demo", (details,), (invented,)))
    she.goes_to("Print")
    she.sees("Page 1 of")
    she.presses_and_names_a_file("Save as PDF", desk)
    she.is_told(SAVED)
    for sheet in SHEETS:
        for page in _pages(desk, sheet):
            assert re.search(r"\bDEMO\b", page.extract_text())


def _pages(folder, sheet):
    (found,) = folder.rglob(f"* {sheet}.pdf")
    return PdfReader(found).pages


def _text(folder, sheet):
    return "\n".join(page.extract_text() for page in _pages(folder, sheet))


def _version(folder):
    return int(re.search(r"plan version (\d+)", _text(folder, "Day sheet, by arrival"))[1])
