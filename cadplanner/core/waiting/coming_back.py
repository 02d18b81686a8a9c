"""Who is referred again within six months of having been seen at a day."""

from __future__ import annotations

from collections.abc import Iterable

from dateutil.relativedelta import relativedelta

from cadplanner.core.model.referral import Referral

SOON = relativedelta(months=6)


def came_back(arriving: Iterable[Referral], known: Iterable[Referral]) -> tuple[Referral, ...]:
    """Those of the arriving referrals whose person left the list at a day, at most six calendar months before."""
    seen: dict[str, list[Referral]] = {}
    for referral in known:
        if not referral.is_waiting:
            seen.setdefault(referral.patient_id, []).append(referral)
    return tuple(each for each in arriving if any(_soon(each, before) for before in seen.get(each.patient_id, ())))


def _soon(referral: Referral, before: Referral) -> bool:
    if referral.received_on is None or before.settled_on is None:
        return False
    return before.settled_on < referral.received_on <= before.settled_on + SOON
