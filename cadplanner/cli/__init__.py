"""The same verbs as the window, without one: exit 0, 1 where a rule says no, 2 where it cannot run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from cadplanner import __version__
from cadplanner.errors import CadError

VERBS = {
    "demo": "do the whole job on an invented service: list, import, day, plan, sheets",
    "check-list": "say what is wrong with a waiting list (CSV or XLSX), by the row and column of the spreadsheet",
    "plan": "plan a day written in the open format cad-day/1, and write the plan as cad-plan/1",
    "replan": "repair a day under way: who is away, what is closed, who came; in the open formats",
    "rota": "deal the visits of a plan anew among the staff, so that they change station rarely; in the open formats",
    "rehearse": "play a planned day as it might go: what if all takes longer, some do not come, somebody is away?",
    "print": "write the sheets of a planned day as PDF",
    "live-demo": "play the day of a demo file: people come, are seen and go home, and the day is closed",
    "figures": "say the figures of a day: who came, what came of it, how long it took, what is still owed",
    "audit": "read the history of a file: whether it holds, who did what, and as a table (CSV)",
    "backup": "copy a file, and verify the copy page by page",
    "restore": "put a copy back, or open it on another laptop; what was there is kept",
    "verify": "say whether a file or a copy is whole",
    "new-pin": "give somebody who works with a file a new PIN, by the file's recovery key",
    "selftest": "say whether every part of the program is there and works on this computer",
    "shots": "draw every page of the demo as PNG, off screen",
}
MODULES = {
    "demo": "demo",
    "check-list": "check_list",
    "plan": "plan",
    "replan": "replan",
    "rota": "rota",
    "rehearse": "rehearse",
    "print": "print_day",
    "live-demo": "live_demo",
    "figures": "figures",
    "audit": "audit",
    "backup": "backup",
    "restore": "restore",
    "verify": "verify",
    "new-pin": "new_pin",
    "selftest": "selftest",
    "shots": "shots",
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. Try {self.prog} --help.\n")


def parser(verb: str = "") -> argparse.ArgumentParser:
    """What `cadplanner --help` documents; only the verb asked for is imported."""
    top = _Parser(
        prog="cadplanner",
        description="Plans, runs and prints a community appointment day. "
        "Without a verb it opens the window; with FILE.cad it opens that file.",
        epilog="Exit status: 0 done, 1 a rule says no, 2 it could not run.",
    )
    top.add_argument("--version", action="version", version=f"CAD Planner {__version__}")
    verbs = top.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name, says in VERBS.items():
        one = verbs.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.", allow_abbrev=False)
        if name == verb:
            module = import_module(f"cadplanner.cli.{MODULES[name]}")
            module.arguments(one)
            one.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str]) -> int:
    """Run one verb; whatever the world says no to is one line on stderr."""
    chosen = parser(argv[0] if argv else "").parse_args(argv)
    try:
        return int(chosen.run(chosen))
    except CadError as error:
        return _cannot(f"{error} {error.advice}")
    except BrokenPipeError:
        return 0  # whoever read what was printed has read enough
    except OSError as error:
        return _cannot(f"{error.filename or 'A file'}: {error.strerror}. Nothing was changed.")
    except KeyboardInterrupt:
        return _cannot("Stopped. What was confirmed before is kept.")


def _cannot(says: str) -> int:
    print(f"cadplanner: {says}", file=sys.stderr)
    return 2
