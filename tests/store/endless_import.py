"""Imports lists into a file without end and says each time it is confirmed: `... endless_import FILE`; to be killed."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from cadplanner.store.store import Store
from tests.keys import KEY
from tests.store.people import import_of, waiting_people
from tests.store.worlds import NOW

EACH = 250


def main(path: Path) -> None:
    """Import EACH people at a time; print how many are confirmed."""
    store = Store.open(path, KEY)
    people = waiting_people(EACH)
    for n in count(len(store.patients()) // EACH):
        these = tuple(
            (replace(p, id=f"{n}-{p.id}"), replace(r, id=f"{n}-{r.id}", patient_id=f"{n}-{p.id}")) for p, r in people
        )
        print("begun", flush=True)  # noqa: T201
        store.apply(import_of(these), who="Ann", at=NOW)
        print((n + 1) * EACH, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
