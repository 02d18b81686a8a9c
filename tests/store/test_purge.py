"""A day that is due is deleted with everybody of it: nothing of them is left in the file, and the history holds."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.retention import Keeping
from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent, Happened
from cadplanner.core.model.day import Station
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.core.model.outcome import Agreed, Feedback, Outcome, OutcomeKind, Promise, WhatMatters
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.span import Span
from cadplanner.errors import CannotWrite, NotAllowed
from cadplanner.store.driver import connect_unprotected
from cadplanner.store.keeping import copies_of, days_kept, delete_copies, delete_days, held, note_export
from cadplanner.store.migrations import STEPS
from cadplanner.store.store import Store
from cadplanner.store.tables import TABLES, codec_of
from cadplanner.store.trail import TrailQuery
from cadplanner.store.undo_steps import Turn
from cadplanner.store.vault import OpenFile, _lay_out
from cadplanner.store.waiting import WaitingQuery
from tests.builders import DAY, SERVICES, VENUE, nhs_number, patient
from tests.store.worlds import NOW, check_index

AT = datetime(2027, 6, 12, 9, tzinfo=UTC)
CLOSED = datetime(2027, 6, 12, 17, tzinfo=UTC)
DUE = datetime(2027, 9, 12, 9, tzinfo=UTC)
LATER = replace(DAY, id="later", name="Autumn day", on=date(2027, 10, 2))
GONE = patient(1, "Qqvanisher", "Zzyanka", phone="07700 900111", address="1 Xxmarker Road", local_id="LL90001")
TAKEN = patient(4, "Qqtakenoff", "Zzbefore")
AGAIN = patient(2, "Sstayer", "Ann", phone="07700 900222")
WAITS = patient(3, "Wwaiter", "Bob")
BACK = patient(5, "Bback", "Cas")
LEFT = {"settled_on": DAY.on, "left_because": "seen"}
MARKERS = ("Qqvanisher", "Zzyanka", "QQVANISHER", "qqvanisher", "07700 900111", "Xxmarker", "LL90001", GONE.nhs_number)
OF_THE_DAY = ("Mmatters", "Eeventsays", "Ffeedback", "Rreferralnote", "Qqtakenoff", "Xxlabel")
STATION = Station("s1", DAY.id, "Table 1", "talk", 25, 3, 1, (Span(540, 1020),))


def added(label, *things):
    return Edit(label, tuple(Change(None, thing) for thing in things))


def appointment(key, day, person, referral=""):
    return Appointment(key, day.id, person.id, int(key[1:]), (Step("0", "talk"),), referral)


def day_of(store):
    """A played day, closed: one of its people comes again, one waits for something else, one went back to the list."""

    def do(edit, at=AT):
        store.apply(edit, who="Ann", at=at)

    do(added("Import list.csv", GONE, AGAIN, WAITS, TAKEN, BACK), at=NOW.replace(month=1))
    do(Edit("Take QQTAKENOFF, Zzbefore off the list", (Change(TAKEN, None),)), at=NOW.replace(month=1))
    refs = (
        Referral("r1", GONE.id, problem="Knee", note="Rreferralnote", **LEFT),
        Referral("r2", AGAIN.id, problem="Hip"),
        Referral("r3", WAITS.id, problem="Foot", **LEFT),
        Referral("r4", WAITS.id, problem="Neck"),
        Referral("r5", BACK.id, problem="Knee", settled_on=DAY.on),
        Referral("r6", GONE.id, problem="Thumb", settled_on=NOW.date(), left_because="seen elsewhere"),
    )
    do(added("Set up", VENUE, *SERVICES, DAY, LATER, STATION, *refs))
    mine = [
        appointment(f"a{n}", DAY, p, r)
        for n, p, r in ((1, GONE, "r1"), (2, AGAIN, "r2"), (3, WAITS, "r3"), (5, BACK, "r5"))
    ]
    do(added("Invite 4 people", *mine, appointment("a4", LATER, AGAIN, "r2")))
    do(added("Plan", *(Visit(f"a{n}.0", DAY.id, f"a{n}", "0", "s1", 0, "", Span(600, 625)) for n in (1, 2, 3))))
    do(added("QQVANISHER, Zzyanka (Ms) (card 1) arrived", DayEvent("e1", DAY.id, Happened.ARRIVED, AT, 1, "Ann", "a1")))
    do(added("Pause Table 1", DayEvent("e2", DAY.id, Happened.PAUSED, AT, 2, "Ann", says="Eeventsays")))
    do(added("What matters", WhatMatters("w1", DAY.id, "a2", AT, 3, "Ann", "Mmatters")))
    agreed = (Agreed(OutcomeKind.DISCHARGE),)
    outcomes = [Outcome(f"o{n}", DAY.id, f"a{n}", AT, 3 + n, "Ann", agreed) for n in (1, 2, 3)]
    do(added("Outcomes Xxlabel", *outcomes, Promise("p1", DAY.id, "a1", "o1", "Letter to the GP")))
    do(added("Feedback", Feedback("f1", DAY.id, words="Ffeedback")))
    do(added("Print passports", Print("x1", DAY.id, "passport", "a1", 1, "x"), Print("x2", DAY.id, "day", "", 1, "x")))
    do(Edit("Correct the phone", (Change(GONE, replace(GONE, phone="07700 900112")),)))
    store.note(Did.LOOKED, "Looked at the record", (store.patient(GONE.id), AGAIN), who="Bea", at=AT)
    store.apply(added("Close the day", DayEvent("e3", DAY.id, Happened.CLOSED, CLOSED, 9, "Ann")), who="Ann", at=CLOSED)
    return store


@pytest.fixture
def played(store):
    return day_of(store)


def state(store, at=DUE):
    return {each.id: each.state for each in days_kept(store, at.date())}[DAY.id]


def delete(store, at=DUE):
    return delete_days(store, (DAY.id,), who="Ann", at=at, new_id="certificate-1")


def test_a_day_goes_from_open_to_due(store):
    opened = added("Set up", VENUE, DAY)
    store.apply(opened, who="Ann", at=AT)
    assert state(store) is Keeping.OPEN
    assert "Close the day" in days_kept(store, DUE.date())[0].next_step
    note_export(store, DAY.id, "Export", who="Ann", at=AT)
    closed = DayEvent("e1", DAY.id, Happened.CLOSED, CLOSED, 1, "Ann")
    store.apply(added("Close", closed), who="Ann", at=CLOSED)
    assert state(store) is Keeping.RECONCILED
    note_export(store, DAY.id, "Export", who="Ann", at=CLOSED + timedelta(days=1))
    assert all(each.next_step for each in days_kept(store, DUE.date()))
    (kept,) = days_kept(store, DUE.date() - timedelta(days=1))
    assert (kept.state, kept.due_on, kept.closed_at) == (Keeping.EXPORTED, date(2027, 9, 12), CLOSED)
    assert "12-Sep-2027" in kept.next_step
    assert state(store) is Keeping.DUE
    reopened = DayEvent("e2", DAY.id, Happened.REOPENED, CLOSED, 2, "Ann")
    store.apply(added("Reopen", reopened), who="Ann", at=DUE)
    assert state(store) is Keeping.OPEN


def test_the_service_says_how_long_a_day_is_kept(played):
    note_export(played, DAY.id, "Export", who="Ann", at=CLOSED)
    details = played.details()
    longer = Edit("Keep longer", (Change(details, replace(details, keep_months=12)),))
    played.apply(longer, who="Ann", at=AT)
    assert state(played) is Keeping.EXPORTED
    assert state(played, DUE.replace(year=2028)) is Keeping.DUE


def test_a_day_that_is_not_due_is_not_deleted(played):
    for _ in range(2):
        with pytest.raises(NotAllowed) as refused:
            delete(played)
        assert "Nothing was deleted" in refused.value.advice
        note_export(played, DAY.id, "Export", who="Ann", at=AT)
    assert played.patient(GONE.id)


def test_only_a_coordinator_deletes(played):
    note_export(played, DAY.id, "Export", who="Ann", at=CLOSED)
    desk = Operator("o2", "Dina", Role.DESK, kept_pin("1470", b"2" * 16))
    boss = Operator("o1", "Carol", Role.COORDINATOR, kept_pin("2580", b"1" * 16))
    played.apply(added("Team", boss, desk), who="Ann", at=AT)
    played.sign_in("o2", "1470", AT)
    with pytest.raises(NotAllowed, match="coordinator"):
        delete(played)
    played.sign_in("o1", "2580", AT)
    assert delete(played).people == 1


@pytest.fixture
def deleted(played):
    note_export(played, DAY.id, "Export", who="Ann", at=CLOSED)
    return played, delete(played)


def test_the_people_of_the_day_go_and_the_others_stay(deleted):
    store, certificate = deleted
    assert {p.id for p in store.patients()} == {AGAIN.id, WAITS.id, BACK.id}
    assert {r.id for r in store.referrals()} == {"r2", "r4", "r5"}
    assert store.plan(DAY.id).appointments == ()
    assert [a.id for a in store.appointments_of_patient(AGAIN.id)] == ["a4"]
    assert store.day_events(DAY.id) == store.outcomes(DAY.id) == store.feedback(DAY.id) == store.prints(DAY.id) == ()
    assert store.plan(DAY.id).stations == (STATION,)
    assert (certificate.people, certificate.staying, certificate.earlier) == (1, 3, 1)
    assert (certificate.days, certificate.keep_months, certificate.who) == ((DAY.on,), 3, "Ann")
    assert store.certificates() == (certificate,)
    assert state(store) is Keeping.DELETED
    assert store.find_patients("qqvanisher") == ()
    assert store.waiting_ids(WaitingQuery(on=DAY.on, search="900111")) == ()
    check_index(store)


def test_the_history_still_holds_and_says_what_was_deleted(deleted):
    store, certificate = deleted
    check = store.check_history()
    assert check.holds, check.says
    (last,) = store.history(limit=1)
    assert (last.id, last.did, last.label) == (certificate.entry, Did.DELETED, f"Delete for good: {DAY.name}")
    assert store.history_ids(TrailQuery(person=GONE.id)) == ()
    words = [line for line in store.history_lines(store.history_ids(TrailQuery())) if line.forgotten]
    assert words
    assert all(line.label == "" for line in words)
    imported = store.history_lines((1,))[0]
    assert imported.label == "Import list.csv"
    assert sorted(each.verb for each in imported.told) == [
        "added",
        "added",
        "added",
        "deleted for good",
        "deleted for good",
    ]
    assert len(store.past_edit(1).changes) == 3
    store.apply(added("Life goes on", patient(9)), who="Ann", at=DUE)
    assert store.check_history().holds


def test_what_a_deletion_did_not_empty_may_not_be_empty(deleted):
    store, certificate = deleted
    store._db.conn.execute(
        "UPDATE past_change SET before = NULL, after = NULL, entity_id = '', person = '', salt = '', forgotten_by = ? "
        "WHERE edit_id = 3 AND kind = 'venue'",
        (certificate.entry,),
    )
    check = store.check_history()
    assert not check.holds
    assert "no deletion accounts" in check.says


def test_words_of_others_that_name_them_go_and_words_that_happen_to_be_alike_stay(played):
    stations = [STATION]
    for label in ("Move the table for Zzyanka Qqvanisher", f"Look up {GONE.nhs_number}", "Paint the Qqvanisher room"):
        stations.append(replace(stations[-1], places=stations[-1].places + 1))
        played.apply(Edit(label, (Change(*stations[-2:]),)), who="Ann", at=AT)
    note_export(played, DAY.id, "Export", who="Ann", at=CLOSED)
    delete(played)
    labels = [entry.label for entry in played.history() if entry.counts == {"station": 1}]
    assert labels == ["Paint the Qqvanisher room", "", ""]
    assert played.check_history().holds


def test_when_data_was_deleted_needs_a_zone(deleted):
    with pytest.raises(ValueError, match="time zone"):
        replace(deleted[1], at=datetime(2027, 9, 12))  # noqa: DTZ001


def test_nothing_of_before_a_deletion_can_be_undone(played):
    note_export(played, DAY.id, "Export", who="Ann", at=CLOSED)
    played.apply(added("Add", patient(9)), who="Ann", at=AT, turn=Turn())
    assert [step.label for step in played.undo_steps.all()] == ["Add"]
    delete(played)
    assert played.undo_steps.all() == ()


def test_a_certificate_names_nobody_and_stays(deleted):
    """T80: a day deleted when it is due."""
    store, certificate = deleted
    text = "".join(map(str, codec_of(type(certificate)).encode(certificate)))
    assert not any(word in text for word in (*MARKERS, *OF_THE_DAY, GONE.id))
    with pytest.raises(CannotWrite, match="kept for good"):
        store.apply(Edit("Away", (Change(certificate, None),)), who="Ann", at=DUE)


def plain_file(path):
    """A file as the store lays it out, its bytes readable for the scan."""
    path.touch()
    db = connect_unprotected(path)
    db.conn.execute("PRAGMA journal_mode=WAL")
    _lay_out(db, STEPS)
    return Store(OpenFile(db), path)


def bytes_of(path):
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()) if file.is_file())


def test_no_byte_of_the_file_tells_of_them(tmp_path):
    """T80: a day deleted when it is due."""
    path = tmp_path / "plain" / "day.cad"
    path.parent.mkdir()
    store = day_of(plain_file(path))
    note_export(store, DAY.id, "Export", who="Ann", at=CLOSED)
    before = bytes_of(path)
    assert all(marker.encode() in before for marker in (*MARKERS, *OF_THE_DAY)), "the scan would find them"
    delete(store)
    for _ in range(2):
        after = bytes_of(path)
        assert [marker for marker in (*MARKERS, *OF_THE_DAY) if marker.lower().encode() in after.lower()] == []
        assert GONE.id.encode() not in after
        assert AGAIN.surname.encode() in after
        store.close()


def test_a_deletion_that_fails_deletes_nothing(played, monkeypatch):
    note_export(played, DAY.id, "Export", who="Ann", at=CLOSED)
    rows, head = played.patients(), played.audit_head()
    played._db.conn.execute("CREATE TRIGGER no BEFORE DELETE ON patient BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(Exception, match="Not done"):
        delete(played)
    assert (played.patients(), played.audit_head()) == (rows, head)
    assert played.check_history().holds


def test_a_file_that_cannot_be_tidied_says_so(played):
    note_export(played, DAY.id, "Export", who="Ann", at=CLOSED)
    open_read = played._db.conn.execute("SELECT * FROM past_change")
    open_read.fetchone()
    with pytest.raises(CannotWrite, match="Deleted, but"):
        delete(played)
    open_read.close()
    assert played.certificates()


def test_what_was_deleted_is_gone_from_a_file_that_could_not_be_tidied_once_it_was_closed(tmp_path):
    """T80: nothing waits for the tidying: what goes is overwritten."""
    path = tmp_path / "plain" / "day.cad"
    path.parent.mkdir()
    store = day_of(plain_file(path))
    note_export(store, DAY.id, "Export", who="Ann", at=CLOSED)
    open_read = store._db.conn.execute("SELECT * FROM past_change")
    open_read.fetchone()
    with pytest.raises(CannotWrite, match="Deleted, but"):
        delete(store)
    open_read.close()
    store.close()
    content = bytes_of(path).lower()
    assert [marker for marker in (*MARKERS, *OF_THE_DAY) if marker.lower().encode() in content] == []
    assert AGAIN.surname.lower().encode() in content


def test_every_table_that_names_a_person_is_emptied():
    columns = {table: set(codec_of(kind).columns) for kind, table in TABLES.items()}
    of_people = {table for table, names in columns.items() if names & {"patient_id", "appointment_id", "whom"}}
    of_days = {table for table, names in columns.items() if "says" in names or "words" in names}
    assert of_people == {
        "referral", "appointment", "visit", "day_event", "outcome", "promise", "what_matters", "print"
    }  # fmt: skip
    assert of_days == {"day_event", "what_matters", "feedback"}


def test_our_copies_of_the_file_go_too(tmp_path):
    """T80: a day deleted when it is due."""
    path = tmp_path / "Spring days.cad"
    for name in ("Spring days before update 3.cad", "Spring days before update 3 (1).cad", "Other.cad"):
        (tmp_path / name).write_bytes(b"x")
    beside = tmp_path / "Spring days before update 3.cad-wal"
    beside.write_bytes(b"names")
    assert len(copies_of(path)) == 2
    odd = tmp_path / "Days [1] before restore 2027.cad"
    odd.write_bytes(b"x")
    assert copies_of(tmp_path / "Days [1].cad") == (odd,)
    odd.unlink()
    assert delete_copies(path, copies_of(path)) == 2
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["Other.cad"]
    assert delete_copies(path, copies_of(path)) == 0
    (tmp_path / "Spring days before update 4.cad").mkdir()
    with pytest.raises(CannotWrite, match="before update 4") as refused:
        delete_copies(path, copies_of(path))
    assert refused.value.advice


def test_everything_held_about_a_person_with_who_did_what(played):
    found = held(played, GONE.id)
    assert found.patient.phone == "07700 900112"
    kinds = sorted(TABLES[type(thing)] for thing in found.things)
    assert kinds == [
        "appointment",
        "day_event",
        "outcome",
        "patient",
        "print",
        "promise",
        "referral",
        "referral",
        "visit",
    ]
    assert any("phone: 07700 900111 → 07700 900112" in told.words for line in found.lines for told in line.told)
    assert [line.who for line in found.lines if line.did is Did.LOOKED] == ["Bea"]
    told = json.dumps([told.words for line in found.lines for told in line.told])
    assert AGAIN.surname not in told
    assert nhs_number(2) not in told
    with pytest.raises(KeyError):
        held(played, "nobody")
