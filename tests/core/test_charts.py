"""What pictures show: every value in a sentence and in a table, and even steps beside it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.charts import (
    MINUTES,
    PEOPLE,
    Band,
    Bars,
    Grid,
    Lane,
    Lanes,
    Lines,
    Part,
    Point,
    Points,
    Series,
    Split,
    Tone,
    Unit,
    figure,
    scale_of,
)

HOURS = ("09:00", "10:00")


@pytest.mark.parametrize(("number", "read"), [(0, "0"), (1200, "1,200"), (2.5, "2.5"), (3.0, "3")])
def test_a_number_is_read_as_people_write_it(number, read):
    assert figure(number) == read


def test_one_is_one_and_several_are_many():
    assert (PEOPLE.words(1), PEOPLE.words(2), MINUTES.words(1)) == ("1 person", "2 people", "1 minute")


def test_bars_of_one_series_say_what_is_counted():
    chart = Bars("Arrivals", "Two come.", HOURS, (Series("People", (2, 1)),))
    assert chart.words == (("09:00: 2 people", "10:00: 1 person"),)
    assert chart.grid == Grid(("From", "People"), (("09:00", "2"), ("10:00", "1")))
    assert not chart.is_empty


def test_bars_in_parts_say_each_and_their_limit():
    chart = Lines("Hall", "Nobody.", HOURS, (Series("in", (0, 0)), Series("out", (0, 0))), limit=Series("room", (9, 9)))
    assert chart.words[0][1] == "10:00: in 0, out 0, room 9"
    assert chart.grid.headings == ("From", "in", "out", "room")
    assert chart.is_empty


def test_lanes_say_where_when_and_how_much_of_what_there_is():
    chart = Lanes("Load", "Full.", HOURS, (Lane("Talk", (3, 1), (4, 1)), Lane("Hub", (0, 7))))
    assert chart.words == (
        ("Talk, 09:00: 3 people, 4 places open", "Talk, 10:00: 1 person, 1 place open"),
        ("Hub, 09:00: 0 people", "Hub, 10:00: 7 people"),
    )
    assert chart.grid == Grid(
        ("Station", "From", "People", "Places open"),
        (
            ("Talk", "09:00", "3", "4"),
            ("Talk", "10:00", "1", "1"),
            ("Hub", "09:00", "0", ""),
            ("Hub", "10:00", "7", ""),
        ),
    )
    without = Lanes("Waits", "", HOURS, (Lane("Talk", (3, 2.5)),), MINUTES)
    assert without.grid.headings == ("Station", "From", "Minutes")
    assert without.grid.rows[1] == ("Talk", "10:00", "2.5")
    assert not chart.is_empty
    assert Lanes("Load", "", HOURS, (Lane("Hub", (0, 0), (4, 4)),)).is_empty


def test_what_is_not_known_yet_is_left_out():
    chart = Lines("Hall", "So far.", HOURS, (Series("planned", (4, 2)), Series("as it was", (5,))))
    assert chart.words == (("09:00: planned 4, as it was 5", "10:00: planned 2"),)
    assert chart.grid.rows[1] == ("10:00", "2", "")


def test_the_highest_of_bars_is_that_of_a_stack_and_of_lines_that_of_one():
    series = (Series("in", (3, 4)), Series("out", (5,)))
    assert Bars("Hall", "", HOURS, series).highest == 8
    assert Bars("Hall", "", HOURS, series, limit=Series("room", (9, 9))).highest == 9
    assert Lines("Hall", "", HOURS, series).highest == 5
    assert Bars("Hall", "", (), ()).highest == 0


def test_a_lane_is_as_high_as_its_own_most_or_as_that_of_all():
    hub, talk = Lane("Hub", (0, 7)), Lane("Talk", (3, 1), (4, 0))
    assert [Lanes("Load", "", HOURS, (hub, talk)).top(lane) for lane in (hub, talk)] == [7, 4]
    assert Lanes("Load", "", HOURS, (hub, talk), one_scale=True).top(talk) == 7
    assert (hub.most_words, Lane("", ()).most_words) == ("up to 7", "up to 0")
    assert [(talk.is_over(n), hub.is_over(n)) for n in range(2)] == [(False, False), (True, False)]


def test_what_is_only_planned_is_told_apart_and_what_is_over_stands_out():
    chart = Lanes("Load", "", (*HOURS, "11:00"), (Lane("Talk", (3, 5, 9), (4, 4, 9)),), planned_from=2)
    assert [chart.tone(chart.lanes[0], n) for n in range(3)] == [Tone.CALM, Tone.LATE, Tone.PLAIN]
    assert chart.key == (
        ("People", Tone.CALM),
        ("Places open", None),
        ("As planned", Tone.PLAIN),
        ("More than the places open", Tone.LATE),
    )
    assert chart.grid.headings[-1] == "How"
    assert [row[-1] for row in chart.grid.rows] == ["as it was", "as it was", "as planned"]
    assert chart.words[0][2] == "Talk, 11:00: 9 people, 9 places open, as planned"
    assert Lanes("Waits", "", HOURS, (Lane("Talk", (3, 1)),)).key == ()


def test_parts_say_their_share_of_the_whole():
    chart = Split("Outcomes", "", (Part("Discharged", 1, Tone.GOOD), Part("Other", 3, Tone.PLAIN)), first="Outcome")
    assert chart.words == (("Discharged: 1 person, 25%", "Other: 3 people, 75%"),)
    assert chart.grid == Grid(("Outcome", "People", "Share"), (("Discharged", "1", "25%"), ("Other", "3", "75%")))
    assert not chart.is_empty
    none = Split("Outcomes", "", (Part("Discharged", 0, Tone.GOOD),), Unit("form", "forms"))
    assert none.is_empty
    assert none.grid.rows == (("Discharged", "0", "0%"),)


def test_points_say_what_they_are_told_to():
    point = Point(540, 12, "Invited for 09:00: 12 minutes after", ("09:00", "12"), Tone.LATE)
    chart = Points("Arrivals", "", (point,), (Band("late", 10, None),), ((540, "09:00"),), ("Invited for", "Minutes"))
    assert chart.words == (("Invited for 09:00: 12 minutes after",),)
    assert chart.grid == Grid(("Invited for", "Minutes"), (("09:00", "12"),))
    assert not chart.is_empty
    assert Points("Arrivals", "", (), (), (), ()).is_empty


@pytest.mark.parametrize(
    ("highest", "scale"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (5, (0, 1, 2, 3, 4, 5)),
        (6, (0, 2, 4, 6)),
        (23, (0, 5, 10, 15, 20, 25)),
        (80, (0, 20, 40, 60, 80)),
        (101, (0, 50, 100, 150)),
    ],
)
def test_the_numbers_beside_a_picture_are_even(highest, scale):
    assert scale_of(highest) == scale


@given(st.floats(0, 1e7), st.integers(1, 12))
def test_the_scale_always_reaches_the_highest_and_is_never_crowded(highest, most):
    numbers = scale_of(highest, most)
    assert numbers[0] == 0
    assert numbers[-1] >= highest
    assert 2 <= len(numbers) <= most + 2
    assert len({b - a for a, b in pairwise(numbers)}) == 1
