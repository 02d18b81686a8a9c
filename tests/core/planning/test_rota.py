"""The rota, drawn: who stands where from when to when, who rests, and how often they change station."""

from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.rota import Stand, changes_words, rota_of
from tests.drawing import changed, plan_of

NINE = 9 * 60
MORNING = """
09:00
Ann physio   AAABBB...CCC
Ann talk     ............DDD
Bob talk     EEE
"""


def test_visits_at_one_station_are_one_stretch_and_breaks_stand_between_them():
    rested = changed(plan_of(MORNING), "shifts", "Ann", breaks=(BreakRule(10, Span(NINE + 30, NINE + 45)),))
    rota = rota_of(rested)
    first, rest, then, last = rota.of("Ann")
    assert first == Stand("Ann", "physio", Span(NINE, NINE + 30))
    assert (rest.station_id, rest.span.minutes) == ("", 10)
    assert then == Stand("Ann", "physio", Span(NINE + 45, NINE + 60))
    assert last == Stand("Ann", "talk", Span(NINE + 60, NINE + 75))
    assert rota.changes == 1


def test_who_stands_where_at_a_minute():
    assert {(stand.staff_id, stand.station_id) for stand in rota_of(plan_of(MORNING)).at(NINE)} == {
        ("Ann", "physio"),
        ("Bob", "talk"),
    }
    assert rota_of(plan_of(MORNING)).at(NINE + 75) == ()


def test_what_is_saved_is_said_in_a_sentence():
    to_and_fro = plan_of("09:00\nAnn a AAA...\nAnn b ...BBB\nBob b CCC...\nBob a ...DDD")
    says = changes_words(to_and_fro, evened_out(to_and_fro))
    assert says == "Nobody changes station; it was twice before. Nobody's time or place is moved."
    assert changes_words(evened_out(to_and_fro), evened_out(to_and_fro)) == "Nobody changes station."
    same = changes_words(plan_of(MORNING), plan_of(MORNING))
    assert same == "Staff change station once; no exchange would save a change."
