from datetime import date

import pytest
from django.urls import reverse

from organisations.enums import OrganisationKind
from organisations.models import GrantAgreement, Membership, Organisation, Place, Programme, Source
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_membership,
    make_organisation,
    make_place,
    make_programme,
    make_role,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def search(client, term, **more):
    source = {"app_label": "events", "model_name": "eventrole", "field_name": "organisation"}
    response = client.get(reverse("admin:autocomplete"), source | {"term": term} | more)
    return [row["text"] for row in response.json()["results"]]


def test_a_pop_up_asks_only_for_the_organisation_and_gives_it_back(client):
    officer = make_user()
    log_in(client, officer)
    address = f"{admin_url(Organisation, 'add')}?_popup=1&_to_field=id"
    page = client.get(address)
    assert page.context["inline_admin_formsets"] == []
    data = data_of(page) | {"name_fr": "Réseau neuf", "acronym": "RN", "kind": "network", "_popup": "1"}
    response = client.post(address, data)
    created = Organisation.objects.get(acronym="RN")
    assert (created.slug, created.created_by) == ("rn", officer)
    assert response.templates[0].name.endswith("popup_response.html")


@pytest.mark.parametrize(
    ("model", "values", "slug"),
    [
        (Place, {"name_fr": "Markala", "kind": "country"}, "markala"),
        (Programme, {"name_fr": "Sécurité pour tous"}, "securite-pour-tous"),
        (Source, {"title": "Article", "kind": "press"}, None),
    ],
)
def test_what_is_missing_is_added_without_an_identifier(client, model, values, slug):
    log_in(client, make_user())
    address = f"{admin_url(model, 'add')}?_popup=1"
    response = client.post(address, data_of(client.get(address)) | values | {"_popup": "1"})
    assert response.templates[0].name.endswith("popup_response.html")
    assert getattr(model.objects.latest("pk"), "slug", None) == slug


def test_a_closed_organisation_is_offered_for_the_days_it_lived(client):
    make_organisation(name_fr="Mission close", active_to=date(2023, 12, 31))
    make_organisation(name_fr="Mission neuve", active_from=date(2024, 6, 1))
    log_in(client, make_user())
    assert search(client, "mission", on="2023-04-04") == ["Mission close"]
    assert search(client, "mission", on="2024-01-01") == []
    assert search(client, "mission", on="2026-01-01") == ["Mission neuve"]
    assert len(search(client, "mission")) == 2
    # In the words typed in the form of an event; while they are not understood, of any day.
    assert search(client, "mission", on="30 et 31 décembre 2023") == ["Mission close"]
    assert len(search(client, "mission", on="31 déc")) == 2
    assert len(search(client, "mission", on="bientôt")) == 2


def test_an_organisation_is_offered_under_its_full_name(client):
    make_organisation(name_fr="Alliance pour le développement", acronym="ADD")
    log_in(client, make_user())
    assert search(client, "developpement") == ["Alliance pour le développement (ADD)"]


def test_the_district_is_offered_before_its_communes(client):
    district = make_place(name_fr="District de Bamako", kind="district")
    make_place(name_fr="Commune I du District de Bamako", kind="commune", parent=district)
    log_in(client, make_user())
    source = {"app_label": "events", "model_name": "eventplace", "field_name": "place", "term": "bamako"}
    (first, second) = client.get(reverse("admin:autocomplete"), source).json()["results"]
    assert first["text"] == "District de Bamako (district, Mali)"
    assert second["text"] == "Commune I du District de Bamako (commune, District de Bamako)"


def test_memberships_are_kept_from_both_sides(client):
    officer = make_user()
    alliance, member = make_organisation(kind=OrganisationKind.ALLIANCE), make_organisation()
    log_in(client, officer)
    address = admin_url(officer.organisation, "change")
    data = data_of(client.get(address))
    add_row(data, "affiliations", alliance=alliance.pk, joined_precision="day")
    add_row(data, "memberships", member=member.pk, joined_precision="day")
    assert client.post(address, data).status_code == 302
    assert {(row.alliance, row.member) for row in Membership.objects.all()} == {
        (alliance, officer.organisation),
        (officer.organisation, member),
    }


def test_a_circle_of_alliances_is_refused(client):
    top, bottom = make_organisation(acronym="HAUT"), make_organisation(acronym="BAS")
    make_membership(top, bottom)
    log_in(client, make_coordinator())
    address = admin_url(top, "change")
    data = data_of(client.get(address))
    add_row(data, "affiliations", alliance=bottom.pk, joined_precision="day")
    assert "ce serait un cercle" in str(errors_of(client.post(address, data)))


