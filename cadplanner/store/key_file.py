"""The key file beside the file: found, read with its previous copy at hand, replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from cadplanner.errors import CadError, CannotRead, CannotWrite
from cadplanner.store.data_key import ID_BYTES
from cadplanner.store.durably import put
from cadplanner.store.faults import meaning
from cadplanner.store.keys import LARGEST, KeyFile, damaged

ENDING = ".keys"
BEFORE, NEXT = ".before", ".next"
"""A key file's previous copy, and the one that takes over once the file has its new data key."""
MOST_LOOKED_AT = 200


def keys_path(path: Path) -> Path:
    """Where the key file of the file at `path` belongs."""
    return path.with_name(f"{path.name}{ENDING}")


def read_keys(path: Path) -> KeyFile:
    """The key file of the file at `path`: the one beside it, its previous copy, or one that moved with another name.

    Raises CannotRead where there is none, where it is damaged, and where it belongs to another file.
    """
    store_id = _head(path)
    errors: list[CadError] = []
    for candidate in (keys_path(path), beside(path, BEFORE)):
        try:
            found = _read(candidate)
        except CadError as error:
            errors.append(error)
            continue
        if found is not None and found.store_id == store_id:
            return found
        if found is not None:
            errors.append(_of_another(path))
    elsewhere = _elsewhere(path, store_id)
    if elsewhere is not None:
        return elsewhere
    raise errors[0] if errors else _missing(path)


def read_next(path: Path) -> KeyFile | None:
    """The key file of a change of the data key that was begun; None usually."""
    try:
        found = _read(beside(path, NEXT))
    except CadError:
        return None
    return found if found is not None and found.store_id == _head(path) else None


def beside(path: Path, which: str) -> Path:
    """Where the previous or the next key file of the file at `path` is."""
    own = keys_path(path)
    return own.with_name(f"{own.name}{which}")


def write_keys(path: Path, keys: KeyFile) -> None:
    """Keep the key file of the file at `path`; the one before stays as a copy. Raises CannotWrite."""
    own = keys_path(path)
    try:
        with suppress(CadError):  # a damaged one never takes the place of a sound one
            if (now := _read(own)) is not None:
                _written(beside(path, BEFORE), now.to_bytes())
        _written(own, keys.to_bytes())
    except OSError as error:
        happened, advice = meaning(error)
        raise CannotWrite(f"The key file could not be written: {happened}. The keys are as before.", advice) from error


def write_next(path: Path, keys: KeyFile) -> None:
    """Keep the key file that is to take over. Raises CannotWrite."""
    try:
        _written(beside(path, NEXT), keys.to_bytes())
    except OSError as error:
        happened, advice = meaning(error)
        raise CannotWrite(f"The key file could not be written: {happened}. The keys are as before.", advice) from error


def forget_next(path: Path) -> None:
    """The change of the data key is over."""
    beside(path, NEXT).unlink(missing_ok=True)


@contextmanager
def changing_to(path: Path, keys: KeyFile) -> Iterator[None]:
    """A block that puts another file at `path`, which these keys open. Raises CannotWrite.

    Cut short anywhere, the file that is there opens with its own keys.
    """
    same_store = path.exists() and _head(path) == keys.store_id
    if not same_store:
        write_keys(path, keys)
        yield
        return
    write_next(path, keys)
    yield
    with suppress(CannotWrite, OSError):  # then the next unlocking finds out which keys are the file's
        write_keys(path, keys)
        forget_next(path)


def copy_along(path: Path, copy: Path, *, audit_head: str = "") -> None:
    """A copy of the file is of use only with its key file: put that beside the copy. Raises OSError and CadError.

    `audit_head` is the end of the copy's own history, where it is known. A file opened by its key alone has no key
    file, and then there is nothing to copy.
    """
    try:
        keys = read_keys(path)
    except CannotRead:
        if keys_path(path).exists():  # but cannot be read: a copy without it would open nowhere
            raise
        return
    _written(keys_path(copy), replace(keys, audit_head=audit_head or keys.audit_head).to_bytes())


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(ID_BYTES)
    except OSError as error:
        happened, advice = meaning(error)
        raise CannotRead(f"“{path.name}” could not be read: {happened}.", advice) from error


def _read(path: Path) -> KeyFile | None:
    try:
        with path.open("rb") as file:
            return KeyFile.from_bytes(file.read(LARGEST + 1))
    except FileNotFoundError:
        return None
    except OSError:
        raise damaged() from None


def _written(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    put(part, path)


def _elsewhere(path: Path, store_id: bytes) -> KeyFile | None:
    """A key file of this store under another name: somebody gave the file another name and not its key file."""
    for candidate in sorted(path.parent.glob(f"*{ENDING}"))[:MOST_LOOKED_AT]:
        with suppress(CadError):
            found = _read(candidate)
            if found is not None and found.store_id == store_id:
                return found
    return None


def _missing(path: Path) -> CannotRead:
    return CannotRead(
        f"The key file of “{path.name}” is missing, and nothing can open the file without it.",
        f"Copy “{keys_path(path).name}” beside it: it is where the file was before, and with every copy of it.",
    )


def _of_another(path: Path) -> CannotRead:
    return CannotRead(
        f"“{keys_path(path).name}” is the key file of another file, not of “{path.name}”.",
        "Copy the right one beside the file: it is where the file was before, and with every copy of it.",
    )
