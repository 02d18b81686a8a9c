"""`cadplanner restore`: a copy put back, here or on another laptop; what was there is kept."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from cadplanner.cli import passphrase
from cadplanner.store.copies import put_back, verified


def arguments(parser: argparse.ArgumentParser) -> None:
    passphrase.arguments(parser)
    parser.add_argument("--to", type=Path, required=True, metavar="FILE.cad", help="where the file is to be")


def run(chosen: argparse.Namespace) -> int:
    """Always 0. Raises CannotRead where the copy is damaged, InUse where the file is open, CannotWrite, WrongSecret."""
    key = passphrase.key_of(chosen.file, chosen.passphrase_file)
    aside = put_back(chosen.file, chosen.to, key, at=datetime.now(UTC))
    print(f"{chosen.to}: {verified(chosen.to, key).words}. It opens with the passphrase or recovery key of the copy.")
    if aside is not None:
        print(f"What was there before is kept: {aside}")
    return 0
