"""What must hold of a file after a fault, by what was being done to it; each gives what is wrong, () for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cadplanner.errors import CadError, NewerFile, Unprotected, WrongSecret
from cadplanner.store import vault
from cadplanner.store.copies import copies_folder, copies_in, verified
from cadplanner.store.data_key import DataKey
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_passphrase, unlock
from tests.faults import desk
from tests.faults.desk import DAMAGED, HALF, LOST, Wrong
from tests.keys import CHEAP, KEY, PASSPHRASE, protect
from tests.store.test_purge import GONE, MARKERS
from tests.store.test_vault import later_steps, shoe_size

OTHER = "another passphrase of a test"


def of_edits(path: Path, said: Counter[str], imported: int = 20) -> Iterator[Wrong]:
    """All that was confirmed is there and whole, and the file can be worked with."""
    wrong = desk.wrongs(path, said["done"], said["begun"], imported=imported)
    yield from wrong or desk.goes_on(path, imported=imported)


def of_imports(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """The same, with imports of 300 people."""
    yield from of_edits(path, said, 300)


def of_copies(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """Every copy that has its name is sound and whole, and those that were confirmed have theirs."""
    yield from of_edits(path, said)
    copies = copies_in(copies_folder(path), path)
    if len(copies) < said["copied"]:
        yield Wrong(LOST, f"{said['copied']} copies were confirmed and {len(copies)} are there")
    for n, copy in enumerate(reversed(copies)):
        try:
            verified(copy.path, KEY)
            unlock(copy.path, by_passphrase(PASSPHRASE))
        except CadError as error:
            yield Wrong(DAMAGED, str(error))
        else:
            yield from desk.wrongs(copy.path, n + 1, n + 1)


def of_restore(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """The file is that of before or the copy, and what was there is beside it."""
    yield from desk.wrongs(path, 0, 1)
    for aside in path.parent.glob("* before restore *.cad"):
        yield from desk.wrongs(aside, 0, 1)
    if unlock(path, by_passphrase(PASSPHRASE)) != KEY:
        yield Wrong(DAMAGED, "the passphrase gives another key")


def of_migration(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """The step was taken or not, nothing between; and the copy of before it is whole."""
    steps = later_steps(shoe_size)
    try:
        Store.open(path, KEY).close()
    except NewerFile:
        taken = True
    else:
        taken = False
        if said["done"]:
            yield Wrong(LOST, "the step was confirmed and is not there")
        yield from desk.wrongs(path, 0, 0)
    copies = [*path.parent.glob("* before update *.cad")]
    if taken and not copies:
        yield Wrong(LOST, "there is no copy of before the update")
    opened = vault.open_file(path, KEY, steps=steps)
    if opened.db.conn.execute("SELECT count(*) FROM patient WHERE shoe_size = ''").fetchone() != (desk.INVITED,):
        yield Wrong(HALF, "not every patient has the new field")
    opened.close()
    for copy in copies:
        yield from desk.wrongs(copy, 0, 0)


def of_rekey(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """Exactly one of the two passphrases opens it, and everything is there."""
    opens = [(typed, key) for typed in (PASSPHRASE, OTHER) if (key := _opened(path, typed))]
    if len(opens) != 1 or (said["done"] and opens[0][0] != OTHER):
        yield Wrong(DAMAGED, f"{len(opens)} of the two passphrases open it")
    for _, key in opens:
        yield from desk.wrongs(path, 0, 0, key=key)
        yield from desk.goes_on(path, key=key)


def of_passphrase(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """Exactly one of the two passphrases opens it: the one confirmed last, or the next."""
    opens = [typed for typed in (PASSPHRASE, OTHER) if _opened(path, typed)]
    may = {(PASSPHRASE, OTHER)[n % 2] for n in range(said["done"], said["begun"] + 1)}
    if len(opens) != 1 or opens[0] not in may:
        yield Wrong(DAMAGED, f"{len(opens)} of the two passphrases open it")
    yield from desk.wrongs(path, 0, 0)


def _opened(path: Path, typed: str) -> DataKey | None:
    try:
        return unlock(path, by_passphrase(typed))
    except WrongSecret:
        return None


def of_new_file(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """There is no such file, or an empty one that its passphrase opens."""
    new = path.with_name("New.cad")
    if not new.exists():
        if said["done"]:
            yield Wrong(LOST, "the file was confirmed and is not there")
        return
    with Store.open(new, unlock(new, by_passphrase(OTHER))) as store:
        if store.patients() or store.history():
            yield Wrong(HALF, "a new file is not empty")


def of_protected(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """The file is as it was, unprotected, or it is protected; nobody is lost either way, and it can be done."""
    old = path.with_name("Old.cad")
    try:
        key = unlock(old, by_passphrase(OTHER))
    except Unprotected:
        if said["done"]:
            yield Wrong(LOST, "the protection was confirmed and is not there")
        key, _ = protect(old, OTHER, cost=CHEAP, recovery_key=bytes(32))
    with Store.open(old, key) as store:
        if len(store.patients()) != desk.INVITED:
            yield Wrong(LOST, "people are missing")


def of_purge(path: Path, said: Counter[str]) -> Iterator[Wrong]:
    """Everybody of the day is there, or nothing of them is left and a certificate says so."""
    with Store.open(path.with_name("Played.cad"), KEY) as store:
        certified = len(store.certificates())
        names = {patient.id for patient in store.patients()}
        text = _everything(store)
        if certified != (GONE.id not in names) or certified == any(word in text for word in MARKERS):
            yield Wrong(HALF, "deleted for good, and not")
        if said["done"] and not certified:
            yield Wrong(LOST, "the deletion was confirmed and is not there")
        if not store.check_history().holds:
            yield Wrong(HALF, "the chain of the history does not hold")
        yield from desk.unsound(store)


def _everything(store: Store) -> str:
    conn = store._db.conn
    tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return repr([conn.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables])
