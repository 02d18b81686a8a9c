"""Who has a file open: a small file beside it, held by the operating system until its process ends."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cadplanner.errors import CannotWrite, InUse

if TYPE_CHECKING:
    from io import FileIO

HELD_BYTE = 1 << 30
LONGEST_NOTE = 1000


class LockFile:
    """The lock of one file, from `take` until `release`."""

    def __init__(self, file: FileIO, path: Path) -> None:
        self._file = file
        self.path = path

    @classmethod
    def take(cls, path: Path, *, take_over: bool = False) -> LockFile:
        """Lock the file at `path`.

        A lock left by a process of this computer that has ended is nobody's. One that names another
        computer is believed, unless `take_over`. Raises InUse, which names who, and CannotWrite.
        """
        lock_path = path.with_name(f"{path.name}.lock")
        file = _opened(lock_path)
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
        if not _still_there(file, lock_path):
            file.close()
            return cls.take(path, take_over=take_over)
        _write(file)
        return cls(file, lock_path)

    def release(self) -> None:
        """Give the file free; its lock file goes. Once is enough; again does nothing."""
        if not self._file.closed:
            _let_go(self._file, self.path)


def _opened(path: Path) -> FileIO:
    try:
        return path.open("a+b", buffering=0)
    except OSError as error:
        raise CannotWrite(
            f"Nothing can be written to the folder of “{path.stem}”.",
            "Use a folder of your own on this computer's drive. If the file is here already, copy it there with its "
            "key file, and open the copy.",
        ) from error


def this_computer() -> str:
    """The account and the computer that work here, as the history names them: 'asha.t on LAPTOP-7'."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError, ImportError):
        account = "somebody"
    return f"{account} on {_host()}"


def _host() -> str:
    return socket.gethostname()


def _on(holder: dict[str, object]) -> str:
    if "host" not in holder:
        return ""
    return f" on the computer {holder['host']} (process {holder.get('pid', 'unknown')})"


def _read(file: FileIO) -> dict[str, object]:
    file.seek(0)
    try:
        holder = json.loads(file.read(LONGEST_NOTE) or b"{}")
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}


def _write(file: FileIO) -> None:
    """Say who holds it; on a full disk the lock holds without words."""
    with suppress(OSError):
        file.truncate(0)
        file.write(json.dumps({"host": _host(), "pid": os.getpid()}).encode())


if sys.platform == "win32":  # pragma: no cover

    def _hold(file: FileIO) -> bool:
        import msvcrt

        file.seek(HELD_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _still_there(file: FileIO, path: Path) -> bool:  # noqa: ARG001 - an open file cannot be deleted here
        return True

    def _let_go(file: FileIO, path: Path) -> None:
        file.close()
        with suppress(PermissionError):  # the next one has it open already
            path.unlink(missing_ok=True)

else:

    def _hold(file: FileIO) -> bool:
        import fcntl

        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            file.close()
            raise CannotWrite(
                "The disk this file is on cannot keep it to one window at a time.",
                "Copy the file to this computer's own disk and open the copy.",
            ) from error
        return True

    def _still_there(file: FileIO, path: Path) -> bool:
        """Whether the name still leads to the file that is held: the last one may just have deleted it."""
        return path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat())

    def _let_go(file: FileIO, path: Path) -> None:
        path.unlink(missing_ok=True)
        file.close()
