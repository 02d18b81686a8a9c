"""The power fails (T14, T15): what the disk was told is replayed up to some moment: `... tests.faults.power JOB N`.

What was written through to the disk is there. Of everything since, each write is kept, dropped, or torn at 512 bytes,
whatever its order; of new names, the first few. The control is a disk that says it wrote through and did not.
"""

from __future__ import annotations

import json
import shutil
import struct
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from cadplanner.errors import CadError
from tests.faults import points
from tests.faults.desk import DAMAGED, Wrong
from tests.faults.disk import Disk
from tests.faults.points import JOBS, Told, template

SECTOR = 512
HEAD = struct.Struct("<cHHqI")


@dataclass(frozen=True, slots=True)
class Call:
    """One thing the disk was told: C(reated), W(ritten), T(runcated), S(ynced), U(nlinked), R(enamed), A: a person."""

    op: str
    path: str
    other: str
    offset: int
    data: bytes


@dataclass(slots=True)
class File:
    """What of a file is surely on the disk, and what was told since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Call] = field(default_factory=list)


class Recorder(Told):
    """Tells the disk's log, too, what a person was told."""

    def __init__(self, disk: Disk) -> None:
        super().__init__()
        self._disk = disk

    def say(self, word: str) -> None:
        super().say(word)
        self._disk.said(word)


def calls_of(log: bytes) -> Iterator[Call]:
    """The calls in a log, in order."""
    at = 0
    while at < len(log):
        op, n, m, offset, length = HEAD.unpack_from(log, at)
        at += HEAD.size
        path, other, data = log[at : at + n], log[at + n : at + n + m], log[at + n + m : at + n + m + length]
        yield Call(op.decode(), path.decode(), other.decode(), offset, data)
        at += n + m + length


def image(start: Path, calls: list[Call], folder: Path, dice: Random, *, lies: bool) -> Counter[str]:
    """Lay out, in `folder`, a disk that lost its power after these calls; gives what a person had been told."""
    files = {str(folder / each.name): File(bytearray(each.read_bytes())) for each in start.iterdir() if each.is_file()}
    sure, later = dict(files), list[tuple[str, str, File | None]]()
    told: Counter[str] = Counter()
    for call in calls:
        if call.op == "A":
            told[call.path] += 1
        elif call.op == "S" and lies:
            continue
        elif call.op == "S" and call.path not in files:
            sure, later = dict(files), []
        else:
            _follow(call, files, later)
    for change, name, file in later[: dice.randint(0, len(later))]:
        if change == "there" and file is not None:
            sure[name] = file
        else:
            sure.pop(name, None)
    shutil.rmtree(folder, ignore_errors=True)
    for name, file in sure.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(_kept(file, dice))
    return told


def _follow(call: Call, files: dict[str, File], later: list[tuple[str, str, File | None]]) -> None:
    file = files.get(call.path)
    if call.op == "C":
        files[call.path] = File()
        later.append(("there", call.path, files[call.path]))
    elif call.op == "U":
        files.pop(call.path, None)
        later.append(("gone", call.path, None))
    elif call.op == "R" and file is not None:
        files[call.other] = files.pop(call.path)
        later += [("there", call.other, file), ("gone", call.path, None)]
    elif call.op == "S" and file is not None:
        file.sure, file.since = _whole(file), []
    elif file is not None:
        file.since.append(call)


def _whole(file: File) -> bytearray:
    content = bytearray(file.sure)
    for call in file.since:
        _do(content, call.op, call.offset, call.data)
    return content


def _kept(file: File, dice: Random) -> bytes:
    content = bytearray(file.sure)
    since = list(file.since)
    if dice.random() < 0.5:
        dice.shuffle(since)
    keep = dice.choice((0.1, 0.5, 0.9))
    for call in since:
        if call.op == "T" or len(call.data) <= SECTOR or dice.random() < 0.5:
            if dice.random() < keep:
                _do(content, call.op, call.offset, call.data)
            continue
        for at in range(0, len(call.data), SECTOR):
            if dice.random() < keep:
                _do(content, "W", call.offset + at, call.data[at : at + SECTOR])
    return bytes(content)


def _do(content: bytearray, op: str, offset: int, data: bytes) -> None:
    if op == "T":
        del content[offset:]
    content.extend(bytes(max(0, offset + len(data) - len(content))))
    content[offset : offset + len(data)] = data


def run(job: str, images: int, *, lies: bool = False, seed: int = 1) -> dict[str, object]:
    """Do the job once, then look at so many disks that lost their power meanwhile; what was wrong."""
    disk, dice = Disk(), Random(seed)
    work, look = JOBS[job]
    wrong: Counter[str] = Counter()
    examples: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as made:
        base, folder, log = template(Path(made) / "template"), Path(made).resolve() / "disk", Path(made) / "log"
        shutil.copytree(base.parent, folder)
        disk.watch(folder)
        disk.record(log)
        work(folder / base.name, Recorder(disk))
        disk.record(None)
        calls = list(calls_of(log.read_bytes()))
        for _ in range(images):
            cut = dice.randint(0, len(calls))
            told = image(base.parent, calls[:cut], folder, dice, lies=lies)
            found = {each.kind: f"after {cut} calls: {each.says}" for each in _looked(look, folder / base.name, told)}
            wrong.update(found.keys())
            wrong["images"] += bool(found)
            examples |= found
    return {"images": images, "calls": len(calls), "wrong": +wrong, "such as": examples}


def _looked(look, path: Path, told: Counter[str]) -> list[Wrong]:
    try:
        return list(look(path, told))
    except (CadError, FileNotFoundError) as error:
        return [Wrong(DAMAGED, str(error))]


def longer_day() -> None:
    """A day long enough for a power cut to fall into anything."""
    points.EDITS = 60


if __name__ == "__main__":
    longer_day()
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]), lies=sys.argv[3:] == ["lies"])))  # noqa: T201
