"""On real models, since it is their constraints that the forms speak for."""

import pytest
from django.forms import inlineformset_factory, modelform_factory

from events.forms.headcounts import HeadcountForm
from events.forms.parts import FigureForm, RoleForm
from events.models import Event, EventRole, Headcount
from organisations.enums import OrganisationKind
from organisations.forms.records import OrganisationForm, PlaceForm
from tests.factories import make_event, make_organisation, make_place

pytestmark = pytest.mark.django_db


def test_a_constraint_speaks_at_its_field():
    form = OrganisationForm({"name_fr": "A", "kind": "ngo", "ccs_level": "regional"})
    assert form.errors == {
        "kind": [
            "Le niveau et la date d’installation ne concernent que les CCS : "
            "changez le type ou videz ces champs."
        ]
    }


def test_a_name_that_is_taken_is_said_once():
    make_organisation(name_fr="Même nom")
    form = OrganisationForm({"name_fr": "Même nom", "kind": "ngo"})
    assert form.errors == {"name_fr": ["Une organisation porte déjà ce nom."]}


def test_a_check_of_a_translated_column_is_made_by_the_form():
    assert "Donnez un nom" in str(FigureForm({"role": "speaker"}).errors["title_on_day_fr"])
    assert "title_on_day_fr" not in FigureForm({"role": "speaker", "title_on_day_fr": "Maire"}).errors


def test_a_check_without_a_field_on_the_page_stands_above():
    class NameOnly(PlaceForm):
        class Meta(PlaceForm.Meta):
            fields = ["name_fr", "kind"]

    form = NameOnly({"name_fr": "Nulle part", "kind": "region"})
    assert list(form.errors) == ["__all__"]


def test_a_place_is_named_once_where_it_is():
    place = make_place(name_fr="Kati", kind="cercle")
    form = PlaceForm({"name_fr": "Kati", "kind": "cercle", "parent": place.parent_id})
    assert form.errors == {"name_fr": ["Ce lieu existe déjà à cet endroit."]}


def test_an_identifier_makes_itself_and_stays():
    form = OrganisationForm({"name_fr": "Alliance pour le développement", "acronym": "ADD", "kind": "ngo"})
    assert form.is_valid(), form.errors
    organisation = form.save()
    assert organisation.slug == "add"
    again = OrganisationForm({"name_fr": "Autre nom", "kind": OrganisationKind.NGO}, instance=organisation)
    assert again.is_valid()
    assert again.save().slug == "add"


@pytest.mark.parametrize(("row", "form"), [(EventRole, RoleForm), (Headcount, HeadcountForm)])
def test_a_formset_adds_nothing_to_the_fields_of_a_form_for_whoever_takes_it_next(row, form):
    """Django appends the link to the parent to `Meta.fields` where these are a list."""
    inlineformset_factory(Event, row, form=form)(instance=make_event())
    assert "event" not in modelform_factory(row, form=form).base_fields
