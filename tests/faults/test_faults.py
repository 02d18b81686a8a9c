"""Every fault at small size, each with a control that proves the harness would notice; full size: README.md here.

| case | here |
|---|---|
| T04, T05 a change of passphrase or data key cut short | killed, power cut, points; also `tests/store/test_keys.py` |
| T13 killed at random | killed |
| T14, T15 the power fails; a disk that lies | power cut |
| T16 an input or output error at each point | points |
| T17 an update cut short | killed, power cut, points |
| T18 an import cut short | `tests/store/test_kill.py`; at full size killed |
| T19, T20 the disk is full | room |
| T23 one bit flipped | flips |
| T25 a stale log, a copy without its log | restore below, `tests/store/test_copies.py` |
| T26 a second window, a stale lock | `tests/store/test_vault.py` |
| T27 two writers | writers |
| T32 empty, truncated, plain, foreign, newer files, folders, huge files | `tests/store/test_vault.py` |
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.faults.desk import LOST
from tests.faults.disk import COMPILER, ROOT, built, on_failing_disk

FORKS = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed and forked as Linux does it")
FAILING_DISK = pytest.mark.skipif(not COMPILER, reason="the failing disk is made by gcc on Linux")


def plain(module, *words):
    command = [sys.executable, "-m", module, *map(str, words)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout)


@pytest.fixture(scope="session")
def failing(tmp_path_factory):
    """Runs a module on the failing disk, which is compiled once."""
    library = built(tmp_path_factory.mktemp("disk"))
    return lambda module, *words: json.loads(on_failing_disk(library, module, *words))


@FORKS
@pytest.mark.parametrize(("job", "rounds"), [("edits", 6), ("checkpoints", 5), ("copies", 4), ("passphrase", 6)])
def test_t13_killed_at_random_nothing_confirmed_is_lost_and_nothing_is_half_there(job, rounds):
    """T13, T04: after kill -9 the edits are there, the chain and the search index hold, and work goes on."""
    said = plain("tests.faults.kills", job, rounds)
    assert said["wrong"] == {}, said["such as"]
    assert said["confirmed"] > 0


@FORKS
def test_t17_killed_while_the_file_is_brought_up_to_date():
    """T17: a step was taken or not, and the copy of before it is whole."""
    said = plain("tests.faults.kills", "migration", 5)
    assert said["wrong"] == {}, said["such as"]
    assert said["in the middle"] > 0


@FORKS
def test_t25_killed_while_a_copy_is_put_back_there_is_always_a_file():
    """T25: the file as it was or the copy, and what was there is kept beside it."""
    said = plain("tests.faults.kills", "restore", 8)
    assert said["wrong"] == {}, said["such as"]


@FORKS
@pytest.mark.parametrize(("job", "kind"), [("no transaction", "half applied"), ("said too early", LOST)])
def test_t13_the_control_is_noticed(job, kind):
    """T13: a program that writes without a transaction, or says 'saved' too early, is found out."""
    assert plain("tests.faults.kills", f"control: {job}", 8)["wrong"].get(kind, 0) > 0


@FAILING_DISK
@pytest.mark.parametrize(("job", "images"), [("edits", 12), ("copy", 8), ("restore", 8), ("new data key", 8)])
def test_t14_the_power_fails(failing, job, images):
    """T14: writes that were not through to the disk are kept, dropped, torn and out of order; nothing is lost."""
    said = failing("tests.faults.power", job, images)
    assert said["wrong"] == {}, said["such as"]


@FAILING_DISK
def test_t15_a_disk_that_lies_is_noticed(failing):
    """T15: the control; on a disk that only says it wrote through, nearly every power cut does harm."""
    assert failing("tests.faults.power", "edits", 8, "lies")["wrong"]["images"] >= 6


@FAILING_DISK
@pytest.mark.parametrize(
    ("job", "every"), [("edits", 131), ("copy", 71), ("restore", 61), ("new data key", 211), ("new file", 211)]
)
def test_t16_an_error_at_each_point(failing, job, every):
    """T16: refused in words, once or for good, when writing or reading; nothing lost, half there or falsely said."""
    said = failing("tests.faults.points", job, every)
    assert said["wrong"] == {}, said["such as"]
    assert said["points"] > 6
    assert all("|" in words for words in said["said"])


@FAILING_DISK
@pytest.mark.parametrize(("job", "every"), [("passphrase", 7), ("purge", 151), ("migration", 131)])
def test_t16_an_error_at_each_point_of_rarer_things(failing, job, every):
    """T04, T16, T17, T80: the same while keys change, a day is deleted for good, and a file is brought up to date."""
    said = failing("tests.faults.points", job, every)
    assert said["wrong"] == {}, said["such as"]


@FAILING_DISK
def test_t19_t20_a_full_disk_is_said_plainly_and_leaves_nothing_half_done(failing):
    """T19, T20: check-in, import and copy; no copy appears, and everything works again once there is room."""
    said = failing("tests.faults.room", 350_000)
    assert said["wrong"] == {}, said["such as"]
    assert said["refused"] > 3


def test_t23_a_flipped_bit_is_always_found():
    """T23: never read without a word; the control, an unprotected file, is read wrong without one."""
    said = plain("tests.faults.flips", 40)
    assert said["ours"] == {"found": 40}
    assert said["control, not encrypted"].get("read wrong without a word", 0) > 0
    assert all("copy" in words for words in said["said"])


@FORKS
def test_t27_two_writers_lose_nothing():
    """T27: each waits for the other; the control, which claims the file too late, is refused again and again."""
    ours, late = plain("tests.faults.writers", 30)
    assert ours == {"asked": 60, "written": 60, "there": 60, "entries": 60, "holds": True}
    assert late["written"] < late["asked"]
