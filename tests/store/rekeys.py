"""Encrypts a file anew, to be killed meanwhile: `... rekeys FILE PASSPHRASE NEW_PASSPHRASE`."""

from __future__ import annotations

import sys
from pathlib import Path

from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_passphrase, change_data_key, unlock
from tests.keys import CHEAP


def main(path: Path, passphrase: str, new: str) -> None:
    """Says 'begun' just before."""
    with Store.open(path, unlock(path, by_passphrase(passphrase))) as store:
        print("begun", flush=True)  # noqa: T201
        change_data_key(store, new, CHEAP, bytes(32))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
