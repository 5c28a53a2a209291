"""Five forums made in one step, in a real browser."""

import pytest
from django.urls import reverse

from events.models import Event, Series
from tests.admin_forms import admin_url
from tests.browser.axe import violations
from tests.browser.test_staff import offered, pick
from tests.factories import make_organisation, make_place, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACES = ("Bamako", "Kayes", "Sikasso", "Mopti", "Gao")


def test_five_forums_are_made_in_one_step(open_as):
    officer = make_user(organisation=make_organisation(name_fr="WANEP-Mali"))
    for name in PLACES:
        make_place(name_fr=name)
    page = open_as(officer)
    page.goto(admin_url(Series, "add"))
    page.locator("#id_title_fr").fill("Forums régionaux")
    pick(page, "#id_organisation", "wanep")
    for name in PLACES[:4]:
        offered(page, "#id_planned_places", name.lower())
        page.locator(".select2-results__option", has_text=name).first.click()
    page.get_by_role("button", name="Enregistrer et créer les événements prévus").click()
    series = Series.objects.get()
    page.wait_for_url(f"**{reverse('admin:events_series_plan', args=[series.pk])}")
    page.locator("#id_kind").select_option("forum")
    page.locator("#id_title").fill("Forum régional – {lieu}")
    # In the order of names; the fifth is chosen among all places.
    for number, month in enumerate(("mars 2027", "04/2027", "", "2027-06")):
        page.locator(f"#id_lignes-{number}-month").fill(month)
    pick(page, "#id_lignes-4-place", "gao")
    titles = page.locator(".plan-title").all_inner_texts()
    assert "Forum régional – Kayes" in titles and "Forum régional – Gao" in titles
    assert page.refused == []
    page.get_by_role("button", name="Créer ces événements").click()
    page.get_by_text("5 brouillons créés").wait_for()
    events = Event.objects.order_by("series_rank")
    assert [event.series_rank for event in events] == [1, 2, 3, 4, 5]
    assert {event.title_fr for event in events} == {f"Forum régional – {name}" for name in PLACES}
    series.refresh_from_db()
    assert series.planned_number == 5


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_the_sheet(open_as, language):
    officer = make_user()
    series = Series.objects.create(title_fr="Forums", slug="forums", organisation=officer.organisation)
    series.planned_places.set([make_place(), make_place()])
    page = open_as(officer)
    address = reverse("admin:events_series_plan", args=[series.pk]).replace("/fr/", f"/{language}/", 1)
    page.goto(address)
    assert page.refused == []
    assert violations(page) == []
    page.reload()
    page.locator("#id_lignes-0-month").fill("un jour")
    page.locator(".submit-row input.default").click()
    page.locator(".errornote").wait_for()
    assert page.locator("#id_lignes-0-month").input_value() == "un jour"
    assert violations(page) == []
