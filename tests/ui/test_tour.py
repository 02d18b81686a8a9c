"""The tour: offered in a demo, sees by itself what was done, can be left and taken up, never in the way."""

from dataclasses import replace
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from cadplanner import demo
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.settings import Settings
from cadplanner.store.store import Store
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.main_window import PAGES, Around, MainWindow
from cadplanner.ui.main_window.tour_ring import Ring, find, is_shown
from cadplanner.ui.main_window.tour_steps import STEPS, Part, Seen, Step, next_part
from tests.builders import patient
from tests.conftest import NOW
from tests.keys import KEY, new_file, with_keys


@pytest.fixture(scope="module")
def _demo_file(tmp_path_factory):
    """A demo of twelve people that nobody has touched."""
    path = tmp_path_factory.mktemp("tour") / "Demo.cad"
    numbers = count(1)
    with Store.create(path, KEY) as store:
        hand = demo.Hand(store, NOW, lambda: f"kept-{next(numbers)}")
        demo.import_list(hand, demo.invented_list(12, seed=1, today=NOW.date()), NOW.date())
        day_id = demo.set_up_day(hand, 12, seed=1, today=NOW.date())
        demo.invite_longest_waiters(hand, day_id, 12)
        demo.plan_the_day(hand, day_id, seed=1)
    return with_keys(path)


@pytest.fixture
def demo_file(_demo_file, tmp_path):
    return with_keys(_copied(_demo_file, tmp_path / "Demo.cad"))


def _copied(source, target):
    target.write_bytes(source.read_bytes())
    return target


@pytest.fixture
def opened(window, demo_file):
    window.open_with(demo_file, KEY)
    return window


def menu(window, words):
    next(one for one in window.findChildren(QAction) if one.text() == words).trigger()


def at_step(window, number):
    """The window on that step, as after leaving it there."""
    window.tastes.be_at(str(number))
    window.tour.take_up()
    assert window.tour.at == number
    return window.tour.bar


def buttons(bar):
    return {
        button.text().replace("&", "") or button.accessibleName()
        for kind in (QPushButton, QToolButton)
        for button in bar.findChildren(kind)
        if button.isVisible()
    } - {"Mark of the tour"}


def test_it_is_offered_in_a_demo_and_not_elsewhere(opened, store):
    assert "Take the tour" in opened.tour.bar.text
    assert buttons(opened.tour.bar) == {"Start the tour", "Not now", "Leave the tour"}
    opened.close_file()
    assert opened.tour.bar.text == ""
    opened.show_store(store)
    assert opened.tour.bar.text == ""
    opened.leave_store()


def test_no_is_remembered_and_the_help_menu_still_has_it(opened, demo_file):
    opened.tour.bar.show_me.click()
    assert opened.tastes.tour == "declined"
    opened.close_file()
    opened.open_with(demo_file, KEY)
    assert opened.tour.bar.text == ""
    menu(opened, "To&ur")
    assert opened.tour.bar.text.startswith("Step 1 of 5")


def test_it_can_be_left_and_taken_up_where_it_was(opened, demo_file):
    opened.tour.bar.on.click()
    opened.tour.bar.skip.click()
    opened.tour.bar.skip.click()
    assert opened.tour.bar.text.startswith("Step 3 of 5: Plan the day")
    assert opened.page.title == "Plan"
    opened.tour.bar.close_button.click()
    assert opened.tour.bar.text == ""
    opened.close_file()
    opened.open_with(demo_file, KEY)
    assert opened.tour.bar.text.startswith("Go on with the tour: step 3 of 5")
    opened.tour.bar.on.click()
    assert opened.page.title == "Plan"
    opened.tour.bar.back.click()
    assert opened.tour.bar.text.startswith("Step 2 of 5")
    assert opened.page.title == "Waiting list"


def test_the_sample_list_is_opened_and_the_button_is_not_there_twice(qtbot, opened, demo_file):
    bar = at_step(opened, 1)
    assert bar.on.text() == "Open the sample list"
    bar.on.click()
    assert demo_file.with_name("Sample list.csv").exists()
    assert opened.page.importing.isVisible()
    qtbot.waitUntil(lambda: not bar.on.isVisible())
    opened.page.importing.cancel.click()
    qtbot.waitUntil(bar.on.isVisible)


