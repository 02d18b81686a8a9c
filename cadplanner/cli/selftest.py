"""`cadplanner selftest`: whether this copy of the program has all its parts and they work on this computer."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cadplanner.core.model.plan import Plan
from cadplanner.errors import CadError

if TYPE_CHECKING:
    from cadplanner.store.store import Store

PLAIN_FILE = b"SQLite format 3"
PEOPLE, SEED, SEAL = 6, 1, "selftest"
LONGEST_WAIT = 30  # seconds for an answer of the second process
PARTS = (
    "icons/app.ico",
    "icons/calendar-check.svg",
    "texts/en/passport.txt",
    "packaging/it-sheet.md",
    "help/begin.md",
)
LETTERS = {
    "Latin": "é",
    "Cyrillic": "ї",
    "Greek": "λ",
    "Vietnamese": "ễ",
    "Arabic": "ع",
    "Urdu": "ٹ",
    "Hebrew": "ש",
    "Armenian": "Ա",
    "Georgian": "ქ",
    "Ethiopic": "ሰ",
    "Bengali": "ব",
    "Hindi": "ह",
    "Punjabi": "ਪ",
    "Gujarati": "ગ",
    "Tamil": "த",
    "Sinhala": "ස",
    "Thai": "ไ",
    "Chinese": "中",
}
"""A letter of each script that a name or a sheet may need."""


class Failed(Exception):
    """A part is missing or does not do what it is for; says which."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the checks share: a throwaway folder, the demo file that one of them makes there, and the date."""

    folder: Path
    today: date

    @property
    def file(self) -> Path:
        return self.folder / "selftest.cad"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the lines there too, where no terminal is")


def run(chosen: argparse.Namespace) -> int:
    """0 where every part works, 1 where one does not."""
    began = time.perf_counter()
    lines, failed = [], 0
    with _throwaway() as folder:
        bench = Bench(folder, datetime.now(UTC).astimezone().date())
        for name, check in CHECKS:
            started = time.perf_counter()
            works, says = outcome_of(partial(check, bench))
            failed += not works
            lines.append(f"{'OK    ' if works else 'FAILED'}  {name}: {says} ({time.perf_counter() - started:.1f} s)")
            print(lines[-1], flush=True)
    took = f"{time.perf_counter() - began:.1f} s"
    lines.append(f"{failed} of {len(CHECKS)} parts failed ({took})." if failed else f"Every part works ({took}).")
    print(lines[-1])
    if chosen.out is not None:
        chosen.out.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return 1 if failed else 0


def outcome_of(check: Callable[[], str]) -> tuple[bool, str]:
    """Whether a check passed, and what there is to say of it; a part that fails in any way has failed."""
    try:
        return True, check()
    except CadError as error:
        return False, f"{error} {error.advice}"
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part is the answer; only invented people here
        return False, f"{type(error).__name__}: {error}" if not isinstance(error, Failed) else str(error)


def _resources(_bench: Bench) -> str:
    from cadplanner.paths import resources

    folder = resources()
    missing = [part for part in PARTS if not (folder / part).is_file()]
    if missing:
        raise Failed(f"not found: {', '.join(missing)}")
    return f"{sum(1 for _ in folder.rglob('*.*'))} files found"


def _fonts(_bench: Bench) -> str:
    from cadplanner.printing.fonts import CHINESE, font_for

    for script, letter in LETTERS.items():
        found = font_for(letter, bold=False)
        if found is None or (found.fontName == CHINESE) != (script == "Chinese"):
            raise Failed(f"no letters for {script}")
    return f"letters found for {', '.join(LETTERS)}"


def _time_zones(_bench: Bench) -> str:
    summer = datetime(2027, 6, 12, 12, tzinfo=UTC).astimezone(ZoneInfo("Europe/London"))
    if summer.hour != 13:
        raise Failed("the clocks of summer are not known")
    return "London time known"


