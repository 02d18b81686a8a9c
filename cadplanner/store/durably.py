"""Gives a finished file its name: whole or not at all, and still there after a power cut."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def put(part: Path, path: Path) -> None:
    """Let `part` be the file at `path` from now on, in place of the one there. Raises OSError; then nothing changed."""
    on_the_disk(part)
    part.replace(path)
    settle(path.parent)


def keep_also(path: Path, other: Path) -> None:
    """Keep a copy of the file at `path` under another name: whole, or none. Raises OSError."""
    part = other.with_name(f"{other.name}.part")
    try:
        shutil.copyfile(path, part)
        put(part, other)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def on_the_disk(path: Path) -> None:
    """Wait until what was written to a file is on the disk. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Its names are on the disk too, where the system lets a folder be written through."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
