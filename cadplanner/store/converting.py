"""A file of the earlier, unencrypted kind becomes a protected one; the old one is kept aside."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

from cadplanner.errors import USE_A_COPY, CannotRead, CannotWrite
from cadplanner.store.data_key import DataKey
from cadplanner.store.driver import Connection, Error, connect_file, connect_unprotected
from cadplanner.store.durably import keep_also, put
from cadplanner.store.faults import meaning
from cadplanner.store.key_file import write_keys
from cadplanner.store.lock_file import LockFile
from cadplanner.store.place import refuse_unfit
from cadplanner.store.recognise import APPLICATION_ID
from cadplanner.store.unlocking import NewKeys
from cadplanner.store.vault import discard, free_name, remove


def protect(path: Path, keys: NewKeys) -> Path:
    """Encrypt an unprotected file with these keys; gives where it is kept as it was. Raises CannotWrite and InUse.

    Until the very end the file is as it was.
    """
    refuse_unfit(path)
    part = path.with_name(f"{path.name}.part")
    with ExitStack() as stack:
        stack.callback(LockFile.take(path).release)
        stack.callback(discard, part)
        try:
            remove(part)
            _export(path, part, keys.key)
            aside = free_name(path, "not protected")
            keep_also(path, aside)
            write_keys(path, keys.file)
            put(part, path)
        except (Error, OSError) as error:
            happened, advice = meaning(error)
            raise CannotWrite(f"“{path.name}” could not be protected: {happened}. It is as it was.", advice) from error
    return aside


def _export(path: Path, part: Path, key: DataKey) -> None:
    with closing(connect_unprotected(path).conn) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the one file is all of it
        plain.execute("PRAGMA foreign_keys=OFF")
        plain.execute(f'ATTACH DATABASE ? AS sealed KEY "{key.pragma}"', (str(part),))
        plain.execute("SELECT sqlcipher_export('sealed')")
        plain.execute(f"PRAGMA sealed.application_id={int.from_bytes(APPLICATION_ID, 'big')}")
        plain.execute("DETACH sealed")
        before = _counts(plain)
    with closing(connect_file(part, key).conn) as sealed:
        sound = sealed.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not sound or _counts(sealed) != before:
            raise CannotRead(
                f"“{path.name}” is damaged, so no protected file could be made of it. It is as it was.",
                USE_A_COPY,
            )


def _counts(connection: Connection) -> dict[str, int]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}  # noqa: S608
