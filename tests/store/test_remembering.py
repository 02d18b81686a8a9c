"""T24: the key file remembers where the history ended, so that an older file in its place is noticed."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.edit import edit_between
from cadplanner.store import key_file
from cadplanner.store.chain import Head
from cadplanner.store.copies import copies_folder, make_copy, put_back
from cadplanner.store.key_file import keys_path, read_keys
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_passphrase, unlock
from tests.builders import people
from tests.keys import CHEAP, KEY, PASSPHRASE, RECOVERY_KEY, change_data_key, change_passphrase, new_file

NOW = datetime(2027, 6, 12, 14, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return new_file(tmp_path / "Days.cad")


def work(path, number, key=KEY):
    """Opens the file, makes so many entries, closes it."""
    with Store.open(path, key) as store:
        assert store.lacks is None
        for n in range(number):
            first = store.audit_head().count + n
            before = store.patients()
            store.apply(edit_between(f"Step {first}", before, people(len(before) + 1)), who="Ann", at=NOW)
        return store.audit_head()


def kept(path):
    return Head.read(read_keys(path).audit_head)


def test_it_is_remembered_when_the_file_is_closed(path):
    assert kept(path) is None
    assert kept(path) != (first := work(path, 2))
    assert kept(path) == first
    assert work(path, 0) == first
    assert work(path, 1) == kept(path)


def test_the_key_file_is_written_only_for_a_new_end(path):
    work(path, 1)
    before = keys_path(path).stat().st_mtime_ns
    work(path, 0)
    assert keys_path(path).stat().st_mtime_ns == before


def test_an_older_file_put_in_its_place_is_noticed_once_and_noted(path):
    work(path, 2)
    older = path.read_bytes()
    newer = work(path, 3)
    path.write_bytes(older)
    with Store.open(path, KEY) as store:
        assert store.lacks == newer
    assert kept(path) == newer
    with Store.open(path, KEY) as store:
        says = store.go_on(who="Ann", at=NOW)
        assert says == (
            "This file is older than when it was last open here: its history ended with entry 5 then, and ends with "
            "entry 2 now."
        )
        assert store.go_on(who="Ann", at=NOW) == ""
        (entry, *_) = store.history()
        assert (entry.did, entry.label, entry.who) == (Did.WARNED, says, "Ann")
        assert store.check_history().holds
    work(path, 1)


def test_another_file_that_went_on_from_an_older_one_is_noticed(path):
    work(path, 2)
    other = path.with_name("Other.cad")
    shutil.copyfile(path, other)
    shutil.copyfile(keys_path(path), keys_path(other))
    newer = work(path, 3)
    work(other, 4)
    shutil.copyfile(other, path)
    with Store.open(path, KEY) as store:
        assert store.lacks == newer
        assert store.go_on(who="Ann", at=NOW).startswith("This is not the file that was last open here: entry 5 of")


def test_a_copy_put_back_on_purpose_is_no_alarm(path):
    first = work(path, 2)
    copy = make_copy(path, KEY, copies_folder(path), at=NOW)
    assert kept(copy.path) == first
    work(path, 3)
    aside = put_back(copy.path, path, KEY, at=NOW + timedelta(hours=1))
    assert work(path, 1).count == 3
    assert work(aside, 0).count == 5


def test_a_copy_of_an_open_file_remembers_its_own_end(path):
    with Store.open(path, KEY) as store:
        store.apply(edit_between("Import", (), people(3)), who="Ann", at=NOW)
        copy = make_copy(path, KEY, copies_folder(path), at=NOW)
        assert kept(copy.path) == store.audit_head()
        assert kept(path) is None
        store.remember()
        assert kept(path) == store.audit_head()


def test_it_stays_with_other_keys(path):
    end = work(path, 2)
    change_passphrase(path, KEY, "four other long words", CHEAP)
    assert kept(path) == end
    with Store.open(path, KEY) as store:
        key = change_data_key(store, PASSPHRASE, CHEAP, RECOVERY_KEY)
    assert kept(path) == end
    assert work(path, 1, key).count == 3
    assert unlock(path, by_passphrase(PASSPHRASE)) == key


def test_nothing_remembered_is_no_alarm(path, tmp_path):
    work(path, 1)
    keys_path(path).write_bytes(b"damaged")
    key_file.beside(path, key_file.BEFORE).unlink()
    work(path, 1)
    assert Head.read("") is Head.read("12") is Head.read("x y") is None
    bare = tmp_path / "bare" / "Days.cad"
    bare.parent.mkdir()
    Store.create(bare, KEY).close()
    assert list(bare.parent.iterdir()) == [bare]


def test_a_damaged_key_file_never_takes_the_place_of_the_sound_one_before(path):
    work(path, 1)
    work(path, 1)
    keys_path(path).write_bytes(b"damaged")
    work(path, 1)
    for which in (keys_path(path), key_file.beside(path, key_file.BEFORE)):
        assert key_file._read(which).key_by_passphrase(PASSPHRASE) == KEY


def test_a_key_file_that_cannot_be_written_is_no_reason_not_to_close(path, monkeypatch):
    with Store.open(path, KEY) as store:
        store.apply(edit_between("Import", (), people(1)), who="Ann", at=NOW)
        (path.parent / f"{keys_path(path).name}.part").mkdir()
    assert kept(path) is None
    work(path, 0)
