"""« Comme modèle »: what is typed again is taken, what belongs to the days of the record is not."""

from datetime import date

import pytest

from events.enums import Outcome, Role, Sensitivity, Status
from events.models import Event, Language, LegalReference, StrategyElement, Theme
from events.services.copying import closed_funders, copy_as_model
from events.services.likeness import likely_of
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event_source,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user()


@pytest.fixture
def event(officer):
    event = make_published_event(
        owner=officer.organisation,
        title_fr="Forum régional",
        title_en="Regional forum",
        kind="forum",
        venue="Maison des jeunes",
        modality="hybrid",
        series=make_series(),
        series_rank=1,
        context_fr="Contexte",
        methods_fr="Méthodes",
        results_fr="Résultats",
        sensitivity=Sensitivity.DELAYED,
        delay_days=30,
        funders_withheld=True,
        places=[make_place(), make_place()],
        programmes=[make_programme()],
        themes=[Theme.objects.create(slug="dialogue", name_fr="Dialogue")],
    )
    event.languages.add(Language.objects.create(code="bam", name_fr="bambara"))
    event.contributes_to.add(StrategyElement.objects.create(code="snrss", name_fr="SNRSS"))
    event.legal_references.add(LegalReference.objects.create(code="decret", name_fr="Décret"))
    event.objectives.create(text_fr="Informer", text_en="Inform", position=1)
    make_role(event, officer.organisation, note_fr="Chef de file")
    make_role(event, make_organisation(), Role.FUNDER, disclosed=False)
    make_headcount(event, 40)
    make_participant(event)
    make_recommendation(event)
    make_event_source(event)
    return event


def test_what_one_would_type_again_is_taken(event, officer):
    copy = copy_as_model(event=event, by=officer)
    same = ("title_fr", "title_en", "kind", "venue", "modality", "series", "context_fr", "methods_fr")
    protection = ("sensitivity", "delay_days", "funders_withheld")
    for name in (*same, *protection):
        assert getattr(copy, name) == getattr(event, name), name
    for name in ("programmes", "languages", "themes", "contributes_to", "legal_references"):
        assert list(getattr(copy, name).all()) == list(getattr(event, name).all()) != [], name
    assert [row.place for row in copy.event_places.all()] == [row.place for row in event.event_places.all()]
    roles = [
        {(role.organisation, role.role, role.financing_kind, role.disclosed, role.note_fr) for role in rows}
        for rows in (copy.roles.all(), event.roles.all())
    ]
    assert roles[0] == roles[1]
    assert [(row.text_fr, row.text_en) for row in copy.objectives.all()] == [("Informer", "Inform")]
    assert Event.objects.search("forum regional maison").filter(pk=copy.pk).exists()


def test_what_belongs_to_its_days_is_not(event, officer):
    copy = copy_as_model(event=event, by=officer)
    copy.refresh_from_db()
    assert (copy.status, copy.outcome, copy.created_by) == (Status.DRAFT, Outcome.PLANNED, officer)
    for name in ("reference", "starts_on", "ends_on", "series_rank", "results_fr", "first_published_at"):
        assert not getattr(copy, name), name
    for name in ("headcounts", "participants", "recommendations", "event_sources", "claims", "outputs"):
        assert not getattr(copy, name).exists(), name
    copy.full_clean()


def test_it_resembles_its_model_once_it_has_its_days(event, officer):
    copy = copy_as_model(event=event, by=officer)
    assert likely_of(copy, user=officer) == []
    copy.starts_on = copy.ends_on = event.starts_on
    copy.save()
    assert [row.event for row in likely_of(copy, user=officer)] == [event]


def test_it_belongs_to_who_copies(event):
    other = make_coordinator(organisation=make_organisation())
    assert copy_as_model(event=event, by=other).owner == other.organisation
    assert copy_as_model(event=event, by=make_coordinator()).owner == event.owner


def test_an_agreement_that_one_may_not_see_stays_behind(event, officer):
    seen, unseen = (
        make_agreement(make_organisation(), reference=f"C-{shown}", funder_disclosed=shown)
        for shown in (True, False)
    )
    event.agreements.set([seen, unseen])
    assert list(copy_as_model(event=event, by=officer).agreements.all()) == [seen]


def test_a_funder_that_is_closed_funds_nothing_to_come(event, officer):
    closed = make_organisation(acronym="MINUSMA", active_to=date(2023, 12, 31))
    make_role(event, closed, Role.FUNDER)
    make_role(event, closed, Role.PARTNER)
    assert closed_funders(event) == [closed]
    copy = copy_as_model(event=event, by=officer)
    assert [role.role for role in copy.roles.filter(organisation=closed)] == [Role.PARTNER]
