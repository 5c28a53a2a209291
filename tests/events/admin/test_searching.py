"""One search over everything that one may see."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event
from organisations.models import Organisation, OrganisationAlias, RecordSearch, RecordWords
from organisations.services.record_search import found
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_series,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def addresses(client, user, words):
    log_in(client, user)
    sections = client.get(reverse("admin:search"), {"q": words}).context["sections"]
    return {address for section in sections for _title, address, _details in section.rows}


def test_every_kind_is_found_by_the_beginning_of_a_word(client):
    rows = [
        make_event(title_fr="Forum de Ménaka"),
        make_organisation(name_fr="Association des femmes de Ménaka"),
        make_place(name_fr="Région de Ménaka"),
        make_programme(name_fr="Paix à Ménaka"),
        make_series(title_fr="Forums de Ménaka"),
        make_source(title="Les élus de Ménaka"),
        make_agreement(make_organisation(), reference="MENAKA-7"),
    ]
    found_by = addresses(client, make_coordinator(), "menak")
    assert found_by == {admin_url(row, "change") for row in rows}


def test_an_officer_finds_what_the_lists_show_him_and_no_more(client):
    officer = make_user()
    mine = make_event(title_fr="Ménaka à nous", owner=officer.organisation)
    make_event(title_fr="Ménaka à d’autres")
    withheld = make_agreement(make_organisation(), reference="MENAKA-8", funder_disclosed=False)
    assert addresses(client, officer, "ménaka") == {admin_url(mine, "change")}
    assert admin_url(withheld, "change") in addresses(client, make_coordinator(), "ménaka")


def test_eight_of_a_kind_are_shown_and_the_way_to_all(client):
    for number in range(9):
        make_organisation(name_fr=f"Comité {number}")
    log_in(client, make_user())
    sections = client.get(reverse("admin:search"), {"q": "comité"}).context["sections"]
    (section,) = sections
    assert len(section.rows) == 8
    assert client.get(section.more).context["cl"].result_count == 9


@pytest.mark.parametrize("words", ["", "   ", "« »", "\0", "'\" OR *", "(" * 300])
def test_a_search_without_words_finds_nothing(client, words):
    make_organisation(name_fr="Or")
    log_in(client, make_user())
    page = client.get(reverse("admin:search"), {"q": words})
    assert page.status_code == 200
    if "OR" not in words:
        assert page.context["sections"] == []


def test_the_search_costs_the_same_whatever_it_finds(client):
    log_in(client, make_coordinator())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:search"), {"q": "comité"})
        return len(captured)

    make_organisation(name_fr="Comité")
    queries()
    one = queries()
    for _each in range(3):
        make_organisation(name_fr=f"Comité {_each}")
        make_event(title_fr="Comité")
    assert queries() == one


def keys(words):
    return set(found(Organisation.objects.all(), words).values_list("pk", flat=True))


def test_each_word_begins_a_word_whatever_its_accents_and_order():
    body = make_organisation(name_fr="Comité consultatif de sécurité", acronym="CCS")
    assert keys("securite COMI") == keys("ccs") == {body.pk}
    assert keys("omité") == keys("comité absent") == set()


def test_a_record_is_found_by_its_words_of_today():
    body = make_organisation(name_fr="Ancien nom")
    alias = OrganisationAlias.objects.create(organisation=body, name="Surnom")
    body.name_fr = "Nouveau nom"
    body.save()
    assert keys("nouveau") == keys("surnom") == {body.pk}
    assert keys("ancien") == set()
    alias.delete()
    assert keys("surnom") == set()
    body.delete()
    assert not RecordSearch.objects.filter(kind="organisation", key=body.pk or 0).exists()
    assert keys("nouveau") == set()


def test_an_agreement_follows_the_name_of_its_funder():
    funder = make_organisation(name_fr="Coopération")
    agreement = make_agreement(funder, reference="A-1")
    funder.name_fr = "Ambassade"
    funder.save()
    assert list(found(type(agreement).objects.all(), "ambassade")) == [agreement]


def test_the_index_is_written_anew():
    body = make_organisation(name_fr="Perdue")
    RecordWords.objects.all().delete()
    assert keys("perdue") == set()
    call_command("reindex")
    assert keys("perdue") == {body.pk}


def test_what_was_there_before_the_index_is_found_after_its_migration():
    body, series = make_organisation(name_fr="Déjà là"), make_series(title_fr="Déjà prévue")
    OrganisationAlias.objects.create(organisation=body, name="Vieille")
    kept = dict(RecordWords.objects.values_list("record__kind", "words"))
    RecordWords.objects.all().delete()
    RecordSearch.objects.all().delete()
    from importlib import import_module

    from django.apps import apps

    migration = import_module("organisations.migrations.0009_record_search")
    for name, (columns, others) in migration._TEXTS.items():
        migration.fill(apps, apps.get_model("organisations", name), columns, others)
    import_module("events.migrations.0019_series_are_searched").fill_series(apps, None)
    assert keys("vieille") == {body.pk}
    assert list(found(type(series).objects.all(), "prévue")) == [series]
    assert dict(RecordWords.objects.values_list("record__kind", "words")) == kept


def test_the_search_stands_in_the_head_of_every_page(client):
    log_in(client, make_user())
    for address in (reverse("admin:index"), admin_url(Event, "changelist")):
        assert f'action="{reverse("admin:search")}"' in client.get(address).content.decode()
