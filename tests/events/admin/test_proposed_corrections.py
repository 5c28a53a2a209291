"""A public record is corrected beside its page: officers propose, a coordinator accepts or says why not."""

import pytest
from django.urls import reverse

from events.enums import Status
from events.models import Photo, ProposedCorrection
from events.services.proposals import ask_correction, correction_asked
from publication.models.pending import settle
from publication.questions.corrections import corrections_of
from publication.questions.reading import event_facts
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.events.admin.test_files_kept import photo, picture
from tests.factories import (
    make_coordinator,
    make_headcount,
    make_organisation,
    make_published_event,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(officer):
    event = make_published_event(owner=officer.organisation, title_fr="Atelier de Gao")
    settle()
    return event


def part_url(event, key):
    return f"{admin_url(event, 'change')}?section={key}"


def propose(client, event, key, **changes):
    address = part_url(event, key)
    return client.post(address, data_of(client.get(address)) | changes)


def accept(client, event, key, **changes):
    log_in(client, make_coordinator())
    address = part_url(event, key)
    page = client.get(address)
    return page, client.post(address, data_of(page) | shown_in(page) | changes)


def shown_in(page):
    """What the page of a coordinator sends besides its fields."""
    proposal = page.context.get("proposal")
    reason = {"correction_reason": page.context.get("correction_reason", "")}
    return reason | ({"_proposal": proposal.pk} if proposal else {})


@pytest.mark.django_db(transaction=True)
def test_a_proposal_changes_nothing_before_it_is_accepted(client, public):
    sent = propose(client, public, "quoi", title_fr="Atelier d’Ansongo", correction_reason="Mauvaise ville")
    assert sent["Location"] == admin_url(public, "change")
    settle()
    public.refresh_from_db()
    assert (public.title_fr, public.status) == ("Atelier de Gao", Status.PUBLISHED)
    assert event_facts(public.reference).title == "Atelier de Gao"
    assert data_of(client.get(part_url(public, "quoi")))["title_fr"] == "Atelier d’Ansongo"

    page, saved = accept(client, public, "quoi")
    (change,) = page.context["proposed_changes"]
    assert (change.before, change.after) == ("Atelier de Gao", "Atelier d’Ansongo")
    assert saved.status_code == 302
    settle()
    assert event_facts(public.reference).title == "Atelier d’Ansongo"
    (correction,) = corrections_of(public.reference)
    assert correction.reasons == ("Mauvaise ville",)
    assert not ProposedCorrection.objects.exists()


def test_rows_and_a_photo_are_proposed_with_their_file(client, public):
    make_headcount(public, 18)
    propose(client, public, "participants", **{"headcounts-0-number": "19"})
    address = part_url(public, "sources")
    data = data_of(client.get(address))
    prefix, row = photo("p.png", picture())
    add_row(data, prefix, **row)
    client.post(address, data)
    assert not Photo.objects.exists()
    assert public.headcounts.get().number == 18

    page, _saved = accept(client, public, "participants")
    assert [(change.before, change.after) for change in page.context["proposed_changes"]] == [("18", "19")]
    assert public.headcounts.get().number == 19
    page = client.get(address)
    held = page.content.decode().split('name="photos-0-image-held" value="')[1].split('"')[0]
    client.post(address, data_of(page) | {"photos-0-image-held": held})
    stored = Photo.objects.get()
    assert stored.caption_fr == "Ouverture" and stored.image
    stored.image.close()


def test_a_proposal_with_a_fault_is_refused_where_it_stands(client, public):
    response = propose(client, public, "quoi", stated_days="deux")
    assert list(errors_of(response)) == ["stated_days"]
    assert not ProposedCorrection.objects.exists()


def test_a_coordinator_says_why_not_and_the_officer_takes_it_back(client, officer, public):
    propose(client, public, "quoi", title_fr="Autre titre")
    answer = reverse("admin:events_event_proposal", args=[public.pk, "quoi"])
    log_in(client, make_coordinator())
    client.post(answer, {"answer": " "})
    assert ProposedCorrection.objects.open().exists()
    client.post(answer, {"answer": "La source dit Gao."})
    assert not ProposedCorrection.objects.open().exists()
    page = client.get(part_url(public, "quoi"))
    assert data_of(page)["title_fr"] == "Atelier de Gao"
    log_in(client, officer)
    assert "La source dit Gao." in client.get(admin_url(public, "change")).content.decode()
    client.post(answer)
    assert not ProposedCorrection.objects.exists()
    public.refresh_from_db()
    assert public.title_fr == "Atelier de Gao"


def test_what_was_saved_meanwhile_is_not_taken_back_by_an_older_proposal(client, public):
    propose(client, public, "quoi", title_fr="Atelier d’Ansongo")
    public.title_fr = "Atelier de Bourem"
    public.save()
    log_in(client, make_coordinator())
    page = client.get(part_url(public, "quoi"))
    assert "__all__" in errors_of(page)
    public.refresh_from_db()
    assert public.title_fr == "Atelier de Bourem"


def test_others_propose_nothing(client, public):
    log_in(client, make_user(organisation=make_organisation()))
    assert client.post(part_url(public, "quoi"), {"title_fr": "Volé"})["Location"] == reverse("admin:index")
    answer = reverse("admin:events_event_proposal", args=[public.pk, "quoi"])
    assert client.post(answer).status_code == 403
    assert not ProposedCorrection.objects.exists()


def test_a_correction_is_asked_for_while_the_page_stays(client, officer, public):
    coordinator = make_coordinator()
    log_in(client, coordinator)
    client.post(
        reverse("admin:events_event_step", args=[public.pk, "ask"]), {"reason": "Il manque la photo."}
    )
    public.refresh_from_db()
    assert public.status == Status.PUBLISHED
    assert correction_asked(public).by == coordinator
    log_in(client, officer)
    assert "Il manque la photo." in client.get(admin_url(public, "change")).content.decode()
    propose(client, public, "quoi", title_fr="Atelier d’Ansongo")
    accept(client, public, "quoi")
    assert correction_asked(public) is None


def test_what_was_asked_stays_until_something_is_accepted(public):
    ask_correction(event=public, by=make_coordinator(), reason="Il manque la photo.")
    assert correction_asked(public).reason == "Il manque la photo."
