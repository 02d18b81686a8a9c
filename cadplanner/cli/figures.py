"""`cadplanner figures`: the counts of one day, as text or as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

from cadplanner.cli import passphrase
from cadplanner.cli.one_day import day_argument, one_day
from cadplanner.core.figures import Figures, Share, Spread, figures, share_words
from cadplanner.core.live.board import board
from cadplanner.core.live.experience import HIGHEST, Experience
from cadplanner.core.model.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    passphrase.arguments(parser)
    day_argument(parser)
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(chosen: argparse.Namespace) -> int:
    """Always 0. Raises CannotRead for an unknown day."""
    with passphrase.opened(chosen) as store:
        day = one_day(store.days(), chosen.day)
        kept = store.kept(day.id)
        seen = board(store.plan(day.id), store.day_events(day.id), datetime.now(UTC), kept.rules.policy)
        found = figures(seen, kept, store.referrals(), store.feedback(day.id))
    if chosen.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(_lines(found, kept.words)))
    return 0


def _lines(found: Figures, words: Words) -> Iterator[str]:
    yield f"{found.day}, {found.on.isoformat()}"
    yield f"{found.booked:5d} booked, and {found.walk_ins} walk-ins"
    came_or_not = (found.attended, found.did_not_attend, found.cancelled, found.not_marked)
    yield from (_of_booked(share, words) for share in came_or_not)
    yield from (f"{_of_booked(share, words)}, {share.of_attended}% of attended" for share in found.outcomes)
    yield f"Waits: {_spread(found.waits)}. Time on site: {_spread(found.on_site)}."
    for use in found.stations:
        used = "" if use.used is None else f", {use.used:.0f}% of its places"
        if use.drop_ins:
            yield f"{use.name}: {use.drop_ins} dropped in"
        if use.visits > use.drop_ins or not use.drop_ins:
            yield f"{use.name}: {use.visits} visits, {use.minutes} minutes{used}; waits {_spread(use.waits)}"
    yield from _experience(found.experience)
    yield f"Promises: {found.promises_open} open of {found.promises}."
    yield "Weeks waited, before and after: " + ", ".join(
        f"{band} {before} → {after}"
        for (band, before), (_, after) in zip(found.bands_before, found.bands_after, strict=True)
    )


def _experience(said: Experience) -> Iterator[str]:
    yield f"{said.forms:5d} feedback forms"
    if said.collaborate:
        top = f"{said.collaborate_top}% with {HIGHEST} of {HIGHEST}"
        yield f"CollaboRATE: mean {said.collaborate_mean} of {HIGHEST}, {top} ({said.collaborate} answers)"
    if said.friends:
        yield f"Friends and Family: {said.friends_positive}% very good or good ({said.friends} answers)"


def _of_booked(share: Share, words: Words) -> str:
    return f"{share.people:5d} {share_words(share.what, words)}: {share.of_booked}% of booked"


def _spread(spread: Spread) -> str:
    return f"median {spread.median:g} min, 19 of 20 within {spread.p95} min ({spread.measured})"
