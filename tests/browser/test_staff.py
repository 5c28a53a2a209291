"""The staff pages in a real browser: axe, a phone, and an event typed with what it lacks in pop-ups."""

from datetime import date

import pytest
from django.urls import reverse

from events.enums import HalfDay, Status
from events.models import Event, Presence, Session
from events.services.list_work import ListWork, begin
from events.services.record_history import moments_of
from tests.admin_forms import admin_url, sheet_url
from tests.browser.axe import violations
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_role,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_filled_event(owner):
    event = make_event(owner=owner, places=[make_place()])
    make_role(event, make_organisation())
    make_headcount(event, 18)
    event.agreements.add(make_agreement(make_organisation(), recipient=owner))
    morning = Session.objects.create(event=event, day=event.starts_on, half_day=HalfDay.MORNING)
    Presence.objects.create(session=morning, participant=make_participant(event))
    return event


def make_proposal():
    return make_agreement(
        make_organisation(), reference="B-1", programme=make_programme(), programme_accepted=False
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_a_proposal_is_accepted_and_taken_back_from_the_keyboard(open_as, width):
    proposal = make_proposal()
    page = open_as(make_coordinator(), width=width)
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="B-1").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Accepter"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    proposal.refresh_from_db()
    assert proposal.programme_accepted
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    undo = page.get_by_role("button", name="Annuler cette décision")
    assert undo.bounding_box()["height"] >= 44
    undo.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    proposal.refresh_from_db()
    assert proposal.is_proposed


@pytest.mark.usefixtures("persons_key")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_the_staff_pages(open_as, language):
    keeper = make_coordinator(organisation=make_organisation(), keeps_lists=True)
    event = make_filled_event(keeper.organisation)
    make_participant(make_event(owner=event.owner), full_name=event.participants.get().full_name)
    proposal = make_proposal()
    file = "N°;Nom et prénom;Sexe;Ethnie;Jour 1\n1;Awa TRAORE;F;x;x\n2;;M;x;x\n3;Cheick KEITA;M;x;\n"
    begin(event=event, work=ListWork(file.encode(), "liste.csv"), by=keeper)
    twins = sorted(make_organisation(name_fr=name).pk for name in ("École de la paix", "Ecole de la Paix 2"))
    other = make_filled_event(keeper.organisation)
    people = [event.participants.get().pk, make_participant(event, full_name="Awa Traoré").pk]
    page = open_as(keeper)
    for address in (
        reverse("admin:events_event_attendance", args=[event.pk]),
        reverse("admin:events_event_list_columns", args=[event.pk]),
        reverse("admin:events_event_list_rows", args=[event.pk]),
        reverse("admin:events_event_list_persons", args=[event.pk]),
        reverse("admin:events_event_presences", args=[event.pk]),
        reverse("admin:organisations_organisation_pairs"),
        reverse("admin:organisations_organisation_merge", args=twins),
        reverse("admin:events_event_pairs"),
        reverse("admin:events_event_merge", args=sorted((event.pk, other.pk))),
        reverse("admin:events_event_same_people", args=[event.pk]),
        reverse("admin:events_event_merge_people", args=[event.pk, *people]),
        reverse("admin:index"),
        admin_url(proposal, "change"),
        admin_url(Event, "changelist"),
        sheet_url(),
        admin_url(Event, "add"),
        sheet_url(event),
        admin_url(event, "change"),
        f"{admin_url(event, 'change')}?section=qui",
        admin_url(event, "history"),
        reverse("admin:events_event_return", args=[event.pk, moments_of(event)[-1].key]),
        f"{reverse('admin:events_event_quality')}?constat=english",
        reverse("admin:events_event_prepare"),
        f"{reverse('admin:search')}?q=a",
        admin_url(event, "delete"),
        reverse("admin:events_event_english", args=[event.pk]),
        reverse("admin:events_event_costs", args=[event.pk]),
        reverse("admin:events_event_justifications", args=[event.pk]),
        admin_url(event.participants.first(), "change"),
        admin_url(event.sessions.get(), "change"),
        admin_url(keeper.organisation, "change"),
        reverse("staff:sign_in_sheets", args=[event.pk]),
        reverse("staff:certificates", args=[event.pk]),
    ):
        page.goto(address.replace("/fr/", f"/{language}/", 1))
        # The content policy and the scripts agree; then what is folded is read too.
        assert page.refused == [], address
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        assert violations(page) == [], address
        page.refused.clear()  # axe brings styles of its own


