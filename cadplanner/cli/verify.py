"""`cadplanner verify`: whether a file or a copy of one is whole, every page and the whole history."""

from __future__ import annotations

import argparse

from cadplanner.cli import passphrase
from cadplanner.errors import CannotRead
from cadplanner.store.copies import verified


def arguments(parser: argparse.ArgumentParser) -> None:
    passphrase.arguments(parser)


def run(chosen: argparse.Namespace) -> int:
    """0 where it is whole, 1 where it is not."""
    key = passphrase.key_of(chosen.file, chosen.passphrase_file)
    try:
        sound = verified(chosen.file, key)
    except CannotRead as error:
        print(f"{error} {error.advice}")
        return 1
    print(f"{chosen.file} is whole: {sound.words}.")
    return 0
