"""Copies: verified before they have their name, thinned out with time, put back with what was there kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.model.edit import edit_between
from cadplanner.errors import CannotRead, CannotWrite, InUse
from cadplanner.store import copies, key_file
from cadplanner.store.copies import (
    DAILY,
    RECENT,
    WEEKLY,
    Copy,
    copies_folder,
    copies_in,
    drill,
    drop,
    make_copy,
    put_back,
    thin_out,
    verified,
)
from cadplanner.store.key_file import keys_path
from cadplanner.store.passphrase import FLOOR
from cadplanner.store.recovery_key import new_recovery_key, words_of
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_passphrase, by_recovery_key, unlock
from tests.builders import people
from tests.keys import change_data_key, change_passphrase, make_file

NOW = datetime(2027, 6, 12, 14, 30, tzinfo=UTC)
PASSPHRASE = "invented people in a test"


@pytest.fixture
def made(path):
    """A file with its keys, its data key and its recovery key."""
    recovery_key = new_recovery_key()
    key = make_file(path, PASSPHRASE, cost=FLOOR, recovery_key=recovery_key)
    return key, recovery_key


def fill(store, number, at=NOW):
    store.apply(edit_between("Import", (), people(number)), who="Ann", at=at)


def names(store):
    return {patient.id for patient in store.patients()}


def test_a_copy_of_an_open_file_is_whole_and_has_its_key_file(path, made):
    key, _ = made
    with Store.open(path, key) as store:
        fill(store, 12)
        copy = make_copy(path, key, copies_folder(path), at=NOW)
        fill(store, 0, NOW)
    assert copies_in(copies_folder(path), path) == (copy,)
    assert (copy.at, copy.path.name) == (NOW, "Spring days 2027-06-12 143000.cad")
    sound = verified(copy.path, key)
    assert sound.rows["patient"] == 12
    assert sound.words == "12 people, 0 days, 1 entry of history"
    assert keys_path(copy.path).exists()
    assert list(copies_folder(path).glob("*.part*")) == []


def test_two_copies_in_one_second_are_two(path, made):
    key, _ = made
    first, second = (make_copy(path, key, copies_folder(path), at=NOW) for _ in range(2))
    assert first.path != second.path
    assert set(copies_in(copies_folder(path), path)) == {first, second}


def test_what_stands_in_the_log_is_in_the_copy(path, made):
    """T25, T31: a copy without its log; a restore beside an old log; a copy checked after a crash."""
    key, _ = made
    with Store.open(path, key) as store:
        fill(store, 3)
        assert path.with_name(f"{path.name}-wal").stat().st_size > 0
        copy = make_copy(path, key, copies_folder(path), at=NOW)
    with Store.open(copy.path, key) as store:
        assert len(names(store)) == 3


def test_on_a_bare_laptop_the_recovery_key_alone_opens_a_copy(path, made, tmp_path):
    """T28: a copy on a bare second laptop, with the recovery key alone."""
    key, recovery_key = made
    with Store.open(path, key) as store:
        fill(store, 5)
    copy = make_copy(path, key, tmp_path / "stick", at=NOW)
    other = tmp_path / "other laptop" / "Days.cad"
    other.parent.mkdir()
    found = unlock(copy.path, by_recovery_key(words_of(recovery_key)))
    assert put_back(copy.path, other, found, at=NOW) is None
    with Store.open(other, unlock(other, by_recovery_key(words_of(recovery_key)))) as store:
        assert len(names(store)) == 5


def test_putting_back_keeps_what_was_there_and_its_log(path, made):
    """T25: a copy without its log; a restore beside an old log."""
    key, _ = made
    with Store.open(path, key) as store:
        fill(store, 2)
        copy = make_copy(path, key, copies_folder(path), at=NOW)
        store.apply(edit_between("More", (), people(4)[2:]), who="Ann", at=NOW)
    aside = put_back(copy.path, path, key, at=NOW + timedelta(hours=1))
    with Store.open(path, key) as store:
        assert len(names(store)) == 2
    with Store.open(aside, key) as store:
        assert len(names(store)) == 4
    assert aside.name == "Spring days before restore 2027-06-12 153000.cad"
    assert keys_path(aside).exists()


def test_an_open_file_is_not_replaced(path, made):
    key, _ = made
    copy = make_copy(path, key, copies_folder(path), at=NOW)
    with Store.open(path, key) as store:
        with pytest.raises(InUse):
            put_back(copy.path, path, key, at=NOW)
        fill(store, 1)


@pytest.mark.parametrize("where", [0.0001, 0.3, 0.6, 0.95])
def test_a_damaged_copy_is_refused_and_the_file_stays(path, made, where):
    """T23: bits flipped in the file."""
    key, _ = made
    with Store.open(path, key) as store:
        fill(store, 30)
    copy = make_copy(path, key, copies_folder(path), at=NOW)
    content = bytearray(copy.path.read_bytes())
    content[int(len(content) * where)] ^= 1
    copy.path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(CannotRead, match="damaged"):
        verified(copy.path, key)
    with pytest.raises(CannotRead, match="damaged"):
        put_back(copy.path, path, key, at=NOW)
    assert path.read_bytes() == before
    with pytest.raises(CannotRead):
        drill(copy, key, path.parent)


def test_a_drill_leaves_nothing_behind(path, made, tmp_path):
    key, _ = made
    copy = make_copy(path, key, copies_folder(path), at=NOW)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert drill(copy, key, scratch).rows["service_details"] == 1
    assert list(scratch.iterdir()) == []
    with pytest.raises(CannotWrite):
        drill(Copy(tmp_path / "gone.cad", NOW), key, scratch)


def test_a_copy_that_cannot_be_made_says_so_and_leaves_nothing(path, made, tmp_path, monkeypatch):
    """T20: the disk is full during a copy."""
    key, _ = made
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    with pytest.raises(CannotWrite, match="No copy was made"):
        make_copy(path, key, blocked / "copies", at=NOW)
    monkeypatch.setattr(copies, "SPARE", 10**12)
    with pytest.raises(CannotWrite, match="too little room"):
        make_copy(path, key, copies_folder(path), at=NOW)
    assert copies_in(copies_folder(path), path) == ()


def test_a_copy_that_lacks_history_is_never_kept(path, made, monkeypatch):
    key, _ = made
    monkeypatch.setattr(copies, "verified", lambda *_: copies.Sound({}, copies.Head(0, "")))
    with pytest.raises(CannotRead, match="not whole"):
        make_copy(path, key, copies_folder(path), at=NOW)
    assert copies_in(copies_folder(path), path) == ()


def test_only_our_copies_of_this_file_are_counted(path, made):
    key, _ = made
    folder = copies_folder(path)
    copy = make_copy(path, key, folder, at=NOW)
    for name in ("Other 2027-06-12 143000.cad", "Spring days.cad", "notes.txt", "Spring days 2027-99-99 999999.cad"):
        (folder / name).write_text("x")
    assert next(each.path.name for each in copies_in(folder, path)) == copy.path.name
    assert len(copies_in(folder, path)) == 2
    assert copies_in(folder / "nowhere", path) == ()
    assert drop(copies_in(folder, path)) == 2
    assert not keys_path(copy.path).exists()


def test_a_place_that_cannot_be_written_is_said(path, made, tmp_path):
    key, _ = made
    copy = make_copy(path, key, copies_folder(path), at=NOW)
    with pytest.raises(CannotWrite, match="Nothing can be written"):
        put_back(copy.path, tmp_path / "nowhere" / "x.cad", key, at=NOW)
    (tmp_path / "x.cad.part").mkdir()
    with pytest.raises(CannotWrite, match="not put back"):
        put_back(copy.path, tmp_path / "x.cad", key, at=NOW)


HOURS = st.lists(st.integers(0, 24 * 200), max_size=120, unique=True)


@given(HOURS)
def test_thinning_out_keeps_the_latest_and_one_a_day_and_one_a_week(hours):
    every = [Copy(Path(f"{n}.cad"), NOW - timedelta(hours=n)) for n in hours]
    gone = set(thin_out(every))
    kept = sorted((copy for copy in every if copy not in gone), key=lambda copy: copy.at, reverse=True)
    ordered = sorted(every, key=lambda copy: copy.at, reverse=True)
    assert kept[:RECENT] == ordered[:RECENT]
    assert len(kept) <= RECENT + DAILY + WEEKLY
    days = list(dict.fromkeys(copy.at.date() for copy in ordered))[:DAILY]
    assert {copy.at.date() for copy in kept} >= set(days)
    assert set(thin_out(kept)) == set()


def test_t25_what_stands_in_the_log_of_a_file_with_other_keys_is_kept_aside_too(path, made, tmp_path):
    """T25: the copy's key does not open what is there now; the file and its log go aside together."""
    key, _ = made
    copy = make_copy(path, key, copies_folder(path), at=NOW)
    with Store.open(path, key) as store:
        new = change_data_key(store, PASSPHRASE, FLOOR, new_recovery_key())
        fill(store, 4)
        killed = {side: path.with_name(f"{path.name}{side}").read_bytes() for side in ("", "-wal")}
    for side, content in killed.items():
        path.with_name(f"{path.name}{side}").write_bytes(content)
    aside = put_back(copy.path, path, key, at=NOW)
    with Store.open(path, key) as store:
        assert names(store) == set()
    with Store.open(aside, new) as store:
        assert len(names(store)) == 4


