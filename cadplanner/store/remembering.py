"""The end of the history is remembered in the key file, so that an older file in the file's place is noticed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cadplanner.errors import CadError
from cadplanner.store.chain import Head
from cadplanner.store.key_file import read_keys, write_keys


def lacking(path: Path, has: Callable[[Head], bool]) -> Head | None:
    """The end that the file at `path` had when it was last open here, if it `has` it no more; None where all is well.

    Where nobody remembers one, or it cannot be read, nothing is known to be wrong.
    """
    with suppress(CadError, OSError):
        end = Head.read(read_keys(path).audit_head)
        return end if end is not None and not has(end) else None
    return None


def remember(path: Path, head: Head) -> None:
    """Keep that end in the key file, unless it is there already. Raises CadError and OSError.

    Only whoever has the file open may: two who write one key file could undo each other's passphrase.
    """
    keys = read_keys(path)
    if keys.audit_head != head.words:
        write_keys(path, replace(keys, audit_head=head.words))


def lacking_words(lacks: Head, now: Head) -> str:
    """What is wrong with a file whose history ends `now` and does not hold the end that was remembered."""
    if now.count < lacks.count:
        ends = f"its history ended with entry {lacks.count:,} then, and ends with entry {now.count:,} now"
        return f"This file is older than when it was last open here: {ends}."
    return f"This is not the file that was last open here: entry {lacks.count:,} of its history is another."


LACKING_ADVICE = (
    "If an older copy was put here on purpose, go on. If not, close the file and look for the newer one, or for the "
    "latest of its copies; what was done since may be missing here."
)
