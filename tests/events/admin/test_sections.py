"""A record entered by its first page and then part by part; a draft is kept whatever was typed into it."""

import pytest
from django.urls import reverse

from events.enums import Basis, Outcome, Role, Status
from events.models import Event, EventRole, Headcount, Justification, SectionState
from events.services.section_states import Progress, states_of
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.events.admin.test_files_kept import document
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_role,
    make_source,
    make_user,
)
from tests.rss_registry import pdf_writers

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(officer):
    return make_event(owner=officer.organisation, title_fr="Atelier de Gao")


def part_url(event, key):
    return f"{admin_url(event, 'change')}?section={key}"


def save_part(client, event, key, **changes):
    address = part_url(event, key)
    return client.post(address, data_of(client.get(address)) | changes)


def save_first_page(client, **typed):
    address = admin_url(Event, "add")
    return client.post(address, data_of(client.get(address)) | typed)


def progress_of(event, key):
    return next(part.progress for part in states_of([event])[event.pk].parts if part.section.key == key)


# -- the first page ----------------------------------------------------------------


def test_the_first_page_asks_little(client, officer):
    page = client.get(admin_url(Event, "add"))
    fields = list(page.context["adminform"].form.visible_fields())
    assert len(fields) <= 12
    assert page.context["inline_admin_formsets"] == []


def test_the_first_page_says_who_where_and_how_many(client, officer):
    places = [make_place(), make_place()]
    organiser, funder, source = make_organisation(), make_organisation(), make_source()
    sent = save_first_page(
        client,
        kind="forum",
        title_fr="Forum",
        when="24 février 2021",
        where=[places[1].pk, places[0].pk],
        organisers=[organiser.pk],
        funders=[funder.pk],
        participants="une quarantaine",
        women="12",
        sources=[source.pk],
    )
    event = Event.objects.get()
    assert sent["Location"] == admin_url(event, "change")
    assert [row.place for row in event.event_places.all()] == [places[1], places[0]]
    assert {(row.organisation, row.role) for row in event.roles.all()} == {
        (organiser, Role.ORGANISER),
        (funder, Role.FUNDER),
    }
    assert {row.sex: (row.number, row.basis) for row in event.headcounts.all()} == {
        "": (40, Basis.APPROXIMATE),
        "women": (12, Basis.EXACT),
    }
    assert event.dates_edtf == "2021-02-24"
    assert event.event_sources.get().source == source


def test_the_first_page_leaves_what_it_does_not_show(client, officer, mine):
    host = make_role(mine, make_organisation(), role=Role.HOST)
    young = make_headcount(mine, 9, age_band="18_35")
    total = make_headcount(mine, 20)
    organiser = make_role(mine, make_organisation(), note_fr="avec l’appui du CCS")
    mine.audiences.create(category="media")
    save_part(client, mine, "essentiel", participants="21")
    assert set(EventRole.objects.all()) == {host, organiser}
    assert {row.pk: row.number for row in Headcount.objects.all()} == {young.pk: 9, total.pk: 21}
    assert mine.audiences.get().category == "media"
    save_part(client, mine, "essentiel", participants="", organisers=[])
    assert list(EventRole.objects.all()) == [host]
    assert list(Headcount.objects.all()) == [young]


def test_the_year_is_that_of_the_source_chosen_on_the_same_page(client, officer):
    source = make_source(published_edtf="2020-03-20")
    save_first_page(client, title_fr="Forum", when="les 7 et 8 mars dernier", sources=[source.pk])
    assert Event.objects.get().dates_edtf == "2020-03-07/2020-03-08"


def test_organisations_are_no_participants(client, officer):
    assert "participants" in errors_of(save_first_page(client, title_fr="Forum", participants="18 OSC"))
    event = Event.objects.get()
    save_part(client, event, "essentiel", participants="")
    data = data_of(client.get(part_url(event, "participants")))
    add_row(data, "headcounts", number="18 OSC de neuf pays", basis="exact", unit="persons")
    client.post(part_url(event, "participants"), data)
    assert list(event.headcounts.values_list("number", "unit")) == [(18, "organisations")]


