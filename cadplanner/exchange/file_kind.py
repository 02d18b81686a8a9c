"""What a file is, by its content and never by its name; what cannot be a list is refused with advice."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from cadplanner.errors import CannotRead

LARGEST_FILE = 50_000_000
SAVE_AS = "In Excel choose File, Save As, CSV UTF-8, and use the new file."
EXPORT = "Export the list from the record system as CSV or as an Excel workbook (.xlsx), and use that file."

BEGINNINGS = (
    (b"%PDF", "a PDF", EXPORT),
    (b"\x89PNG", "a picture", EXPORT),
    (b"\xff\xd8\xff", "a picture", EXPORT),
    (b"GIF8", "a picture", EXPORT),
    (b"II*\x00", "a picture", EXPORT),
    (b"MM\x00*", "a picture", EXPORT),
    (b"RIFF", "a picture or sound", EXPORT),
    (b"\x00\x00\x00\x18ftyp", "a picture or film", EXPORT),
    (b"\x00\x00\x00\x20ftyp", "a picture or film", EXPORT),
    (b"{\\rtf", "a Word document", f"If it holds a table, copy the table into Excel. {SAVE_AS}"),
    (b"SQLite format 3", "a database, not a list", "To open a CAD Planner file choose File, Open."),
    (b"\x1f\x8b", "a packed file", "Unpack it first, then use the list that is in it."),
    (b"7z\xbc\xaf", "a packed file", "Unpack it first, then use the list that is in it."),
    (b"Rar!", "a packed file", "Unpack it first, then use the list that is in it."),
    (b"MZ", "a program", EXPORT),
    (b"\x09\x08\x08\x00", "an old Excel workbook (.xls)", SAVE_AS),
    (b"\x09\x08\x10\x00", "an old Excel workbook (.xls)", SAVE_AS),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def refuse_if_too_big(size: int) -> None:
    """Raises CannotRead for a file of so many bytes: ask before reading it whole."""
    if size > LARGEST_FILE:
        raise CannotRead(
            f"The file has {size // 1_000_000} MB; a list of people has far less than {LARGEST_FILE // 1_000_000} MB.",
            "Check that it is the waiting list. If it is, save the rows you need as CSV UTF-8 and use that file.",
        )


def kind_of(data: bytes, name: str) -> Literal["xlsx", "text"]:
    """'xlsx' or 'text'. Raises CannotRead for anything else, saying what the file is and what to do."""
    refuse_if_too_big(len(data))
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe,;|"):
        raise CannotRead(f"{name} is empty.", "Export the list again; if it was still open in Excel, save it first.")
    if data.startswith(OLE):
        raise _refused(name, *_ole(data))
    for beginning, what, advice in BEGINNINGS:
        if data.startswith(beginning):
            raise _refused(name, what, advice)
    if data.startswith(ZIP_BEGINNINGS):
        return _zip(data, name)
    _refuse_markup(data, name)
    return "text"


def _refused(name: str, what: str, advice: str) -> CannotRead:
    return CannotRead(f"{name} is {what}.", advice)


def _ole(data: bytes) -> tuple[str, str]:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return (
            "an Excel workbook with a password",
            "In Excel choose File, Info, Protect Workbook, Encrypt with Password, clear it, save, and use it again.",
        )
    if holds("WordDocument"):
        return "an old Word document (.doc)", f"If it holds a table, copy the table into Excel. {SAVE_AS}"
    if holds("Workbook") or holds("Book"):
        return "an old Excel workbook (.xls)", SAVE_AS
    return "an Office file that holds no list", EXPORT


def _zip(data: bytes, name: str) -> Literal["xlsx"]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError):
        raise CannotRead(f"{name} is damaged: its end is missing.", "Copy or export it again.") from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise _refused(name, "an Excel binary workbook (.xlsb)", SAVE_AS)
    if any(entry.startswith("word/") for entry in names):
        raise _refused(name, "a Word document", f"If it holds a table, copy the table into Excel. {SAVE_AS}")
    if any(entry.startswith("ppt/") for entry in names):
        raise _refused(name, "a PowerPoint file", EXPORT)
    if {"mimetype", "content.xml"} <= names:
        raise _refused(name, "an OpenDocument file (.ods)", "Open it and save it as CSV (UTF-8), and use the new file.")
    raise _refused(name, "a zip folder", "Open it, take the list out, and use that.")


def _refuse_markup(data: bytes, name: str) -> None:
    start = data[:2000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not start.startswith(b"<"):
        return
    if b"excel.sheet" in start:
        raise _refused(name, "an Excel 2003 XML file", SAVE_AS)
    if any(mark in start for mark in (b"<html", b"<!doctype html", b"<table", b"<body", b"<meta", b"<head")):
        raise _refused(name, "a web page saved under the name of a spreadsheet", f"Open it in Excel. {SAVE_AS}")
    if start.startswith(b"<?xml"):
        raise _refused(name, "an XML file", EXPORT)
