"""How fast a day is rehearsed: `python -m tests.bench.rehearse [PATIENTS] [RUNS]`; seconds by clock and processor."""

import sys
import time
from datetime import UTC, date, datetime
from itertools import count

from cadplanner import demo
from cadplanner.core.model.plan import Plan
from cadplanner.core.rehearsal.advice import asking
from cadplanner.core.rehearsal.rehearse import Answer, rehearse
from cadplanner.core.rehearsal.what_if import presets
from cadplanner.exchange.invented import invented_list
from cadplanner.store.store import Store

TODAY = date(2027, 5, 3)
HEAD = "{:28}{:>10}{:>10}{:>12}{:>12}{:>10}  {}"


def main(patients: int, runs: int) -> None:
    """A line a ready-made question: so many days, then the whole answer with its advice."""
    plan = planned(patients)
    print(f"{patients} patients, {len(plan.visits)} visits, {runs} days each")
    print(HEAD.format("", "clock", "processor", "with advice", "processor", "on time", "last leaves, 19 of 20 wait"))
    for preset in presets(plan):
        (clock, busy), found = _measured(lambda what_if=preset.what_if: rehearse(plan, what_if, runs=runs, seed=1))
        (whole, all_busy), _ = _measured(lambda what_if=preset.what_if: _asked(plan, what_if, runs))
        figures = f"{found.last_leaves.half / 60:.2f} h, {found.waits.most:.0f} min"
        times = (f"{each:.2f}" for each in (clock, busy, whole, all_busy))
        print(HEAD.format(preset.name, *times, f"{found.on_time:.0f}%", figures))


def planned(patients: int) -> Plan:
    """The demo's day for so many people."""
    ids = count()
    with Store.in_memory() as store:
        hand = demo.Hand(store, datetime(2027, 5, 3, 9, tzinfo=UTC), lambda: f"id{next(ids)}")
        demo.import_list(hand, invented_list(patients, seed=1, today=TODAY), TODAY)
        day_id = demo.set_up_day(hand, patients, seed=1, today=TODAY)
        demo.invite_longest_waiters(hand, day_id, patients)
        return demo.plan_the_day(hand, day_id, seed=1)


def _asked(plan, what_if, runs) -> Answer:
    *_, last = asking(plan, what_if, runs=runs, seed=1)
    return last


def _measured(run):
    began, busy = time.perf_counter(), time.process_time()
    found = run()
    return (time.perf_counter() - began, time.process_time() - busy), found


if __name__ == "__main__":
    main(*(int(each) for each in [*sys.argv[1:], *("500", "20")[len(sys.argv) - 1 :]]))
