"""Reading one event into its public facts, with the protection of people applied once."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import Basis, Category, RecommendationKind, Role
from events.narratives import NARRATIVES
from organisations.enums import DatePrecision
from organisations.models import ProgrammeClaim
from publication import facts as types
from publication.event_statements import counts_people, output_key
from publication.headcounts import organisations_in, summary_of
from publication.project.claims import disagreements, public_claims
from publication.project.dates import (
    announced_on,
    event_dates_text,
    inference_of,
    precision_of,
    public_when,
    qualifiers_of,
    regions_of,
    unit_of,
)
from publication.project.evidence import document_facts, photo_facts, source_facts
from publication.project.funding import funding_of
from publication.project.knowledge_tests import test_facts
from publication.project.linked_events import linked_events
from publication.project.links import link_to
from publication.project.local import public_link
from publication.project.moments import public_moment
from publication.project.numbers import Numbers, numbers_of
from publication.project.recommendations import recommendation_facts
from publication.project.visibility import visible_agreements
from publication.shared_totals import key_of_total, label_of_total, summarise_shared
from rss_registry.figures import Figure
from rss_registry.ordinals import ordinal
from rss_registry.text import fold


def build_event_facts(event, numbers: Numbers | None = None) -> types.EventFacts:
    """The public facts of `event` in the active language.

    Read the event with `Event.objects.published().with_facts()`: the number of queries is then
    constant. The caller has already passed the gate; nothing here decides whether it is public.
    `numbers`: what may be told of its numbers of persons; without it, as if nothing had been told before.
    """
    coarse = event.is_coarse
    headcounts = list(event.headcounts.all())
    numbers = numbers or numbers_of(event)
    disclosed = numbers.disclosed
    recommendations = [recommendation_facts(event, item) for item in event.recommendations.all()]
    funding = funding_of(event)
    headcount = summary_of(numbers.stated, disclosed, organisations_in(headcounts))
    path = event.get_absolute_url()
    return types.EventFacts(
        reference=event.reference or "",
        language=get_language(),
        title=event.title,
        kind_code=event.kind,
        kind=event.kinds_label,
        second_kind_code=event.second_kind,
        links=linked_events(event),
        outcome=event.outcome,
        outcome_label=event.get_outcome_display(),
        url=path,
        address=f"{settings.PUBLIC_URL}{path}" if path else "",
        is_coarse=coarse,
        announced_on=None if coarse else announced_on(event),
        dates=_dates(event),
        places=regions_of(event) if coarse else _places(event),
        venue="" if coarse else event.venue,
        place_note="" if coarse else event.place_note,
        regions=regions_of(event),
        sessions=_sessions(event),
        # Where people come from may tell where they met.
        origins=() if coarse else tuple(link_to(place) for place in _by_name(event.origins.all())),
        origin_note="" if coarse else event.origin_note,
        modality_code=event.modality,
        modality=event.get_modality_display(),
        languages=tuple(language.name for language in _by_name(event.languages.all())),
        themes=tuple(types.Link(theme.name, slug=theme.slug) for theme in _by_name(event.themes.all())),
        strategy=tuple(element.name for element in event.contributes_to.all()),
        legal_references=tuple(
            types.Link(text.name, text.url) for text in _by_name(event.legal_references.all())
        ),
        series=_series(event, numbers),
        programmes=tuple(link_to(programme) for programme in _by_name(event.programmes.all())),
        roles=_roles(event),
        funding=funding,
        visible_agreements=visible_agreements(event),
        figures=() if coarse else tuple(_figure(figure) for figure in event.figures.all()),
        headcount=headcount,
        shared_totals=_shared_totals(event, numbers),
        headcount_sources=tuple(dict.fromkeys(row.source.title for row in headcounts if row.source))
        if not coarse
        else (),
        audience_codes=tuple(dict.fromkeys(audience.category for audience in event.audiences.all())),
        audiences=_audiences(event),
        other_categories=() if coarse else _other_categories(headcounts, headcount),
        **{narrative.code: getattr(event, narrative.code) for narrative in NARRATIVES},
        objectives=tuple(objective.text for objective in event.objectives.all()),
        recommendations=_of_kind(recommendations, RecommendationKind.RECOMMENDATION),
        wishes=_of_kind(recommendations, RecommendationKind.WISH),
        commitments=_of_kind(recommendations, RecommendationKind.COMMITMENT),
        opinions=_of_kind(recommendations, RecommendationKind.OPINION),
        outputs=tuple(_output(output, disclosed) for output in event.outputs.all()),
        tests=test_facts(event.tests.all(), disclosed),
        sources=() if coarse else tuple(source_facts(link) for link in event.event_sources.all()),
        disagreements=(
            *(() if coarse else disagreements(public_claims(event, funding, numbers))),
            *_programme_periods(event),
        ),
        documents=()
        if coarse
        else tuple(document_facts(item) for item in event.documents.all() if item.is_public),
        photos=()
        if coarse
        else tuple(photo_facts(item) for item in event.photos.all() if item.consent or not item.image),
        first_published_at=public_moment(event, event.first_published_at),
        updated_at=public_moment(event, event.updated_at),
    )


def _by_name(things):
    """In the order of the language that is written, whatever the one in which they were read."""
    return sorted(things, key=lambda thing: fold(thing.name))


def _dates(event):
    when, inferred = public_when(event), inference_of(event)
    dates = types.Dates(
        text=event_dates_text(event),
        period=when.text,
        precision=precision_of(event),
        qualifiers=qualifiers_of(event),
        inference_code=event.date_inference if event.starts_on else "",
        inference=inferred,
    )
    if event.is_coarse:
        return dates
    start, end = when.bounds(event.stated_days)
    is_exact = when.precision == DatePrecision.DAY and when.end and not (when.approximate or when.uncertain)
    return replace(
        dates,
        start=start,
        # Without an end, the stated number of days tells it.
        end=None if when.is_open and not event.stated_days else end,
        note=event.date_note,
        # A span that was inferred may be longer than the event: report 3 gives nine days for two.
        days=event.days if is_exact and not inferred else None,
        stated_days=event.stated_days,
    )


def _places(event):
    links = []
    for item in event.event_places.all():
        region = unit_of(item.place)
        inside = region is not None and region != item.place
        links.append(
            replace(
                link_to(item.place, region.name if inside else ""),
                url=region.get_absolute_url() if region else "",
            )
        )
    return tuple(links)


def _sessions(event):
    if event.is_coarse:
        return ()
    return tuple(
        types.SessionFacts(
            day=session.day,
            half_day_code=session.half_day,
            half_day=session.get_half_day_display(),
            title=session.title,
            place=link_to(session.place) if session.place else None,
        )
        for session in event.sessions.all()
    )


def _series(event, numbers):
    if event.series is None:
        return None
    rank = event.series_rank if numbers.tells_rank else None
    planned = event.series.planned_number
    return types.SeriesFacts(
        event.series.title, event.series.get_absolute_url(), rank, planned, _position(rank, planned)
    )


def _position(rank, planned):
    if rank is None:
        return ""
    if planned is None:
        return ordinal(rank)
    return _("%(ordinal)s de %(planned)d") % {"ordinal": ordinal(rank), "planned": planned}


def _roles(event):
    """Organisations by role, in the order of the roles; funders are told by the funding lines."""
    held = list(event.roles.all())
    return tuple(
        types.RoleGroup(
            role.value,
            str(role.label),
            tuple(
                dict.fromkeys(
                    public_link(event, item.organisation, item.note) for item in held if item.role == role
                )
            ),
        )
        for role in Role
        if role != Role.FUNDER and any(item.role == role for item in held)
    )


def _figure(figure):
    return types.FigureFacts(
        name=figure.person.name if figure.person else "",
        title=figure.title_on_day,
        role=figure.get_role_display(),
        organisation=link_to(figure.organisation) if figure.organisation else None,
        represents=figure.represents,
        statement=figure.statement,
        spellings=tuple(alias.name for alias in figure.person.aliases.all()) if figure.person else (),
    )


def _shared_totals(event, numbers):
    # Only the events that the public may see are named beside the total.
    return tuple(
        types.SharedTotal(
            key_of_total(group),
            label_of_total(group),
            summarise_shared(group, disclosed),
            tuple(
                types.Link(item.title, item.get_absolute_url())
                for item in sorted(group.public_events, key=lambda item: item.reference or "")
                if item.pk != event.pk
            ),
        )
        for group, disclosed in numbers.totals
    )


def _audiences(event):
    """Of a coarse event without the words of the source: they may tell where it was."""
    labels = (
        audience.get_category_display() if event.is_coarse else audience.category_label
        for audience in event.audiences.all()
    )
    return tuple(dict.fromkeys(map(str, labels)))


def _other_categories(headcounts, told):
    """Beside the number that the page has of them: without it they would say who a few people were."""
    if Category.OTHER not in {cell.key for cell in told.categories}:
        return ()
    counted = (row for row in headcounts if row.number and row.basis != Basis.PLANNED)
    return tuple(dict.fromkeys(row.category_words for row in counted if row.is_in_words))


def _of_kind(recommendations, kind):
    return tuple(item for item in recommendations if item.kind == kind)


def _output(output, disclosed):
    quantity = (
        disclosed.tables[output_key(output)].total if counts_people(output) else Figure(output.quantity)
    )
    return types.OutputFacts(output.get_kind_display(), output.title, output.get_stage_display(), quantity)


def _programme_periods(event):
    """Sources that date a programme differently; what they say of its funders is not repeated here."""
    for programme in event.programmes.all():
        claims = [item for item in programme.claims.all() if item.field == ProgrammeClaim.Field.PERIOD]
        for disagreement in disagreements(claims) if len(claims) > 1 else ():
            yield replace(disagreement, label=f"{programme.name} – {disagreement.label}")
