"""A day that is today at the desk: thirty people, some of them like others, and a clock that can be put."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from cadplanner.core.model.attendance import instant_on
from cadplanner.core.model.edit import edit_between
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.referral import Referral
from tests.builders import patient, people, plan_with
from tests.conftest import NOW

TODAY = date(2027, 6, 1)


class Clock:
    """What time it is; `minute` can be put."""

    def __init__(self, minute: int) -> None:
        self.minute = minute

    def __call__(self) -> datetime:
        return instant_on(self.minute, TODAY)


def day_of(number: int, on: date = TODAY) -> Plan:
    """A whole day: a1 comes at 08:50, two every 25 minutes; a5 and a6 are easily mixed up, a7 has needs."""
    invited = list(people(number))
    if number > 7:
        invited[4] = patient(5, "Alike", "Anna", title="")
        invited[5] = patient(6, "Alike", "Annabel", title="")
        needs = (AccessNeed.INTERPRETER, AccessNeed.STEP_FREE)
        invited[6] = patient(7, "Needham", "Bo", title="", needs=needs, language="Bengali")
    plan = plan_with(invited)
    staff = tuple(replace(m, skills=("physio",)) if m.id.startswith("physio") else m for m in plan.staff)
    pathways = (("Physio", ("talk", "physio", "out")), ("Class", ("talk", "class", "out")), ("Talk", ("talk", "out")))
    return replace(
        plan,
        day=replace(plan.day, on=on),
        staff=staff,
        pathways=tuple(Pathway(name, plan.day.id, name, ids) for name, ids in pathways),
    )


def put(store, plan: Plan) -> Plan:
    """The day in the file, with two people more who wait and are not invited."""
    waiting = (patient(801, "Waitman", "Wim", title=""), patient(802, "Waitman", "Ada", title=""))
    referral = Referral("r801", "patient-801", date(2026, 1, 12))
    rest = (*plan.patients, *plan.appointments, *plan.visits, *waiting, referral)
    store.apply(edit_between("Made", (), (*plan.setting(), *rest)), who="tester", at=NOW)
    return store.plan(plan.day.id)
