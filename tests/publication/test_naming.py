"""Whoever the register names is published anew when an event decides otherwise of it, and only then."""

from datetime import date

import pytest

from events.enums import Role, Sensitivity
from events.models import Event
from publication.models import Fingerprint, PublishedAgreement, PublishedOrganisation, PublishedProgramme
from publication.models.pending import settle
from publication.services import publishing
from publication.services.rebuilding import differences, rebuild
from tests.factories import (
    make_agreement,
    make_organisation,
    make_programme,
    make_published_event,
    make_role,
    make_series,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_published_event(programmes=[make_programme()], series=make_series())
    make_role(event, make_organisation())
    settle()
    return event


@pytest.fixture
def asked(monkeypatch):
    """How often the bodies were published."""
    calls = []
    real = publishing.publish_bodies

    def publish():
        calls.append(1)
        return real()

    monkeypatch.setattr(publishing, "publish_bodies", publish)
    return calls


def save(event, **values):
    for name, value in values.items():
        setattr(event, name, value)
    event.save()
    settle()


def test_another_venue_publishes_no_bodies(event, asked):
    save(event, venue="Salle")
    assert asked == []
    assert list(differences()) == []


CHANGES = {
    "a role": lambda event: make_role(event, make_organisation(), Role.PARTNER),
    "a role that is gone": lambda event: event.roles.all().delete(),
    "a withheld funder": lambda event: make_role(event, make_organisation(), Role.FUNDER, disclosed=False),
    "a programme": lambda event: event.programmes.add(make_programme()),
    "an agreement": lambda event: event.agreements.add(make_agreement(make_organisation())),
    "another series": lambda event: save(event, series=make_series()),
    "all funders withheld": lambda event: save(event, funders_withheld=True),
    "region and month alone": lambda event: save(event, sensitivity=Sensitivity.REGION_AND_MONTH),
    "no page": lambda event: save(event, sensitivity=Sensitivity.HIDDEN),
    "a record that is deleted": lambda event: event.delete(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_decides_of_whom_the_register_names_publishes_them(event, asked, name):
    CHANGES[name](event)
    settle()
    assert asked
    assert list(differences()) == []


def test_a_return_names_everybody_again(event, asked):
    organisations = set(PublishedOrganisation.objects.values_list("pk", flat=True))
    save(event, sensitivity=Sensitivity.HIDDEN)
    assert not PublishedOrganisation.objects.exists()
    save(event, sensitivity=Sensitivity.PUBLIC)
    assert set(PublishedOrganisation.objects.values_list("pk", flat=True)) == organisations
    assert list(differences()) == []


def test_an_event_whose_page_says_the_same_may_name_less(event):
    """The agreement of its programme is of another year, and pays none of what its page tells."""
    programme = event.programmes.get()
    agreement = make_agreement(make_organisation(), programme=programme, starts_on=date(2030, 1, 1))
    settle()
    assert PublishedAgreement.objects.filter(pk=agreement.pk).exists()
    save(event, funders_withheld=True)
    assert not PublishedAgreement.objects.exists()
    assert PublishedProgramme.objects.get(pk=programme.pk).has_withheld_funder
    assert list(differences()) == []


def test_after_a_change_that_nobody_followed_a_publication_made_anew_knows_what_is_named(event, asked):
    """Without it the way back would be taken for no change."""
    former, other = event.series, make_series()
    Event.objects.filter(pk=event.pk).update(series=other)
    rebuild()
    event.refresh_from_db()
    save(event, series=former)
    assert list(differences()) == []


def test_what_an_interrupted_rebuild_did_not_publish_is_published_with_the_next_change(
    event, asked, monkeypatch
):
    Event.objects.filter(pk=event.pk).update(series=make_series())
    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr("publication.services.bodies.publish_bodies", _is_cut_off)
        rebuild()
    event.refresh_from_db()
    save(event, venue="Salle")
    assert asked
    assert list(differences()) == []


def _is_cut_off():
    raise RuntimeError


def test_nothing_is_kept_of_an_event_that_left(event):
    kept = Fingerprint.objects.filter(model="events.Event", number=event.pk)
    assert kept.exists()
    save(event, sensitivity=Sensitivity.HIDDEN)
    assert not kept.exists()
