"""A PDF that opens only with its password: AES-256, as every reader of this century knows it."""

from __future__ import annotations

import secrets
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def sealed(pdf: bytes, password: str) -> bytes:
    """The same pages, encrypted (PDF 2.0, revision 6); nobody is told a second, all-powerful password."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.encrypt(password, owner_password=secrets.token_urlsafe(32), algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