def _store(bench: Bench) -> str:
    from cadplanner.demo import make_demo_file
    from cadplanner.store.copies import verified
    from cadplanner.store.unlocking import by_stated_passphrase, unlock

    for _ in make_demo_file(bench.file, patients=PEOPLE, seed=SEED, today=bench.today):
        pass
    if bench.file.read_bytes()[: len(PLAIN_FILE)] == PLAIN_FILE:
        raise Failed("the file was written unencrypted")
    sound = verified(bench.file, unlock(bench.file, by_stated_passphrase))
    return f"an encrypted file made, opened and read through: {sound.words}"


def _window(bench: Bench) -> str:
    from cadplanner.ui import selftest

    with _opened(bench) as store:
        return selftest.window_words(store, datetime.now(UTC))


def _second_process(bench: Bench) -> str:
    from cadplanner.core.planning.kernel_search import kernel
    from cadplanner.core.planning.rules import clashes
    from cadplanner.core.planning.solver import plan_day
    from cadplanner.ui.selftest import answer_of

    plan = _plan(bench)
    anew = replace(plan, visits=())
    best: Plan = answer_of(partial(plan_day, anew, seed=SEED, rounds=100, slice_rounds=100), LONGEST_WAIT).plan
    if clashes(best) or not best.visits:
        raise Failed("the plan that came back is not sound")
    searched = "the compiled kernel" if kernel is not None else "Python alone: the compiled kernel is not there"
    return f"a day planned there, {len(best.visits)} visits, with {searched}"


def _pdf(bench: Bench) -> str:
    from pypdf import PdfReader

    from cadplanner.printing.codes import bars_path, qr_path
    from cadplanner.printing.pack import Order, printed
    from cadplanner.printing.sealed_pdf import sealed
    from cadplanner.printing.sheet import Paper
    from cadplanner.printing.words import card_code

    with _opened(bench) as store:
        plan, paper = store.plan(store.days()[0].id), Paper(store.details(), datetime.now(UTC), 1)
    ((_, pdf),) = printed(plan, paper, (Order("passports"),))
    content = card_code(plan.appointments[0].card, plan.day.on)
    pages = [page.get_contents() for page in PdfReader(BytesIO(sealed(pdf, SEAL)), password=SEAL).pages]
    for what, path in (("QR", qr_path(content)), ("Code 128", bars_path(content))):
        if not any(page is not None and path.encode() in page.get_data() for page in pages):
            raise Failed(f"the {what} code is not on the page")
    return f"passports of {len(plan.appointments)} people with QR and Code 128 made, sealed and read back"


def _spreadsheets(_bench: Bench) -> str:
    from cadplanner.exchange.worklist_out import Table
    from cadplanner.exchange.xlsx_in import read_xlsx

    grid = read_xlsx(Table("Self-test", ("Surname", "NHS number"), (("Sample", "999 000 0018"),)).xlsx(), "a.xlsx")
    if "Sample" not in str(grid):
        raise Failed("what was written does not read back")
    return "one written and read back"


def _plan(bench: Bench) -> Plan:
    with _opened(bench) as store:
        return store.plan(store.days()[0].id)


@contextmanager
def _opened(bench: Bench) -> Iterator[Store]:
    from cadplanner.store.store import Store
    from cadplanner.store.unlocking import by_stated_passphrase, unlock

    with Store.open(bench.file, unlock(bench.file, by_stated_passphrase)) as store:
        yield store


@contextmanager
def _throwaway() -> Iterator[Path]:
    """A folder that is gone afterwards, for settings too; drawn off screen where there is no screen."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["CADPLANNER_HOME"] = folder
        yield Path(folder)


CHECKS: tuple[tuple[str, Callable[[Bench], str]], ...] = (
    ("Resources", _resources),
    ("Fonts", _fonts),
    ("Time zones", _time_zones),
    ("File", _store),
    ("Window", _window),
    ("Second process", _second_process),
    ("PDF", _pdf),
    ("Spreadsheets", _spreadsheets),
)
"""Each part in words, and what tries it; the file comes before whatever looks into it."""
