"""How soon the window is there: `python -m tests.bench.start [TIMES] [--xvfb]`.

From the command to the first turn of the event loop after the window was painted, in a process of its own, as the
clock goes and as the processor works; the median of so many starts, the first not counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
STARTS = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

class Seen(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.window().windowTitle():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: (print(time.time(), time.process_time(), flush=True), app.exit()))
        return False

from cadplanner.ui.main_window import window as module
made = module.MainWindow.showEvent
seen = Seen()
def shown(self, event):
    global app
    from PySide6.QtWidgets import QApplication
    app = QApplication.instance()
    self.centralWidget().installEventFilter(seen)
    made(self, event)
module.MainWindow.showEvent = shown
from cadplanner.__main__ import main
main([])
"""


def start(home: Path, *, xvfb: bool) -> tuple[float, float]:
    """Seconds by the clock and of the processor until the window has been painted."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CADPLANNER_HOME": str(home)}
    environment["QT_QPA_PLATFORM"] = "xcb" if xvfb else "offscreen"
    began = time.time()
    said = subprocess.run([sys.executable, "-c", STARTS], env=environment, capture_output=True, text=True, check=False)
    shown, used = map(float, said.stdout.split())
    return shown - began, used


def main(times: int, *, xvfb: bool) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as home:
        start(Path(home), xvfb=xvfb)
        took = [start(Path(home), xvfb=xvfb) for _ in range(times)]
    clock, used = (sorted(each) for each in zip(*took, strict=True))
    print(
        f"{times} starts, {'xvfb' if xvfb else 'offscreen'}: median {median(clock):.2f} s, best {clock[0]:.2f} s, "
        f"worst {clock[-1]:.2f} s; processor {median(used):.2f} s"
    )


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word.isdecimal()]
    main(int(words[0]) if words else 9, xvfb="--xvfb" in sys.argv)
