"""Opening: what is not a sound file of ours is refused with a reason and something to do; one process at a time."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import hookimpl
from sqlite_utils.plugins import pm

from cadplanner.errors import CadError, CannotRead, CannotWrite, InUse, NewerFile
from cadplanner.store import lock_file, vault
from cadplanner.store.driver import Database, Migrations, connect_file
from cadplanner.store.faults import meaning
from cadplanner.store.migrations import STEPS
from cadplanner.store.store import Store
from cadplanner.store.waiting import WaitingQuery
from tests.keys import KEY
from tests.store.people import import_of, waiting_people
from tests.store.worlds import NOW

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def full(path):
    """A closed file with people in it."""
    with Store.create(path, KEY) as store:
        store.apply(import_of(waiting_people(300)), who="Ann", at=NOW)
    return path


def refused(path, kind=CannotRead, **how):
    """The error with which a file is refused; nothing may lie about afterwards, and the file is as it was."""
    content = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind) as error:
        Store.open(path, KEY, **how)
    assert isinstance(error.value, CadError)
    assert error.value.advice
    assert content is None or path.read_bytes() == content
    assert not path.with_name(f"{path.name}.lock").exists() or kind is InUse
    return str(error.value)


def test_a_file_comes_back_as_it_was_left_and_nothing_lies_beside_it(path):
    with Store.create(path, KEY) as store:
        store.apply(import_of(waiting_people(20)), who="Ann", at=NOW)
        patients = store.patients()
        assert store.path == path
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Store.open(path, KEY) as store:
        assert store.patients() == patients
        settings = {p: store._db.conn.execute(f"PRAGMA {p}").fetchone()[0] for p in SAFE}
    assert settings == SAFE
    assert [file.name for file in path.parent.iterdir()] == [path.name]


SAFE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "mmap_size": 0,
}


def test_a_mistyped_path_is_refused_and_makes_no_file(path):
    assert "no file" in refused(path)
    assert not path.exists()


def test_a_folder_is_refused(tmp_path):
    """T32: an empty, cut, plain, foreign or huge file, or a folder, as the file."""
    assert "is a folder" in refused(tmp_path)


def test_an_empty_file_is_refused(path):
    """T32: an empty, cut, plain, foreign or huge file, or a folder, as the file."""
    path.touch()
    assert "is empty" in refused(path)


@pytest.mark.parametrize("content", [b"Surname,Forename\nTestwell,Asha\n" * 9, b"PK\3\4" + bytes(200), b"SQLite"])
def test_another_kind_of_file_is_refused(path, content):
    """T32: an empty, cut, plain, foreign or huge file, or a folder, as the file."""
    path.write_bytes(content)
    assert "not a CAD Planner file" in refused(path)


def test_another_programs_database_is_refused(path):
    """T32: an empty, cut, plain, foreign or huge file, or a folder, as the file."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE patient (id TEXT)")
    assert "not a CAD Planner file" in refused(path)


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1])
def test_a_truncated_file_is_refused(full, share):
    """T32: an empty, cut, plain, foreign or huge file, or a folder, as the file."""
    full.write_bytes(full.read_bytes()[: int(full.stat().st_size * share)])
    assert "damaged" in refused(full)


