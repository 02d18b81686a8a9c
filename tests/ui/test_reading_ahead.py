"""Pages are read ahead of being asked for; what a start needs is no more than what a start shows."""

import subprocess
import sys

from PySide6.QtCore import QObject

from cadplanner.ui.main_window import reading_ahead
from cadplanner.ui.main_window.reading_ahead import PARTS, ReadingAhead

LATER = ("sqlite_utils", "sqlcipher3", "reportlab", "cryptography", "cadplanner.store.store", "cadplanner.printing")


def test_the_window_is_there_before_what_only_a_file_needs():
    says = f"import sys, cadplanner.app; print([name for name in {LATER} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_everything_is_read_one_part_at_a_time_and_then_it_goes(qtbot, qapp, monkeypatch):
    monkeypatch.setattr(reading_ahead, "FIRST_AFTER", 1)
    monkeypatch.setattr(reading_ahead, "NEXT_AFTER", 1)
    whole = QObject()
    with qtbot.waitSignal(ReadingAhead(whole).destroyed, timeout=20_000):
        pass
    assert {f"cadplanner.{part}" for part in PARTS} <= sys.modules.keys()
