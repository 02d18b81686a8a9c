"""How the file's tables came to be: steps that are only ever added, and the shape they end in.

To keep a new field: add a step, never touch an old one:

    @STEPS()
    def allergy_of_a_patient(db: Database) -> None:
        db.table("patient").add_column("allergy", str, not_null_default="")
"""

from __future__ import annotations

import hashlib
import json
from contextlib import closing

from cadplanner.store import chained_history
from cadplanner.store.driver import Database, Migrations, connect_memory

STEPS = Migrations("cadplanner")


@STEPS()
def first_tables(db: Database) -> None:
    """One table a kind, the audit trail, and the search index."""
    _create(db, "service_details", "name phone day_word pifu_word", whole="demo")
    _create(db, "column_mapping", "fields")
    _people(db)
    _places(db)
    _days(db)
    _invited(db)
    _audit(db)
    _search(db)


@STEPS()
def the_day_itself(db: Database) -> None:
    """Facts of the day, outcomes and what they owe, the answers of those who were there, and the service's rules."""
    belongs = {"day_id": "day", "appointment_id": "appointment"}
    indexes = ("day_id", "appointment_id")
    _create(
        db,
        "day_event",
        "day_id kind at who appointment_id station_id staff_id step annuls says",
        whole="number place",
        belongs={"day_id": "day"},
        indexes=indexes,
    )
    _create(
        db,
        "outcome",
        "day_id appointment_id at who agreed ground replaces",
        whole="number",
        belongs=belongs,
        indexes=indexes,
    )
    _create(
        db,
        "promise",
        "day_id appointment_id outcome_id action owner entered_by",
        dates="due entered_at",
        belongs=belongs,
        indexes=indexes,
    )
    _create(db, "what_matters", "day_id appointment_id at who words", whole="number", belongs=belongs, indexes=indexes)
    _create(
        db,
        "feedback",
        "day_id collaborate words",
        whole="friends_and_family",
        belongs={"day_id": "day"},
        indexes=("day_id",),
    )
    _create(db, "day_rules", "policy owes codes")


def _people(db: Database) -> None:
    _create(
        db,
        "patient",
        "surname first_name title nhs_number local_id sex phone email address postcode gp_practice language "
        "needs needs_note",
        dates="birth_date",
        indexes=("nhs_number",),
    )
    _create(
        db,
        "referral",
        "patient_id problem source list_name pathway note",
        whole="priority",
        dates="received_on",
        belongs={"patient_id": "patient"},
        indexes=("patient_id", "received_on"),
    )


def _places(db: Database) -> None:
    _create(db, "venue", "name address zones walking")
    _create(db, "service", "name skill mode position after explains", whole="minutes")
    _create(db, "staff_member", "name role employer skills languages")


def _days(db: Database) -> None:
    _create(
        db,
        "day",
        "name on venue_id opening arrivals",
        whole="grid check_in longest_stay staff_walk",
        belongs={"venue_id": "venue"},
        indexes=("venue_id",),
    )
    _create(
        db,
        "station",
        "day_id name service_id opening mode skill",
        whole="minutes places step_free_places zone group_size start_every quiet",
        belongs={"day_id": "day", "service_id": "service"},
        indexes=("day_id", "service_id"),
    )
    _create(
        db,
        "shift",
        "day_id staff_id span breaks",
        whole="longest_stretch rest overtime",
        belongs={"day_id": "day", "staff_id": "staff_member"},
        indexes=("day_id", "staff_id"),
    )
    _create(db, "interpreter", "day_id language spans", whole="number", belongs={"day_id": "day"}, indexes=("day_id",))
    _create(
        db, "pathway", "day_id name service_ids", whole="in_order share", belongs={"day_id": "day"}, indexes=("day_id",)
    )


def _invited(db: Database) -> None:
    _create(
        db,
        "appointment",
        "day_id patient_id route referral_id pathway_name availability",
        whole="card longest_stay weight",
        belongs={"day_id": "day", "patient_id": "patient"},
        indexes=("day_id", "patient_id", "referral_id"),
    )
    _create(
        db,
        "visit",
        "day_id appointment_id step station_id staff_id span",
        whole="place locked",
        belongs={"day_id": "day", "appointment_id": "appointment", "station_id": "station"},
        indexes=("day_id", "appointment_id", "station_id"),
    )


def _audit(db: Database) -> None:
    """Who did what and when (`id` counts up), each change as it was before and after, and the days it touched."""
    db.table("past_edit").create({"id": int, "at": str, "who": str, "label": str}, pk="id", not_null=("at", "label"))
    db.table("past_change").create(
        {"edit_id": int, "number": int, "kind": str, "entity_id": str, "before": str, "after": str},
        pk=("edit_id", "number"),
        foreign_keys=[("edit_id", "past_edit", "id")],
    ).create_index(["edit_id", "kind"])
    db.table("past_edit_day").create(
        {"day_id": str, "edit_id": int}, pk=("day_id", "edit_id"), foreign_keys=[("edit_id", "past_edit", "id")]
    )


def _search(db: Database) -> None:
    """What a patient is found and sorted by: folded names and words, kept in step by `writing`.

    Not by triggers: with trusted_schema off, which a file from outside needs, none may write to a search index.
    """
    index = db.table("patient_index").create(
        {"number": int, "patient_id": str, "surname": str, "first_name": str, "words": str}, pk="number"
    )
    index.create_index(["patient_id"], unique=True)
    index.create_index(["surname", "first_name"])
    index.enable_fts(["words"], tokenize="trigram")


