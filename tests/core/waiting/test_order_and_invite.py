"""Who is asked first, and what an invitation to a day holds."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import count

from cadplanner.core.model.day import Position, Service, Venue
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.waiting.invite import invite
from cadplanner.core.waiting.order import by_wait, suggest
from tests.builders import DAY, people

SERVICES = (
    Service("talk", "Conversation", 20, position=Position.FIRST),
    Service("physio", "Physio", 30),
    Service("class", "Class", 45),
)
PATHWAYS = (
    Pathway("a", "day", "Knee & hip", ("talk", "physio"), share=60),
    Pathway("b", "day", "Back", ("talk", "class"), share=30),
    Pathway("c", "day", "Talk only", ("talk",), share=10),
)
PLAN = Plan(DAY, Venue("venue", "Hall"), services=SERVICES, pathways=PATHWAYS)
PEOPLE = people(40)


def waits(*referrals):
    return [
        (replace(referral, id=f"r{n}", patient_id=referral.patient_id or PEOPLE[n].id), PEOPLE[n])
        for n, referral in enumerate(referrals)
    ]


def asked(plan, waiting):
    ids = (f"new{n}" for n in count())
    return invite(plan, waiting, new_id=lambda: next(ids))


def test_the_longest_waiter_comes_first_then_the_more_urgent_then_as_given():
    waiting = waits(
        Referral("", "", None),
        Referral("", "", date(2027, 2, 1)),
        Referral("", "", date(2027, 1, 1)),
        Referral("", "", date(2027, 2, 1), Priority.URGENT),
        Referral("", "", date(2027, 2, 1)),
    )
    assert [referral.id for referral, _ in by_wait(waiting)] == ["r2", "r3", "r1", "r4", "r0"]


def test_only_routine_waiters_are_suggested_and_each_person_once():
    waiting = waits(
        Referral("", "", date(2027, 1, 1), Priority.URGENT),
        Referral("", "", date(2027, 1, 2)),
        Referral("", "", date(2027, 1, 3)),
        Referral("", PEOPLE[1].id, date(2027, 1, 4)),
        Referral("", PEOPLE[0].id, date(2027, 1, 1)),
        Referral("", "", date(2027, 8, 1)),
        Referral("", "", None),
    )
    assert [referral.id for referral, _ in suggest(waiting, 10, DAY.on)] == ["r1", "r2", "r6"]
    assert [referral.id for referral, _ in suggest(waiting, 1, DAY.on)] == ["r1"]
    assert suggest(waiting, 0, DAY.on) == ()


def test_an_invitation_holds_card_route_and_weight():
    first = asked(PLAN, waits(Referral("", "", date(2027, 4, 3), pathway="knee and hip")))
    assert (first[0].card, first[0].id, first[0].day_id, first[0].referral_id) == (1, "new0", "day", "r0")
    named = asked(PLAN, waits(Referral("", "", date(2027, 4, 3), Priority.URGENT, pathway="KNEE  HIP")))[0]
    assert named.pathway_name == "Knee & hip"
    assert [step.service_id for step in named.route] == ["talk", "physio"]
    assert named.weight == 600 + 20 * 10 + 500


def test_cards_go_on_and_nobody_is_invited_twice():
    first = asked(PLAN, waits(Referral("", ""), Referral("", "")))
    more = asked(replace(PLAN, appointments=first), [*waits(*[Referral("", "")] * 3), *waits(*[Referral("", "")] * 3)])
    assert [(one.card, one.patient_id) for one in more] == [(3, PEOPLE[2].id)]


def test_pathways_are_shared_out_evenly_and_always_the_same_way():
    once = asked(PLAN, waits(*[Referral("", "")] * 40))
    assert Counter(one.pathway_name for one in once) == {"Knee & hip": 24, "Back": 12, "Talk only": 4}
    assert once == asked(PLAN, waits(*[Referral("", "")] * 40))
    assert Counter(one.pathway_name for one in once[:10]) == {"Knee & hip": 6, "Back": 3, "Talk only": 1}
    halves = asked(PLAN, waits(*[Referral("", "")] * 20))
    rest = asked(replace(PLAN, appointments=halves), waits(*[Referral("", "")] * 40))
    assert Counter(one.pathway_name for one in (*halves, *rest)) == {"Knee & hip": 24, "Back": 12, "Talk only": 4}


def test_pathways_without_shares_take_turns_and_a_day_without_pathways_has_its_first_service():
    bare = replace(PLAN, pathways=tuple(replace(pathway, share=0) for pathway in PATHWAYS))
    assert Counter(one.pathway_name for one in asked(bare, waits(*[Referral("", "")] * 6))) == {
        "Knee & hip": 2,
        "Back": 2,
        "Talk only": 2,
    }
    none = asked(replace(PLAN, pathways=()), waits(Referral("", "")))
    assert [step.service_id for step in none[0].route] == ["talk"]
    assert none[0].pathway_name == ""


def test_whoever_left_the_list_is_not_suggested():
    left = Referral("", "", date(2026, 1, 1), settled_on=date(2027, 5, 1), left_because="discharge")
    back = Referral("", "", date(2026, 2, 1), settled_on=date(2027, 5, 1))
    assert [one.id for one, _ in suggest(waits(left, back), 5, date(2027, 6, 12))] == ["r1"]
