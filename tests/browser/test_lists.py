"""The list of events as one wants it, and several records changed at once: by keys, and without a script."""

import pytest
from django.urls import reverse

from events.models import Event, Theme
from organisations.models import KeptList
from tests.browser.axe import PHONE, violations
from tests.factories import make_coordinator, make_event, make_published_event, make_series, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST, LISTS, UNDO = (
    "admin:events_event_changelist",
    "admin:events_event_lists",
    "admin:events_event_undo_bulk",
)


def is_sound(page):
    refused, found = list(page.refused), violations(page)
    # What looks at the page is refused its own styles.
    page.refused.clear()
    return refused == found == []


def unfold(page):
    for summary in page.locator(".kept-lists summary").all():
        summary.click()


def test_lists_are_kept_and_columns_chosen_on_a_phone(open_as):
    officer = make_user()
    make_event(owner=officer.organisation, kind="forum", title_fr="Forum de Gao")
    make_event(owner=officer.organisation, kind="workshop")
    page = open_as(officer, width=PHONE)
    page.goto(f"{reverse(LIST)}?kind=forum")
    page.get_by_text("Garder cette liste").press("Enter")
    page.get_by_label("Nom", exact=True).fill("Mes forums")
    page.keyboard.press("Enter")
    page.get_by_text("Liste gardée : « Mes forums ».").wait_for()
    page.goto(reverse(LIST))
    page.get_by_text("Colonnes", exact=True).press("Enter")
    page.get_by_label("Thèmes").check()
    page.get_by_label("Lieu").uncheck()
    page.get_by_role("button", name="Montrer ces colonnes").click()
    page.wait_for_url(f"**{reverse(LIST)}")
    assert page.locator("th.column-themes_column").count() == 1
    assert page.locator("th.column-place_column").count() == 0
    page.get_by_role("navigation", name="Listes gardées").get_by_role("link", name="Mes forums").click()
    assert page.locator("#result_list tbody tr").count() == 1
    # With the columns of the day when it was kept.
    assert page.locator("th.column-place_column").count() == 1
    unfold(page)
    assert is_sound(page)
    page.goto(reverse(LISTS))
    assert is_sound(page)
    page.get_by_role("button", name="Supprimer la liste").click()
    page.get_by_text("Liste supprimée").wait_for()
    assert not KeptList.objects.exists()
    assert page.refused == []


def test_several_records_get_a_theme_and_lose_it_again(open_as):
    theme = Theme.objects.create(slug="dialogue", name_fr="Dialogue")
    events = [make_published_event(), make_event(), make_event(themes=[theme])]
    page = open_as(make_coordinator())
    page.goto(reverse(LIST))
    for box in page.locator("input.action-select").all():
        box.press("Space")
    page.locator("select[name=action]").select_option("add_theme")
    page.get_by_role("button", name="Envoyer").press("Enter")
    page.locator("#id_value").select_option(label="Dialogue")
    page.get_by_role("button", name="Voir ce qui changerait").press("Enter")
    page.locator("#id_reason").fill("Oublié à la saisie.")
    assert is_sound(page)
    page.get_by_role("button", name="Modifier 2 fiches").press("Enter")
    page.get_by_role("link", name="Annuler cette modification").wait_for()
    assert Event.objects.filter(themes=theme).count() == len(events)
    assert is_sound(page)
    page.get_by_role("link", name="Annuler cette modification").press("Enter")
    page.wait_for_url(f"**{reverse(UNDO)}")
    assert is_sound(page)
    page.get_by_role("button", name="Modifier 2 fiches").press("Enter")
    page.get_by_text("retiré").first.wait_for()
    assert list(Event.objects.filter(themes=theme)) == [events[2]]
    assert page.refused == []


def test_a_series_is_chosen_without_a_script(open_as):
    series = make_series()
    event = make_event()
    page = open_as(make_coordinator())
    page.route("**/*.js", lambda route: route.abort())
    page.goto(reverse(LIST))
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("add_series")
    page.get_by_role("button", name="Envoyer").click()
    page.locator("#id_value").select_option(str(series.pk))
    page.locator("#id_with_ranks").check()
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.get_by_role("button", name="Modifier 1 fiche").click()
    page.get_by_role("link", name="Annuler cette modification").wait_for()
    event.refresh_from_db()
    assert (event.series, event.series_rank) == (series, 1)
