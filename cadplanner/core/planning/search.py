"""The search in Python: take a few people out, put them back, keep what is better.

kernel/search_body.h is its twin: what changes here changes there, and both get the next EDITION.
"""

from __future__ import annotations

from cadplanner.core.planning.dice import Dice
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.putting_in import put_in, to_build
from cadplanner.core.planning.ruin import Ruin

SLACK = 8
PATIENCE = 100
MOST_WORSE = 3000
SWAPPING_SLACK = 15


class Search:
    """The draft as it stands, the best so far, and how much worse a draft may be to go on from.

    Whoever is left out often is hard to place. After PATIENCE rounds a person without a better draft, one who is
    easier to place may be left out in her stead, even where that costs more; after as many again without a better
    one it goes on from the best.
    """

    def __init__(self, draft: Draft, seed: int) -> None:
        self.dice = Dice(seed)
        self.draft = draft
        for n in to_build(draft):
            put_in(draft, n, self.dice)
        self.ruin = Ruin(draft, self.dice)
        self.stuck, self.swapping, self.hardness = 0, False, [0] * len(draft.stops)
        self.best = draft.cost
        self._keep_as_best()

    @property
    def cost(self) -> int:
        """What the best draft costs."""
        return self.best

    @property
    def perfect(self) -> bool:
        """Whether nothing can be better."""
        return self.best == 0 or not self.ruin.movable

    def rounds(self, count: int) -> None:
        """So many rounds, or fewer where nothing can be better."""
        self.draft.restore(self.kept)
        for _ in range(count):
            if self.perfect:
                break
            self._round()

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
        chosen = self.ruin.chosen()
        for n in chosen:
            put_in(draft, n, self.dice)
        found, hardness = draft.cost, self._harder(chosen)
        self.stuck += 1
        if self._good_enough(found, hardness):
            self._keep()
            if found < self.best:
                self.best, self.best_kept = found, self.kept
                self.stuck, self.swapping = 0, False
        else:
            draft.restore(self.kept)
        if self.stuck == PATIENCE * len(self.ruin.movable):
            self._change_ways()

    def _good_enough(self, found: int, hardness: int) -> bool:
        if found <= self.here or found < self.best + self.dice.randrange(SLACK):
            return True
        if not self.swapping or found >= self.best + MOST_WORSE:
            return False
        return hardness < 0 or (hardness == 0 and found < self.here + self.dice.randrange(SWAPPING_SLACK))

    def _harder(self, chosen: list[int]) -> int:
        """How much harder to place those left out are than those left out before.

        Whoever is left out is harder from now on.
        """
        found = 0
        for n in chosen:
            placed = self.draft.stops[n] is not None
            found += self.hardness[n] * (self.placed[n] - placed)
            self.hardness[n] += not placed
        return found

    def _change_ways(self) -> None:
        """Begin to let others be left out, or go back to the best."""
        self.stuck, self.swapping = 0, not self.swapping
        if not self.swapping:
            self.draft.restore(self.best_kept)
            self._keep()

    def _keep(self) -> None:
        self.here, self.kept = self.draft.cost, self.draft.snapshot()
        self.placed = [stops is not None for stops in self.draft.stops]

    def _keep_as_best(self) -> None:
        self._keep()
        self.best, self.best_kept = self.here, self.kept
