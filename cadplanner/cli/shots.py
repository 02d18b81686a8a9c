"""`cadplanner shots`: every page, dialog and panel as a picture, drawn off screen, and what in them is cut off."""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

from cadplanner.cli import asked
from cadplanner.errors import CannotRead

UNTIL = 11 * 60 + 30
SIZES = ((911, 512), (1280, 720), (1920, 1080))
"""Logical pixels: 911x512 is a screen of 1366x768 at 150 %."""
LOOKS = ("light", "dark", "contrast")


def arguments(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "directory", type=Path, nargs="?", metavar="DIR", help="where the pictures go, a folder a look and size"
    )
    where.add_argument("--help-pictures", action="store_true", help="those of the help, in place of the ones it has")
    parser.add_argument(
        "--size",
        type=asked.size,
        action="append",
        metavar="WxH",
        help="of the window (911x512, 1280x720 and 1920x1080)",
    )
    parser.add_argument("--scale", type=float, default=1.0, metavar="F", help="as Windows' display scaling: 1.5 (1.0)")
    parser.add_argument("--theme", choices=LOOKS, action="append", help="one look (all three)")
    parser.add_argument(
        "--text-size", type=asked.whole(90, 175), default=100, metavar="N", help="in per cent, 90 to 175 (100)"
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="KEY", help="one page: waiting_list, day, ...; welcome, window"
    )
    parser.add_argument("--cut-off", action="store_true", help="no pictures: prints what is cut off")
    parser.add_argument("--patients", type=asked.whole(1, 2000), default=150, metavar="N", help="in the demo (150)")
    parser.add_argument(
        "--until", type=asked.minute, default=UNTIL, metavar="HH:MM", help="the day is played until then (11:30)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S")


def run(chosen: argparse.Namespace) -> int:
    """0; 1 where something is cut off and that was asked. Raises CannotRead for a page that there is not."""
    _refuse_unknown(chosen.only)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(chosen.scale)
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CADPLANNER_HOME"] = str(Path(folder) / "home")
        before = Path(folder) / "before"
        today = datetime.now(UTC).astimezone().date()
        make_files(before, patients=chosen.patients, seed=chosen.seed, until=chosen.until, today=today)
        if chosen.help_pictures:
            return _for_help(before)
        for look in chosen.theme or LOOKS:
            for wide, high in chosen.size or SIZES:
                files = Path(copytree(before, Path(folder) / f"{look} {wide}"))
                found += _one(chosen, look, (round(wide / chosen.scale), round(high / chosen.scale)), files)
    return 1 if found else 0


def _refuse_unknown(keys: list[str]) -> None:
    from cadplanner.ui.main_window.pages import PAGES

    known = ["welcome", "window", *(line.key for line in PAGES)]
    if unknown := sorted(set(keys) - set(known)):
        raise CannotRead(f"There is no page “{unknown[0]}”. No picture was made.", f"There are: {', '.join(known)}.")


def make_files(folder: Path, *, patients: int, seed: int, until: int, today: date) -> None:
    """Puts a new file and a demo whose day has begun into a new folder: new.cad and demo.cad."""
    from cadplanner import demo
    from cadplanner.cli.live_demo import WHO, minutes_of
    from cadplanner.store.store import Store
    from cadplanner.store.unlocking import by_stated_passphrase, make_demo, unlock

    folder.mkdir(parents=True)
    new, path = folder / "new.cad", folder / "demo.cad"
    Store.open(new, make_demo(new)).close()
    for _ in demo.make_demo_file(path, patients=patients, seed=seed, today=today):
        pass
    with Store.open(path, unlock(path, by_stated_passphrase)) as store:
        for played in minutes_of(store, store.days()[0].id, seed=seed, until=until):
            store.apply(played.edit, who=WHO, at=played.board.now)


def _for_help(folder: Path) -> int:
    from cadplanner.paths import resources
    from cadplanner.ui.shots.for_help import take_for_help
    from cadplanner.ui.shots.walk import Files

    made = take_for_help(resources() / "help" / "pictures", Files(folder / "new.cad", folder / "demo.cad"))
    print(f"{len(made)} pictures in {made[0].parent}.")
    return 0


def _one(chosen: argparse.Namespace, look: str, size: tuple[int, int], folder: Path) -> int:
    """One look at one size; how much is cut off, where that was asked."""
    from cadplanner.ui.shots.taking import Pose, measure, take
    from cadplanner.ui.shots.walk import Files

    files = Files(folder / "new.cad", folder / "demo.cad")
    how = Pose(look, size, chosen.text_size, tuple(chosen.only))
    name = f"{look}-{size[0]}x{size[1]}" + (f"-{chosen.text_size}" if chosen.text_size != 100 else "")
    if chosen.cut_off:
        findings = tuple(measure(how, files))
        for view, finding in findings:
            print(f"{name}/{view}: {finding.where}: {finding.says}")
        return len(findings)
    made = take(chosen.directory / name, how, files)
    print(f"{len(made)} pictures in {chosen.directory / name}.")
    return 0
