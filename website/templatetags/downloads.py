"""The files of a page: links to them, and what search engines read."""

import json

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from rss_registry.addresses import ListAddress
from website.datasets.addresses import (
    EVENT_LIST_FORMATS,
    LIST_FORMATS,
    downloads_of_chart,
    downloads_of_dataset,
    downloads_of_event,
    downloads_of_list,
)
from website.datasets.licence import LICENCE
from website.feeds.structured_data import (
    catalogue_data,
    event_data,
    organisation_data,
    series_data,
)
from website.listings.filters import OF_THE_LIST_ALONE

register = template.Library()

# JSON inside HTML: nothing that could end the element it stands in.
_IN_HTML = str.maketrans({sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"})


@register.simple_tag
def list_downloads(address, kind="table"):
    """The files of a filtered list; `kind` is "events" for those that also are a feed and a calendar."""
    return downloads_of_list(address, EVENT_LIST_FORMATS if kind == "events" else LIST_FORMATS)


@register.simple_tag
def report_address(address):
    """The form of the report of a filtered list; tabs, order and pages mean nothing there."""
    kept = {name: values for name, values in address.values.items() if name not in OF_THE_LIST_ALONE}
    return str(ListAddress.of(reverse("reports:report_form"), address.order, kept))


@register.simple_tag
def event_downloads(event, facts):
    """The files of one event."""
    return downloads_of_event(event, facts.reference)


@register.simple_tag
def licence():
    return LICENCE


@register.simple_tag
def dataset_downloads(name, **filters):
    """The files of a dataset, or of some of its rows, on a page that is not its list."""
    return downloads_of_dataset(name, **filters)


@register.simple_tag
def chart_downloads(code, address):
    """The files of one chart of the page of statistics."""
    return downloads_of_chart(code, address)


@register.simple_tag
def event_structured_data(event, facts):
    return _structured(event_data(event, facts, site=settings.PUBLIC_URL))


@register.simple_tag
def series_structured_data(series, progress):
    return _structured(series_data(series, progress, site=settings.PUBLIC_URL))


@register.simple_tag
def organisation_structured_data(organisation):
    return _structured(organisation_data(organisation, site=settings.PUBLIC_URL))


@register.simple_tag
def catalogue_structured_data(datasets):
    return _structured(catalogue_data(datasets, site=settings.PUBLIC_URL))


def _structured(data):
    """Data for search engines: not a script, though it stands in an element of that name."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_HTML)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
