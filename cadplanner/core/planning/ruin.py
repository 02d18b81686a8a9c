"""Whom to take out: people who stand in one another's way, mostly round one who waits or is not placed."""

from __future__ import annotations

from random import Random

from cadplanner.core.planning.draft import Draft

MOST_OUT = 10
MOST_UNPLACED = 3


class Ruin:
    """Takes related people out of a draft and says in which order to put them back."""

    def __init__(self, draft: Draft, dice: Random) -> None:
        self.draft = draft
        self.dice = dice
        routes = draft.problem.routes
        self.movable = [n for n, route in enumerate(routes) if not route.frozen and route.choices]
        self.stations = [self._stations(n) for n in range(len(routes))]

    def chosen(self) -> list[int]:
        """Take a few people out; they, and some of the unplaced, in the order to put them back."""
        draft, dice = self.draft, self.dice
        unplaced = [n for n in self.movable if draft.stops[n] is None]
        seed = self._seed(unplaced)
        size = 2 + int(dice.random() * MOST_OUT)
        out = self._related(seed, size)
        for n in out:
            draft.take_out(n)
        tried = dice.sample(unplaced, min(MOST_UNPLACED, len(unplaced)))
        back = out + [n for n in tried if n not in out]
        if seed not in back:
            back.append(seed)
        return self._in_order(back, seed)

    def _seed(self, unplaced: list[int]) -> int:
        draft, dice = self.draft, self.dice
        roll = dice.random()
        if unplaced and roll < 0.5:
            return dice.choice(unplaced)
        if roll < 0.85:
            waiting = [n for n in self.movable if draft.waits[n]]
            if waiting:
                return dice.choice(waiting)
        return dice.choice(self.movable)

    def _related(self, seed: int, size: int) -> list[int]:
        """Placed people of the same stations at about the same time, the seed among them if it is placed."""
        draft, dice = self.draft, self.dice
        stops = draft.stops[seed]
        if stops is not None:
            when = stops[int(dice.random() * len(stops))].start
        else:
            stay = dice.choice(draft.problem.routes[seed].stays)
            clock = draft.problem.clock
            when = clock.from_(stay.start) + int(dice.random() * (clock.from_(stay.end) - clock.from_(stay.start)))
        reach = 4 + int(dice.random() * 12)
        mine = self.stations[seed]
        near = []
        for n in self.movable:
            there = draft.stops[n]
            if there is None or not mine & self.stations[n]:
                continue
            if there[0].start < when + reach and there[-1].start > when - reach:
                near.append(n)
        out = dice.sample(near, min(size, len(near)))
        if stops is not None and seed not in out:
            out.append(seed)
        return out

    def _in_order(self, back: list[int], seed: int) -> list[int]:
        dice, routes = self.dice, self.draft.problem.routes
        roll = dice.random()
        dice.shuffle(back)
        if roll < 0.3:
            back.sort(key=lambda n: -routes[n].weight)
        elif roll < 0.6:
            back.sort(key=lambda n: -len(routes[n].choices))
        if dice.random() < 0.7:
            back.remove(seed)
            back.insert(0, seed)
        return back

    def _stations(self, n: int) -> int:
        mask = 0
        for choices in self.draft.problem.routes[n].choices:
            for choice in choices:
                for given in choice.given:
                    mask |= 1 << given.station
        return mask
