"""What is typed in fields and not saved yet: gathered before the file is locked, put back afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from cadplanner.ui.main_window.resume import Draft, Resume

Field = QLineEdit | QPlainTextEdit | QTextEdit
KINDS = (QLineEdit, QPlainTextEdit, QTextEdit)
PART_OF_QT = "qt_"


def drafts_of(pages: Mapping[str, QWidget]) -> tuple[Draft, ...]:
    """What a person typed into the fields of these pages, and of the dialogs before them, and did not finish."""
    return tuple(
        Draft(page, name, number, _text(field))
        for page, widget in pages.items()
        for (name, number), field in _fields(widget)
        if _typed(field, widget)
    )


def put_back(drafts: Iterable[Draft], page: str, widget: QWidget) -> tuple[Draft, ...]:
    """Puts the words back into the fields of a page; gives those whose field is not there now."""
    fields = dict(_fields(widget))
    homeless = []
    for draft in drafts:
        field = fields.get((draft.field, draft.number)) if draft.page == page else None
        if field is None:
            homeless.append(draft)
        else:
            _type(field, draft.text)
    return tuple(homeless)


def come_back(place: Resume, show: Callable[[str], QWidget]) -> str:
    """Puts everything back, page by page, and ends on the page she was on; gives in words what has no field now."""
    left = place.drafts
    for key in dict.fromkeys((*(draft.page for draft in place.drafts), place.page)):
        page = show(key)
        if hasattr(page, "make_all"):
            page.make_all()
        left = put_back(left, key, page)
    return "; ".join(f"{draft.field}: {draft.text}" for draft in left)


def _fields(widget: QWidget) -> Iterator[tuple[tuple[str, int], Field]]:
    seen: Counter[str] = Counter()
    for kind in KINDS:
        found: list[Field] = widget.findChildren(kind)
        for field in found:
            name = field.accessibleName()
            if name and not field.isReadOnly() and not field.objectName().startswith(PART_OF_QT):
                yield (name, seen[name]), field
                seen[name] += 1


def _typed(field: Field, page: QWidget) -> bool:
    """Whether she has begun something there that she would see on that page, be it in front or not."""
    if isinstance(field, QLineEdit):
        return field.isVisibleTo(page) and field.isModified() and field.echoMode() is QLineEdit.EchoMode.Normal
    return field.isVisibleTo(page) and bool(field.document().isModified())


def _text(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _type(field: Field, text: str) -> None:
    """As if she had typed it: it counts as not saved."""
    field.selectAll()
    if isinstance(field, QLineEdit):
        field.insert(text)
    else:
        field.insertPlainText(text)
