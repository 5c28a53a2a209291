"""Periods as bars on one scale."""

from django import template

from rss_registry.charts import span_bar

register = template.Library()


@register.simple_tag
def period_bar(period):
    """The bar of one Period; a past one in the lighter tone of what is over."""
    return span_bar(period.start, period.end, tone="brand" if period.is_current else "accent")
