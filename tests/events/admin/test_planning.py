"""The plan of a series typed as a sheet: drafts in one step, or everything typed again with what is wrong."""

from datetime import date

import pytest
from django.urls import reverse

from events.models import Event, Series
from tests.admin_forms import admin_url, data_of, log_in
from tests.factories import make_coordinator, make_event, make_place, make_series, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(officer):
    series = make_series(title_fr="Forums régionaux", organisation=officer.organisation)
    series.planned_places.set([make_place(name_fr=name) for name in ("Kayes", "Mopti", "Gao")])
    return series


def address(series):
    return reverse("admin:events_series_plan", args=[series.pk])


def sheet(series, *lines, **shared):
    data = {"kind": "forum", "title": "Forum régional – {lieu}", "lignes-INITIAL_FORMS": 0}
    data |= {"owner": series.organisation_id, "lignes-TOTAL_FORMS": len(lines), **shared}
    for number, (place, month) in enumerate(lines):
        data |= {f"lignes-{number}-place": place.pk if place else "", f"lignes-{number}-month": month}
    return data


def errors(page):
    lines = page.context["lines"]
    codes = [error.code for error in lines.non_form_errors().as_data()]
    for form in (page.context["shared"], *lines):
        codes += [error.code for found in form.errors.as_data().values() for error in found]
    return codes


def test_planned_places_where_nothing_is_yet_are_filled_in(client, series):
    make_event(series=series, places=[series.planned_places.get(name_fr="Kayes")], series_rank=1)
    lines = client.get(address(series)).context["lines"]
    places = [form["place"].initial or form.initial.get("place") for form in lines]
    held = [series.planned_places.get(name_fr=name).pk for name in ("Gao", "Mopti")]
    assert places == [*held, None, None]


def test_the_sheet_becomes_drafts_in_one_step(client, officer, series):
    gao, kayes, mopti = series.planned_places.order_by("name_fr")
    answer = client.post(address(series), sheet(series, (kayes, "mars 2027"), (mopti, "06/2027"), (gao, "")))
    assert answer["Location"].endswith(f"?series__id__exact={series.pk}")
    events = series.events.order_by("series_rank")
    assert [(event.title_fr, event.starts_on) for event in events] == [
        ("Forum régional – Kayes", date(2027, 3, 1)),
        ("Forum régional – Mopti", date(2027, 6, 1)),
        ("Forum régional – Gao", None),
    ]
    series.refresh_from_db()
    assert series.planned_number == 3
    # Each may be taken back by who made it.
    for event in events:
        client.post(admin_url(event, "delete"), {"post": "yes"})
    assert not series.events.exists()


@pytest.mark.parametrize(
    ("month", "shared", "code"),
    [
        ("quand on pourra", {}, "not_a_month"),
        ("13/2027", {}, "no_such_day"),
        ("mars 2027", {"title": "Forum de {ville}"}, "unknown_placeholder"),
        ("mars 2027", {"title": "F" * 243 + "{lieu}"}, "title_too_long"),
        ("mars 2027", {"title": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(client, series, month, shared, code):
    kayes = series.planned_places.get(name_fr="Kayes")
    long_name = make_place(name_fr="Commune au très long nom")
    page = client.post(address(series), sheet(series, (kayes, month), (long_name, "mai 2027"), **shared))
    assert errors(page) == [code]
    assert not Event.objects.exists()
    assert [form["month"].value() for form in page.context["lines"]] == [month, "mai 2027"]
    assert [form["place"].value() for form in page.context["lines"]] == [str(kayes.pk), str(long_name.pk)]


def test_a_month_without_a_place_and_an_empty_sheet_are_refused(client, series):
    assert errors(client.post(address(series), sheet(series, (None, "mars 2027")))) == ["month_without_place"]
    assert errors(client.post(address(series), sheet(series, (None, "")))) == ["empty_plan"]


def test_lines_are_added_and_titles_shown_before_anything_is_made(client, series):
    kayes = series.planned_places.get(name_fr="Kayes")
    page = client.post(address(series), sheet(series, (kayes, "mars"), plus="1"))
    lines = page.context["lines"]
    assert len(lines.forms) == 6 and lines.forms[0]["month"].value() == "mars"
    page = client.post(address(series), sheet(series, (kayes, "mars 2027"), apercu="1"))
    assert [plan.title for plan in page.context["plans"]] == ["Forum régional – Kayes"]
    assert not Event.objects.exists()


def test_more_than_announced_is_said(client, series):
    Series.objects.filter(pk=series.pk).update(planned_number=1)
    gao, kayes, _mopti = series.planned_places.order_by("name_fr")
    answer = client.post(address(series), sheet(series, (gao, ""), (kayes, "")), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "warning"]


def test_an_officer_keeps_the_records_and_a_coordinator_chooses(client, officer, series):
    elsewhere = make_user().organisation
    gao = series.planned_places.get(name_fr="Gao")
    page = client.post(address(series), sheet(series, (gao, ""), owner=elsewhere.pk))
    assert errors(page) == ["invalid_choice"]
    log_in(client, make_coordinator())
    client.post(address(series), sheet(series, (gao, "")))
    assert Event.objects.get().owner == series.organisation


def test_a_new_series_leads_on_to_its_plan(client, officer):
    page = client.get(admin_url(Series, "add"))
    assert 'name="_plan"' in page.content.decode()
    data = data_of(page) | {"title_fr": "Cycle", "organisation": officer.organisation_id, "_plan": "1"}
    answer = client.post(admin_url(Series, "add"), data)
    assert answer["Location"] == address(Series.objects.get())


def test_a_stranger_plans_nothing(client, series):
    log_in(client, make_user())
    assert client.get(address(series)).status_code == 403
    assert 'name="_plan"' not in client.get(admin_url(series, "change")).content.decode()
