from datetime import date

import pytest
from django.utils.translation import override

from events.enums import FigureRole, Role, Sensitivity
from events.models import Event, EventFigure, HeadcountGroup, Theme
from events.services.correcting import asks_reason, correcting
from events.services.workflow import return_to_author
from publication.models import Correction, FormerFacts, PublicationState, PublishedEvent, PublishedFacts
from publication.models.pending import settle
from publication.project.corrections import changed_elements, digests_of
from publication.questions.corrections import corrections_of
from publication.questions.reading import event_facts
from publication.services.rebuilding import differences, rebuild
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_published_event,
    make_role,
    publish_event,
)

pytestmark = pytest.mark.django_db


def facts(event):
    return {fact for correction in corrections_of(event.reference) for fact in correction.facts}


def make_standing_event(**fields):
    """One that the public has been able to read: what changes from here on is a correction."""
    event = make_published_event(**fields)
    settle()
    return event


def test_what_was_written_before_the_publication_is_no_correction():
    event = make_event(title_fr="Première version")
    make_headcount(event, 12)
    settle()
    event.title = "Deuxième version"
    event.save()
    publish_event(event)
    assert corrections_of(event.reference) == []
    assert corrections_of(make_standing_event().reference) == []


def test_a_correction_names_the_fact_and_the_day_and_no_value(client):
    event = make_standing_event(venue="Ancienne salle")
    event.venue = "Nouvelle salle"
    event.save()
    (correction,) = corrections_of(event.reference)
    assert correction.facts == ("lieu",)
    body = client.get(event.get_absolute_url()).content.decode()
    assert "Corrigé le" in body and "lieu" in body and "Ancienne salle" not in body


def test_the_reason_that_was_given_stands_beside_the_correction():
    event = make_standing_event(venue="Ancienne salle")
    event.venue = "Nouvelle salle"
    with correcting("Communiqué  du\nministère."):
        event.save()
        settle()
    (correction,) = corrections_of(event.reference)
    assert correction.reasons == ("Communiqué du ministère.",)
    event.venue = "Autre salle"
    event.save()
    (correction,) = corrections_of(event.reference)
    # It was given for the first change alone.
    assert correction.reasons == ("Communiqué du ministère.",)


def test_a_translation_alone_is_told_as_such():
    event = make_standing_event(venue="Salle", context_fr="Contexte.")
    event.context_en = "Context."
    event.save()
    assert facts(event) == {"traduction"}


def test_another_line_end_is_no_correction():
    event = make_standing_event(context_fr="Un.\nDeux.")
    event.context_fr = "Un. \r\nDeux.\r\n"
    event.save()
    assert facts(event) == set()


def test_headcounts_figures_and_roles_are_public_facts_too():
    event = make_standing_event()
    make_headcount(event, 12)
    EventFigure.objects.create(event=event, role=FigureRole.SPEAKER, title_on_day_fr="Maire")
    make_role(event, make_organisation())
    assert facts(event) == {"effectifs", "personnalités", "organisations et rôles"}


def test_a_funder_and_what_is_internal_leave_no_trace():
    event = make_standing_event()
    make_role(event, make_organisation(), Role.FUNDER, disclosed=False)
    event.funders_withheld = True
    event.sensitivity = "public"
    event.announced = True
    event.save()
    assert corrections_of(event.reference) == []


def test_an_event_known_by_region_and_month_tells_no_correction():
    event = make_standing_event(venue="Salle")
    event.venue = "Autre salle"
    event.save()
    settle()
    event.sensitivity = "region_and_month"
    event.save()
    assert corrections_of(event.reference) == []


def test_the_number_of_queries_does_not_grow_with_the_corrections(django_assert_num_queries):
    event = make_standing_event()
    for day in range(1, 4):
        event.starts_on = event.ends_on = date(2023, 3, day)
        event.save()
        make_headcount(event, day, category="media" if day == 1 else "fds" if day == 2 else "justice")
        settle()
    with django_assert_num_queries(1):
        assert facts(event) == {"dates", "effectifs", "répartition par catégorie"}


def return_to_draft(event):
    return_to_author(event=event, by=make_coordinator(), reason="À compléter.")
    settle()
    return Event.objects.get(pk=event.pk)


def test_corrections_outlive_a_return_and_what_was_changed_meanwhile_is_told(client):
    event = make_standing_event(venue="Ancienne salle")
    event.venue = "Nouvelle salle"
    with correcting("Communiqué du ministère."):
        event.save()
        settle()
    event = return_to_draft(event)
    event.context = "Un autre contexte."
    with correcting("Note de la coordination."):
        event.save()
        settle()
    assert corrections_of(event.reference) == []
    assert client.get(event.get_absolute_url()).status_code == 410
    publish_event(event)
    (correction,) = corrections_of(event.reference)
    assert set(correction.facts) == {"lieu", "contexte"}
    assert correction.reasons == ("Note de la coordination.", "Communiqué du ministère.")
    return_to_draft(event)
    publish_event(Event.objects.get(pk=event.pk))
    (same,) = corrections_of(event.reference)
    assert same == correction


def test_what_a_new_version_of_the_register_tells_for_the_first_time_is_no_correction():
    event = return_to_draft(make_standing_event(venue="Ancienne salle"))
    former = FormerFacts.objects.get()
    for digests in former.digests.values():
        del digests["context"]
    former.save()
    event.context, event.venue = "Ce que personne ne demandait", "Nouvelle salle"
    event.save()
    publish_event(event)
    assert facts(event) == {"lieu"}


