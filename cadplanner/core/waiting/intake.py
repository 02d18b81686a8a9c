"""Checked rows and what she decided of the duplicates into one edit: the import."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from cadplanner.core.model.edit import Edit, edit_between
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.referral import Referral
from cadplanner.core.waiting.matching import Decision, Duplicate, Listed, folded, identity, nameless


@dataclass(frozen=True, slots=True)
class Known:
    """Everybody in the file before the import."""

    patients: tuple[Patient, ...] = ()
    referrals: tuple[Referral, ...] = ()


def intake(
    listed: Sequence[Listed],
    decided: Mapping[Duplicate, Decision],
    known: Known,
    *,
    file_name: str,
    new_id: Callable[[], str],
) -> Edit:
    """One edit that brings the rows in. `decided` holds every duplicate found; her choice or its suggestion.

    Same person: the known record stays, its blanks are filled, a referral that differs is added. Keep both: each
    row is a person of its own. Leave out: the rows stay out, but for the first where nobody was known.
    """
    arriving = _Arriving(known, new_id)
    same_as, left_out = _settled(decided)
    first_of: dict[Hashable, str] = {}
    for one in listed:
        if one.row in left_out:
            continue
        head, known_id = same_as.get(one.row, (_alone(one), ""))
        patient_id = arriving.person(one.patient, known_id or first_of.get(head, ""))
        first_of.setdefault(head, patient_id)
        arriving.place_in_queue(replace(one.referral, patient_id=patient_id))
    edit = edit_between(
        "", [*known.patients, *known.referrals], [*arriving.patients.values(), *arriving.all_referrals()]
    )
    return replace(edit, label=_label(edit, file_name))


def _settled(decided: Mapping[Duplicate, Decision]) -> tuple[dict[int, tuple[Hashable, str]], set[int]]:
    """For the rows of one person the first of them and the known id; and the rows that stay out."""
    same_as: dict[int, tuple[Hashable, str]] = {}
    left_out: set[int] = set()
    for duplicate, decision in decided.items():
        if decision is Decision.SAME_PERSON:
            same_as |= dict.fromkeys(duplicate.rows, (duplicate.rows[0], duplicate.known_patient_id))
        elif decision is Decision.LEAVE_OUT:
            left_out |= set(duplicate.rows if duplicate.known_patient_id else duplicate.rows[1:])
    return same_as, left_out


def _alone(one: Listed) -> Hashable:
    """What a row kept apart shares with no other: but one number with one name and birth date is one person."""
    return (one.patient.nhs_number, *identity(one.patient)) if one.patient.nhs_number else one.row


def _label(edit: Edit, file_name: str) -> str:
    added = sum(1 for change in edit.changes if change.before is None and isinstance(change.after, Referral))
    return f"Import {added} referral{'' if added == 1 else 's'} from {file_name}"


class _Arriving:
    """The people and referrals as they will be, while the rows come in."""

    def __init__(self, known: Known, new_id: Callable[[], str]) -> None:
        self.patients = {patient.id: patient for patient in known.patients}
        self._referrals: dict[str, list[Referral]] = {}
        for referral in known.referrals:
            self._referrals.setdefault(referral.patient_id, []).append(referral)
        self._new_id = new_id

    def person(self, patient: Patient, same_as: str) -> str:
        """The id of the known person with her blanks filled, or of a new one."""
        if same_as in self.patients:
            self.patients[same_as] = filled(self.patients[same_as], patient)
            return same_as
        patient_id = self._new_id()
        self.patients[patient_id] = replace(patient, id=patient_id)
        return patient_id

    def place_in_queue(self, referral: Referral) -> None:
        """Adds the referral unless it is there; one that has become more urgent says so."""
        queue = self._referrals.setdefault(referral.patient_id, [])
        for place, there in enumerate(queue):
            if same_referral(there, referral):
                queue[place] = topped_up(there, referral)
                return
        queue.append(replace(referral, id=self._new_id()))

    def all_referrals(self) -> Iterable[Referral]:
        return (referral for queue in self._referrals.values() for referral in queue)


def filled(known: Patient, listed: Patient) -> Patient:
    """The known record with what it lacks taken from the list; needs are put together, none is lost."""
    blanks = {
        field.name: getattr(listed, field.name)
        for field in fields(Patient)
        if field.name != "needs" and not getattr(known, field.name) and getattr(listed, field.name)
    }
    if nameless(known):
        blanks |= {"surname": listed.surname, "first_name": listed.first_name}
    needs = tuple(need for need in AccessNeed if need in known.needs or need in listed.needs)
    return replace(known, **blanks, needs=needs)


def topped_up(known: Referral, listed: Referral) -> Referral:
    """The known referral with what it lacks taken from the list; of two priorities the more urgent."""
    blanks = {
        field.name: getattr(listed, field.name)
        for field in fields(Referral)
        if not getattr(known, field.name) and getattr(listed, field.name)
    }
    return replace(known, **blanks, priority=max(known.priority, listed.priority))


def same_referral(one: Referral, other: Referral) -> bool:
    """Whether both are one place in the queue: nothing that both say differs."""
    if one.received_on and other.received_on and one.received_on != other.received_on:
        return False
    pairs = ((one.problem, other.problem), (one.pathway, other.pathway), (one.list_name, other.list_name))
    return not any(mine and hers and folded(mine) != folded(hers) for mine, hers in pairs)
