"""One number for several events, entered in the record of any of them (report 3)."""

import pytest

from events.enums import Basis, Sex, Status
from events.models import Event, HeadcountGroup
from tests.admin_forms import admin_url, data_of, errors_of, log_in
from tests.factories import make_coordinator, make_event, make_headcount, make_published_event

pytestmark = pytest.mark.django_db


def part_url(event):
    return f"{admin_url(event, 'change')}?section=participants"


def save(client, event, **typed):
    return client.post(part_url(event), data_of(client.get(part_url(event))) | typed)


@pytest.fixture
def pair(officer):
    return [make_event(owner=officer.organisation, title_fr=f"Atelier {letter}") for letter in "AB"]


def counts_of(group):
    return {row.sex: (row.number, row.basis) for row in group.headcounts.all()}


def test_an_officer_says_it_once_for_both(client, pair):
    first, second = pair
    save(
        client,
        first,
        shared_with=[second.pk],
        shared_total="environ 200",
        shared_women="80",
        shared_label="les deux ateliers",
    )
    group = HeadcountGroup.objects.get()
    assert (set(group.events.all()), group.label_fr) == ({first, second}, "les deux ateliers")
    assert counts_of(group) == {"": (200, Basis.APPROXIMATE), Sex.WOMEN: (80, Basis.EXACT)}
    # The other record shows it, and saves it unchanged.
    shown = data_of(client.get(part_url(second)))
    assert ([str(key) for key in shown["shared_with"]], shown["shared_women"]) == ([str(first.pk)], "80")
    save(client, second, shared_women="")
    assert counts_of(group) == {"": (200, Basis.APPROXIMATE)}


def test_who_is_left_alone_shares_nothing(client, pair):
    first, second = pair
    save(client, first, shared_with=[second.pk], shared_total="200")
    save(client, second, shared_with=[], shared_total="")
    assert not HeadcountGroup.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"shared_total": "200"}, "shared_with"),
        ({"shared_with": True}, "shared_total"),
        (
            {"shared_with": True, "shared_total": "20", "shared_women": "15", "shared_men": "9"},
            "shared_men",
        ),
    ],
)
def test_half_of_it_is_refused_with_what_to_do(client, pair, typed, field):
    typed = typed | ({"shared_with": [pair[1].pk]} if "shared_with" in typed else {})
    assert field in errors_of(save(client, pair[0], **typed))
    assert not HeadcountGroup.objects.exists()


def test_a_public_page_changes_by_a_proposal_from_its_own_record(client, officer):
    public = make_published_event(owner=officer.organisation)
    draft = make_event(owner=officer.organisation)
    assert "shared_with" in errors_of(save(client, draft, shared_with=[public.pk], shared_total="200"))
    assert save(client, public, shared_with=[draft.pk], shared_total="200").status_code == 302
    assert not HeadcountGroup.objects.exists()
    log_in(client, make_coordinator())
    accepted = client.get(part_url(public))
    client.post(part_url(public), data_of(accepted))
    assert set(HeadcountGroup.objects.get().events.all()) == {public, draft}
    # From then on the draft shows what only the public record may change.
    log_in(client, officer)
    save(client, draft, shared_total="300")
    assert counts_of(HeadcountGroup.objects.get()) == {"": (200, Basis.EXACT)}


def test_what_one_user_may_not_change_is_open_to_the_next(client, officer, pair):
    test_a_public_page_changes_by_a_proposal_from_its_own_record(client, officer)
    page = client.get(part_url(pair[0]))
    assert not page.context["adminform"].form.fields["shared_total"].disabled


def test_it_stays_open_while_the_records_wait_to_be_read(client, pair):
    first, second = pair
    save(client, first, shared_with=[second.pk], shared_total="200")
    for event in pair:
        event.status = Status.SUBMITTED
        event.save()
    group = HeadcountGroup.objects.get()
    assert admin_url(group, "change") in client.get(part_url(first)).content.decode()
    address = admin_url(group, "change")
    data = data_of(client.get(address)) | {"headcounts-0-number": "210"}
    client.post(address, data)
    assert counts_of(group)[""] == (210, Basis.EXACT)