def test_nothing_is_kept_of_a_record_that_is_deleted():
    event = make_standing_event(venue="Ancienne salle")
    event.venue = "Nouvelle salle"
    event.save()
    settle()
    Event.objects.all().delete()
    settle()
    assert not Correction.objects.exists()
    assert not FormerFacts.objects.exists()


@pytest.mark.parametrize("is_coarse_first", [True, False])
def test_to_tell_less_of_an_event_and_more_again_is_no_correction(is_coarse_first):
    levels = [Sensitivity.REGION_AND_MONTH, Sensitivity.PUBLIC]
    first, second = levels if is_coarse_first else levels[::-1]
    event = make_standing_event(sensitivity=first, venue="Salle")
    for level in (second, first, second):
        event.sensitivity = level
        event.save()
        settle()
    assert not Correction.objects.exists()


def test_a_new_version_of_the_register_that_says_it_otherwise_corrects_nothing():
    event = make_standing_event(venue="Salle")
    changed_at = PublishedEvent.objects.get().changed_at
    PublishedFacts.objects.update(content='{"title": "Autrefois"}')
    PublishedEvent.objects.update(digest="x")
    rebuild()
    assert corrections_of(event.reference) == []
    assert PublishedEvent.objects.get().changed_at == changed_at


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({"reference": None}, False),
        ({"reference": "RSS-ML-2023-0001"}, True),
        ({"reference": "RSS-ML-2023-0001", "sensitivity": Sensitivity.REGION_AND_MONTH}, False),
    ],
)
def test_a_reason_is_asked_where_a_correction_is_told(fields, asks):
    assert asks_reason(Event(**fields)) is asks


def test_another_way_of_writing_a_date_is_no_correction_of_it():
    event = make_standing_event()
    stood = dict(PublishedFacts.objects.filter(event=event.pk).values_list("language", "content"))
    rewritten = {
        language: text.replace("28\u00a0mars 2023", "mardi 28 mars 2023") for language, text in stood.items()
    }
    assert rewritten["fr"] != stood["fr"]
    assert changed_elements(digests_of(rewritten), digests_of(stood)) == []


def share_total(*events, number=60):
    group = HeadcountGroup.objects.create(label_fr="ensemble")
    group.events.set(events)
    group.headcounts.create(number=number)
    settle()
    return group


@pytest.mark.parametrize(
    "change", [{"sensitivity": "region_and_month"}, {"sensitivity": "hidden"}, {"title_fr": "Autre"}]
)
def test_the_reason_of_one_event_is_never_told_of_another(client, change):
    one, other = make_standing_event(), make_standing_event()
    share_total(one, other)
    changed_at = PublishedEvent.objects.get(pk=one.pk).changed_at
    for name, value in change.items():
        setattr(other, name, value)
    with correcting("À la demande du gouverneur."):
        other.save()
        settle()
    assert corrections_of(one.reference) == []
    assert PublishedEvent.objects.get(pk=one.pk).changed_at == changed_at
    assert "gouverneur" not in client.get(one.get_absolute_url()).content.decode()


def test_a_shared_total_that_is_corrected_is_told_of_each_of_its_events():
    one, other = make_standing_event(), make_standing_event()
    group = share_total(one, other)
    group.headcounts.update(number=80)
    group.save()
    assert facts(one) == facts(other) == {"effectifs"}


def test_why_an_event_was_hidden_is_no_reason_of_what_is_corrected_later():
    event = make_standing_event(venue="Salle")
    event.sensitivity = Sensitivity.HIDDEN
    with correcting("Menaces contre l’organisateur."):
        event.save()
        settle()
    event.venue, event.sensitivity = "Autre salle", Sensitivity.PUBLIC
    event.save()
    settle()
    (correction,) = corrections_of(event.reference)
    assert (correction.facts, correction.reasons) == (("lieu",), ())


def test_who_saves_in_another_language_changes_nothing(client):
    themes = [
        Theme.objects.create(slug=str(number), name_fr=french, name_en=english)
        for number, (french, english) in enumerate([("Plaidoyer", "Advocacy"), ("Droits", "Human rights")])
    ]
    event = make_standing_event(themes=themes)
    token, stood = PublicationState.current_token(), list(PublishedFacts.objects.values_list("content"))
    with override("en"):
        event.save()
        settle()
        assert list(differences()) == []
    assert list(PublishedFacts.objects.values_list("content")) == stood
    assert PublicationState.current_token() == token
    for language, names in (("fr", ["Droits", "Plaidoyer"]), ("en", ["Advocacy", "Human rights"])):
        with override(language):
            assert [theme.name for theme in event_facts(event.reference).themes] == names


def test_a_kind_that_earlier_versions_did_not_know_is_no_correction_where_it_is_empty():
    stood = {"fr": '{"recommendations": [], "wishes": []}'}
    now = {"fr": '{"recommendations": [], "wishes": [], "commitments": [], "opinions": []}'}
    told = {"fr": '{"recommendations": [], "wishes": [], "commitments": [{"text": "Un"}], "opinions": []}'}
    assert changed_elements(digests_of(stood), digests_of(now)) == []
    assert changed_elements(digests_of(now), digests_of(told)) == ["recommendations"]
