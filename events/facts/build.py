"""Reading one event into its public facts, with the protection of people applied once."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import (
    DateInference,
    FollowUpStatus,
    RecommendationKind,
    Role,
    Sensitivity,
)
from events.facts import types
from events.facts.claims import disagreements, public_claims
from events.facts.knowledge_tests import test_facts
from events.facts.moments import public_moment
from events.funding import funding_of
from events.visibility import visibility_of
from organisations.enums import DatePrecision, OrganisationKind
from publication.event_statements import counts_people, output_key, statements_of_event
from publication.headcounts import organisations_in, summary_of
from publication.shared_totals import SharedTotal, shared_totals_of
from publication.suppression import suppress
from rss_registry.dates import span_in_words, span_text
from rss_registry.figures import Figure
from rss_registry.ordinals import ordinal


def build_event_facts(event) -> types.EventFacts:
    """The public facts of `event` in the active language.

    Read the event with `Event.objects.published().with_facts()`: the number of queries is then
    constant. The caller has already passed the gate; nothing here decides whether it is public.
    """
    coarse = event.sensitivity == Sensitivity.REGION_AND_MONTH
    headcounts = list(event.headcounts.all())
    stated = statements_of_event(event)
    disclosed = suppress(stated)
    recommendations = [recommendation_facts(item, coarse) for item in event.recommendations.all()]
    funding = funding_of(event)
    path = event.get_absolute_url()
    return types.EventFacts(
        reference=event.reference or "",
        language=get_language(),
        title=event.title,
        kind=event.get_kind_display(),
        outcome=event.outcome,
        outcome_label=event.get_outcome_display(),
        url=path,
        address=f"{settings.PUBLIC_URL}{path}" if path else "",
        is_coarse=coarse,
        dates=_coarse_dates(event) if coarse else _dates(event),
        places=_regions(event) if coarse else _places(event),
        venue="" if coarse else event.venue,
        place_note="" if coarse else event.place_note,
        modality=event.get_modality_display(),
        languages=tuple(language.name for language in event.languages.all()),
        themes=tuple(types.Link(theme.name, theme.slug) for theme in event.themes.all()),
        strategy=tuple(element.name for element in event.contributes_to.all()),
        legal_references=tuple(types.Link(text.name, text.url) for text in event.legal_references.all()),
        series=_series(event),
        programmes=tuple(_link(programme) for programme in event.programmes.all()),
        roles=_roles(event, coarse),
        funding=funding,
        visibility=visibility_of([event]),
        figures=() if coarse else tuple(_figure(figure) for figure in event.figures.all()),
        headcount=summary_of(stated, disclosed, organisations_in(headcounts)),
        shared_totals=_shared_totals(event),
        headcount_sources=tuple(dict.fromkeys(row.source.title for row in headcounts if row.source))
        if not coarse
        else (),
        audiences=tuple(audience.get_category_display() for audience in event.audiences.all()),
        context=event.context,
        general_objective=event.general_objective,
        objectives=tuple(objective.text for objective in event.objectives.all()),
        methods=event.methods,
        results=event.results,
        conclusion=event.conclusion,
        recommendations=_of_kind(recommendations, RecommendationKind.RECOMMENDATION),
        wishes=_of_kind(recommendations, RecommendationKind.WISH),
        outputs=tuple(_output(output, disclosed) for output in event.outputs.all()),
        tests=test_facts(event.tests.all(), disclosed),
        sources=() if coarse else tuple(_source(link) for link in event.event_sources.all()),
        disagreements=() if coarse else disagreements(public_claims(event, funding, disclosed)),
        documents=() if coarse else tuple(item for item in event.documents.all() if item.is_public),
        photos=() if coarse else tuple(item for item in event.photos.all() if item.consent or not item.image),
        first_published_at=public_moment(event, event.first_published_at),
        updated_at=public_moment(event, event.updated_at),
    )


def event_dates_text(event) -> str:
    """The dates of an event as the public may read them, for lists."""
    if event.starts_on is None:
        return _("date non communiquée")
    return span_text(event.starts_on, event.ends_on, _public_precision(event))


def event_dates_in_words(event) -> str:
    """The same inside a sentence: « du 29 février au 1er mars 2024 »; empty where no date is known."""
    if event.starts_on is None:
        return ""
    return span_in_words(event.starts_on, event.ends_on, _public_precision(event))


def event_places_text(event) -> str:
    """The places of an event as the public may read them, for lists."""
    coarse = event.sensitivity == Sensitivity.REGION_AND_MONTH
    links = _regions(event) if coarse else [types.Link(item.place.name) for item in event.event_places.all()]
    return ", ".join(link.name for link in links)


def _public_precision(event):
    if event.sensitivity == Sensitivity.REGION_AND_MONTH and event.date_precision == DatePrecision.DAY:
        return DatePrecision.MONTH
    return event.date_precision


def _dates(event):
    inferred = event.date_inference != DateInference.NONE
    return types.Dates(
        text=event_dates_text(event),
        start=event.starts_on,
        end=event.ends_on,
        inference=event.get_date_inference_display() if inferred else "",
        note=event.date_note,
        # A span that was inferred may be longer than the event: report 3 gives nine days for two.
        days=event.days if event.date_precision == DatePrecision.DAY and not inferred else None,
        stated_days=event.stated_days,
    )


def _coarse_dates(event):
    return types.Dates(text=event_dates_text(event))


def _places(event):
    links = []
    for item in event.event_places.all():
        region = _region_of(item.place)
        inside = region is not None and region != item.place
        links.append(
            types.Link(
                item.place.name,
                region.get_absolute_url() if region else "",
                region.name if inside else "",
            )
        )
    return tuple(links)


def _regions(event):
    regions = dict.fromkeys(_region_of(item.place) for item in event.event_places.all())
    return tuple(types.Link(region.name, region.get_absolute_url()) for region in regions if region)


def _region_of(place):
    while place is not None and not place.is_unit:
        place = place.parent
    return place


def _link(thing, note=""):
    return types.Link(getattr(thing, "full_name", str(thing)), thing.get_absolute_url(), note)


def _series(event):
    if event.series is None:
        return None
    # Its place between dated events would tell the day of one that is known to its month.
    rank = None if event.sensitivity == Sensitivity.REGION_AND_MONTH else event.series_rank
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


def _roles(event, coarse):
    """Organisations by role, in the order of the roles; funders are told by the funding lines."""
    held = list(event.roles.all())
    if coarse:
        held = [item for item in held if item.organisation.kind not in OrganisationKind.of_one_town()]
    return tuple(
        types.RoleGroup(
            str(role.label),
            tuple(_link(item.organisation, item.note) for item in held if item.role == role),
        )
        for role in Role
        if role != Role.FUNDER and any(item.role == role for item in held)
    )


def _figure(figure):
    return types.FigureFacts(
        name=figure.person.name if figure.person else "",
        title=figure.title_on_day,
        role=figure.get_role_display(),
        organisation=_link(figure.organisation) if figure.organisation else None,
        represents=figure.represents,
        statement=figure.statement,
    )


def _shared_totals(event):
    # Only the events that the public may see are named beside the total.
    return tuple(
        SharedTotal(group, summary, tuple(item for item in group.public_events if item.pk != event.pk))
        for group, summary in shared_totals_of(event)
    )


def recommendation_facts(item, coarse: bool) -> types.RecommendationFacts:
    """One recommendation; of an event known to its region and month only, no source is named."""
    follow_ups = tuple(
        types.FollowUpFacts(
            step.day,
            step.status,
            step.get_status_display(),
            step.note,
            step.source.title if step.source and not coarse else "",
        )
        for step in item.follow_ups.all()
    )
    latest = follow_ups[0] if follow_ups else None
    addressee = _link(item.addressee) if item.addressee else None
    return types.RecommendationFacts(
        text=item.text,
        kind=item.kind,
        addressee=addressee or (types.Link(item.addressee_text) if item.addressee_text else None),
        theme=item.theme.name if item.theme else "",
        due_on=item.due_on,
        status=latest.status if latest else FollowUpStatus.NOT_KNOWN.value,
        status_label=latest.label if latest else str(FollowUpStatus.NOT_KNOWN.label),
        follow_ups=follow_ups,
    )


def _of_kind(recommendations, kind):
    return tuple(item for item in recommendations if item.kind == kind)


def _output(output, disclosed):
    quantity = (
        disclosed.tables[output_key(output)].total if counts_people(output) else Figure(output.quantity)
    )
    return types.OutputFacts(output.get_kind_display(), output.title, output.get_stage_display(), quantity)


def _source(link):
    source = link.source
    return types.SourceFacts(
        title=source.title,
        kind=source.get_kind_display(),
        signature=source.signature,
        published_on=source.published_on,
        url=source.url,
        note=link.note,
    )
