"""Lists kept under a name, and the columns of a list: an account's own, and only addresses of the list."""

import pytest
from django.contrib.admin import site
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.admin.events import EventAdmin
from events.models import Event, Recommendation
from organisations.admin.kept_lists import KeptLists
from organisations.admin.kept_queries import reordered
from organisations.models import ChosenColumns, KeptList, Organisation
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_coordinator,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_recommendation,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST, LISTS, COLUMNS = (f"admin:events_event_{page}" for page in ("changelist", "lists", "columns"))
USUAL = [name.removesuffix("_column") for name in EventAdmin.list_display]


def make_own_organisation(officer, **fields):
    return make_organisation(name_fr=f"CCS de Lafiabougou {len(fields)}", **fields)


def make_own_recommendation(officer, **fields):
    return make_recommendation(make_event(owner=officer.organisation), **fields)


def opened(kept):
    return reverse("admin:events_event_list", args=[kept.pk])


def keep(client, query, name="Mes forums", **more):
    return client.post(reverse(LISTS), {"query": query, "nom": name, **more})


def asked(response):
    """The parameters of the address to which one is sent, which is the list's."""
    path, _, query = response["Location"].partition("?")
    assert path == reverse(LIST)
    return QueryDict(query).dict()


def shown(client, query=""):
    """The columns of the list, by their order."""
    list_display = client.get(f"{reverse(LIST)}?{query}").context["cl"].list_display
    return [name.removesuffix("_column") for name in list_display if name != "action_checkbox"]


@pytest.fixture
def officer(client):
    user = make_user()
    log_in(client, user)
    return user


def test_filters_search_order_and_columns_come_back_under_a_name(client, officer):
    forum = make_event(owner=officer.organisation, kind="forum", title_fr="Forum de Gao")
    make_event(owner=officer.organisation, kind="workshop", title_fr="Atelier de Gao")
    keep(client, "kind=forum&q=gao&o=-4.2&p=0&e=1")
    kept = KeptList.objects.get()
    assert (kept.user, kept.table, kept.is_shared) == (officer, "events.event", False)
    parameters = asked(client.get(opened(kept)))
    assert parameters == {"kind": "forum", "q": "gao", "o": "-4.2", "colonnes": ",".join(USUAL)}
    page = client.get(client.get(opened(kept))["Location"])
    assert list(page.context["cl"].result_list) == [forum]
    assert [current for _kept, _address, current in page.context["kept_lists"]] == [True]
    assert f'href="{opened(kept)}" aria-current="true"' in page.content.decode()


def test_a_kept_list_is_its_author_s_alone(client, officer):
    keep(client, "kind=forum")
    kept = KeptList.objects.get()
    for other in (make_user(organisation=officer.organisation), make_coordinator()):
        log_in(client, other)
        assert client.get(reverse(LIST)).context["kept_lists"] == []
        assert client.get(opened(kept)).status_code == 404
        assert client.post(opened(kept), {"supprimer": "1"}).status_code == 404
    assert KeptList.objects.count() == 1


def test_a_coordinator_shares_one_with_everybody_and_takes_it_back(client, officer):
    log_in(client, make_coordinator())
    keep(client, "kind=forum", partager="oui")
    kept = KeptList.objects.get()
    own = make_event(owner=officer.organisation, kind="forum")
    make_event(kind="forum")
    log_in(client, officer)
    # Each with the records that he may see, and nobody changes it but its author.
    page = client.get(opened(kept), follow=True)
    assert list(page.context["cl"].result_list) == [own]
    assert client.post(opened(kept), {"supprimer": "1"}).status_code == 403
    assert client.post(opened(kept), {"renommer": "1", "nom": "À moi"}).status_code == 403
    log_in(client, make_coordinator())
    client.post(opened(kept), {"renommer": "1", "nom": "À moi"})
    kept.refresh_from_db()
    assert (kept.name, kept.is_shared) == ("Mes forums", True)
    client.post(opened(kept), {"partager": "non"})
    kept.refresh_from_db()
    assert not kept.is_shared
    log_in(client, officer)
    assert client.get(opened(kept)).status_code == 404


def test_a_filter_that_is_not_for_the_reader_is_said_and_left_out(client, officer):
    log_in(client, make_coordinator())
    event = make_event(owner=officer.organisation, kind="forum")
    keep(client, f"kind=forum&owner__id__exact={officer.organisation_id}", partager="oui")
    kept = KeptList.objects.get()
    assert "owner__id__exact" in asked(client.get(opened(kept)))
    log_in(client, officer)
    page = client.get(opened(kept), follow=True)
    assert list(page.context["cl"].result_list) == [event]
    assert "fiche tenue par" in str(list(page.context["messages"])[-1])


def test_an_officer_shares_nothing(client, officer):
    keep(client, "kind=forum", partager="oui")
    kept = KeptList.objects.get()
    client.post(opened(kept), {"partager": "oui"})
    kept.refresh_from_db()
    assert not kept.is_shared


