"""The failing disk of `disk.c`, for a process that was started with it; where there is no compiler there is none."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPILER = shutil.which("gcc") if sys.platform == "linux" else None
DIES = 0
"""In place of an error: the process is gone at that point, as if killed."""
WRITES, READS = 1, 2


def built(folder: Path) -> Path:
    """The library, compiled."""
    made = folder / "disk.so"
    assert COMPILER, "no compiler here"
    command = [
        COMPILER,
        "-O1",
        "-Wall",
        "-Werror",
        "-shared",
        "-fPIC",
        "-o",
        made,
        ROOT / "tests/faults/disk.c",
        "-ldl",
    ]
    subprocess.run(command, check=True)
    return made


def on_failing_disk(library: Path, module: str, *words: object) -> str:
    """What `python -m module words...` says when it runs on the failing disk, that `built` library."""
    command = [sys.executable, "-m", module, *map(str, words)]
    told = {**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=told, check=True, stdout=subprocess.PIPE, text=True).stdout


class Disk:
    """The failing disk under this process; it watches one folder at a time."""

    def __init__(self) -> None:
        self._lib = ctypes.CDLL(os.environ["LD_PRELOAD"])
        for name in ("disk_points", "disk_hits", "disk_room_left"):
            getattr(self._lib, name).restype = ctypes.c_int64

    def watch(self, folder: Path) -> None:
        """From now on this folder, and what is below it, is the failing disk."""
        self._lib.disk_watch(str(folder.resolve()).encode())

    @contextmanager
    def failing(self, at: int, error: int, *, ever: bool = False, kinds: int = WRITES) -> Iterator[None]:
        """The `at`-th call fails with that error, and with `ever` all after it; 0 for none, to count them."""
        self._lib.disk_fail(ctypes.c_long(at), error, int(ever), kinds)
        try:
            yield
        finally:
            self._lib.disk_heal()

    @contextmanager
    def with_room(self, room: int) -> Iterator[None]:
        """There is room for so many bytes more."""
        self._lib.disk_room(ctypes.c_int64(room))
        try:
            yield
        finally:
            self._lib.disk_room(ctypes.c_int64(-1))

    @property
    def points(self) -> int:
        """How many calls there were since `failing` began."""
        return self._lib.disk_points()

    @property
    def hits(self) -> int:
        """How many were refused."""
        return self._lib.disk_hits()

    def record(self, log: Path | None) -> None:
        """Note all that the disk is told from now on; None to stop."""
        self._lib.disk_record(str(log).encode() if log else None)

    def said(self, words: str) -> None:
        """Note that a person was told something."""
        self._lib.disk_said(words.encode())
