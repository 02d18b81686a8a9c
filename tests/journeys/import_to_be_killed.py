"""The window imports a list into a file and is killed meanwhile: `... import_to_be_killed FILE LIST`."""

from __future__ import annotations

import sys
from datetime import datetime
from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QApplication

from cadplanner.settings import Settings
from cadplanner.ui.main_window import Around, MainWindow
from tests.journeys.steps import Coordinator


def main(file: Path, waiting_list: Path, now: datetime) -> None:
    """Goes through the import by hand; says 'begun' before the last button, and 'confirmed' after it."""
    app = QApplication([])
    ids = count(1)
    window = MainWindow(Around(lambda: now, lambda: f"killed-{next(ids)}", "tester"), Settings())
    window.show()
    she = Coordinator(window)
    she.opens(file)
    she.drops(waiting_list)
    for step in ("Next: problems", "Next: possible duplicates"):
        she.presses(step)
    she.sees("Nothing has been saved yet.", "Import 3,000 people: 3,000 new")
    print("begun", flush=True)  # noqa: T201
    she.presses("Import 3,000 people")
    she.is_told("Imported 3,000 people")
    print("confirmed", flush=True)  # noqa: T201
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
