"""`cadplanner backup`: a verified copy of a file; old copies are thinned out."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from cadplanner.cli import passphrase
from cadplanner.store.copies import copies_folder, copies_in, drop, make_copy, thin_out, verified


def arguments(parser: argparse.ArgumentParser) -> None:
    passphrase.arguments(parser)
    parser.add_argument("--into", type=Path, metavar="DIR", help="the folder for the copy; else one beside the file")


def run(chosen: argparse.Namespace) -> int:
    """Always 0. Raises CannotWrite, WrongSecret and CannotRead."""
    key = passphrase.key_of(chosen.file, chosen.passphrase_file)
    folder = chosen.into or copies_folder(chosen.file)
    copy = make_copy(chosen.file, key, folder, at=datetime.now(UTC))
    gone = drop(thin_out(copies_in(folder, chosen.file)))
    print(f"{copy.path}: verified, {verified(copy.path, key).words}. Its key file is beside it.")
    if gone:
        print(f"{gone} older {'copy' if gone == 1 else 'copies'} deleted.")
    return 0
