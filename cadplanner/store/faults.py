"""What the driver's errors mean to a person, and what she can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cadplanner.errors import OWN_COPY, USE_A_COPY, CannotRead, CannotWrite, Stale
from cadplanner.store.driver import Database, Error, IntegrityError

STICK = "If it is a memory stick, check that it is still in. Then do it again."
DAMAGED = f"Close the file and open it again. If that does not help: {USE_A_COPY[0].lower()}{USE_A_COPY[1:]}"
MEANINGS = (
    ("full", "the disk is full", "Free some space, or save a copy on another disk; then do it again."),
    ("no space", "the disk is full", "Free some space, or choose another disk; then do it again."),
    ("readonly", "the file may only be read", OWN_COPY),
    ("locked", "another program is using the file", "Close the other program, or wait a moment; then do it again."),
    ("disk i/o", "the disk did not answer", STICK),
    ("input/output", "the disk did not answer", STICK),
    (
        "unable to open",
        "the file is out of reach",
        "Check that the disk or memory stick is still in. Then do it again.",
    ),
    ("malformed", "the file is damaged or only part of it was copied", DAMAGED),
    ("not a database", "the file is damaged or only part of it was copied", DAMAGED),
)
"""A word of SQLite's own message, what it means, and what to do. The words have been the same for twenty years."""


def meaning(error: Exception) -> tuple[str, str]:
    """What happened and what to do, in plain words without any value from the file."""
    text = (getattr(error, "strerror", "") or str(error)).lower()
    for word, happened, advice in MEANINGS:
        if word in text:
            return happened, advice
    return (
        "the disk or the file gave an error",
        "Do it again. If it happens again, open your latest copy: File, Restore from a copy.",
    )


@contextmanager
def reading() -> Iterator[None]:
    """A block that reads; the driver's errors become CannotRead."""
    try:
        yield
    except Error as error:
        happened, advice = meaning(error)
        raise CannotRead(f"The file could not be read: {happened}.", advice) from error


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction, all or nothing; it claims the file at once, so that what it reads still stands.

    Raises Stale where something it needs has gone meanwhile, and CannotWrite where the disk says no; then
    everything is as it was.
    """
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        db.conn.execute("PRAGMA defer_foreign_keys=ON")
        yield
        db.conn.execute("COMMIT")
    except IntegrityError as error:
        db.rollback()
        raise Stale(
            "Not done: it belongs with something that is no longer there, or newer things depend on it.",
            "Nothing was changed. Look at the page again, or undo the newer steps first.",
        ) from error
    except Error as error:
        db.rollback()
        happened, advice = meaning(error)
        raise CannotWrite(f"Not saved: {happened}. Everything is as it was before.", advice) from error
    except BaseException:
        db.rollback()
        raise
