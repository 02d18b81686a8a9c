"""From what a person types to the data key: making a file with its keys, opening one, and changing its keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from cadplanner.errors import CadError, CannotWrite, WrongSecret
from cadplanner.store import vault
from cadplanner.store.data_key import DataKey, new_data_key
from cadplanner.store.driver import Error, connect_file
from cadplanner.store.key_file import forget_next, read_keys, read_next, write_keys, write_next
from cadplanner.store.keys import KeyFile, Opener
from cadplanner.store.lock_file import LockFile
from cadplanner.store.passphrase import FLOOR, Cost
from cadplanner.store.place import refuse_unfit
from cadplanner.store.recognise import store_id_of
from cadplanner.store.recovery_key import looks_like_one
from cadplanner.store.store import Store

DEMO_PASSPHRASE = "only invented people here"  # noqa: S105 - stated wherever it is asked for
"""The passphrase of every demo file."""

AGAIN = "Free some space on the disk, close the file, and open it with the passphrase you have."


def by_passphrase(text: str) -> Opener:
    """Opens with a passphrase."""
    return lambda keys: keys.key_by_passphrase(text)


def by_recovery_key(text: str) -> Opener:
    """Opens with the printed recovery key."""
    return lambda keys: keys.key_by_recovery_key(text)


def by_stated_passphrase(keys: KeyFile) -> DataKey:
    """Opens a demo file that still has its stated passphrase. Raises WrongSecret for any other."""
    if not keys.demo:
        raise WrongSecret("This is not a demo file.", "Give its own passphrase.")
    return keys.key_by_passphrase(DEMO_PASSPHRASE)


def by_either(text: str) -> Opener:
    """Opens with whichever of the two was given."""
    return by_recovery_key(text) if looks_like_one(text) else by_passphrase(text)


def ready_to_unlock(path: Path, *, take_over: bool = False) -> KeyFile:
    """The key file of a file that can be opened, once it is known what was chosen to open it.

    Raises what `unlock` and `Store.open` would raise in the end, but for a wrong passphrase.
    """
    store_id_of(path)
    keys = read_keys(path)
    refuse_unfit(path)
    vault.refuse_read_only(path)
    LockFile.take(path, take_over=take_over).release()
    return keys


def ready_to_make(path: Path) -> Path:
    """The place of a new file, once it is known that one can be made there. Raises CannotWrite and InUse."""
    refuse_unfit(path)
    vault.refuse_to_replace(path)
    LockFile.take(path).release()
    return path


def ready_to_put_back(copy: Path, path: Path) -> KeyFile:
    """The key file of a copy, once it is known that a new file can be made of it at `path`.

    Raises what `ready_to_make` and `unlock` raise, but for a wrong passphrase.
    """
    ready_to_make(path)
    store_id_of(copy)
    return read_keys(copy)


def unlock(path: Path, opener: Opener) -> DataKey:
    """The data key of the file at `path`.

    Raises WrongSecret; Unprotected for a file of the earlier kind; CannotRead for what is no file of ours, and
    for a key file that is missing, damaged, or another file's. Where a change of the data key was cut short,
    it is found out here which of the two opens the file, and the change is finished or taken back.
    """
    store_id_of(path)
    coming = read_next(path)
    if coming is None:
        return opener(read_keys(path))
    refused: WrongSecret | None = None
    for keys in (read_keys(path), coming):
        try:
            key = opener(keys)
        except WrongSecret as error:
            refused = refused or error
            continue
        if _opens(path, key):
            _settle(path, keys, taken=keys is coming)
            return key
    raise refused or WrongSecret(
        "That passphrase is of before the keys were changed.", "Use the new passphrase, or the new recovery key."
    )


def key_or_why_not(path: Path, typed: str, *, recovery: bool) -> DataKey | CadError:
    """What `unlock` gives or raises, as a value: for a second process, which keeps the window waiting for nothing."""
    try:
        return unlock(path, by_recovery_key(typed) if recovery else by_passphrase(typed))
    except CadError as error:
        return error


@dataclass(frozen=True, slots=True)
class NewKeys:
    """A data key and the key file that opens it: made before anything is written, for the making takes a second."""

    key: DataKey
    file: KeyFile


def new_keys(
    passphrase: str, recovery_key: bytes | None = None, *, cost: Callable[[], Cost], of: KeyFile | None = None
) -> NewKeys:
    """Keys from the system's dice, for a new file or in place of those `of` one; `cost` says what a guess costs."""
    key = new_data_key(of.store_id if of is not None else None)
    keys = KeyFile(key.store_id) if of is None else replace(of, slots=())
    keys = keys.with_passphrase(key, passphrase, cost())
    return NewKeys(key, keys if recovery_key is None else keys.with_recovery_key(key, recovery_key))


def make_file(path: Path, keys: NewKeys, *, over: bool = False) -> DataKey:
    """Make a new file with its key file beside it, `over` another if asked. Raises CannotWrite and InUse."""
    vault.make_file(path, keys.key, replace=over, before=lambda: write_keys(path, keys.file))
    return keys.key


def make_demo(path: Path) -> DataKey:
    """Make the file of an invented service, which opens with the stated passphrase; replaces the one before."""
    keys = new_keys(DEMO_PASSPHRASE, cost=lambda: FLOOR)
    return make_file(path, replace(keys, file=replace(keys.file, demo=True)), over=True)


def known(path: Path, typed: str) -> DataKey:
    """The data key, for whoever knows either of the two that open the file. Raises what `unlock` raises."""
    return unlock(path, by_either(typed))


def with_other_passphrase(path: Path, typed: str, passphrase: str, cost: Callable[[], Cost]) -> KeyFile:
    """The key file with another passphrase, for whoever `typed` what opens it now. Raises what `unlock` raises."""
    key = known(path, typed)
    return read_keys(path).with_passphrase(key, passphrase, cost())


def change_recovery_key(path: Path, key: DataKey, recovery_key: bytes) -> None:
    """Another recovery key; the printed one of before opens nothing any more. Raises CannotRead and CannotWrite."""
    write_keys(path, read_keys(path).with_recovery_key(key, recovery_key))


def change_keys(path: Path, keys: KeyFile) -> None:
    """What opens the file from now on; the file itself is not touched. Raises CannotRead and CannotWrite."""
    write_keys(path, replace(read_keys(path), slots=keys.slots))


def change_data_key(store: Store, keys: NewKeys) -> DataKey:
    """Encrypt the open file anew, with keys that were made `of` its key file. Raises CannotRead and CannotWrite.

    Killed at any moment, the file opens with the old keys or with the new ones. Copies of before keep the old.
    """
    path = store.path
    assert path is not None, "only a file has keys"
    file = replace(keys.file, audit_head=read_keys(path).audit_head)
    write_next(path, file)
    store.change_key(keys.key)
    if not _opens(path, keys.key):  # on a full disk SQLCipher says that all is well, and has changed nothing
        raise CannotWrite("The file could not be encrypted anew: the disk took nothing. Its keys are as before.", AGAIN)
    _settle(path, file, taken=True)
    return keys.key


def _opens(path: Path, key: DataKey) -> bool:
    try:
        with closing(connect_file(path, key).conn) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except Error:
        return False
    return True


def _settle(path: Path, keys: KeyFile, *, taken: bool) -> None:
    """The change of the data key is over: the keys that open the file are the ones kept, in both copies."""
    if taken:
        write_keys(path, keys)
        write_keys(path, keys)
    forget_next(path)
