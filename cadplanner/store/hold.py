"""While a second process writes a long edit, nothing is written here, and what is read is of before."""

from __future__ import annotations

from collections.abc import Callable

from cadplanner.errors import CannotWrite
from cadplanner.store.driver import Database


class Hold:
    """Of one open file, from `begin` until `end`; `forget` is called where plans may be others from then on."""

    def __init__(self, db: Database, forget: Callable[[], None]) -> None:
        self._db, self._forget, self._label = db, forget, ""

    def begin(self, label: str) -> None:
        """A second process writes that; here the file is for reading."""
        self._label = label
        self._db.conn.execute("PRAGMA query_only=ON")

    def end(self, *, plans_stand: bool) -> None:
        """Whoever wrote is done, or was stopped."""
        self._label = ""
        self._db.conn.execute("PRAGMA query_only=OFF")
        if not plans_stand:
            self._forget()

    def refuse(self) -> None:
        """Raises CannotWrite while it lasts."""
        if self._label:
            raise CannotWrite(f"Not done: “{self._label}” is still being saved.", "Do it again in a moment.")
