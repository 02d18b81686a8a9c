"""The hall as a picture: the what-if alone, or beside the day as planned."""

from cadplanner.core.charts import Lines
from cadplanner.core.rehearsal.pictures import hall_picture
from cadplanner.core.rehearsal.rehearse import Answer, rehearse
from cadplanner.core.rehearsal.what_if import WhatIf
from tests.drawing import plan_of

PLAN = plan_of("09:00\nAnn talk     AAABBB\nBob physio   ...AAA")
EXACT = rehearse(PLAN, WhatIf(varies=False), runs=1, seed=1)


def test_as_planned_it_is_one_row_of_bars():
    picture = hall_picture(Answer(EXACT, EXACT))
    assert not isinstance(picture, Lines)
    assert picture.labels == ("09:00", "09:15", "09:30")
    assert [(each.name, each.values) for each in picture.series] == [("What if", (1, 2, 2))]


def test_beside_the_plan_both_have_every_quarter():
    longer = rehearse(PLAN, WhatIf(longer=100, varies=False), runs=1, seed=1)
    picture = hall_picture(Answer(EXACT, longer))
    assert isinstance(picture, Lines)
    assert {each.name: each.values for each in picture.series} == {
        "As planned": (1, 2, 2, 0, 0),
        "What if": (1, 2, 2, 2, 2),
    }