def test_an_event_of_no_organisation_is_refused_in_words(client):
    log_in(client, make_coordinator(organisation=None))
    assert "owner" in errors_of(save_first_page(client, title_fr="Forum", kind="forum"))
    assert not Event.objects.exists()


# -- part by part ------------------------------------------------------------------


@pytest.mark.parametrize("key", ["quoi", "ou", "qui", "participants", "objectifs", "sources", "anglais"])
def test_a_part_saves_by_itself_and_touches_no_other(client, officer, mine, key):
    mine.audiences.create(category="media")
    make_role(mine, make_organisation())
    make_headcount(mine, 20)
    mine.conclusion_fr = "Une conclusion"
    mine.save()
    before = Event.objects.filter(pk=mine.pk).values().get()
    response = save_part(client, mine, key)
    assert (response.status_code, response["Location"]) == (302, admin_url(mine, "change"))
    after = Event.objects.filter(pk=mine.pk).values().get()
    assert {name for name in before if (before[name] or "") != (after[name] or "")} == {"updated_at"}
    assert (mine.audiences.count(), mine.roles.count(), mine.headcounts.count()) == (1, 1, 1)


def test_one_goes_on_to_the_next_part(client, officer, mine):
    assert save_part(client, mine, "quoi", _continue="1")["Location"] == part_url(mine, "ou")


def test_a_record_opens_on_the_list_of_its_parts(client, officer, mine):
    page = client.get(admin_url(mine, "change"))
    assert [row["part"].key for row in page.context["parts"]][:3] == ["quoi", "ou", "qui"]
    assert part_url(mine, "participants") in page.content.decode()


def test_a_reader_is_given_the_whole_record(client, mine):
    mine.status = Status.SUBMITTED
    mine.save()
    log_in(client, make_user(organisation=mine.owner))
    page = client.get(f"{part_url(mine, 'ou')}")
    assert len(page.context["sections"]) == 11
    assert 'name="venue"' not in page.content.decode()


def test_two_officers_save_two_parts_at_once(client, officer, mine):
    where, aims = part_url(mine, "ou"), part_url(mine, "objectifs")
    first, second = data_of(client.get(where)), data_of(client.get(aims))
    assert client.post(where, first | {"venue": "Maison du Partenariat"}).status_code == 302
    assert client.post(aims, second | {"context_fr": "Un contexte"}).status_code == 302
    mine.refresh_from_db()
    assert (mine.venue, mine.context_fr) == ("Maison du Partenariat", "Un contexte")


def test_rows_that_a_colleague_changed_are_not_taken_back_in_silence(client, officer, mine):
    row = make_headcount(mine, 18)
    address = part_url(mine, "participants")
    opened = data_of(client.get(address))
    row.number = 20
    row.save()
    response = client.post(address, opened | {"audience": ["fds"]})
    assert "Rien de ce que vous avez tapé n’est perdu" in errors_of(response)["__all__"][0]
    row.refresh_from_db()
    assert row.number == 20


# -- a draft is kept as it was typed -----------------------------------------------


def test_a_title_alone_is_a_draft(client, officer):
    response = save_first_page(client, title_fr="Atelier de Ménaka")
    event = Event.objects.get()
    assert (event.title_fr, event.status, event.owner) == (
        "Atelier de Ménaka",
        Status.DRAFT,
        officer.organisation,
    )
    assert response.status_code == 302
    assert Event.objects.search("menaka").count() == 1


def test_what_is_wrong_comes_back_as_it_was_typed(client, officer, mine):
    refused = save_part(client, mine, "participants", **{"headcounts-0-number": "douze ou treize"})
    assert list(errors_of(refused)) == ["headcounts-0-number"]
    page = client.get(part_url(mine, "participants"))
    assert data_of(page)["headcounts-0-number"] == "douze ou treize"
    assert list(errors_of(page)) == ["headcounts-0-number"]
    assert progress_of(mine, "participants") == Progress.TO_CORRECT
    assert part_url(mine, "participants") in client.get(admin_url(mine, "change")).content.decode()

    saved = client.post(part_url(mine, "participants"), data_of(page) | {"headcounts-0-number": "12"})
    assert saved.status_code == 302
    assert mine.headcounts.get().number == 12
    assert not SectionState.objects.exists()


