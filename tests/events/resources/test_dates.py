"""Dates in a table: the words of the source, in one column or in two."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from events.enums import DateInference, Outcome
from events.models import Event
from tests.factories import make_event, make_organisation, make_source, make_user
from tests.importing import as_csv, as_xlsx, csv_rows, export_file, import_file, problems, send

pytestmark = pytest.mark.django_db
EVENTS = "events_event"


@pytest.fixture
def officer(client):
    user = make_user(organisation=make_organisation(name_fr="WANEP-Mali"))
    client.force_login(user)
    return user


def imported(client, **cells):
    import_file(client, EVENTS, as_csv(["Titre", *cells], ["Forum", *cells.values()]))
    return Event.objects.get()


@pytest.mark.parametrize(
    ("cells", "edtf"),
    [
        ({"Date": "7 et 8 mars 2020"}, "2020-03-07/2020-03-08"),
        ({"dates": "vers juin 2018"}, "2018-06~"),
        ({"quand": "date inconnue"}, ""),
        ({"dates": "2018"}, "2018"),
        ({"Date de début": "juin 2018"}, "2018-06"),
        ({"Date de début": "juin 2018", "Date de fin": "août 2018"}, "2018-06/2018-08"),
        ({"Date de début": "29/02/2024", "Date de fin": "01/03/2024"}, "2024-02-29/2024-03-01"),
        ({"Date": "29/02/2024", "Date de fin": "01/03/2024"}, "2024-02-29/2024-03-01"),
        ({"Date de début": "29/02/2024", "Précision des dates": "au mois près"}, "2024-02"),
        ({"Date de fin": "01/03/2024"}, "/2024-03-01"),
        ({"Date de début": "11/10/2023", "Durée": "2"}, "2023-10-11/"),
        ({"dates": "du 29 février au 1er mars 2024", "premier jour": "29/02/2024"}, None),
    ],
)
def test_a_cell_is_understood_as_the_field_of_the_form_is(client, officer, cells, edtf):
    if edtf is None:
        page = send(client, EVENTS, as_csv(["Titre", *cells], ["Forum", *cells.values()]))
        assert [(line, place) for line, place, _ in problems(page)] == [(2, "B – dates")]
    else:
        assert imported(client, **cells).dates_edtf == edtf


def test_the_duration_that_the_words_tell_is_kept(client, officer):
    event = imported(client, Date="11 octobre 2023, deux jours")
    assert (event.dates_edtf, event.stated_days) == ("2023-10-11/", 2)
    assert (event.ends_on, event.outcome) == (date(2023, 10, 12), Outcome.HELD)


def test_a_year_that_a_spreadsheet_made_a_number_of(client, officer):
    import_file(client, EVENTS, as_xlsx(["Titre", "Date"], ["Forum", 2018]), name="fichier.xlsx")
    assert Event.objects.get().dates_edtf == "2018"


def test_the_year_that_the_words_leave_out_is_that_of_the_source(client, officer):
    source = make_source(title="L’Essor", published_edtf="2020-03-20")
    event = imported(client, Date="les 7 et 8 mars dernier", Source=source.title)
    assert (event.dates_edtf, event.date_inference) == ("2020-03-07/2020-03-08", DateInference.YEAR)


def test_without_a_source_the_year_stays_unknown(client, officer):
    event = imported(client, Date="les 7 et 8 mars dernier")
    assert (event.dates_edtf, event.date_inference) == ("XXXX-03-07/XXXX-03-08", DateInference.NONE)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("headers", ["labels", "codes"])
def test_what_is_exported_and_imported_again_changes_nothing(client, officer, language, headers):
    told = (
        "", "2018", "2018-06", "2018-06~", "2018-06-12?", "2024-02-29/2024-03-01", "2023-10-11/", "2023-10/",
        "/2023-10-12", "XXXX-02-12/XXXX-02-16", "2018~/2019~",
    )  # fmt: skip
    source = make_source(published_edtf="2020-03-20")
    for number, edtf in enumerate(told):
        event = make_event(
            owner=officer.organisation,
            starts_on=None,
            dates_edtf=edtf,
            stated_days=number % 3 or None,
            kind="" if number % 2 else "forum",
            title_fr="",
        )
        event.event_sources.create(source=source)
    with override(language):
        file = export_file(client, EVENTS, headers=headers)
        page = client.post(
            reverse("admin:events_event_import"),
            {"resource": 0, "import_file": SimpleUploadedFile("fichier.csv", file)},
        )
    assert len(csv_rows(file)) == len(told)
    report = page.context["report"]
    assert (report.problems, report.rows, report.unchanged) == ([], [], len(told))


def test_the_days_of_a_stored_event_are_changed_from_either_column(client, officer):
    event = make_event(owner=officer.organisation, starts_on=None, dates_edtf="2018-06~", title_fr="Forum")
    (row,) = csv_rows(export_file(client, EVENTS))
    keys = {"n° de fiche": row["N° de fiche"]}
    for cells, edtf in (
        ({"dates": "juillet 2018"}, "2018-07"),
        ({"premier jour": "03/07/2018", "dernier jour": "04/07/2018"}, "2018-07-03/2018-07-04"),
        ({"dernier jour": "05/07/2018"}, "2018-07-03/2018-07-05"),
        ({"dates": ""}, ""),
    ):
        import_file(client, EVENTS, as_csv([*keys, *cells], [*keys.values(), *cells.values()]))
        event.refresh_from_db()
        assert event.dates_edtf == edtf