def offered(page, box, words):
    """What a list that opens while one types offers for `words`."""
    page.locator(f"{box} + .select2 .select2-selection").click()
    typed = page.locator(".select2-container--open .select2-search__field").last
    with page.expect_response(lambda response: f"term={words}" in response.url) as answer:
        typed.fill(words)
    return [row["text"] for row in answer.value.json()["results"]]


def pick(page, box, words):
    """Choose the first row offered; returns how it reads."""
    first = offered(page, box, words)[0]
    page.locator(".select2-results__option", has_text=first).first.click()
    return first


def add_in_pop_up(page, link, **fields):
    """Add a missing row behind the « + » of a field."""
    with page.expect_popup() as opened:
        page.locator(link).click()
    pop_up = opened.value
    for name, value in fields.items():
        box = pop_up.locator(f"#id_{name}")
        box.select_option(value) if name == "kind" else box.fill(value)
    with pop_up.expect_event("close"):
        pop_up.locator("input[name=_save]").click()


def test_an_officer_types_a_report_without_another_screen(open_as):
    officer = make_user()
    make_place(name_fr="District de Bamako", kind="district")
    page = open_as(officer)
    page.goto(sheet_url())
    page.locator("#id_title_fr").fill("Dissémination de la stratégie de RSS")
    page.locator("#id_kind").select_option("workshop")
    page.locator("#id_when").fill("11 et 12 octobre 2023")
    assert "District de Bamako" in pick(page, "#id_event_places-0-place", "bamako")
    add_in_pop_up(page, "#add_id_roles-0-organisation", name_fr="Alliance ADD", acronym="ADD", kind="ngo")
    page.locator("#id_roles-0-role").select_option("organiser")
    page.locator("#figures-group .add-row a").click()
    page.locator("#id_figures-0-role").select_option("chair_opening")
    add_in_pop_up(page, "#add_id_figures-0-person", name="Gouverneur Untel")
    add_in_pop_up(page, "#add_id_themes", name_fr="Coproduction de la sécurité")
    add_in_pop_up(page, "#add_id_event_sources-0-source", title="Les CCS s’approprient la RSS", kind="press")
    page.locator("#id_headcounts-0-number").fill("40")
    page.locator("#id_headcounts-0-basis").select_option("approximate")
    page.locator("input[name=_submit]").click()
    page.get_by_text("1 fiche soumise à la relecture.").wait_for()
    event = Event.objects.get()
    assert (event.status, event.owner) == (Status.SUBMITTED, officer.organisation)
    assert [str(role) for role in event.roles.all()] == ["ADD (organisateur)"]
    assert [str(place) for place in event.places.all()] == ["District de Bamako"]
    assert [str(theme) for theme in event.themes.all()] == ["Coproduction de la sécurité"]
    assert event.figures.get().person.name == "Gouverneur Untel"
    assert event.event_sources.get().source.title == "Les CCS s’approprient la RSS"
    assert event.headcounts.get().number == 40
    assert page.refused == []


@pytest.mark.parametrize(
    ("day", "outcome", "names"),
    [
        ("04/04/2023", "held", ["MINUSMA"]),
        ("03/02/2026", "held", []),
        # Nothing typed yet: a planned event is held against today, the others wait for their date.
        ("", "planned", []),
        ("", "held", ["MINUSMA"]),
    ],
)
def test_a_closed_funder_is_offered_for_the_days_it_lived(open_as, day, outcome, names):
    make_organisation(name_fr="MINUSMA", active_to=date(2023, 12, 31))
    page = open_as(make_user())
    page.goto(sheet_url())
    page.locator("#id_outcome").select_option(outcome)
    page.locator("#id_when").fill(day)
    assert offered(page, "#id_roles-0-organisation", "minusma") == names
