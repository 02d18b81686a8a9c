"""Evening out a plan: the same visits dealt anew among the staff, for few changes of station and a fair load."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.dice import Dice
from cadplanner.core.planning.exchanges import Exchange, beginning, cuts, ending, exchanged, link
from cadplanner.core.planning.hands import Hand, Hands
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.wishes import cost

SLACK = 4.0
TRIES_A_CARD = 12
PARTNERS = 5
SWEEPS = 2
UNEVEN = 0.03  # shares of a shift: two loads nearer than that are left as they are
LITTLE = 1e-6
SEED = 1


def evened_out(plan: Plan, *, tries: int = TRIES_A_CARD) -> Plan:
    """The plan with no visit's time or place moved, its staff changing station more rarely and sharing the work.

    First come few changes of station, then few changes of place and a fair share of patient minutes a shift. It keeps
    every rule that the plan keeps and costs no more; where nothing is better it is the plan itself. Locked visits
    stay with whom they are. `tries` is how long it looks, in exchanges tried for each visit or class.
    """
    hands = Hands(plan)
    evening = _Evening(hands)
    before = evening.cost
    evening.ease_changes(tries * sum(map(len, hands.hands)))
    evening.share_fairly()
    if evening.cost >= before - LITTLE:
        return plan
    after = hands.dealt()
    broken = clashes(after)
    worse = cost(after).total > cost(plan).total or not set(clashes(plan) if broken else ()).issuperset(broken)
    return plan if worse else after


class _Evening:
    """Makes exchanges between two people as long as they help."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.dice = Dice(SEED)
        self.lengths = [shift.span.minutes for shift in hands.plan.shifts]
        self.loads = [_minutes(hand) for hand in hands.hands]
        self.partners = [self._partners(n) for n in range(len(self.loads))]

    @property
    def cost(self) -> float:
        """What all hands cost: changes of station, of place, and loads that are not fair."""
        links = sum(link(one, other) for hand in self.hands.hands for one, other in pairwise(hand))
        return links + sum(self._burden(n, load) for n, load in enumerate(self.loads))

    def ease_changes(self, tries: int) -> None:
        """Tries exchanges at the changes of station, those too that only make room for a better one."""
        changes = self._changes()
        for tried in range(tries):
            if tried % 50 == 0:
                changes = self._changes()
            if not changes:
                return
            n, k = changes[self.dice.randrange(len(changes))]
            hand = self.hands.hands[n]
            if k < len(hand) and hand[k - 1].station_id != hand[k].station_id and self.partners[n]:
                self._exchange_at(n, self.dice.one_of(self.partners[n]), k)

    def share_fairly(self) -> None:
        """Gives from those with a full shift to those with an empty one, where that makes no change more."""
        for _ in range(SWEEPS):
            share = [load / length for load, length in zip(self.loads, self.lengths, strict=True)]
            for n in sorted(range(len(share)), key=lambda n: (-share[n], n)):
                less = [m for m in self.partners[n] if share[m] < share[n] - UNEVEN]
                for other in sorted(less, key=lambda m: (share[m], m))[:PARTNERS]:
                    all_cuts = cuts(self.hands.hands[n], self.hands.hands[other])
                    self._do_best(n, other, (each for cut in all_cuts for each in beginning(self.hands, n, other, cut)))

    def _partners(self, n: int) -> list[int]:
        """Who could give something of what she gives, or the other way round."""
        hands, others = self.hands, (m for m in range(len(self.loads)) if m != n)
        return [
            m
            for m in others
            if any(hands.may_take(m, card) for card in hands.hands[n])
            or any(hands.may_take(n, card) for card in hands.hands[m])
        ]

    def _changes(self) -> list[tuple[int, int]]:
        """Who changes station, and before which card."""
        return [
            (n, k)
            for n, hand in enumerate(self.hands.hands)
            for k, (one, other) in enumerate(pairwise(hand), start=1)
            if one.station_id != other.station_id
        ]

    def _exchange_at(self, n: int, other: int, k: int) -> None:
        """One of the exchanges that begin or end just before a card, if the other is free then."""
        mine, theirs = self.hands.hands[n], self.hands.hands[other]
        at = bisect_left(theirs, (mine[k].start,))
        if at and theirs[at - 1].end > mine[k].start:
            at -= 1
        if at == len(theirs) or theirs[at].start >= mine[k - 1].end:
            found = (*beginning(self.hands, n, other, (k, at)), *ending(self.hands, n, other, (k, at)))
            self._do_best(n, other, found, slack=SLACK)

    def _do_best(self, n: int, other: int, exchanges: Iterable[Exchange], *, slack: float = 0.0) -> None:
        """Make the exchange that saves most, of those that both can hold; within the slack the dice choose."""
        hands, rated = self.hands, []
        for each in exchanges:
            saved = float(each.links)
            for one, more in ((n, each.moved), (other, -each.moved)):
                saved += self._burden(one, self.loads[one]) - self._burden(one, self.loads[one] + more)
            if saved > LITTLE - slack:
                rated.append((saved + slack * self.dice.random() if slack else saved, each))
        for _, each in sorted(rated, reverse=True)[:3]:
            mine, theirs = exchanged(hands.hands[n], hands.hands[other], each)
            if hands.may_hold(n, mine) and hands.may_hold(other, theirs):
                for one, hand in ((n, mine), (other, theirs)):
                    hands.hands[one], self.loads[one] = hand, _minutes(hand)
                return

    def _burden(self, n: int, load: int) -> float:
        """What a load costs: least in all where everybody has as much for each minute of the shift."""
        return load * load / self.lengths[n]


def _minutes(hand: Hand) -> int:
    return sum(card.end - card.start for card in hand)
