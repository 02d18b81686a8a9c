"""`cadplanner shots`: every page of the demo as a picture, drawn off screen."""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from cadplanner.core.model.span import minute_of

UNTIL = 11 * 60 + 30


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, metavar="DIR", help="where the pictures go")
    parser.add_argument("--size", type=_size, default=(1366, 768), metavar="WxH", help="of the window (1366x768)")
    parser.add_argument("--scale", type=float, default=1.0, metavar="F", help="as Windows' display scaling: 1.5 (1.0)")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--patients", type=int, default=150, metavar="N", help="in the demo (150)")
    parser.add_argument(
        "--until", type=minute_of, default=UNTIL, metavar="HH:MM", help="the day is played until then (11:30)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S")


def run(chosen: argparse.Namespace) -> int:
    """Always 0."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(chosen.scale)
    from cadplanner import demo
    from cadplanner.cli.live_demo import WHO, minutes_of
    from cadplanner.store.store import Store
    from cadplanner.store.unlocking import by_stated_passphrase, unlock
    from cadplanner.ui import shots

    chosen.directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.cad"
        today = datetime.now(UTC).astimezone().date()
        for _ in demo.make_demo_file(path, patients=chosen.patients, seed=chosen.seed, today=today):
            pass
        store = Store.open(path, unlock(path, by_stated_passphrase))
        try:
            for played in minutes_of(store, store.days()[0].id, seed=chosen.seed, until=chosen.until):
                store.apply(played.edit, who=WHO, at=played.board.now)
            size = chosen.size
            made = shots.take(chosen.directory, size=size, scale=chosen.scale, theme=chosen.theme, store=store)
        finally:
            store.close()
    print(f"{len(made)} pictures in {chosen.directory}.")
    return 0


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.partition("x")
    return int(wide), int(high)
