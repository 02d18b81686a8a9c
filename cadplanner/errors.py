"""The errors a person can act on: what happened, whether anything was lost, what to do."""

from __future__ import annotations

import errno

USE_A_COPY = (
    "Keep it as it is, and open your latest copy: File, Restore from a copy. What was done after that copy was made "
    "is not in it."
)
"""What to do with a file that cannot be trusted any more."""

OWN_COPY = (
    "Copy it to a folder of your own on this computer's drive, with its key file (its name ends in .cad.keys), and "
    "open the copy."
)
"""What to do with a file that cannot be worked with where it is."""


class CadError(Exception):
    """Something outside the program says no. `str()` is what happened; `advice` is what to do."""

    def __init__(self, happened: str, advice: str) -> None:
        super().__init__(happened)
        self.advice = advice

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (str(self), self.advice)


class CannotRead(CadError):
    """A file is not what it should be; nothing was taken from it."""


class CannotWrite(CadError):
    """A file could not be written; what was there before is still there."""


class Stale(CadError):
    """What an edit wanted to change has changed meanwhile; nothing was written."""


class NewerFile(CadError):
    """The file was written by a newer version of the program; it was not touched."""


class InUse(CadError):
    """Another window or laptop has the file open."""


class NotAllowed(CadError):
    """Whoever is working may not do this; nothing was written."""


class WrongPin(CadError):
    """Not the PIN of the person who was named, or too many wrong ones."""


class WrongSecret(CadError):
    """The passphrase or the recovery key is not the right one; nothing was opened."""


class Unprotected(CadError):
    """The file is of the earlier kind, which was not encrypted; it was not touched."""


OPEN_ELSEWHERE = (
    "it is open in another program, or nothing may be written there",
    "Close it there, or choose a folder of your own.",
)
FULL = ("the disk is full", "Free some space, or choose another disk, and do it again.")
OUT_OF_REACH = ("the folder or stick is out of reach", "Look whether the stick is in, or choose another folder.")
WHY = {
    errno.EACCES: OPEN_ELSEWHERE,
    errno.EPERM: OPEN_ELSEWHERE,
    errno.EBUSY: OPEN_ELSEWHERE,
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: ("that disk may only be read", "Choose another folder."),
    errno.ENOENT: OUT_OF_REACH,
    errno.ENODEV: OUT_OF_REACH,
    errno.EIO: OUT_OF_REACH,
}
"""What the system's own number for a fault means to a person, and what to do; its words are for programmers."""


def not_written(what: str, error: OSError) -> CannotWrite:
    """The refusal of a file that could not be written; `what` begins its sentence: '“list.csv”', 'The report'."""
    why, advice = WHY.get(error.errno or 0, ("the disk did not take it", "Choose another folder."))
    return CannotWrite(f"{what} was not written: {why}.", f"{advice} Nothing of your file is lost.")
