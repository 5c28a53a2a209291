"""Figures of persons on pages, in files and in reports: the same everywhere, and only where they are told."""

import csv
import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from publication.models import PublishedOrganisation, PublishedProgramme, PublishedSeries
from publication.models.pending import settle
from publication.questions.persons import (
    all_persons,
    persons_of_organisation,
    persons_of_programme,
    persons_of_series,
)
from reports.documents import series_synthesis
from reports.documents.period.report import build
from reports.documents.period.scope import ReportRequest
from rss_registry.figures import Coverage
from tests.factories import (
    make_event,
    make_headcount,
    make_organisation,
    make_participant,
    make_programme,
    make_published_event,
    make_role,
    make_series,
    publish_event,
)
from tests.reading import body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("persons_key", "no_request_limits")]


@pytest.fixture
def told():
    """An organisation with five lists of one programme and series, and a sixth event without a list."""
    owner, programme, series = make_organisation(name_fr="Maison Commune"), make_programme(), make_series()
    for place in range(5):
        event = make_event(owner=owner, programmes=[programme], series=series)
        make_role(event, owner)
        make_headcount(event, 12)
        for number in range(6 * place, 6 * place + 12):
            make_participant(event, full_name=f"Zoumana{number} Canari{number}")
        publish_event(event)
    make_role(make_published_event(owner=owner), owner)
    settle()
    return (
        PublishedOrganisation.objects.get(pk=owner.pk),
        PublishedProgramme.objects.get(pk=programme.pk),
        PublishedSeries.objects.get(pk=series.pk),
    )


@pytest.fixture
def now():
    return timezone.now()


def test_a_figure_carries_what_it_covers(told):
    organisation, programme, series = told
    (line,) = persons_of_organisation(organisation)
    assert line.coverage == Coverage(5, 1)
    assert (line.told.participations.short, line.told.persons.short) == ("≈\u00a060", "≈\u00a040")
    assert (line.told.once.value, line.told.returned.value) == (10, 30)
    assert [one.coverage for one in persons_of_programme(programme)] == [Coverage(5)]
    assert [one.coverage for one in persons_of_series(series)] == [Coverage(5)]
    assert len(all_persons()) == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_say_it_with_its_method(client, told, language):
    with override(language):
        (line,) = persons_of_organisation(told[0])
        addresses = [each.get_absolute_url() for each in told]
        method = f"{reverse('website:about')}#personnes"
        sentence = line.sentence
    for address in addresses:
        page = body_of(client.get(address)).decode()
        assert method in page
        assert sentence.replace(" ", "").replace("\u202f", "").replace("\u00a0", "") in page.replace(
            " ", ""
        ).replace("\u202f", "").replace("\u00a0", "").replace("&nbsp;", "")
        assert "Zoumana" not in page
    assert 'id="personnes"' in body_of(client.get(method.partition("#")[0])).decode()


def test_where_nothing_is_told_nothing_is_said(client):
    owner = make_organisation()
    make_role(make_published_event(owner=owner), owner)
    settle()
    page = body_of(client.get(PublishedOrganisation.objects.get(pk=owner.pk).get_absolute_url())).decode()
    assert "#personnes" not in page
    assert all_persons() == []


def test_files_hold_the_same_figures(client, told):
    rows = json.loads(body_of(client.get(reverse("website:person_list_json"))))["rows"]
    text = body_of(client.get(reverse("website:person_list_csv") + "?entetes=codes")).decode("utf-8-sig")
    of_file = list(csv.DictReader(io.StringIO(text)))
    assert len(of_file) == 3
    first = of_file[0]
    assert (first["organisation"], first["programme"], first["series"]) == (told[0].slug, "", "")
    assert [first[name] for name in ("participations", "persons", "persons_once", "persons_returned")] == [
        "60",
        "40",
        "10",
        "30",
    ]
    assert {first[f"{name}_basis"] for name in ("participations", "persons", "persons_once")} == {
        "approximate"
    }
    assert (first["lists"], first["events"]) == ("5", "6")
    assert "Zoumana" not in text
    assert [row["persons"] for row in rows] == [40, 40, 40]


def report(now, **parameters):
    return build(ReportRequest.of(parameters).scope(), now=now)


def test_a_report_of_the_whole_says_it_and_one_of_a_part_does_not(told, now):
    organisation, programme, series = told
    for line, parameters in (
        (persons_of_organisation(organisation)[0], {"organisation": [organisation.slug]}),
        (persons_of_programme(programme)[0], {"programme": [programme.slug]}),
    ):
        whole = report(now, **parameters)
        assert any(line.sentence in paragraph for paragraph in whole.summary)
        assert any("#personnes" in note for note in whole.notes)
        part = report(now, **parameters, annee=["2023"])
        assert not any(line.sentence in paragraph for paragraph in part.summary)
        assert not any("#personnes" in note for note in part.notes)
    synthesis = series_synthesis.build(series, now=now)
    assert any(persons_of_series(series)[0].sentence in paragraph for paragraph in synthesis.summary)
