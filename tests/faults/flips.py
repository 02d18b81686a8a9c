"""One bit of the file is wrong (T23): every one is found, none is read without a word: `... tests.faults.flips N`."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

from cadplanner.errors import CadError
from cadplanner.store.copies import verified
from cadplanner.store.store import Store
from cadplanner.store.tables import TABLES
from tests.faults import desk
from tests.faults.points import template
from tests.keys import KEY

FOUND, SILENT, UNTOUCHED = "found", "read wrong without a word", "read right, and found by nothing"


def run(flips: int, seed: int = 1) -> dict[str, object]:
    """Flip so many bits, one at a time, in our file and in an unprotected one with the same content."""
    with tempfile.TemporaryDirectory() as made:
        ours = template(Path(made) / "template")
        plain = ours.with_name("Old.cad")
        right, words = _plainly(plain), Counter[str]()
        return {
            "ours": _each(ours, flips, seed, lambda path: _of_ours(path, words)),
            "control, not encrypted": _each(plain, flips, seed, lambda path: _of_plain(path, right)),
            "said": words,
        }


def _each(path: Path, flips: int, seed: int, look) -> Counter[str]:
    dice, sound = Random(seed), path.read_bytes()
    found: Counter[str] = Counter()
    for _ in range(flips):
        content = bytearray(sound)
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        path.write_bytes(content)
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        found[look(path)] += 1
    path.write_bytes(sound)
    return found


def _of_ours(path: Path, words: Counter[str]) -> str:
    read = _read(path, words)
    if read not in (None, desk.world_after(0)):
        return SILENT
    try:
        if path.read_bytes()[:16] == KEY.store_id:
            verified(path, KEY)
            return UNTOUCHED
    except CadError as error:
        words[f"{error} | {error.advice}"] += 1
    return FOUND


def _read(path: Path, words: Counter[str]):
    """Everything in the file; None where it was refused with words."""
    try:
        with Store.open(path, KEY) as store:
            return {(kind, each.id): each for kind in TABLES for each in store._all(kind)}
    except CadError as error:
        words[f"{error} | {error.advice}"] += 1
        return None


def _of_plain(path: Path, right: object) -> str:
    try:
        read = _plainly(path)
        with closing(sqlite3.connect(path)) as conn:
            sound = conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except (sqlite3.Error, ValueError, MemoryError, OverflowError):
        return FOUND
    if not sound:
        return FOUND
    return UNTOUCHED if read == right else SILENT


def _plainly(path: Path) -> object:
    with closing(sqlite3.connect(path)) as conn:
        conn.text_factory = bytes
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: conn.execute(f"SELECT * FROM {name.decode()!r}").fetchall() for name in tables}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1])), indent=1, ensure_ascii=False))  # noqa: T201
