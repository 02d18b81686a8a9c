"""Whom to take out: people who stand in one another's way, mostly round one who waits or is not placed."""

from __future__ import annotations

from cadplanner.core.planning.companions import all_of_them
from cadplanner.core.planning.dice import Dice
from cadplanner.core.planning.draft import Draft, Placed
from cadplanner.core.planning.problem import NOBODY, Choice

MOST_STRING = 3
MOST_NEAR = 6
BY_STRINGS = 90
ANOTHER = 10


class Ruin:
    """Takes related people out of a draft and says in which order to put them back.

    The dice are rolled in the same order as in the compiled kernel; chances are in a hundred.
    """

    def __init__(self, draft: Draft, dice: Dice) -> None:
        self.draft = draft
        self.dice = dice
        routes = draft.problem.routes
        self.movable = [n for n, route in enumerate(routes) if route.choices and all(route.choices)]
        self.stations = [self._stations(n) for n in range(len(routes))]

    def chosen(self) -> list[int]:
        """Take a few people out; they and the one it was done for, in the order to put them back."""
        draft, dice = self.draft, self.dice
        seed = self._seed()
        when = self._when(seed)
        out = self._strings(seed, when) if dice.randrange(100) < BY_STRINGS else self._near(seed, when)
        if draft.stops[seed] is not None and seed not in out:
            out.append(seed)
        out = all_of_them(draft.problem.routes, out)
        for n in out:
            draft.take_out(n)
        if seed not in out:
            out = all_of_them(draft.problem.routes, [*out, seed])
        another = all_of_them(draft.problem.routes, self._another(out))
        return [*self._in_order(out, seed), *another]

    def _another(self, out: list[int]) -> list[int]:
        """One more who is not placed, tried last: there may be room by now."""
        if self.dice.randrange(100) < ANOTHER:
            unplaced = [n for n in self.movable if self.draft.stops[n] is None and n not in out]
            return [self.dice.one_of(unplaced)] if unplaced else []
        return []

    def _seed(self) -> int:
        """Somebody not placed, or who waits, or who keeps staff late; now and then anybody."""
        draft, dice = self.draft, self.dice
        roll = dice.randrange(100)
        if roll < 50:
            unplaced = [n for n in self.movable if draft.stops[n] is None]
            if unplaced:
                return dice.one_of(unplaced)
        if roll < 90:
            bad = [n for n in self.movable if draft.waits[n]] + self._late()
            if bad:
                return dice.one_of(bad)
        return dice.one_of(self.movable)

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
            return stops[dice.randrange(len(stops))].start
        clock, stays = draft.problem.clock, draft.problem.routes[seed].stays
        stay = stays[dice.randrange(len(stays))]
        first, past = max(0, clock.from_(stay.start)), min(clock.size, clock.from_(stay.end))
        return first + dice.randrange(max(1, past - first))

    def _strings(self, seed: int, when: int) -> list[int]:
        """People one after another with the same member of staff, for some steps of the seed."""
        dice, choices = self.dice, self.draft.problem.routes[seed].choices
        out: dict[int, None] = {}
        steps = list(range(len(choices)))
        dice.shuffle(steps)
        for step in steps[: 1 + dice.randrange(3)]:
            choice = choices[step][dice.randrange(len(choices[step]))]
            for n in self._string(choice, when + dice.randrange(13) - 6):
                out[n] = None
        return list(out)

    def _string(self, choice: Choice, when: int) -> list[int]:
        dice, staffing = self.dice, self.draft.staffing
        given = choice.given[dice.randrange(len(choice.given))]
        able = staffing.kinds[given.kind].staff if given.kind != NOBODY else ()
        if not able:
            return []
        pieces = staffing.works[able[dice.randrange(len(able))]].pieces
        length = 1 + dice.randrange(MOST_STRING)
        at = sum(1 for piece in pieces if piece[1] <= when)
        first = max(0, at - dice.randrange(length))
        return [n for _, _, _, n in pieces[first : first + length] if n >= 0]

    def _near(self, seed: int, when: int) -> list[int]:
        """People of the same stations at about the same time."""
        draft, dice = self.draft, self.dice
        reach = 3 + dice.randrange(10)
        early, late, mine = when - reach, when + reach, self.stations[seed]
        near = [n for n in self.movable if mine & self.stations[n] and _there(draft.stops[n], early, late)]
        return dice.some_of(near, min(1 + dice.randrange(MOST_NEAR), len(near)))

    def _in_order(self, back: list[int], seed: int) -> list[int]:
        dice, routes = self.dice, self.draft.problem.routes
        roll = dice.randrange(100)
        dice.shuffle(back)
        if roll < 30:
            back.sort(key=lambda n: -routes[n].weight)
        elif roll < 60:
            back.sort(key=lambda n: -len(routes[n].choices))
        if dice.randrange(100) < 80:
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
