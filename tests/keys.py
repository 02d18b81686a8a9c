"""The key, the passphrase and the recovery key of every file that tests make; guesses are cheap here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cadplanner.store import converting, key_file, unlocking
from cadplanner.store.data_key import DataKey
from cadplanner.store.keys import KeyFile
from cadplanner.store.passphrase import Cost
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_stated_passphrase, new_keys, unlock

KEY = DataKey(bytes(range(32)), bytes(range(100, 116)))
PASSPHRASE = "seven wooden geese waiting"
RECOVERY_KEY = bytes(range(32, 64))
CHEAP = Cost(passes=1, memory=64, lanes=1)
KEYS = KeyFile(KEY.store_id).with_passphrase(KEY, PASSPHRASE, CHEAP).with_recovery_key(KEY, RECOVERY_KEY)


def with_keys(path: Path) -> Path:
    """Puts the key file beside a file that was made with KEY."""
    key_file.write_keys(path, KEYS)
    return path


def new_file(path: Path) -> Path:
    """An empty file that opens with PASSPHRASE."""
    path.write_bytes(_empty())
    return with_keys(path)


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.cad"
        Store.create(path, KEY).close()
        return path.read_bytes()


def demo_store(path: Path) -> Store:
    """A demo file, opened by its stated passphrase."""
    return Store.open(Path(path), unlock(Path(path), by_stated_passphrase))


def make_file(path: Path, passphrase: str, *, cost: Cost = CHEAP, recovery_key: bytes | None = None) -> DataKey:
    """Makes a file with keys of that cost."""
    return unlocking.make_file(path, new_keys(passphrase, recovery_key, cost=lambda: cost))


def protect(path: Path, passphrase: str, *, cost: Cost, recovery_key: bytes) -> tuple[DataKey, Path]:
    """Protects a file of the earlier kind; its key, and where it is kept as it was."""
    keys = new_keys(passphrase, recovery_key, cost=lambda: cost)
    return keys.key, converting.protect(path, keys)


def change_passphrase(path: Path, key: DataKey, passphrase: str, cost: Cost) -> None:
    """Gives a file another passphrase."""
    unlocking.change_keys(path, key_file.read_keys(path).with_passphrase(key, passphrase, cost))


def change_data_key(store: Store, passphrase: str, cost: Cost, recovery_key: bytes) -> DataKey:
    """Encrypts an open file anew."""
    assert store.path is not None
    of = key_file.read_keys(store.path)
    return unlocking.change_data_key(store, new_keys(passphrase, recovery_key, cost=lambda: cost, of=of))
