"""Something fails at each point in turn (T04, T16, T17): `python -m tests.faults.points JOB EVERY`.

A point is a call that changes the disk, or reads from it. At each the call fails with an error, once or for good, or
the process dies there. Only every EVERY-th is tried.
"""

from __future__ import annotations

import errno
import json
import mmap
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from cadplanner.errors import CadError
from cadplanner.store import vault
from cadplanner.store.copies import copies_folder, make_copy, put_back
from cadplanner.store.driver import connect_file
from cadplanner.store.keeping import delete_days, note_export
from cadplanner.store.store import Store
from tests.builders import DAY
from tests.faults import desk, looks
from tests.faults.desk import DAMAGED, UNSAID, Wrong
from tests.faults.disk import DIES, READS, WRITES, Disk
from tests.faults.looks import OTHER
from tests.keys import CHEAP, KEY, change_data_key, change_passphrase, make_file
from tests.keys import protect as protected
from tests.store.test_purge import CLOSED, DUE, day_of
from tests.store.test_vault import later_steps, shoe_size
from tests.store.worlds import NOW

Said = Counter[str]
EDITS = 9
WORDS = ("begun", "done", "copied")


class Told:
    """What a person was told: how often something was begun and done, and the words of what failed."""

    def __init__(self) -> None:
        self._counts = mmap.mmap(-1, len(WORDS))  # shared with a process that dies
        self.words: list[tuple[str, str]] = []

    def say(self, word: str) -> None:
        self._counts[WORDS.index(word)] += 1

    @property
    def said(self) -> Said:
        return Counter(dict(zip(WORDS, self._counts[:], strict=True)))

    def failed(self, error: CadError) -> None:
        self.words.append((str(error), error.advice))


def edits(path: Path, told: Told) -> None:
    """Nine edits; one that was refused is done once more, as a person would."""
    with Store.open(path, KEY) as store:
        for n in range(EDITS):
            told.say("begun")
            try:
                desk.do(store, n)
            except CadError as error:
                told.failed(error)
                desk.do(store, n)
            told.say("done")


def copy(path: Path, told: Told) -> None:
    with Store.open(path, KEY) as store:
        told.say("begun")
        desk.do(store, 0)
        told.say("done")
        make_copy(path, KEY, copies_folder(path), at=NOW)
    told.say("copied")


def restore(path: Path, told: Told) -> None:
    told.say("begun")
    put_back(path.with_name("Copy.cad"), path, KEY, at=NOW)
    told.say("done")


def migration(path: Path, told: Told) -> None:
    vault.open_file(path, KEY, steps=later_steps(shoe_size)).close()
    told.say("done")


def new_data_key(path: Path, told: Told) -> None:
    with Store.open(path, KEY) as store:
        change_data_key(store, OTHER, CHEAP, bytes(32))
    told.say("done")


def passphrase(path: Path, told: Told) -> None:
    told.say("begun")
    change_passphrase(path, KEY, OTHER, CHEAP)
    told.say("done")


def new_file(path: Path, told: Told) -> None:
    make_file(path.with_name("New.cad"), OTHER, cost=CHEAP, recovery_key=bytes(32))
    told.say("done")


def protect(path: Path, told: Told) -> None:
    protected(path.with_name("Old.cad"), OTHER, cost=CHEAP, recovery_key=bytes(32))
    told.say("done")


def purge(path: Path, told: Told) -> None:
    with Store.open(path.with_name("Played.cad"), KEY) as store:
        delete_days(store, (DAY.id,), who="Ann", at=DUE, new_id="certificate-1")
    told.say("done")


