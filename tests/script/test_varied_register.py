"""The invented register: the same each time, with every kind of fact, and as staff would have left it."""

from collections import Counter
from functools import partial

import pytest
from django.db import transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from events.enums import (
    Basis,
    Category,
    DateInference,
    EventKind,
    FollowUpStatus,
    Modality,
    Outcome,
    OutputKind,
    RecommendationKind,
    Role,
    Sensitivity,
    Status,
)
from events.models import (
    Audience,
    CommitteeComposition,
    CommitteeSeats,
    CostLine,
    Document,
    Event,
    EventClaim,
    EventFigure,
    EventRole,
    FollowUp,
    Headcount,
    HeadcountGroup,
    Justification,
    KnowledgeTest,
    Output,
    Participant,
    Photo,
    Recommendation,
    ReferenceCounter,
    Series,
    StatusChange,
)
from events.services.search_text import index_errors
from events.services.workflow import publish
from organisations.models import GrantAgreement, Membership, Organisation, Place, Source
from script.benchmark.varied.rows import _ORDER as MODELS
from script.benchmark.varied_register import CANARIES, make_varied_register
from tests.factories import make_coordinator, make_event

pytestmark = pytest.mark.one_database

LISTS = ("website:event_list", "website:organisation_list", "website:recommendation_list")


def public_files(client):
    """What the public can take away of the lists."""
    answers = [client.get(f"{reverse(name).rstrip('/')}.csv") for name in LISTS]
    return [answer.getvalue().decode() for answer in answers]


def made(client, seed):
    """The public files of a register that is gone again."""
    with transaction.atomic():
        make_varied_register(60, seed)
        files = public_files(client)
        transaction.set_rollback(True)
    return files


# Three registers, whose rows are chosen in Python.
@pytest.mark.django_db
def test_the_same_seed_gives_the_same_public_rows(client):
    first = made(client, 1)
    assert all(len(content.splitlines()) > 20 for content in first)
    assert made(client, 1) == first
    assert made(client, 2) != first


@pytest.mark.django_db
def test_too_few_events_for_every_kind_are_refused():
    with pytest.raises(ValueError):
        make_varied_register(59)


def crossed_rows():
    return Headcount.objects.exclude(sex="").exclude(category="")


def with_rows(*, without=(), **conditions):
    """Headcounts of events that have a row of these `conditions`, and none of those `without`."""
    found = Event.objects.filter(pk__in=Headcount.objects.filter(**conditions).values("event"))
    for other in without:
        found = found.exclude(pk__in=Headcount.objects.filter(**other, event__isnull=False).values("event"))
    return found


TOTAL, WOMEN, MEN = ({"sex": sex, "category": "", "age_band": ""} for sex in ("", "women", "men"))
published = partial(Event.objects.filter, status=Status.PUBLISHED)
held = partial(published, outcome=Outcome.HELD)


