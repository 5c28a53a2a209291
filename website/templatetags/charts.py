"""Bars of headcounts: drawn from what may be shown, and from nothing else."""

from django import template
from django.utils.translation import gettext as _

from rss_registry.charts import BarPart, horizontal_bar, stacked_bar

register = template.Library()


@register.simple_tag
def cell_bar(cell, cells):
    """The bar of one cell of a split; a hidden or unknown figure draws nothing."""
    longest = max((other.figure.drawn or 0 for other in cells), default=0)
    return horizontal_bar(cell.figure.drawn, longest)


@register.simple_tag
def sex_bar(summary):
    """Women and men as one bar, with its meaning in words."""
    title = _("%(women)s femmes, %(men)s hommes") % {
        "women": summary.women.short,
        "men": summary.men.short,
    }
    return stacked_bar(
        [BarPart(summary.women.drawn, "accent"), BarPart(summary.men.drawn, "brand")], title=title
    )


@register.simple_tag
def count_bar(row, rows):
    """The events of one row against the longest of `rows`."""
    return horizontal_bar(row.count, max(other.count for other in rows))


@register.simple_tag
def year_bar(row, rows):
    """The events of one year against the fullest of the years shown."""
    return horizontal_bar(row.totals.events, max(other.totals.events for other in rows))


@register.simple_tag
def share_bar(percent):
    """A share of a hundred; nothing when it is not known."""
    return horizontal_bar(percent, 100, tone="accent")


@register.simple_tag
def progress_bar(line):
    """How much of its way an indicator has done; nothing where the way is not known."""
    progress = line.progress
    return horizontal_bar(max(0, progress.value) if progress.is_known else None, 100)
