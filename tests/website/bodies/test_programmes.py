from datetime import date

import pytest

from events.models import HeadcountGroup
from organisations.models import ProgrammeClaim, ProgrammePartner
from tests.factories import (
    make_agreement,
    make_event,
    make_headcount,
    make_indicator,
    make_organisation,
    make_programme,
    make_published_event,
    make_source,
)

NBSP = "\u00a0"

pytestmark = pytest.mark.django_db


def page(client, thing):
    response = client.get(thing.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_only_programmes_with_public_events_are_listed(client):
    shown, hidden = make_programme(name_fr="Montré"), make_programme(name_fr="Caché")
    make_published_event(programmes=[shown])
    make_event(programmes=[hidden])
    body = client.get("/fr/programmes/").content.decode()
    assert "Montré" in body and "Caché" not in body
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_both_periods_are_shown_with_their_sources(client):
    programme = make_programme(name_fr="Just Future", starts_on=date(2021, 1, 1), ends_on=date(2025, 12, 31))
    make_published_event(programmes=[programme])
    for value, title, followed in (
        ("2021-2025", "Compte rendu", True),
        ("2020-2025", "Article de presse", False),
    ):
        ProgrammeClaim.objects.create(
            programme=programme,
            field="period",
            value_fr=value,
            source=make_source(title=title),
            followed=followed,
        )
    body = page(client, programme)
    assert "<dd>2021–2025</dd>" in body
    assert body.index("2021-2025") < body.index("retenu par la fiche") < body.index("Compte rendu")
    assert body.index("2020-2025") < body.index("Article de presse")


def test_funders_are_named_where_they_may_be(client):
    programme = make_programme()
    make_agreement(make_organisation(name_fr="Bailleur nommé"), programme=programme)
    make_agreement(make_organisation(name_fr="Bailleur caché"), programme=programme, funder_disclosed=False)
    make_published_event(programmes=[programme])
    body = page(client, programme)
    assert "Bailleur nommé" in body and "Bailleur non divulgué" in body and "Bailleur caché" not in body


def test_partners_are_gathered_by_role(client):
    programme = make_programme()
    make_published_event(programmes=[programme])
    for name, role in (("Cheffe", "lead"), ("Partenaire", "partner")):
        ProgrammePartner.objects.create(
            programme=programme, organisation=make_organisation(name_fr=name), role=role
        )
    body = page(client, programme)
    assert body.index("Chef de file") < body.index("Cheffe") < body.index("Partenaire de mise en œuvre")


def test_a_shared_total_enters_the_sum_once(client):
    programme = make_programme()
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.events.set([make_published_event(programmes=[programme]) for _number in range(2)])
    group.headcounts.create(number=200)
    make_headcount(make_published_event(programmes=[programme]), 18)
    body = page(client, programme)
    assert "<dd>218</dd>" in body and "<dd>3</dd>" in body


def test_indicators_stand_against_their_targets(client):
    programme = make_programme()
    make_headcount(make_published_event(programmes=[programme]), 30)
    make_indicator(
        programme,
        code="R1",
        label_fr="Participations",
        measure="participations",
        target=60,
        target_on=date(2020, 12, 31),
        source=make_source(title="Cadre logique de 2019"),
    )
    reading = make_indicator(programme, code="R2", target=8).readings.create(
        as_of=date(2023, 6, 30), value=6, basis="approximate", note_fr="Enquête de juin."
    )
    body = page(client, programme)
    assert "pour le 31\u00a0décembre 2020" in body and "Cadre logique de 2019" in body
    assert "50\u202f% de la cible" in body and "Échéance passée, cible non atteinte" in body
    assert "≈\u00a06" in body and "au 30\u00a0juin 2023" in body and "Enquête de juin." in body
    assert f"/fr/indicateurs.csv?programme={programme.slug}" in body
    reading.value = 9
    reading.save()
    assert "≈\u00a09" in page(client, programme)


def test_a_programme_without_indicators_says_so(client):
    programme = make_programme()
    make_published_event(programmes=[programme])
    assert "Aucun indicateur de ce programme n’est au registre" in page(client, programme)
