"""`cadplanner check-list`: what the import would say of a list, without importing it."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path

from cadplanner.core.waiting.matching import duplicates
from cadplanner.exchange.file_kind import refuse_if_too_big
from cadplanner.exchange.list_in import check_list
from cadplanner.exchange.list_report import list_report, list_text
from cadplanner.exchange.source_table import read_table


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the list, as the record system exports it")
    parser.add_argument("--json", action="store_true", help="as JSON: rows, columns, good, problems, flags, duplicates")


def run(chosen: argparse.Namespace) -> int:
    """0 where every row is good, 1 where a row has a problem. Raises CannotRead where there is no list."""
    refuse_if_too_big(chosen.file.stat().st_size)
    table = read_table(chosen.file.read_bytes(), chosen.file.name)
    checked = check_list(table, today=datetime.now().astimezone().date())
    same = duplicates(checked.people, ())
    if chosen.json:
        print(json.dumps(list_report(checked, same), ensure_ascii=False, indent=1))
    else:
        print(list_text(checked, same), end="")
    return 1 if checked.problems else 0
