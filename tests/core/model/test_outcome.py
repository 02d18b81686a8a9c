"""Outcomes: what they need, what contradicts, when PIFU expires, what they owe and what they are called."""

from datetime import UTC, date, datetime

import pytest

from cadplanner.core.model.day_rules import BOOK, ENTER, LETTER, REGISTER, Codes, DayRules, Owes
from cadplanner.core.model.outcome import Agreed, Feedback, Outcome, OutcomeKind, Promise, latest_outcomes, problems

AT = datetime(2027, 6, 12, 9, tzinfo=UTC)
PIFU = Agreed(OutcomeKind.PIFU, "knee", start=date(2027, 1, 31), months=1)
FOLLOW_UP = Agreed(OutcomeKind.FOLLOW_UP, "face to face", "routine")
DISCHARGE = Agreed(OutcomeKind.DISCHARGE)


def just(*kinds):
    """Outcomes of those kinds with what each needs."""
    whole = {
        OutcomeKind.PIFU: PIFU,
        OutcomeKind.FOLLOW_UP: FOLLOW_UP,
        OutcomeKind.SIGNPOSTED: Agreed(OutcomeKind.SIGNPOSTED, to=("Walking group",)),
    }
    return tuple(whole.get(kind, Agreed(kind, "knee")) for kind in kinds)


def outcome(n, *kinds, number=0):
    return Outcome(f"o{n}", "day", "a1", AT, number or n, "Ann", just(*kinds))


@pytest.mark.parametrize(
    ("start", "months", "expires"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 6, 12), 6, date(2027, 12, 12)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (None, 6, None),
        (date(2027, 8, 31), 0, None),
    ],
)
def test_pifu_expires_by_calendar_months(start, months, expires):
    assert Agreed(OutcomeKind.PIFU, start=start, months=months).expires_on == expires


@pytest.mark.parametrize("kind", OutcomeKind)
def test_every_kind_may_stand_alone(kind):
    assert problems(just(kind)) == ()


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("discharge", "PIFU", "choose one"),
        ("discharge", "follow-up", "no follow-up"),
        ("discharge", "surgical opinion", "surgical opinion"),
        ("discharge", "sent to A&E", "A&E"),
        ("PIFU", "PIFU", "only one"),
        ("did not attend", "PIFU", "“did not attend” and “PIFU” cannot both"),
        ("PIFU", "did not attend", "“did not attend” and “PIFU” cannot both"),
        ("did not attend", "cancelled by us", "cannot both"),
        ("did not attend", "did not attend", "only one"),
    ],
)
def test_what_contradicts_is_refused_with_a_sentence(one, other, says):
    (sentence,) = problems(just(OutcomeKind(one), OutcomeKind(other)))
    assert says in sentence


@pytest.mark.parametrize(
    "kinds",
    [
        ("PIFU", "follow-up"),
        ("discharge", "signposted", "signposted"),
        ("discharge", "onward referral"),
        ("investigation", "investigation", "follow-up"),
        ("did not attend", "discharge"),
        ("cancelled by the patient", "follow-up"),
        ("left early", "follow-up"),
    ],
)
def test_what_makes_sense_together_may_be_recorded_together(kinds):
    assert problems(just(*map(OutcomeKind, kinds))) == ()


@pytest.mark.parametrize(
    "lacking",
    [
        Agreed(OutcomeKind.PIFU),
        Agreed(OutcomeKind.PIFU, start=date(2027, 6, 12), months=-3),
        Agreed(OutcomeKind.FOLLOW_UP, "phone"),
        Agreed(OutcomeKind.SIGNPOSTED),
        Agreed(OutcomeKind.ONWARD_REFERRAL),
        Agreed(OutcomeKind.INVESTIGATION),
        Agreed(OutcomeKind.SURGICAL_OPINION),
    ],
)
def test_what_is_lacking_is_said_in_one_sentence(lacking):
    (sentence,) = problems((lacking,))
    assert sentence.endswith(".")


def test_the_latest_outcome_holds_and_one_that_holds_nothing_takes_it_back():
    first, second, third = outcome(1, OutcomeKind.PIFU), outcome(2, OutcomeKind.DISCHARGE), outcome(3)
    assert latest_outcomes((second, first)) == {"a1": second}
    assert latest_outcomes((third, second, first)) == {}
    assert second.kinds == {OutcomeKind.DISCHARGE}


def test_an_outcome_owes_each_action_once_the_soonest():
    rules = DayRules()
    assert [owes.action for owes in rules.owed({OutcomeKind.PIFU})] == [ENTER, REGISTER, LETTER]
    together = rules.owed({OutcomeKind.FOLLOW_UP, OutcomeKind.SIGNPOSTED})
    assert [(owes.action, owes.within_days) for owes in together] == [(ENTER, 2), (BOOK, 7)]
    mine = DayRules(owes=(Owes(OutcomeKind.PIFU, "Ring", 9), Owes(OutcomeKind.SIGNPOSTED, "Ring", 1, "Ann")))
    assert mine.owed({OutcomeKind.PIFU, OutcomeKind.SIGNPOSTED}) == (Owes(OutcomeKind.SIGNPOSTED, "Ring", 1, "Ann"),)


def test_codes_are_those_of_the_first_kind_in_the_table():
    rules = DayRules()
    assert rules.codes_of({OutcomeKind.SIGNPOSTED, OutcomeKind.PIFU}) == Codes(OutcomeKind.PIFU, "", "32")
    missed = rules.codes_of({OutcomeKind.DID_NOT_ATTEND, OutcomeKind.DISCHARGE})
    assert missed == Codes(OutcomeKind.DISCHARGE, "1", "33")
    assert DayRules(codes=()).codes_of({OutcomeKind.PIFU}) is None


def test_a_promise_is_open_until_it_is_in_the_record_system():
    assert Promise("p", "day", "a1", "o1", ENTER).is_open
    assert not Promise("p", "day", "a1", "o1", ENTER, entered_by="Ann", entered_at=AT).is_open


@pytest.mark.parametrize("wrong", [{"collaborate": (1, 2)}, {"collaborate": (1, 2, 5)}, {"friends_and_family": 7}])
def test_answers_that_the_form_does_not_have_are_refused(wrong):
    assert Feedback("f", "day", (0, 4, 2), 6)
    with pytest.raises(ValueError, match="answers"):
        Feedback("f", "day", **wrong)


def test_an_outcome_needs_a_time_zone():
    with pytest.raises(ValueError, match="zone"):
        Outcome("o", "day", "a1", datetime(2027, 6, 12), 1, "Ann")  # noqa: DTZ001 - what is refused
