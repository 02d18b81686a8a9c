"""The disk is full (T19, T20): during edits, an import and a copy, with any little room: `... tests.faults.room STEP`.

The message says it plainly, nothing is half applied, it works again once there is room, and no copy appears that is
not whole. With a folder on a small disk of its own as second word, that disk is filled instead.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from cadplanner.errors import CadError
from cadplanner.store.copies import copies_folder, make_copy
from cadplanner.store.store import Store
from tests.faults import desk, looks
from tests.faults.desk import HALF, UNSAID, Wrong
from tests.faults.disk import Disk
from tests.keys import KEY
from tests.store.worlds import NOW

IMPORTED = 300
MOST = 2_000_000


def run(step: int, small: Path | None = None) -> dict[str, object]:
    """With no room, then with more and more, until everything fits; on a disk that is really small if one is given."""
    wrong: Counter[str] = Counter()
    words: Counter[str] = Counter()
    examples: dict[str, str] = {}
    tried = refused = 0
    disk = None if small else Disk()
    for room in range(0, MOST, step):
        with tempfile.TemporaryDirectory(dir=small) as made:
            path = desk.start(Path(made) / "Days.cad")
            if disk:
                disk.watch(Path(made))
            said: Counter[str] = Counter()
            for each in _tried(path, room, disk, said, words):
                wrong[each.kind] += 1
                examples[each.kind] = f"room for {room}: {each.says}"
            tried, refused = tried + 1, refused + said["refused"]
    return {"rooms": tried, "refused": refused, "wrong": wrong, "such as": examples, "said": words}


def _tried(path: Path, room: int, disk: Disk | None, said: Counter[str], words: Counter[str]) -> Iterator[Wrong]:
    with Store.open(path, KEY) as store:
        with disk.with_room(room) if disk else _filled(path.parent, room):
            for n in range(3):
                try:
                    said["begun"] += 1
                    desk.do(store, n, IMPORTED)
                except CadError as error:
                    said["refused"] += 1
                    yield from _plain(error, words)
                    break
                said["done"] += 1
            yield from _copied(path, said, words)
        if store.audit_head().count != said["done"] + 1:
            yield Wrong(HALF, "what was refused is there all the same")
        desk.do(store, said["done"], IMPORTED)
        make_copy(path, KEY, copies_folder(path), at=NOW + timedelta(minutes=1))
    yield from desk.wrongs(path, said["done"] + 1, said["done"] + 1, imported=IMPORTED)
    shutil.rmtree(copies_folder(path))
    yield from looks.of_edits(path, Counter(done=said["done"] + 1, begun=said["done"] + 1), IMPORTED)


def _copied(path: Path, said: Counter[str], words: Counter[str]) -> Iterator[Wrong]:
    folder = copies_folder(path)
    try:
        copy = make_copy(path, KEY, folder, at=NOW)
    except CadError as error:
        said["refused"] += 1
        yield from _plain(error, words)
        if folder.exists() and [*folder.glob("*.cad")]:
            yield Wrong(HALF, "a copy that was refused is there")
    else:
        yield from desk.wrongs(copy.path, said["done"], said["done"], imported=IMPORTED)


def _plain(error: CadError, words: Counter[str]) -> Iterator[Wrong]:
    words[f"{error} | {error.advice}"] += 1
    if "disk is full" not in str(error) and "room" not in str(error):
        yield Wrong(UNSAID, str(error))


@contextmanager
def _filled(folder: Path, room: int) -> Iterator[None]:
    """A file that takes all the room but so many bytes."""
    filler = folder / "filler"
    free = shutil.disk_usage(folder).free
    filler.write_bytes(bytes(max(0, free - room)))
    try:
        yield
    finally:
        filler.unlink()


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), *map(Path, sys.argv[2:])), indent=1, ensure_ascii=False))  # noqa: T201
