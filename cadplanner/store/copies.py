"""Copies of the file that are known to be good: made, verified, thinned out with time, and put back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cadplanner.errors import CadError, CannotRead, CannotWrite, InUse
from cadplanner.store.chain import Head, head
from cadplanner.store.data_key import DataKey
from cadplanner.store.driver import Connection, Error, connect_file
from cadplanner.store.durably import keep_also, put
from cadplanner.store.faults import meaning
from cadplanner.store.key_file import changing_to, copy_along, keys_path, read_keys, write_keys
from cadplanner.store.lock_file import LockFile
from cadplanner.store.place import refuse_unfit
from cadplanner.store.recognise import store_id_of
from cadplanner.store.vault import remove, remove_beside

FOLDER = "copies of"
RECENT, DAILY, WEEKLY = 10, 14, 8
NAMED = re.compile(r"(?P<stem>.+) (?P<at>\d{4}-\d{2}-\d{2} \d{6})(?: \((?P<number>\d+)\))?\.cad")
STAMP = "%Y-%m-%d %H%M%S"
SPARE = 3
"""How many times its size must be free before a copy is begun: the copy, its check, and room to go on working."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: where it is, and when it was made (UTC, from its name); `number` tells those of one second apart."""

    path: Path
    at: datetime
    number: int = 0

    @property
    def place(self) -> tuple[datetime, int, str]:
        """What copies are put in order by."""
        return self.at, self.number, self.path.name


@dataclass(frozen=True, slots=True)
class Sound:
    """What a copy that was verified holds: rows by table, and the last entry of its history."""

    rows: dict[str, int]
    head: Head

    @property
    def words(self) -> str:
        """'1,204 people, 1 day, 8,120 entries of history'."""
        told = (("patient", "person", "people"), ("day", "day", "days"), ("past_edit", "entry", "entries"))
        numbers = ((self.rows.get(table, 0), one, many) for table, one, many in told)
        return f"{', '.join(f'{number:,} {one if number == 1 else many}' for number, one, many in numbers)} of history"


def copies_folder(path: Path) -> Path:
    """Where the copies of the file at `path` are kept unless she chose a place: a folder beside it."""
    return path.with_name(f"{FOLDER} {path.stem}")


def copies_in(folder: Path, path: Path) -> tuple[Copy, ...]:
    """The copies of that file in that folder, the latest first; () where the folder is out of reach."""
    try:
        names = sorted(folder.iterdir())
    except OSError:
        return ()
    found = ((each, NAMED.fullmatch(each.name)) for each in names)
    ours = (_named(each, match) for each, match in found if match and match["stem"] == path.stem)
    return tuple(sorted(ours, key=lambda copy: copy.place, reverse=True))


def make_copy(path: Path, key: DataKey, folder: Path, *, at: datetime) -> Copy:
    """A copy of the file as it now is, open or not, in that folder; it has its name only once it was verified.

    Raises CannotWrite; then there is no new copy, and the others and the file are as they were.
    """
    if folder.is_file():
        raise CannotWrite(
            f"“{folder.name}” is a file, not a folder. No copy was made.", "Choose a folder for the copies."
        )
    target = _free(folder / f"{path.stem} {at.astimezone(UTC):{STAMP}}.cad")
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_without_room(path, folder)
        remove(part)
        with closing(connect_file(path, key).conn) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
            expected = _rows(connection)
        found = verified(part, key)
        if found.rows.keys() != expected.keys() or any(found.rows[t] < n for t, n in expected.items() if t in GROWING):
            raise _not_whole(target)
        copy_along(path, target, audit_head=found.head.words)
        put(part, target)
    except (Error, OSError) as error:
        happened, advice = meaning(error)
        raise CannotWrite(f"No copy was made: {happened}. The file itself is as it was.", advice) from error
    finally:
        with suppress(OSError):
            remove(part)
    match = NAMED.fullmatch(target.name)
    assert match is not None
    return _named(target, match)


GROWING = ("past_edit", "past_change")
"""Tables that are only ever added to: a copy never has fewer of their rows than the file had just after."""