def test_it_is_renamed_and_deleted(client, officer):
    keep(client, "kind=forum")
    keep(client, "kind=workshop", name="Ateliers")
    kept = KeptList.objects.get(name="Mes forums")
    client.post(opened(kept), {"renommer": "1", "nom": "  Forums   du Nord "})
    kept.refresh_from_db()
    assert kept.name == "Forums du Nord"
    for refused in ("Ateliers", "", "x" * 61):
        client.post(opened(kept), {"renommer": "1", "nom": refused})
        kept.refresh_from_db()
        assert kept.name == "Forums du Nord"
    client.post(opened(kept), {"supprimer": "1"})
    assert [each.name for each in KeptList.objects.all()] == ["Ateliers"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Mes forums"])
def test_a_name_is_given_once(client, officer, name):
    keep(client, "kind=forum")
    keep(client, "kind=workshop", name=name)
    assert [each.name for each in KeptList.objects.all()] == ["Mes forums"]


def test_others_may_use_the_same_name(client, officer):
    keep(client, "kind=forum")
    log_in(client, make_user())
    keep(client, "kind=forum")
    assert KeptList.objects.count() == 2


@pytest.mark.parametrize(
    "sent",
    [
        "next=https://exemple.net/",
        "https://exemple.net/",
        "owner__users__password__startswith=a",
        "title_fr__rien=1",
        "colonnes=password",
        "o=1;drop",
        "_popup=1",
        "starts_on__gte=hier",
        "&".join(f"a{number}=1" for number in range(2000)),
    ],
)
def test_nothing_is_kept_that_is_no_parameter_of_the_list(client, officer, sent):
    keep(client, sent)
    kept = KeptList.objects.get()
    assert asked(client.get(opened(kept))) == {"colonnes": ",".join(USUAL)}


def test_what_was_kept_otherwise_leads_to_the_list_all_the_same(client, officer):
    for query in ("//exemple.net", "next=//exemple.net&kind=forum", "\r\nLocation: x", "%00=1&q=%00"):
        kept = KeptList.objects.create(user=officer, table="events.event", name=query, query=query)
        assert asked(client.get(opened(kept))).keys() <= {"kind"}


def test_a_filter_that_is_gone_is_said_and_left_out(client, officer):
    place, series = make_place(slug="gao"), make_series()
    query = f"kind=forum&unit=gao&series__id__exact={series.pk}&status__exact=draft"
    keep(client, query)
    kept = KeptList.objects.get()
    assert asked(client.get(opened(kept))).keys() == {
        "kind",
        "unit",
        "series__id__exact",
        "status__exact",
        "colonnes",
    }
    place.delete()
    series.delete()
    kept.query = kept.query.replace("draft", "burned") + "&fashion=1"
    kept.save()
    answer = client.get(opened(kept))
    assert asked(answer).keys() == {"kind", "colonnes"}
    said = [str(message) for message in client.get(answer["Location"]).context["messages"]][-1]
    for name in ("région ou District", "série", "état de la fiche", "fashion"):
        assert name in said


def test_columns_are_chosen_and_kept_for_the_account(client, officer):
    make_event(owner=officer.organisation)
    assert shown(client) == USUAL
    client.post(reverse(COLUMNS), {"colonne": ["themes", "status", "password"]})
    # In the order of the list, with the title that leads to the record.
    assert shown(client) == ["title", "themes", "status"]
    log_in(client, make_user(organisation=officer.organisation))
    assert shown(client) == USUAL
    log_in(client, officer)
    client.post(reverse(COLUMNS), {"colonne": ["themes"], "habituelles": "1"})
    assert shown(client) == USUAL
    assert not ChosenColumns.objects.exists()


def test_without_any_column_the_title_stays(client, officer):
    client.post(reverse(COLUMNS), {})
    assert shown(client) == ["title"]


def test_a_kept_list_brings_its_columns_and_leaves_the_account_s(client, officer):
    keep(client, "colonnes=title,owner")
    kept = KeptList.objects.get()
    query = client.get(opened(kept))["Location"].partition("?")[2]
    assert shown(client, query) == ["title", "owner"]
    assert shown(client) == USUAL


def test_other_columns_leave_filters_and_order_where_they_were(client, officer):
    columns = {"avant": "reference,title,dates,", "colonne": ["dates", "owner"]}
    sent = client.post(reverse(COLUMNS), {**columns, "query": "kind=forum&o=-3.1&colonnes=title"})
    assert asked(sent) == {"kind": "forum", "o": "-2"}


@pytest.mark.parametrize(
    ("order", "expected"), [("1", "2"), ("-2.1", "-1.2"), ("3", ""), ("9", ""), ("", ""), ("0.-0.x", "")]
)
def test_an_order_follows_its_columns(order, expected):
    assert reordered(order, ["a", "b", "c"], ["b", "a"]) == expected


def test_every_column_costs_the_same_at_any_length(client, officer):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert client.get(reverse(LIST)).status_code == 200
        return len(context)

    codes = [name.removesuffix("_column") for name in EventAdmin.offered_columns]
    client.post(reverse(COLUMNS), {"colonne": codes})

    def full_event():
        make_event(
            owner=officer.organisation, programmes=[make_programme()], series=make_series(), series_rank=1
        )

    full_event()
    client.get(reverse(LIST))
    once = queries()
    full_event()
    full_event()
    assert shown(client) == codes
    assert queries() == once


def test_the_export_is_what_it_was(client, officer):
    make_event(owner=officer.organisation, title_fr="Au fichier")
    address = reverse("admin:events_event_export")
    form = client.get(address).context["form"]
    sent = {"resource": 0, "file_format": "csv", "headers": form.fields["headers"].choices[0][0]}
    before = client.post(address, sent).content
    client.post(reverse(COLUMNS), {"colonne": ["themes"]})
    assert client.post(f"{address}?colonnes=title", sent).content == before
    assert "Au fichier" in before.decode()


@pytest.mark.parametrize(
    ("query", "is_filtered"),
    [
        ("", False),
        ("colonnes=title", False),
        ("o=-2&p=3&colonnes=title&all=", False),
        ("q=", False),
        ("_changelist_filters=kind%3Dforum", False),
        ("q=gao", True),
        ("kind=forum&colonnes=title", True),
        ("roles__organisation__id__exact=1", True),
        ("starts_on__year=2024", True),
    ],
)
def test_the_export_says_that_it_is_filtered_where_rows_are_left_out(client, officer, query, is_filtered):
    page = client.get(f"{reverse('admin:events_event_export')}?{query}")
    assert page.context["is_filtered"] is is_filtered


def test_a_pop_up_shows_no_kept_lists(client, officer):
    assert "kept_lists" not in client.get(admin_url(Event, "changelist"), {"_popup": "1"}).context


def test_an_account_takes_its_lists_with_it(client, officer):
    keep(client, "kind=forum")
    other = make_organisation()
    officer.delete()
    assert not KeptList.objects.exists() and other.pk


@pytest.mark.parametrize(
    ("model", "make", "wanted", "query"),
    [
        (Organisation, make_own_organisation, {"kind": "ccs"}, "kind__exact=ccs&q=lafiabougou"),
        (Recommendation, make_own_recommendation, {"kind": "commitment"}, "kind__exact=commitment"),
    ],
)
def test_other_lists_are_kept_as_well(client, officer, model, make, wanted, query):
    found = make(officer, **wanted)
    make(officer)
    usual = client.get(admin_url(model, "changelist")).context["cl"].list_display
    client.post(admin_url(model, "lists"), {"query": f"{query}&o=-2", "nom": "Choisis"})
    kept = KeptList.objects.get()
    address = admin_url(model, "list", kept.pk)
    page = client.get(address, follow=True)
    assert list(page.context["cl"].result_list) == [found]
    assert page.context["cl"].list_display == usual
    assert QueryDict(page.request["QUERY_STRING"])["o"] == "-2"
    # Of one table alone.
    assert client.get(opened(kept)).status_code == 404
    assert client.get(reverse(LIST)).context["kept_lists"] == []
    columns = [label for _code, label, _is_shown, _is_fixed in page.context["columns"]]
    client.post(admin_url(model, "columns"), {"colonne": []})
    left = client.get(admin_url(model, "changelist")).context["cl"].list_display
    assert len(usual) - len(left) == len(columns) - 1


# Why each: docs/decisions/0044.
WITHOUT = {
    "events.participant",
    "events.session",
    "events.knowledgetest",
    "organisations.user",
    "reports.donortemplate",
}


def test_every_table_with_filters_keeps_lists_but_those_that_may_hold_a_name():
    filtered = {each.opts.label_lower for each in site._registry.values() if each.list_filter}
    keeping = {
        model._meta.label_lower for model, each in site._registry.items() if isinstance(each, KeptLists)
    }
    assert filtered - keeping == WITHOUT
    assert not keeping & WITHOUT


@pytest.mark.parametrize(
    "model", [model for model, each in site._registry.items() if isinstance(each, KeptLists)]
)
def test_each_of_them_keeps_a_list_and_opens_it(client, model):
    log_in(client, make_coordinator())
    lists = f"admin:{model._meta.app_label}_{model._meta.model_name}_lists"
    assert client.post(reverse(lists), {"query": "q=gao&o=1", "nom": "Gao"}).status_code == 302
    kept = KeptList.objects.get()
    assert kept.table == model._meta.label_lower
    assert "q=gao" in kept.query
    page = client.get(reverse(lists.removesuffix("s"), args=[kept.pk]), follow=True)
    assert [current for _kept, _address, current in page.context["kept_lists"]] == [True]
    assert page.context["columns"]
