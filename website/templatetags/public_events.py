"""Events, figures and indicators inside the pages of organisations, programmes and regions."""

from django import template
from django.utils import timezone

from publication.models import PublishedOrganisation, PublishedProgramme, PublishedSeries
from publication.questions import events as questions
from publication.questions.composition import composition_of
from publication.questions.indicators import indicator_lines
from publication.questions.persons import (
    persons_of_organisation,
    persons_of_programme,
    persons_of_series,
)
from publication.questions.reading import items_of
from publication.questions.totals import totals_of

register = template.Library()

MOST_LINES = 20


@register.simple_tag
def events_of(organisation):
    """Public events in which the organisation is named."""
    return questions.events_of(organisation)


@register.simple_tag
def events_of_programme(programme):
    return questions.events_of_programme(programme)


@register.inclusion_tag("website/_indicators.html")
def indicators_of(programme, facts):
    """Its indicators against their targets, as of today."""
    lines = indicator_lines(programme, facts, today=timezone.localdate())
    return {"programme": programme, "lines": lines}


@register.inclusion_tag("website/_composition.html")
def composition(committee):
    """The colleges of a security committee, as far as they are known."""
    return {"composition": composition_of(committee)}


@register.inclusion_tag("website/_event_items.html")
def event_lines(events, limit=MOST_LINES, heading="h3"):
    """The first of some published events as items of a list, the newest first."""
    return {"items": items_of(events.newest_first()[:limit]), "heading": heading, "search": ""}


@register.inclusion_tag("website/_key_figures.html")
def key_figures(events):
    """How many events and participants, each shared total once, and what is not known."""
    return {"totals": totals_of(events)}


_PERSONS_OF = {
    PublishedOrganisation: persons_of_organisation,
    PublishedProgramme: persons_of_programme,
    PublishedSeries: persons_of_series,
}


@register.inclusion_tag("website/_persons.html")
def persons_of(body):
    """How many persons came, and came again, of an organisation, programme or series; or nothing."""
    return {"lines": _PERSONS_OF[type(body)](body)}


@register.simple_tag
def roles_held(organisation):
    """How often the organisation held each role in public events, in the order of the roles."""
    return questions.roles_held_by(organisation)


@register.simple_tag
def received_by(organisation):
    return questions.events_received_by(organisation)


@register.simple_tag
def without(events, others):
    """The events less others: what a page has already shown."""
    return events.exclude(pk__in=others.order_by().values("pk"))
