"""Encrypts a file anew, to be killed meanwhile: `... rekeys FILE PASSPHRASE NEW [MOST_BYTES]`."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_passphrase, unlock
from tests.keys import CHEAP, change_data_key


def main(path: Path, passphrase: str, new: str, most: int | None = None) -> None:
    """Says 'begun' just before; no file may grow beyond `most` bytes, as on a full disk."""
    with Store.open(path, unlock(path, by_passphrase(passphrase))) as store:
        if most:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        print("begun", flush=True)  # noqa: T201
        change_data_key(store, new, CHEAP, bytes(32))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], *map(int, sys.argv[4:]))
