"""`cadplanner new-pin`: another PIN for somebody who forgot hers, by the recovery key."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cadplanner.cli.noting import WHO
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator, kept_pin, pin_problem
from cadplanner.errors import CannotRead
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_recovery_key, unlock

SALT = 16  # bytes


def arguments(parser: argparse.ArgumentParser) -> None:
    """Never the key or the PIN itself: whoever else works on this computer can read a command."""
    parser.add_argument("file", type=Path, metavar="FILE.cad")
    parser.add_argument("--name", required=True, metavar="NAME", help="whose PIN, as the file names the person")
    parser.add_argument("--recovery-key-file", type=Path, metavar="F", help="its first line; else it is asked for")
    parser.add_argument(
        "--pin-file", type=Path, metavar="F", help="the new PIN is its first line; else it is asked for"
    )


def run(chosen: argparse.Namespace) -> int:
    """Always 0. Raises WrongSecret, and CannotRead for an unknown name or a PIN that is none."""
    key = unlock(chosen.file, by_recovery_key(_given(chosen.recovery_key_file, "Recovery key: ")))
    pin = _given(chosen.pin_file, f"New PIN of {chosen.name}: ")
    if problem := pin_problem(pin):
        raise CannotRead(problem, "Nothing was changed.")
    with Store.open(chosen.file, key) as store:
        before = _named(store.operators(), chosen.name)
        after = replace(before, pin=kept_pin(pin, secrets.token_bytes(SALT)))
        edit = Edit(f"New PIN of {before.name}, by the recovery key", (Change(before, after),))
        store.apply(edit, who=WHO, at=datetime.now(UTC))
    print(f"{after.name} has a new PIN; the history says so.")
    return 0


def _named(operators: tuple[Operator, ...], name: str) -> Operator:
    for operator in operators:
        if operator.name.casefold() == name.strip().casefold():
            return operator
    names = ", ".join(operator.name for operator in operators) or "nobody"
    raise CannotRead(f"Nobody called “{name}” works with this file.", f"It names {names}.")


def _given(file: Path | None, words: str) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8-sig").partition("\n")[0].strip()
    if not sys.stdin.isatty():
        raise CannotRead("There is nobody to ask for the recovery key and the new PIN.", "Give both as files.")
    return getpass.getpass(words).strip()
