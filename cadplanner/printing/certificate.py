"""The certificate that people's data was deleted for good: how much, when, by whom; nobody's name."""

from __future__ import annotations

from cadplanner.core.model.attendance import LONDON
from cadplanner.core.model.certificate import Certificate
from cadplanner.core.model.patient import date_words
from cadplanner.printing.blocks import Block, Field, Fields, Titled, Words, draw_pages, heading, rows
from cadplanner.printing.listing import Column, Listing, Row
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet
from cadplanner.printing.words import counted

TITLE = "Certificate of deletion"
LINES = (Column("What", 190, strong=True), Column("", 349))
WARNING = "Names no patient. File it with the records of the service."
STILL = (
    "Deleted: the people, their places on the list, appointments, visits, what happened to them, outcomes, promises, "
    "what mattered to them, feedback of the day, the search index, and their values in the history. The history keeps "
    "a hash of each emptied place, which tells nothing of what was there, so that it can still be checked."
)
NOT_HERE = (
    "Not reached by this: copies of the file in other places (a stick, a second folder, another computer), copies made "
    "by other programs, files that were exported or printed to a folder, paper, and the record system. Destroy or keep "
    "those by the service's own rules. Older copies beside the file are deleted once a new one was made; where none "
    "could be made, the program asked, and an entry of the history says if they were deleted. Look whether any is left."
)


def pdf(certificate: Certificate, paper: Paper) -> bytes:
    """Portrait A4, one page, to be signed and filed."""
    sheet = Sheet(None, paper, TITLE, A4)
    draw_pages(sheet, Titled(TITLE, paper.details.name, warning=WARNING), _blocks(certificate))
    return sheet.pdf()


def _blocks(certificate: Certificate) -> tuple[Block, ...]:
    at = certificate.at.astimezone(LONDON)
    lines = (
        ("Days", ", ".join(map(date_words, certificate.days))),
        ("Deleted on", f"{date_words(at.date())} {at:%H:%M}"),
        ("By", certificate.who),
        ("Kept for", counted(certificate.keep_months, "month after the close", "months after the close")),
        ("People deleted whole", str(certificate.people)),
        ("People of whom only these days were deleted", f"{certificate.staying} (still waiting, or invited again)"),
        ("People taken off the list before", str(certificate.earlier)),
        ("Rows deleted", str(certificate.rows)),
        ("Entry in the history", str(certificate.entry)),
        ("Seal of the emptied places", certificate.emptied),
    )
    return (
        *rows(Listing(LINES, tuple(Row(line) for line in lines))),
        heading("What this covers"),
        Words(STILL, Ink(10)),
        heading("What it does not cover"),
        Words(NOT_HERE, Ink(10), after=20),
        Fields((Field("Seen by", 2), Field("Date", 1)), Ink(11), 26),
    )
