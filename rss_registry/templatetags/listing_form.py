"""The form of a filtered list."""

from django import template
from django.utils.formats import localize
from django.utils.html import format_html_join

from rss_registry.listings import Select

register = template.Library()


@register.simple_tag
def boxes(select: Select):
    """Each value that a filter offers as a box with its count: a page has hundreds, written in one go."""
    is_counted = select.counts is not None
    box = '<label><input type="checkbox" name="{}" value="{}"{}> {}'
    return format_html_join(
        "\n",
        box + (" <span>{}</span></label>" if is_counted else "</label>"),
        (
            (
                select.name,
                option.value,
                " checked" if option.is_chosen else "",
                option.label,
                localize(option.count),
            )
            for option in select.entries
        ),
    )
