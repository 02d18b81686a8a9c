"""How every command opens a protected file: the passphrase from a file, the environment, or a prompt."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from cadplanner.errors import CannotRead, WrongSecret
from cadplanner.store.data_key import DataKey
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_either, by_stated_passphrase, unlock

VARIABLE = "CADPLANNER_PASSPHRASE"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Never the passphrase itself: whoever else works on this computer can read a command."""
    parser.add_argument("file", type=Path, metavar="FILE.cad")
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="F",
        help=f"the passphrase, or the recovery key, is the first line of this file; else it is that of the variable "
        f"{VARIABLE}, or asked for (a demo's is known)",
    )


def opened(chosen: argparse.Namespace) -> Store:
    """The file that a command is about. Raises WrongSecret and what `Store.open` raises."""
    return Store.open(chosen.file, key_of(chosen.file, chosen.passphrase_file))


def key_of(path: Path, passphrase_file: Path | None) -> DataKey:
    """The data key of a file, by the passphrase or recovery key given. Raises WrongSecret and CannotRead."""
    if passphrase_file is not None:
        given = _first_line(passphrase_file)
    elif VARIABLE in os.environ:
        given = os.environ[VARIABLE]
    else:
        return _by_stated(path) or unlock(path, by_either(_asked(path)))
    return unlock(path, by_either(given))


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").partition("\n")[0]
    except UnicodeDecodeError as error:
        raise CannotRead(
            f"“{path.name}” is not a text file that can be read here.",
            "Write the passphrase into it with Notepad, and save it with the encoding UTF-8.",
        ) from error


def _by_stated(path: Path) -> DataKey | None:
    """By the stated passphrase, where the file is a demo's that still has it."""
    try:
        return unlock(path, by_stated_passphrase)
    except WrongSecret:
        return None


def _asked(path: Path) -> str:
    if not sys.stdin.isatty():
        raise CannotRead(
            f"“{path.name}” is protected, and there is nobody to ask for its passphrase.",
            f"Give --passphrase-file F, or set {VARIABLE}.",
        )
    return getpass.getpass(f"Passphrase of {path.name}: ")
