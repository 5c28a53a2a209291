"""The rows behind a document travel inside it, in both formats, as data."""

import json
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from events.enums import Role
from organisations.enums import OrganisationKind
from publication.models import PublishedSeries
from reports.documents import committee_sheet, event_list, series_synthesis
from reports.documents.attached_tables import attached_tables, table_of
from reports.documents.gathered_rows import REPORT_FIGURES
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import (
    make_composition,
    make_headcount,
    make_organisation,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
)
from website.listings.events import EventListing

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def inside(content):
    """The files that a reader finds in the document, by name; all of them are its data."""
    with pikepdf.open(BytesIO(content)) as pdf:
        assert {str(file.AFRelationship) for file in pdf.Root.AF} == {"/Data"}
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def rows(files, name):
    return json.loads(files[f"{name}.json"])["rows"]


def listing():
    return EventListing(reverse("website:event_list"), QueryDict())


def test_a_list_carries_its_events_with_the_meaning_of_every_column():
    event = make_published_event(title_fr="Atelier de Gao")
    make_headcount(event, 3)
    files = inside(event_list.write(event_list.build(listing(), now=timezone.now())))
    assert sorted(files) == ["evenements.csv", "evenements.json"]
    content = json.loads(files["evenements.json"])
    assert content["rows"][0]["title"] == "Atelier de Gao"
    assert {"code", "header", "type", "note"} == content["columns"][0].keys()
    assert files["evenements.csv"].startswith(b"\xef\xbb\xbf")
    # As on the page: three people are few.
    assert BELOW_THRESHOLD in files["evenements.csv"].decode()


def test_the_sheet_of_a_committee_carries_its_seats_and_events():
    committee = make_organisation(kind=OrganisationKind.CCS)
    make_composition(committee, {"fds": (9, None)})
    make_role(make_published_event(title_fr="Formation du CCS"), committee, Role.BENEFICIARY)
    files = inside(
        committee_sheet.write(committee_sheet.build(committee_sheet.committee_named(committee.slug)))
    )
    assert [row["seats"] for row in rows(files, "composition")] == [9]
    assert [row["title"] for row in rows(files, "evenements-recus")] == ["Formation du CCS"]
    # Nothing is known of its area: no empty file says so.
    assert "evenements-du-ressort.csv" not in files


def build_synthesis(series):
    return series_synthesis.build(PublishedSeries.objects.get(pk=series.pk), now=timezone.now())


def test_a_synthesis_carries_its_figures_recommendations_and_register():
    series = make_series(planned_number=5)
    event = make_published_event(series=series)
    make_recommendation(event, "Installer les CCS.")
    synthesis = build_synthesis(series)
    files = inside(series_synthesis.write(synthesis))
    assert {row["code"]: row["value"] for row in rows(files, "chiffres")}["events_announced"] == 5
    (row,) = rows(files, "recommandations")
    assert (row["text"], row["events"]) == ("Installer les CCS.", [event.reference])
    assert [row["reference"] for row in rows(files, "registre")] == [event.reference]


def test_the_same_rows_of_another_day_are_the_same_bytes():
    table = table_of(REPORT_FIGURES, [], "https://registre.example/", "chiffres")
    assert attached_tables([table], datetime(2024, 5, 2, tzinfo=UTC)) == []
    series = make_series()
    make_published_event(series=series, starts_on=date(2023, 5, 2))
    figures = build_synthesis(series).key_figures
    table = table_of(REPORT_FIGURES, figures, "https://registre.example/", "chiffres")
    as_of = datetime(2024, 5, 2, tzinfo=UTC)
    assert attached_tables([table], as_of) == attached_tables([table], as_of)
    assert json.loads(attached_tables([table], as_of)[1].content)["generated_on"] == "2024-05-02"
