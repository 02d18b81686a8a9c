"""Kills a process at work at random, again and again (T05, T13, T17, T18): `... tests.faults.kills JOB ROUNDS`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

from cadplanner.errors import CadError
from cadplanner.store import vault, writing
from cadplanner.store.copies import copies_folder, make_copy, put_back
from cadplanner.store.store import Store
from tests.faults import desk, looks
from tests.faults.desk import DAMAGED, Wrong
from tests.faults.looks import OTHER
from tests.keys import CHEAP, KEY, PASSPHRASE, change_data_key, change_passphrase
from tests.store.test_vault import later_steps, shoe_size
from tests.store.worlds import NOW

Say = Callable[[str], None]
Job = Callable[[Path, Say], None]


def desk_work(path: Path, say: Say, imported: int = 20) -> None:
    """Edits without end, the file open throughout."""
    with Store.open(path, KEY) as store:
        for n in count():
            say("begun")
            desk.do(store, n, imported)
            say("done")


def import_work(path: Path, say: Say) -> None:
    """The same, with imports of 300 people."""
    desk_work(path, say, imported=300)


def checkpoint_work(path: Path, say: Say) -> None:
    """Everything into the one file after each edit, and the file closed after every third."""
    for n in count():
        if n % 3 == 0:
            store = Store.open(path, KEY)
        say("begun")
        desk.do(store, n)
        say("done")
        store._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if n % 3 == 2:
            store.close()


def copy_work(path: Path, say: Say) -> None:
    """A verified copy after each edit."""
    with Store.open(path, KEY) as store:
        for n in count():
            say("begun")
            desk.do(store, n)
            say("done")
            make_copy(path, KEY, copies_folder(path), at=NOW + timedelta(minutes=n))
            say("copied")


def restore_work(path: Path, say: Say) -> None:
    """Two edits are done, then the copy of before them is put back."""
    copy = make_copy(path, KEY, copies_folder(path), at=NOW)
    for n in count():
        with Store.open(path, KEY) as store:
            desk.do(store, store.audit_head().count - 1)
        say("begun")
        put_back(copy.path, path, KEY, at=NOW + timedelta(minutes=n))
        say("done")


def migration_work(path: Path, say: Say) -> None:
    """A newer version of the program opens the file."""
    say("begun")
    vault.open_file(path, KEY, steps=later_steps(shoe_size)).close()
    say("done")
    time.sleep(60)


def rekey_work(path: Path, say: Say) -> None:
    """A new data key, with a new passphrase."""
    with Store.open(path, KEY) as store:
        say("begun")
        change_data_key(store, OTHER, CHEAP, bytes(32))
        say("done")
        time.sleep(60)


def passphrase_work(path: Path, say: Say) -> None:
    """Another passphrase, and back, without end."""
    for n in count():
        say("begun")
        change_passphrase(path, KEY, OTHER if n % 2 == 0 else PASSPHRASE, CHEAP)
        say("done")


def half_work(path: Path, say: Say) -> None:
    """The control: a program that forgot the transaction, so that an edit may be half there."""
    writing.writing = _no_transaction  # type: ignore[assignment]
    desk_work(path, say)


def early_work(path: Path, say: Say) -> None:
    """The control: a program that says 'saved' before it is."""
    with Store.open(path, KEY) as store:
        for n in count():
            say("begun")
            say("done")
            desk.do(store, n)


@contextmanager
def _no_transaction(_: object) -> Iterator[None]:
    yield


JOBS: dict[str, tuple[Job, Callable[[Path, Counter[str]], Iterator[Wrong]], float]] = {
    "edits": (desk_work, looks.of_edits, 0.15),
    "imports": (import_work, looks.of_imports, 0.4),
    "checkpoints": (checkpoint_work, looks.of_edits, 0.2),
    "copies": (copy_work, looks.of_copies, 0.3),
    "restore": (restore_work, looks.of_restore, 0.3),
    "migration": (migration_work, looks.of_migration, 0.06),
    "new data key": (rekey_work, looks.of_rekey, 0.06),
    "passphrase": (passphrase_work, looks.of_passphrase, 0.05),
    "control: no transaction": (half_work, looks.of_edits, 0.15),
    "control: said too early": (early_work, looks.of_edits, 0.15),
}
"""What is being done when the process dies, what must hold afterwards, and for how many seconds it may go on."""


def run(job: str, rounds: int, seed: int = 1) -> dict[str, object]:
    """Kill that job so many times; how many kills hit it in the middle, and what was wrong."""
    dice = Random(seed)
    work, look, seconds = JOBS[job]
    wrong: Counter[str] = Counter()
    examples: dict[str, str] = {}
    middle = confirmed = 0
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "template").mkdir()
        template = desk.start(Path(made) / "template" / "Days.cad")
        for n in range(rounds):
            path = Path(shutil.copytree(template.parent, Path(made) / f"round {n}")) / template.name
            said = _killed(work, path, dice.uniform(0, seconds))
            middle += said["begun"] > said["done"]
            confirmed += said["done"]
            found = {each.kind: each.says for each in _looked(look, path, said)}
            wrong.update(found.keys())
            examples |= found
            shutil.rmtree(path.parent)
    return {"rounds": rounds, "in the middle": middle, "confirmed": confirmed, "wrong": wrong, "such as": examples}


def _looked(look: Callable[[Path, Counter[str]], Iterator[Wrong]], path: Path, said: Counter[str]) -> list[Wrong]:
    try:
        return list(look(path, said))
    except CadError as error:
        return [Wrong(DAMAGED, str(error))]


def _killed(work: Job, path: Path, seconds: float) -> Counter[str]:
    """Let it work for so long after its first word, kill it, and give how often it said each word."""
    heard, told = os.pipe()
    child = os.fork()
    if not child:
        try:
            work(path, lambda word: os.write(told, f"{word}\n".encode()) and None)
        finally:
            os._exit(1)
    os.close(told)
    said = os.read(heard, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := os.read(heard, 1 << 16):
        said += more
    os.close(heard)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the work ended by itself")
    return Counter(said.decode().split())


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]))))  # noqa: T201
