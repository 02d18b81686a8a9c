"""Cards and forms entered in the evening, in any order: what was written holds, what was known already stays."""

from itertools import permutations

import pytest

from cadplanner.core.live import record
from cadplanner.core.live.following import Status
from cadplanner.core.live.from_paper import OnPaper, WrittenVisit, enter_paper, wrong_on_paper
from cadplanner.core.live.record import At
from cadplanner.core.model.attendance import AttendanceCode, Happened
from tests.builders import people, plan_with
from tests.core.live.acting import Lived

ON_TIME, NOT_SEEN, ABSENT = AttendanceCode.ON_TIME, AttendanceCode.LATE_NOT_SEEN, AttendanceCode.DID_NOT_ATTEND
TALK, PHYSIO = At("s-talk", 0), At("s-physio", 0)
EVENING = "18:00"


@pytest.fixture
def day():
    """a1: Conversation 09:00, Physio 09:30, Checkout 10:35. a2 has the hub at 09:55 too."""
    return Lived(plan_with(people(4)))


def test_a_whole_card(day):
    visits = (WrittenVisit("0", 545, 565), WrittenVisit("1", ended=595), WrittenVisit("2", begun=640))
    day.do(EVENING, enter_paper, "a1", OnPaper(ON_TIME, 530, 650, visits))
    seen = day.person(EVENING)
    assert (seen.status, seen.arrived, seen.left, seen.attendance) == (Status.LEFT, 530, 650, AttendanceCode.ON_TIME)
    assert [(s.station_id, s.staff_id, s.started, s.finished) for s in seen.stops] == [
        ("s-talk", "talker-0", 545, 565), ("s-physio", "physio-0", 575, 595), ("s-out", "helper-0", 640, 645),
    ]  # fmt: skip
    assert "noted already" in day.no(EVENING, enter_paper, "a1", OnPaper(ON_TIME, 530, 650))
    assert "noted already" in day.no(EVENING, enter_paper, "a1", OnPaper(ON_TIME))
    day.do(EVENING, record.undo_last)
    assert day.person(EVENING).arrived is None


@pytest.mark.parametrize("order", list(permutations(("came", "talk", "left"))))
def test_papers_of_one_person_in_any_order_tell_the_same(day, order):
    papers = {
        "came": OnPaper(ON_TIME, 530),
        "talk": OnPaper(ON_TIME, 530, visits=(WrittenVisit("0", 545, 565),)),
        "left": OnPaper(ON_TIME, 530, 650),
    }
    for name in order:
        day.do(EVENING, enter_paper, "a1", papers[name]) if name != "came" or order[0] == "came" else None
    seen = day.person(EVENING)
    assert (seen.arrived, seen.left, seen.status, len(seen.stops)) == (530, 650, Status.LEFT, 1)


def test_who_did_not_come(day):
    day.do(EVENING, enter_paper, "a1", OnPaper(ABSENT))
    assert day.person(EVENING).status is Status.DID_NOT_ATTEND
    assert "noted already" in day.no(EVENING, enter_paper, "a1", OnPaper(ABSENT))
    assert "did not come" in day.no(EVENING, enter_paper, "a2", OnPaper(ABSENT, 540))
    day.do(EVENING, enter_paper, "a1", OnPaper(AttendanceCode.CANCELLED_BY_PATIENT))
    assert day.person(EVENING).status is Status.CANCELLED_BY_PATIENT
    day.do(EVENING, enter_paper, "a1", OnPaper(ON_TIME, 530))
    assert "arrived at 08:50" in day.no(EVENING, enter_paper, "a1", OnPaper(ABSENT))


def test_late_and_not_seen(day):
    day.do(EVENING, enter_paper, "a1", OnPaper(NOT_SEEN, 590))
    seen = day.person(EVENING)
    assert (seen.left, seen.attendance) == (590, AttendanceCode.LATE_NOT_SEEN)
    assert "noted already" in day.no(EVENING, enter_paper, "a1", OnPaper(NOT_SEEN, 590))
    day.do("09:50", record.arrive, "a2")
    day.do(EVENING, enter_paper, "a2", OnPaper(NOT_SEEN))
    assert day.person(EVENING, "a2").left == 590
    paper = OnPaper(NOT_SEEN, 590, visits=(WrittenVisit("0", 595),))
    assert "choose 6" in day.no(EVENING, enter_paper, "a3", paper)


def test_a_written_arrival_takes_the_place_of_the_noted_one(day):
    day.do("09:02", record.arrive, "a1")
    day.do("09:02", record.arrive, "a2")
    day.do(EVENING, enter_paper, "a1", OnPaper(ON_TIME, 550))
    assert (day.person(EVENING).arrived, day.person(EVENING).status) == (550, Status.WAITING)
    assert day.person(EVENING, "a2").arrived == 542


def test_what_is_known_already_stays(day):
    day.do("08:50", record.arrive, "a1")
    day.do("09:00", record.start, "a1", TALK)
    day.do("09:20", record.finish, "a1")
    day.do("10:00", record.send_to_ae, "a1")
    visits = (WrittenVisit("0", 550, 555), WrittenVisit("1", 570, 605), WrittenVisit("9", 570, 605))
    day.do(EVENING, enter_paper, "a1", OnPaper(ON_TIME, visits=visits))
    seen = day.person(EVENING)
    assert [(stop.step, stop.started) for stop in seen.stops] == [("0", 540), ("1", 570)]
    assert (seen.status, seen.left) == (Status.SENT_TO_AE, 605)


def test_who_is_with_somebody_stays_there(day):
    day.do("09:35", record.start, "a1", PHYSIO)
    day.do("09:40", enter_paper, "a1", OnPaper(ON_TIME, 530, visits=(WrittenVisit("0", 540, 560),)))
    seen = day.person("09:41")
    assert (seen.status, seen.station_id, seen.since) == (Status.IN_PROGRESS, "s-physio", 575)
    day.do("09:45", enter_paper, "a1", OnPaper(ON_TIME, visits=(WrittenVisit("1", 575, 584),)))
    assert day.person("09:46").status is Status.WAITING
    assert [fact.kind for fact in day.board("09:46").facts].count(Happened.ARRIVED) == 1


@pytest.mark.parametrize(
    ("paper", "about", "says"),
    [
        (OnPaper(AttendanceCode.IN_THE_FUTURE), "came", "Tick how"),
        (OnPaper(ON_TIME), "arrived", "When did"),
        (OnPaper(ON_TIME, 540, 530), "left", "before arriving at 09:00"),
        (OnPaper(ON_TIME, 540, visits=(WrittenVisit("0"),)), "0", "One time is enough"),
        (OnPaper(ON_TIME, 540, visits=(WrittenVisit("0", 570, 560),)), "0", "cannot end at 09:20"),
        (OnPaper(ON_TIME, 540, visits=(WrittenVisit("0", 530, 560),)), "0", "before the person arrived"),
        (OnPaper(ON_TIME, 540, 555, (WrittenVisit("0", 545, 560),)), "0", "after the person left"),
        (OnPaper(ON_TIME, visits=(WrittenVisit("0", 545, 560),)), "arrived", "When did"),
    ],
)
def test_what_cannot_be_is_said_beside_it(day, paper, about, says):
    ((where, sentence),) = wrong_on_paper(day.board(EVENING), "a1", paper)
    assert (where, says in sentence) == (about, True)


def test_nobody_of_another_day(day):
    assert "Not on today's list" in day.no(EVENING, enter_paper, "nobody", OnPaper(ON_TIME, 540))
