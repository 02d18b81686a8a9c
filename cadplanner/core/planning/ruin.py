"""Whom to take out: people who stand in one another's way, mostly round one who waits or is not placed."""

from __future__ import annotations

from random import Random

from cadplanner.core.planning.draft import Draft, Placed
from cadplanner.core.planning.problem import NOBODY, Choice

MOST_STRING = 3
MOST_NEAR = 6
BY_STRINGS = 0.9
ANOTHER = 0.1


class Ruin:
    """Takes related people out of a draft and says in which order to put them back."""

    def __init__(self, draft: Draft, dice: Random) -> None:
        self.draft = draft
        self.dice = dice
        routes = draft.problem.routes
        self.movable = [n for n, route in enumerate(routes) if route.choices and all(route.choices)]
        self.stations = [self._stations(n) for n in range(len(routes))]

    def chosen(self) -> list[int]:
        """Take a few people out; they and the one it was done for, in the order to put them back."""
        draft = self.draft
        seed = self._seed()
        when = self._when(seed)
        out = self._strings(seed, when) if self.dice.random() < BY_STRINGS else self._near(seed, when)
        if draft.stops[seed] is not None and seed not in out:
            out.append(seed)
        for n in out:
            draft.take_out(n)
        if seed not in out:
            out.append(seed)
        return [*self._in_order(out, seed), *self._another(out)]

    def _another(self, out: list[int]) -> list[int]:
        """One more who is not placed, tried last: there may be room by now."""
        draft, dice = self.draft, self.dice
        if dice.random() < ANOTHER:
            unplaced = [n for n in self.movable if draft.stops[n] is None and n not in out]
            return [dice.choice(unplaced)] if unplaced else []
        return []

    def _seed(self) -> int:
        """Somebody not placed, or who waits, or who keeps staff late; now and then anybody."""
        draft, dice = self.draft, self.dice
        roll = dice.random()
        if roll < 0.5:
            unplaced = [n for n in self.movable if draft.stops[n] is None]
            if unplaced:
                return dice.choice(unplaced)
        if roll < 0.9:
            bad = [n for n in self.movable if draft.waits[n]] + self._late()
            if bad:
                return dice.choice(bad)
        return dice.choice(self.movable)

    def _late(self) -> list[int]:
        """Whose visit is the last one of a member of staff who works overtime."""
        staffing = self.draft.staffing
        late = (staffing.works[n].pieces[-1][3] for n, minutes in enumerate(staffing.overtime) if minutes)
        return [n for n in late if n >= 0]

    def _when(self, seed: int) -> int:
        """The step round which to make room: where she waits or any stop of hers, or any time she can come."""
        draft, dice = self.draft, self.dice
        stops = draft.stops[seed]
        if stops is not None:
            return stops[int(dice.random() * len(stops))].start
        clock, stay = draft.problem.clock, dice.choice(draft.problem.routes[seed].stays)
        first, past = max(0, clock.from_(stay.start)), min(clock.size, clock.from_(stay.end))
        return first + int(dice.random() * max(1, past - first))

    def _strings(self, seed: int, when: int) -> list[int]:
        """People one after another with the same member of staff, for some steps of the seed."""
        dice, draft = self.dice, self.draft
        out: dict[int, None] = {}
        steps = list(draft.problem.routes[seed].choices)
        dice.shuffle(steps)
        for choices in steps[: 1 + int(dice.random() * 3)]:
            choice = choices[int(dice.random() * len(choices))]
            for n in self._string(choice, when + int(dice.random() * 13) - 6):
                out[n] = None
        return list(out)

    def _string(self, choice: Choice, when: int) -> list[int]:
        dice, staffing = self.dice, self.draft.staffing
        given = choice.given[int(dice.random() * len(choice.given))]
        able = staffing.kinds[given.kind].staff if given.kind != NOBODY else ()
        if not able:
            return []
        pieces = staffing.works[able[int(dice.random() * len(able))]].pieces
        length = 1 + int(dice.random() * MOST_STRING)
        at = sum(1 for piece in pieces if piece[1] <= when)
        first = max(0, at - int(dice.random() * length))
        return [n for _, _, _, n in pieces[first : first + length] if n >= 0]

    def _near(self, seed: int, when: int) -> list[int]:
        """People of the same stations at about the same time."""
        draft, dice = self.draft, self.dice
        reach = 3 + int(dice.random() * 10)
        early, late, mine = when - reach, when + reach, self.stations[seed]
        near = [n for n in self.movable if mine & self.stations[n] and _there(draft.stops[n], early, late)]
        return dice.sample(near, min(1 + int(dice.random() * MOST_NEAR), len(near)))

    def _in_order(self, back: list[int], seed: int) -> list[int]:
        dice, routes = self.dice, self.draft.problem.routes
        roll = dice.random()
        dice.shuffle(back)
        if roll < 0.3:
            back.sort(key=lambda n: -routes[n].weight)
        elif roll < 0.6:
            back.sort(key=lambda n: -len(routes[n].choices))
        if dice.random() < 0.8:
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


def _there(stops: tuple[Placed, ...] | None, early: int, late: int) -> bool:
    return stops is not None and stops[0].start < late and stops[-1].start > early
