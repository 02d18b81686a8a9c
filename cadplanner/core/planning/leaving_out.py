"""The least that must be given up so that nothing is short: a bound by weak duality, true whatever the prices."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

from cadplanner.core.planning.shortages import Shortage

ROUNDS = 3
LITTLE = 1e-6


def least_left_out(shortages: Sequence[Shortage], price: Mapping[int, int]) -> int:
    """The least total price of routes to leave out, were every shortage to end; `price` is that of each route.

    Linear programming duality: for any prices y >= 0 of the shortages, sum(y * excess) - sum over routes of what y
    times her asks exceeds her own price is no more than any way of leaving people out costs. One y after another is
    set to the best for it.
    """
    paid = [0.0] * len(shortages)
    charged = dict.fromkeys(price, 0.0)
    best = 0.0
    for _ in range(ROUNDS if len(shortages) > 1 else 1):
        for n, shortage in enumerate(shortages):
            for route, asks in shortage.asks.items():
                charged[route] -= paid[n] * asks
            paid[n] = _best_for(shortage, price, charged)
            for route, asks in shortage.asks.items():
                charged[route] += paid[n] * asks
        gained = sum(each * shortage.excess for each, shortage in zip(paid, shortages, strict=True))
        best = max(best, gained - sum(max(0.0, charged[route] - price[route]) for route in price))
    return math.ceil(best - LITTLE)


def _best_for(shortage: Shortage, price: Mapping[int, int], charged: Mapping[int, float]) -> float:
    """Where the people who give up most for their price make up for what is lacking."""
    offers = sorted(((price[n] - charged[n]) / asks, asks) for n, asks in shortage.asks.items())
    given_up = accumulate(asks for _, asks in offers)
    enough = (each for (each, _), so_far in zip(offers, given_up, strict=True) if so_far >= shortage.excess - LITTLE)
    return max(0.0, next(enough, 0.0))
