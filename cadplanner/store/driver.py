"""The one place that chooses the SQLite driver, SQLCipher; every other file of the store asks it here."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from cadplanner.errors import CannotRead
from cadplanner.store.data_key import DataKey

if (
    "sqlite_utils" in sys.modules and sys.modules.get("pysqlite3") is not sqlcipher
):  # pragma: no cover - tried by a process
    raise ImportError("cadplanner.store.driver must be imported before sqlite_utils")
sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = sqlcipher  # what sqlite_utils prefers to sqlite3

from sqlite_utils import Database  # noqa: E402
from sqlite_utils.db import Table  # noqa: E402
from sqlite_utils.migrations import Migrations  # noqa: E402

if TYPE_CHECKING:
    from sqlite3 import Connection, DatabaseError, Error, IntegrityError
else:
    Connection, DatabaseError = sqlcipher.Connection, sqlcipher.DatabaseError
    Error, IntegrityError = sqlcipher.Error, sqlcipher.IntegrityError

__all__ = [
    "Connection",
    "Database",
    "DatabaseError",
    "Error",
    "IntegrityError",
    "Migrations",
    "Table",
    "connect_file",
    "connect_memory",
    "connect_unprotected",
]

SETTINGS = (
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "busy_timeout=5000",
)


def connect_file(path: Path, key: DataKey, *, create: bool = False) -> Database:
    """A connection to that encrypted file; unless `create`, a mistyped path is an error and never a new file.

    A wrong key shows with the first read. Raises CannotRead where this Python cannot encrypt.
    """
    connection = _connect(path, "rwc" if create else "rw")
    connection.execute("PRAGMA cipher_log_level=NONE")  # else a wrong key is complained of on stderr
    connection.execute(f'PRAGMA key="{key.pragma}"')
    return _careful(connection)


def connect_unprotected(path: Path) -> Database:
    """A connection to a file of the earlier kind, which was not encrypted; only to convert it."""
    return _careful(_connect(path, "rw"))


def connect_memory() -> Database:
    """A connection to a store that lives as long as the connection."""
    return _careful(sqlcipher.connect(":memory:", isolation_level=None))


def _connect(path: Path, mode: str) -> Connection:
    connection: Connection = sqlcipher.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    return connection


def _careful(connection: Connection) -> Database:
    _refuse_without_encryption(connection)
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return Database(connection, execute_plugins=False)


def _refuse_without_encryption(connection: Connection) -> None:
    """Plain SQLite takes a key without a word and writes everything for all to read."""
    if connection.execute("PRAGMA cipher_version").fetchone() is None or not _keeps_off_the_disk():
        connection.close()
        raise CannotRead(
            "This copy of CAD Planner cannot encrypt files: a part of it is missing.",
            "Nothing was opened. Ask for the program to be installed again.",
        )


@cache
def _keeps_off_the_disk() -> bool:
    """Whether SQLite was built to sort in memory, never in temporary files."""
    connection: Connection = sqlcipher.connect(":memory:")
    options = {option for (option,) in connection.execute("PRAGMA compile_options")}
    connection.close()
    return bool(options & {"TEMP_STORE=2", "TEMP_STORE=3"})
