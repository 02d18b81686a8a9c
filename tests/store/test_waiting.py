"""The waiting list as the screen asks for it: found however it is typed, filtered, sorted with unknowns last."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.store.search import DAY_FIRST, LONGEST_SEARCH, UK_CODE, YEAR_FIRST, folded, search_words
from cadplanner.store.store import Store
from cadplanner.store.waiting import FLAGS, SORTS, WaitingQuery, WaitingRow
from tests.builders import DAY, VENUE, nhs_number
from tests.store.people import import_of, waiting_people
from tests.store.worlds import NOW, check_index

TODAY = date(2027, 6, 12)
PATIENTS = (
    Patient("1", "O'Neill", "Zoë", birth_date=date(1957, 6, 12), nhs_number=nhs_number(1), phone="07700 900123"),
    Patient("2", "Nguyễn", "Văn Anh", birth_date=date(1990, 1, 2), postcode="BN1 1AA", phone="+44 7700 900456"),
    Patient("3", "王", "", birth_date=date(2009, 6, 13), local_id="RX-1234"),
    Patient("4", "Smith-Jones", "Mary Ann", phone="01273 555 666", needs=(AccessNeed.BSL,)),
    Patient("5", "محمد", "", birth_date=date(2009, 6, 12), needs_note="wheelchair"),
    Patient("6", "Łukasz-Straße", "Bjørn", postcode="bn10 9zz"),
    Patient("7", '" OR 1=1 --', "%_*", phone="NEAR("),
)
REFERRALS = tuple(
    Referral(f"r{n}", str(n), received_on=date(2027, 1, n) if n % 2 else None, problem=("Knee", "hip", "")[n % 3])
    for n in range(1, 8)
)


@pytest.fixture
def waiting(store):
    """A store with seven people whose names are hard to type."""
    store.apply(edit_between("Import", (), (*PATIENTS, *REFERRALS)), who="Ann", at=NOW)
    return store


def ask(store, **query):
    return [referral_id.removeprefix("r") for referral_id in store.waiting_ids(WaitingQuery(on=TODAY, **query))]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("oneill", "1"), ("O'Neill", "1"), ("o\u2019neill zoe", "1"), ("o neill", "1"), ("ZOË O", "1"), ("neil", "1"),
        ("12/06/1957", "1"), ("12/6/1957", "1"), ("12.06.57", "1"), ("12-Jun-1957", "1"), ("1957-06-12", "1"),
        ("1957", "1"), ("12/06", "15"), ("12/06/19", "1"), (nhs_number(1), "1"),
        (f"{nhs_number(1)[:3]} {nhs_number(1)[3:6]} {nhs_number(1)[6:]}", "1"), ("900123", "1"),
        ("07700900123", "1"), ("+447700900456", "2"), ("nguyen", "2"), ("NGUYỄN van", "2"), ("bn1 1aa", "2"),
        ("BN11AA", "2"), ("van anh", "2"), ("vananh", "2"), ("王", "3"), ("rx1234", "3"), ("RX-1234", "3"),
        ("smith-jones", "4"), ("smithjones", "4"),
        ("jones mary", "4"), ("01273 555666", "4"), ("sm", "4"), ("محمد", "5"), ("lukasz strasse", "6"), ("bjorn", "6"),
        ("bn", "26"), ("or 1", "7"), ("or", "7"), ("nobody", ""), ("smith nobody", ""), ("near(", ""),
        ('"', "1234567"), ("* % _", "1234567"), ("   ", "1234567"), ("", "1234567"), ("\x00", "1234567"),
    ],
)  # fmt: skip
def test_a_person_is_found_however_she_is_typed(waiting, typed, found):
    """T76: searches made to break it."""
    assert sorted(ask(waiting, search=typed)) == list(found)


@settings(max_examples=60)
@given(typed=st.text())
def test_nothing_typed_breaks_the_search(typed):
    """T76: searches made to break it."""
    with Store.in_memory() as store:
        store.apply(edit_between("Import", (), (*PATIENTS, *REFERRALS)), who="Ann", at=NOW)
        assert set(ask(store, search=typed)) <= set("1234567")


@settings(max_examples=60)
@given(surname=st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_anybody_is_found_by_her_own_name(surname):
    assume(not any(like.match(part) for part in surname.split() for like in (DAY_FIRST, YEAR_FIRST, UK_CODE)))
    person = Patient("1", surname, postcode="BN1 1AA")
    with Store.in_memory() as store:
        store.apply(edit_between("Import", (), (person, REFERRALS[0])), who="Ann", at=NOW)
        assert ask(store, search=surname) == ["1"]
        check_index(store)


def test_a_long_search_is_cut():
    assert len("".join(search_words("x" * 100_000))) == LONGEST_SEARCH


def test_folding_is_the_same_twice():
    assert folded("O'Neill-Łuç, Zoë (Mrs)") == "oneill luc zoe mrs"
    assert folded(folded("Straße İzmir")) == folded("Straße İzmir")


@given(text=st.text(st.characters(codec="ascii")))
def test_plain_letters_are_folded_as_all_others_are(text):
    assert folded(f"{text} é") == f"{folded(text)} e".strip()


def test_a_corrected_name_is_found_by_the_new_name_alone(waiting):
    renamed = replace(PATIENTS[0], surname="Placeholme")
    waiting.apply(Edit("Correct", (Change(PATIENTS[0], renamed),)), who="Ann", at=NOW)
    assert ask(waiting, search="neill") == []
    assert ask(waiting, search="placeh") == ["1"]
    waiting.apply(Edit("Remove", (Change(REFERRALS[0], None), Change(renamed, None))), who="Ann", at=NOW)
    assert ask(waiting, search="placeh") == []
    check_index(waiting)


@pytest.mark.parametrize(
    ("flag", "found"),
    [
        ("routine", "134567"), ("not routine", "2"), ("under 18", "3"), ("no phone", "356"), ("no birth date", "467"),
        ("no NHS number", "234567"), ("has needs", "45"), ("invited", "145"), ("not invited", "2367"),
    ],
)  # fmt: skip
def test_each_filter_and_its_count(waiting, flag, found):
    change = Change(REFERRALS[1], replace(REFERRALS[1], priority=Priority.URGENT))
    waiting.apply(Edit("Urgent", (change,)), who="Ann", at=NOW)
    invite(waiting)
    assert sorted(ask(waiting, flags=frozenset({flag}))) == list(found)
    assert waiting.waiting_counts(TODAY)[flag] == len(found)


def invite(store):
    """Three of them: two by their referral, one by name alone."""
    appointments = (
        Appointment("a1", DAY.id, "1", 1, (), "r1"),
        Appointment("a4", DAY.id, "4", 2, (), "r4"),
        Appointment("a5", DAY.id, "5", 3, ()),
    )
    store.apply(edit_between("Invite", (), (VENUE, DAY, *appointments)), who="Ann", at=NOW)


def test_whoever_left_is_off_the_list_and_whoever_came_back_from_a_day_may_be_invited_again(waiting):
    invite(waiting)
    seen = replace(REFERRALS[0], settled_on=DAY.on, left_because="discharge")
    back = replace(REFERRALS[3], settled_on=DAY.on)
    again = Referral("r8", "1", received_on=DAY.on + timedelta(days=30), problem="hip")
    changes = (Change(REFERRALS[0], seen), Change(REFERRALS[3], back), Change(None, again))
    waiting.apply(Edit("Close", changes), who="Ann", at=NOW)
    assert sorted(ask(waiting)) == list("2345678")
    assert ask(waiting, flags=frozenset({"left the list"})) == ["1"]
    assert sorted(ask(waiting, flags=frozenset({"invited"}))) == ["5"]
    assert ask(waiting, flags=frozenset({"came back"})) == ["8"]
    counts = waiting.waiting_counts(TODAY)
    assert (counts[""], counts["invited"], counts["came back"], counts["left the list"]) == (7, 1, 1, 1)
    rows = {row.referral.id: row.invited_on for row in waiting.waiting_rows(("r1", "r4", "r5"))}
    assert rows == {"r1": DAY.on, "r4": None, "r5": DAY.on}


def test_filters_and_search_are_all_kept(waiting):
    assert ask(waiting, flags=frozenset({"no phone", "no NHS number"}), search="bn") == ["6"]
    assert ask(waiting, flags=frozenset({"no phone"}), sort_by="surname", search="19") == []


def test_counts_of_an_empty_list_are_nought(store):
    assert store.waiting_counts(TODAY) == dict.fromkeys(("", *FLAGS), 0)


def test_the_longest_waiting_come_first_and_unknowns_last_either_way(waiting):
    assert ask(waiting) == list("1357246")
    assert ask(waiting, descending=True) == list("7531246")
    assert ask(waiting, sort_by="birth_date") == list("1253746")
    assert ask(waiting, sort_by="postcode", descending=True) == list("6213574")


def test_names_sort_without_accents_and_case(waiting):
    assert [i for i in ask(waiting, sort_by="surname") if i in "1246"] == list("6214")
    assert [i for i in ask(waiting, sort_by="first_name") if i in "1246"] == list("6421")
    assert ask(waiting, sort_by="problem", descending=True)[:2] == ["3", "6"]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort_by", SORTS)
def test_every_sort_gives_everybody_once_and_the_same_twice(store, sort_by, descending):
    store.apply(import_of(waiting_people(200)), who="Ann", at=NOW)
    found = ask(store, sort_by=sort_by, descending=descending)
    assert len(set(found)) == 200
    assert found == ask(store, sort_by=sort_by, descending=descending)


def test_rows_come_in_the_order_asked_and_those_gone_are_left_out(waiting):
    invite(waiting)
    rows = waiting.waiting_rows(["r5", "gone", "r1", "r2"])
    assert rows == (
        WaitingRow(REFERRALS[4], PATIENTS[4], DAY.on),
        WaitingRow(REFERRALS[0], PATIENTS[0], DAY.on),
        WaitingRow(REFERRALS[1], PATIENTS[1], None),
    )
    assert waiting.waiting_rows([]) == ()


def test_somebody_invited_twice_shows_the_newest_day(waiting):
    invite(waiting)
    newer = replace(DAY, id="newer", name="Autumn day", on=date(2027, 10, 2))
    waiting.apply(edit_between("More", (), (newer, Appointment("b", "newer", "1", 1, (), "r1"))), who="Ann", at=NOW)
    assert waiting.waiting_rows(["r1"])[0].invited_on == date(2027, 10, 2)
    assert ask(waiting, sort_by="invited", descending=True)[0] == "1"


def test_a_sort_or_filter_that_does_not_exist_is_a_bug():
    for more in ({"sort_by": "shoe size"}, {"flags": frozenset({"tall"})}):
        with pytest.raises(ValueError, match="no such"):
            WaitingQuery(on=TODAY, **more)
