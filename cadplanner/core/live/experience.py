"""What the anonymous feedback forms of a day say, counted as their makers count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cadplanner.core.model.outcome import Feedback

HIGHEST = 12
"""The sum of three answers of 4."""
POSITIVE = frozenset({1, 2})
"""Very good and good."""


@dataclass(frozen=True, slots=True)
class Experience:
    """How many forms were kept, and what those who answered each part of them said.

    `collaborate_mean` is the mean of the sums (0 to 12), `collaborate_top` the per cent of forms with 12 of 12: the
    top score of Barr and others (2014, doi 10.2196/jmir.3085). `friends_positive` is the per cent of very good and
    good among all six answers, “don't know” with them (NHS England, guidance on the Friends and Family Test).
    Means and shares are to one decimal, 0 where nobody answered.
    """

    forms: int
    collaborate: int
    collaborate_mean: float
    collaborate_top: float
    friends: int
    friends_positive: float


def experience(feedback: Sequence[Feedback]) -> Experience:
    """What these forms say together."""
    sums = [sum(form.collaborate) for form in feedback if form.collaborate]
    friends = [form.friends_and_family for form in feedback if form.friends_and_family]
    return Experience(
        forms=len(feedback),
        collaborate=len(sums),
        collaborate_mean=_per(sum(sums), len(sums)),
        collaborate_top=_per(100 * sums.count(HIGHEST), len(sums)),
        friends=len(friends),
        friends_positive=_per(100 * sum(answer in POSITIVE for answer in friends), len(friends)),
    )


def _per(number: int, of: int) -> float:
    return round(number / of, 1) if of else 0.0