def test_what_is_right_beside_it_is_stored(client, officer, mine):
    save_part(client, mine, "quoi", title_fr="Atelier de Kidal", stated_days="deux")
    mine.refresh_from_db()
    assert (mine.title_fr, mine.stated_days) == ("Atelier de Kidal", None)
    assert Event.objects.search("kidal").count() == 1


def test_an_older_page_says_that_the_record_has_gone_on(client, officer, mine):
    address = part_url(mine, "ou")
    opened = data_of(client.get(address))
    mine.venue = "Gouvernorat"
    mine.save()
    refused = client.post(address, opened | {"venue": "Mairie", "modality": "nonsense"})
    assert "__all__" in errors_of(refused)
    mine.refresh_from_db()
    assert mine.venue == "Gouvernorat"
    assert not SectionState.objects.exists()


def test_a_record_with_something_to_correct_is_not_submitted(client, officer, mine):
    save_part(client, mine, "quoi", stated_days="deux")
    move = reverse("admin:events_event_step", args=[mine.pk, "submit"])
    page = client.post(move, follow=True)
    assert "Quoi et quand" in str(next(iter(page.context["messages"])))
    mine.refresh_from_db()
    assert mine.status == Status.DRAFT
    save_part(client, mine, "quoi", stated_days="2")
    client.post(move)
    mine.refresh_from_db()
    assert mine.status == Status.SUBMITTED


def test_of_a_public_record_nothing_wrong_is_kept(client):
    event = make_event(status=Status.SUBMITTED)
    log_in(client, make_coordinator())
    refused = save_part(client, event, "quoi", title_fr="Autre titre", stated_days="deux")
    assert refused.status_code == 200
    event.refresh_from_db()
    assert event.title_fr != "Autre titre"
    assert not SectionState.objects.exists()


def test_an_accepted_file_waits_with_the_rest(client, officer, mine):
    prefix, row = document("Rapport.pdf", pdf_writers.cairo())
    address = part_url(mine, "sources")
    data = data_of(client.get(address))
    add_row(data, prefix, **row)
    client.post(address, data | {"documents-0-kind": "nonsense"})
    page = client.get(address)
    assert "Gardé, à ne pas choisir de nouveau : Rapport.pdf" in page.content.decode()
    held = page.content.decode().split('name="documents-0-file-held" value="')[1].split('"')[0]
    fields = data_of(page) | {"documents-0-kind": "report", "documents-0-file-held": held}
    assert client.post(address, fields).status_code == 302
    assert mine.documents.get().title_fr == "Rapport"


def test_what_was_explained_is_not_asked_for_again(mine):
    assert progress_of(mine, "sources") == Progress.TO_COMPLETE
    Justification.objects.create(event=mine, finding="source", text_fr="Aucune source écrite.")
    assert progress_of(mine, "sources") == Progress.COMPLETE


def test_nobody_has_come_to_what_is_still_planned(officer):
    planned = make_event(owner=officer.organisation, outcome=Outcome.PLANNED)
    assert progress_of(planned, "participants") == Progress.COMPLETE


# -- nothing to enter --------------------------------------------------------------


def test_a_part_is_set_apart_and_taken_back(client, officer, mine):
    address = reverse("admin:events_event_not_applicable", args=[mine.pk, "suites"])
    client.post(address)
    assert progress_of(mine, "suites") == Progress.NOT_APPLICABLE
    client.post(address, {"take_back": "1"})
    assert progress_of(mine, "suites") == Progress.TO_COMPLETE


@pytest.mark.parametrize(("key", "status"), [("ou", 404), ("rien", 404)])
def test_what_every_event_has_always_applies(client, officer, mine, key, status):
    address = reverse("admin:events_event_not_applicable", args=[mine.pk, key])
    assert client.post(address).status_code == status


def test_an_estimate_is_said_to_be_one_in_the_list_of_parts(client, officer, mine):
    make_headcount(mine, 30, basis=Basis.APPROXIMATE)
    page = client.get(admin_url(mine, "change")).content.decode()
    assert "≈ 30 personnes" in page.replace("\N{NO-BREAK SPACE}", " ").replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )
