"""`cadplanner demo`: the main job on an invented service, from the messy list to the printed day."""

from __future__ import annotations

import argparse
import time
from datetime import datetime
from pathlib import Path

from cadplanner.cli.asked import a_date
from cadplanner.demo import run_demo
from cadplanner.store.unlocking import DEMO_PASSPHRASE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where list, file and sheets go")
    parser.add_argument("--patients", type=_people, default=150, metavar="N", help="to invite (150)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed invents the same people (1)")
    parser.add_argument("--today", type=a_date, default=None, metavar="YYYY-MM-DD", help="as if it were then")


def run(chosen: argparse.Namespace) -> int:
    """0 where the plan has no clash."""
    today = chosen.today or datetime.now().astimezone().date()
    summary = run_demo(chosen.out, patients=chosen.patients, seed=chosen.seed, today=today, seconds=time.perf_counter)
    print(
        f"{summary['rows']} rows, {summary['problems']} problems, {summary['imported']} people imported, "
        f"{summary['placed']} of {summary['invited']} placed in {summary['visits']} visits, "
        f"{summary['clashes']} clashes.\n"
        f"The sheets are in {chosen.out / 'pdf'}, the file is {chosen.out / 'demo.cad'}.\n"
        f"Its passphrase is: {DEMO_PASSPHRASE}"
    )
    return 1 if summary["clashes"] else 0


def _people(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 2000:
        raise argparse.ArgumentTypeError("a day has 1 to 2000 patients")
    return number
