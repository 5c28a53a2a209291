"""Events inside the pages of `organisations`, which imports nothing of `events`."""

from django import template

from events import selectors
from events.enums import FollowUpStatus, Role
from events.lines import lines_of, with_lines
from events.models import Event
from events.tally import totals_of

register = template.Library()

MOST_LINES = 20


@register.simple_tag
def events_of(organisation):
    """Public events in which the organisation is named, as a queryset."""
    return selectors.events_of(organisation)


@register.inclusion_tag("events/_event_lines.html")
def event_lines(events, limit=MOST_LINES, heading="h3"):
    """The first lines of a public queryset of events, newest first."""
    return {"lines": lines_of(with_lines(events).newest_first()[:limit]), "heading": heading, "search": ""}


@register.inclusion_tag("events/_key_figures.html")
def key_figures(events):
    """How many events and participants, each shared total once, and what is not known."""
    return {"totals": totals_of(events)}


@register.simple_tag
def roles_held(organisation):
    """How often the organisation held each role in public events, in the order of the roles."""
    return selectors.roles_held_by(organisation)


@register.simple_tag
def received_by(organisation):
    """Public events held for the benefit of the organisation."""
    return Event.objects.published().held().publicly_with_role(organisation, Role.BENEFICIARY)


@register.simple_tag
def without(events, others):
    """A queryset of events less another: what a page has already shown."""
    return events.exclude(pk__in=others.order_by().values("pk"))


@register.filter
def follow_up_label(status):
    return FollowUpStatus(status).label
