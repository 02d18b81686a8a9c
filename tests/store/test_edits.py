"""An edit is written whole or not at all, stands only on what is there, and can be taken back to the byte."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.errors import CannotWrite, Stale
from cadplanner.store.driver import connect_file
from cadplanner.store.store import Store
from tests.builders import DAY, VENUE, patient, people
from tests.keys import KEY
from tests.store.people import import_of, waiting_people
from tests.store.worlds import DETAILS, NOW, check_index, make, rows_of, worlds


def added(*things):
    return Edit("Add", tuple(Change(None, thing) for thing in things))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(one=worlds(), other=worlds())
def test_any_edit_and_its_inverse_leave_the_store_equal(one, other):
    with Store.in_memory() as store:
        make(store, one)
        before = rows_of(store)
        edit = make(store, other, one)
        store.apply(edit.inverse(), who="Ann", at=NOW)
        assert rows_of(store) == before
        check_index(store)
        store.apply(edit, who="Ann", at=NOW)
        if edit.changes:
            assert set(store.past_edit(store.history(limit=1)[0].id).changes) == set(edit.changes)
        check_index(store)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(one=worlds(), other=worlds(), data=st.data())
def test_a_stale_edit_writes_nothing_at_all(one, other, data):
    with Store.in_memory() as store:
        make(store, one)
        edit = make(store, other, one)
        store.apply(edit.inverse(), who="Ann", at=NOW)
        mine = next((c.before for c in edit.changes if isinstance(c.before, ServiceDetails)), None)
        if mine is None:
            return
        newer = replace(mine, name=f"{mine.name} and more")
        store.apply(Edit("Rename", (Change(mine, newer),)), who="Bea", at=NOW)
        rows, history = rows_of(store), store.history()
        with pytest.raises(Stale) as refused:
            store.apply(Edit(edit.label, data.draw(st.permutations(edit.changes))), who="Ann", at=NOW)
        assert refused.value.advice
        assert (rows_of(store), store.history()) == (rows, history)


def test_adding_what_is_there_already_is_stale(store):
    store.apply(added(patient(1)), who="Ann", at=NOW)
    with pytest.raises(Stale):
        store.apply(added(patient(2), patient(1)), who="Ann", at=NOW)
    assert store.patients() == (patient(1),)


def test_changing_or_removing_what_is_gone_is_stale(store):
    for after in (None, patient(1, "Newname")):
        with pytest.raises(Stale):
            store.apply(Edit("Change", (Change(patient(1), after),)), who="Ann", at=NOW)


def test_two_changes_of_one_entity_in_one_edit_must_follow_each_other(store):
    one, two, three = patient(1), patient(1, "Second"), patient(1, "Third")
    store.apply(Edit("Twice", (Change(None, one), Change(one, two))), who="Ann", at=NOW)
    assert store.patients() == (two,)
    with pytest.raises(Stale):
        store.apply(Edit("Broken", (Change(two, three), Change(one, two))), who="Ann", at=NOW)
    store.apply(Edit("There and back", (Change(two, three), Change(three, two))), who="Ann", at=NOW)
    assert [past.label for past in store.history()] == ["Twice"]


def test_an_edit_of_nothing_leaves_no_trace(store):
    store.apply(Edit("Nothing"), who="Ann", at=NOW)
    assert store.history() == ()


def test_what_belongs_to_nobody_is_refused(store):
    with pytest.raises(Stale) as refused:
        store.apply(added(patient(2), Referral("r", "nobody")), who="Ann", at=NOW)
    assert "undo the newer steps" in refused.value.advice
    assert store.patients() == ()
    assert store.history() == ()


def test_what_others_depend_on_cannot_go(store):
    first = added(patient(1))
    store.apply(first, who="Ann", at=NOW)
    store.apply(added(Referral("r", patient(1).id)), who="Ann", at=NOW)
    with pytest.raises(Stale):
        store.apply(first.inverse(), who="Ann", at=NOW)
    assert store.patient(patient(1).id) == patient(1)
    assert store.waiting_ids(_everybody()) == ("r",)


def test_the_order_of_changes_in_an_edit_does_not_matter(store):
    appointment = Appointment("a", DAY.id, patient(1).id, 1, ())
    store.apply(added(appointment, Referral("r", patient(1).id), DAY, VENUE, patient(1)), who="Ann", at=NOW)
    assert store.plan(DAY.id).appointments == (appointment,)


@pytest.mark.parametrize(
    ("pragma", "words"), [("query_only=ON", "may only be read"), ("max_page_count=1", "disk is full")]
)
def test_a_disk_that_says_no_leaves_everything_as_it_was(path, pragma, words):
    """T16: an I/O error at each write."""
    with Store.create(path, KEY) as store:
        store.apply(import_of(waiting_people(50)), who="Ann", at=NOW)
        rows, history = rows_of(store), store.history()
        store._db.conn.execute(f"PRAGMA {pragma}")
        with pytest.raises(CannotWrite, match=words) as refused:
            store.apply(import_of(waiting_people(2000, seed=2)), who="Ann", at=NOW)
        assert refused.value.advice
        assert "Not saved" in str(refused.value)
        assert (rows_of(store), store.history()) == (rows, history)
        store._db.conn.execute("PRAGMA query_only=OFF")
        store._db.conn.execute("PRAGMA max_page_count=1000000")
        store.apply(added(*people(3)), who="Ann", at=NOW)
        check_index(store)
    with Store.open(path, KEY) as again:
        assert len(again.patients()) == 53


def test_another_program_that_writes_is_named_as_the_reason(path):
    """T27: two programs write at once."""
    with Store.create(path, KEY) as store:
        other = connect_file(path, KEY).conn
        other.execute("BEGIN IMMEDIATE")
        store._db.conn.execute("PRAGMA busy_timeout=0")
        with pytest.raises(CannotWrite, match="another program"):
            store.apply(added(patient(1)), who="Ann", at=NOW)
        other.execute("ROLLBACK")
        other.close()
        store.apply(added(patient(1)), who="Ann", at=NOW)
        assert store.patients() == (patient(1),)


def test_a_bug_half_way_through_writes_nothing(store):
    with pytest.raises(KeyError):
        store.apply(Edit("Bug", (Change(None, patient(1)), Change(None, Unknown()))), who="Ann", at=NOW)
    with pytest.raises(ValueError, match="time zone"):
        store.apply(added(patient(1)), who="Ann", at=datetime(2027, 6, 1))  # noqa: DTZ001
    assert store.patients() == ()
    store.apply(added(patient(1)), who="Ann", at=NOW)


class Unknown:
    id = "unknown"


def test_the_history_says_who_did_what_and_when(store):
    summer = datetime(2027, 6, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    store.apply(import_of(waiting_people(3)), who="Ann", at=summer)
    changed = replace(DETAILS, name="Sussex MSK")
    store.apply(Edit("Rename the service", (Change(store.details(), changed),)), who="Bea", at=NOW)
    second, first = store.history()
    assert (first.who, first.label, first.at) == ("Ann", "Import waiting-list.csv", summer.astimezone(UTC))
    assert first.counts == {"patient": 3, "referral": 3}
    assert (second.id, second.who, second.counts) == (first.id + 1, "Bea", {"service_details": 1})
    assert store.history(limit=1, offset=1) == (first,)
    assert store.past_edit(second.id).changes == (Change(DETAILS, changed),)
    assert store.details() == changed
    with pytest.raises(KeyError):
        store.past_edit(99)


def test_a_past_edit_can_be_taken_back_after_a_restart(path):
    with Store.create(path, KEY) as store:
        store.apply(import_of(waiting_people(20)), who="Ann", at=NOW)
    with Store.open(path, KEY) as store:
        store.apply(store.past_edit(1).inverse(), who="Ann", at=NOW)
        assert store.patients() == ()
        assert store.referrals() == ()


def _everybody():
    from cadplanner.store.waiting import WaitingQuery

    return WaitingQuery(on=NOW.date())


def test_the_type_of_what_is_written_is_what_is_read(store):
    store.apply(added(*people(20)), who="Ann", at=NOW)
    assert set(store.patients()) == set(people(20))
    assert all(type(found) is Patient for found in store.patients())
