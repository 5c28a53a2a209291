"""A proposal is what its page shows and nothing else, and it is answered by who has read it."""

import pytest
from django.urls import reverse

from events.models import ProposedCorrection
from tests.admin_forms import add_row, data_of, log_in
from tests.events.admin.test_proposed_corrections import accept, part_url, propose, public, shown_in
from tests.factories import make_agreement, make_coordinator, make_headcount, make_organisation

__all__ = ["public"]

pytestmark = pytest.mark.django_db


def test_a_proposal_holds_no_field_that_its_officer_may_not_set(client, public):
    other = make_organisation()
    smuggled = {"owner": other.pk, "status": "draft", "reference": "RSS-ML-2000-0001", "x" * 500: "y"}
    propose(client, public, "tout", title_fr="Autre titre", **smuggled)
    typed = ProposedCorrection.objects.get().typed
    assert not smuggled.keys() & typed.keys()
    accept(client, public, "tout")
    public.refresh_from_db()
    assert public.title_fr == "Autre titre"
    assert public.owner != other


def test_a_proposal_of_one_part_holds_no_field_of_another(client, public):
    propose(client, public, "ou", venue="Mairie", sensitivity="hidden", delay_days="0")
    assert not {"sensitivity", "delay_days"} & ProposedCorrection.objects.get().typed.keys()


def test_agreements_that_an_officer_does_not_see_stay(client, public):
    unseen = make_agreement(make_organisation(), funder_disclosed=False)
    kept, dropped = (make_agreement(make_organisation(), funder_disclosed=True) for _turn in range(2))
    public.agreements.set([unseen, kept, dropped])
    propose(client, public, "qui", agreements=[kept.pk])
    page, _saved = accept(client, public, "qui")
    assert set(public.agreements.all()) == {unseen, kept}
    (change,) = page.context["proposed_changes"]
    assert str(unseen) in change.after


def test_saving_the_whole_sheet_settles_no_proposal_that_it_did_not_show(client, public):
    propose(client, public, "quoi", title_fr="Autre titre")
    accept(client, public, "tout", venue="Mairie")
    assert ProposedCorrection.objects.open().get().section == "quoi"


def test_what_is_proposed_anew_while_one_reads_goes_on_waiting(client, officer, public):
    propose(client, public, "quoi", title_fr="Premier titre")
    coordinator, address = make_coordinator(), part_url(public, "quoi")
    log_in(client, coordinator)
    read = client.get(address)
    log_in(client, officer)
    propose(client, public, "quoi", title_fr="Second titre")
    log_in(client, coordinator)
    answer = reverse("admin:events_event_proposal", args=[public.pk, "quoi"])
    client.post(answer, {"answer": "Non.", "_proposal": read.context["proposal"].pk})
    assert ProposedCorrection.objects.open().exists()
    client.post(address, data_of(read) | shown_in(read))
    public.refresh_from_db()
    assert public.title_fr == "Premier titre"
    assert ProposedCorrection.objects.open().get().typed["title_fr"] == ["Second titre"]


def test_a_second_click_on_accept_changes_nothing(client, public):
    propose(client, public, "quoi", title_fr="Autre titre")
    page, _saved = accept(client, public, "quoi")
    again = client.post(
        part_url(public, "quoi"), data_of(page) | shown_in(page) | {"title_fr": "Autre titre"}
    )
    assert again.status_code in (200, 302)
    public.refresh_from_db()
    assert public.title_fr == "Autre titre"
    assert not ProposedCorrection.objects.exists()


def test_signs_that_no_database_keeps_are_left_out(client, public):
    propose(client, public, "quoi", title_fr="Autre titre", correction_reason="a\0b", venue="\0")
    proposal = ProposedCorrection.objects.get()
    assert proposal.reason == "ab"
    assert "\0" not in str(proposal.typed)
    log_in(client, make_coordinator())
    client.post(reverse("admin:events_event_proposal", args=[public.pk, "quoi"]), {"answer": "a\0b"})
    proposal.refresh_from_db()
    assert proposal.answer == "ab"


@pytest.mark.parametrize("told", ["12", "1500"])
def test_rows_are_counted_not_believed(client, public, told):
    make_headcount(public, 18)
    data = data_of(client.get(part_url(public, "participants")))
    number = add_row(data, "headcounts", number="8", sex="women", basis="exact", unit="persons")
    client.post(part_url(public, "participants"), data | {"headcounts-TOTAL_FORMS": told})
    assert ProposedCorrection.objects.get().typed["headcounts-TOTAL_FORMS"] == [str(number + 1)]