def test_a_damaged_page_is_met_with_a_reason(full):
    """T23: bits flipped in the file."""
    content = bytearray(full.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
    full.write_bytes(content)
    with pytest.raises(CannotRead, match="damaged"), Store.open(full, KEY) as store:
        store.patients()


def test_a_file_that_may_not_be_opened_is_refused(path, monkeypatch):
    path.write_bytes(b"anything")
    monkeypatch.setattr(Path, "open", _forbidden)
    with pytest.raises(CannotRead, match="could not be opened"):
        Store.open(path, KEY)


def _forbidden(*_args, **_more):
    raise PermissionError(13, "Permission denied")


def test_a_read_only_file_is_refused_kindly(full):
    """T22: a folder or file that may only be read."""
    full.chmod(0o444)
    assert "may only be read" in refused(full, CannotWrite)


def test_a_folder_that_cannot_be_written_is_refused_kindly(full):
    """T22: a folder or file that may only be read."""
    full.with_name(f"{full.name}.lock").mkdir()
    with pytest.raises(CannotWrite, match="Nothing can be written"):
        Store.open(full, KEY)
    with pytest.raises(CannotWrite, match="Nothing can be written"):
        Store.create(full.parent / "not there" / "new.cad", KEY)


def test_a_new_file_replaces_another_only_if_asked(full):
    with pytest.raises(CannotWrite, match="already"):
        Store.create(full, KEY)
    with pytest.raises(CannotWrite, match="already"):
        Store.create(full.parent, KEY, replace=True)
    stale = full.with_name(f"{full.name}-wal")
    stale.write_bytes(b"left over")
    with Store.create(full, KEY, replace=True) as store:
        assert store.patients() == ()


def test_a_file_that_could_not_be_made_leaves_nothing(path, monkeypatch):
    def full_disk(*_args):
        raise OSError(28, "No space left on device", "/full/readonly/x.cad")

    monkeypatch.setattr(vault, "_lay_out", full_disk)
    with pytest.raises(CannotWrite, match="the disk is full"):
        Store.create(path, KEY)
    assert list(path.parent.iterdir()) == []


def test_two_windows_cannot_have_one_file(full):
    with Store.open(full, KEY):
        assert f"process {os.getpid()}" in refused(full, InUse)
        with pytest.raises(InUse):
            Store.create(full, KEY, replace=True)
    Store.open(full, KEY).close()


def test_another_process_that_has_the_file_is_named_and_when_it_is_killed_the_lock_is_nobodys(full):
    """T26: two starts with one file; a lock left by a crash."""
    code = "from cadplanner.store.store import Store; from pathlib import Path; from tests.keys import KEY; "
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}s = Store.open(Path({str(full)!r}), KEY); print('open', flush=True); input()"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "open\n"
        assert f"process {process.pid}" in refused(full, InUse)
        process.kill()
        process.wait()
    assert full.with_name(f"{full.name}.lock").exists()
    with Store.open(full, KEY) as store:
        assert len(store.patients()) == 300


