"""Fields that take the words of a source, and show the value in words again."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from rss_registry.figures import Basis
from rss_registry.word_fields import CountField, WhenField
from rss_registry.words_of_counts import Count
from rss_registry.words_of_dates import Understood


class Sheet(forms.Form):
    when = WhenField()
    people = CountField(label="Participants")


def cleaned(**data):
    form = Sheet(data)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_words_become_values():
    data = cleaned(when="11 octobre 2023, deux jours", people="une trentaine")
    assert (data["when"].edtf, data["when"].stated_days) == ("2023-10-11/", 2)
    assert data["people"] == Count(30, Basis.APPROXIMATE)


def test_blank_is_not_stated():
    assert cleaned() == {"when": Understood(""), "people": None}


def test_what_is_not_understood_is_kept_as_it_was_typed():
    form = Sheet({"when": "bientôt", "people": "beaucoup"})
    assert {name: error.as_data()[0].code for name, error in form.errors.items()} == {
        "when": "not_understood",
        "people": "not_a_count",
    }
    assert (form["when"].value(), form["people"].value()) == ("bientôt", "beaucoup")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("when", "people"),
    [
        (Understood("2024-02-29/2024-03-01"), Count(18)),
        (Understood("2018-06~"), Count(40, Basis.APPROXIMATE)),
        (Understood("2023-10-11/", 2), Count(80, Basis.AT_LEAST)),
        (Understood("XXXX-02-12/XXXX-02-16"), Count(45, Basis.APPROXIMATE)),
        (Understood(""), None),
    ],
)
def test_a_page_that_nobody_touched_changes_nothing(language, when, people):
    with override(language):
        page = Sheet(initial={"when": when, "people": people})
        sent = {name: page[name].value() or "" for name in page.fields}
        form = Sheet(sent, initial={"when": when, "people": people})
        assert form.is_valid(), form.errors
    assert (form.changed_data, form.cleaned_data) == ([], {"when": when, "people": people})


def test_values_are_shown_in_words():
    page = Sheet(initial={"when": Understood("2018-06~"), "people": Count(40, Basis.APPROXIMATE)})
    with override("fr"):
        assert (page["when"].value(), page["people"].value()) == ("vers juin 2018", "une quarantaine")


@pytest.mark.parametrize("field", [WhenField, CountField])
def test_a_required_field_asks_for_words(field):
    with pytest.raises(ValidationError) as refused:
        field(required=True).clean("")
    assert refused.value.code == "required"
