"""Keeping the forms of donors: parts in their order, what feeds each, and what nobody may throw away."""

import pytest
from django.urls import reverse

from reports.models import DonorSection, DonorTemplate, DonorText
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.factories import make_coordinator, make_donor_report, make_donor_template, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    return log_in(client, make_coordinator())


def test_a_part_is_added_and_parts_change_places(client, coordinator):
    template = make_donor_template({"title_fr": "Bilan"}, {"title_fr": "Risques"})
    data = data_of(client.get(admin_url(template, "change")))
    add_row(data, "sections", number="3", title_fr="Leçons")
    data |= {"sections-0-position": 2, "sections-1-position": 1}
    assert client.post(admin_url(template, "change"), data).status_code == 302
    assert [section.title_fr for section in template.sections.all()] == ["Risques", "Bilan", "Leçons"]


def test_the_fields_that_feed_a_part_are_chosen_on_its_page(client, coordinator):
    template = make_donor_template({"fed_by": ["activity_list"]})
    section = template.sections.get()
    data = data_of(client.get(admin_url(section, "change")))
    data["fed_by"] = ["regions", "activity_list"]
    response = client.post(admin_url(section, "change"), data)
    assert response["Location"] == admin_url(template, "change")
    section.refresh_from_db()
    assert set(section.fed_by) == {"regions", "activity_list"}


def test_a_field_that_the_register_does_not_have_is_refused(client, coordinator):
    section = make_donor_template({"fed_by": []}).sections.get()
    data = data_of(client.get(admin_url(section, "change"))) | {"fed_by": ["participant_phone"]}
    assert client.post(admin_url(section, "change"), data).status_code == 200
    section.refresh_from_db()
    assert section.fed_by == []


def test_a_part_under_which_somebody_wrote_is_not_deleted_nor_is_its_form(client, coordinator):
    template = make_donor_template({"title_fr": "Bilan"})
    report = make_donor_report(template)
    DonorText.objects.create(report=report, section=template.sections.get(), text_fr="Écrit")
    data = data_of(client.get(admin_url(template, "change"))) | {"sections-0-DELETE": "on"}
    assert "porte des textes" in errors_of(client.post(admin_url(template, "change"), data))["sections"][0]
    client.post(admin_url(template, "delete"), {"post": "yes"})
    assert DonorSection.objects.filter(template=template).exists()
    assert DonorTemplate.objects.filter(pk=template.pk).exists()


def test_officers_read_the_forms_and_change_nothing(client):
    log_in(client, make_user())
    template = make_donor_template(
        {"title_fr": "Bilan", "fed_by": ["regions"]}, name_fr="Formulaire du bailleur"
    )
    for address in (
        admin_url(template, "change"),
        reverse("admin:reports_donortemplate_preview", args=[template.pk]),
        reverse("admin:reports_donortemplate_matrix"),
    ):
        assert "Formulaire du bailleur" in client.get(address).content.decode()
    assert client.post(admin_url(template, "change"), {"name_fr": "Autre"}).status_code == 403


def test_the_preview_shows_each_part_with_what_feeds_it_and_markup_as_text(client, coordinator):
    template = make_donor_template({"title_fr": "<i>Bilan</i>", "fed_by": ["regions"], "word_limit": 300})
    content = client.get(reverse("admin:reports_donortemplate_preview", args=[template.pk])).content.decode()
    assert "&lt;i&gt;Bilan&lt;/i&gt;" in content
    assert "Événements et participations par région." in content
    assert "300 mots au plus" in content


def test_without_any_form_the_table_says_so_kindly(client, coordinator):
    content = client.get(reverse("admin:reports_donortemplate_matrix")).content.decode()
    assert "Aucun formulaire n’est proposé pour l’instant." in content
