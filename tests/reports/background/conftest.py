"""A kind of document whose making the test decides."""

import pytest

from reports.documents import kinds
from reports.services.kinds import DocumentKind, Written


@pytest.fixture
def writer(monkeypatch):
    """Set `writer.write` to what is to happen; without it a document of three events is made."""

    class Writer:
        made = 0

        def write(self, parameters, progress):
            for done in range(1, 4):
                progress(done, 3)
            self.made += 1
            return Written("essai.pdf", b"%PDF essai", "")

    writer = Writer()
    kind = DocumentKind(
        "test", "Essai", read=None, write=lambda parameters, progress: writer.write(parameters, progress)
    )
    monkeypatch.setitem(kinds._BY_NAME, "test", kind)
    return writer
