"""`cadplanner live-demo`: plays a day into its file, through the same verbs as the window."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from random import Random
from uuid import UUID

from cadplanner.cli import asked, passphrase
from cadplanner.cli.one_day import day_argument, one_day
from cadplanner.core.live.board import Board
from cadplanner.core.live.following import GONE, NEVER_HERE, Status
from cadplanner.core.live.play import Lived, Played, play
from cadplanner.core.model.attendance import DayEvent, Happened, standing
from cadplanner.core.model.span import clock
from cadplanner.errors import CannotRead
from cadplanner.store.store import Store

WHO = "demo"


def arguments(parser: argparse.ArgumentParser) -> None:
    passphrase.arguments(parser)
    day_argument(parser)
    parser.add_argument("--speed", type=_speed, default=60.0, metavar="N", help="minutes of the day in one minute (60)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed plays the same day (1)")
    parser.add_argument(
        "--until", type=asked.minute, default=None, metavar="HH:MM", help="stop there; a later call plays on"
    )
    parser.add_argument("--fast", action="store_true", help="without waiting")


def run(chosen: argparse.Namespace) -> int:
    """0 once played. Raises CannotRead for a file that is not a demo's, an unknown day, and a day that is closed."""
    with passphrase.opened(chosen) as store:
        if not store.details().demo:
            raise CannotRead("This file is not a demo.", "Only invented days are played: cadplanner demo makes one.")
        day = one_day(store.days(), chosen.day)
        if _closed(store.day_events(day.id)):
            raise CannotRead("This day is closed.", "Make another demo, or reopen the day in the window.")
        before = None
        for played in minutes_of(store, day.id, seed=chosen.seed, until=chosen.until):
            if before is not None and not chosen.fast:
                time.sleep((played.minute - before) * 60 / chosen.speed)
            before = played.minute
            store.apply(played.edit, who=WHO, at=played.board.now)
            print(_line(played.board), flush=True)
    return 0


def minutes_of(store: Store, day_id: str, *, seed: int, until: int | None) -> Iterator[Played]:
    """The minutes of a day as it goes on from where it stands, each to be written before the next is asked for."""
    events = store.day_events(day_id)
    ids = Random(f"ids {seed} {len(events)}")
    return play(
        store.plan(day_id),
        Lived(events, store.kept(day_id)),
        dice=Random(f"live {seed}"),
        new_id=lambda: UUID(int=ids.getrandbits(128), version=4).hex,
        until=until,
    )


def _closed(events: Iterable[DayEvent]) -> bool:
    last = [event for event in standing(events) if event.kind in (Happened.CLOSED, Happened.REOPENED)][-1:]
    return any(event.kind is Happened.CLOSED for event in last)


def _line(board: Board) -> str:
    """'10:42  31 here, 8 waiting, 17 with staff, 24 gone, 6 did not come'."""
    count = {status: len(ids) for status, ids in board.by_status.items()}
    gone = sum(count[status] for status in GONE - NEVER_HERE)
    absent = sum(count[status] for status in NEVER_HERE)
    told = (
        f"{len(board.here)} here",
        f"{count[Status.WAITING]} waiting",
        f"{count[Status.IN_PROGRESS]} with staff",
        f"{gone} gone",
        f"{absent} did not come",
    )
    return f"{clock(board.minute)}  {', '.join(told)}{', closed' if board.closed else ''}"


def _speed(text: str) -> float:
    number = float(text)
    if not 0 < number < 10**6:
        raise argparse.ArgumentTypeError("a speed is a number above nothing")
    return number
