"""The engine: a plan built at once, then made better slice by slice by taking people out and putting them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.kernel_search import kernel
from cadplanner.core.planning.putting_in import keep_what_is_sound
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.searches import Searches
from cadplanner.core.planning.showing import shown
from cadplanner.core.planning.wishes import Cost, cost

USUAL_SLICE = 4_000 if kernel else 50
"""Rounds between two answers where nobody says otherwise: showing a plan costs as much as many rounds in the kernel."""


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
    give the same plan, with the compiled kernel or without. A round takes out a few people and puts them back;
    `slice_rounds` rounds pass between two answers, each judged by the rule book. It ends early where nothing can be
    better. To run for so many seconds, ask for more rounds than can be done and stop asking when the time is over.
    """
    draft = Draft(compiled(plan))
    keep_what_is_sound(draft)
    answers = _Answers(Searches(draft, seed))
    yield answers.progress(0, rounds)
    done = 0
    while done < rounds:
        answers.search.rounds(min(slice_rounds, rounds - done))
        answers.show()
        done = rounds if answers.search.perfect else min(done + slice_rounds, rounds)
        yield answers.progress(done, rounds)


class _Answers:
    """The best plan that was shown, and the cost of the draft it shows; before any, what stays planned alone."""

    def __init__(self, search: Searches) -> None:
        self.search = search
        self.seen: int | None = None
        problem = search.draft.problem
        self.plan = replace(problem.plan, visits=tuple(problem.held))
        self.paid: Cost | None = None
        self.given = frozenset(clashes(self.plan))

    def progress(self, done: int, rounds: int) -> Progress:
        """The best plan so far."""
        self.show()
        plan, paid, unplaced = self.plan, self.paid or cost(self.plan), len(self.plan.unplaced)
        return Progress(plan, len(plan.appointments) - unplaced, unplaced, paid.waiting, paid.total, done, rounds)

    def show(self) -> None:
        """Give the best draft its places. Whoever finds none is taken out of it, to be planned anew.

        The search is not its own judge: a plan that breaks a rule which nothing broke before is never shown.
        """
        if self.search.cost == self.seen:
            return
        plan, left_out = shown(self.search.picture())
        paid = cost(plan)
        better = self.paid is None or paid.total < self.paid.total
        if better and self.given.issuperset(clashes(plan)):
            self.plan, self.paid = plan, paid
        if left_out:
            self.search.leave_out(left_out)
        self.seen = self.search.cost
