"""The key, the passphrase and the recovery key of every file that tests make; guesses are cheap here."""

from __future__ import annotations

from pathlib import Path

from cadplanner.store import key_file
from cadplanner.store.data_key import DataKey
from cadplanner.store.keys import KeyFile
from cadplanner.store.passphrase import Cost
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_stated_passphrase, unlock

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
    Store.create(path, KEY).close()
    return with_keys(path)


def demo_store(path: Path) -> Store:
    """A demo file, opened by its stated passphrase."""
    return Store.open(Path(path), unlock(Path(path), by_stated_passphrase))
