"""One planned day played: people come, wait where nobody or no place is free, are seen, and go on."""

from __future__ import annotations

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.dice import Dice, Roll
from cadplanner.core.rehearsal.hall_now import HallNow
from cadplanner.core.rehearsal.luck import throw
from cadplanner.core.rehearsal.one_day import OneDay
from cadplanner.core.rehearsal.played import Came, Rehearsal
from cadplanner.core.rehearsal.stage import Stage
from cadplanner.core.rehearsal.what_if import WhatIf


def simulate(plan: Plan, what_if: WhatIf, seed: int, now: HallNow | None = None) -> Rehearsal:
    """The day played once, from the morning or from the hall as it stands `now`. The same seed plays the same day.

    At each station whoever's time is first is called, by her own member of staff where that one is free, else by
    another who works there; who comes late has her turn from then. Breaks are taken in full; a class waits for its
    leader and for nobody else: who comes in the middle joins it, who comes after it has missed it. Where minutes vary,
    somebody may be seen `CALLED_EARLY` minutes before her time.
    """
    return played(Stage(plan, what_if, now), Dice(seed))


def played(stage: Stage, dice: Roll) -> Rehearsal:
    """The day played with these dice."""
    luck = throw(stage.plan, stage.what_if, dice, stage.past)
    comers = stage.walk_ins.come(dice)
    luck.factor.update(comers.factor)
    day = OneDay(stage, luck)
    here = stage.now.here if stage.now else {}
    absent = [who for who in stage.leaves if who not in here and who not in luck.late]
    for who, leaves in stage.leaves.items():
        if who in luck.late and who not in here:
            arrives = max(stage.card_time(who) + luck.late[who], stage.minute)
            day.expect(Came(who, arrives, arrives, leaves), stage.route.get(who, []))
    for who, minute, turns in comers.routes:
        day.expect(Came(who, minute, minute, turns[-1].start + turns[-1].minutes), turns)
    day.play()
    playing = stage.leaves.keys() - set(absent)
    lost = tuple(key for key in stage.lost if stage.plan.visit[key].appointment_id in playing)
    people, missed = tuple(day.people.values()), tuple(day.missed)
    return Rehearsal(tuple(day.seen), people, tuple(day.rests), tuple(absent), lost, missed, comers.turned_away)
