"""Searches that take turns: the first alone while it finds better plans, then newcomers beside the best."""

from __future__ import annotations

from cadplanner.core.planning.dice import WORD, Dice
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.kernel_search import KernelSearch, can_search
from cadplanner.core.planning.search import Search

TURN = 20
GIVEN_UP = 25
TURNS_OF_BEST = 4


class Searches:
    """The face of `Search` over several of them: the best one, and beside it a newcomer that may become the best.

    How good a plan a search can find is settled early, by who comes when to those who are scarce. So where the best
    found nothing better for GIVEN_UP turns of TURN rounds a person, a newcomer begins anew with dice of its own; one
    that finds nothing better for as long gives way to the next. Every fourth turn is the best one's. Turns end after
    the same rounds whatever is asked for at a time.
    """

    def __init__(self, draft: Draft, seed: int) -> None:
        self._problem = draft.problem
        self._dice = Dice(seed ^ WORD)
        self._best = self._at_turn = _Turns(draft, seed)
        self._newcomer: _Turns | None = None
        people = sum(bool(route.choices) and all(route.choices) for route in draft.problem.routes)
        self._turn = self._left = TURN * max(1, people)
        self._turns = 0

    @property
    def draft(self) -> Draft:
        """The draft of the best search."""
        return self._best.search.draft

    @property
    def cost(self) -> int:
        """What the best draft costs."""
        return self._best.search.cost

    @property
    def perfect(self) -> bool:
        """Whether nothing can be better."""
        return self._best.search.perfect

    def rounds(self, count: int) -> None:
        """So many rounds, or fewer where nothing can be better."""
        while count and not self.perfect:
            now = min(count, self._left)
            self._at_turn.search.rounds(now)
            if self._at_turn.search.cost < self.cost:
                self._best, self._newcomer = self._at_turn, None
            count, self._left = count - now, self._left - now
            if not self._left:
                self._left = self._turn
                self._next_turn()

    def picture(self) -> Draft:
        """The best draft, to be looked at."""
        return self._best.search.picture()

    def leave_out(self, routes: tuple[int, ...]) -> None:
        """Take those out of the best draft and go on from there."""
        self._best.search.leave_out(routes)

    def _next_turn(self) -> None:
        """Say whose turn is next: the best one's, or a newcomer's."""
        self._at_turn.end_turn()
        self._turns += 1
        if self._newcomer and self._newcomer.idle >= GIVEN_UP:
            self._newcomer = None
        if self._newcomer is None and self._best.idle >= GIVEN_UP:
            self._newcomer = _Turns(Draft(self._problem), self._dice.randrange(WORD))
        newcomer = self._newcomer if self._turns % TURNS_OF_BEST else None
        self._at_turn = newcomer or self._best


class _Turns:
    """A search, and for how many turns it found nothing better."""

    def __init__(self, draft: Draft, seed: int) -> None:
        self.search = KernelSearch(draft, seed) if can_search(draft) else Search(draft, seed)
        self.idle, self.seen = 0, self.search.cost

    def end_turn(self) -> None:
        """Note whether the turn found anything."""
        self.idle = 0 if self.search.cost < self.seen else self.idle + 1
        self.seen = self.search.cost