def awkward_kinds():
    """Each kind of fact that a page must be judged by, as a query that finds it."""
    today = timezone.localdate()
    for kind in EventKind.values:
        yield f"kind {kind}", published(kind=kind)
    for status in Status.values:
        yield f"status {status}", Event.objects.filter(status=status)
    for level in Sensitivity.values:
        yield f"sensitivity {level}", held(sensitivity=level)
    for modality in Modality.values:
        yield f"modality {modality}", published(modality=modality)
    for inference in DateInference.values:
        yield f"dates: inferred {inference}", held(date_inference=inference)
    for precision in ("day", "month", "year"):
        yield f"dates: {precision}", held(date_precision=precision)
    yield "dates: one day", held(date_precision="day", starts_on=F("ends_on"))
    yield (
        "dates: over a leap day",
        held(starts_on__month=2, ends_on__month=3, starts_on__year__in=(2016, 2020, 2024)),
    )
    yield "dates: over two years", held(date_precision="day", ends_on__year__gt=F("starts_on__year"))
    for sign in ("~", "X", "/"):
        yield f"dates: with {sign}", held(dates_edtf__contains=sign)
    yield "dates: the opening alone", held(dates_edtf__endswith="/", stated_days=None)
    yield "dates: none that a source gives", held(dates_edtf="")
    yield "delay that is over", held(sensitivity="delayed", visible_from__lte=today)
    yield "delay that lasts", held(sensitivity="delayed", visible_from__gt=today)
    for outcome in (Outcome.PLANNED, Outcome.POSTPONED):
        yield f"{outcome}, dated", published(outcome=outcome, starts_on__gt=today)
        yield f"{outcome}, undated", published(outcome=outcome, starts_on=None)
    yield "planned, without news", published(outcome=Outcome.PLANNED, ends_on__lt=today)
    yield "planned, not announced", Event.objects.filter(outcome=Outcome.PLANNED, announced=False)
    yield "cancelled", published(outcome=Outcome.CANCELLED)
    yield "place: none", published(places=None)
    yield "place: abroad", published(places__slug="dakar")
    yield "place: the country", published(places__slug="mali")
    yield "place: commune", published(places__kind="commune")
    yield "place: several", published().annotate(number=Count("places")).filter(number__gt=2)
    yield "headcount: about", Headcount.objects.filter(basis=Basis.APPROXIMATE)
    yield "headcount: at least", Headcount.objects.filter(basis=Basis.AT_LEAST)
    yield "headcount: planned", Headcount.objects.filter(basis=Basis.PLANNED)
    yield "headcount: women of a total", with_rows(**WOMEN, without=[MEN]) & with_rows(**TOTAL)
    yield "headcount: women only", with_rows(**WOMEN, without=[MEN, TOTAL])
    yield "headcount: women and men, no total", with_rows(**WOMEN, without=[TOTAL]) & with_rows(**MEN)
    yield "headcount: women and men", with_rows(**WOMEN) & with_rows(**MEN) & with_rows(**TOTAL)
    yield "headcount: categories", Headcount.objects.filter(sex="").exclude(category="")
    yield "headcount: age bands", Headcount.objects.exclude(age_band="")
    yield "headcount: crossed", crossed_rows()
    yield (
        "headcount: small cells",
        Headcount.objects.filter(number__range=(1, 4), published_by_organiser=False),
    )
    yield "headcount: zero", Headcount.objects.filter(number=0)
    yield "headcount: small, published", Headcount.objects.filter(number__lt=5, published_by_organiser=True)
    yield "headcount: organisations", Headcount.objects.filter(unit="organisations")
    yield "headcount: none", held(headcounts=None, headcount_groups=None, audiences=None)
    yield "audience", Audience.objects.filter(event__headcounts=None)
    groups = HeadcountGroup.objects.annotate(number=Count("events"))
    for number in (2, 3):
        yield f"shared by {number}", groups.filter(number=number)
    for level in ("region_and_month", "hidden"):
        yield (
            f"shared with {level}",
            groups.filter(events__sensitivity=level, events__status=Status.PUBLISHED),
        )
    yield "shared with a draft", groups.filter(events__status=Status.DRAFT)
    yield "series with ranks", published(series_rank__gte=2)
    yield "series, planned", published(series__isnull=False, outcome__in=Outcome.not_yet_held())
    yield "series of three to seven", Series.objects.annotate(n=Count("events")).filter(n__range=(3, 7))
    yield "recommendation to a body", Recommendation.objects.filter(addressee__isnull=False)
    written_to = Q(addressee_text_fr__gt="")
    yield "recommendation to others", Recommendation.objects.filter(written_to)
    yield "recommendation to nobody", Recommendation.objects.filter(addressee=None).exclude(written_to)
    yield "two natures", Event.objects.exclude(second_kind="")
    for kind in RecommendationKind.values:
        yield kind, Recommendation.objects.filter(kind=kind)
    yield "recommendation due", Recommendation.objects.filter(due_on__isnull=False)
    yield "same recommendation", Recommendation.objects.filter(same_as__isnull=False)
    for status in FollowUpStatus.values:
        yield f"follow-up {status}", FollowUp.objects.filter(status=status)
    for kind in (OutputKind.CERTIFICATES, OutputKind.GUIDE, OutputKind.DECLARATION, OutputKind.ACTION_PLAN):
        yield f"output {kind}", Output.objects.filter(kind=kind)
    for moment in ("before", "after"):
        yield f"test {moment}", KnowledgeTest.objects.filter(moment=moment, mean_score__isnull=False)
    yield "test without numbers", KnowledgeTest.objects.filter(taken_by=None)
    yield "test by sex", KnowledgeTest.objects.exclude(sex="")
    yield "figure with a name", EventFigure.objects.filter(person__isnull=False)
    yield "figure by title", EventFigure.objects.filter(person=None)
    yield "figure for another", EventFigure.objects.filter(represents_fr__gt="")
    yield "statement", EventFigure.objects.filter(statement_fr__gt="")
    yield "several sources", published().annotate(n=Count("event_sources")).filter(n__gt=1)
    yield "no source", published(event_sources=None)
    yield "claims followed", EventClaim.objects.filter(followed=True)
    yield "claims undecided", Event.objects.exclude(claims=None).exclude(claims__followed=True)
    yield "photo", Photo.objects.filter(consent=True).exclude(image="")
    yield "photo without consent", Photo.objects.filter(consent=False).exclude(image="")
    yield "photo mentioned", Photo.objects.filter(image="")
    yield "document", Document.objects.filter(is_public=True)
    yield "document, private", Document.objects.filter(is_public=False)
    for kind in ("financial", "technical", "both", "not_specified"):
        yield f"funder, {kind}", EventRole.objects.filter(role=Role.FUNDER, financing_kind=kind)
    yield "funder withheld by role", EventRole.objects.filter(disclosed=False)
    yield "funder withheld by event", published(funders_withheld=True)
    yield "funder withheld by agreement", published(agreements__funder_disclosed=False)
    yield "agreement of an event", published(agreements__funder_disclosed=True)
    yield "intermediary", GrantAgreement.objects.filter(intermediary__isnull=False)
    yield "no funder at all", held(programmes=None, agreements=None).exclude(roles__role=Role.FUNDER)
    yield (
        "parent and child pay",
        published(roles__organisation__parent__isnull=False, roles__role=Role.FUNDER),
    )
    for role in Role.values:
        yield f"role {role}", EventRole.objects.filter(role=role)
    yield "membership that ended", Membership.objects.filter(left_on__isnull=False)
    yield "membership undated", Membership.objects.filter(joined_on=None)
    yield "composition as published", CommitteeComposition.objects.filter(is_as_published=True)
    yield "seats not stated", CommitteeSeats.objects.filter(number=None)
    yield "training of a committee", held(kind="training", roles__organisation__kind="ccs")
    yield "long name", Organisation.objects.filter(name_fr__regex=r".{120}")
    yield "Arabic", Event.objects.filter(context_fr__contains="الحوار")
    yield "N'Ko", Event.objects.filter(context_fr__contains="ߞߊ߲ߜߍ")
    yield "no English", published(title_en="")
    yield "English", published(title_en__gt="")
    yield "corrected", Event.history.filter(history_type="~")
    yield "list of persons", Participant.objects.filter(presences__signed=True)
    yield "costs", CostLine.objects.filter(spent__gt=F("planned"))
    yield "justification", Justification.objects.all()


