"""`cadplanner rehearse`: a planned day played as it might go: who waits where, and what would help."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from cadplanner.cli import asked, passphrase
from cadplanner.cli.one_day import day_argument, one_day
from cadplanner.core.live.board import board
from cadplanner.core.model.attendance import instant_on
from cadplanner.core.model.day import Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.model.staff import StaffMember
from cadplanner.core.rehearsal.advice import answer
from cadplanner.core.rehearsal.hall_now import HallNow, hall_now
from cadplanner.core.rehearsal.rehearse import USUAL_RUNS, USUAL_SEED, Answer
from cadplanner.core.rehearsal.what_if import Out, WhatIf
from cadplanner.core.rehearsal.words import result_words
from cadplanner.errors import CannotRead
from cadplanner.store.store import Store

HEAD = "{:<28}{:>7}{:>15}{:>12}{:>14}{:>8}{:>7}"


def arguments(parser: argparse.ArgumentParser) -> None:
    passphrase.arguments(parser)
    day_argument(parser)
    share, runs = asked.whole(0, 100), asked.whole(1, 1000)
    parser.add_argument("--longer", type=share, default=0, metavar="N", help="every visit takes N%% longer")
    parser.add_argument("--absent", type=share, default=0, metavar="N", help="N of 100 people do not come")
    parser.add_argument("--late", type=share, default=0, metavar="N", help="everybody comes N minutes later")
    parser.add_argument("--walk-ins", type=share, default=0, metavar="N", help="N people an hour come uninvited")
    parser.add_argument("--without", default="", metavar="NAME", help="this member of staff is away")
    parser.add_argument("--closed", default="", metavar="STATION", help="this station is closed")
    parser.add_argument("--since", type=asked.minute, metavar="HH:MM", help="away or closed from then on")
    parser.add_argument(
        "--from",
        dest="begins",
        type=asked.minute,
        metavar="HH:MM",
        help="play from then, as the hall stood",
    )
    parser.add_argument("--runs", type=runs, default=USUAL_RUNS, metavar="N", help=f"days to play ({USUAL_RUNS})")
    parser.add_argument("--seed", type=int, default=USUAL_SEED, metavar="N", help=f"which dice to throw ({USUAL_SEED})")


def run(chosen: argparse.Namespace) -> int:
    """Always 0; nothing is written. Raises CannotRead for an unknown day, name or station, or a day without a plan."""
    if chosen.since is not None and not (chosen.without or chosen.closed):
        raise CannotRead("--since says from when on, but not who or what.", "Add --without NAME or --closed STATION.")
    with passphrase.opened(chosen) as store:
        plan = store.plan(one_day(store.days(), chosen.day).id)
        now = None if chosen.begins is None else _hall_at(store, plan, chosen.begins)
    if not plan.visits:
        raise CannotRead(f"{plan.day.name} has no plan yet.", "Plan the day first.")
    found = answer(plan, _what_if(plan, chosen), runs=chosen.runs, seed=chosen.seed, now=now)
    print("\n".join(_lines(plan, found)))
    return 0


def _hall_at(store: Store, plan: Plan, begins: int) -> HallNow:
    """The hall as it stood at that minute; later facts are not known yet."""
    at = instant_on(begins, plan.day.on)
    noted = [event for event in store.day_events(plan.day.id) if event.at <= at]
    if not noted:
        says = f"Nothing was noted of {plan.day.name} by {clock(begins)}."
        raise CannotRead(says, "Leave --from out: the day is then played from the morning.")
    return hall_now(board(plan, noted, at, store.day_rules().policy))


def _what_if(plan: Plan, chosen: argparse.Namespace) -> WhatIf:
    since = plan.day.opening.start if chosen.since is None else chosen.since
    return WhatIf(
        longer=chosen.longer,
        absent=chosen.absent,
        late=chosen.late,
        walk_ins=chosen.walk_ins,
        away=_out(chosen.without, plan.staff, since, "a member of staff"),
        closed=_out(chosen.closed, plan.stations, since, "a station"),
    )


def _out(name: str, entities: Sequence[StaffMember | Station], since: int, kind: str) -> Out | None:
    """Whoever or whatever has that name, out from then on; None for ''."""
    if not name:
        return None
    found = [each for each in entities if each.name.casefold() == name.casefold()]
    if len(found) != 1:
        have = ", ".join(sorted(each.name for each in entities))
        raise CannotRead(f"“{name}” is not {kind} of this day.", f"It has: {have}.")
    return Out(found[0].id, since)


def _lines(plan: Plan, found: Answer) -> Iterator[str]:
    yield f"{plan.day.name}, {plan.day.on.isoformat()}, played {found.asked.runs} times."
    yield from result_words(plan, found)
    yield ""
    yield HEAD.format("Station", "Visits", "19 of 20 wait", "Without it", "Longest wait", "Around", "Queue")
    for played, planned in zip(found.asked.stations, found.as_planned.stations, strict=True):
        around = clock(played.worst_at * 60) if played.worst_at >= 0 else ""
        waits = (f"{minutes:.0f} min" for minutes in (played.wait.most, planned.wait.most, played.worst))
        yield HEAD.format(played.name[:27], round(played.visits), *waits, around, played.queue)
    yield ""
    yield from found.advice
