"""The day page: days come and go, every field is saved as it is left, and what would cost visits is asked first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from cadplanner.core.model.day import Mode
from cadplanner.core.model.edit import edit_between
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.setup.checks import setup_problems
from cadplanner.ui.contingency import contingency_of
from cadplanner.ui.pack_line import PackLine
from cadplanner.ui.pages.day_setup.page import LOOK, DaySetupPage
from tests.core.setup.days import ON, invited, person, small, with_one_planned

DAY, STATIONS, STAFF, INTERPRETERS, COVER, PATHWAYS, SERVICES = range(7)


@pytest.fixture
def page(qtbot, workspace):
    """The page on an empty file."""
    made = DaySetupPage(workspace)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    qtbot.waitExposed(made)
    return made


def keep(store, clock, plan):
    store.apply(edit_between("given", (), (*plan.setting(), *plan.patients, *plan.appointments, *plan.visits)),
                who="tester", at=clock())  # fmt: skip


@pytest.fixture
def day(store, clock):
    """The small reference day, kept, with one person planned."""
    plan = with_one_planned(small())
    keep(store, clock, plan)
    return plan


@pytest.fixture
def on_day(day, page, workspace):
    workspace.choose_day(day.day.id)
    return page


def type_into(qtbot, line, text):
    """As a person does: goes there, types over what stands, leaves with Tab."""
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def now(workspace):
    return workspace.store.plan(workspace.day_id)


def undo(qtbot, workspace):
    with qtbot.waitSignal(workspace.changed):
        workspace.undo_stack.undo()


# days -----------------------------------------------------------------------------------------------------------


def test_an_empty_file_asks_for_the_first_day_and_enter_makes_it(qtbot, page, workspace):
    assert page.new_day.isVisible()
    assert not page.new_day.cancel_button.isVisible()
    assert not page.new_day.past.isVisible()
    qtbot.keyClick(page.new_day.name, Qt.Key.Key_Return)
    plan = now(workspace)
    assert plan.day.name == "Community appointment day"
    assert plan.day.on.isoweekday() == 6
    assert plan.day.on >= workspace.today() + timedelta(weeks=6)
    assert len(plan.shifts) == 36
    assert page.stations.isVisibleTo(page) or page.day.isVisible()
    assert workspace.undo_stack.undoText().startswith("New day Community appointment day, ")


def test_undoing_the_first_day_asks_again(qtbot, page, workspace):
    page.new_day.make()
    undo(qtbot, workspace)
    assert workspace.store.days() == ()
    assert page.new_day.isVisible()
    assert workspace.store.staff() == ()


def test_a_day_for_a_number_of_people(qtbot, page, workspace):
    page.new_day.people.setFocus()
    page.new_day.people.selectAll()
    qtbot.keyClicks(page.new_day.people, "300")
    page.new_day.make()
    plan = now(workspace)
    assert 36 < len(plan.shifts) < 86
    assert setup_problems(plan) == ()


@pytest.mark.parametrize(("typed", "made"), [("0", False), ("many", False), ("1", True)])
def test_a_number_that_cannot_be_is_said_beside_it(page, workspace, typed, made):
    page.new_day.choose("own")
    page.new_day.people.setText(typed)
    page.new_day.make()
    assert bool(workspace.store.days()) is made
    assert page.new_day.people.text() == typed


def test_a_date_that_is_none_is_said_and_kept(page, workspace):
    page.new_day.on.setText("soon")
    page.new_day.name.setText(" ")
    page.new_day.make()
    assert workspace.store.days() == ()
    assert page.new_day.on.text() == "soon"
    assert "not a date" in page.new_day.on.accessibleDescription()
    assert "needs a name" in page.new_day.name.accessibleDescription()


def test_a_copy_of_a_past_day(on_day, workspace, day):
    on_day.start_new_day(day.day.id)
    on_day.new_day.on.setText("4 September 2027")
    on_day.new_day.name.setText("Autumn day")
    on_day.new_day.make()
    plan = now(workspace)
    assert plan.day.id != day.day.id
    assert (plan.day.name, plan.day.on.isoformat()) == ("Autumn day", "2027-09-04")
    assert [station.name for station in plan.stations] == [
        station.name for station in workspace.store.plan(day.day.id).stations
    ]
    assert plan.appointments == ()
    assert len(workspace.store.staff()) == len(day.staff)


def test_a_second_preset_uses_what_the_file_knows(on_day, workspace, day):
    on_day.start_new_day()
    on_day.new_day.choose("small")
    on_day.new_day.make()
    assert len(workspace.store.days()) == 2
    assert len(workspace.store.staff()) == len(day.staff)
    assert len(workspace.store.venues()) == 1


def test_cancel_goes_back_to_the_day(on_day):
    on_day.start_new_day()
    on_day.new_day.cancel_button.click()
    assert not on_day.new_day.isVisible()
    assert on_day.day.isVisible()


def test_a_day_with_people_is_deleted_only_after_a_question_with_their_number(qtbot, on_day, workspace, day):
    on_day.delete_day()
    assert on_day.question.text.startswith("1 person is invited to Community appointment day, 12-Jun-2027.")
    qtbot.keyClick(on_day.question, Qt.Key.Key_Escape)
    assert len(workspace.store.days()) == 1
    on_day.delete_day()
    on_day.question.go_ahead()
    assert workspace.store.days() == ()
    assert on_day.new_day.isVisible()
    undo(qtbot, workspace)
    assert workspace.store.plan(day.day.id).visits == tuple(sorted(day.visits, key=lambda visit: visit.id))


def test_a_day_without_people_goes_at_once(page, workspace):
    page.new_day.make()
    page.delete_day()
    assert workspace.store.days() == ()
    assert page.question.text == ""


# fields ---------------------------------------------------------------------------------------------------------


def test_a_field_is_saved_when_it_is_left_as_one_step_with_a_name(qtbot, on_day, workspace):
    on_day.show_part(STATIONS)
    physio = next(station for station in now(workspace).stations if station.name == "Physio bays")
    on_day.stations.choose(physio.id)
    type_into(qtbot, on_day.stations.form.widget_of("places"), "9")
    assert now(workspace).station[physio.id].places == 9
    assert workspace.undo_stack.undoText() == "Physio bays: 4 to 9 places"
    assert workspace.undo_stack.count() == 1
    undo(qtbot, workspace)
    assert now(workspace).station[physio.id].places == 4
    assert on_day.stations.form.widget_of("places").text() == "4"


def test_what_is_not_understood_is_said_beside_the_field_and_never_cleared(qtbot, on_day, workspace):
    on_day.show_part(STATIONS)
    form = on_day.stations.form
    first = on_day.stations.chosen_id
    type_into(qtbot, form.widget_of("opening"), "9-5")
    assert "Write 17:00" in form.error_of("opening")
    assert form.widget_of("opening").text() == "9-5"
    assert workspace.undo_stack.count() == 0
    other = next(station.id for station in now(workspace).stations if station.id != first)
    on_day.stations.choose(other)
    assert form.error_of("opening") == ""
    on_day.stations.choose(first)
    assert form.widget_of("opening").text() == "9-5"
    assert form.error_of("opening")
    type_into(qtbot, form.widget_of("opening"), "9.30-15")
    assert form.error_of("opening") == ""
    assert form.widget_of("opening").text() == "09:30-15:00"
    assert now(workspace).station[first].opening == (Span(570, 900),)


def test_typing_the_same_saves_nothing(qtbot, on_day, workspace):
    type_into(qtbot, on_day.day.day.widget_of("opening"), "9.30 to 16")
    assert workspace.undo_stack.count() == 0
    assert on_day.day.day.widget_of("opening").text() == "09:30-16:00"


def test_leaving_the_page_saves_what_is_still_being_typed(qtbot, on_day, workspace):
    name = on_day.day.day.widget_of("name")
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Summer day")
    on_day.hide()
    assert now(workspace).day.name == "Summer day"


def test_names_that_look_like_markup_are_shown_as_typed(qtbot, on_day, workspace):
    on_day.show_part(STATIONS)
    type_into(qtbot, on_day.stations.form.widget_of("name"), "<img src=x> & Co")
    assert "<img src=x> & Co" in {station.name for station in now(workspace).stations}
    assert on_day.stations._title.text() == "<img src=x> & Co"


def test_the_mode_brings_the_fields_of_a_class(on_day, workspace):
    on_day.show_part(STATIONS)
    form = on_day.stations.form
    assert not form.widget_of("group_size").isVisible()
    choice = form.widget_of("mode")
    choice.choose("group")
    choice.left.emit("group")
    on_day.question.go_ahead()
    assert form.widget_of("group_size").isVisible()
    assert now(workspace).station[on_day.stations.chosen_id].mode is Mode.GROUP


def test_changes_made_elsewhere_are_shown_when_the_page_comes_up(on_day, workspace):
    on_day.hide()
    plan = now(workspace)
    unused = next(station for station in plan.stations if station.id not in plan.visits_at_station)
    assert workspace.do(edit_between("Elsewhere", (unused,), ()))
    assert on_day.stations.model.rowCount() == len(plan.stations)
    on_day.show()
    assert on_day.stations.model.rowCount() == len(plan.stations) - 1


# what would cost visits -----------------------------------------------------------------------------------------


def test_removing_a_station_says_first_how_many_come_off_and_undo_brings_all_back(qtbot, on_day, workspace):
    before = now(workspace)
    on_day.show_part(STATIONS)
    on_day.stations.choose(before.visits[0].station_id)
    on_day.stations.remove()
    assert "1 person would come off the plan" in on_day.question.text
    assert now(workspace) == before
    on_day.question.keep()
    assert now(workspace) == before
    on_day.stations.remove()
    on_day.question.go_ahead()
    after = now(workspace)
    assert after.visits == ()
    assert after.unplaced == before.appointments
    assert workspace.undo_stack.count() == 1
    undo(qtbot, workspace)
    assert now(workspace) == before


def test_a_station_nobody_visits_goes_at_once(on_day, workspace):
    before = now(workspace)
    unused = next(station for station in before.stations if station.id not in before.visits_at_station)
    on_day.show_part(STATIONS)
    on_day.stations.choose(unused.id)
    on_day.stations.remove()
    assert on_day.question.text == ""
    assert now(workspace).visits == before.visits


def test_shorter_hours_ask_first_and_declining_shows_what_stands(qtbot, on_day, workspace):
    before = now(workspace)
    type_into(qtbot, on_day.day.day.widget_of("opening"), "12-16")
    assert "1 person would come off the plan" in on_day.question.text
    assert on_day.question._keep.hasFocus()
    qtbot.keyClick(on_day.question._keep, Qt.Key.Key_Escape)
    assert now(workspace) == before
    assert on_day.day.day.widget_of("opening").text() == "09:30-16:00"


def test_asking_does_not_ask_twice(qtbot, on_day, workspace):
    asked = []
    on_day.changes.asked.connect(asked.append)
    line = on_day.day.day.widget_of("opening")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "12-16")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(asked) == 1
    on_day.question.go_ahead()
    assert now(workspace).visits == ()
    assert len(asked) == 1


def test_hours_that_hold_every_visit_ask_nothing(qtbot, on_day, workspace):
    type_into(qtbot, on_day.day.day.widget_of("opening"), "9.30-15")
    assert on_day.question.text == ""
    assert now(workspace).day.opening == Span(570, 900)


def test_someone_not_here_today_takes_her_people_off(qtbot, on_day, workspace):
    before = now(workspace)
    who = before.staff_member[before.visits[0].staff_id]
    on_day.show_part(STAFF)
    on_day.staff.rota.choose(before.shift_of[who.id].id)
    on_day.staff.rota.remove()
    assert on_day.question.text.startswith(f"{who.name} not here today: 1 person would come off the plan")
    on_day.question.go_ahead()
    assert who.id not in now(workspace).shift_of
    assert now(workspace).visits == ()
    assert who in workspace.store.staff()
    undo(qtbot, workspace)
    assert now(workspace) == before


# the parts ------------------------------------------------------------------------------------------------------


def test_add_a_station_gives_the_service_that_none_gives_yet(on_day, workspace):
    on_day.show_part(STATIONS)
    hub = next(station for station in now(workspace).stations if station.mode is Mode.DROP_IN)
    on_day.stations.choose(hub.id)
    on_day.stations.remove()
    on_day.question.go_ahead()
    on_day.stations.add()
    assert now(workspace).station[on_day.stations.chosen_id].service_id == "hub"
    assert on_day.stations.form.widget_of("name").hasFocus()
    on_day.stations.add()
    assert now(workspace).station[on_day.stations.chosen_id].name == "Community hub 2"


def test_the_first_station_of_a_day_with_nothing_brings_its_service(page, workspace, store, clock):
    plan = small()
    keep(store, clock, Plan(plan.day, plan.venue))
    workspace.choose_day(plan.day.id)
    page.show_part(STATIONS)
    page.stations.add()
    assert [station.name for station in now(workspace).stations] == ["New service"]
    assert [service.name for service in workspace.store.services()] == ["New service"]


def test_setting_up_a_day_turns_the_contingency_pack_on(qtbot, on_day, workspace, tmp_path, monkeypatch):
    line = on_day.findChild(PackLine)
    assert line.isVisible()
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path))
    pack = contingency_of(workspace)
    with qtbot.waitSignal(pack.told, timeout=20_000, check_params_cb=lambda says: "just made" in says):
        line.findChildren(QPushButton)[0].click()
    assert len(list(tmp_path.glob("*contingency pack.pdf"))) == 1
    pack.stop()


def test_add_several_by_tick_and_by_name_is_one_step(qtbot, on_day, workspace):
    before = now(workspace)
    on_day.show_part(STAFF)
    gone = before.staff_member[before.shifts[5].staff_id]
    on_day.staff.rota.choose(before.shift_of[gone.id].id)
    on_day.staff.rota.remove()
    on_day.question.go_ahead()
    on_day.staff.rota.several_button.click()
    adding = on_day.staff.adding
    assert [one.name for one in adding.known.rows] == [gone.name]
    assert not adding.add_button.isEnabled()
    adding.known.tick((gone.id,), on=True)
    adding.names.setPlainText("Ana Lee\nSam Okoro, Physiotherapist, Oakfield Trust")
    adding.skills.set_value("physio")
    assert adding.add_button.text() == "Add 3 people"
    adding.add_button.click()
    after = now(workspace)
    sam = next(member for member in after.staff if member.name == "Sam Okoro")
    assert (sam.role, sam.employer, sam.skills) == ("Physiotherapist", "Oakfield Trust", ("physio",))
    assert gone.id in after.shift_of
    assert after.shift_of[sam.id].span == after.day.opening
    assert workspace.undo_stack.undoText() == "Add 3 people to the rota"
    undo(qtbot, workspace)
    assert len(now(workspace).shifts) == len(before.shifts) - 1


def test_enter_in_a_name_goes_on_to_the_next_person(qtbot, on_day, workspace):
    on_day.show_part(STAFF)
    rota = on_day.staff.rota
    second, third = rota.model.id_at(1), rota.model.id_at(2)
    rota.choose(second)
    rota.form.go_to("member.name")
    name = rota.form.widget_of("member.name")
    qtbot.keyClicks(name, "Zara Last")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rota.chosen_id == third)
    assert name.hasFocus()
    qtbot.keyClicks(name, "Ana First")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert {"Zara Last", "Ana First"} <= {member.name for member in now(workspace).staff}
    assert workspace.undo_stack.count() == 2


def test_enter_gives_the_answer_that_has_the_keyboard(qtbot, on_day, workspace):
    on_day.delete_day()
    qtbot.keyClick(on_day.question._keep, Qt.Key.Key_Return)
    assert len(workspace.store.days()) == 1
    on_day.delete_day()
    on_day.question._go.setFocus()
    qtbot.keyClick(on_day.question._go, Qt.Key.Key_Return)
    assert workspace.store.days() == ()


def test_enter_on_cancel_makes_no_day(qtbot, on_day, workspace):
    on_day.start_new_day()
    on_day.new_day.cancel_button.setFocus()
    qtbot.keyClick(on_day.new_day.cancel_button, Qt.Key.Key_Return)
    assert len(workspace.store.days()) == 1
    assert on_day.day.isVisible()


def test_tab_goes_from_the_parts_through_the_list_to_the_form(qtbot, on_day):
    on_day.show_part(STATIONS)
    on_day._tabs.setFocus()
    order = []
    for _ in range(4):
        qtbot.keyClick(on_day.window().focusWidget(), Qt.Key.Key_Tab)
        order.append(on_day.window().focusWidget().accessibleName())
    assert order[:4] == ["Days: new, copy, rename or delete", "Stations", "Name", "Service"]


def test_a_skill_is_ticked_or_typed(qtbot, on_day, workspace):
    on_day.show_part(STAFF)
    skills = on_day.staff.rota.form.widget_of("member.skills")
    skills._another.setFocus()
    qtbot.keyClicks(skills._another, "hand therapy")
    qtbot.keyClick(skills._another, Qt.Key.Key_Return)
    assert any("hand therapy" in member.skills for member in now(workspace).staff)
    tick = skills._ticks["physio"]
    tick.click()
    assert any({"hand therapy", "physio"} <= set(member.skills) for member in now(workspace).staff)


def test_breaks_are_typed_a_line_each(qtbot, on_day, workspace):
    on_day.show_part(STAFF)
    rota = on_day.staff.rota
    breaks = rota.form.widget_of("shift.breaks")
    breaks.setFocus()
    breaks.setPlainText("15 in 10.30-11.30\n30 min between 12 and 13.30")
    qtbot.keyClick(breaks, Qt.Key.Key_Tab)
    shift = next(shift for shift in now(workspace).shifts if shift.id == rota.chosen_id)
    assert [(rule.minutes, str(rule.window)) for rule in shift.breaks] == [(15, "10:30-11:30"), (30, "12:00-13:30")]
    assert breaks.toPlainText() == "15 in 10:30-11:30\n30 in 12:00-13:30"


def test_an_interpreter_for_the_language_that_patients_need(qtbot, on_day, workspace):
    on_day.show_part(INTERPRETERS)
    on_day.interpreters.add()
    type_into(qtbot, on_day.interpreters.form.widget_of("language")._line, "Urdu")
    type_into(qtbot, on_day.interpreters.form.widget_of("spans"), "9.30-12, 13-16")
    only = now(workspace).interpreters[0]
    assert (only.language, only.spans) == ("Urdu", (Span(570, 720), Span(780, 960)))
    on_day.interpreters.remove()
    assert now(workspace).interpreters == ()
    assert not on_day.interpreters.form.isVisible()


def test_who_must_always_be_there(qtbot, on_day, workspace):
    on_day.show_part(COVER)
    part = on_day.cover
    assert [cover.skill for cover in now(workspace).cover] == ["clinical lead", "first-aider"]
    part.remove()
    part.remove()
    assert now(workspace).cover == ()
    part.add()
    part.add()
    part.add()
    assert [cover.skill for cover in now(workspace).cover] == ["clinical lead", "conversation", "first-aider"]
    type_into(qtbot, part.form.widget_of("skill")._line, "midwife")
    type_into(qtbot, part.form.widget_of("span"), "10-12")
    made = next(cover for cover in now(workspace).cover if cover.skill == "midwife")
    assert made.span == Span(600, 720)
    assert "No midwife is there 10:00-12:00." in [problem.says for problem in setup_problems(now(workspace))]
    assert part.model.data(part.model.index(part.model.line_of(made.id), 3)) == "nobody"


def test_stops_are_added_moved_and_taken_out_by_keyboard(qtbot, on_day, workspace):
    on_day.show_part(PATHWAYS)
    on_day.pathways.add()
    made = on_day.pathways.chosen_id
    stops = on_day.pathways.form.widget_of("service_ids")

    def services():
        return next(one for one in now(workspace).pathways if one.id == made).service_ids

    assert services() == ("conversation", "checkout")
    stops._add.choose("physio")
    stops._add.chosen.emit("physio")
    assert services() == ("conversation", "checkout", "physio")
    stops._list.setCurrentRow(2)
    qtbot.keyClick(stops._list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert services() == ("conversation", "physio", "checkout")
    qtbot.keyClick(stops._list, Qt.Key.Key_Delete)
    assert services() == ("conversation", "checkout")
    on_day.pathways.remove()
    assert made not in {one.id for one in now(workspace).pathways}


def test_a_service_that_is_used_stays_and_a_new_one_goes(on_day, workspace):
    on_day.show_part(SERVICES)
    on_day.services.choose("physio")
    on_day.services.remove()
    assert "Physio assessment cannot go: 1 day has" in on_day.question.text
    on_day.question.keep()
    on_day.services.add()
    assert len(workspace.store.services()) == 7
    on_day.services.remove()
    assert len(workspace.store.services()) == 6


def test_minutes_of_a_service_are_followed_by_its_stations(qtbot, on_day, workspace):
    on_day.show_part(SERVICES)
    on_day.services.choose("physio")
    type_into(qtbot, on_day.services.form.widget_of("minutes"), "35")
    assert now(workspace).stations_giving["physio"][0].minutes == 35


def test_zones_and_walks(qtbot, on_day, workspace):
    zones = on_day.day.zones
    type_into(qtbot, zones.walk_input(1, 2), "7")
    assert now(workspace).venue.walking[1][2] == now(workspace).venue.walking[2][1] == 7
    assert workspace.undo_stack.undoText() == "Walk Studio to Treatment rooms: 7 minutes"
    type_into(qtbot, zones.walk_input(1, 2), "far")
    assert "whole number" in zones.error()
    assert zones.walk_input(1, 2).text() == "far"
    zones.add_button.click()
    type_into(qtbot, zones.name_input(4), "Gym")
    assert now(workspace).venue.zones[4] == "Gym"
    zones.removed.emit(4)
    assert len(now(workspace).venue.zones) == 4
    zones.removed.emit(0)
    assert "Hall cannot go" in zones.error()


def test_the_day_goes_to_another_venue_and_back(on_day, workspace, day):
    on_day.day._on_venue_chosen("new")
    assert now(workspace).venue.name == "New venue"
    assert now(workspace).venue.zones == day.venue.zones
    assert len(workspace.store.venues()) == 2
    on_day.day._on_venue_chosen(day.venue.id)
    assert now(workspace).venue == day.venue


# worth a look ---------------------------------------------------------------------------------------------------


def test_what_is_worth_a_look_is_live_and_leads_there(qtbot, on_day, workspace):
    assert on_day.look.isVisible()
    assert on_day.look.sentences == ()
    on_day.show_part(STATIONS)
    station = now(workspace).stations[-1]
    on_day.stations.choose(station.id)
    type_into(qtbot, on_day.stations.form.widget_of("skill")._line, "juggling")
    on_day.question.go_ahead()
    assert on_day.look.sentences == (f"Nobody on the rota has the skill juggling, needed at {station.name}.",)
    line = next(b for b in on_day.look.findChildren(QAbstractButton) if "juggling" in b.accessibleName())
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert on_day.staff.isVisible()


def test_on_a_small_screen_it_is_a_part_of_its_own(qtbot, on_day):
    on_day.resize(820, 420)
    assert not on_day.look.isVisible()
    on_day.show_part(LOOK)
    assert on_day.look.isVisible()
    on_day.resize(1300, 700)
    assert on_day.day.isVisible()


def test_parts_are_one_keystroke_apart(qtbot, on_day):
    qtbot.keyClick(on_day, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert on_day.stations.isVisible()
    qtbot.keyClick(on_day, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert on_day.day.isVisible()


def test_every_control_has_a_name(on_day):
    on_day.start_new_day()
    kinds = (QLineEdit, QAbstractButton, QComboBox, QTableView, QPlainTextEdit)
    nameless = [
        widget
        for kind in kinds
        for widget in on_day.findChildren(kind)
        if not widget.accessibleName()
        and not (isinstance(widget, QPushButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and type(widget.parent()).__name__ not in {"QTabBar", "QTableView", "Table"}
    ]
    assert nameless == []


def test_people_who_need_an_interpreter_bring_their_language(page, workspace, store, clock):
    from cadplanner.core.model.patient import AccessNeed

    plan = invited(small(), person(1, needs=(AccessNeed.INTERPRETER,), language="Bengali"))
    keep(store, clock, plan)
    workspace.choose_day(plan.day.id)
    assert page.look.sentences == ("1 patient needs a Bengali interpreter, and none is on the rota.",)
    page.show_part(INTERPRETERS)
    page.interpreters.add()
    assert now(workspace).interpreters[0].language == "Bengali"
    assert page.look.sentences == ()
    assert now(workspace).day.on == ON


def test_the_rota_hour_by_hour_says_where_people_are_short_and_leads_back(on_day, store, qtbot):
    panel = on_day.staff.hours
    on_day.staff.rota.hours_button.click()
    assert panel._says.text().startswith("As the plan has it")
    needed, standing = (table.model() for table in panel.tables)
    assert needed.rowCount() > 0
    assert standing.rowCount() == len(store.plan(on_day._workspace.day_id).shifts)
    panel._back.click()
    assert on_day.staff._stack.currentWidget() is on_day.staff.rota


def test_before_planning_the_rota_is_a_suggestion(page, workspace, store, clock):
    plan = small()
    keep(store, clock, plan)
    workspace.choose_day(plan.day.id)
    page.staff.show_hours()
    panel = page.staff.hours
    assert panel._says.text() == "Nobody is invited yet, so what will be needed is not known."
    workspace.do(
        edit_between(
            "Invite", (), (*(asked := invited(plan, *map(person, range(1, 31)))).patients, *asked.appointments)
        )
    )
    assert panel._says.text().startswith("A suggestion from skills")
    assert panel._short.text()
