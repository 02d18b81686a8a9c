"""The recovery sheet: one page with the key that opens the file when its passphrase is forgotten."""

from __future__ import annotations

from datetime import date, datetime, time

from cadplanner.core.model.patient import date_words
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.printing.blocks import Block, Field, Fields, Panel, Words, draw_down, heading
from cadplanner.printing.sheet import A4, MARGIN, Ink, Paper, Sheet

TITLE = "Recovery key"
ROW = 7  # groups
KEY = Ink(21, bold=True, leading=1.7)
USE = (
    "1. Start CAD Planner and open the file.",
    "2. Tick “I have forgotten it: use the recovery key”.",
    "3. Type the key above. There is no letter O, I, L or U in it: what looks like one is a nought or a one.",
    "4. Then choose a new passphrase: File, Change passphrase.",
)
KEEP = (
    "Put this sheet in a sealed envelope and give it to somebody you trust: your team lead, or whoever looks after "
    "information governance. Never keep it with the laptop, and never photograph it. Whoever has this sheet and the "
    "file can read every name in it."
)
LOST = (
    "If the passphrase is forgotten and this sheet is lost, nobody can open the file: not IT, and not who made the "
    "program."
)


def pdf(file_name: str, key_words: str, on: date) -> bytes:
    """Portrait A4: which file it opens, the key in groups, how to use it, where to keep it."""
    sheet = Sheet(None, Paper(ServiceDetails(), datetime.combine(on, time()), 0), TITLE, A4)
    groups = key_words.split()
    rows = tuple(Words("   ".join(groups[at : at + ROW]), KEY) for at in range(0, len(groups), ROW))
    blocks: tuple[Block, ...] = (
        Fields((Field("Opens the file", 2, file_name), Field("Made on", 1, date_words(on)))),
        Words("", before=6),
        Panel(rows),
        heading("When the passphrase is forgotten"),
        *(Words(line) for line in USE),
        heading("Where to keep it"),
        Words(KEEP),
        Words(LOST, Ink(12, bold=True), before=4),
        Words("", before=14),
        Fields((Field("Handed to"), Field("On"))),
    )
    sheet.new_page()
    y = sheet.text(MARGIN, MARGIN, TITLE, Ink(24, bold=True), sheet.content_width)
    draw_down(sheet, MARGIN, y + 8, sheet.content_width, blocks)
    return sheet.pdf()
