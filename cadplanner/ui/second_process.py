"""The second process: takes a function, answers in slices, and goes; no Qt, to begin sooner."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from cadplanner.errors import CadError
from cadplanner.hardening import harden

PIECE = 1 << 15  # bytes sent at a time: no piece waits for a full pipe
READY, ANSWER, FAILED, FINISHED = b"ready", b"answer", b"failed", b"finished"


def work(pipe: Connection) -> None:
    """Takes the function, answers, and goes; a spawned process begins here."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _step_back()
    harden()  # what is worked with here are patients, and what opens a file
    try:
        pipe.send_bytes(READY)
        _answer(pipe.recv(), pipe)
    except (BrokenPipeError, EOFError, ConnectionResetError):
        return


def _answer(function: Callable[[], object], pipe: Connection) -> None:
    try:
        result = function()
        for value in result if isinstance(result, Iterator) else (result,):
            _send(pipe, ANSWER, value)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except CadError as error:
        _send(pipe, FAILED, f"{error} {error.advice}")
    except Exception as error:  # noqa: BLE001 - the one net of the second process
        _send(pipe, FAILED, f"Something is wrong in the program ({_where(error)}). Nothing was lost.")
    else:
        pipe.send_bytes(FINISHED)


def _send(pipe: Connection, what: bytes, value: object) -> None:
    data = ForkingPickler.dumps(value)
    for start in range(0, len(data), PIECE):
        pipe.send_bytes(b"+" + bytes(data[start : start + PIECE]))
    pipe.send_bytes(what)


def _where(error: Exception) -> str:
    """The kind and the place of a fault, never its text: that may quote a patient."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    says = f"{type(error).__name__}{place}"
    logging.getLogger(__name__).error("task failed: %s", says)
    return says


def _die_with_parent() -> None:
    """Ends this process when the window's process is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _step_back() -> None:
    """Leaves the processor to the window when both want it."""
    if sys.platform == "win32":
        below_normal = 0x4000
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), below_normal)
    else:
        os.nice(10)
