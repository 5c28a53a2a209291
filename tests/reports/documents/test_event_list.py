"""The printed list: what the page shows, with its totals, up to what can be read on paper."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from events.enums import Basis
from events.models import HeadcountGroup
from reports.documents import event_list
from reports.models import DocumentProof
from reports.services.codes import printed
from tests.factories import make_headcount, make_place, make_published_event

PRINTED = "/fr/evenements.pdf"

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def text_of(response):
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_list_prints_its_events_in_order_with_totals_that_count_a_shared_number_once(client):
    forty = make_published_event(title_fr="Forum", starts_on=date(2021, 2, 24))
    make_headcount(forty, 40, basis=Basis.APPROXIMATE)
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.headcounts.create(number=200)
    for number in (1, 2):
        group.events.add(
            make_published_event(title_fr=f"Atelier double {number}", starts_on=date(2023, 4, number))
        )
    text = text_of(client.get(PRINTED))
    assert "≈ 240" in text and "200 *" in text
    assert text.index("Atelier double 2") < text.index("Atelier double 1") < text.index("Forum")
    assert forty.reference in text


def test_filters_in_force_are_printed_and_obeyed(client):
    gao = make_place(name_fr="Gao", slug="gao")
    make_published_event(title_fr="À Gao", places=[gao])
    make_published_event(title_fr="Ailleurs")
    text = text_of(client.get(PRINTED, {"region": "gao"}))
    assert "À Gao" in text and "Ailleurs" not in text and "Région : Gao" in text


def test_an_empty_list_is_a_document_too_and_the_same_one_when_it_is_asked_for_again(client):
    assert "Aucun événement" in text_of(client.get("/fr/evenements.pdf"))
    assert client.get(PRINTED).content == client.get(PRINTED).content
    assert DocumentProof.objects.count() == 1


def test_the_list_is_verified_by_its_filters_and_its_totals(client):
    gao = make_place(name_fr="Gao", slug="gao")
    make_published_event(places=[gao])
    make_published_event()
    code = printed(DocumentProof.objects.get(code__in=_codes(client.get(PRINTED, {"region": "gao"}))).code)
    page = " ".join(client.get(f"/fr/verifier/{code}").content.decode().split())
    assert "À jour" in page and "Région : Gao" in page.replace("\u00a0", " ")
    assert 'href="/fr/evenements.pdf?region=gao"' in page


def _codes(response):
    return [word.replace("-", "") for word in text_of(response).split()]


def test_a_list_that_is_too_long_is_refused_with_advice_in_both_languages(client, monkeypatch):
    monkeypatch.setattr(event_list, "MOST_EVENTS", 1)
    make_published_event()
    make_published_event()
    response = client.get(PRINTED, {"tri": "anciens"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Resserrer les filtres" in page and "Narrow the filters" in page
    assert '"/fr/evenements.csv?tri=anciens"' in page and '"/fr/evenements/?tri=anciens"' in page
