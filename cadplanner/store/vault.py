"""Opens, makes and locks the one file; whatever is not a sound file of ours is refused with a reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.errors import OWN_COPY, USE_A_COPY, CannotRead, CannotWrite, NewerFile
from cadplanner.store.data_key import DataKey
from cadplanner.store.driver import Connection, Database, Error, Migrations, connect_file, connect_memory
from cadplanner.store.durably import put
from cadplanner.store.faults import meaning, reading
from cadplanner.store.key_file import copy_along
from cadplanner.store.lock_file import LockFile
from cadplanner.store.migrations import STEPS, fingerprint, newer_steps
from cadplanner.store.place import refuse_unfit
from cadplanner.store.recognise import APPLICATION_ID, store_id_of
from cadplanner.store.tables import codec_of

SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open file: its database, the lock that keeps others out and the key (neither in memory)."""

    db: Database
    lock: LockFile | None = None
    key: DataKey | None = None

    def close(self) -> None:
        """Everything into the one file, then let go of it."""
        self.db.conn.close()
        if self.lock:
            self.lock.release()


def make_in_memory(steps: Migrations = STEPS) -> OpenFile:
    """A new store that nobody keeps."""
    db = connect_memory()
    _laid_out(steps).conn.backup(db.conn)
    return OpenFile(db)


@cache
def _laid_out(steps: Migrations) -> Database:
    """An empty store, to copy from: laying one out takes a hundred times as long."""
    db = connect_memory()
    _lay_out(db, steps)
    return db


def make_file(
    path: Path,
    key: DataKey,
    *,
    replace: bool = False,
    steps: Migrations = STEPS,
    before: Callable[[], None] = lambda: None,
) -> None:
    """Make a new encrypted file, whole or not at all. Raises CannotWrite and InUse; replaces a file only if asked.

    `before` is called when all is ready, just before the file takes its name.
    """
    refuse_unfit(path)
    if not (replace and path.is_file()):
        refuse_to_replace(path)
    part = path.with_name(f"{path.name}.part")
    with ExitStack() as stack:
        stack.callback(LockFile.take(path).release)
        stack.callback(discard, part)
        try:
            remove(part)
            with closing(connect_file(part, key, create=True).conn) as connection:
                connection.execute(f"PRAGMA application_id={int.from_bytes(APPLICATION_ID, 'big')}")
                _durable(db := Database(connection, execute_plugins=False))
                _lay_out(db, steps)
                all_in_one_file(db.conn)
            before()
            remove_beside(path)
            put(part, path)
        except (Error, OSError) as error:
            happened, advice = meaning(error)
            raise CannotWrite(f"“{path.name}” could not be made: {happened}.", advice) from error


def refuse_to_replace(path: Path) -> None:
    """Raises CannotWrite where something has that name already."""
    if path.exists():
        raise CannotWrite(f"There is already something called “{path.name}” in that folder.", "Choose another name.")


def open_file(path: Path, key: DataKey, *, take_over: bool = False, steps: Migrations = STEPS) -> OpenFile:
    """Open a file for this process alone, by its data key.

    A file of an earlier version is brought up to date after a copy was made beside it. Raises CannotRead,
    CannotWrite (a place that may only be read, or is not this computer's alone), NewerFile, and InUse unless
    `take_over` (see LockFile).
    """
    refuse_what_the_key_is_not_for(path, key)
    refuse_unfit(path)
    refuse_read_only(path)
    with ExitStack() as stack:
        lock = LockFile.take(path, take_over=take_over)
        stack.callback(lock.release)
        with reading():
            db = connect_file(path, key)
            stack.callback(db.conn.close)
            _durable(db)
            _bring_up_to_date(db, path, steps)
        stack.pop_all()
        return OpenFile(db, lock, key)


def open_beside(path: Path, key: DataKey) -> OpenFile:
    """A file that this program has open already, once more, for a process of its own. Raises CannotRead."""
    with reading():
        db = connect_file(path, key)
        _durable(db)
    return OpenFile(db)