def test_a_list_that_was_taken_in_before_is_seen_and_taking_it_back_begins_the_step_again(opened):
    workspace = opened.workspace
    someone = patient(900)
    workspace.do(Edit("Import 1 referral from Sample list.csv", (Change(None, someone),)))
    bar = at_step(opened, 1)
    assert bar.text.startswith("Step 1 of 5: Take in a list: done before")
    assert buttons(bar) == {"Next step", "Leave the tour"}
    workspace.undo()
    assert "An export is never tidy." in bar.text
    assert buttons(bar) == {"Open the sample list", "Show me", "Skip", "Leave the tour"}
    workspace.undo_stack.redo()
    bar.skip.click()
    bar.back.click()
    assert "done before" in bar.text
    bar.on.click()
    assert bar.text.startswith("Step 2 of 5")


def test_no_is_not_described_as_going_to_a_page(opened):
    assert "Help, Tour" in opened.tour.bar.show_me.toolTip()
    opened.tour.bar.on.click()
    assert opened.tour.bar.show_me.toolTip().startswith("Goes to the page")


def test_a_sample_list_that_cannot_be_written_is_said(opened, monkeypatch, demo_file):
    bar = at_step(opened, 1)
    demo_file.with_name("Sample list.csv").symlink_to(demo_file.parent / "nowhere" / "list.csv")
    bar.on.click()
    assert "The sample list could not be written." in opened.messages.text


def test_a_change_by_hand_and_its_undoing_are_seen(qtbot, opened):
    bar = at_step(opened, 4)
    workspace = opened.workspace
    plan = workspace.store.plan(workspace.day_id)
    gone = plan.visits[-1]
    workspace.do(Edit("Take it off", (Change(gone, None),)))
    assert "Now take it back" in bar.text
    workspace.undo()
    qtbot.waitUntil(lambda: "done" in bar.text)
    assert buttons(bar) == {"Back", "Next step", "Leave the tour"}


def test_reading_why_is_seen(qtbot, opened):
    bar = at_step(opened, 3)
    workspace = opened.workspace
    plan = workspace.store.plan(workspace.day_id)
    last = plan.appointments[-1]
    hers = tuple(visit for visit in plan.visits if visit.appointment_id == last.id)
    workspace.do(edit_between("Plan the day", plan.visits, tuple(visit for visit in plan.visits if visit not in hers)))
    assert "Somebody did not fit in." in bar.text
    opened.page._on_unplaced_wanted()
    qtbot.waitUntil(lambda: "done" in bar.text)


def test_the_ring_stands_round_what_it_speaks_of_and_takes_no_clicks(qtbot, opened):
    bar = at_step(opened, 5)
    ring = opened.tour.ring
    qtbot.waitUntil(lambda: find(opened.page, ("^Save as PDF…$",)) is not None, timeout=30_000)
    bar.show_me.click()
    target = find(opened.page, ("^Save as PDF…$",))
    assert ring.isVisible()
    assert ring.geometry().contains(target.mapTo(opened, target.rect().center()))
    assert ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    opened.show_page("history")
    qtbot.waitUntil(lambda: not ring.isVisible())
    bar.show_me.click()
    assert opened.page.title == "Print"
    opened.activateWindow()
    assert opened.focusWidget() is target


def test_the_last_step_ends_it(qtbot, opened, tmp_path):
    bar = at_step(opened, 5)
    opened.workspace.saved.emit("Saved.", str(tmp_path))
    assert "run on paper now" in bar.text
    bar.on.click()
    assert opened.tastes.tour == "done"
    assert bar.text == ""


def test_a_role_that_does_not_open_a_page_is_told_so_and_goes_on(window, demo_file):
    with Store.open(demo_file, KEY) as store:
        people = (
            Operator("o1", "Carol Testwell", Role.COORDINATOR, kept_pin("2580", b"1" * 16)),
            Operator("o2", "Vera Madeup", Role.VIEWER, kept_pin("3690", b"3" * 16)),
        )
        store.apply(edit_between("Name them", (), people), who="t", at=NOW)
    store = Store.open(demo_file, KEY)
    store.sign_in("o2", "3690", NOW)
    window.show_store(store)
    bar = at_step(window, 1)
    assert "This page is not opened by “viewer”" in bar.text
    assert window.page.title == "Board"
    bar.on.click()
    assert bar.text.startswith("Step 2 of 5")
    window.leave_store()
    store.close()


