"""A date that the register inferred is marked wherever it is printed, in both languages."""

import csv
import io
import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from events.enums import DateInference, Sensitivity
from tests.factories import make_event, make_place, make_programme, make_series, publish_event
from tests.reading import body_of, text_of
from tests.reports.documents.period.making import report_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_request_limits")]

MARK = {"fr": "(année déduite)", "en": "(year inferred)"}
ADDRESSES = (
    ("website:home", ""),
    ("website:event_detail", "reference"),
    ("website:event_list", ""),
    ("website:series_detail", "series"),
    ("website:programme_detail", "programme"),
    ("website:region_detail", "region"),
    ("website:calendar_month", "month"),
    ("website:event_list_atom", ""),
    ("website:event_list_ics", ""),
    ("website:event_ics", "reference"),
    ("website:event_list_csv", ""),
    ("website:event_list_json", ""),
    ("website:event_json", "reference"),
    ("website:event_bib", "reference"),
    ("reports:event_pdf", "reference"),
    ("reports:event_list_pdf", ""),
)


@pytest.fixture
def event():
    """Another event, of a date that a source gives, stands beside it."""
    place = make_place(slug="gao", name_fr="Gao")
    series, programme = make_series(slug="cycle"), make_programme(slug="appui")
    common = {"series": series, "programmes": [programme], "places": [place]}
    publish_event(make_event(starts_on=date(2023, 4, 20), **common))
    return publish_event(
        make_event(
            starts_on=date(2023, 4, 4),
            ends_on=date(2023, 4, 12),
            date_inference=DateInference.YEAR,
            date_note_fr="D’après la parution.",
            **common,
        )
    )


def arguments(what, event):
    return {
        "": (),
        "reference": (event.reference,),
        "series": ("cycle",),
        "programme": ("appui",),
        "region": ("gao",),
        "month": (2023, 4),
    }[what]


@pytest.mark.parametrize("language", MARK)
def test_every_output_marks_it_and_marks_no_other(event, client, language):
    with override(language):
        addresses = [reverse(name, args=arguments(what, event)) for name, what in ADDRESSES]
    texts = {address: text_of(client.get(address)) for address in addresses}
    dates = {"fr": "4–12 avril 2023", "en": "4–12 April 2023"}[language]
    for address, text in texts.items():
        assert f"{dates} {MARK[language]}" in text, address
        # Wherever the dates stand, so does the mark.
        assert text.lower().count(dates.lower()) == text.lower().count(f"{dates} {MARK[language]}".lower()), (
            address
        )
        assert f"20 {dates[5:]} (" not in text, address


def test_codes_columns_and_descriptions_for_machines(event, client):
    rows = csv.DictReader(io.StringIO(read_rows(client, "/fr/evenements.csv")))
    assert {row["starts_on"]: row["date_inference"] for row in rows} == {
        "2023-04-20": "none",
        "2023-04-04": "year",
    }
    ris = client.get(f"/fr/evenements/{event.reference}.ris").getvalue().decode()
    assert "DA  - 2023/04/04/année déduite\r\n" in ris
    page = client.get(f"/fr/evenements/{event.reference}/").content.decode()
    data = json.loads(page.partition('type="application/ld+json">')[2].partition("</script>")[0])
    assert data["disambiguatingDescription"].endswith("(année déduite)")
    charted = csv.DictReader(io.StringIO(read_rows(client, "/fr/statistiques/annees.csv")))
    assert [(row["part"], row["events"], row["events_year_inferred"]) for row in charted] == [
        ("2023", "2", "1")
    ]
    assert "(1 déduit)" in client.get("/fr/statistiques/").content.decode()


def read_rows(client, address):
    return body_of(client.get(address, {"entetes": "codes"})).decode("utf-8-sig")


def test_a_report_marks_it_in_register_summary_and_chart(event):
    report = report_of("annee=2023")
    assert [row.item.dates.endswith(MARK["fr"]) for row in report.register.rows] == [True, False]
    (months,) = [panel for panel in report.splits if panel.code == "month"]
    assert months.note == "Mois du premier jour. Pour 1 événement, ce jour est déduit."
    event.series.events.exclude(pk=event.pk).get().delete()
    assert any(
        "du 4 au 12 avril 2023 (année déduite)" in text.replace("\xa0", " ") for text in report_of().summary
    )


def test_what_is_known_to_the_month_says_so_too(event, client):
    event.sensitivity = Sensitivity.REGION_AND_MONTH
    event.save()
    assert "avril 2023 (année déduite)" in text_of(client.get(f"/fr/evenements/{event.reference}/")).lower()
