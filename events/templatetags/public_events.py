"""Events inside the pages of `organisations`, which imports nothing of `events`."""

from django import template
from django.utils import timezone

from events import selectors
from events.enums import FollowUpStatus
from events.indicators import indicator_lines
from events.lines import lines_of, with_lines
from publication.committees import composition_of

register = template.Library()

MOST_LINES = 20


@register.simple_tag
def events_of(organisation):
    """Public events in which the organisation is named."""
    return selectors.events_of(organisation)


@register.simple_tag
def events_of_programme(programme):
    return selectors.events_of_programme(programme)


@register.inclusion_tag("events/_indicators.html")
def indicators_of(programme):
    """Its indicators against their targets, as of today."""
    lines = indicator_lines(programme, today=timezone.localdate())
    return {"programme": programme, "lines": lines}


@register.inclusion_tag("events/_composition.html")
def composition(committee):
    """The colleges of a security committee, as far as they are known."""
    return {"composition": composition_of(committee)}


@register.inclusion_tag("events/_event_lines.html")
def event_lines(events, limit=MOST_LINES, heading="h3"):
    """The first lines of some public events (OrderedEvents)."""
    return {"lines": lines_of(events.prepared(with_lines)[:limit]), "heading": heading, "search": ""}


@register.inclusion_tag("events/_key_figures.html")
def key_figures(events):
    """How many events and participants, each shared total once, and what is not known."""
    return {"totals": events.tally.totals(events.found)}


@register.simple_tag
def roles_held(organisation):
    """How often the organisation held each role in public events, in the order of the roles."""
    return selectors.roles_held_by(organisation)


@register.simple_tag
def received_by(organisation):
    return selectors.events_received_by(organisation)


@register.simple_tag
def without(events, others):
    """The events less others: what a page has already shown."""
    return events.without(others)


@register.filter
def follow_up_label(status):
    return FollowUpStatus(status).label
