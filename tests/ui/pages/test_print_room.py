"""The print page: sheets seen, saved and printed from the plan as it now is."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter

from cadplanner import demo
from cadplanner.core.model.edit import edit_between
from cadplanner.core.planning.moves import take_off
from cadplanner.exchange.invented import invented_list
from cadplanner.printing.pack import Order
from cadplanner.ui.pages.print_room import PrintPage
from cadplanner.ui.pages.print_room.saving import save
from cadplanner.ui.workspace import Workspace

TODAY = date(2027, 5, 3)
PATIENTS = 8


@pytest.fixture
def planned(store):
    """A demo day of eight patients."""
    numbers = iter(range(10_000))
    hand = demo.Hand(store, datetime(2027, 5, 3, 9, tzinfo=UTC), lambda: f"id{next(numbers)}")
    demo.import_list(hand, invented_list(PATIENTS, seed=1, today=TODAY), TODAY)
    day_id = demo.set_up_day(hand, PATIENTS, seed=1, today=TODAY)
    demo.invite_longest_waiters(hand, day_id, PATIENTS)
    demo.plan_the_day(hand, day_id, seed=1)
    return store


@pytest.fixture
def page(planned, qapp, qtbot, clock, new_id):
    made = PrintPage(Workspace(planned, clock=clock, new_id=new_id, who="tester"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    yield made
    made.closing()


def seen(page):
    return page._preview.pages


def test_with_no_plan_it_says_what_to_do_first(workspace, qtbot):
    page = PrintPage(workspace)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.wants_page) as asked:
        page._empty.asked.emit()
    assert asked.args == ["plan"]


def test_opening_the_page_shows_the_first_sheet(page, qtbot):
    page.show()
    qtbot.waitUntil(lambda: seen(page) > 0, timeout=20_000)
    assert page._preview._page.text().startswith("Page 1 of")


def test_one_passport_can_be_chosen(page, qtbot):
    passports = page._choices.line("passports")
    passports._whom.setCurrentIndex(1)
    passports.looked_at.emit(passports.order())
    qtbot.waitUntil(lambda: seen(page) > 0, timeout=20_000)
    assert seen(page) <= 3


def test_what_is_ticked_is_saved_as_pdf(page, qtbot, tmp_path):
    for line in page._choices._lines:
        line.tick.setChecked(line.printout.key == "day-arrival")
    with qtbot.waitSignal(page._workspace.saved, timeout=20_000) as said:
        page.save_to(tmp_path)
    on, version = page._plan.day.on, page._paper().version
    file = tmp_path / f"{on} plan {version}" / f"{on} Day sheet, by arrival.pdf"
    assert said.args == [f"Saved 1 sheet in {file.parent}.", str(file)]
    assert "Day sheet, by arrival" in PdfReader(file).pages[0].extract_text()


def test_a_folder_that_is_gone_is_said_and_nothing_is_lost(page, qtbot, tmp_path):
    with qtbot.waitSignal(page._workspace.refused, timeout=20_000) as said:
        page.save_to(tmp_path / "gone")
    assert "was not written" in str(said.args[0])
    assert page._print.isEnabled()


def test_printing_goes_page_by_page_to_the_printer(page, qtbot, tmp_path):
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    orders = (page._choices.line("day-arrival").order(), page._choices.line("passports").order())
    with qtbot.waitSignal(page._workspace.said, timeout=40_000):
        page._make(orders, lambda made: page._send(printer, made))
    printed = PdfReader(tmp_path / "printed.pdf").pages
    assert len(printed) == sum(len(PdfReader(_file(page._made[order])).pages) for order in orders)
    assert float(printed[0].mediabox.width) > float(printed[0].mediabox.height)
    assert float(printed[-1].mediabox.width) < float(printed[-1].mediabox.height)


def _file(pdf):
    from io import BytesIO

    return BytesIO(pdf)


def test_what_is_the_same_for_everybody_is_printed_in_copies(page, qtbot, tmp_path):
    safety = page._choices.line("safety")
    assert safety.copies.value() == len(page._plan.stations) + 1
    assert page._choices.line("feedback").copies.value() == PATIENTS
    assert page._choices.copies("passports") == 1
    safety.copies.setValue(3)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(page._workspace.said, timeout=40_000):
        page._make((safety.order(),), lambda made: page._send(printer, made))
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 3 * 2


def test_nothing_ticked_is_nothing_to_print(page):
    for line in page._choices._lines:
        line.tick.setChecked(False)
    assert not page._print.isEnabled()
    assert not page._save.isEnabled()


def test_cancel_stops_the_making(page, qtbot):
    page._make(page._choices.ticked(), lambda made: None)
    assert page._making.running
    page._stop.click()
    assert page._making is None
    assert page._print.isEnabled()


def test_after_a_change_the_old_sheets_are_forgotten(page, qtbot):
    page.show()
    qtbot.waitUntil(lambda: seen(page) > 0, timeout=20_000)
    plan = page._plan
    page._workspace.do(edit_between("Take one off", plan.visits, take_off(plan, plan.appointments[0].id).visits))
    assert len(page._plan.unplaced) == len(plan.unplaced) + 1
    assert page._made == {}


def saved(page, qtbot, tmp_path, *keys):
    for line in page._choices._lines:
        line.tick.setChecked(line.printout.key in keys)
    with qtbot.waitSignal(page._workspace.saved, timeout=20_000) as said:
        page.save_to(tmp_path)
    return Path(said.args[1])


def test_a_sheet_for_one_does_not_replace_those_for_everybody(page, qtbot, tmp_path):
    everybody = saved(page, qtbot, tmp_path, "passports")
    page._choices.line("passports")._whom.setCurrentIndex(1)
    one = saved(page, qtbot, tmp_path, "passports")
    assert one.name == f"{page._plan.day.on} Patient passports, K001.pdf"
    assert len(PdfReader(everybody).pages) > len(PdfReader(one).pages)


def test_a_station_named_as_no_file_may_be_is_saved(planned, tmp_path):
    (day,) = planned.days()
    plan = planned.plan(day.id)
    plan = replace(plan, stations=(replace(plan.stations[0], name="Bay 1/2: \\east?"), *plan.stations[1:]))
    (file,) = save(plan, 7, [(Order("stations", (plan.stations[0].id,)), b"%PDF")], tmp_path)
    assert file == tmp_path / f"{day.on} plan 7" / f"{day.on} Station sheets, Bay 1 2   east.pdf"


def judged(page, qtbot, change):
    with qtbot.waitSignal(page._record.judged, timeout=20_000):
        change()


def test_printed_sheets_that_no_longer_hold_are_said_and_just_those_are_printed(page, qtbot, tmp_path):
    page.show()
    saved(page, qtbot, tmp_path, "passports", "stations", "safety")
    qtbot.waitUntil(lambda: page._record._task is None or not page._record._task.running, timeout=20_000)
    assert page._stale.isHidden()
    plan = page._plan
    whom = plan.visits[0].appointment_id
    other = [replace(one, place=one.place + 1) if one.id == plan.visits[0].id else one for one in plan.visits]
    judged(page, qtbot, lambda: page._workspace.do(edit_between("Move", plan.visits, other)))
    assert page._stale.text.startswith("2 printed sheets no longer hold: ")
    assert set(page._record.orders()) == {
        Order("stations", (plan.visits[0].station_id,)),
        Order("passports", (whom,)),
    }
    version = page._paper().version
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "again.pdf"))
    with qtbot.waitSignal(page._workspace.said, timeout=40_000):
        page._make(page._record.orders(), lambda made: page._send(printer, made))
    qtbot.waitUntil(page._stale.isHidden, timeout=20_000)
    assert page._paper().version == version, "printing changes nothing that paper shows"


def test_a_sheet_of_nobody_is_to_be_thrown_away_and_then_forgotten(page, qtbot, tmp_path):
    page.show()
    saved(page, qtbot, tmp_path, "outcomes")
    plan = page._plan
    gone = plan.appointments[0]
    left = [one for one in plan.visits if one.appointment_id != gone.id]
    edit = edit_between("Take off", plan.visits, left).and_also(
        edit_between("", plan.appointments, plan.appointments[1:])
    )
    judged(page, qtbot, lambda: page._workspace.do(edit))
    assert "1 is of nobody on this day any more: throw away." in page._stale.text
    judged(page, qtbot, page._stale._action.click)
    assert page._stale.isHidden()


def test_undo_never_takes_a_print_back(page, qtbot, tmp_path):
    page.show()
    saved(page, qtbot, tmp_path, "safety")
    assert page._workspace.undo_stack.count() == 0
    assert len(page._workspace.store.prints(page._plan.day.id)) == 1
