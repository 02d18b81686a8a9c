"""A process killed in the middle of an import: the file opens with all of it or nothing, and all that was confirmed."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random

from cadplanner.store.store import Store
from tests.keys import KEY
from tests.store.endless_import import EACH
from tests.store.worlds import check_index

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, MOST_ROUNDS = 6, 60


def test_t18_kill_in_the_middle_of_an_import(path):
    """T18: all of the import or nothing, and all that was confirmed."""
    """T18: killed during an import."""
    dice = Random(1)
    Store.create(path, KEY).close()
    rounds = unfinished = 0
    while rounds < ROUNDS or not unfinished:
        rounds += 1
        assert rounds <= MOST_ROUNDS, "the harness never hit an import in progress"
        confirmed, in_the_middle = _killed_after(path, seconds=dice.uniform(0, 0.25))
        unfinished += in_the_middle
        with Store.open(path, KEY) as store:
            patients, referrals, edits = store.patients(), store.referrals(), store.history(limit=10_000)
            assert len(patients) == len(referrals) == len(edits) * EACH
            assert len(patients) - confirmed in (0, EACH)
            assert store._db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            check_index(store)


def _killed_after(path, *, seconds):
    """Let it import, kill it within an import; gives how many people were confirmed, and whether one was begun."""
    command = [sys.executable, "-m", "tests.store.endless_import", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for _ in range(3):
            process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        said = process.stdout.read().split()
    with Store.open(path, KEY) as store:
        before = len(store.patients())
    confirmed = [int(word) for word in said if word.isdigit()]
    return (confirmed[-1] if confirmed else before - before % EACH), said[-1:] != confirmed[-1:]
