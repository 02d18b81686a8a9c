"""`cadplanner selftest`: each part in a line, exit 0 where all work and 1 where one does not."""

import os
import subprocess
import sys

from cadplanner.cli import selftest
from cadplanner.cli.selftest import CHECKS


def ran(*words, **environment):
    program = [sys.executable, "-m", "cadplanner", "selftest", *map(str, words)]
    around = {**os.environ, **environment}
    done = subprocess.run(program, check=False, capture_output=True, text=True, timeout=120, env=around)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_every_part_works_here_and_nothing_is_left_behind(tmp_path):
    left = tmp_path / "temporary"
    left.mkdir()
    status, lines = ran("--out", tmp_path / "said.txt", TMPDIR=str(left))
    assert status == 0, lines
    assert [line.split(":")[0] for line in lines[:-1]] == [f"OK      {name}" for name, _ in CHECKS]
    assert lines[-1].startswith("Every part works")
    assert (tmp_path / "said.txt").read_text(encoding="utf-8").splitlines() == lines
    assert list(left.iterdir()) == []


def test_a_part_that_is_missing_is_named_and_the_others_are_still_tried(tmp_path, monkeypatch, capsys):
    from cadplanner import paths
    from cadplanner.cli import main

    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    monkeypatch.setattr(selftest, "CHECKS", CHECKS[:1] + CHECKS[2:3])
    assert main(["selftest"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("FAILED  Resources: not found: icons/app.ico")
    assert said[1].startswith("OK      Time zones")
    assert said[2].startswith("1 of 2 parts failed")


def test_a_part_that_breaks_has_failed_and_says_how():
    def breaks():
        raise ImportError("no module named so")

    assert selftest.outcome_of(breaks) == (False, "ImportError: no module named so")


def test_a_second_process_that_does_not_answer_has_failed(qapp):
    import time
    from functools import partial

    from cadplanner.ui.selftest import answer_of

    works, says = selftest.outcome_of(lambda: str(answer_of(partial(time.sleep, 60), 0.1)))
    assert not works
    assert says.startswith("The second process did not answer in 0.1 seconds.")
    assert answer_of(partial(int, "7"), 60) == 7