def test_a_second_editor_of_another_field_takes_the_total_over(client, pair):
    first, second = pair
    opened = data_of(client.get(part_url(first)))
    group = HeadcountGroup.objects.create(label_fr="les deux")
    group.events.set(pair)
    make_headcount(None, 80, group=group)
    both = opened | {"shared_with": [second.pk], "shared_total": "90"}
    assert errors_of(client.post(part_url(first), both))
    assert counts_of(group)[""] == (80, Basis.EXACT)
    # Whoever changed something else on the page keeps what the other said.
    client.post(part_url(first), opened | {"audience": ["media"]})
    assert (counts_of(group)[""], first.audiences.count()) == ((80, Basis.EXACT), 1)


@pytest.fixture
def across(officer):
    """The published record of an officer, and a draft of another organisation, in one total."""
    public, foreign = (
        make_published_event(owner=officer.organisation),
        make_event(title_fr="Atelier caché de B"),
    )
    group = HeadcountGroup.objects.create(label_fr="les deux")
    group.events.set([public, foreign])
    make_headcount(None, 200, group=group)
    return public, foreign


def test_the_event_of_another_organisation_is_not_named(client, across):
    assert "Atelier caché de B" not in client.get(part_url(across[0])).content.decode()


def test_an_officer_proposes_nothing_about_an_event_that_she_does_not_see(client, across):
    public, foreign = across
    assert save(client, public, audience=["media"], shared_total="210").status_code == 302
    log_in(client, make_coordinator())
    client.post(part_url(public), data_of(client.get(part_url(public))))
    group = HeadcountGroup.objects.get()
    assert set(group.events.all()) == {public, foreign}
    assert counts_of(group)[""] == (210, Basis.EXACT)


def test_an_event_of_another_organisation_is_not_added(client, pair):
    foreign = make_published_event()
    assert "shared_with" in errors_of(save(client, pair[0], shared_with=[foreign.pk], shared_total="200"))


def test_what_left_the_public_joins_by_a_coordinator(client, officer, pair):
    left = make_published_event(owner=officer.organisation)
    left.status = Status.WITHDRAWN
    left.save()
    assert "shared_with" in errors_of(save(client, pair[0], shared_with=[left.pk], shared_total="200"))


def test_a_total_stays_open_where_one_of_its_drafts_was_deleted(client, pair):
    first, second = pair
    save(client, first, shared_with=[second.pk], shared_total="200")
    Event.objects.filter(pk=second.pk).update(deleted_at=first.created_at)
    assert save(client, first, audience=["media"]).status_code == 302
    assert save(client, first, shared_total="").status_code == 302


def test_what_two_editors_change_of_it_is_merged(client, officer, pair):
    first, second = pair
    save(client, first, shared_with=[second.pk], shared_total="environ 200", shared_women="80")
    opened = data_of(client.get(part_url(first)))
    save(client, first, shared_women="90")
    assert client.post(part_url(first), opened | {"shared_label": "les deux"}).status_code == 302
    group = HeadcountGroup.objects.get()
    assert (group.label_fr, counts_of(group)[Sex.WOMEN]) == ("les deux", (90, Basis.EXACT))


def test_the_total_that_two_editors_change_is_named(client, pair):
    first, second = pair
    save(client, first, shared_with=[second.pk], shared_total="environ 200")
    opened = data_of(client.get(part_url(first)))
    save(client, first, shared_total="210")
    assert errors_of(client.post(part_url(first), opened | {"shared_total": "220"}))
    assert counts_of(HeadcountGroup.objects.get()) == {"": (210, Basis.EXACT)}


def test_an_officer_changes_none_that_stands_on_a_public_page(client, pair):
    first, second = pair
    save(client, first, shared_with=[second.pk], shared_total="200")
    opened = data_of(client.get(part_url(first)))
    published = make_published_event(owner=second.owner)
    Event.objects.filter(pk=second.pk).update(
        status=Status.PUBLISHED, first_published_at=published.first_published_at, reference="RSS-ML-2023-0099"
    )
    for typed in ({"shared_total": "300"}, {"shared_with": []}, {"shared_with": [], "shared_total": ""}):
        client.post(part_url(first), opened | typed)
    group = HeadcountGroup.objects.get()
    client.post(admin_url(group, "change"), {"headcounts-0-number": "300"})
    assert (set(group.events.all()), counts_of(group)) == ({first, second}, {"": (200, Basis.EXACT)})


def test_the_numbers_of_the_event_itself_come_first(client, pair):
    page = client.get(part_url(pair[0])).content.decode()
    places = [page.index(f'name="{name}"') for name in ("headcounts-0-number", "audience", "shared_total")]
    assert places == sorted(places)