def change_key(file: OpenFile, key: DataKey) -> None:
    """Encrypt an open file anew with another key of its store. Raises CannotWrite; then the key is as before."""
    try:
        file.db.conn.execute(f'PRAGMA rekey="{key.pragma}"')
        file.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except Error as error:
        happened, advice = meaning(error)
        if "locked" in str(error):  # by SQLCipher itself, whose change failed without a word
            happened, advice = "the disk did not take it", "Free some space on the disk."
        says = f"The file could not be encrypted anew: {happened}. Its keys are as before."
        raise CannotWrite(says, f"{advice} First close the file and open it again.") from error


def _lay_out(db: Database, steps: Migrations) -> None:
    """The tables, and the one row every file has."""
    steps.apply(db)
    codec = codec_of(ServiceDetails)
    db.table(codec.table).insert(dict(zip(codec.columns, codec.encode(ServiceDetails()), strict=True)))


def refuse_what_the_key_is_not_for(path: Path, key: DataKey) -> None:
    """Raises CannotRead for what is no file of ours or another store's, Unprotected for one of the earlier kind."""
    if store_id_of(path) != key.store_id:
        raise CannotRead(
            f"“{path.name}” does not belong to this key: it was made with another one.",
            "Nothing was changed. Put the key file that was made with it (its name ends in .cad.keys) beside it; each "
            "copy of the file has one too.",
        )


def refuse_read_only(path: Path) -> None:
    """Raises CannotWrite where the file may not be changed."""
    if not (os.access(path, os.W_OK) and path.stat().st_mode & stat.S_IWUSR):
        raise CannotWrite(
            f"“{path.name}” may only be read, not changed.",
            OWN_COPY,
        )


def _durable(db: Database) -> None:
    """What is confirmed is on the disk, whatever happens to the power (measured: NORMAL loses, FULL does not)."""
    db.conn.execute("PRAGMA journal_mode=WAL")
    db.conn.execute("PRAGMA synchronous=FULL")


def _bring_up_to_date(db: Database, path: Path, steps: Migrations) -> None:
    if newer_steps(db, steps):
        raise NewerFile(
            f"“{path.name}” was written by a newer version of CAD Planner.",
            "Nothing was changed. Open it with the newer version, or ask for the program to be updated here.",
        )
    if steps.pending(db):
        _copy_before_update(db, path, done=len(steps.applied(db)))
        steps.apply(db)
    if fingerprint(db) != _expected(steps):
        raise CannotRead(f"“{path.name}” has been altered by another program. It was not touched.", USE_A_COPY)


def get_ready() -> None:
    """Works out what every file is compared with when it is opened, before one is."""
    _expected(STEPS)


@cache
def _expected(steps: Migrations) -> str:
    with closing(make_in_memory(steps).db.conn) as connection:
        return fingerprint(Database(connection, execute_plugins=False))


def _copy_before_update(db: Database, path: Path, *, done: int) -> None:
    copy = free_name(path, f"before update {done}")
    part = copy.with_name(f"{copy.name}.part")
    try:
        remove(part)
        db.conn.execute("VACUUM INTO ?", (str(part),))
        copy_along(path, copy)
        put(part, copy)
    except (Error, OSError) as error:
        discard(part)
        happened, advice = meaning(error)
        raise CannotWrite(
            f"“{path.name}” must be brought up to date, but no copy could be made: {happened}.", advice
        ) from error


def free_name(path: Path, words: str) -> Path:
    """A name beside the file that nothing has yet: 'NAME WORDS.cad', 'NAME WORDS (1).cad'."""
    names = (f"{path.stem} {words}{extra}{path.suffix}" for extra in _extras())
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _extras() -> Iterator[str]:
    return (f" ({n})" if n else "" for n in count())


def all_in_one_file(connection: Connection) -> None:
    """What the log holds goes into the file; closing does that too, but says nothing where it fails. Raises Error."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def discard(path: Path) -> None:
    """A file that is of no use, if it can be removed."""
    with suppress(OSError):
        remove(path)


def remove(path: Path) -> None:
    """A file, if there is one, with what SQLite keeps beside it."""
    path.unlink(missing_ok=True)
    remove_beside(path)


def remove_beside(path: Path) -> None:
    """What SQLite keeps beside a file, which it would otherwise take for the next file's."""
    for side in SIDE_FILES:
        path.with_name(f"{path.name}{side}").unlink(missing_ok=True)
