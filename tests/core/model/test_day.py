"""Venue, station, arrivals, shifts and pathways refuse nonsense and answer plainly."""

from datetime import date

import pytest

from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Position, Service, Station, Venue
from cadplanner.core.model.pathway import Pathway, Step, route_of
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Shift

DAY = Span(540, 1020)
ARRIVALS = Arrivals(Span(540, 620), every=15)


@pytest.mark.parametrize(
    ("minute", "window"), [(540, (540, 555)), (559, (555, 570)), (500, (540, 555)), (700, (615, 620))]
)
def test_a_minute_falls_in_one_window(minute, window):
    assert ARRIVALS.window_of(minute) == Span(*window)


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: Venue("v", "Hall", zones=("A", "B"), walking=((0, 1),)),
        lambda: Venue("v", "Hall", zones=(), walking=()),
        lambda: Venue("v", "Hall", walking=((-1,),)),
        lambda: AppointmentDay("d", "Day", date(2027, 6, 12), "v", DAY, ARRIVALS, grid=0),
        lambda: Station("s", "d", "Bays", "physio", minutes=0, places=1, step_free_places=1, opening=(DAY,)),
        lambda: Station("s", "d", "Bays", "physio", minutes=30, places=0, step_free_places=0, opening=(DAY,)),
        lambda: BreakRule(30, Span(700, 720)),
        lambda: Shift("h", "d", "s", DAY, rest=-1),
    ],
)
def test_nonsense_is_refused(nonsense):
    with pytest.raises(ValueError, match=r"must|cannot|limit|above"):
        nonsense()


def test_only_a_drop_in_has_no_limit_of_places():
    Station("s", "d", "Hub", "hub", 15, 0, 0, (DAY,), mode=Mode.DROP_IN)


SERVICES = {
    service.id: service
    for service in (
        Service("conversation", "Conversation", 20, position=Position.FIRST),
        Service("physio", "Physio", 30),
        Service("rehab", "Rehab", 25, after=("physio",)),
        Service("checkout", "Checkout", 5, position=Position.LAST),
    )
}
STOPS = ("checkout", "rehab", "physio", "conversation")


def test_a_route_in_any_order_has_the_conversation_first_and_checkout_last():
    route = route_of(Pathway("p", "d", "All", STOPS), SERVICES)
    assert route == (
        Step("0", "conversation"),
        Step("1", "rehab", ("0", "2")),
        Step("2", "physio", ("0",)),
        Step("3", "checkout", ("0", "1", "2")),
    )


def test_a_route_in_order_keeps_the_order_given():
    route = route_of(Pathway("p", "d", "All", ("conversation", "rehab", "physio"), in_order=True), SERVICES)
    assert [step.after for step in route] == [(), ("0",), ("0", "1")]
