"""Posts: what a member of staff does hour by hour."""

from dataclasses import replace

from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Post, Shift

SHIFT = Shift("s", "day", "ann", Span(540, 720), overtime=15)


def hours(skill, station_id, *posts):
    return [str(span) for span in replace(SHIFT, posts=posts).hours_for(skill, station_id)]


def test_without_posts_it_is_the_whole_shift_and_its_overtime():
    assert hours("physio", "bays") == ["09:00-12:15"]


def test_a_post_lets_only_its_skills_and_stations_and_nothing_is_done_outside_it():
    post = Post(Span(600, 660), ("physio",), ("bays",))
    assert hours("physio", "bays", post) == ["10:00-11:00"]
    assert hours("physio", "gym", post) == hours("talk", "bays", post) == []
    assert hours("", "bays", post) == ["10:00-11:00"]
    assert hours("talk", "gym", Post(Span(600, 660))) == ["10:00-11:00"]


def test_posts_that_meet_are_one_and_the_last_goes_on_into_the_overtime():
    physio, talk = Post(Span(540, 600), ("physio",)), Post(Span(600, 660), ("physio", "talk"))
    late = Post(Span(700, 720), ("physio",))
    assert hours("physio", "bays", late, talk, physio) == ["09:00-11:00", "11:40-12:15"]
    assert hours("talk", "bays", physio, talk, late) == ["10:00-11:00"]
