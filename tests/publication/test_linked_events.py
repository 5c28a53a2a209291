"""Links between events: on both pages, and only while both may be told in full."""

import json

import pytest

from events.enums import EventLinkKind, Sensitivity
from events.models import Event, EventLink
from events.services import workflow
from events.services.deleting import delete_draft
from publication.models import Correction
from publication.questions.reading import event_facts
from publication.services.rebuilding import differences, rebuild
from tests.admin_forms import add_row, data_of, errors_of, log_in, sheet_url
from tests.factories import (
    make_coordinator,
    make_event,
    make_published_event,
    make_user,
    publish_event,
)

pytestmark = pytest.mark.django_db


def link(event, other, kind=EventLinkKind.FOLLOWS):
    return EventLink.objects.create(event=event, other=other, kind=kind)


def links_of(event):
    facts = event_facts(event.reference)
    return facts.links if facts else ()


def told(event):
    return [(row.label, row.event.slug) for row in links_of(event)]


def test_both_pages_and_files_tell_it_each_in_its_words(client):
    first, second = make_published_event(), make_published_event(title_fr="La suite")
    link(second, first)
    assert told(second) == [("fait suite à", first.reference)]
    assert told(first) == [("suivi de", second.reference)]
    assert "La suite" in client.get(first.get_absolute_url()).content.decode()
    details = b"".join(client.get(f"{first.get_absolute_url().rstrip('/')}.json"))
    assert second.reference in json.dumps(json.loads(details))
    assert not Correction.objects.exists()


@pytest.mark.parametrize("level", [Sensitivity.REGION_AND_MONTH, Sensitivity.HIDDEN, Sensitivity.AGGREGATE])
def test_neither_tells_it_once_one_is_told_less_of(level):
    first, second = make_published_event(), make_published_event()
    link(second, first, EventLinkKind.PART_OF)
    assert told(first) and told(second)
    first.sensitivity = level
    first.save()
    assert told(second) == []
    if level == Sensitivity.REGION_AND_MONTH:
        assert told(first) == []
    first.sensitivity = Sensitivity.PUBLIC
    first.save()
    assert told(second)
    assert not Correction.objects.filter(event=second.pk).exists()
    assert list(differences()) == []


def test_it_follows_what_becomes_of_the_other():
    draft, second = make_event(), make_published_event()
    made = link(second, draft, EventLinkKind.REPEATS)
    assert told(second) == []
    publish_event(draft)
    assert told(second) == [("reprend", draft.reference)]
    draft.title_fr = "Nouveau titre"
    draft.save()
    assert links_of(second)[0].event.name == "Nouveau titre"
    workflow.withdraw(event=draft, by=make_coordinator(), reason="Essai.")
    assert told(second) == []
    workflow.publish(event=draft, by=make_coordinator())
    made.delete()
    assert told(second) == told(draft) == []
    rebuild()
    assert list(differences()) == []


def test_a_deleted_draft_is_linked_with_nothing():
    draft, second = make_event(), make_published_event()
    link(draft, second)
    delete_draft(event=draft)
    assert told(second) == []
    Event.with_deleted.get(pk=draft.pk).delete()
    assert told(second) == []


def test_no_circle_and_no_second_link(client):
    first, second, third = (make_event(status="submitted") for _ in range(3))
    link(second, first)
    link(third, second)
    log_in(client, make_coordinator())

    def refused(event, other):
        data = data_of(client.get(sheet_url(event)))
        number = add_row(data, "links", kind="follows", other=other.pk)
        page = client.post(sheet_url(event), data)
        return page.status_code == 200 and list(errors_of(page)) == [f"links-{number}-other"]

    assert refused(first, third)
    assert refused(first, first)
    assert EventLink.objects.count() == 2


def test_a_record_that_one_may_not_know_of_is_not_named_in_the_form(client):
    officer = make_user()
    mine, foreign = make_event(owner=officer.organisation), make_event(title_fr="Brouillon d’ailleurs")
    public = make_published_event(title_fr="Fiche publique")
    link(mine, foreign)
    link(mine, public)
    log_in(client, officer)
    address = sheet_url(mine)
    page = client.get(address)
    assert foreign.title not in page.content.decode() and public.title in page.content.decode()
    assert client.post(address, data_of(page)).status_code == 302
    assert mine.links.count() == 2


def test_officers_link_their_own_records_and_take_links_away(client):
    officer = make_user()
    mine, own, foreign = (
        make_event(owner=officer.organisation),
        make_event(owner=officer.organisation),
        make_event(),
    )
    log_in(client, officer)
    data = data_of(client.get(sheet_url(mine)))
    add_row(data, "links", kind="follows", other=foreign.pk)
    assert client.post(sheet_url(mine), data).status_code == 200
    # Kept as it was typed, to be corrected.
    data = data_of(client.get(sheet_url(mine))) | {"links-0-other": own.pk}
    assert client.post(sheet_url(mine), data).status_code == 302
    assert mine.links.get().other == own
    data = data_of(client.get(sheet_url(mine)))
    assert client.post(sheet_url(mine), data | {"links-0-DELETE": "on"}).status_code == 302
    assert not mine.links.exists()
