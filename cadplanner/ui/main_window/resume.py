"""Where she was when the file was locked: page, day and half-typed words, sealed until it is open again."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cadplanner.paths import home

if TYPE_CHECKING:
    from cadplanner.store.data_key import DataKey

WHAT = "resume"


@dataclass(frozen=True, slots=True)
class Draft:
    """Words in one field: the page it is on, what it is called, and which one of that name."""

    page: str
    field: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Resume:
    """The page and the day that were shown, and what was typed and not saved."""

    page: str
    day_id: str
    drafts: tuple[Draft, ...] = ()


def folder() -> Path:
    """Where what was half typed waits for its file to be opened again."""
    return home() / "locked"


def keep(where: Path, key: DataKey, resume: Resume) -> None:
    """Keeps it sealed; on a full disk nothing is kept, and the file is locked all the same."""
    from cadplanner.store.sealed import seal

    with suppress(OSError):
        where.mkdir(parents=True, exist_ok=True)
        _path(where, key.store_id).write_bytes(seal(key, WHAT, json.dumps(asdict(resume)).encode()))


def is_kept(where: Path, store_id: bytes) -> bool:
    """Whether that file was locked and has not been opened since."""
    return _path(where, store_id).exists()


def take(where: Path, key: DataKey) -> Resume | None:
    """What was kept, which is then gone; None where there is nothing that can be read."""
    from cadplanner.store.sealed import unseal

    path = _path(where, key.store_id)
    try:
        content = unseal(key, WHAT, path.read_bytes())
        path.unlink()
        said = json.loads(content or b"")
        return Resume(said["page"], said["day_id"], tuple(Draft(**draft) for draft in said["drafts"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(where: Path, store_id: bytes) -> Path:
    return where / f"{store_id.hex()}.sealed"
