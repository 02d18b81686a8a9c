"""Keeps what is in memory out of crash dumps and away from other programs, as far as the system lets it."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

PR_SET_DUMPABLE = 4
NO_FAULT_BOX = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX


def harden() -> None:
    """No core file, no memory for debuggers of the same person, no report of a crash to Windows."""
    if sys.platform == "win32":
        _harden_windows()
    else:
        _harden_unix()


def _harden_unix() -> None:
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _harden_windows() -> None:  # pragma: no cover
    name = sys.executable.rpartition("\\")[2]
    with suppress(OSError, AttributeError):
        ctypes.CDLL("kernel32").SetErrorMode(NO_FAULT_BOX)
        ctypes.CDLL("wer").WerAddExcludedApplication(ctypes.c_wchar_p(name), 0)
