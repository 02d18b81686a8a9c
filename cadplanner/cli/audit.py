"""`cadplanner audit`: whether the history of a file holds, and who did what in it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from cadplanner.cli import asked, passphrase
from cadplanner.cli.noting import note
from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.words import HistoryLine
from cadplanner.core.model.attendance import LONDON
from cadplanner.errors import CannotRead
from cadplanner.exchange.history_out import history_csv
from cadplanner.store.remembering import LACKING_ADVICE, lacking_words
from cadplanner.store.store import Store
from cadplanner.store.trail import TrailQuery


def arguments(parser: argparse.ArgumentParser) -> None:
    passphrase.arguments(parser)
    parser.add_argument("--person", default="", metavar="WORDS", help="about one patient: name, NHS number, birth date")
    parser.add_argument("--who", default="", metavar="NAME", help="by one person")
    parser.add_argument("--from", dest="since", type=asked.a_date, metavar="DATE", help="YYYY-MM-DD")
    parser.add_argument("--to", dest="until", type=asked.a_date, metavar="DATE", help="YYYY-MM-DD, that day too")
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write it there as a table")


def run(chosen: argparse.Namespace) -> int:
    """0 where the whole history holds, 1 where it does not or is older than when the file was last open here.

    Raises CannotRead where WORDS name no one person.
    """
    with passphrase.opened(chosen) as store:
        check, older = store.check_history(), store.lacks and lacking_words(store.lacks, store.audit_head())
        since, until = _moment(chosen.since), _after(chosen.until)
        query = TrailQuery(person=_person(store, chosen.person), who=chosen.who, since=since, until=until)
        if chosen.csv or query != TrailQuery():
            lines = store.history_lines(store.history_ids(query), person=query.person)
            _show(lines, chosen.csv)
            note(store, Did.EXPORTED, f"Export {len(lines):,} entries of the history")
    if older:
        print(f"{older} {LACKING_ADVICE}")
    if check.holds:
        print(f"The history holds: {check.entries:,} entries with {check.changes:,} changes, each as it was written.")
        return 1 if older else 0
    print(f"Entry {check.broken} does not hold: {check.says}. The {check.entries:,} before it do.")
    return 1


def _show(lines: tuple[HistoryLine, ...], out: Path | None) -> None:
    if out is not None:
        out.write_bytes(history_csv(lines))
        print(f"{len(lines):,} entries in {out.name}.")
    else:
        print("\n".join(text for line in lines for text in _text(line)))


def _text(line: HistoryLine) -> Iterator[str]:
    at = line.at.astimezone(LONDON)
    yield f"{line.number:6d}  {at:%Y-%m-%d %H:%M:%S}  {line.who} ({line.computer}) {line.did.value}: {line.label}"
    yield from (f"        {told.words}" for told in line.told)


def _person(store: Store, words: str) -> str:
    """The id of the patient that these words find."""
    if not words:
        return ""
    found = store.find_patients(words)
    if len(found) != 1:
        many = "several people" if found else "nobody"
        raise CannotRead(f"“{words}” finds {many}.", "Give the name in full, or the NHS number.")
    return found[0].id


def _moment(day: date | None) -> datetime | None:
    """When that day begins here."""
    return datetime.combine(day, time(0), LONDON).astimezone(UTC) if day else None


def _after(day: date | None) -> datetime | None:
    return _moment(day + timedelta(days=1)) if day else None
