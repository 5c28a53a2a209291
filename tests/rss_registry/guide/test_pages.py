"""Each page of the admin leads to a chapter, and to a heading that is there."""

import re

import pytest
from django.urls import resolve, reverse
from django.utils.translation import override

from events.sections import BY_KEY
from rss_registry.guide import target_of, the_guide
from rss_registry.guide.pages import targets
from tests.admin_forms import admin_url
from tests.factories import make_event, make_user
from tests.test_admin_matrix import TABLE

# What is no page: files and answers to a script; where nobody is logged in; the guide itself.
WITHOUT_HELP = {"admin:autocomplete", "admin:jsi18n", "admin:login", "admin:logout"}
OF_THE_GUIDE = {"admin:guide", "admin:guide_chapter", "staff:guide_pdf"}
FILES = {
    "admin:events_event_file",
    "admin:events_event_list_kit",
    "admin:events_event_list_refused",
    "admin:organisations_organisation_logo",
}
SEEN = ("open", "incomplete")
KEYS = {
    "<app_label>": "events",
    "<str:seen_by>": "public",
    "<str:name>": "return",
    "^([^/]+)/history/([^/]+)/$": "1/history/1/",
}


def match_of(address):
    for placeholder, value in KEYS.items():
        address = address.replace(placeholder, value)
    return resolve(reverse("admin:index") + re.sub(r"<[^>]+>", "1", address))


def pages():
    """The addresses at which somebody of the staff sees a page."""
    for address, answers in TABLE.items():
        if address.startswith("(?P<url>"):
            continue
        seen = {*answers["get"].split(), *answers["post"].split()}
        if seen.intersection(SEEN) and match_of(address).view_name not in WITHOUT_HELP | OF_THE_GUIDE | FILES:
            yield address


def is_there(target):
    slug, _, anchor = target.partition("#")
    chapter = the_guide().named(slug)
    return chapter is not None and (not anchor or anchor in chapter.anchors)


@pytest.mark.parametrize("address", sorted(pages()))
def test_each_page_of_the_admin_leads_to_a_chapter(address):
    target = target_of(match_of(address))
    assert target is not None and is_there(target)


@pytest.mark.parametrize("part", sorted(BY_KEY))
def test_each_part_of_a_record_has_its_own_entry(part):
    assert f"admin:events_event_change {part}" in targets()["pages"]


def test_each_entry_leads_to_a_heading_that_is_there():
    entries = [(key, target) for table in targets().values() for key, target in table.items()]
    assert [entry for entry in entries if not is_there(entry[1])] == []


def test_no_entry_is_about_a_page_that_does_not_exist():
    """Nor about a table that is gone: « app_model » of each has a list, or a page for one row."""
    known = {match_of(address).view_name for address in TABLE if not address.startswith("(?P<url>")}
    tables = {name.removeprefix("admin:").rpartition("_")[0] for name in known}
    assert {key.partition(" ")[0] for key in targets()["pages"]} <= known
    assert set(targets()["tables"]) <= tables


@pytest.mark.django_db
def test_the_address_stands_on_the_page(client):
    officer = make_user()
    event = make_event(owner=officer.organisation, created_by=officer)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    change = admin_url(event, "change")
    expected = {
        reverse("admin:index"): "accueil/#ce-qui-vous-attend",
        change: "saisir/#ce-que-le-registre-vous-montre-ensuite",
        f"{change}?section=qui": "parties/#qui-organise-qui-paie-qui-prend-la-parole",
        f"{change}?section=rien": "saisir/#ce-que-le-registre-vous-montre-ensuite",
        reverse("staff:event_preview", args=[event.pk, "nuire"]): "protection/#voir-comme",
        reverse("admin:events_event_import"): "importer/#les-trois-étapes",
        reverse("admin:guide"): "",
    }
    for address, target in expected.items():
        answer = client.get(address, follow=True)
        assert f'href="{reverse("admin:guide")}{target}"' in answer.content.decode(), address


@pytest.mark.django_db
def test_a_chapter_that_does_not_exist_is_missing(client):
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("admin:guide_chapter", args=["rien"])).status_code == 404


@pytest.mark.django_db
def test_in_english_the_chapter_is_marked_as_french(client):
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    with override("en"):
        answer = client.get(reverse("admin:guide_chapter", args=["saisir"]))
    assert '<article lang="fr">' in answer.content.decode()
    assert "guide-language" in answer.content.decode()