def _create(  # noqa: PLR0913 - columns by type, each named
    db: Database,
    name: str,
    text: str,
    *,
    whole: str = "",
    dates: str = "",
    belongs: dict[str, str] | None = None,
    indexes: tuple[str, ...] = (),
) -> None:
    columns: dict[str, type] = {"id": str, **dict.fromkeys(text.split(), str), **dict.fromkeys(whole.split(), int)}
    table = db.table(name).create(
        {**columns, **dict.fromkeys(dates.split(), str)},
        pk="id",
        not_null=tuple(columns),
        foreign_keys=[(column, other, "id") for column, other in (belongs or {}).items()],
    )
    for column in indexes:
        table.create_index([column])


@STEPS()
def sheets_printed(db: Database) -> None:
    """Which sheets were printed, and what they showed."""
    _create(db, "print", "on_day sheet whom shows", whole="version", indexes=("on_day",))


@STEPS()
def posts_companions_and_carers(db: Database) -> None:
    """What staff do hour by hour, who comes together, and the places that have no room for a carer."""
    db.table("shift").add_column("posts", str, not_null_default="[]")
    db.table("appointment").add_column("together", str, not_null_default="")
    db.table("day").add_column("wait_for_another", int, not_null_default=30)
    db.table("station").add_column("small_places", int, not_null_default=0)


@STEPS()
def history_chained(db: Database) -> None:
    """The history says also what was only looked at, about whom and where; each entry holds the one before."""
    chained_history.lay(db)


@STEPS()
def back_to_the_waiting_list(db: Database) -> None:
    """Which day settled a place on the list, and why somebody left it."""
    db.table("referral").add_column("settled_on", str)
    db.table("referral").add_column("left_because", str, not_null_default="")
    kinds = ["left early", "did not attend", "cancelled by the patient", "cancelled by us", "sent to A&E"]
    db.table("day_rules").add_column("returns", str, not_null_default=json.dumps(kinds))


@STEPS()
def people_who_work(db: Database) -> None:
    """Who works with the file, in which role; nobody named is somebody working alone."""
    _create(db, "operator", "name role pin")


@STEPS()
def how_long_it_is_kept(db: Database) -> None:
    """How many months a closed day is kept, and what was deleted for good."""
    db.table("service_details").add_column("keep_months", int, not_null_default=3)
    _create(db, "certificate", "at who day_ids days emptied", whole="entry keep_months people staying earlier rows")


@STEPS()
def cover(db: Database) -> None:
    """Who must be on duty all the while."""
    _create(db, "cover", "day_id skill span", whole="number", belongs={"day_id": "day"}, indexes=("day_id",))


@STEPS()
def shorter_stays(db: Database) -> None:
    """How long those who cannot wait may stay."""
    db.table("day").add_column("short_stay", int, not_null_default=90)


@STEPS()
def sealed_packs(db: Database) -> None:
    """What opens the contingency pack."""
    db.table("service_details").add_column("pack_password", str, not_null_default="")


@STEPS()
def undo_kept(db: Database) -> None:
    """Which entries of the history can be undone, and which of them are undone now."""
    db.table("undo_step").create(
        {"entry": int, "undone": int}, pk="entry", not_null=("undone",), foreign_keys=[("entry", "past_edit", "id")]
    )


@STEPS()
def words_of_the_service(db: Database) -> None:
    """Whose number patients are known by, and how many of a hundred come."""
    table = db.table("service_details")
    table.add_column("number", str, not_null_default="NHS number")
    table.add_column("booked_come", int, not_null_default=85)
    table.add_column("invited_come", int, not_null_default=25)


def newer_steps(db: Database, steps: Migrations) -> bool:
    """Whether a newer version of the program has changed this file's tables."""
    with closing(connect_memory().conn) as empty:
        known = {step.name for step in steps.pending(Database(empty, execute_plugins=False))}
    return any(step.name not in known for step in steps.applied(db))


SHAPE = (
    """
    SELECT own.name, col.cid, col.name, col.type, col."notnull", col.pk
    FROM sqlite_master AS own JOIN pragma_table_info(own.name) AS col
    WHERE own.type = 'table' AND substr(own.name, 1, 7) <> 'sqlite_' ORDER BY 1, 2
    """,
    """
    SELECT own.name, key."from", key."table"
    FROM sqlite_master AS own JOIN pragma_foreign_key_list(own.name) AS key
    WHERE own.type = 'table' AND substr(own.name, 1, 7) <> 'sqlite_' ORDER BY 1, 2, 3
    """,
    """
    SELECT own.name, idx."unique",
           (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(idx.name) ORDER BY seqno))
    FROM sqlite_master AS own JOIN pragma_index_list(own.name) AS idx
    WHERE own.type = 'table' AND substr(own.name, 1, 7) <> 'sqlite_' ORDER BY 1, 2, 3
    """,
    "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1, 2",
)
"""What is asked of a file to know its shape."""


def fingerprint(db: Database) -> str:
    """The shape of the file's tables as a short text: columns, keys, indexes and triggers, without the wording."""
    shape = [db.conn.execute(asked).fetchall() for asked in SHAPE]
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:16]
