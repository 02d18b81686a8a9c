"""The import, step by step: a messy list in, problems and duplicates settled, one edit, and back."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.patient import nhs_number_words
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import NumberKind
from cadplanner.core.waiting.matching import Decision
from cadplanner.errors import CannotRead
from cadplanner.exchange.columns import headings_id
from cadplanner.exchange.invented import invented_list
from cadplanner.store.store import Store
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.pages.waiting_list.import_flow import COLUMNS, DUPLICATES, IMPORT, PROBLEMS
from cadplanner.ui.pages.waiting_list.import_work import Piece, read_list
from cadplanner.ui.pages.waiting_list.page import WaitingListPage
from cadplanner.ui.workspace import Workspace
from tests.builders import nhs_number, patient
from tests.keys import KEY, with_keys
from tests.ui.test_in_its_words import texts_of

TODAY = date(2027, 6, 1)
HOSTILE = "<img src=x>"
HEADINGS = "Surname,Forename,DOB,NHS No,Mobile,Date Referral Received,Priority,Post Code,Problem"
SLOW = 30_000  # milliseconds that a second process may take on a busy machine


def row(n, surname, first_name="Asha", born="03/04/1957", number=None, **more):
    told = {"phone": f"07700 9000{n:02d}", "received": "01/02/2027", "priority": "Routine", "problem": "Knee"} | more
    number = nhs_number(n) if number is None else number
    cells = (surname, first_name, born, number, told["phone"], told["received"], told["priority"])
    return ",".join((*cells, told.get("postcode", f"ZZ{n} 1AA"), told["problem"]))


MESSY = (
    row(1, "Testwell"),
    row(2, HOSTILE, "<b>Bo</b>"),
    row(3, "Datemuddle", born="31/02/1950"),
    row(4, "Wrongdigit", number="999 123 4567"),
    row(5, "", "", number=""),
    row(6, "Twinning", "Ada", born="14/02/1961", number="", postcode="ZZ9 9AB"),
    row(7, "Twinning", "Ida", born="14/02/1961", number="", postcode="ZZ9 9AB"),
    row(8, "Pressing", priority="Urgent"),
    row(9, "Younger", born="01/01/2012", phone=""),
)


@pytest.fixture
def written(tmp_path):
    def write(*rows, name="waiting list.csv", headings=HEADINGS):
        file = tmp_path / name
        file.write_text("\n".join(("Waiting list of the service", "", headings, *rows, "")), encoding="utf-8-sig")
        return file

    return write


@pytest.fixture
def page(qtbot, workspace):
    made = WaitingListPage(workspace)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    yield made
    made.closing()


@pytest.fixture
def flow(page):
    return page.importing


def wait(qtbot, condition):
    qtbot.waitUntil(condition, timeout=SLOW)


def begin(qtbot, page, file):
    """Opens a file and waits until it is read and checked."""
    page.accept_file(file)
    wait(qtbot, lambda: not page.importing.busy)


def at(flow, place):
    return flow.place == place and flow._body.currentWidget() is flow._step_widgets[place]


def go_on(qtbot, flow, place):
    flow.next.click()
    wait(qtbot, lambda: at(flow, place) and not flow.busy)


def press(widget, words):
    buttons = [one for one in widget.findChildren(QAbstractButton) if one.text().replace("&", "").startswith(words)]
    next(one for one in buttons if one.isVisibleTo(widget)).click()


def said(widget):
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel) if label.isVisibleTo(widget))


def lines(flow):
    model = flow.problems.table.model()
    return [[model.index(line, column).data() for column in (0, 1, 5)] for line in range(model.rowCount())]


def choose(flow, number):
    model = flow.problems.table.model()
    flow.problems.table.select_ids([next(line.id for line in model.rows if line.problem.row == number)])


def surnames(workspace):
    return sorted(patient.surname for patient in workspace.store.patients())


def test_a_messy_list_comes_in_as_one_step_that_can_be_undone_and_redone(qtbot, page, flow, workspace, written):
    begin(qtbot, page, written(*MESSY))
    assert at(flow, COLUMNS)
    assert "9 rows, 9 columns" in said(flow)

    go_on(qtbot, flow, PROBLEMS)
    assert lines(flow) == [
        ["6", "C  DOB", "To settle"],
        ["7", "D  NHS No", "To settle"],
        ["8", "A  Surname", "To settle"],
    ]
    assert not flow.next.isEnabled()
    assert flow.problems.line.problem.row == 6
    flow.problems._cell.setText("28/02/1950")
    qtbot.keyClick(flow.problems._cell, Qt.Key.Key_Return)
    assert flow.problems.line.problem.row == 7
    press(flow.problems, "Import anyway")
    press(flow.problems, "Skip the row")
    assert [state for _, _, state in lines(flow)] == ["Fixed", "Imported anyway", "Row skipped"]
    assert workspace.store.patients() == ()

    go_on(qtbot, flow, DUPLICATES)
    assert not flow.next.isEnabled()
    assert "TWINNING, Ada" in said(flow.duplicates)
    assert "TWINNING, Ida" in said(flow.duplicates)
    press(flow.duplicates, "Keep both")

    go_on(qtbot, flow, IMPORT)
    assert "Import 8 people: 8 new, 0 already known, 1 left out." in said(flow.summary)
    assert workspace.undo_stack.count() == 0
    with qtbot.waitSignal(workspace.said) as told:
        flow.next.click()
    assert told.args == ["Imported 8 people: 8 new, 0 already known, 1 left out."]
    assert page.people.isVisible()
    assert page.people.model.rowCount() == 8
    assert workspace.undo_stack.count() == 1
    wrong = next(one for one in workspace.store.patients() if one.surname == "Wrongdigit")
    fixed = next(one for one in workspace.store.patients() if one.surname == "Datemuddle")
    assert (wrong.nhs_number, fixed.birth_date) == ("", date(1950, 2, 28))

    after = workspace.store.patients(), workspace.store.referrals()
    with qtbot.waitSignal(workspace.changed):
        workspace.undo_stack.undo()
    assert workspace.store.patients() == workspace.store.referrals() == ()
    assert workspace.store.mapping(headings_id(HEADINGS.split(","))) is None
    assert page.nobody.isVisible()
    with qtbot.waitSignal(workspace.changed):
        workspace.undo_stack.redo()
    assert (workspace.store.patients(), workspace.store.referrals()) == after


def test_the_preview_has_her_rows_and_letters_and_says_how_dates_are_read(qtbot, page, flow, written):
    begin(qtbot, page, written(*MESSY))
    preview = flow.columns._preview.itemAt(0).widget().model()
    assert preview.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "C   DOB"
    assert [preview.index(1, column).data() for column in (0, 1, 3)] == ["5", HOSTILE, "03/04/1957"]
    assert "Read as day/month/year, e.g. 03/04/1957 is 3 April 1957" in said(flow.columns)
    assert flow.columns._choices["NHS No"].choice() == "nhs_number"


def test_nothing_in_the_import_reads_html(qtbot, page, flow, written):
    begin(qtbot, page, written(*MESSY, name="waiting &amp; list.csv"))
    go_on(qtbot, flow, PROBLEMS)
    assert "waiting &amp; list.csv" in said(flow)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in flow.findChildren(QLabel) if label.text())


def test_a_meaning_that_is_changed_is_checked_again_and_remembered(qtbot, page, flow, workspace, written):
    strange = HEADINGS.replace("Post Code", "Where")
    begin(qtbot, page, written(row(1, "Testwell"), headings=strange))
    where = flow.columns._choices["Where"]
    assert where.choice() == ""
    where.setCurrentIndex(where.findData("postcode"))
    where.chosen.emit("postcode")
    wait(qtbot, lambda: flow._settling is not None and ("Where", "postcode") in flow._settling.checked.fields)
    wait(qtbot, lambda: not flow.busy)
    go_on(qtbot, flow, PROBLEMS)
    flow.next.click()
    wait(qtbot, lambda: at(flow, IMPORT))
    flow.next.click()
    wait(qtbot, page.people.isVisible)
    assert workspace.store.patients()[0].postcode == "ZZ1 1AA"
    begin(qtbot, page, written(row(2, "Other"), headings=strange))
    wait(qtbot, lambda: flow._settling is not None)
    assert flow.columns._choices["Where"].choice() == "postcode"
    assert "As you chose last time for these headings." in said(flow.columns)


def test_a_column_for_a_field_that_another_has_takes_it_over(qtbot, page, flow, written):
    begin(qtbot, page, written(row(1, "Testwell")))
    forename = flow.columns._choices["Forename"]
    forename.setCurrentIndex(forename.findData("surname"))
    forename.chosen.emit("surname")
    assert flow.columns._choices["Surname"].choice() == ""


def test_a_list_of_no_people_is_said_and_its_columns_can_be_named(qtbot, page, flow, written):
    begin(qtbot, page, written("Testwell,1", "Dummerby,2", headings="Alpha,Beta"))
    assert at(flow, COLUMNS)
    assert "no column is a name or an NHS number" in said(flow.columns)
    assert not flow.next.isEnabled()
    alpha = flow.columns._choices["Alpha"]
    alpha.setCurrentIndex(alpha.findData("name"))
    alpha.chosen.emit("name")
    wait(qtbot, flow.next.isEnabled)


def test_a_file_that_cannot_be_read_says_what_it_is_and_the_app_lives(qtbot, page, flow, workspace, tmp_path):
    file = tmp_path / "notes.pdf"
    file.write_bytes(b"%PDF-1.7 nothing to see")
    begin(qtbot, page, file)
    assert flow.refused.isVisible()
    assert "notes.pdf is a PDF. Export the list from the record system" in said(flow.refused)
    assert not flow.next.isVisible()
    flow.another_wanted.disconnect(page._on_import_wanted)
    with qtbot.waitSignal(flow.another_wanted):
        press(flow.refused, "Choose another file")
    press(flow, "Close")
    assert page.nobody.isVisible()
    assert workspace.undo_stack.count() == 0


@pytest.mark.parametrize("kind", ["gone", "folder", "empty"])
def test_other_files_that_are_none(qtbot, page, flow, tmp_path, kind):
    file = tmp_path / "list.csv"
    if kind == "folder":
        file.mkdir()
    elif kind == "empty":
        file.write_bytes(b"")
    begin(qtbot, page, file)
    wanted = {"gone": "is not there any more", "folder": "is a folder", "empty": "is empty"}[kind]
    assert wanted in said(flow.refused)


def test_cancel_stops_the_reading_and_nothing_is_written(qtbot, page, flow, workspace, tmp_path):
    file = tmp_path / "long.csv"
    file.write_bytes(invented_list(8_000, seed=1, today=TODAY))
    page.accept_file(file)
    assert flow.busy
    press(flow, "Cancel import")
    assert not flow.busy
    assert page.nobody.isVisible()
    assert workspace.store.patients() == ()


def test_a_second_file_takes_the_place_of_the_first_once_she_says_so(qtbot, page, flow, written):
    begin(qtbot, page, written(*MESSY))
    go_on(qtbot, flow, PROBLEMS)
    page.accept_file(written(row(1, "Testwell"), name="other.csv"))
    assert at(flow, PROBLEMS)
    assert "nothing of it is written yet" in said(flow.instead)
    press(flow.instead, "Import “other.csv” instead")
    wait(qtbot, lambda: not flow.busy)
    assert not flow.instead.isVisible()
    assert "other.csv" in said(flow)
    assert "1 row, 9 columns" in said(flow)
    assert flow.steps._steps[1].accessibleName() == "Step 2, Problems: to come"


def test_decisions_are_taken_for_all_of_a_kind_and_taken_back(qtbot, page, flow, written):
    wrong = [row(n, f"Person{'abcdefgh'[n]}", priority="Soonish") for n in range(1, 6)]
    begin(qtbot, page, written(*wrong, row(6, "Later", born="31/02/1950")))
    go_on(qtbot, flow, PROBLEMS)
    problems = flow.problems
    assert problems._alike.text().replace("&", "") == "Do the same for all 5 of this kind"
    problems._alike.setChecked(True)
    problems._cell.setText("urgent")
    press(problems, "Fix")
    assert [state for _, _, state in lines(flow)] == ["Fixed"] * 5 + ["To settle"]
    choose(flow, 5)
    press(problems, "Undo this decision")
    assert [state for _, _, state in lines(flow)].count("To settle") == 2
    choose(flow, 9)
    press(problems, "Skip the row")
    choose(flow, 9)
    press(problems, "Undo this decision")
    assert lines(flow)[-1] == ["9", "C  DOB", "To settle"]


def test_a_fix_that_is_still_wrong_says_so_and_stays_open(qtbot, page, flow, written):
    begin(qtbot, page, written(row(1, "Testwell", born="31/02/1950")))
    go_on(qtbot, flow, PROBLEMS)
    flow.problems._cell.setText("30/02/1950")
    press(flow.problems, "Fix")
    assert "'30/02/1950'" in said(flow.problems)
    assert not flow.next.isEnabled()


def test_what_is_worth_a_look_is_apart_and_by_kind(qtbot, page, flow, written):
    begin(qtbot, page, written(row(1, "Testwell", priority="2WW"), row(2, "Younger", born="01/01/2012")))
    go_on(qtbot, flow, PROBLEMS)
    assert flow.problems.table.model().rowCount() == 0
    assert flow.problems.tabs.tabText(1) == "Worth a look (2)"
    flags = flow.problems._flags
    flags._chips._chips["under 18"].click()
    model = flags.table.model()
    assert [model.index(0, column).data() for column in (0, 1, 3)] == ["5", "YOUNGER, Asha", "Under 18"]


def known_person(n, **more):
    person = patient(n, **more)
    referral = Referral(f"r{n}", person.id, TODAY - timedelta(weeks=30), problem="Knee")
    return Edit("Before", (Change(None, person), Change(None, referral)))


def test_whoever_is_known_already_is_compared_and_not_added_again(qtbot, page, flow, workspace, written):
    workspace.do(known_person(1, surname="Testwell", first_name="Asha", birth_date=date(1957, 4, 3), phone=""))
    begin(qtbot, page, written(row(1, "Testwell", received="03/11/2026"), row(2, "Newcomer")))
    go_on(qtbot, flow, PROBLEMS)
    go_on(qtbot, flow, DUPLICATES)
    assert "Already known" in said(flow.duplicates)
    assert nhs_number_words(nhs_number(1)) in said(flow.duplicates)
    press(flow.duplicates, "Same person")
    go_on(qtbot, flow, IMPORT)
    assert "Import 2 people: 1 new, 1 already known, 0 left out." in said(flow.summary)
    flow.next.click()
    wait(qtbot, page.people.isVisible)
    assert surnames(workspace) == ["Newcomer", "Testwell"]
    assert workspace.store.patient("patient-1").phone == "07700 900001"


def test_left_out_duplicates_are_counted_and_stay_out(qtbot, page, flow, workspace, written):
    workspace.do(known_person(1, surname="Testwell", first_name="Asha", birth_date=date(1957, 4, 3)))
    begin(qtbot, page, written(row(1, "Testwell"), row(2, "Newcomer")))
    go_on(qtbot, flow, PROBLEMS)
    go_on(qtbot, flow, DUPLICATES)
    flow.duplicates.decided.emit(flow.duplicates.pair.duplicate, Decision.LEAVE_OUT)
    go_on(qtbot, flow, IMPORT)
    assert "Import 1 person: 1 new, 0 already known, 1 left out." in said(flow.summary)


def test_back_keeps_what_was_decided(qtbot, page, flow, written):
    begin(qtbot, page, written(*MESSY))
    go_on(qtbot, flow, PROBLEMS)
    for _ in range(3):
        press(flow.problems, "Skip the row")
    go_on(qtbot, flow, DUPLICATES)
    press(flow.duplicates, "Keep both")
    go_on(qtbot, flow, IMPORT)
    press(flow, "Back")
    assert at(flow, DUPLICATES)
    flow.steps._steps[0].click()
    assert at(flow, COLUMNS)
    go_on(qtbot, flow, PROBLEMS)
    assert [state for _, _, state in lines(flow)] == ["Row skipped"] * 3
    go_on(qtbot, flow, DUPLICATES)
    assert flow.next.isEnabled()


def test_a_file_changed_elsewhere_meanwhile_is_refused_and_put_together_again(
    qtbot, page, flow, workspace, written, clock
):
    workspace.do(known_person(1, surname="Testwell", first_name="Asha", birth_date=date(1957, 4, 3), phone=""))
    begin(qtbot, page, written(row(1, "Testwell")))
    go_on(qtbot, flow, PROBLEMS)
    go_on(qtbot, flow, DUPLICATES)
    press(flow.duplicates, "Same person")
    go_on(qtbot, flow, IMPORT)
    before = workspace.store.patient("patient-1")
    changed = Change(before, patient(1, surname="Testwell", birth_date=date(1957, 4, 3), phone="", title="Dr"))
    workspace.store.apply(Edit("Elsewhere", (changed,)), who="other", at=clock())
    with qtbot.waitSignal(workspace.refused):
        flow.next.click()
    wait(qtbot, partial(at, flow, IMPORT))
    with qtbot.waitSignal(workspace.said):
        flow.next.click()
    assert workspace.store.patient("patient-1").title == "Dr"


def test_no_letter_is_used_twice_in_a_step_nor_by_a_menu(qtbot, page, flow, written):
    def letters():
        words = [one.text().replace("&&", "") for one in flow.findChildren(QAbstractButton) if one.isVisibleTo(flow)]
        found = [word[word.index("&") + 1].lower() for word in words if "&" in word]
        assert len(found) == len(set(found)), found
        assert not set("fegvh") & set(found), found

    begin(qtbot, page, written(*MESSY, row(10, "Another", born="31/02/1950"), row(11, "More", born="30/02/1950")))
    letters()
    go_on(qtbot, flow, PROBLEMS)
    letters()
    while not flow.next.isEnabled():
        press(flow.problems, "Skip the row")
    letters()
    go_on(qtbot, flow, DUPLICATES)
    letters()


def test_a_thousand_alike_are_fixed_at_once(qtbot, page, flow, written):
    wrong = [row(1, "Testwell", number="", priority="P4", postcode=f"ZZ{n} 1AA") for n in range(1_000)]
    begin(qtbot, page, written(*wrong))
    go_on(qtbot, flow, PROBLEMS)
    flow.problems._alike.setChecked(True)
    flow.problems._cell.setText("routine")
    press(flow.problems, "Fix")
    assert flow._settling.open == 0
    assert {row.cells[6] for row in flow._settling.checked.table.rows} == {"routine"}
    choose(flow, 900)
    press(flow.problems, "Undo this decision")
    assert flow._settling.open == 1
    assert flow.problems.line.cell == "P4"


def test_a_list_that_changes_while_it_is_read_is_read_as_it_was(written):
    """T55: it is read in one go, so that what is shown is what is imported, whatever happens to the file."""
    file = written(*(row(n, f"Early{chr(97 + n)}") for n in range(1, 20)))
    reading = read_list(file, None, TODAY, NumberKind.NHS)
    outline = next(reading)
    file.write_text(f"{HEADINGS}\n{row(1, 'Late')}\n", encoding="utf-8")
    pieces = [each for each in reading if isinstance(each, Piece)]
    assert outline.rows == 19
    assert {one.patient.surname for piece in pieces for one in piece.checked} == {
        f"Early{chr(97 + n)}" for n in range(1, 20)
    }
    file.unlink()
    with pytest.raises(CannotRead, match="not there any more"):
        next(read_list(file, None, TODAY, NumberKind.NHS))


def test_a_service_in_scotland_imports_in_its_words(qtbot, workspace, written):
    details = workspace.store.details()
    workspace.do(Edit("Its words", (Change(details, replace(details, number=NumberKind.CHI)),)))
    page = WaitingListPage(workspace)
    qtbot.addWidget(page)
    page.show()
    begin(qtbot, page, written(*MESSY, row(1, "Testwell")))
    flow, told = page.importing, {*texts_of(page)}
    go_on(qtbot, flow, PROBLEMS)
    told |= {*texts_of(page)}
    assert "CHI number" in told  # one of the meanings that a column may have
    assert any("The CHI number 999123 4567 fails its check digit" in words for words in told)
    assert not [words for words in told if "NHS number" in words]
    page.closing()


def test_the_pictures_of_the_import_show_each_of_its_steps(page, flow, qtbot):
    seen = {}
    for pose in page.poses():
        qtbot.waitUntil(lambda: not flow.busy and not flow.working.isVisible(), timeout=SLOW)
        shown = next(
            each
            for each in (flow.columns, flow.problems, flow.duplicates, flow.summary, flow.refused)
            if each.isVisible()
        )
        seen[pose.removeprefix("import-")] = (shown, flow.place, flow.instead.isVisible())
    assert {name: place for name, (_, place, _) in seen.items() if name not in {"another", "refused"}} == {
        "columns": COLUMNS,
        "problems": PROBLEMS,
        "worth-a-look": PROBLEMS,
        "duplicates": DUPLICATES,
        "summary": IMPORT,
    }
    assert seen["summary"][0] is flow.summary
    assert [name for name, (_, _, asks) in seen.items() if asks] == ["another"]
    assert [name for name, (shown, _, _) in seen.items() if shown is flow.refused] == ["refused"]


def test_cancelled_while_it_is_saved_nothing_of_it_is_in_the_file(qtbot, tmp_path, clock, new_id, written):
    """All of it or nothing: the second process is stopped, the list is as it was, and it can be imported again."""
    names = ["".join("abcdefghij"[int(digit)] for digit in f"{n:03}") for n in range(1, 301)]
    list_file = written(*(row(n, f"Test{name}", phone="") for n, name in enumerate(names, start=1)))
    file = with_keys(tmp_path / "service.cad")
    with Store.create(file, KEY) as store:
        workspace = Workspace(store, clock=clock, new_id=new_id, who="Ann")
        page = WaitingListPage(workspace)
        qtbot.addWidget(page)
        flow, before = page.importing, store.audit_head()
        for cancelled in (True, False):
            page.accept_file(list_file)
            for place in (PROBLEMS, IMPORT):
                qtbot.waitUntil(lambda: flow._settling is not None and not flow.busy, timeout=SLOW)
                flow.next.click()
                qtbot.waitUntil(lambda at=place: flow.place == at, timeout=SLOW)
            qtbot.waitUntil(lambda: flow._coming is not None, timeout=SLOW)
            flow.next.click()
            qtbot.waitUntil(lambda: "Saving" in flow.working._words.text(), timeout=SLOW)
            assert flow.busy
            if cancelled:
                flow.cancel.click()
                assert not flow.under_way
                assert store.audit_head() == before
                assert store.patients() == ()
        qtbot.waitUntil(lambda: not flow.under_way, timeout=SLOW)
        assert len(store.patients()) == 300
        page.closing()