def verified(path: Path, key: DataKey) -> Sound:
    """What the closed file at `path` holds, once every page of it was checked. Raises CannotRead."""
    try:
        db = connect_file(path, key)
        with closing(db.conn) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            wrong = [*connection.execute("PRAGMA cipher_integrity_check").fetchall()]
            (says,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if wrong or says != "ok":
                raise _damaged(path)
            return Sound(_rows(connection), head(db))
    except Error as error:
        raise _damaged(path) from error


def put_back(copy: Path, path: Path, key: DataKey, *, at: datetime) -> Path | None:
    """Put a verified copy where the file is, or was; what is there now is kept beside it under another name.

    Returns where that is kept, None where there was nothing. Raises CannotRead where the copy is not sound, InUse
    where the file is open, and CannotWrite (also where no file may be worked with); then the file is as it was.
    """
    refuse_unfit(path)
    _refuse_place(copy, path)
    store_id_of(copy)
    verified(copy, key)
    if copy.with_name(f"{copy.name}-wal").exists():
        raise InUse(f"“{copy.name}” is open somewhere.", "Close it there, then put it back.")
    part = path.with_name(f"{path.name}.part")
    lock = LockFile.take(path)
    try:
        shutil.copyfile(copy, part)
        verified(part, key)
        aside = _kept_aside(path, key, at)
        with changing_to(path, read_keys(copy)):
            put(part, path)
    except (Error, OSError) as error:
        happened, advice = meaning(error)
        raise CannotWrite(f"The copy was not put back: {happened}. Nothing was lost.", advice) from error
    finally:
        with suppress(OSError):
            remove(part)
        lock.release()
    return aside


def thin_out(copies: Iterable[Copy]) -> tuple[Copy, ...]:
    """The copies that may go: all but the 10 latest, the last of each of 14 days and of each of 8 weeks."""
    ordered = sorted(copies, key=lambda copy: copy.place, reverse=True)
    kept = {copy.path for copy in ordered[:RECENT]}
    for many, period in ((DAILY, _day), (WEEKLY, _week)):
        kept |= _last_of_each(ordered, period, many)
    return tuple(copy for copy in ordered if copy.path not in kept)


def drop(copies: Iterable[Copy]) -> int:
    """Delete those copies with their key files; how many went."""
    gone = 0
    for copy in copies:
        with suppress(OSError):
            remove(copy.path)
            keys_path(copy.path).unlink(missing_ok=True)
            gone += 1
    return gone


def drill(copy: Copy, key: DataKey, scratch: Path) -> Sound:
    """Practise: put a copy into an empty folder, open it there as on a second laptop, and check all of it.

    Raises CannotRead and CannotWrite; nothing stays in the folder.
    """
    path = scratch / copy.path.name
    try:
        shutil.copyfile(copy.path, path)
        return verified(path, key)
    except OSError as error:
        happened, advice = meaning(error)
        raise CannotWrite(f"The copy could not be tried: {happened}.", advice) from error
    finally:
        with suppress(OSError):
            remove(path)


def _kept_aside(path: Path, key: DataKey, at: datetime) -> Path | None:
    """The file there now under another name too, whole; it keeps its own until the copy takes it."""
    if not path.exists():
        remove(path)
        return None
    aside = _free(path.with_name(f"{path.stem} before restore {at.astimezone(UTC):{STAMP}}{path.suffix}"))
    _log_into(path, key)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():  # it is of no use without the file, nor the file without it
        log.replace(aside.with_name(f"{aside.name}-wal"))
        path.replace(aside)
    else:
        keep_also(path, aside)
    remove_beside(path)
    with suppress(CadError, OSError):
        write_keys(aside, read_keys(aside))
    return aside


def _log_into(path: Path, key: DataKey) -> None:
    """What a file's log still holds goes into the file, if that can be: it may be damaged, or have another key."""
    with suppress(Error), closing(connect_file(path, key).conn) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _last_of_each(ordered: list[Copy], period: Callable[[datetime], tuple[int, ...]], many: int) -> set[Path]:
    latest: dict[tuple[int, ...], Path] = {}
    for copy in ordered:
        latest.setdefault(period(copy.at), copy.path)
    return set(list(latest.values())[:many])


def _day(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month, at.day)


def _week(at: datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar()[:2])


def _named(path: Path, match: re.Match[str]) -> Copy:
    return Copy(path, _moment(match["at"]), int(match["number"] or 0))


def _moment(stamp: str) -> datetime:
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1, 1, 1, tzinfo=UTC)


def _free(path: Path) -> Path:
    names = (path, *(path.with_name(f"{path.stem} ({n}){path.suffix}") for n in range(1, 1000)))
    return next(name for name in names if not name.exists())


def _rows(connection: Connection) -> dict[str, int]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    names = [name for (name,) in tables.fetchall() if not name.startswith("sqlite_")]
    return {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608


def _refuse_without_room(path: Path, folder: Path) -> None:
    needed = SPARE * path.stat().st_size
    if shutil.disk_usage(folder).free < needed:
        raise CannotWrite(
            "No copy was made: there is too little room on that disk. The file itself is as it was.",
            f"Free {needed // 1_000_000 + 1} MB there, or choose another place for the copies.",
        )


def _refuse_place(copy: Path, path: Path) -> None:
    if path.is_dir():
        advice = "Give the name that the file is to have in it, ending in .cad."
        raise CannotWrite(f"“{path.name}” is a folder. Nothing was put back.", advice)
    if copy.exists() and path.exists() and copy.samefile(path):
        raise CannotWrite(f"“{copy.name}” is there already. Nothing was changed.", "Give another name to put it under.")


def _not_whole(path: Path) -> CannotRead:
    return CannotRead(f"“{path.name}” is not whole, and was not kept.", "Make another copy.")


def _damaged(path: Path) -> CannotRead:
    return CannotRead(
        f"“{path.name.removesuffix('.part')}” is damaged: not everything in it can be read.",
        "Use another copy. Tell whoever looks after this computer: its disk may be failing.",
    )
