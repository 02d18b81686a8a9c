from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.printing.sheet import Paper


@pytest.fixture
def paper():
    details = ServiceDetails(name="Oakfield MSK service", phone="01632 960123", pifu_word="PIR")
    return Paper(details, datetime(2027, 6, 11, 15, 5, tzinfo=UTC), 7)


@pytest.fixture
def demo_paper():
    return Paper(ServiceDetails(demo=True), datetime(2027, 6, 11, 15, 5, tzinfo=UTC), 7)


@pytest.fixture
def pages():
    """What a PDF reader finds on each page, one line of text a page."""

    def read(pdf):
        return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]

    return read