def test_the_same_membership_twice_is_refused_even_undated(client):
    alliance, member = make_organisation(), make_organisation()
    log_in(client, make_coordinator())
    address = admin_url(alliance, "change")
    data = data_of(client.get(address))
    for _each in range(2):
        add_row(data, "memberships", member=member.pk, joined_precision="day")
    assert "Cette adhésion est déjà enregistrée." in str(errors_of(client.post(address, data)))


def test_an_officer_reads_anothers_organisation(client):
    other = make_organisation(name_fr="Une autre")
    log_in(client, make_user())
    page = client.get(admin_url(other, "change")).content.decode()
    assert "Une autre" in page
    assert 'name="name_fr"' not in page


def test_what_is_cited_is_not_deleted(client):
    cited = make_organisation(name_fr="Citée")
    make_role(make_event(title_fr="Forum de Kayes"), cited)
    log_in(client, make_coordinator())
    page = client.get(admin_url(cited, "delete")).content.decode()
    assert "est cité ailleurs" in page
    assert "Citée (organisateur) – Forum de Kayes" in page
    client.post(admin_url(cited, "delete"), {"post": "yes"})
    assert Organisation.objects.filter(pk=cited.pk).exists()


def test_an_organisation_leads_to_its_events(client):
    organisation = make_organisation()
    wanted = make_event()
    make_role(wanted, organisation)
    make_event()
    log_in(client, make_coordinator())
    page = client.get(admin_url(organisation, "change")).content.decode()
    link = f"{reverse('admin:events_event_changelist')}?roles__organisation__id__exact={organisation.pk}"
    assert link in page
    assert list(client.get(link).context["cl"].result_list) == [wanted]


def test_the_history_says_what_changed(client):
    officer = make_user()
    log_in(client, officer)
    address = admin_url(officer.organisation, "change")
    client.post(address, data_of(client.get(address)) | {"website": "https://exemple.ml"})
    page = client.get(admin_url(officer.organisation, "history")).content.decode()
    assert "https://exemple.ml" in page
    assert officer.username in page
    version = officer.organisation.history.earliest()
    past = client.get(admin_url(officer.organisation, "simple_history", version.pk)).content.decode()
    assert str(officer.organisation.name_fr) in past
    assert "https://exemple.ml" not in past


def test_a_history_is_in_the_words_of_the_form_and_says_each_change_once(client):
    body = make_organisation(name_fr="Avant", kind="ngo")
    body.name_fr, body.kind = "Après", "media"
    body.save()
    body.save()
    log_in(client, make_coordinator())
    page = client.get(admin_url(body, "history")).content.decode()
    assert page.count("→ Après") == 1
    assert "→ média" in page and "ngo" not in page
    assert "Aucun champ de cette page" in page


def test_an_officer_records_agreements_of_his_own_organisation_only(client):
    officer, other, funder = make_user(), make_organisation(), make_organisation()
    log_in(client, officer)
    address = admin_url(GrantAgreement, "add")
    data = data_of(client.get(address))
    assert data["recipient"] == officer.organisation_id
    refused = client.post(address, data | {"funder": funder.pk, "recipient": other.pk})
    assert list(errors_of(refused)) == ["recipient"]
    assert client.post(address, data | {"funder": funder.pk}).status_code == 302
    assert GrantAgreement.objects.get().recipient == officer.organisation


def test_an_amount_is_typed_as_one_writes_it(client):
    log_in(client, make_coordinator())
    address = admin_url(GrantAgreement, "add")
    data = data_of(client.get(address)) | {"funder": make_organisation().pk}
    refused = client.post(address, data | {"amount": "1500000"})
    assert errors_of(refused) == {"currency": ["Donnez le montant et sa monnaie, ou aucun des deux."]}
    client.post(address, data | {"amount": "1 500 000,50", "currency": "XOF"})
    assert float(GrantAgreement.objects.get().amount) == 1500000.5


def test_the_agreements_of_a_programme_are_those_that_one_may_see(client):
    programme = make_programme()
    make_agreement(make_organisation(), programme=programme, reference="OUVERTE")
    make_agreement(make_organisation(), programme=programme, reference="SECRETE", funder_disclosed=False)
    log_in(client, make_user())
    page = client.get(admin_url(programme, "change")).content.decode()
    assert "OUVERTE" in page
    assert "SECRETE" not in page


def test_a_programme_follows_another_source(client):
    programme = make_programme()
    first, second = make_source(), make_source()
    for source, value, followed in ((first, "2020-2025", True), (second, "2021-2025", False)):
        programme.claims.create(source=source, field="period", value_fr=value, followed=followed)
    log_in(client, make_coordinator())
    address = admin_url(programme, "change")
    data = data_of(client.get(address))
    (old,) = (name for name in data if name.endswith("-followed"))
    number = old.split("-")[1]
    del data[old]
    data[f"claims-{1 - int(number)}-followed"] = "on"
    assert client.post(address, data).status_code == 302
    assert programme.claims.get(followed=True).value_fr == "2021-2025"
