"""The history is chained: whatever is changed in it afterwards is found, and the entry is named."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.outcome import WhatMatters
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Referral
from cadplanner.store.chain import FIRST, Head
from cadplanner.store.driver import IntegrityError
from cadplanner.store.lock_file import this_computer
from cadplanner.store.store import Store
from cadplanner.store.trail import TrailQuery
from tests.builders import DAY, VENUE, patient
from tests.keys import CHEAP, PASSPHRASE, RECOVERY_KEY, protect
from tests.store.old_file import CORRECTED
from tests.store.worlds import NOW, make, worlds

FILES = Path(__file__).resolve().parents[1] / "files"
ASHA = patient(1, "Testwell", "Asha", phone="07700 900123")
BEN = patient(2, "O'Sample", "Ben")
EMPTY = "UPDATE past_change SET before = NULL, after = NULL, entity_id = '', person = '', salt = '', forgotten_by = 4"
GUARDS = ("past_edit_stays", "past_edit_holds", "past_change_stays", "past_change_holds", "past_edit_day_stays")


def added(*things, label="Add"):
    return Edit(label, tuple(Change(None, thing) for thing in things))


@pytest.fixture
def told(store):
    """Four entries: two people, a day with one of them invited, a correction, and a look."""
    store.apply(added(ASHA, BEN, label="Import list.csv"), who="Ann", at=NOW)
    invited = Appointment("a1", DAY.id, ASHA.id, 1, ())
    store.apply(added(VENUE, DAY, invited, Referral("r1", ASHA.id)), who="Ann", at=NOW)
    corrected = replace(ASHA, phone="07700 900124")
    store.apply(Edit("Correct the phone", (Change(ASHA, corrected),)), who="Bea", at=NOW.replace(day=2))
    store.note(Did.LOOKED, "Looked at the record", (corrected,), who="Cas", at=NOW.replace(day=3))
    return store


def without_guards(store):
    for guard in GUARDS:
        store._db.conn.execute(f"DROP TRIGGER {guard}")
    return store._db.conn


def test_an_empty_history_holds(store):
    assert store.audit_head() == Head(0, FIRST)
    assert store.has_head(Head(0, FIRST))
    assert store.check_history().holds


def test_a_history_as_it_was_written_holds(told):
    check = told.check_history()
    assert (check.holds, check.entries, check.changes) == (True, 4, 8)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM past_edit WHERE id = 4",
        "UPDATE past_edit SET who = 'Nobody' WHERE id = 2",
        "UPDATE past_edit SET label = '', salt = '' WHERE id = 2",
        "DELETE FROM past_change WHERE edit_id = 1",
        "UPDATE past_change SET before = NULL, after = NULL WHERE edit_id = 1 AND number = 0",
        "UPDATE past_change SET after = '{}' WHERE edit_id = 1 AND number = 0",
        "DELETE FROM past_edit_day",
        "UPDATE past_edit_day SET day_id = 'other'",
    ],
)
def test_the_file_itself_refuses_to_change_its_history(told, sql):
    with pytest.raises(IntegrityError, match="kept as it was written"):
        told._db.conn.execute(sql)
    assert told.check_history().holds


@pytest.mark.parametrize(
    ("sql", "entry", "says"),
    [
        ("UPDATE past_edit SET who = 'Nobody' WHERE id = 2", 2, "who did it"),
        ("UPDATE past_edit SET at = '2020-01-01T00:00:00.000+00:00' WHERE id = 3", 3, "when"),
        ("UPDATE past_edit SET computer = 'elsewhere' WHERE id = 3", 3, "where"),
        ("UPDATE past_edit SET did = 'printed' WHERE id = 4", 4, "who did it"),
        ("UPDATE past_edit SET label = 'Something else' WHERE id = 1", 1, "words"),
        ("UPDATE past_edit SET hash = 'ff' WHERE id = 3", 3, "not as it was written"),
        ("UPDATE past_edit SET label = '', salt = '', forgotten_by = 9 WHERE id = 3", 3, "no deletion accounts"),
        ("UPDATE past_edit SET label = 'x', salt = '', forgotten_by = 9 WHERE id = 3", 3, "words"),
        ("UPDATE past_change SET after = replace(after, '900124', '900125') WHERE edit_id = 3", 3, "change 1 of it"),
        ("UPDATE past_change SET person = 'other' WHERE edit_id = 4", 4, "change 1 of it (patient)"),
        ("UPDATE past_change SET kind = 'venue' WHERE edit_id = 3", 3, "change 1 of it"),
        ("UPDATE past_change SET number = 7 WHERE edit_id = 1 AND number = 1", 1, "change 2 of it is missing"),
        ("DELETE FROM past_change WHERE edit_id = 1 AND number = 0", 1, "change 1 of it is missing"),
        ("DELETE FROM past_change WHERE edit_id = 1 AND number = 1", 1, "not as it was written"),
        ("DELETE FROM past_edit WHERE id = 2", 2, "missing"),
        ("DELETE FROM past_edit WHERE id = 4", 4, "changes are kept of it"),
        ("DELETE FROM past_edit_day", 2, "belongs to it"),
        ("INSERT INTO past_edit_day VALUES ('other', 1)", 1, "belongs to it"),
        (
            EMPTY + " WHERE edit_id = 1 AND number = 0",
            1,
            "no deletion accounts",
        ),
        ("UPDATE past_change SET salt = '', forgotten_by = 4 WHERE edit_id = 1 AND number = 0", 1, "filled again"),
    ],
)
def test_what_is_changed_behind_its_back_is_found_and_named(told, sql, entry, says):
    """T24: the history altered or cut short."""
    connection = without_guards(told)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(sql)
    check = told.check_history()
    assert (check.holds, check.broken) == (False, entry)
    assert says in check.says


def test_entries_taken_off_the_end_show_by_the_head_that_was_remembered(told):
    """T24: the history altered or cut short."""
    remembered = told.audit_head()
    assert remembered.count == 4
    connection = without_guards(told)
    connection.execute("DELETE FROM past_change WHERE edit_id = 4")
    connection.execute("DELETE FROM past_edit WHERE id = 4")
    assert told.check_history().holds
    assert not told.has_head(remembered)
    told.note(Did.LOOKED, "Something else", (), who="Cas", at=NOW)
    assert not told.has_head(remembered)


def test_a_remembered_head_stands_while_the_history_grows(told):
    remembered = told.audit_head()
    told.note(Did.PRINTED, "Print the day sheet", (DAY,), who="Cas", at=NOW)
    assert told.has_head(remembered)
    assert told.has_head(told.audit_head())


def test_a_file_of_the_version_before_is_chained_once(tmp_path):
    path = tmp_path / "old.cad"
    shutil.copy(FILES / "v1.cad", path)
    key, _ = protect(path, PASSPHRASE, cost=CHEAP, recovery_key=RECOVERY_KEY)
    with Store.open(path, key) as store:
        check, head = store.check_history(), store.audit_head()
        assert (check.holds, check.entries) == (True, 3)
        (latest, *_) = store.history(TrailQuery(person=CORRECTED.id))
        assert latest.label == "Correct the phone"
        assert {line.kind for line in about(store, "p1")} == {"patient", "referral", "appointment", "visit"}
    with Store.open(path, key) as again:
        assert again.audit_head() == head


def about(store, person):
    from cadplanner.store.audit import PastChange

    rows = store._db.conn.execute("SELECT kind, entity_id, before, after FROM past_change WHERE person = ?", (person,))
    return [PastChange(*row) for row in rows]


def test_whatever_belongs_to_an_appointment_is_about_its_patient(told):
    words = WhatMatters("w1", DAY.id, "a1", NOW, 1, "Ann", "walking the dog")
    told.apply(added(words, Print("p1", DAY.id, "passport", "a1", 1, "x")), who="Ann", at=NOW)
    told.apply(added(Print("p2", DAY.id, "day", "", 1, "x")), who="Ann", at=NOW)
    kinds = [change.kind for change in about(told, ASHA.id)]
    assert sorted(kinds) == ["appointment", "patient", "patient", "patient", "print", "referral", "what_matters"]


def test_the_history_is_asked_by_person_by_who_by_time_and_by_act(told):
    def numbers(**asked):
        return told.history_ids(TrailQuery(**asked))

    assert numbers() == (4, 3, 2, 1)
    assert numbers(person=BEN.id) == (1,)
    assert numbers(person=ASHA.id, who="Ann") == (2, 1)
    assert numbers(since=NOW.replace(day=2), until=NOW.replace(day=3)) == (3,)
    assert numbers(did=frozenset({Did.LOOKED, Did.PRINTED})) == (4,)
    assert told.history_people() == ("Ann", "Bea", "Cas")
    (looked,) = told.history(limit=1)
    assert (looked.did, looked.who, looked.counts) == (Did.LOOKED, "Cas", {"patient": 1})
    assert " on " in looked.computer
    assert told.history_rows((2, 99)) == told.history(TrailQuery(until=NOW.replace(day=2)), limit=1)


def test_a_correction_keeps_the_old_value_in_words(told):
    (line,) = told.history_lines((3,))
    assert [each.words for each in line.told] == ["TESTWELL, Asha (Ms) changed: phone: 07700 900123 → 07700 900124"]
    assert told.past_edit(3).changes[0].before == ASHA
    assert told.past_edit(1, person=BEN.id).changes == (Change(None, BEN),)


def test_lines_name_who_and_what_is_meant(told):
    second, fourth = told.history_lines((2, 4), person=ASHA.id)
    assert "Appointment of TESTWELL, Asha (Ms) added: day: Community appointment day; card: 1" in [
        each.words for each in second.told
    ]
    assert [each.words for each in fourth.told] == ["TESTWELL, Asha (Ms)"]


def test_patients_are_found_by_what_was_typed(told):
    assert told.find_patients("testwell") == (told.patient(ASHA.id),)
    assert told.find_patients("") == ()


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(ValueError, match="time zone"):
        store.note(Did.LOOKED, "Looked", (), who="Ann", at=datetime(2027, 6, 1))  # noqa: DTZ001


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(one=worlds(), other=worlds(), steps=st.lists(st.sampled_from(["undo", "look"]), max_size=4))
def test_any_edits_and_undos_keep_the_chain(one, other, steps):
    with Store.in_memory() as store:
        make(store, one)
        edit = make(store, other, one)
        heads = [store.audit_head()]
        for step in steps:
            if step == "look":
                store.note(Did.LOOKED, "Looked", tuple(change.entity for change in edit.changes), who="B", at=NOW)
            else:
                edit = edit.inverse()
                store.apply(edit, who="Ann", at=datetime(2027, 6, 2, tzinfo=UTC))
            heads.append(store.audit_head())
        assert store.check_history().holds
        assert all(map(store.has_head, heads))


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_an_account_without_a_name_is_somebody(monkeypatch, error):
    def nameless():
        raise error

    monkeypatch.setattr("getpass.getuser", nameless)
    assert this_computer().startswith("somebody on ")
