"""Sign-in sheets: what stands on each, and on the paper that comes out."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from lxml import html
from pypdf import PdfReader

from events.attendance.columns import guess
from events.attendance.headings import Use
from events.attendance.layout import lay_out
from events.enums import Role
from events.half_days import half_days_of
from reports.documents import sign_in_sheets
from reports.documents.sign_in_sheets import ROWS_PER_PAGE
from rss_registry.sheets import Merge, Sheet
from tests.factories import make_event, make_organisation, make_participant, make_role

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def two_days(**fields):
    return make_event(starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 1), **fields)


def build(event, **arguments):
    return sign_in_sheets.build(event, half_days_of(event), **{"rows": 20, **arguments})


def pages(sheets):
    reader = PdfReader(BytesIO(sign_in_sheets.write(sheets)))
    return reader, [" ".join(page.extract_text().split()) for page in reader.pages]


def test_rows_are_numbered_over_the_pages_and_blank():
    sheets = build(two_days())

    assert [len(page.rows) for page in sheets.pages] == [ROWS_PER_PAGE, 5]
    assert [row.number for page in sheets.pages for row in page.rows] == list(range(1, 21))
    assert not any(row.name or row.body for page in sheets.pages for row in page.rows)


def test_the_people_of_the_list_come_first_with_what_they_represent():
    event = two_days()
    organisation = make_organisation(name_fr="Réseau", acronym="RFPS")
    person = make_participant(event, full_name="Aminata C.", organisation=organisation, function="présidente")

    first, second = build(event, rows=2, people=[person]).pages[0].rows

    assert (first.number, first.name, first.body) == (1, "Aminata C.", "RFPS, présidente")
    assert (second.number, second.name) == (2, "")


def test_whoever_keeps_the_record_signs_until_an_organiser_is_named():
    event = two_days(owner=make_organisation(name_fr="Point Sud"))
    assert build(event).organisers == ("Point Sud",)

    make_role(event, make_organisation(name_fr="Alliance"), Role.CO_ORGANISER)
    make_role(event, make_organisation(name_fr="Réseau", acronym="R"))
    assert build(event).organisers == ("Réseau (R)", "Alliance")


def test_every_half_day_has_all_pages_of_rows_under_its_own_head():
    event = two_days(title_fr="Atelier de Kati")

    reader, texts = pages(build(event))

    assert len(texts) == 8
    codes = [slot.code for slot in half_days_of(event)]
    assert [next(code for code in codes if code in text) for text in texts] == [
        code for code in codes for _page in range(2)
    ]
    assert all("Atelier de Kati" in text for text in texts)
    for text in texts[::2]:
        assert "Page 1 sur 2" in text and "Total de cette page" in text
        assert "Total de la demi-journée" not in text
    for text in texts[1::2]:
        assert "Page 2 sur 2" in text and "Total de la demi-journée" in text


def test_the_law_the_owner_and_the_term_are_on_every_page(settings):
    settings.ATTENDANCE_RETENTION_MONTHS = 7
    _reader, texts = pages(build(two_days(owner=make_organisation(name_fr="Point Sud")), rows=1))

    for text in texts:
        assert "2013-015" in text and "APDP" in text and "Point Sud" in text
        assert "7 mois après l’événement" in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_that_persons_are_counted_is_said_below_the_table_and_breaks_nothing(language):
    event = two_days(
        owner=make_organisation(name_fr="Réseau ouest-africain pour l’édification de la paix " * 2)
    )
    with override(language):
        sheets = replace(build(event, rows=ROWS_PER_PAGE), counts_persons=True)
        page = html.fromstring(render_to_string("reports/field/sign_in_sheets.html", {"sheets": sheets}))
        reader, _texts = pages(sheets)
    assert max(len(" ".join(cell.text_content().split())) for cell in page.iter("th")) < 30
    legal = [_legal(one) for one in (sheets, replace(sheets, counts_persons=False))]
    assert len(legal[0]) > len(legal[1]) + 50
    # Two half-days of two days, each on its one page.
    assert len(reader.pages) == 4


def _legal(sheets):
    page = html.fromstring(render_to_string("reports/field/sign_in_sheets.html", {"sheets": sheets}))
    return page.find_class("legal")[0].text_content()


def test_the_file_says_nothing_of_people_outside_its_pages():
    event = two_days(title_fr="Atelier")
    person = make_participant(event, full_name="Canari Secretnom")

    sheets = build(event, people=[person])
    reader, texts = pages(sheets)

    assert all("Canari Secretnom" in text for text in texts[::2])
    assert "Canari" not in sheets.filename
    assert "Canari" not in str(reader.metadata) + str(reader.xmp_metadata.stream.get_data())
    assert reader.outline == []


def test_names_that_are_far_too_long_stay_in_their_row():
    event = two_days(title_fr="T" * 250, venue="V" * 200)
    person = make_participant(event, full_name="N" * 200, organisation_name="O" * 200, function="F" * 200)

    _reader, texts = pages(build(event, rows=ROWS_PER_PAGE, people=[person]))

    assert len(texts) == 4


def typed(page):
    """The table of a printed page as somebody types it into a spreadsheet, with one person."""
    rows, merged, taken = [], [], set()
    for line, row in enumerate(html.fromstring(page).xpath("(//table[@class='sign-in'])[1]/thead/tr"), 1):
        cells = [None] * 15
        for cell in row.xpath("th"):
            wide, high = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            first = next(n for n in range(15) if (line, n) not in taken)
            taken |= {(line + down, first + right) for down in range(high) for right in range(wide)}
            cells[first] = cell.text_content().strip()
            merged += [Merge(line, first, line + high - 1, first + wide - 1)] if wide > 1 or high > 1 else []
        rows.append(tuple(cells))
    person = (1, "Awa Traoré", "x", None, None, "x", None, None, "CAFO, présidente", "76 12 34 01", "x")
    return Sheet("", (*rows, person), merged=tuple(merged))


def as_libreoffice_keeps_it(sheet):
    """It takes « 60 + » for the number 60."""
    rows = [[60 if str(cell).split() == ["60", "+"] else cell for cell in row] for row in sheet.rows]
    assert any(60 in row for row in rows)
    return Sheet(sheet.name, tuple(map(tuple, rows)), merged=sheet.merged)


def as_a_text_file(sheet):
    rows = [[str(cell) if cell is not None else None for cell in row] for row in sheet.rows]
    return Sheet(sheet.name, tuple(map(tuple, rows)))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "kept",
    [
        lambda sheet: sheet,
        as_libreoffice_keeps_it,
        as_a_text_file,
        lambda sheet: as_a_text_file(as_libreoffice_keeps_it(sheet)),
    ],
)
def test_the_sheet_that_is_typed_comes_back_without_a_question(language, kept):
    with override(language):
        sheet = kept(typed(render_to_string(sign_in_sheets.TEMPLATE, {"sheets": build(two_days())})))
    assert [found.use for found in guess(lay_out(sheet)).values()] == [
        Use.NUMBER,
        Use.FULL_NAME,
        Use.WOMEN,
        Use.MEN,
        Use.UNDER_18,
        Use.YOUTH,
        Use.ADULT,
        Use.SENIOR,
        Use.FUNCTION_AND_ORGANISATION,
        Use.PHONE,
        Use.PHOTO_YES,
        Use.PHOTO_NO,
        Use.CONTACT_YES,
        Use.CONTACT_NO,
        Use.SIGNATURE,
    ]