@pytest.mark.parametrize("pid", [{"pid": 41}, {}])
def test_a_lock_of_another_computer_is_believed_until_told_otherwise(full, pid):
    full.with_name(f"{full.name}.lock").write_text(json.dumps({"host": "DESK-LAPTOP", **pid}))
    assert "on the computer DESK-LAPTOP" in refused(full, InUse)
    Store.open(full, KEY, take_over=True).close()
    Store.open(full, KEY).close()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]", b"{", b"7"])
def test_a_lock_file_of_nonsense_is_nobodys(full, content):
    full.with_name(f"{full.name}.lock").write_bytes(content)
    with Store.open(full, KEY), pytest.raises(InUse):
        Store.open(full, KEY)


def test_a_held_lock_without_words_still_holds(full):
    with Store.open(full, KEY):
        full.with_name(f"{full.name}.lock").write_bytes(b"")
        assert "is already open." in refused(full, InUse)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks a byte, not the file")
def test_a_disk_that_knows_no_locks_is_refused(full, monkeypatch):
    """T29: a file on a network share or in a synchronised folder."""

    def no_locks(*_args):
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(CannotWrite, match="one window at a time"):
        Store.open(full, KEY)


def test_a_lock_that_goes_while_it_is_taken_is_taken_again(full, monkeypatch):
    read, path = lock_file._read, full.with_name(f"{full.name}.lock")
    gone = []

    def read_and_lose(file):
        if not gone:
            gone.append(path.unlink())
        return read(file)

    monkeypatch.setattr(lock_file, "_read", read_and_lose)
    with Store.open(full, KEY), pytest.raises(InUse):
        Store.open(full, KEY)


def test_closing_twice_does_not_free_somebody_elses_lock(full):
    store = Store.open(full, KEY)
    store.close()
    with Store.open(full, KEY):
        store.close()
        refused(full, InUse)


DONE = len(STEPS._migrations)


def later_steps(*more):
    """The steps as a later version of the program has them."""
    steps = Migrations(STEPS.name)
    for step in (*STEPS._migrations, *more):
        if callable(step):
            steps()(step)
        else:
            steps(name=step.name)(step.fn)
    return steps


def shoe_size(db):
    db.table("patient").add_column("shoe_size", str, not_null_default="")


def broken_step(db):
    db.execute("INSERT INTO nowhere VALUES (1)")


def test_a_file_of_an_earlier_version_is_brought_up_to_date_after_a_copy(full):
    before = {file.name for file in full.parent.iterdir()}
    for _ in range(2):
        vault.open_file(full, KEY, steps=later_steps(shoe_size)).close()
    copies = {file.name for file in full.parent.iterdir()} - before
    assert copies == {f"Spring days before update {DONE}.cad"}
    with Store.open(full.with_name(copies.pop()), KEY) as copy:
        assert len(copy.patients()) == 300
    assert "newer version" in refused(full, NewerFile)


def test_each_copy_before_an_update_has_its_own_name(full):
    for _ in range(2):
        with pytest.raises(CannotRead):
            vault.open_file(full, KEY, steps=later_steps(shoe_size, broken_step))
        content = full.with_name(f"Spring days before update {DONE}.cad").read_bytes()
        full.write_bytes(content)
    assert full.with_name(f"Spring days before update {DONE} (1).cad").exists()


def test_a_step_that_fails_leaves_the_steps_before_it(full):
    """T17: killed during an update of the tables."""
    with pytest.raises(CannotRead):
        vault.open_file(full, KEY, steps=later_steps(broken_step))
    with Store.open(full, KEY) as store:
        assert len(store.patients()) == 300


def test_no_update_without_a_copy(full, monkeypatch):
    def full_disk(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(CannotWrite, match="no copy could be made: the disk is full"):
        vault.open_file(full, KEY, steps=later_steps(shoe_size))
    monkeypatch.undo()
    assert [file.name for file in full.parent.iterdir()] == [full.name]
    with Store.open(full, KEY) as store:
        assert len(store.patients()) == 300


def test_a_file_altered_by_another_program_is_refused(full):
    """T21: tables changed beneath search and history."""
    with closing(connect_file(full, KEY).conn) as other:
        other.execute("DROP INDEX idx_referral_patient_id")
    with pytest.raises(CannotRead, match="altered by another program"):
        Store.open(full, KEY)


def test_a_read_that_fails_says_so(full):
    with Store.open(full, KEY) as store:
        store._db.conn.close()
        with pytest.raises(CannotRead, match="could not be read"):
            store.waiting_ids(WaitingQuery(on=date(2027, 6, 1)))


def test_every_fault_has_words_and_advice():
    for text in ("database or disk is full", "disk I/O error", "database disk image is malformed", "never heard of"):
        happened, advice = meaning(sqlite3.OperationalError(text))
        assert happened
        assert advice.endswith(".")


def test_people_in_memory_are_gone_with_the_store():
    with Store.in_memory() as store:
        assert store.path is None
        assert store.patients() == ()


def test_five_gigabytes_of_nothing_are_refused_at_once(path):
    """T32: a huge file is known by its beginning; it is never read whole."""
    with path.open("wb") as file:
        file.truncate(5_000_000_000)
    began = time.process_time()
    with pytest.raises(CannotRead, match="not a CAD Planner file"):
        Store.open(path, KEY)
    assert time.process_time() - began < 1


def test_a_plugin_that_is_installed_is_not_run(path):
    """T70: sqlite-utils runs whatever plugin it finds; here none gets the open file."""

    class Plugin:
        seen = 0

        @hookimpl
        def prepare_connection(self, conn):
            self.seen += 1

    plugin = Plugin()
    pm.register(plugin)
    try:
        Store.create(path, KEY).close()
        Store.open(path, KEY).close()
        assert plugin.seen == 0
        Database(sqlite3.connect(":memory:")).close()
        assert plugin.seen == 1, "the control: it is run where it is not forbidden"
    finally:
        pm.unregister(plugin)
