"""What one may ask of a report, and what one is told when it cannot be given."""

from datetime import date

import pytest
from django.http import QueryDict

from reports.enums import Section
from reports.forms.period import ReportForm


def form_of(query, years=()):
    form = ReportForm(QueryDict(query), years=years, language="fr")
    form.is_valid()
    return form


def errors_of(query, years=()):
    return [str(error) for errors in form_of(query, years).errors.values() for error in errors]


def test_months_and_years_bound_the_period_from_their_first_to_their_last_day():
    period = form_of("du=2023-04&au=2024").period

    assert (period.start, period.end) == (date(2023, 4, 1), date(2024, 12, 31))


def test_a_year_stands_in_the_field_as_the_month_that_it_is_read_for():
    form = form_of("du=2023&au=2024")
    assert [form[name].value() for name in ("du", "au")] == ["2023-01", "2024-12"]


def test_years_of_the_list_are_the_period_when_no_month_is_given():
    assert form_of("", years=[2023, 2024]).period.text == "2023–2024"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("du=2024-05&au=2023-01", "La fin précède le début"),
        ("du=1990&au=2030", "Cette période compte 41 années : demandez-en 15 au plus."),
        ("du=1789", "hors du registre : donnez une année de 1990"),
        ("au=2023-13", "« 2023-13 » n’est pas un mois"),
        ("du=2023-05-14", "« 2023-05-14 » n’est pas un mois"),
        ("du=hier", "« hier » n’est pas un mois"),
        ("au=" + "9" * 30, "n’est pas un mois"),
        ("du=%D9%A2%D9%A0%D9%A2%D9%A3", "n’est pas un mois"),
        ("du=%00", "n’est pas un mois"),
        ("langue=de", "Langue inconnue : « de »"),
        ("sections=resume,tout", "Chapitre inconnu : « tout »"),
    ],
)
def test_what_cannot_be_given_is_told_with_what_to_change(query, told):
    assert any(told in error for error in errors_of(query)), errors_of(query)


def test_years_and_months_together_are_refused():
    assert "pas les deux" in errors_of("du=2023-01", years=[2023])[0]


def test_the_language_is_that_of_the_page_unless_told():
    assert form_of("").language == "fr"
    assert form_of("langue=en").language == "en"


def test_chapters_come_in_the_order_of_the_report_and_all_of_them_when_none_is_named():
    assert form_of("").chosen_sections == tuple(Section)
    assert form_of("sections=fiches,resume").chosen_sections == (Section.SUMMARY, Section.SHEETS)
    assert form_of("sections=fiches&sections=resume").chosen_sections == (Section.SUMMARY, Section.SHEETS)
