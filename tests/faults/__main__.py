"""The faults at full size: `python -m tests.faults --all`, or some of kills, power, points, room, flips, writers.

It takes most of an hour and prints a line for each: how often it was tried, and what was wrong (nothing, but for the
controls). Files go to the temporary folder. Points are tried one in EVERY with `--every EVERY`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.disk import COMPILER, ROOT, built, on_failing_disk

KILLS = {
    "edits": 100, "imports": 100, "checkpoints": 100, "copies": 40, "restore": 40, "migration": 40, "new data key": 80,
    "passphrase": 40, "control: no transaction": 20, "control: said too early": 20,
}  # fmt: skip
IMAGES = {"edits": 400, "copy": 100, "restore": 100, "migration": 100, "new data key": 100, "new file": 100}
POINTS = ("edits", "copy", "restore", "migration", "new data key", "passphrase", "new file", "purge", "protect")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("which", nargs="*", metavar="WHICH")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    chosen = parser.parse_args()
    for name in RUNS if chosen.all else chosen.which:
        RUNS[name](chosen.every)


def kills(_: int) -> None:
    for job, rounds in KILLS.items():
        _tell(f"killed: {job}", _plain("tests.faults.kills", job, rounds))


def power(_: int) -> None:
    for job, images in IMAGES.items():
        _tell(f"power cut: {job}", _failing("tests.faults.power", job, images))
    _tell("power cut: control, a disk that lies", _failing("tests.faults.power", "edits", 100, "lies"))


def points(every: int) -> None:
    for job in POINTS:
        step = every * 10 if job == "protect" else every  # it writes ten times as often
        _tell(f"error at each point: {job}", _failing("tests.faults.points", job, step))


def room(_: int) -> None:
    _tell("disk full, a made one", _failing("tests.faults.room", 25_000))
    with tempfile.TemporaryDirectory() as small:
        if os.geteuid() == 0:
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small], check=True)
            try:
                _tell("disk full, a real small one", _plain("tests.faults.room", 50_000, small))
            finally:
                subprocess.run(["umount", small], check=True)


def flips(_: int) -> None:
    _tell("one bit flipped", _plain("tests.faults.flips", 300))


def writers(_: int) -> None:
    _tell("two writers, and the control", _plain("tests.faults.writers", 100))


RUNS = {"kills": kills, "flips": flips, "writers": writers, "room": room, "power": power, "points": points}


def _plain(module: str, *words: object) -> str:
    command = [sys.executable, "-m", module, *map(str, words)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _failing(module: str, *words: object) -> str:
    if not COMPILER:
        return '"there is no compiler here, and so no failing disk"'
    with tempfile.TemporaryDirectory() as made:
        return on_failing_disk(built(Path(made)), module, *words)


def _tell(what: str, said: str) -> None:
    print(f"{what}: {json.dumps(json.loads(said), ensure_ascii=False)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
