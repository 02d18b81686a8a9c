"""Who is referred again within six calendar months of having been seen at a day."""

from datetime import date

import pytest

from cadplanner.core.model.referral import Referral
from cadplanner.core.waiting.coming_back import came_back

SEEN = Referral("r0", "p1", date(2026, 1, 5), settled_on=date(2026, 8, 31), left_because="discharge")


@pytest.mark.parametrize(
    ("received_on", "soon"),
    [
        (date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2027, 2, 28), True), (date(2027, 3, 1), False),
        (None, False),
    ],
)  # fmt: skip
def test_six_calendar_months_from_the_day(received_on, soon):
    again = Referral("r1", "p1", received_on)
    assert came_back([again], [SEEN, Referral("r2", "p2")]) == ((again,) if soon else ())


def test_nobody_comes_back_who_never_left_or_is_somebody_else():
    still = Referral("r0", "p1", date(2026, 1, 5), settled_on=date(2026, 8, 31))
    unknown = Referral("r0", "p1", left_because="discharge")
    arriving = [Referral("r1", "p1", date(2026, 9, 1)), Referral("r2", "p9", date(2026, 9, 1))]
    assert came_back(arriving, [still]) == ()
    assert came_back(arriving, [unknown]) == ()
    assert came_back(arriving, [SEEN]) == (arriving[0],)
