"""How fast the store is on a big list: `python -m tests.bench.store [NUMBER]`; writes to a temporary folder."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.edit import Change, Edit
from cadplanner.store.store import Store
from cadplanner.store.waiting import FLAGS, SORTS, WaitingQuery
from tests.builders import DAY, VENUE
from tests.keys import KEY
from tests.store.people import import_of, waiting_people

NOW = datetime(2027, 6, 1, 9, tzinfo=UTC)
TODAY = date(2027, 6, 1)
SEARCHES = (
    "nguyen",
    "osample",
    "testwellson asha",
    "12/06/1957",
    "1957",
    "ok12 3ab",
    "999000",
    "te",
    "t",
    "07700",
    "zz",
)


def main(number: int) -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.cad"
        with Store.create(path, KEY) as store:
            _writes(store, 20_000)
        path.unlink()
        with Store.create(path, KEY) as store:
            _fill(store, number)
            _reads(store)
        _say("file, MB", path.stat().st_size / 1e6)
        _measure("open, ms", lambda: Store.open(path, KEY).close())


def _writes(store: Store, number: int) -> None:
    edit = import_of(waiting_people(number))
    for label, each in (("import", edit), ("undo", edit.inverse()), ("redo", edit)):
        begun = time.perf_counter()
        store.apply(each, who="bench", at=NOW)
        _say(f"{label} {number} patients and referrals, s", time.perf_counter() - begun)


def _fill(store: Store, number: int) -> None:
    people = waiting_people(number)
    begun = time.perf_counter()
    store.apply(import_of(people), who="bench", at=NOW)
    _say(f"import {number} patients and referrals, s", time.perf_counter() - begun)
    store.apply(Edit("Day", (Change(None, VENUE), Change(None, DAY))), who="bench", at=NOW)
    invited = tuple(
        Change(None, Appointment(f"appointment-{n}", DAY.id, p.id, n, (), r.id))
        for n, (p, r) in enumerate(people[:500])
    )
    store.apply(Edit("Invite", invited), who="bench", at=NOW)
    patient = people[0][0]
    times = []
    for n in range(200):
        changed = type(patient)(**{**_fields(patient), "phone": f"07700 900{n:03d}"})
        begun = time.perf_counter()
        store.apply(Edit("Correct the phone", (Change(patient, changed),)), who="bench", at=NOW)
        times.append(time.perf_counter() - begun)
        patient = changed
    _say("one correction, ms (median)", median(times) * 1000)
    _say("one correction, ms (longest of 200)", max(times) * 1000)


def _fields(thing: object) -> dict[str, object]:
    return {name: getattr(thing, name) for name in type(thing).__slots__}  # type: ignore[attr-defined]


def _reads(store: Store) -> None:
    for search in SEARCHES:
        query = WaitingQuery(search=search, on=TODAY)
        _measure(f"search {search!r} ({len(store.waiting_ids(query))} found), ms", lambda q=query: store.waiting_ids(q))
    for sort_by in SORTS:
        for descending in (False, True):
            query = WaitingQuery(sort_by=sort_by, descending=descending, on=TODAY)
            way = "down" if descending else "up"
            _measure(f"sort by {sort_by} {way}, ms", lambda q=query: store.waiting_ids(q))
    for flag in FLAGS:
        query = WaitingQuery(flags=frozenset({flag}), on=TODAY)
        _measure(f"filter {flag!r} ({len(store.waiting_ids(query))} found), ms", lambda q=query: store.waiting_ids(q))
    ids = store.waiting_ids(WaitingQuery(on=TODAY))
    _measure("100 rows from the middle, ms", lambda: store.waiting_rows(ids[50_000:50_100]))
    _measure("counts of every flag, ms", lambda: store.waiting_counts(TODAY))
    _measure("all patients, ms", store.patients)
    _measure("plan of a day of 500, ms", lambda: store.plan(DAY.id))
    _measure("version of a day, ms", lambda: store.version_of(DAY.id))
    _measure("history of 100, ms", lambda: store.history(100))


def _measure(label: str, read: Callable[[], object]) -> None:
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        read()
        times.append(time.perf_counter() - begun)
    _say(label, median(times) * 1000)


def _say(label: str, figure: float) -> None:
    print(f"{figure:10.2f}  {label}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
