"""The service's own words: in sentences, for the patient's number, and back again."""

from datetime import UTC, date, datetime

import pytest

from cadplanner.core.figures import share_words
from cadplanner.core.keeping.words import told
from cadplanner.core.live.closing import Loose, loose_ends
from cadplanner.core.live.outcomes import Kept, record_outcome
from cadplanner.core.model.day_rules import BOOK, REGISTER, action_of, action_words
from cadplanner.core.model.edit import Change
from cadplanner.core.model.outcome import Agreed, Outcome, OutcomeKind, Promise, kind_words, problems
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.words import ENGLAND, NumberKind, Words
from cadplanner.core.paper.stale import digest
from cadplanner.core.waiting.matching import Listed, duplicates
from tests.builders import DAY, SCOTLAND, patient, plan_with
from tests.core.live.acting import Lived

PIFU = Agreed(OutcomeKind.PIFU, "knee", start=DAY.on, months=6)
SAME = patient(1)


@pytest.mark.parametrize(
    ("kind", "short", "one", "shown"),
    [
        (NumberKind.NHS, "NHS", "an NHS number", "010157 1234"),
        (NumberKind.CHI, "CHI", "a CHI number", "010157 1234"),
        (NumberKind.HEALTH_AND_CARE, "H&C", "an H&C number", "010157 1234"),
    ],
)
def test_each_kind_of_number_has_its_words_and_is_shown_in_its_groups(kind, short, one, shown):
    assert (kind.short, kind.one) == (short, one)
    chi = kind is NumberKind.CHI
    assert kind.shown("0101571234") == (shown if chi else "010 157 1234")
    assert kind.shown("") == "Not recorded"


def test_a_service_says_its_words_and_what_of_it_stands_on_paper():
    service = ServiceDetails(pifu_word="PIR", day_word="better health day", number=NumberKind.CHI)
    assert service.words == SCOTLAND
    assert service.words.register == "PIR register"
    assert Words(day="MSK community day").day_name == "MSK community day"
    assert ENGLAND.day_name == "Community appointment day"
    assert digest(service, 1) == digest(ServiceDetails(**{**_fields(service), "keep_months": 9, "booked_come": 70}), 1)
    assert digest(service, 1) != digest(ServiceDetails(**{**_fields(service), "pifu_word": "SOS"}), 1)
    assert ServiceDetails(demo=True).on_paper != ServiceDetails().on_paper


@pytest.mark.parametrize("wrong", [{"booked_come": 101}, {"invited_come": -1}])
def test_more_than_everybody_never_comes(wrong):
    with pytest.raises(ValueError, match="hundred"):
        ServiceDetails(**wrong)


def test_what_speaks_against_an_outcome_is_said_in_its_words():
    contradiction = problems((Agreed(OutcomeKind.DISCHARGE), PIFU), SCOTLAND)
    assert contradiction == ("Discharged, or may come back (PIR): choose one.",)
    assert problems((Agreed(OutcomeKind.PIFU),), SCOTLAND) == ("PIR needs the day it starts and a number of months.",)
    below = Agreed(OutcomeKind.PIFU, start=DAY.on, months=-1)
    assert "The months of PIR cannot be below nothing." in problems((below,), SCOTLAND)
    assert problems((PIFU, PIFU), SCOTLAND) == ("There can be only one outcome of “PIR”.",)


def test_an_action_is_kept_as_it_is_and_read_in_its_words():
    assert action_words(REGISTER, SCOTLAND) == "Enter on the PIR register"
    assert action_of("Enter on the PIR register", SCOTLAND) == REGISTER
    assert action_words(BOOK, SCOTLAND) == action_of(BOOK, SCOTLAND) == BOOK
    assert kind_words("PIFU", SCOTLAND) == "PIR"
    assert kind_words("follow-up", SCOTLAND) == "follow-up"
    assert share_words("discharged or PIFU", SCOTLAND) == "discharged or PIR"


def test_a_loose_end_says_what_is_owed_in_its_words():
    day = Lived(plan_with((SAME,)))
    day.do("10:00", record_outcome, Kept(words=SCOTLAND), "a1", (PIFU,))
    ends = loose_ends(day.board("17:00"), Kept(day.outcomes, day.promises, words=SCOTLAND))
    (says,) = [end.says for end in ends if end.kind is Loose.NO_OWNER and "register" in end.says]
    assert "“Enter on the PIR register” lacks" in says


def test_the_history_is_told_in_its_words():
    outcome = Outcome("o1", "day", "a1", datetime(2027, 6, 12, 9, tzinfo=UTC), 1, "Ann", (PIFU,))
    assert "what was agreed: PIR knee" in told(Change(None, outcome), {}, SCOTLAND).words
    promise = Promise("p1", "day", "a1", "o1", REGISTER)
    assert "action: Enter on the PIR register" in told(Change(None, promise), {}, SCOTLAND).words
    left = Referral("r1", "p1", left_because="PIFU", settled_on=date(2027, 6, 12))
    assert "left because: PIR" in told(Change(None, left), {}, SCOTLAND).words
    assert "CHI number: 999000 0026" in told(Change(None, SAME), {}, SCOTLAND).words


def test_who_is_there_twice_is_said_by_her_number():
    listed = [Listed(row, SAME, Referral("", "")) for row in (2, 3)]
    (found,) = duplicates(listed, (), NumberKind.CHI)
    assert found.says == "Rows 2 and 3 have the same CHI number 999000 0026."


def _fields(service):
    return {name: getattr(service, name) for name in ServiceDetails.__slots__}
