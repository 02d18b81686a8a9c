"""The search in Python: take a few people out, put them back, keep what is better.

kernel/search_body.h is its twin: what changes here changes there, and both get the next EDITION.
"""

from __future__ import annotations

from cadplanner.core.planning.dice import Dice
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.putting_in import put_in, to_build
from cadplanner.core.planning.ruin import Ruin

SLACK = 15


class Search:
    """The draft as it stands, the best so far, and how much worse a draft may be to go on from."""

    def __init__(self, draft: Draft, seed: int) -> None:
        self.dice = Dice(seed)
        self.draft = draft
        for n in to_build(draft):
            put_in(draft, n, self.dice)
        self.ruin = Ruin(draft, self.dice)
        self.here = self.best = draft.cost
        self.kept = self.best_kept = draft.snapshot()

    @property
    def cost(self) -> int:
        """What the best draft costs."""
        return self.best

    def rounds(self, count: int) -> bool:
        """So many rounds; whether nothing can be better."""
        self.draft.restore(self.kept)
        for _ in range(count):
            if self.best == 0 or not self.ruin.movable:
                break
            self._round()
        return self.best == 0 or not self.ruin.movable

    def picture(self) -> Draft:
        """The best draft, to be looked at."""
        self.draft.restore(self.best_kept)
        return self.draft

    def leave_out(self, routes: tuple[int, ...]) -> None:
        """Take those out of the best draft and go on from there."""
        self.draft.restore(self.best_kept)
        for n in routes:
            self.draft.take_out(n)
        self._keep_as_best()

    def _round(self) -> None:
        draft = self.draft
        for n in self.ruin.chosen():
            put_in(draft, n, self.dice)
        found = draft.cost
        if found <= self.here or found < self.best + self.dice.randrange(SLACK):
            self.here, self.kept = found, draft.snapshot()
            if found < self.best:
                self.best, self.best_kept = found, self.kept
        else:
            draft.restore(self.kept)

    def _keep_as_best(self) -> None:
        self.here = self.best = self.draft.cost
        self.kept = self.best_kept = self.draft.snapshot()
