"""The import of an invented list, step by step, for pictures of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cadplanner.exchange.invented import invented_list
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.pages.waiting_list.import_flow import ImportFlow

POSED = 40  # people
NAME = "Waiting list of the service.csv"


def import_poses(flow: ImportFlow, accept: Callable[[Path], None], today: date) -> Iterator[Pose]:
    """Each step with something in it to look at: what a step asks for is settled before the next one is looked at."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(invented_list(POSED, seed=1, today=today))
        accept(path)
        yield "import-columns"
        flow.next.click()
        yield "import-problems"
        flow.problems.tabs.setCurrentIndex(1)
        yield "import-worth-a-look"
        flow.problems.tabs.setCurrentIndex(0)
        settling = flow.problems.settling
        assert settling is not None
        flow.problems.decided.emit(settling.skipped(problem.row for problem in settling.checked.problems))
        flow.next.click()
        yield "import-duplicates"
        flow.duplicates.rest.click()
        flow.next.click()
        yield "import-summary"
        accept(path)
        yield "import-another"
        flow.cancel.click()
        path.write_bytes(b"")
        accept(path)
        yield "import-refused"
    flow.cancel.click()
