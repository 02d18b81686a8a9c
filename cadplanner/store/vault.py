"""Opens, makes and locks the one file; whatever is not a sound file of ours is refused with a reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from sqlite_utils.migrations import Migrations

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.errors import CannotRead, CannotWrite, NewerFile
from cadplanner.store.driver import Database, Error, connect_file, connect_memory
from cadplanner.store.faults import meaning, reading
from cadplanner.store.lock_file import LockFile
from cadplanner.store.migrations import STEPS, fingerprint, newer_steps
from cadplanner.store.tables import codec_of

APPLICATION_ID = b"CADP"
"""At byte 68 of every file of ours."""

HEADER = b"SQLite format 3\0"
SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open file: its database, and the lock that keeps others out (None in memory)."""

    db: Database
    lock: LockFile | None = None

    def close(self) -> None:
        """Everything into the one file, then let go of it."""
        self.db.conn.close()
        if self.lock:
            self.lock.release()


def make_in_memory(steps: Migrations = STEPS) -> OpenFile:
    """A new store that nobody keeps."""
    db = connect_memory()
    _lay_out(db, steps)
    return OpenFile(db)


def make_file(path: Path, *, replace: bool = False, steps: Migrations = STEPS) -> None:
    """Make a new file, whole or not at all. Raises CannotWrite and InUse; replaces a file only if asked."""
    if path.exists() and not (replace and path.is_file()):
        raise CannotWrite(f"There is already something called “{path.name}” in that folder.", "Choose another name.")
    part = path.with_name(f"{path.name}.part")
    with ExitStack() as stack:
        stack.callback(LockFile.take(path).release)
        stack.callback(_remove, part)
        try:
            _remove(part)
            with closing(connect_file(part, create=True).conn) as connection:
                connection.execute(f"PRAGMA application_id={int.from_bytes(APPLICATION_ID, 'big')}")
                _durable(db := Database(connection, execute_plugins=False))
                _lay_out(db, steps)
            _remove_beside(path)
            part.replace(path)
        except (Error, OSError) as error:
            happened, advice = meaning(error)
            raise CannotWrite(f"“{path.name}” could not be made: {happened}.", advice) from error


def open_file(path: Path, *, take_over: bool = False, steps: Migrations = STEPS) -> OpenFile:
    """Open a file for this process alone.

    A file of an earlier version is brought up to date after a copy was made beside it. Raises CannotRead,
    CannotWrite (a place that may only be read), NewerFile, and InUse unless `take_over` (see LockFile).
    """
    _refuse_what_is_no_file_of_ours(path)
    _refuse_read_only(path)
    with ExitStack() as stack:
        lock = LockFile.take(path, take_over=take_over)
        stack.callback(lock.release)
        with reading():
            db = connect_file(path)
            stack.callback(db.conn.close)
            _durable(db)
            _bring_up_to_date(db, path, steps)
        stack.pop_all()
        return OpenFile(db, lock)


def _lay_out(db: Database, steps: Migrations) -> None:
    """The tables, and the one row every file has."""
    steps.apply(db)
    codec = codec_of(ServiceDetails)
    db.table(codec.table).insert(dict(zip(codec.columns, codec.encode(ServiceDetails()), strict=True)))


def _refuse_what_is_no_file_of_ours(path: Path) -> None:
    if path.is_dir():
        raise CannotRead(f"“{path.name}” is a folder.", "Open the folder and choose a file whose name ends in .cad.")
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except FileNotFoundError as error:
        raise CannotRead(f"There is no file “{path.name}” in that folder.", "Check the name and the folder.") from error
    except OSError as error:
        raise CannotRead(f"“{path.name}” could not be opened.", "Check that you may read it, and try again.") from error
    if not head:
        raise CannotRead(f"“{path.name}” is empty.", "Open your latest copy of it.")
    if head[:16] != HEADER or head[68:] != APPLICATION_ID:
        raise CannotRead(
            f"“{path.name}” is not a CAD Planner file.",
            "Choose a file whose name ends in .cad. To bring in a list of patients, use Import on the waiting list.",
        )


def _refuse_read_only(path: Path) -> None:
    if not (os.access(path, os.W_OK) and path.stat().st_mode & stat.S_IWUSR):
        raise CannotWrite(
            f"“{path.name}” may only be read, not changed.",
            "Copy it to a folder of your own, such as Documents, and open the copy.",
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
        raise CannotRead(f"“{path.name}” has been altered by another program.", "Open your latest copy of it.")


@cache
def _expected(steps: Migrations) -> str:
    with closing(make_in_memory(steps).db.conn) as connection:
        return fingerprint(Database(connection, execute_plugins=False))


def _copy_before_update(db: Database, path: Path, *, done: int) -> None:
    names = (f"{path.stem} before update {done}{extra}{path.suffix}" for extra in _extras())
    copy = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    part = copy.with_name(f"{copy.name}.part")
    try:
        _remove(part)
        db.conn.execute("VACUUM INTO ?", (str(part),))
        part.replace(copy)
    except (Error, OSError) as error:
        _remove(part)
        happened, advice = meaning(error)
        raise CannotWrite(
            f"“{path.name}” must be brought up to date, but no copy could be made: {happened}.", advice
        ) from error


def _extras() -> Iterator[str]:
    return (f" ({n})" if n else "" for n in count())


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_beside(path)


def _remove_beside(path: Path) -> None:
    """What SQLite keeps beside a file, which it would otherwise take for the next file's."""
    for side in SIDE_FILES:
        path.with_name(f"{path.name}{side}").unlink(missing_ok=True)
