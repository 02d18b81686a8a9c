"""From what a person types to the data key: making a file with its keys, opening one, and changing its keys."""

from __future__ import annotations

from contextlib import closing
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


def make_file(
    path: Path,
    passphrase: str,
    *,
    cost: Cost,
    recovery_key: bytes | None = None,
    demo: bool = False,
    replace: bool = False,
) -> DataKey:
    """Make a new file with its key file beside it. Raises CannotWrite and InUse."""
    key = new_data_key()
    keys = _wrapped(KeyFile(key.store_id, demo=demo), key, passphrase, cost, recovery_key)
    vault.make_file(path, key, replace=replace, before=lambda: write_keys(path, keys))
    return key


def make_demo(path: Path) -> DataKey:
    """Make the file of an invented service, which opens with the stated passphrase; replaces the one before."""
    return make_file(path, DEMO_PASSPHRASE, cost=FLOOR, demo=True, replace=True)


def change_passphrase(path: Path, key: DataKey, passphrase: str, cost: Cost) -> None:
    """Another passphrase; the file itself is not touched. Raises CannotRead and CannotWrite."""
    write_keys(path, read_keys(path).with_passphrase(key, passphrase, cost))


def change_recovery_key(path: Path, key: DataKey, recovery_key: bytes) -> None:
    """Another recovery key; the printed one of before opens nothing any more. Raises CannotRead and CannotWrite."""
    write_keys(path, read_keys(path).with_recovery_key(key, recovery_key))


def change_data_key(store: Store, passphrase: str, cost: Cost, recovery_key: bytes) -> DataKey:
    """Encrypt the open file anew; passphrase and recovery key are new with it. Raises CannotRead and CannotWrite.

    Killed at any moment, the file opens with the old keys or with the new ones. Copies of before keep the old.
    """
    path = store.path
    assert path is not None, "only a file has keys"
    old = read_keys(path)
    key = new_data_key(old.store_id)
    keys = _wrapped(
        KeyFile(old.store_id, demo=old.demo, audit_head=old.audit_head), key, passphrase, cost, recovery_key
    )
    write_next(path, keys)
    store.change_key(key)
    if not _opens(path, key):  # on a full disk SQLCipher says that all is well, and has changed nothing
        raise CannotWrite("The file could not be encrypted anew: the disk took nothing. Its keys are as before.", AGAIN)
    _settle(path, keys, taken=True)
    return key


def _wrapped(keys: KeyFile, key: DataKey, passphrase: str, cost: Cost, recovery_key: bytes | None) -> KeyFile:
    keys = keys.with_passphrase(key, passphrase, cost)
    return keys if recovery_key is None else keys.with_recovery_key(key, recovery_key)


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
