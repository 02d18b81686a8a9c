"""The one place that chooses the SQLite driver; every other file of the store asks it here."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection, DatabaseError, Error, IntegrityError, connect

from sqlite_utils import Database
from sqlite_utils.db import Table

__all__ = [
    "Connection",
    "Database",
    "DatabaseError",
    "Error",
    "IntegrityError",
    "Table",
    "connect_file",
    "connect_memory",
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


def connect_file(path: Path, *, create: bool = False) -> Database:
    """A connection to that file; unless `create`, a mistyped path is an error and never a new file."""
    uri = f"{path.resolve().as_uri()}?mode={'rwc' if create else 'rw'}"
    return _careful(connect(uri, uri=True, isolation_level=None))


def connect_memory() -> Database:
    """A connection to a store that lives as long as the connection."""
    return _careful(connect(":memory:", isolation_level=None))


def _careful(connection: Connection) -> Database:
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return Database(connection, execute_plugins=False)