def test_a_log_that_cannot_be_read_goes_aside_with_its_file(path, made, monkeypatch):
    key, _ = made
    copy = make_copy(path, key, copies_folder(path), at=NOW)
    monkeypatch.setattr(copies, "_log_into", lambda *_: None)
    path.with_name(f"{path.name}-wal").write_bytes(b"what nobody can read")
    aside = put_back(copy.path, path, key, at=NOW)
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"what nobody can read"
    assert not path.with_name(f"{path.name}-wal").exists()


def test_t25_keys_that_could_not_be_written_last_are_settled_when_it_is_unlocked(path, made, monkeypatch):
    """T25: the copy is in its place and had another passphrase; nobody is told that nothing was done."""
    key, _ = made
    copy = make_copy(path, key, copies_folder(path), at=NOW)
    change_passphrase(path, key, "another of them in a test", FLOOR)

    def full(*_):
        raise CannotWrite("Not now.", "Later.")

    monkeypatch.setattr(key_file, "write_keys", full)
    put_back(copy.path, path, key, at=NOW)
    monkeypatch.undo()
    assert unlock(path, by_passphrase(PASSPHRASE)) == key
    assert unlock(path, by_passphrase(PASSPHRASE)) == key


def test_a_file_whose_head_cannot_be_read_is_said(path, made, monkeypatch):
    def broken(*_args, **_more):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)
    with pytest.raises(CannotRead, match="the disk did not answer"):
        key_file.read_keys(path)


def test_no_copy_is_made_without_the_keys_that_open_it(path, made):
    """A key file that is damaged while the file is open: the copy would open nowhere, so it is not made and said."""
    key, _ = made
    with Store.open(path, key) as store:
        keys_path(path).write_bytes(b"not a key file")
        with pytest.raises(CannotRead, match="key file is damaged"):
            make_copy(path, key, copies_folder(path), at=NOW)
        fill(store, 1)
    assert copies_in(copies_folder(path), path) == ()
