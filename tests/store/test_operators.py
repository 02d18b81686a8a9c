"""Named people: the PIN is asked, the role limits what is written, and there is always a coordinator."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.roles import PAGES, may, operators_problem, sees, wait_until
from cadplanner.core.model.attendance import DayEvent, Happened
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator, Role, kept_pin, pin_problem
from cadplanner.core.model.referral import Referral
from cadplanner.errors import NotAllowed, WrongPin
from cadplanner.store.store import Store
from cadplanner.store.trail import TrailQuery
from tests.builders import DAY, VENUE, patient
from tests.store.worlds import NOW

CAROL = Operator("o1", "Carol Testwell", Role.COORDINATOR, kept_pin("2580", b"1" * 16))
DINA = Operator("o2", "Dina Sample", Role.DESK, kept_pin("1470", b"2" * 16))
VERA = Operator("o3", "Vera Madeup", Role.VIEWER, kept_pin("3690", b"3" * 16))


def added(*things):
    return Edit("Add", tuple(Change(None, thing) for thing in things))


@pytest.fixture
def team(store):
    store.apply(added(CAROL, DINA, VERA), who="Ann", at=NOW)
    store.apply(added(VENUE, DAY, patient(1), Referral("r1", patient(1).id)), who="Ann", at=NOW)
    return store


def test_a_pin_is_kept_salted_and_slow_and_nowhere_else(team):
    assert "2580" not in "".join(map(str, team._db.conn.execute("SELECT * FROM operator")))
    assert kept_pin("2580", b"a" * 16) != kept_pin("2580", b"b" * 16)
    assert CAROL.is_pin("2580")
    assert not CAROL.is_pin("2581")
    assert "pin" not in team.history_lines((1,))[0].told[0].words


@pytest.mark.parametrize("pin", ["", "123", "abcd", "1234567890123", "٢٥٨٠", "1111", "1234", "4321", "8901"])
def test_a_pin_that_is_guessed_first_is_refused(pin):
    assert pin_problem(pin)
    assert not pin_problem("2580")


def test_signing_in_is_kept_and_so_is_a_wrong_pin(team):
    with pytest.raises(WrongPin) as refused:
        team.sign_in(DINA.id, "9999", NOW)
    assert "4 tries are left" in refused.value.advice
    assert team.operator is None
    assert team.sign_in(DINA.id, "1470", NOW) == DINA == team.operator
    assert [past.did for past in team.history(TrailQuery(who=DINA.name))] == [Did.SIGNED_IN, Did.WRONG_PIN]
    with pytest.raises(KeyError):
        team.sign_in("nobody", "1470", NOW)


def test_five_wrong_pins_are_a_wait_that_grows_and_outlives_a_restart(tmp_path, team):
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongPin, match="not the PIN") as refused:
            team.sign_in(DINA.id, "9999", NOW)
        assert str(left) in refused.value.advice
    with pytest.raises(WrongPin) as refused:
        team.sign_in(DINA.id, "9999", NOW)
    assert "Wait a minute" in refused.value.advice
    for moment in (NOW, NOW + timedelta(seconds=59)):
        with pytest.raises(WrongPin, match="Too many"):
            Store(team._file).sign_in(DINA.id, "1470", moment)
    assert team.sign_in(CAROL.id, "2580", NOW) == CAROL
    with pytest.raises(WrongPin, match="not the PIN"):
        team.sign_in(DINA.id, "9999", NOW + timedelta(minutes=1))
    with pytest.raises(WrongPin, match="Too many"):
        team.sign_in(DINA.id, "1470", NOW + timedelta(minutes=2, seconds=59))
    assert team.sign_in(DINA.id, "1470", NOW + timedelta(minutes=3)) == DINA
    with pytest.raises(WrongPin) as refused:
        team.sign_in(DINA.id, "9999", NOW + timedelta(minutes=4))
    assert "4 tries" in refused.value.advice


def test_a_new_pin_ends_the_wait(team):
    for _ in range(5):
        with pytest.raises(WrongPin):
            team.sign_in(DINA.id, "9999", NOW)
    renewed = replace(DINA, pin=kept_pin("9630", b"4" * 16))
    team.apply(Edit("New PIN", (Change(DINA, renewed),)), who="Carol", at=NOW)
    assert team.sign_in(DINA.id, "9630", NOW) == renewed


def test_the_wait_has_an_end():
    assert wait_until(4, NOW) is None
    assert wait_until(5, None) is None
    assert wait_until(50, NOW) == NOW + timedelta(minutes=15)


def test_the_desk_notes_the_day_and_changes_no_plan(team):
    team.sign_in(DINA.id, "1470", NOW)
    team.apply(added(DayEvent("e1", DAY.id, Happened.PAUSED, NOW, 1, "Dina", says="tea")), who="Dina", at=NOW)
    team.apply(added(patient(2)), who="Dina", at=NOW)
    changed = replace(patient(1), phone="07700 900123")
    team.apply(Edit("Phone", (Change(patient(1), changed),)), who="Dina", at=NOW)
    for edit in (
        Edit("Rename the day", (Change(DAY, replace(DAY, name="Other")),)),
        Edit("Take off the list", (Change(Referral("r1", patient(1).id), None),)),
        added(Operator("o9", "Friend", Role.COORDINATOR, CAROL.pin)),
    ):
        with pytest.raises(NotAllowed, match="desk") as refused:
            team.apply(edit, who="Dina", at=NOW)
        assert refused.value.advice
    assert team.day(DAY.id) == DAY


def test_a_viewer_changes_nothing_and_her_looking_is_kept(team):
    team.sign_in(VERA.id, "3690", NOW)
    with pytest.raises(NotAllowed):
        team.apply(added(patient(2)), who="Vera", at=NOW)
    team.note(Did.LOOKED, "Looked at the record", (patient(1),), who="Vera", at=NOW)
    assert team.history(limit=1)[0].who == "Vera"


def test_a_coordinator_and_somebody_alone_may_do_everything(team):
    edit = Edit("Remove", (Change(VERA, None),))
    assert may(Role.COORDINATOR, edit)
    assert may(None, edit)
    assert sees(None, "history")
    assert sees(Role.COORDINATOR, "history")
    assert not sees(Role.VIEWER, "history")
    assert all(sees(role, page) for role, pages in PAGES.items() for page in pages)


@pytest.mark.parametrize(
    "after",
    [
        (DINA,),
        (replace(CAROL, role=Role.DESK), DINA),
        (),
        (CAROL, replace(DINA, name="carol  TESTWELL")),
    ],
)
def test_there_is_always_a_coordinator_and_names_tell_people_apart(team, after):
    kept = {operator.id: operator for operator in after}
    there = {operator.id: operator for operator in team.operators()}
    changes = tuple(Change(was, kept.get(key)) for key, was in there.items() if kept.get(key) != was)
    with pytest.raises(NotAllowed):
        team.apply(Edit("Change the team", changes), who="Carol", at=NOW)
    assert team.operators() == (CAROL, DINA, VERA)


def test_the_first_must_be_a_coordinator(store):
    with pytest.raises(NotAllowed, match="coordinator"):
        store.apply(added(DINA), who="Ann", at=NOW)
    assert operators_problem((), had_any=False) == ""
    store.apply(added(CAROL), who="Ann", at=NOW)
    store.apply(Edit("Desk too", (Change(None, DINA),)), who="Ann", at=NOW)
    store.apply(Edit("Gone", (Change(DINA, None),)), who="Ann", at=NOW)
    assert store.operators() == (CAROL,)
    store.apply(added(DINA, VENUE), who="Ann", at=NOW)
    assert store.operators() == (CAROL, DINA)


def test_somebody_who_works_needs_a_name():
    with pytest.raises(ValueError, match="name"):
        Operator("o", " ", Role.DESK, "")
