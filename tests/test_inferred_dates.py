"""What is not sure of a date is said wherever it is printed, in both languages."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from events.enums import DateInference, Sensitivity
from tests.factories import make_event, make_place, make_programme, make_series, publish_event
from tests.reading import body_of, text_of
from tests.reports.documents.period.making import report_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("no_request_limits")]

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


# -- what the source itself leaves open ----------------------------------------------------------------

TOLD = {
    "approximate": ("2023-04-04~", "vers le 4 avril 2023", "about 4 April 2023"),
    "approximate span": (
        "2023-04-04~/2023-04-12~",
        "4–12 avril 2023 (date approximative)",
        "4–12 April 2023 (approximate date)",
    ),
    "uncertain": ("2023-04-04?", "4 avril 2023 (date incertaine)", "4 April 2023 (uncertain date)"),
    "approximate month": ("2023-04~", "vers avril 2023", "about April 2023"),
    "month": ("2023-04", "avril 2023", "April 2023"),
    "opening": (
        "2023-04-04/",
        "à partir du 4 avril 2023 (fin non communiquée)",
        "from 4 April 2023 (end not stated)",
    ),
    "unknown year": (
        "XXXX-04-04/XXXX-04-12",
        "4–12 avril (année non communiquée)",
        "4–12 April (year not stated)",
    ),
    "undated": ("", "date non communiquée", "date not stated"),
}
CODES = {
    "approximate": "approximate",
    "approximate span": "approximate",
    "uncertain": "uncertain",
    "approximate month": "approximate",
    "month": "",
    "opening": "end_not_stated",
    "unknown year": "year_not_stated",
    "undated": "not_stated",
}
# Bare words of the day that stand in no output without what is said of them.
BARE = {
    "approximate span": r"4–12 avril 2023(?! \(date approximative\))",
    "uncertain": r"4 avril 2023(?! \(date incertaine\))",
    "opening": r"4 avril 2023(?! \(fin non communiquée\))",
    "unknown year": r"avril 20\d\d|4–12 avril(?! \(année non communiquée\))",
    "undated": r"avril",
}


def stated(edtf, **fields):
    event = make_event(
        starts_on=None,
        dates_edtf=edtf,
        places=[make_place(slug="gao", name_fr="Gao")],
        series=make_series(slug="cycle"),
        programmes=[make_programme(slug="appui")],
        **fields,
    )
    return publish_event(event)


def where_it_stands(event):
    """The outputs that tell of an event: a calendar needs a day, its page of a month a month."""
    exact = event.date_precision == "day" and event.starts_on
    for name, what in ADDRESSES:
        if ("_ics" in name and not exact) or (what == "month" and not event.starts_on):
            continue
        yield reverse(name, args=arguments(what, event))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", TOLD)
def test_every_output_says_what_the_source_does_and_no_more(client, name, language):
    edtf, french, english = TOLD[name]
    event = stated(edtf)
    with override(language):
        addresses = list(where_it_stands(event))
        texts = {address: text_of(client.get(address)) for address in addresses}
    words = {"fr": french, "en": english}[language]
    for address, text in texts.items():
        assert words.lower() in text.lower().replace("\xa0", " "), (address, text[:1500])
        if language == "fr" and name in BARE:
            assert not re.search(BARE[name], text.replace("\xa0", " ")), address


@pytest.mark.parametrize("name", TOLD)
def test_files_give_it_as_codes_and_as_edtf(client, name):
    event = stated(TOLD[name][0])
    (row,) = csv.DictReader(io.StringIO(read_rows(client, f"/fr/evenements/{event.reference}.csv")))
    told = json.loads(body_of(client.get(f"/fr/evenements/{event.reference}.json")))["rows"][0]
    book = load_workbook(io.BytesIO(body_of(client.get(f"/fr/evenements/{event.reference}.xlsx"))))
    sheet = dict(zip(row, (cell.value for cell in list(book.worksheets[0].rows)[1]), strict=True))
    assert (row["period"], row["date_qualifiers"]) == (TOLD[name][0], CODES[name])
    assert (told["period"], " | ".join(told["date_qualifiers"])) == (TOLD[name][0], CODES[name])
    assert (sheet["period"] or "", sheet["date_qualifiers"] or "") == (TOLD[name][0], CODES[name])


@pytest.mark.parametrize(
    ("name", "start", "end", "ris", "year"),
    [
        ("approximate", "2023-04-04", "2023-04-04", "2023/04/04/vers le 4 avril 2023", "2023"),
        ("month", "2023-04", "2023-04", "2023/04//", "2023"),
        ("opening", "2023-04-04", None, "2023/04/04/à partir du 4 avril 2023 (fin non communiquée)", "2023"),
        ("unknown year", None, None, None, None),
        ("undated", None, None, None, None),
    ],
)
def test_machines_read_what_is_known_alone(client, name, start, end, ris, year):
    event = stated(TOLD[name][0])
    page = client.get(f"/fr/evenements/{event.reference}/").content.decode()
    data = json.loads(page.partition('type="application/ld+json">')[2].partition("</script>")[0])
    assert (data.get("startDate"), data.get("endDate")) == (start, end)
    described = data.get("disambiguatingDescription", "").replace("\xa0", " ")
    assert described == ("" if name == "month" else TOLD[name][1])
    lines = client.get(f"/fr/evenements/{event.reference}.ris").getvalue().decode().replace("\xa0", " ")
    found = dict(line.split("  - ", 1) for line in lines.split("\r\n") if "  - " in line)
    assert (found.get("DA"), found.get("PY")) == (ris, year)
    bib = client.get(f"/fr/evenements/{event.reference}.bib").getvalue().decode()
    assert ("year = " in bib) is (year is not None)


def test_an_opening_with_its_stated_duration_is_told_as_the_source_does(client):
    event = stated("2023-04-04/", stated_days=2)
    for name in ("website:event_detail", "website:event_ics", "reports:event_pdf", "website:event_csv"):
        text = text_of(client.get(reverse(name, args=[event.reference]))).replace("\xa0", " ")
        assert "4 avril 2023, 2 jours" in text, name
    calendar = body_of(client.get(reverse("website:event_ics", args=[event.reference]))).decode()
    assert "DTSTART;VALUE=DATE:20230404" in calendar and "DTEND;VALUE=DATE:20230406" in calendar


@pytest.mark.parametrize(
    ("edtf", "words", "period"),
    [
        ("2023-04-04~", "vers avril 2023", "2023-04~"),
        ("2023-04-04/", "avril 2023", "2023-04"),
        ("2023~", "vers 2023", "2023~"),
        ("XXXX-04-04", "date non communiquée", ""),
        ("", "date non communiquée", ""),
    ],
)
def test_a_coarse_event_tells_no_more_than_its_month(client, edtf, words, period):
    event = stated(edtf, sensitivity=Sensitivity.REGION_AND_MONTH, stated_days=2)
    page = text_of(client.get(f"/fr/evenements/{event.reference}/")).replace("\xa0", " ").lower()
    assert words in page
    assert not re.search(r"\b4 avril|4–|2 jours|fin non communiquée|année non communiquée", page)
    (row,) = csv.DictReader(io.StringIO(read_rows(client, f"/fr/evenements/{event.reference}.csv")))
    assert (row["period"], row["starts_on"], row["ends_on"]) == (period, "", "")


def test_an_undated_event_belongs_to_no_period_and_the_report_says_so(client):
    stated("")
    publish_event(make_event(starts_on=date(2023, 5, 2)))
    of_year, of_months, whole = report_of("annee=2023"), report_of("du=2023-01&au=2023-12"), report_of()
    said = "Un événement tenu, qu’aucune source ne date, n’entre dans aucune période."
    assert [len(report.register.rows) for report in (of_year, of_months, whole)] == [1, 1, 2]
    assert [said in report.notes for report in (of_year, of_months, whole)] == [True, True, False]
