"""Whether a file is one of ours, by its first page, before anybody has typed a passphrase."""

from __future__ import annotations

from pathlib import Path

from cadplanner.errors import USE_A_COPY, CannotRead, Unprotected
from cadplanner.store.data_key import ID_BYTES

APPLICATION_ID = b"CADP"
"""What every file of ours has in its header, which is encrypted; at byte 68 of those of the earlier kind."""

HEADER = b"SQLite format 3\0"
PAGE = 4096
LEAST_DIFFERENT = 200  # of 256 bytes: what a page of noise never falls short of, and text and pictures do
KNOWN_HEADS = (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")


def store_id_of(path: Path) -> bytes:
    """The store's id at the head of an encrypted file.

    Raises CannotRead, with the reason, for what is no file of ours, and Unprotected for one of the earlier kind.
    """
    head = _head(path)
    if not head:
        raise CannotRead(f"“{path.name}” is empty.", USE_A_COPY)
    if head[:16] == HEADER and head[68:72] == APPLICATION_ID:
        raise Unprotected(
            f"“{path.name}” was made by an earlier version of CAD Planner, which did not protect files.",
            "Open it in the window: it asks for a passphrase and makes a protected file of it.",
        )
    if head.startswith((HEADER, *KNOWN_HEADS)) or len(set(head)) < LEAST_DIFFERENT:
        raise _not_ours(path)
    return head[:ID_BYTES]


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise CannotRead(f"“{path.name}” is a folder.", "Open the folder and choose a file whose name ends in .cad.")
    try:
        with path.open("rb") as file:
            return file.read(PAGE)
    except FileNotFoundError as error:
        raise CannotRead(f"There is no file “{path.name}” in that folder.", "Check the name and the folder.") from error
    except OSError as error:
        raise CannotRead(f"“{path.name}” could not be opened.", "Check that you may read it, and try again.") from error


def _not_ours(path: Path) -> CannotRead:
    return CannotRead(
        f"“{path.name}” is not a CAD Planner file.",
        "Choose a file whose name ends in .cad. To bring in a list of patients, use Import on the waiting list.",
    )