JOBS: dict[str, tuple[Callable[[Path, Told], None], Callable[[Path, Said], Iterator[Wrong]]]] = {
    "edits": (edits, looks.of_edits),
    "copy": (copy, looks.of_copies),
    "restore": (restore, looks.of_restore),
    "migration": (migration, looks.of_migration),
    "new data key": (new_data_key, looks.of_rekey),
    "passphrase": (passphrase, looks.of_passphrase),
    "new file": (new_file, looks.of_new_file),
    "protect": (protect, looks.of_protected),
    "purge": (purge, looks.of_purge),
}
WAYS = {
    "an error once": (errno.EIO, False, WRITES),
    "an error for good": (errno.EIO, True, WRITES),
    "no room from there on": (errno.ENOSPC, True, WRITES),
    "cannot be read once": (errno.EIO, False, READS),
    "cannot be read for good": (errno.EIO, True, READS),
    "dies": (DIES, True, WRITES),
}


def template(folder: Path) -> Path:
    """A folder with everything that the jobs need: a file, a copy of it, an unprotected one, and a played day."""
    folder.mkdir()
    path = desk.start(folder / "Days.cad")
    made = make_copy(path, KEY, folder / "made", at=NOW)
    made.path.replace(folder / "Copy.cad")
    made.path.with_name(f"{made.path.name}.keys").replace(folder / "Copy.cad.keys")
    shutil.rmtree(folder / "made")
    with Store.open(path, KEY) as store:
        desk.do(store, 0)
    shutil.copyfile(folder / "Copy.cad", path)  # the file has the work of BASE alone
    with Store.create(folder / "Played.cad", KEY) as store:
        note_export(day_of(store), DAY.id, "Export", who="Ann", at=CLOSED)
    with closing(connect_file(path, KEY).conn) as connection:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(folder / "Old.cad"),))
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute(f"PRAGMA plain.application_id={int.from_bytes(b'CADP', 'big')}")
        connection.execute("DETACH plain")
    return path


def run(job: str, every: int = 1, *, disk: Disk | None = None) -> dict[str, object]:
    """Fail at each point of that job in every way; how many points there were, what was wrong, what was said."""
    disk = disk or Disk()
    wrong: Counter[str] = Counter()
    examples: dict[str, str] = {}
    words: Counter[tuple[str, str]] = Counter()
    tried = 0
    with tempfile.TemporaryDirectory() as made:
        base = template(Path(made) / "template")
        disk.watch(Path(made) / "disk")
        for way, (error, ever, kinds) in WAYS.items():
            at = 1
            while True:
                told, hit, found = _tried(disk, base, Path(made) / "disk", job, (at, error, ever, kinds))
                if not hit:
                    break
                tried += 1
                words.update(told.words)
                for each in found:
                    wrong[each.kind] += 1
                    examples[each.kind] = f"{way}, point {at}: {each.says}"
                at += every
    said = [f"{happened} | {advice} ({times})" for (happened, advice), times in words.most_common()]
    return {"points": tried, "wrong": wrong, "such as": examples, "said": said}


def _tried(
    disk: Disk, base: Path, folder: Path, job: str, how: tuple[int, int, bool, int]
) -> tuple[Told, bool, list[Wrong]]:
    work, look = JOBS[job]
    at, error, ever, kinds = how
    path = Path(shutil.copytree(base.parent, folder)) / base.name
    told, found = Told(), []
    if error == DIES:
        hit = _died(disk, work, path, at, told)
    else:
        with disk.failing(at, error, ever=ever, kinds=kinds):
            try:
                work(path, told)
            except CadError as refused:
                told.failed(refused)
            except Exception as unsaid:  # noqa: BLE001 - whatever else comes out has no words for a person
                found.append(Wrong(UNSAID, repr(unsaid)))
            hit = bool(disk.hits)
    try:
        found += look(path, told.said)
    except CadError as refused:
        found.append(Wrong(DAMAGED, f"{refused}"))
    shutil.rmtree(folder)
    return told, hit, found


def _died(disk: Disk, work: Callable[[Path, Told], None], path: Path, at: int, told: Told) -> bool:
    """Whether the process that did the work died at that point."""
    child = os.fork()
    if not child:
        with disk.failing(at, DIES):
            work(path, told)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2])), indent=1, ensure_ascii=False))  # noqa: T201
