"""Two processes write to one file at once (T27), 100 times each at most: `... tests.faults.writers EACH`."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cadplanner.core.model.edit import Change, Edit
from cadplanner.errors import CadError
from cadplanner.store import writing
from cadplanner.store.audit import Act
from cadplanner.store.chain import check, head
from cadplanner.store.driver import Database, Error, connect_file
from cadplanner.store.store import Store
from tests.builders import patient
from tests.keys import KEY
from tests.store.worlds import NOW


def run(each: int, *, late: bool = False) -> dict[str, object]:
    """Two processes write that many people each, as if the lock beside the file were not there."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "Days.cad"
        Store.create(path, KEY).close()
        children = [_writer(path, name, each, late=late) for name in ("Ann", "Bea")]
        written = sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
        db = connect_file(path, KEY)
        there = db.conn.execute("SELECT count(*) FROM patient").fetchone()[0]
        entries, holds = head(db).count, check(db).holds
        db.conn.close()
        return {"asked": 2 * each, "written": written, "there": there, "entries": entries, "holds": holds}


def _writer(path: Path, name: str, each: int, *, late: bool) -> int:
    child = os.fork()
    if child:
        return child
    written = 0
    if late:
        writing.writing = _late  # type: ignore[assignment]
    db = connect_file(path, KEY)
    for n in range(each):
        new = replace(patient(n), id=f"{name}-{n}")
        try:
            tuple(writing.write_edit(db, Edit("Add", (Change(None, new),)), Act("Add", name, NOW, "here")))
            written += 1
        except (CadError, Error):
            db.rollback()
    os._exit(written)


@contextmanager
def _late(db: Database) -> Iterator[None]:
    """The control: reads first and asks to write when it comes to it, too late where another wrote meanwhile."""
    db.conn.execute("BEGIN")
    db.conn.execute("SELECT count(*) FROM patient").fetchone()
    yield
    db.conn.execute("COMMIT")


if __name__ == "__main__":
    print(json.dumps([run(int(sys.argv[1])), run(int(sys.argv[1]), late=True)]))  # noqa: T201
