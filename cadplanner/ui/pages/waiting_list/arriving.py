"""What an import would do, counted and said before it is done; and the one edit that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ColumnMapping
from cadplanner.core.waiting.coming_back import came_back
from cadplanner.core.waiting.intake import Known, intake
from cadplanner.core.waiting.matching import Decision, Duplicate
from cadplanner.exchange.columns import headings_id
from cadplanner.exchange.list_in import CheckedList
from cadplanner.store.store import Store


@dataclass(frozen=True, slots=True)
class Arriving:
    """The edit and its figures: people new and known already, rows left out, rows merged into another row.

    `came_back` are those referred again within six months of the day at which they were seen.
    """

    edit: Edit
    new: int
    known: int
    left_out: int
    merged: int
    blanked: int
    referrals: int
    came_back: int

    @property
    def sentence(self) -> str:
        """'Import 207 people: 198 new, 9 already known, 7 left out'."""
        people = self.new + self.known
        who = "person" if people == 1 else "people"
        return f"Import {people:,} {who}: {self.new:,} new, {self.known:,} already known, {self.left_out:,} left out"


def arriving(
    store: Store, checked: CheckedList, decided: Mapping[Duplicate, Decision], *, new_id: Callable[[], str]
) -> Arriving:
    """What these decisions come to. Nothing is written."""
    known = Known(store.patients(), store.referrals())
    listed = checked.listed
    edit = intake(listed, decided, known, file_name=checked.table.name, new_id=new_id)
    added = [change.after for change in edit.changes if change.before is None]
    new = sum(isinstance(one, Patient) for one in added)
    referrals = [one for one in added if isinstance(one, Referral)]
    met = {
        duplicate.known_patient_id
        for duplicate, decision in decided.items()
        if decision is Decision.SAME_PERSON and duplicate.known_patient_id
    }
    out = _rows_left_out(decided)
    left_out = len(checked.rows) - len(listed) + out
    return Arriving(
        edit=edit.and_also(remembering(store, checked)),
        new=new,
        known=len(met),
        left_out=left_out,
        merged=len(listed) - out - new - len(met),
        blanked=sum(1 for row in checked.rows if row.anyway and row.ready and row.problems),
        referrals=len(referrals),
        came_back=len(came_back(referrals, known.referrals)),
    )


def _rows_left_out(decided: Mapping[Duplicate, Decision]) -> int:
    """Rows that stay out as duplicates: all where the person is known, else all but the first."""
    return sum(
        len(duplicate.rows) - (0 if duplicate.known_patient_id else 1)
        for duplicate, decision in decided.items()
        if decision is Decision.LEAVE_OUT
    )


def remembering(store: Store, checked: CheckedList) -> Edit:
    """The edit that remembers what these headings mean; empty where that is known already."""
    now = ColumnMapping(headings_id(checked.table.headings), checked.fields)
    before = store.mapping(now.id)
    return Edit("Remember the columns", () if before == now else (Change(before, now),))
