"""Searches that take turns: a newcomer finds what the first cannot, and it does not matter how rounds are asked for."""

from dataclasses import replace

import pytest

from cadplanner.core.model.span import Span
from cadplanner.core.planning import kernel_search, searches
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.kernel_search import KernelSearch, can_search
from cadplanner.core.planning.search import Search
from cadplanner.core.planning.searches import Searches
from tests.drawing import plan_of

NINE = 9 * 60
WHERE_ONE_SEARCH_IS_STUCK = """09:00
Ann talk CCCCFFFFDDBGGGGAHHE
Bob physio ...................AGGGGCDDFFFEEEEHBBB
Cas rehab ......................................AAAGFFHHCCCDEBBBB"""
SEED = 1
ENOUGH = 7_500


def draft_of(text, until):
    """The drawn day without its visits, open from 09:00 for so many minutes."""
    plan = plan_of(text)
    return Draft(compiled(replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + until)))))


def stuck():
    return draft_of(WHERE_ONE_SEARCH_IS_STUCK, 110)


def after(search, rounds, at_a_time):
    for _ in range(rounds // at_a_time):
        search.rounds(at_a_time)
    return search.cost, search.picture().stops


def test_a_newcomer_places_whom_the_first_search_leaves_out():
    alone = KernelSearch(stuck(), SEED) if can_search(stuck()) else Search(stuck(), SEED)
    assert None in after(alone, ENOUGH, 500)[1]
    assert None not in after(Searches(stuck(), SEED), ENOUGH, 500)[1]


@pytest.mark.skipif(kernel_search.kernel is None, reason="the kernel was not compiled")
def test_newcomers_are_the_same_in_python(monkeypatch):
    monkeypatch.setattr(searches, "GIVEN_UP", 2)
    with_kernel = after(Searches(stuck(), SEED), 1_500, 500)
    monkeypatch.setattr(kernel_search, "kernel", None)
    cost, stops = after(Searches(stuck(), SEED), 1_500, 500)
    assert cost == with_kernel[0]
    assert [[(s.start, s.staff) for s in each or ()] for each in stops] == [
        [(s.start, s.staff) for s in each or ()] for each in with_kernel[1]
    ]


def test_turns_end_after_the_same_rounds_whatever_is_asked_for_at_a_time():
    few, many = (after(Searches(stuck(), SEED), ENOUGH, at_a_time) for at_a_time in (30, 1_500))
    assert few[0] == many[0]
    assert str(few[1]) == str(many[1])


def test_where_no_plan_is_better_newcomers_change_nothing():
    tight = Searches(draft_of("09:00\nAnn talk AAABBBCCC", 40), 1)
    first = tight.cost
    assert after(tight, 12_000, 1_000)[0] == first


def test_nothing_is_done_where_nothing_can_be_better():
    easy = Searches(draft_of("09:00\nAnn talk AAABBBCCC", 60), 1)
    easy.rounds(100)
    assert easy.perfect
    assert easy.cost == 0
