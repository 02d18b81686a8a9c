"""Who has a file open: a small file beside it, held by the operating system until its process ends."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cadplanner.errors import CannotWrite, InUse

if TYPE_CHECKING:
    from typing import IO

HELD_BYTE = 1 << 30


class LockFile:
    """The lock of one file, from `take` until `release`."""

    def __init__(self, file: IO[str], path: Path) -> None:
        self._file = file
        self.path = path

    @classmethod
    def take(cls, path: Path, *, take_over: bool = False) -> LockFile:
        """Lock the file at `path`.

        A lock left by a process of this computer that has ended is nobody's. One that names another
        computer is believed, unless `take_over`. Raises InUse, which names who, and CannotWrite.
        """
        lock_path = path.with_name(f"{path.name}.lock")
        try:
            file = lock_path.open("a+", encoding="utf-8")
        except OSError as error:
            raise CannotWrite(
                f"“{path.name}” is in a folder that cannot be written to.",
                "Copy the file to a folder of your own, such as Documents, and open the copy.",
            ) from error
        holder = _read(file)
        if not _hold(file):
            file.close()
            raise InUse(
                f"“{path.name}” is already open{_on(holder)}.", "Go to the window that has it open, or close it there."
            )
        if holder.get("host", _host()) != _host() and not take_over:
            file.close()
            raise InUse(
                f"“{path.name}” was last open{_on(holder)} and was not closed there.",
                "Close it on that computer. If it is closed there, or the file was copied from it, open it anyway.",
            )
        _write(file)
        return cls(file, lock_path)

    def release(self) -> None:
        """Give the file free; its lock file goes."""
        self.path.unlink(missing_ok=True)
        self._file.close()


def _host() -> str:
    return socket.gethostname()


def _on(holder: dict[str, object]) -> str:
    if "host" not in holder:
        return ""
    return f" on the computer {holder['host']} (process {holder.get('pid', 'unknown')})"


def _read(file: IO[str]) -> dict[str, object]:
    file.seek(0)
    try:
        holder = json.loads(file.read(1000) or "{}")
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}


def _write(file: IO[str]) -> None:
    file.seek(0)
    file.truncate()
    json.dump({"host": _host(), "pid": os.getpid()}, file)
    file.flush()


if sys.platform == "win32":  # pragma: no cover

    def _hold(file: IO[str]) -> bool:
        import msvcrt

        file.seek(HELD_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _hold(file: IO[str]) -> bool:
        import fcntl

        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
