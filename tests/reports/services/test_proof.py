"""What the register keeps of a document, and that the same document is kept once."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from events.enums import Basis
from reports.models import DocumentProof, ProducedFile
from reports.services import codes, proof
from reports.services.kinds import ProofFigure, figure_of
from rss_registry.figures import BELOW_THRESHOLD, PERCENT, Figure, Suppression

pytestmark = pytest.mark.django_db

AS_OF = datetime(2026, 3, 1, 12, tzinfo=UTC)


def issue(**fields):
    return proof.code_for(
        **{
            "kind": "event",
            "language": "fr",
            "parameters": {"reference": "RSS-ML-2023-0001"},
            "figures": [ProofFigure("total", "Participants", 42)],
            "as_of": AS_OF,
            "events": {"RSS-ML-2023-0001": "public"},
            **fields,
        }
    )


def test_the_same_content_has_the_same_code_and_any_other_another():
    others = [
        issue(language="en"),
        issue(parameters={"reference": "RSS-ML-2023-0002"}),
        issue(figures=[ProofFigure("total", "Participants", 43)]),
        issue(figures=[ProofFigure("total", "Participants", 42, basis=Basis.AT_LEAST)]),
        issue(as_of=AS_OF.replace(minute=1)),
        issue(events={}),
        issue(content="un mot de plus"),
        issue(is_public=False),
    ]
    assert issue().code == issue().code
    assert len({issue().code, *(other.code for other in others)}) == len(others) + 1


def test_another_installation_gives_other_codes(settings):
    here = issue().code
    settings.SECRET_KEY = "une autre clé, d’une autre installation du registre, tirée au hasard"
    assert issue().code != here


def test_a_document_leads_to_its_page_in_its_language(settings):
    settings.PUBLIC_URL = "https://registre.example.org"
    issued = issue()
    assert issued.url == f"https://registre.example.org/fr/verifier/{issued.printed}"
    assert issued.url in issued.qr


def test_what_was_produced_is_kept_once_with_its_digest():
    issued = issue()
    proof.register(issued, b"%PDF")
    again = issue()
    with CaptureQueriesContext(connection) as queries:
        proof.register(again, b"%PDF")
    row = DocumentProof.objects.get()
    assert (row.code, row.kind, row.language, row.as_of) == (issued.code, "event", "fr", AS_OF)
    assert row.figures[0]["value"] == 42
    assert codes.is_well_formed(row.code)
    file = row.files.get()
    assert (file.sha256, file.size) == (sha256(b"%PDF").hexdigest(), 4)
    # Looked for, found: nothing is written.
    assert len(queries) == 1


def test_other_bytes_of_the_same_content_are_known_beside_the_first():
    proof.register(issue(), b"%PDF printed by one version")
    proof.register(issue(), b"%PDF printed by the next")
    assert DocumentProof.objects.get().files.count() == 2


def test_a_batch_is_one_file_with_many_codes():
    batch = [issue(parameters={"number": number}) for number in (1, 2, 3)]
    proof.register_batch(batch, b"%PDF")
    assert set(DocumentProof.objects.values_list("code", flat=True)) == {each.code for each in batch}
    assert ProducedFile.objects.values("sha256").distinct().count() == 1


def test_a_code_that_cannot_be_kept_stops_the_document(monkeypatch):
    def locked(**_fields):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(DocumentProof.objects, "get_or_create", locked)
    with pytest.raises(OperationalError):
        proof.register(issue(), b"%PDF")


def test_a_protected_number_is_not_among_the_figures_but_its_sign_is():
    for suppression, shown in ((Suppression.PRIMARY, BELOW_THRESHOLD), (Suppression.SECONDARY, "masqué")):
        figure = figure_of("women", "Femmes", Figure(3, suppression=suppression))
        assert figure.value is None
        assert figure.text == shown


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (ProofFigure("total", "Participants", None), "non communiqué"),
        (ProofFigure("total", "Participants", 40, basis=Basis.APPROXIMATE), "≈\u00a040"),
        (ProofFigure("total", "Participants", 1200, basis=Basis.AT_LEAST), "≥\u00a01\u00a0200"),
        (ProofFigure("share", "Femmes", 43, unit=PERCENT), "43\u202f%"),
    ],
)
def test_a_figure_reads_as_it_was_printed(figure, text):
    assert figure.text == text


def test_a_document_names_the_one_that_it_replaces_and_always_the_same():
    first = issue()
    assert first.replaces is None
    proof.register(first, b"%PDF 1")
    other = issue(parameters={"reference": "RSS-ML-2023-0002"})
    proof.register(other, b"%PDF 2")
    assert other.replaces is None
    second = issue(figures=[ProofFigure("total", "Participants", 43)], as_of=AS_OF.replace(day=2))
    assert (second.replaces.code, second.replaces.as_of) == (first.code, AS_OF)
    proof.register(second, b"%PDF 3")
    assert issue().replaces is None
    again = issue(figures=[ProofFigure("total", "Participants", 43)], as_of=AS_OF.replace(day=2))
    assert again == second
    third = issue(content="un mot de plus")
    assert third.replaces.code == second.code