def test_every_awkward_kind_occurs(varied_register):
    kinds = list(awkward_kinds())
    assert Counter(name for name, _rows in kinds).most_common(1)[0][1] == 1
    assert [name for name, rows in kinds if not rows.exists()] == []


def test_every_unit_and_category_occurs(varied_register):
    assert all(Event.objects.in_place(unit).exists() for unit in Place.objects.units())
    assert set(Participant.objects.values_list("category", flat=True)) == set(Category.values)


def test_the_rows_are_such_as_the_forms_accept(varied_register):
    for model in MODELS:
        leave = ["by"] if model is StatusChange else None
        for row in model.objects.all():
            row.full_clean(exclude=leave, validate_unique=False)


def test_published_events_are_as_the_workflow_leaves_them(varied_register):
    assert index_errors() == []
    for event in varied_register:
        moves = [(change.from_status, change.to_status) for change in event.status_changes.order_by("pk")]
        assert moves == sorted(set(moves), key=moves.index)
        assert not moves or moves[0][0] == Status.DRAFT
        assert event.status == (moves[-1][1] if moves else Status.DRAFT)
        was_published = any(move[1] == Status.PUBLISHED for move in moves)
        assert bool(event.reference) == bool(event.first_published_at) == was_published
        assert event.visible_from == event.first_visible_day
        assert event.history.earliest().history_type == "+"
    last = {
        year: Event.objects.filter(reference__startswith=f"RSS-ML-{year}-").count()
        for year in ReferenceCounter.objects.values_list("year", flat=True)
    }
    assert dict(ReferenceCounter.objects.values_list("year", "last")) == last
    following = make_event(starts_on=timezone.localdate(), status=Status.SUBMITTED)
    year = timezone.localdate().year
    assert (
        publish(event=following, by=make_coordinator()).reference
        == f"RSS-ML-{year}-{last.get(year, 0) + 1:04d}"
    )


def test_nothing_planted_is_read_in_public(varied_register, client):
    planted = Counter()
    for model in MODELS:
        for row in model.objects.all().values():
            planted.update(
                name for name, canary in CANARIES.items() if any(canary in str(v) for v in row.values())
            )
    assert set(planted) == set(CANARIES)
    pages = [reverse(name) for name in (*LISTS, "website:home", "website:statistics", "website:region_list")]
    pages += [event.get_absolute_url() for event in Event.objects.published()]
    answers = {page: client.get(page) for page in pages}
    assert {answer.status_code for answer in answers.values()} == {200}
    texts = {page: answer.content.decode() for page, answer in answers.items()}
    texts |= dict(enumerate(public_files(client)))
    assert [
        (page, name) for page, text in texts.items() for name, canary in CANARIES.items() if canary in text
    ] == []


def test_nobody_takes_the_bodies_for_real_ones(varied_register):
    invented = Q(name_fr__icontains="exemple")
    assert not Organisation.objects.exclude(invented).exists()
    assert not Source.objects.exclude(url="").exclude(url__contains=".example/").exists()
