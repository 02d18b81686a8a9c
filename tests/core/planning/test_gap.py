"""How far a plan is from what no plan can beat, in words."""

import pytest

from cadplanner.core.planning.bounds import Bound
from cadplanner.core.planning.gap import cost_words, limit_words, not_placed_words, placed_words

FREE = Bound(150, 0, 0, 0, 0)
SHORT = Bound(149, 1, 600, 0, 620, ("At least 1 cannot be placed by anyone: physio time runs out.",))


@pytest.mark.parametrize(
    ("limits", "unplaced", "says"),
    [
        (None, 0, ""),
        (None, 2, "2 not placed"),
        (FREE, 2, "2 not placed"),
        (SHORT, 2, "2 not placed; at least 1 cannot be placed by anyone"),
        (SHORT, 1, "1 not placed; no plan can place more"),
    ],
)
def test_who_is_not_placed(limits, unplaced, says):
    assert not_placed_words(limits, unplaced) == says


def test_the_limit_in_a_few_words():
    assert [limit_words(limits, 2) for limits in (None, FREE, SHORT)] == ["", "", "at least 1 cannot be placed"]
    assert (limit_words(SHORT, 0), limit_words(SHORT, 1)) == ("", "no plan can place more")


def test_how_many_are_placed_and_what_it_costs():
    why = "At least 1 cannot be placed by anyone: physio time runs out"
    assert placed_words(FREE, 148) == "placed 148 of 150"
    assert placed_words(SHORT, 148) == f"placed 148 of 150; no plan can place more than 149: {why}"
    assert placed_words(SHORT, 149) == f"placed 149 of 150; no plan can place more: {why}"
    assert cost_words(SHORT, 1460) == "cost 1,460, and none costs less than 620"
    assert cost_words(SHORT, 620) == "cost 620, the least there is"
