"""Dice that fall the same way on every machine, here and in the compiled kernel (SplitMix64)."""

from __future__ import annotations

from typing import Protocol

WORD = (1 << 64) - 1


class Roll(Protocol):
    """Whatever rolls a number from 0 up to but not including 1: `Dice`, or Python's own `Random`."""

    def random(self) -> float: ...


class Dice:
    """Steele, Lea and Flood: Fast splittable pseudorandom number generators (2014)."""

    __slots__ = ("state",)

    def __init__(self, seed: int) -> None:
        self.state = seed & WORD

    def random(self) -> float:
        """A number from 0 up to but not including 1, of 53 bits."""
        self.state = self.state + 0x9E3779B97F4A7C15 & WORD
        mixed = (self.state ^ self.state >> 30) * 0xBF58476D1CE4E5B9 & WORD
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & WORD
        return ((mixed ^ mixed >> 31) >> 11) * 2.0**-53

    def randrange(self, below: int) -> int:
        """A number from 0 up to but not including `below`."""
        return int(self.random() * below)

    def one_of(self, numbers: list[int]) -> int:
        return numbers[self.randrange(len(numbers))]

    def shuffle(self, numbers: list[int]) -> None:
        for last in range(len(numbers) - 1, 0, -1):
            other = self.randrange(last + 1)
            numbers[last], numbers[other] = numbers[other], numbers[last]

    def some_of(self, numbers: list[int], count: int) -> list[int]:
        """So many of them, each at most once, in the order they were drawn."""
        left = numbers[:]
        for drawn in range(count):
            other = drawn + self.randrange(len(left) - drawn)
            left[drawn], left[other] = left[other], left[drawn]
        return left[:count]
