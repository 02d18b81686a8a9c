"""The engine: a plan built at once, then made better slice by slice by taking people out and putting them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.putting_in import build, put_in
from cadplanner.core.planning.ruin import Ruin
from cadplanner.core.planning.showing import shown
from cadplanner.core.planning.wishes import Cost, cost

SLACK = 15


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan so far: how many are placed and not, minutes waited, its cost, and the rounds done of all."""

    plan: Plan
    placed: int
    unplaced: int
    waiting: int
    cost: int
    round: int
    rounds: int


def plan_day(plan: Plan, *, seed: int, rounds: int, slice_rounds: int) -> Iterator[Progress]:
    """Plans, each keeping every rule and none worse than the one before: first one built at once.

    Locked visits stay; whoever is planned soundly already is where the first plan begins. The same seed and rounds
    give the same plan. A round takes out a few people and puts them back; `slice_rounds` rounds pass between two
    answers (50 take some 50 to 100 ms). It ends early where nothing can be better. To run for so many seconds, ask
    for more rounds than can be done and stop asking when the time is over.
    """
    search = Search(plan, Random(seed))
    yield search.progress(0, rounds)
    done = 0
    while done < rounds:
        for _ in range(min(slice_rounds, rounds - done)):
            search.round()
        done = rounds if search.perfect else min(done + slice_rounds, rounds)
        yield search.progress(done, rounds)


class Search:
    """The draft as it stands, the best so far, and how much worse a draft may be to go on from."""

    def __init__(self, plan: Plan, dice: Random) -> None:
        self.dice = dice
        self.draft = Draft(compiled(plan))
        build(self.draft, dice)
        self.ruin = Ruin(self.draft, dice)
        self.here = self.best = self.draft.cost
        self.kept = self.best_kept = self.draft.snapshot()
        self.shown: Plan | None = None
        self.shown_cost = Cost(0, 0, 0)
        self.fresh = True

    @property
    def perfect(self) -> bool:
        """Whether nothing can be better."""
        return self.best == 0 or not self.ruin.movable

    def round(self) -> None:
        """Take some people out and put them back; keep the draft if it is good enough, else go back."""
        if self.perfect:
            return
        draft = self.draft
        for n in self.ruin.chosen():
            put_in(draft, n, self.dice)
        found = draft.cost
        if found <= self.here or found < self.best + SLACK * self.dice.random():
            self.here, self.kept = found, draft.snapshot()
            if found < self.best:
                self.best, self.best_kept, self.fresh = found, self.kept, True
        else:
            draft.restore(self.kept)

    def progress(self, done: int, rounds: int) -> Progress:
        """The best plan so far."""
        if self.fresh:
            self._show()
        plan, paid = self.shown, self.shown_cost
        assert plan is not None
        unplaced = len(plan.unplaced)
        return Progress(plan, len(plan.appointments) - unplaced, unplaced, paid.waiting, paid.total, done, rounds)

    def _show(self) -> None:
        """Give the best draft its places. Whoever finds none is taken out of it, to be planned anew."""
        self.draft.restore(self.best_kept)
        plan, left_out = shown(self.draft)
        paid = cost(plan)
        if self.shown is None or paid.total < self.shown_cost.total:
            self.shown, self.shown_cost = plan, paid
        for n in left_out:
            self.draft.take_out(n)
        if left_out:
            self.best, self.best_kept = self.draft.cost, self.draft.snapshot()
            self.here, self.kept = self.best, self.best_kept
        self.draft.restore(self.kept)
        self.fresh = False
