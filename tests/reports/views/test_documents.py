"""The PDF at the address of an event: who gets it, what it says, how it is kept."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from events.enums import FigureRole, FollowUpStatus, Role, Sensitivity, Sex
from events.models import EventFigure, FollowUp, Person, Photo
from events.services.correcting import correcting
from events.services.workflow import withdraw
from tests.factories import (
    make_coordinator,
    make_event,
    make_event_source,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_published_event,
    make_recommendation,
    make_role,
    make_source,
)

pytestmark = pytest.mark.django_db


def address(event, language="fr"):
    with translation.override(language):
        return reverse("reports:event_pdf", args=[event.reference])


def read(response):
    return PdfReader(BytesIO(response.content))


def text_of(response):
    """The words of all pages, however they were broken into lines."""
    return " ".join(" ".join(page.extract_text() for page in read(response).pages).split())


def test_the_report_stands_at_the_address_of_the_event_with_a_suffix():
    event = make_published_event()

    assert address(event) == f"/fr/evenements/{event.reference}.pdf"
    assert address(event, "en") == f"/en/{translated_prefix()}/{event.reference}.pdf"


def translated_prefix():
    with translation.override("en"):
        return translation.gettext("evenements/").rstrip("/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_response_is_a_readable_pdf_in_the_language_of_its_address(client, language):
    event = make_published_event(title_fr="Atelier de Gao", title_en="Gao workshop")

    response = client.get(address(event, language))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{event.reference}-{language}.pdf"'
    reader = read(response)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.metadata.title == {"fr": "Atelier de Gao", "en": "Gao workshop"}[language]


def test_the_report_tells_the_event(client, settings):
    settings.PUBLIC_URL = "https://registre.example.org"
    event = make_published_event(
        title_fr="Formation à la stratégie",
        starts_on=date(2024, 2, 29),
        ends_on=date(2024, 3, 1),
        places=[make_place(name_fr="District de Bamako")],
        venue="Azalaï Grand Hôtel",
        general_objective_fr="Faire connaître la stratégie.",
        methods_fr="Travaux de groupe.",
        results_fr="Une feuille de route.",
        conclusion_fr="La session est jugée réussie.",
    )
    source = make_source(title="Compte rendu de l’organisateur")
    make_event_source(event, source)
    make_role(event, make_organisation(name_fr="Réseau", acronym="WANEP-Mali"))
    make_role(event, make_organisation(name_fr="Ministère des Affaires étrangères"), Role.FUNDER)
    for number, sex in ((18, ""), (7, Sex.WOMEN), (11, Sex.MEN)):
        make_headcount(event, number, sex=sex, source=source, published_by_organiser=True)
    EventFigure.objects.create(
        event=event,
        person=Person.objects.create(name="Issa Exemple"),
        title_on_day="Gouverneur",
        role=FigureRole.CHAIR_OPENING,
        statement_fr="A promis un suivi.",
    )
    recommendation = make_recommendation(event, "Associer les femmes aux CCS.", due_on=date(2024, 12, 31))
    FollowUp.objects.create(
        recommendation=recommendation, day=date(2024, 6, 3), status=FollowUpStatus.DONE, note="Décision"
    )

    response = client.get(address(event))
    text = text_of(response)

    for expected in (
        "Formation à la stratégie",
        "29 février – 1er mars 2024",
        "District de Bamako",
        "Azalaï Grand Hôtel",
        "Organisé par Réseau (WANEP-Mali)",
        "Ministère des Affaires étrangères",
        "Issa Exemple, Gouverneur",
        "A promis un suivi.",
        "Femmes 7 (39 %)",
        "Hommes 11 (61 %)",
        "18 – nombre exact",
        "Faire connaître la stratégie.",
        "Travaux de groupe.",
        "Une feuille de route.",
        "La session est jugée réussie.",
        "Associer les femmes aux CCS.",
        "Échéance : 31 décembre 2024",
        "3 juin 2024 – mise en œuvre – Décision",
        "Compte rendu de l’organisateur",
        f"https://registre.example.org/fr/evenements/{event.reference}/",
        f"Page 1 / {len(read(response).pages)}",
    ):
        assert expected in text


def test_what_is_not_known_reads_not_communicated_and_no_zero_stands_for_it(client):
    text = text_of(client.get(address(make_published_event())))

    assert "Participants non communiqué" in text
    assert "Femmes non communiqué" in text
    assert "Lieu non communiqué" in text
    assert "Participants 0" not in text


def test_the_headcount_travels_inside_as_data(client):
    event = make_published_event()
    make_headcount(event, 40)

    reader = read(client.get(address(event)))

    table, rows = (reader.attachments[f"{event.reference}-effectifs.{kind}"][0] for kind in ("csv", "json"))
    assert f"{event.reference},event,,total,,,40,stated,exact".encode() in table
    described = json.loads(rows)
    assert {row["split"]: row["number"] for row in described["rows"]}["total"] == 40
    assert [column["code"] for column in described["columns"]][:2] == ["reference", "scope"]


def test_a_photo_with_consent_is_drawn_with_its_credit(client):
    event = make_published_event()
    picture = BytesIO()
    Image.new("RGB", (400, 300), "navy").save(picture, "JPEG")
    photo = Photo(event=event, caption_fr="Plénière", credit="FES", consent=True)
    photo.image.save("x.jpg", ContentFile(picture.getvalue()))

    response = client.get(address(event))

    assert "Plénière – FES" in text_of(response)
    assert len(read(response).pages[0].images) + len(read(response).pages[-1].images) >= 1


def test_sixty_recommendations_and_words_without_end_stay_on_their_pages(client):
    event = make_published_event(title_fr="Forum " * 40, context_fr="Motsansfin" * 60)
    for number in range(60):
        make_recommendation(event, f"Recommandation n° {number + 1}. " * 5, position=number)

    reader = read(client.get(address(event)))
    text = text_of(client.get(address(event)))

    assert "Recommandation n° 60." in text
    assert 4 < len(reader.pages) < 12
    assert f"Page {len(reader.pages)} / {len(reader.pages)}" in reader.pages[-1].extract_text()


def test_no_participant_is_named(client):
    event = make_published_event()
    make_participant(event, full_name="Canari Secret", phone="70 00 00 01")

    response = client.get(address(event))

    assert "Canari" not in text_of(response)
    assert b"Canari" not in response.content


@pytest.mark.parametrize("sensitivity", [Sensitivity.AGGREGATE, Sensitivity.HIDDEN])
def test_an_event_without_public_page_has_no_report(client, sensitivity):
    event = make_published_event(sensitivity=sensitivity)

    assert client.get(address(event)).status_code == 404


def test_a_draft_and_an_unknown_reference_are_not_found(client):
    draft = make_event()

    assert client.get("/fr/evenements/RSS-ML-1999-0001.pdf").status_code == 404
    assert client.get(f"/fr/evenements/{draft.pk}.pdf").status_code == 404
    assert client.get("/fr/evenements/None.pdf").status_code == 404


def test_a_withdrawn_event_is_gone(client):
    event = make_published_event()
    withdraw(event=event, by=make_coordinator(), reason="Doublon")

    assert client.get(address(event)).status_code == 410


def test_the_same_report_is_not_sent_twice(client):
    event = make_published_event()
    first = client.get(address(event))

    again = client.get(address(event), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert client.get(address(event)).content == first.content


def test_a_corrected_event_gives_another_report(client):
    event = make_published_event()
    first = client.get(address(event))
    make_headcount(event, 18)

    assert client.get(address(event))["ETag"] != first["ETag"]


def test_no_cookie_is_set_and_nothing_is_kept_unasked(client):
    response = client.get(address(make_published_event()))

    assert not response.cookies
    assert "max-age=0" in response["Cache-Control"]
    assert client.post(address(make_published_event())).status_code == 405


def test_a_repeated_report_is_not_laid_out_again(client, monkeypatch):
    event = make_published_event()
    first = client.get(address(event)).content
    monkeypatch.setattr("rss_registry.pdf.render.renderer", None)

    assert client.get(address(event)).content == first


@pytest.mark.django_db(transaction=True)
def test_a_report_made_after_a_correction_names_the_former_one_and_the_reason(client):
    event = make_published_event(venue="Ancienne salle")
    former = text_of(client.get(address(event)))
    assert "Remplace" not in former
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", former).group()
    event.venue = "Nouvelle salle"
    with correcting("Communiqué du ministère."):
        event.save()
    now = text_of(client.get(address(event)))
    assert f"Remplace le document {code}" in now
    assert "lieu." in now and "Communiqué du ministère." in now