def test_in_a_file_of_ones_own_it_offers_the_demo_and_shows_how_that_is_made(window, tmp_path, qtbot, own_home):
    window.open_with(new_file(tmp_path / "service.cad"), KEY)
    menu(window, "To&ur")
    assert "The tour is taken in the demo" in window.messages.text
    window.messages._action.click()
    assert window.page is window.doors.welcome
    assert "Making the demo…" in [label.text() for label in window.page.findChildren(QLabel) if label.isVisible()]
    qtbot.waitUntil(lambda: window.tour.at == 1, timeout=60_000)
    assert window.workspace.store.path == own_home / "Demo.cad"


def test_from_the_welcome_page_it_makes_the_demo_first(window, own_home):
    menu(window, "To&ur")
    assert "Making the demo…" in [label.text() for label in window.page.findChildren(QLabel) if label.isVisible()]
    window.doors.welcome.closing()
    assert list(own_home.glob("Demo*")) == []


def test_the_keyboard_goes_to_it_and_every_part_has_a_name(opened):
    opened.activateWindow()
    menu(opened, "To&ur")
    assert opened.focusWidget() is opened.tour.bar.on
    for button in opened.tour.bar.findChildren(QPushButton) + opened.tour.bar.findChildren(QToolButton):
        assert button.text() or button.accessibleName() or button.isHidden()
    assert opened.tour.bar.accessibleName() == "Tour"


def test_the_first_step_goes_by_keyboard_alone(qtbot, opened):
    opened.activateWindow()
    qtbot.keyClick(opened, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(opened.focusWidget(), Qt.Key.Key_Space)
    flow = opened.page.importing
    qtbot.waitUntil(lambda: flow.next.isVisible() and flow.next.isEnabled(), timeout=30_000)
    qtbot.keyClick(opened, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert opened.focusWidget() is opened.tour.bar.show_me
    qtbot.keyClick(opened.focusWidget(), Qt.Key.Key_Space)
    assert opened.focusWidget() is flow.next
    flow.cancel.click()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_what_a_step_speaks_of_is_there(qtbot, opened, step):
    assert step.page in {line.key for line in PAGES}
    opened.show_page(step.page)
    always = {"^Choose the longest waiters…$", "^Plan$", "^Timeline of the day$", "^Save as PDF…$"}
    for pattern in {each for part in step.parts for each in part.look} & always:
        qtbot.waitUntil(lambda pattern=pattern: find(opened.page, (pattern,)) is not None, timeout=30_000)
    assert find(opened.page, ("^Nothing of the kind$",)) is None
    assert not is_shown(opened.page, "Nothing of the kind")


def test_no_step_is_longer_than_two_sentences_or_three():
    for step in STEPS:
        for words in (*(part.says for part in step.parts), step.after):
            assert len(words) < 220
            assert words.count(". ") < 4


def test_parts_are_done_one_after_the_other():
    step = Step("x", "plan", (Part("a", (), lambda b, n: n.invited > b.invited), Part("b", (), _none_left)), "after")
    began = Seen(invited=1, unplaced=1)
    assert next_part(step, 0, began, began) == 0
    assert next_part(step, 0, began, replace(began, invited=2)) == 1
    assert next_part(step, 0, began, replace(began, unplaced=0)) == 0
    assert next_part(step, 1, began, replace(began, unplaced=0)) == 2


def _none_left(_began, now):
    return not now.unplaced


def test_the_ring_of_something_scrolled_away_is_not_there(qapp, window):
    apply_theme(qapp, Theme.LIGHT)
    ring = Ring(window)
    label = QLabel("far away", window)
    label.show()
    label.move(-500, -500)
    ring.go_round(label)
    assert not ring.isVisible()
    label.move(20, 20)
    ring.go_round(label)
    assert ring.isVisible()
    assert ring.grab().toImage().isGrayscale() is False
    ring.go_round(None)
    assert not ring.isVisible()


def test_settings_bring_the_place_back(qtbot, clock, demo_file):
    ids = count(1)
    window = MainWindow(Around(clock, lambda: f"id-{next(ids)}", "tester"), Settings(tour="2"))
    qtbot.addWidget(window)
    window.show()
    window.open_with(demo_file, KEY)
    assert "step 2 of 5" in window.tour.bar.text
    window.close()


def test_another_day_begins_the_step_again(opened):
    bar = at_step(opened, 4)
    workspace = opened.workspace
    workspace.do(Edit("Take it off", (Change(workspace.store.plan(workspace.day_id).visits[-1], None),)))
    assert "Now take it back" in bar.text
    workspace.choose_day("")
    assert "Click a visit" in bar.text
